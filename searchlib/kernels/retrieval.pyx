# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the reading kernels: segments, search, merging. Logic lives in the headers; see retrieval.pyi."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.object cimport PyObject, PyTypeObject
from cpython.pycapsule cimport PyCapsule_New
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.unordered_map cimport unordered_map
from libcpp.utility cimport move, pair
from libcpp.vector cimport vector

from searchlib.errors import CorruptIndex


cdef extern from "free_memory.hpp" namespace "searchlib" nogil:
    void give_back_free_memory()

cdef extern from *:
    """
    #include "checker.hpp"
    #include "merger.hpp"
    #include "python_errors.hpp"
    #include "search_many.hpp"
    """
    void set_corrupt_index_class(object)
    void raise_python()
    cdef cppclass SectionPlace "searchlib::SectionPlace":
        uint64_t offset, length
    cdef cppclass Place "searchlib::Place":
        uint32_t block, offset, length
    cdef cppclass DayInterval "searchlib::DayInterval":
        int32_t first, last
    cdef cppclass SpanU32 "searchlib::Span<searchlib::u32>":
        const uint32_t* first
        size_t count
    cdef cppclass SpanDays "searchlib::Span<searchlib::DayInterval>":
        const DayInterval* first
        size_t count
    cdef cppclass TermInfo "searchlib::TermInfo":
        uint32_t df
    cdef cppclass Segment "searchlib::Segment" nogil:
        Segment(const uint8_t*, uint64_t, const uint8_t*, string, const vector[SectionPlace]&, uint32_t) except +raise_python
        vector[uint64_t] deleted
        uint32_t deleted_count
        uint32_t documents()
        uint32_t terms()
        uint32_t lower_bound(string_view) except +raise_python
        string_view key(uint32_t) except +raise_python
        TermInfo info(uint32_t) except +raise_python
        SectionPlace extent(string_view) except +raise_python
        int32_t day(uint32_t) except +raise_python
        int64_t instant(uint32_t) except +raise_python
        int16_t zone(uint32_t) except +raise_python
        string_view id(uint32_t) except +raise_python
        string_view headline(uint32_t) except +raise_python
        uint32_t source(uint32_t) except +raise_python
        uint32_t section(uint32_t) except +raise_python
        string_view label(uint32_t) except +raise_python
        Place place(uint32_t) except +raise_python
        SpanU32 persons(uint32_t) except +raise_python
        string_view person_name(uint32_t) except +raise_python
        SpanDays dates(uint32_t) except +raise_python
        uint32_t find_id(string_view) except +raise_python
        cbool is_deleted(uint32_t)
        void check() except +raise_python
    cdef enum PlanKind "searchlib::PlanKind":
        pass
    cdef enum Zone "searchlib::Zone":
        pass
    cdef enum Meeting "searchlib::Meeting":
        pass
    cdef enum Order "searchlib::Order":
        pass
    cdef cppclass Plan "searchlib::Plan" nogil:
        Plan()
        PlanKind kind
        string key
        vector[string] keys
        vector[uint32_t] offsets
        vector[Plan] parts
        Zone zone
        uint32_t near
        cbool ordered
        int32_t first, last
        Meeting meeting
        vector[vector[uint64_t]] given
        double boost
    cdef cppclass Found "searchlib::Found":
        uint32_t segment, doc, score
    cdef cppclass PageEnd "searchlib::PageEnd":
        double score
        int32_t day
        int64_t instant
        string id
    cdef cppclass Search "searchlib::Search" nogil:
        Search(vector[const Segment*], Plan) except +raise_python
        double unit()
        vector[Found] best(uint32_t, Order) except +raise_python
        void set_behind(const PageEnd&, Order) except +raise_python
        void set_fading(int32_t, double)
        vector[uint64_t] matching(uint32_t) except +raise_python
        uint64_t count() except +raise_python
    cdef cppclass Answer "searchlib::Answer":
        vector[Found] hits
        double unit
    vector[Answer] c_search_many "searchlib::search_many"(
        const vector[const Segment*]&, vector[Plan]&, uint32_t, Order, uint32_t) except +raise_python nogil
    cdef cppclass Buffer "searchlib::Buffer" nogil:
        const uint8_t* data()
        size_t size()
        void clear()
        void free()
    cdef cppclass Checker "searchlib::Checker" nogil:
        Checker(const Segment&)
        void run() except +raise_python
    cdef cppclass StoreMoves "searchlib::StoreMoves" nogil:
        vector[uint32_t] block_to
        unordered_map[uint32_t, Place] places
    vector[uint64_t] c_live_bytes "searchlib::live_bytes"(const Segment&, uint32_t) except +raise_python
    vector[pair[uint32_t, Place]] c_live_places "searchlib::live_places"(const Segment&, const vector[uint8_t]&) except +raise_python
    cdef enum Section "searchlib::Section":
        SECTION_COUNT "searchlib::SECTION_COUNT"
    cdef cppclass ColumnWriter "searchlib::ColumnWriter<searchlib::Segment>" nogil:
        vector[StoreMoves] moves
    cdef cppclass Merger "searchlib::Merger" nogil:
        Merger(vector[const Segment*]) except +raise_python
        cbool next_postings(uint64_t, size_t, Buffer&) except +raise_python
        ColumnWriter& columns()
        uint32_t document_count()
    cbool write_section "searchlib::write_section"(Merger&, Section, Buffer&) except +raise_python nogil

set_corrupt_index_class(CorruptIndex)
NO_DAY = -(2**31)
NO_DOCUMENT = 0xFFFFFFFF
DATE_ONLY = 32767
NAIVE = 32766
RELEVANCE, NEWEST, OLDEST, EXHAUSTIVE = 0, 1, 2, 3
cdef int AND = 5, GIVEN = 11
cdef size_t MERGE_CHUNK = 1 << 20, PIECE = 1 << 20
cdef uint32_t MANY = 1 << 16  # articles: making them one leaves much memory


cdef inline string_view view(str text) except *:
    cdef Py_ssize_t size
    cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
    return string_view(data, size)


cdef inline str text_of(string_view text):
    return PyUnicode_DecodeUTF8(text.data(), text.size(), b"replace")


cdef class SegmentView:
    cdef unique_ptr[Segment] segment
    cdef const uint8_t[::1] data  # keeps the mapping alive
    cdef readonly str name

    def __cinit__(self, const uint8_t[::1] data not None, bytes checksums not None, str name not None,
                  list sections not None, uint32_t documents):
        cdef vector[SectionPlace] places
        cdef SectionPlace place
        cdef string c_name = name.encode("utf-8", "surrogateescape")
        self.data = data
        self.name = name
        for offset, length in sections:
            place.offset = offset
            place.length = length
            places.push_back(place)
        if len(checksums) * 2048 < data.shape[0]:
            raise CorruptIndex(f"{name}: too few page checksums")
        self.segment.reset(new Segment(&data[0] if data.shape[0] else NULL, data.shape[0],
                                       <const uint8_t*><const char*>checksums, c_name, places, documents))

    def set_deleted(self, bytes bitmap not None, uint32_t count):
        cdef Segment* segment = self.segment.get()
        if len(bitmap) != (segment.documents() + 63) // 64 * 8:
            raise CorruptIndex(f"{self.name}: the list of deleted articles has a wrong length")
        segment.deleted.resize(len(bitmap) // 8)
        memcpy(segment.deleted.data(), <const char*>bitmap, len(bitmap))
        segment.deleted_count = count

    @property
    def documents(self):
        return self.segment.get().documents()

    @property
    def deleted(self):
        return self.segment.get().deleted_count

    @property
    def terms(self):
        return self.segment.get().terms()

    def is_deleted(self, uint32_t document):
        return self.segment.get().is_deleted(document)

    def find_id(self, str id not None):
        return self.segment.get().find_id(view(id))

    def id(self, uint32_t document):
        return text_of(self.segment.get().id(document))

    def headline(self, uint32_t document):
        return text_of(self.segment.get().headline(document))

    def source(self, uint32_t document):
        cdef Segment* segment = self.segment.get()
        return text_of(segment.label(segment.source(document)))

    def section(self, uint32_t document):
        cdef Segment* segment = self.segment.get()
        return text_of(segment.label(segment.section(document)))

    def published(self, uint32_t document):
        cdef Segment* segment = self.segment.get()
        return segment.day(document), segment.instant(document), segment.zone(document)

    def place(self, uint32_t document):
        cdef Place place = self.segment.get().place(document)
        return place.block, place.offset, place.length

    def people(self, uint32_t document):
        cdef Segment* segment = self.segment.get()
        cdef SpanU32 persons = segment.persons(document)
        cdef size_t i
        return [text_of(segment.person_name(persons.first[i])) for i in range(persons.count)]

    def people_counts(self):
        """[(name, live articles that name this person)], each name once."""
        cdef Segment* segment = self.segment.get()
        cdef vector[uint32_t] counts, last
        cdef uint32_t document, person
        cdef size_t i
        cdef SpanU32 persons
        with nogil:
            for document in range(segment.documents()):
                if segment.is_deleted(document):
                    continue
                persons = segment.persons(document)
                for i in range(persons.count):
                    person = persons.first[i]
                    if person >= counts.size():
                        counts.resize(person + 1)
                        last.resize(person + 1, 0xFFFFFFFF)
                    if last[person] != document:
                        last[person] = document
                        counts[person] += 1
        return [(text_of(segment.person_name(person)), counts[person]) for person in range(counts.size())
                if counts[person]]

    def dates(self, uint32_t document):
        cdef SpanDays days = self.segment.get().dates(document)
        cdef size_t i
        return [(days.first[i].first, days.first[i].last) for i in range(days.count)]

    def terms_from(self, str low not None, uint32_t limit):
        """Up to `limit` (key, df) in order, from the first key that is not less than `low`."""
        cdef Segment* segment = self.segment.get()
        cdef uint32_t term = segment.lower_bound(view(low))
        found = []
        while term < segment.terms() and len(found) < limit:
            found.append((text_of(segment.key(term)), segment.info(term).df))
            term += 1
        return found

    def list_extent(self, str key not None):
        """(offset, length) in the file of the documents and impacts of a term's list; length 0 when there is none."""
        cdef SectionPlace place = self.segment.get().extent(view(key))
        return place.offset, place.length

    def live_bytes(self, uint32_t blocks):
        """How many bytes of each block of the store belong to live documents."""
        return c_live_bytes(self.segment.get()[0], blocks)

    def live_places(self, bytes marked not None):
        """(block, offset, length, document) of the live documents in blocks that are marked by a byte that is not 0."""
        cdef vector[uint8_t] marks = marked
        cdef vector[pair[uint32_t, Place]] found = c_live_places(self.segment.get()[0], marks)
        cdef size_t i
        return [(found[i].second.block, found[i].second.offset, found[i].second.length, found[i].first)
                for i in range(found.size())]

    def capsule(self):
        """The kernel's segment, for the other kernel modules; only valid while this view lives."""
        return PyCapsule_New(<void*>self.segment.get(), "searchlib.Segment", NULL)

    def check(self):
        cdef Segment* segment = self.segment.get()
        with nogil:
            segment.check()

    def check_deep(self):
        """Reads all lists and columns and compares what must agree; raises CorruptIndex at the first contradiction."""
        cdef unique_ptr[Checker] checker = unique_ptr[Checker](new Checker(self.segment.get()[0]))
        with nogil:
            checker.get().run()


cdef Plan given_plan(list bitmaps) except *:
    cdef Plan made
    cdef vector[uint64_t] words
    made.kind = <PlanKind>GIVEN
    for bitmap in bitmaps:
        words.resize(len(<bytes?>bitmap) // 8)
        memcpy(words.data(), <const char*><bytes>bitmap, words.size() * 8)
        made.given.push_back(words)
    return made


cdef Plan make_plan(tuple plan) except *:
    # (kind, boost, ...) as query/plan.py builds them.
    cdef Plan made
    kind = plan[0]
    made.kind = <PlanKind><int>kind
    made.boost = plan[1]
    if kind in (2, 10):
        made.key = (<str>plan[2]).encode("utf-8")
    elif kind == 3:
        for key in plan[2]:
            made.keys.push_back((<str>key).encode("utf-8"))
    elif kind == 4:
        for key in plan[2]:
            made.keys.push_back((<str>key).encode("utf-8"))
        for offset in plan[3]:
            made.offsets.push_back(offset)
        made.zone = <Zone><int>plan[4]
        made.near = plan[5]
        made.ordered = plan[6]
    elif kind in (5, 6, 7):
        for part in plan[2]:
            made.parts.push_back(make_plan(part))
    elif kind in (8, 9):
        made.first = plan[2]
        made.last = plan[3]
        if kind == 9 and len(plan) > 4:
            made.meeting = <Meeting><int>plan[4]
    elif kind == 11:  # words as typed: folded, and among those that have them (ranking/typed.py)
        made.kind = <PlanKind>AND
        made.parts.push_back(make_plan(plan[2]))
        made.parts.push_back(given_plan(plan[3].bitmaps()))
    return made


cdef vector[const Segment*] segments_of(tuple views) except *:
    cdef vector[const Segment*] segments
    cdef SegmentView one
    for one in views:
        segments.push_back(one.segment.get())
    return segments


def search(tuple views not None, tuple plan not None, uint32_t k, int order, tuple behind=None, tuple fading=None):
    """[(segment, document, score)], best first; of what comes behind (score, day, instant, id), if that is given.

    With `fading` (today, half-life in days) scores fall with age.
    """
    cdef vector[const Segment*] segments = segments_of(views)
    cdef Plan made = make_plan(plan)
    cdef unique_ptr[Search] found
    cdef vector[Found] hits
    cdef Found hit
    cdef PageEnd end
    with nogil:
        found.reset(new Search(move(segments), move(made)))
    if behind is not None:
        end.score = behind[0] * found.get().unit() / 2.2
        end.day, end.instant = behind[1], behind[2]
        end.id = (<str>behind[3]).encode("utf-8")
        found.get().set_behind(end, <Order>order)
    if fading is not None:
        found.get().set_fading(fading[0], fading[1])
    with nogil:
        hits = found.get().best(k, <Order>order)
    unit = 2.2 / found.get().unit()
    return [(hit.segment, hit.doc, hit.score * unit) for hit in hits]


def search_many(tuple views not None, list plans not None, uint32_t k, int order, uint32_t threads):
    """What `search` finds for each of the plans, on so many threads."""
    cdef vector[const Segment*] segments = segments_of(views)
    cdef vector[Plan] made
    cdef vector[Answer] answers
    cdef Found hit
    cdef size_t i
    cdef double unit
    made.reserve(len(plans))
    for plan in plans:
        made.push_back(make_plan(plan))
    with nogil:
        answers = c_search_many(segments, made, k, <Order>order, threads)
    found = []
    for i in range(answers.size()):
        unit = 2.2 / answers[i].unit
        found.append([(hit.segment, hit.doc, hit.score * unit) for hit in answers[i].hits])
    return found


cdef class FoundDocument:
    """What every hit of a page has; results/results.py makes Hit of it."""
    cdef readonly object _segment, _matching
    cdef readonly uint32_t _document
    cdef readonly double score
    cdef readonly tuple copies
    cdef SegmentView view

    @property
    def id(self):
        return text_of(self.view.segment.get().id(self._document))

    @property
    def headline(self):
        return text_of(self.view.segment.get().headline(self._document))


def hits(type made not None, tuple segments not None, list found not None, matching, list copies=None):
    """An instance of `made`, a subclass of FoundDocument, for each (segment, document, score)."""
    cdef tuple nothing = ()
    cdef Py_ssize_t i
    cdef FoundDocument one
    cdef list page = []
    if not issubclass(made, FoundDocument):
        raise TypeError("FoundDocument is what hits are made of")
    for i in range(len(found)):
        segment, document, score = found[i]
        one = <FoundDocument>(<PyTypeObject*>made).tp_new(made, <PyObject*>nothing, NULL)
        one._segment = segments[segment]
        one.view = one._segment.view
        one._document = document
        one.score = score
        one._matching = matching
        one.copies = nothing if copies is None else copies[i]
        page.append(one)
    return page


def count(tuple views not None, tuple plan not None):
    cdef vector[const Segment*] segments = segments_of(views)
    cdef Plan made = make_plan(plan)
    cdef unique_ptr[Search] found
    cdef uint64_t total
    with nogil:
        found.reset(new Search(move(segments), move(made)))
        total = found.get().count()
    return total


def matching(tuple views not None, tuple plan not None):
    """All that matches and is not deleted: a bitmap of u64 words for each segment."""
    cdef vector[const Segment*] segments = segments_of(views)
    cdef Plan made = make_plan(plan)
    cdef unique_ptr[Search] found
    cdef vector[uint64_t] bits
    cdef uint32_t s
    with nogil:
        found.reset(new Search(move(segments), move(made)))
    bitmaps = []
    for s in range(len(views)):
        with nogil:
            bits = found.get().matching(s)
        bitmaps.append(PyBytes_FromStringAndSize(<const char*>bits.data(), bits.size() * 8))
    return bitmaps


cdef int hand_over(Buffer& buffer, write) except -1:
    """Writes and empties the buffer, in pieces: a copy of all of it would take its memory twice."""
    cdef size_t at = 0, piece
    while at < buffer.size():
        piece = min(buffer.size() - at, PIECE)
        write(PyBytes_FromStringAndSize(<const char*>buffer.data() + at, piece))
        at += piece
    buffer.clear()
    return 0


def merge(tuple views not None, list moves not None, write, begin_section):
    """Files live articles of the segments as one: begin_section(number), then write(bytes), for each section in order."""
    cdef unique_ptr[Merger] merger
    cdef vector[const Segment*] segments = segments_of(views)
    cdef Buffer buffer
    cdef uint64_t written = 0
    cdef cbool more = True
    cdef int number
    with nogil:
        merger.reset(new Merger(move(segments)))
    cdef StoreMoves one
    cdef Place place
    place.length = 0
    for blocks, documents in moves:
        one.block_to = blocks
        one.places.clear()
        for document, (place.block, place.offset) in documents.items():
            one.places[<uint32_t>document] = place
        merger.get().columns().moves.push_back(one)
    begin_section(0)
    while more:
        with nogil:
            more = merger.get().next_postings(written, MERGE_CHUNK, buffer)
        written += buffer.size()
        hand_over(buffer, write)
    write(b"\0" * 8)
    for number in range(1, <int>SECTION_COUNT):
        begin_section(number)
        more = True
        while more:
            with nogil:
                more = write_section(merger.get()[0], <Section>number, buffer)
            hand_over(buffer, write)
    cdef uint32_t documents_filed = merger.get().document_count()
    if documents_filed >= MANY:
        with nogil:
            merger.reset()
            buffer.free()
            give_back_free_memory()
    return documents_filed
