# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of a segment: its columns, its dictionary, what of its store is alive. See segments.pyi."""

from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memcpy
from libcpp.memory cimport unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport text_of, view

from searchlib.errors import CorruptIndex


cdef extern from *:
    """
    #include "checker.hpp"
    #include "store_moves.hpp"
    """
    cdef cppclass Checker "searchlib::Checker" nogil:
        Checker(const Segment&)
        void run() except +raise_python
    vector[uint64_t] c_live_bytes "searchlib::live_bytes"(const Segment&, uint32_t) except +raise_python
    vector[pair[uint32_t, Place]] c_live_places "searchlib::live_places"(const Segment&, const vector[uint8_t]&) except +raise_python

set_corrupt_index_class(CorruptIndex)
NO_DAY = -(2**31)
NO_DOCUMENT = 0xFFFFFFFF
DATE_ONLY = 32767
NAIVE = 32766


cdef class SegmentView:
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

    def check(self):
        cdef Segment* segment = self.segment.get()
        with nogil:
            segment.check()

    def check_deep(self):
        """Reads all lists and columns and compares what must agree; raises CorruptIndex at the first contradiction."""
        cdef unique_ptr[Checker] checker = unique_ptr[Checker](new Checker(self.segment.get()[0]))
        with nogil:
            checker.get().run()
