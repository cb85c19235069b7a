# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the merging kernel; see merging.pyi."""

from libc.stdint cimport uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.unordered_map cimport unordered_map
from libcpp.utility cimport move
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport Buffer, hand_over
from searchlib.kernels.segments cimport Place, Segment, raise_python, segments_of, set_corrupt_index_class

from searchlib.errors import CorruptIndex


cdef extern from "free_memory.hpp" namespace "searchlib" nogil:
    void give_back_free_memory()

cdef extern from "merger.hpp":
    cdef cppclass StoreMoves "searchlib::StoreMoves" nogil:
        vector[uint32_t] block_to
        unordered_map[uint32_t, Place] places
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
cdef size_t MERGE_CHUNK = 1 << 20
cdef uint32_t MANY = 1 << 16  # articles: making them one leaves much memory


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
    cdef uint32_t articles = merger.get().document_count()
    if articles >= MANY:
        with nogil:
            merger.reset()
            buffer.free()
            give_back_free_memory()
    return articles
