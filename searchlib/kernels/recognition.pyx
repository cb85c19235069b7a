# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the person recogniser and its trainer. Logic lives in the headers; see recognition.pyi."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.object cimport PyObject_GenericSetAttr
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_Substring
from libc.stdint cimport int16_t, uint8_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport shared_ptr, unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport Buffer, text_of

from threading import Lock


cdef extern from "Python.h":
    object PyType_GenericAlloc(type, Py_ssize_t)

cdef extern from "folded_letters.hpp" namespace "searchlib::people" nogil:
    uint32_t fold_letter(uint32_t, uint8_t*)

cdef extern from "name_lexicon.hpp" namespace "searchlib::people" nogil:
    void write_lexicon "searchlib::people::NameLexicon::write"(const vector[pair[string, uint8_t]]&, const vector[pair[string, uint32_t]]&, Buffer&) except +

cdef extern from "name_tokens.hpp" namespace "searchlib::people" nogil:
    cdef cppclass NameToken:
        uint32_t begin, end

cdef extern from "name_words.hpp" namespace "searchlib::people" nogil:
    cdef cppclass WordMemo:
        pass
    cdef cppclass Tokens "searchlib::HugeVector<searchlib::people::NameToken>":
        const NameToken* data()
    cdef cppclass DocumentTokens:
        Tokens tokens

cdef extern from "linear_chain.hpp" namespace "searchlib::people" nogil:
    cdef cppclass Scores "searchlib::people::Scores":
        int& operator[](size_t)
    cdef cppclass Transitions "searchlib::people::Transitions<searchlib::i16>":
        int16_t between[8][8]
        int16_t first[8]
        int16_t last[8]
    cdef cppclass Viterbi:
        void run(const Scores*, uint32_t, const Transitions&, uint8_t*)

cdef extern from "name_model.hpp" namespace "searchlib::people" nogil:
    cdef cppclass Model:
        Model(const uint8_t*, size_t) except +

cdef extern from "name_decoder.hpp" namespace "searchlib::people" nogil:
    cdef cppclass NameSpan:
        uint32_t first, last
    cdef cppclass NameDecoder:
        NameDecoder(shared_ptr[Model]) except +
        void decode(const uint8_t*, size_t) except +
        const vector[NameSpan]& spans()
        DocumentTokens document
        const WordMemo& memo()

cdef extern from "name_identity.hpp" namespace "searchlib::people" nogil:
    cdef cppclass Piece "searchlib::people::Individuals::Piece":
        uint32_t begin, end
    cdef cppclass Individual "searchlib::people::Individuals::One":
        Piece name, mentions, roles
    cdef cppclass Individuals:
        vector[Individual] all
        vector[uint32_t] spans
        vector[Piece] roles
        string_view text(Piece)
    cdef cppclass Desk "searchlib::people::NameIdentity::Desk":
        pass
    cdef cppclass NameIdentity:
        NameIdentity(string_view, const WordMemo&, const DocumentTokens&, const vector[NameSpan]&, Desk&)
        Individuals group() except +

cdef extern from "name_record.hpp" namespace "searchlib::people" nogil:
    cdef cppclass Place "searchlib::people::MentionPlace":
        uint32_t begin, end
    string c_as_record "searchlib::people::as_record"(const Individuals&, const vector[Place]&) except +

cdef extern from "name_trainer.hpp" namespace "searchlib::people" nogil:
    cdef cppclass GoldSpan:
        uint32_t begin, end
        uint8_t kind
    cdef cppclass TrainingOptions:
        uint32_t epochs, evidence_epochs, folds, row_bits, evidence_bits, seed, orders
        float rate, decay, dropout
    cdef cppclass NameTrainer:
        NameTrainer(const uint8_t*, size_t) except +
        void add(const uint8_t*, size_t, const vector[GoldSpan]&, uint8_t, float) except +
        size_t runs()
        size_t tokens()
        Buffer train(const TrainingOptions&) except +


def fold_name(str text not None):
    cdef uint8_t out[4]
    cdef string folded
    for character in text:
        folded.append(<const char*>out, fold_letter(ord(character), out))
    return folded.decode("utf-8", "replace")


def make_lexicon(dict names not None, dict classes not None):
    cdef vector[pair[string, uint8_t]] name_list
    cdef vector[pair[string, uint32_t]] class_list
    cdef Buffer buffer
    for key in sorted(names):
        name_list.push_back(pair[string, uint8_t](<string>key.encode(), <uint8_t>names[key]))
    for key in sorted(classes):
        class_list.push_back(pair[string, uint32_t](<string>key.encode(), <uint32_t>classes[key]))
    write_lexicon(name_list, class_list, buffer)
    return PyBytes_FromStringAndSize(<const char*>buffer.data(), buffer.size())


def best_labels(list scores not None, list between not None, list first not None, list last not None):
    cdef vector[Scores] rows
    cdef vector[uint8_t] labels
    cdef Transitions transitions
    cdef Viterbi viterbi
    cdef size_t i, k
    if not scores or any(len(row) != 8 for row in [*scores, *between, first, last]) or len(between) != 8:
        raise ValueError("eight labels, and one token or more")
    rows.resize(len(scores))
    labels.resize(len(scores))
    for i in range(rows.size()):
        for k in range(8):
            (&rows[i][k])[0] = scores[i][k]
    for i in range(8):
        transitions.first[i], transitions.last[i] = first[i], last[i]
        for k in range(8):
            transitions.between[i][k] = between[i][k]
    viterbi.run(rows.data(), <uint32_t>rows.size(), transitions, labels.data())
    return [labels[i] for i in range(labels.size())]


cdef class Recogniser:
    cdef shared_ptr[Model] model
    cdef unique_ptr[NameDecoder] decoder
    cdef Desk desk
    cdef object lock

    def __init__(self, bytes model not None):
        self.lock = Lock()
        self.model.reset(new Model(<const uint8_t*><const char*>model, len(model)))
        self.decoder.reset(new NameDecoder(self.model))

    def spans(self, str text not None):
        cdef vector[Place] found
        cdef size_t i
        with self.lock:
            self.decode(text)
            self.find_places(text, found)
        return [(found[i].begin, found[i].end) for i in range(found.size())]

    def individuals(self, str text not None, type person not None, type mention not None):
        cdef Py_ssize_t size
        cdef const char* data
        cdef FoundPeople people = FoundPeople.__new__(FoundPeople)
        people.text, people.person, people.mention = text, person, mention
        with self.lock:
            self.decode(text)
            if self.decoder.get().spans().empty():
                return people
            data = PyUnicode_AsUTF8AndSize(text, &size)
            with nogil:
                people.found = NameIdentity(string_view(data, size), self.decoder.get().memo(), self.decoder.get().document, self.decoder.get().spans(), self.desk).group()
            self.find_places(text, people.places)
        return people

    cdef int decode(self, str text) except -1:
        cdef Py_ssize_t size
        cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
        if size > 0x7FFFFFFF:
            raise ValueError("a text of over 2 GiB")
        with nogil:
            self.decoder.get().decode(<const uint8_t*>data, size)
        return 0

    cdef int find_places(self, str text, vector[Place]& found) except -1:
        """The spans in characters of the text."""
        cdef Py_ssize_t size
        cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
        cdef uint32_t byte = 0
        cdef Py_ssize_t character = 0
        cdef cbool ascii = len(text) == size
        cdef const NameToken* tokens = self.decoder.get().document.tokens.data()
        cdef NameSpan span
        cdef Place place
        cdef size_t i
        for i in range(self.decoder.get().spans().size()):
            span = self.decoder.get().spans()[i]
            if ascii:
                place.begin, place.end = tokens[span.first].begin, tokens[span.last].end
            else:
                character += characters(data + byte, tokens[span.first].begin - byte)
                place.begin = <uint32_t>character
                character += characters(data + tokens[span.first].begin, tokens[span.last].end - tokens[span.first].begin)
                byte = tokens[span.last].end
                place.end = <uint32_t>character
            found.push_back(place)
        return 0


cdef class FoundPeople:
    cdef str text
    cdef type person, mention
    cdef Individuals found
    cdef vector[Place] places
    cdef tuple made

    def __len__(self):
        return self.found.all.size()

    def __getitem__(self, at):
        return self.people()[at]

    def __iter__(self):
        return iter(self.people())

    def people(self):
        if self.made is None:
            self.made = self.make()
        return self.made

    cdef tuple make(self):
        cdef size_t i
        cdef uint32_t k
        cdef list all = []
        cdef object one, whole
        cdef Place place
        cdef Individual* individual
        for i in range(self.found.all.size()):
            individual = &self.found.all[i]
            mentions = PyTuple_New(individual.mentions.end - individual.mentions.begin)
            for k in range(individual.mentions.begin, individual.mentions.end):
                place = self.places[self.found.spans[k]]
                one = PyType_GenericAlloc(self.mention, 0)
                PyObject_GenericSetAttr(one, "text", PyUnicode_Substring(self.text, place.begin, place.end))
                PyObject_GenericSetAttr(one, "start", place.begin)
                PyObject_GenericSetAttr(one, "end", place.end)
                Py_INCREF(one)
                PyTuple_SET_ITEM(mentions, k - individual.mentions.begin, one)
            whole = PyType_GenericAlloc(self.person, 0)
            PyObject_GenericSetAttr(whole, "name", text_of(self.found.text(individual.name)))
            PyObject_GenericSetAttr(whole, "mentions", mentions)
            roles = tuple([text_of(self.found.text(self.found.roles[k])) for k in range(individual.roles.begin, individual.roles.end)])
            PyObject_GenericSetAttr(whole, "roles", roles)
            all.append(whole)
        return tuple(all)

    def names(self):
        cdef size_t i
        cdef Piece piece
        cdef list names = []
        for i in range(self.found.all.size()):
            piece = self.found.all[i].mentions
            names.append((text_of(self.found.text(self.found.all[i].name)), piece.end - piece.begin))
        return names

    def as_record(self):
        cdef string record
        with nogil:
            record = c_as_record(self.found, self.places)
        return PyBytes_FromStringAndSize(record.data(), record.size())


cdef Py_ssize_t characters(const char* data, Py_ssize_t size) noexcept nogil:
    cdef Py_ssize_t count = 0, i
    for i in range(size):
        count += (<uint8_t>data[i] & 0xC0) != 0x80
    return count


cdef class Trainer:
    cdef unique_ptr[NameTrainer] trainer

    def __init__(self, bytes lexicon not None):
        self.trainer.reset(new NameTrainer(<const uint8_t*><const char*>lexicon, len(lexicon)))

    def add(self, str text not None, list spans not None, str open="O", float weight=1.0):
        cdef vector[GoldSpan] gold
        cdef GoldSpan one
        cdef bytes encoded = text.encode()
        cdef Py_ssize_t character = 0
        cdef uint32_t byte = 0
        for begin, end, kind in sorted(spans):
            if begin < character:
                continue
            byte += <uint32_t>len(text[character:begin].encode())
            one.begin = byte
            byte += <uint32_t>len(text[begin:end].encode())
            one.end = byte
            character = end
            one.kind = <uint8_t>ord(kind)
            gold.push_back(one)
        self.trainer.get().add(<const uint8_t*><const char*>encoded, len(encoded), gold, <uint8_t>ord(open), weight)

    @property
    def tokens(self):
        return self.trainer.get().tokens()

    def train(self, *, uint32_t epochs=10, uint32_t evidence_epochs=8, uint32_t folds=3, uint32_t row_bits=19, uint32_t evidence_bits=14,
              uint32_t seed=1, uint32_t orders=1, float rate=0.1, float decay=1e-5, float dropout=0.2):
        cdef TrainingOptions options
        cdef Buffer buffer
        options.epochs, options.evidence_epochs, options.folds = epochs, evidence_epochs, folds
        options.row_bits, options.evidence_bits, options.seed = row_bits, evidence_bits, seed
        options.orders = max(orders, 1)
        options.rate, options.decay, options.dropout = rate, decay, dropout
        with nogil:
            buffer = self.trainer.get().train(options)
        return PyBytes_FromStringAndSize(<const char*>buffer.data(), buffer.size())
