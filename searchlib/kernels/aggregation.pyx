# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the counting kernels: labels, days, copies, words of the dictionary. See aggregation.pyi."""

from libc.stdint cimport int32_t, uint32_t, uint64_t
from libcpp.map cimport map as cmap
from libcpp.memory cimport unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport text_of, view
from searchlib.kernels.segments cimport Bits, Segment, raise_python, segments_of, set_corrupt_index_class

from array import array
from threading import Lock

from searchlib.errors import CorruptIndex


cdef extern from *:
    """
    #include "copies.hpp"
    #include "pairs.hpp"
    #include "vocabulary.hpp"
    """
    cdef enum Facet "searchlib::Facet":
        pass
    cdef enum Unit "searchlib::Unit":
        pass
    cdef cppclass LabelCount "searchlib::LabelCount":
        uint32_t label, count
    cdef cppclass PairCount "searchlib::PairCount":
        uint32_t a, b, count
    cdef cppclass CppLabelTable "searchlib::LabelTable" nogil:
        CppLabelTable(vector[const Segment*], Facet, unordered_map[string, string]) except +raise_python
        string_view label(uint32_t)
        size_t size()
        vector[uint32_t] counts(const vector[Bits]&) except +raise_python
        vector[LabelCount] top(const vector[uint32_t]&, size_t, string_view) except +raise_python
    cdef cppclass PairTable "searchlib::PairTable" nogil:
        PairTable(const CppLabelTable&) except +raise_python
        vector[PairCount] top(const vector[Bits]&, size_t) except +raise_python
    cdef cppclass Histogram "searchlib::Histogram" nogil:
        cmap[int32_t, uint64_t] counts
        uint64_t undated
        void add(const Segment&, Bits, Unit) except +raise_python
    cdef cppclass Copy "searchlib::Copy":
        uint32_t segment, doc, agreement
    vector[Copy] copies_of "searchlib::copies_of"(
        const vector[const Segment*]&, uint32_t, uint32_t, uint32_t, int32_t) except +raise_python nogil
    uint32_t c_edits_between "searchlib::edits_between"(string_view, string_view, uint32_t) nogil
    cdef cppclass WordCount "searchlib::WordCount":
        string_view word
        uint64_t documents
    cdef cppclass Vocabulary "searchlib::Vocabulary" nogil:
        Vocabulary(vector[const Segment*])
        vector[WordCount] beginning(const string&, string_view, size_t) except +raise_python

set_corrupt_index_class(CorruptIndex)
PEOPLE, SOURCE, SECTION, EXTRA = 0, 1, 2, 3
DAY, WEEK, MONTH, QUARTER, YEAR = 0, 1, 2, 3, 4
BINS = 64



cdef vector[Bits] bits_of(const vector[const Segment*]& segments, list bitmaps) except *:
    cdef vector[Bits] bits
    cdef Bits one
    cdef size_t s
    cdef bytes bitmap
    if <size_t>len(bitmaps) != segments.size():
        raise ValueError("a bitmap is needed for each segment")
    for s in range(segments.size()):
        bitmap = bitmaps[s]
        if <size_t>len(bitmap) != (<size_t>segments[s].documents() + 63) // 64 * 8:
            raise ValueError("a bitmap has a wrong length")
        one.first = <const uint64_t*><const char*>bitmap
        one.count = len(bitmap) // 8
        bits.push_back(one)
    return bits


cdef class LabelTable:
    cdef unique_ptr[CppLabelTable] table
    cdef unique_ptr[PairTable] pair_table  # made when pairs are first asked for
    cdef object guard
    cdef vector[const Segment*] segments
    cdef tuple views  # keeps the segments alive

    def __cinit__(self, tuple views not None, int facet, dict renames=None):
        cdef vector[const Segment*] segments = segments_of(views)
        cdef unordered_map[string, string] c_renames
        for old, new in (renames or {}).items():
            c_renames[<string>(<str>old).encode("utf-8")] = <string>(<str>new).encode("utf-8")
        self.views = views
        self.segments = segments
        self.guard = Lock()
        with nogil:
            self.table.reset(new CppLabelTable(segments, <Facet>facet, c_renames))

    def __len__(self):
        return self.table.get().size()

    def top(self, list bitmaps not None, size_t limit, str prefix=""):
        cdef vector[Bits] bits = bits_of(self.segments, bitmaps)
        cdef vector[LabelCount] found
        cdef LabelCount one
        cdef string_view head = view(prefix)
        with nogil:
            found = self.table.get().top(self.table.get().counts(bits), limit, head)
        return [(text_of(self.table.get().label(one.label))[len(prefix):], one.count) for one in found]

    def pairs(self, list bitmaps not None, size_t limit):
        cdef vector[Bits] bits = bits_of(self.segments, bitmaps)
        cdef vector[PairCount] found
        cdef PairCount one
        with self.guard:
            if self.pair_table.get() == NULL:
                with nogil:
                    self.pair_table.reset(new PairTable(self.table.get()[0]))
        with nogil:
            found = self.pair_table.get().top(bits, limit)
        return [(text_of(self.table.get().label(one.a)), text_of(self.table.get().label(one.b)), one.count) for one in found]


def histogram(tuple views not None, list bitmaps not None, int unit):
    """(first days of the buckets in order, without empty ones; documents of each; documents without a day)."""
    cdef vector[const Segment*] segments = segments_of(views)
    cdef vector[Bits] bits = bits_of(segments, bitmaps)
    cdef Histogram made
    cdef size_t s
    cdef pair[int32_t, uint64_t] one
    made.undated = 0
    with nogil:
        for s in range(segments.size()):
            made.add(segments[s][0], bits[s], <Unit>unit)
    return array("i", [one.first for one in made.counts]), array("Q", [one.second for one in made.counts]), made.undated


def copies(tuple views not None, uint32_t segment, uint32_t document, uint32_t least, int32_t days):
    """[(segment, document, bins that agree)] of the copies of a document."""
    cdef vector[const Segment*] segments = segments_of(views)
    cdef vector[Copy] found
    cdef Copy one
    if segment >= segments.size() or document >= segments[segment].documents():
        raise IndexError("there is no such document")
    with nogil:
        found = copies_of(segments, segment, document, least, days)
    return [(one.segment, one.doc, one.agreement) for one in found]


def words_beginning(tuple views not None, str head not None, str prefix not None, size_t limit):
    """[(word, articles)] of the words that begin so, the most frequent first."""
    cdef Vocabulary* words = new Vocabulary(segments_of(views))
    cdef unique_ptr[Vocabulary] owner
    owner.reset(words)
    cdef vector[WordCount] found
    cdef WordCount one
    cdef string letter = head.encode("utf-8")
    cdef string_view begin = view(prefix)
    with nogil:
        found = words.beginning(letter, begin, limit)
    return [(text_of(one.word), one.documents) for one in found]


def edits_between(str a not None, str b not None, uint32_t most):
    """Edits between two ASCII words, at most most + 1."""
    return c_edits_between(view(a), view(b), most)
