# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of mention_histogram.hpp; see mentions.pyi."""

from cpython.pycapsule cimport PyCapsule_GetPointer
from libc.stdint cimport int32_t, uint32_t, uint64_t
from libcpp.map cimport map as cmap
from libcpp.pair cimport pair
from libcpp.vector cimport vector

from searchlib.errors import CorruptIndex


cdef extern from *:
    """
    #include "mention_histogram.hpp"
    #include "python_errors.hpp"
    """
    void set_corrupt_index_class(object)
    void raise_python()
    cdef cppclass Segment "searchlib::Segment" nogil:
        uint32_t documents()
    cdef cppclass Bits "searchlib::Span<searchlib::u64>" nogil:
        const uint64_t* first
        size_t count
    cdef enum Unit "searchlib::Unit":
        pass
    cdef cppclass MentionHistogram "searchlib::MentionHistogram" nogil:
        cmap[int32_t, uint64_t] counts
        uint64_t without
        void add(const Segment&, Bits, Unit) except +raise_python

set_corrupt_index_class(CorruptIndex)


def histogram(tuple views not None, list bitmaps not None, int unit):
    cdef vector[const Segment*] segments
    cdef vector[Bits] bits
    cdef Bits one
    cdef bytes bitmap
    cdef size_t s
    cdef MentionHistogram made
    cdef pair[int32_t, uint64_t] count
    if len(bitmaps) != len(views) or not 0 <= unit <= 4:
        raise ValueError("a bitmap is needed for each segment, and a unit from 0 to 4")
    for view, bitmap in zip(views, bitmaps):
        segments.push_back(<const Segment*>PyCapsule_GetPointer(view.capsule(), "searchlib.Segment"))
        if <size_t>len(bitmap) != (<size_t>segments.back().documents() + 63) // 64 * 8:
            raise ValueError("a bitmap has a wrong length")
        one.first = <const uint64_t*><const char*>bitmap
        one.count = len(bitmap) // 8
        bits.push_back(one)
    made.without = 0
    with nogil:
        for s in range(segments.size()):
            made.add(segments[s][0], bits[s], <Unit>unit)
    return [(count.first, count.second) for count in made.counts], made.without
