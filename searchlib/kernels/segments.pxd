# cython: language_level=3
"""A segment as all Cython modules see it that read an index."""

from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector


cdef extern from "python_errors.hpp":
    # Each module tells its own copy which class a damaged file raises.
    void set_corrupt_index_class(object)
    void raise_python()

cdef extern from "segment.hpp":
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
    cdef cppclass Bits "searchlib::Span<searchlib::u64>":
        const uint64_t* first
        size_t count


cdef class SegmentView:
    cdef unique_ptr[Segment] segment
    cdef const uint8_t[::1] data  # keeps the mapping alive
    cdef readonly str name


cdef inline vector[const Segment*] segments_of(tuple views) except *:
    cdef vector[const Segment*] segments
    cdef SegmentView one
    for one in views:
        segments.push_back(one.segment.get())
    return segments
