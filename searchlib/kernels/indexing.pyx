# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the writing kernels: tokens, inversion, checksums. Logic lives in the headers; see indexing.pyi."""

from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport Buffer, hand_over, text_of, view


cdef extern from "checksum.hpp" namespace "searchlib" nogil:
    uint64_t hash_bytes(const uint8_t*, size_t, uint64_t)
    uint32_t c_page_checksum "searchlib::page_checksum"(const uint8_t*, size_t)

cdef extern from "tokenizer.hpp" namespace "searchlib" nogil:
    cdef enum class TokenKind(uint8_t):
        WORD
        COMPOUND
        SIGIL

cdef extern from "sections.hpp" namespace "searchlib" nogil:
    cdef cppclass Place:
        uint32_t block, offset, length
    cdef cppclass DayInterval:
        int32_t first, last
    cdef cppclass ZoneLengths:
        uint32_t headline, standfirst, body
    cdef char FORM "searchlib::FORM"
    cdef enum Section:
        DAYS
        SECTION_COUNT

cdef extern from "impact.hpp" namespace "searchlib" nogil:
    cdef cppclass RankingProfile:
        double k1
        double weight[3]
        double b[3]
        double pivot[3]

cdef extern from "document_table.hpp" namespace "searchlib" nogil:
    cdef cppclass NewDocument:
        string_view id, headline, source, section
        int32_t day
        int64_t instant
        int16_t zone
        Place place
        vector[string_view] persons
        vector[DayInterval] dates
        vector[string] extras
    cdef cppclass DocumentTable:
        void kill(uint32_t)
        Place place(uint32_t)
        uint32_t size()
        ZoneLengths lengths(uint32_t)
        cbool alive(uint32_t)

cdef extern from *:
    """
    #include "inverter.hpp"
    using FolderFunction = void (*)(void*, const char*, size_t, int, std::string*);
    static searchlib::Folder make_folder(FolderFunction function, void* context) {
        return [=](std::string_view token, searchlib::TokenKind kind, std::string& out) {
            function(context, token.data(), token.size(), int(kind), &out);
        };
    }
    struct TokenList {
        std::vector<searchlib::Token> tokens;
        void run(const char* text, size_t size) {
            searchlib::Tokenizer(reinterpret_cast<const searchlib::u8*>(text), size)
                .run([this](const searchlib::Token& token) { tokens.push_back(token); });
        }
    };
    """
    cdef cppclass Folder "searchlib::Folder":
        pass
    Folder make_folder(void (*)(void*, const char*, size_t, int, string*) noexcept, void*)
    cdef cppclass Token "searchlib::Token":
        uint32_t begin, end
        TokenKind kind
        cbool ascii
    cdef cppclass TokenList:
        vector[Token] tokens
        void run(const char*, size_t) except +
    uint32_t fold_ascii "searchlib::fold_ascii"(const uint8_t*, uint32_t, TokenKind, uint8_t*)
    cdef cppclass NewField "searchlib::NewArticle::Field":
        NewField()
        char prefix
        string_view key, text
        uint32_t times
    cdef cppclass NewArticle "searchlib::NewArticle":
        NewDocument document
        string_view standfirst, body, language
        vector[NewField] fields
    cdef cppclass Inverter "searchlib::Inverter" nogil:
        Inverter(Folder, size_t) except +
        DocumentTable documents
        RankingProfile profile
        void add(const NewArticle&) except +
        size_t memory()
        uint32_t forms()
        uint32_t stemmed()
        string_view plain_key(uint32_t)
        string_view language_of(uint32_t)
        void set_stem(string_view) except +
        void rest()

cdef extern from "inverter_thread.hpp" nogil:
    cdef cppclass InverterThread "searchlib::InverterThread":
        InverterThread(Folder, size_t) except +
        @staticmethod
        void end(InverterThread*)
        void add(const NewArticle&) except +
        void finish() except +
        size_t memory()
        Inverter& inverter()

cdef extern from "filing.hpp" nogil:
    cdef cppclass Filing "searchlib::Filing":
        Filing(const Inverter&, uint64_t, uint32_t) except +
        cbool next_postings(uint64_t, Buffer&) except +
        uint32_t document_count()
    cbool write_section "searchlib::write_section"(Filing&, Section, Buffer&) except +

cdef extern from "free_memory.hpp" namespace "searchlib" nogil:
    void give_back_free_memory()

PAGE = 8192
cdef size_t LARGE = 32 << 20
cdef uint32_t STEMMED_AT_ONCE = 1 << 15
KEY_ENDS_SECTION, KEY_BYTES_SECTION, TERM_INFOS_SECTION = 1, 2, 3
SECTIONS = <int>SECTION_COUNT
MAX_LABEL_BYTES = 256  # extras longer than this are searched but not counted as facets


def hash64(bytes data not None, uint64_t seed=0):
    return hash_bytes(<const uint8_t*><const char*>data, len(data), seed)


def page_checksum(const uint8_t[::1] data not None):
    return c_page_checksum(&data[0], data.shape[0])


cdef class PageChecksums:
    cdef bytearray pending
    cdef list checksums

    def __init__(self):
        self.pending = bytearray()
        self.checksums = []

    def update(self, const uint8_t[::1] data):
        cdef Py_ssize_t at = 0, size = data.shape[0], room
        if self.pending:
            room = min(PAGE - len(self.pending), size)
            self.pending += data[:room]
            at = room
            if len(self.pending) == PAGE:
                self._page(self.pending)
                self.pending.clear()
        while size - at >= PAGE:
            self.checksums.append(c_page_checksum(&data[at], PAGE))
            at += PAGE
        if at < size:
            self.pending += data[at:]

    cdef _page(self, bytearray data):
        cdef const uint8_t[::1] bytes_ = data
        self.checksums.append(c_page_checksum(&bytes_[0], bytes_.shape[0]))

    def finish(self):
        if self.pending:
            self._page(self.pending)
            self.pending = bytearray()
        return list(self.checksums)


def tokenize(str text not None):
    """[(begin, end, kind, folded)], offsets in UTF-8 bytes; folded is None for tokens that are not ASCII."""
    cdef TokenList found
    cdef string_view utf8 = view(text)
    cdef uint8_t folded[256]
    cdef uint32_t length
    cdef Token token
    found.run(utf8.data(), utf8.size())
    result = []
    for token in found.tokens:
        if token.ascii:
            length = fold_ascii(<const uint8_t*>utf8.data() + token.begin, token.end - token.begin, token.kind, folded)
            result.append((token.begin, token.end, <int>token.kind, (<const char*>folded)[:length].decode("ascii")))
        else:
            result.append((token.begin, token.end, <int>token.kind, None))
    return result


cdef inline void add_field(NewArticle& article, char prefix, string_view key, string_view text, uint32_t times) except *:
    cdef NewField field
    field.prefix = prefix
    field.key = key
    field.text = text
    field.times = times
    article.fields.push_back(field)


cdef list names_of(tuple people):
    return [(person.name, len(person.mentions) or 1) for person in people] if people else []


cdef list days_of(tuple dates):
    """First and last day of each, the earlier first: mentions may come from a finder that is not ours."""
    cdef list days = []
    for one in dates:
        if one.first is not None:
            first, last = one.first.toordinal(), (one.last or one.first).toordinal()
            days.append((min(first, last), max(first, last)))
    return days


cdef void fold_in_python(void* context, const char* token, size_t size, int kind, string* out) noexcept with gil:
    cdef BatchInverter inverter = <BatchInverter>context
    try:
        folded = (<str>inverter.fold(token[:size].decode("utf-8", "replace"), kind)).encode("utf-8")
        out.assign(<const char*>folded, len(folded))
    except BaseException as error:
        inverter.error = error


cdef class BatchInverter:
    cdef Inverter* alone  # one of the two
    cdef InverterThread* thread
    cdef readonly object fold
    cdef readonly uint32_t threads
    cdef object error
    cdef uint32_t count

    def __cinit__(self, fold, size_t stream_bytes=0, uint32_t threads=1):
        self.fold = fold
        self.error = None
        self.count = 0
        self.threads = max(threads, 1)
        if threads > 1:
            self.thread = new InverterThread(make_folder(fold_in_python, <void*>self), stream_bytes)
        else:
            self.alone = new Inverter(make_folder(fold_in_python, <void*>self), stream_bytes)

    def __dealloc__(self):
        cdef size_t memory = 0
        if self.alone != NULL:
            memory = self.alone.memory()
        elif self.thread != NULL:
            memory = self.thread.memory()
        del self.alone
        with nogil:
            InverterThread.end(self.thread)
            if memory > LARGE:
                give_back_free_memory()

    cdef Inverter* all_added(self) except NULL:
        """The inverter, after everything that was handed to the thread."""
        if self.thread == NULL:
            return self.alone
        with nogil:
            self.thread.finish()
        self.raise_error()
        return &self.thread.inverter()

    cdef int raise_error(self) except -1:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return 0

    def add(self, tuple place not None, article not None, str language not None, tuple moment not None,
            people not None, dates not None):
        cdef NewArticle new
        cdef DayInterval interval
        cdef string_view nothing
        cdef str name
        cdef str id = article.id, headline = article.headline, standfirst = article.standfirst, body = article.body
        cdef str source = article.source, section = article.section, byline = article.byline
        new.document.id = view(id)
        new.document.headline = view(headline)
        new.document.source = view(source)
        new.document.section = view(section)
        new.document.day, new.document.instant, new.document.zone = moment
        new.document.place.block, new.document.place.offset, new.document.place.length = place
        new.standfirst = view(standfirst)
        new.body = view(body)
        new.language = view(language)
        days = days_of(dates) if type(dates) is tuple else dates.days()
        for interval.first, interval.last in days:
            new.document.dates.push_back(interval)
        names = names_of(people) if type(people) is tuple else people.names()
        for name, times in names:
            new.document.persons.push_back(view(name))
            add_field(new, b"p", nothing, view(name), times)
        if source:
            add_field(new, b"o", nothing, view(source), 1)
        if section:
            add_field(new, b"c", nothing, view(section), 1)
        if byline:
            add_field(new, b"b", nothing, view(byline), 1)
        extra = article.extra
        for key, value in extra.items() if extra else ():
            label = f"{key}\0{value}".encode("utf-8")
            if len(label) <= MAX_LABEL_BYTES:
                new.document.extras.push_back(label)
            add_field(new, b"e", view(key), view(value), 1)
        if self.thread == NULL:
            self.alone.add(new)
        else:
            with nogil:
                self.thread.add(new)
        self.raise_error()
        self.count += 1
        return self.count - 1

    def discard(self, uint32_t document):
        cdef DocumentTable* documents = &self.all_added().documents
        if document >= self.count:
            return 0
        documents.kill(document)
        return documents.place(document).length

    def __len__(self):
        return self.count

    def memory(self):
        return self.alone.memory() if self.thread == NULL else self.thread.memory()

    def stem(self, stem_words not None):
        cdef Inverter* inverter = self.all_added()
        cdef uint32_t begin, form
        cdef string_view key
        cdef list stems
        while inverter.stemmed() < inverter.forms():
            begin = inverter.stemmed()
            stems = [""] * min(inverter.forms() - begin, STEMMED_AT_ONCE)
            by_language = {}
            for form in range(begin, begin + <uint32_t>len(stems)):
                key = inverter.plain_key(form)
                if key[0] == FORM:
                    places, words = by_language.setdefault(text_of(inverter.language_of(form)), ([], []))
                    places.append(form - begin)
                    words.append(text_of(key.substr(1)))
            for language, (places, words) in by_language.items():
                for place, stem in zip(places, stem_words(words, language), strict=True):
                    stems[place] = stem
            for stem in stems:
                inverter.set_stem(view(stem))

    def zone_lengths(self):
        """Sums of words of live articles a zone, and how many articles have that zone."""
        cdef Inverter* inverter = self.all_added()
        cdef ZoneLengths lengths
        cdef uint64_t sums[3]
        cdef uint64_t counts[3]
        cdef uint32_t document
        sums[:] = [0, 0, 0]
        counts[:] = [0, 0, 0]
        for document in range(inverter.documents.size()):
            if inverter.documents.alive(document):
                lengths = inverter.documents.lengths(document)
                sums[0] += lengths.headline
                sums[1] += lengths.standfirst
                sums[2] += lengths.body
                counts[0] += lengths.headline > 0
                counts[1] += lengths.standfirst > 0
                counts[2] += lengths.body > 0
        return [(sums[0], counts[0]), (sums[1], counts[1]), (sums[2], counts[2])]

    def sections(self, dict profile not None, size_t bucket_words, write, begin_section):
        """Files the batch: calls begin_section(number) and then write(bytes) for each section in order."""
        cdef Inverter* inverter = self.all_added()
        cdef Buffer buffer
        cdef unique_ptr[Filing] filing
        cdef uint64_t written = 0
        cdef cbool more = True
        cdef int i, number
        inverter.profile.k1 = profile["k1"]
        for i in range(3):
            inverter.profile.weight[i] = profile["weight"][i]
            inverter.profile.b[i] = profile["b"][i]
            inverter.profile.pivot[i] = profile["pivot"][i]
        with nogil:
            inverter.rest()
            filing.reset(new Filing(inverter[0], bucket_words, self.threads))
        begin_section(0)
        while more:
            with nogil:
                more = filing.get().next_postings(written, buffer)
            written += buffer.size()
            hand_over(buffer, write)
        write(b"\0" * 8)
        for number in range(1, SECTIONS):
            begin_section(number)
            more = True
            while more:
                with nogil:
                    more = write_section(filing.get()[0], <Section>number, buffer)
                hand_over(buffer, write)
        return filing.get().document_count()
