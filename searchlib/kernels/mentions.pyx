# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of mention_table.hpp; see mentions.pyi."""

from array import array

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, uint32_t, uint64_t
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector
from searchlib.kernels.segments cimport Bits, Segment, SegmentView, raise_python, set_corrupt_index_class

from searchlib.errors import CorruptIndex


cdef extern from *:
    """
    #include "mention_table.hpp"
    """
    cdef enum Unit "searchlib::Unit":
        pass
    cdef cppclass MentionCounts "searchlib::MentionCounts" nogil:
        vector[int32_t] days
        vector[uint64_t] counts
        uint64_t without
    cdef cppclass CppMentionTable "searchlib::MentionTable" nogil:
        CppMentionTable(const Segment&, Unit) except +raise_python
        void count(Bits, MentionCounts&) except +raise_python

set_corrupt_index_class(CorruptIndex)


cdef class MentionTable:
    cdef unique_ptr[CppMentionTable] table
    cdef uint32_t documents

    def __cinit__(self, SegmentView view not None, int unit):
        if not 0 <= unit <= 4:
            raise ValueError("a unit is a number from 0 to 4")
        cdef const Segment* segment = view.segment.get()
        self.documents = segment.documents()
        with nogil:
            self.table.reset(new CppMentionTable(segment[0], <Unit>unit))


def histogram(list tables not None, list bitmaps not None):
    cdef MentionCounts made
    cdef MentionTable table
    cdef Bits bits
    cdef bytes bitmap
    if len(bitmaps) != len(tables):
        raise ValueError("a bitmap is needed for each segment")
    for table, bitmap in zip(tables, bitmaps):
        if <size_t>len(bitmap) != (<size_t>table.documents + 63) // 64 * 8:
            raise ValueError("a bitmap has a wrong length")
        bits.first = <const uint64_t*><const char*>bitmap
        bits.count = len(bitmap) // 8
        with nogil:
            table.table.get().count(bits, made)
    return (array("i", PyBytes_FromStringAndSize(<const char*>made.days.data(), 4 * made.days.size())),
            array("Q", PyBytes_FromStringAndSize(<const char*>made.counts.data(), 8 * made.counts.size())), made.without)
