# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the encodings alone, so that each can be tested by itself; see encodings.pyi."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport Buffer


cdef extern from "bitpack.hpp" namespace "searchlib" nogil:
    void c_pack "searchlib::pack"(const uint32_t*, size_t, uint32_t, Buffer&) except +
    void c_unpack "searchlib::unpack"(const uint8_t*, size_t, uint32_t, uint32_t*)
    uint32_t unpack_one(const uint8_t*, size_t, uint32_t)
    uint32_t width_of(uint32_t)
    size_t packed_size(size_t, uint32_t)

cdef extern from "position_reader.hpp" namespace "searchlib" nogil:
    cdef cppclass TermInfo:
        uint32_t length, df
        uint8_t max_impact, flags
    cdef cppclass PostingList:
        vector[uint32_t] docs
        vector[uint8_t] impacts
        vector[uint32_t] counts
        vector[uint32_t] positions
    cdef cppclass PostingListView:
        PostingListView(const uint8_t*, const TermInfo&, uint32_t) except +
        cbool has_positions()
    cdef cppclass Positions:
        uint32_t count
        uint32_t operator[](uint32_t)
    cdef cppclass PositionReader:
        PositionReader()
        Positions read(const PostingListView&, uint32_t) except +
    cdef cppclass PostingCursor:
        PostingCursor(const PostingListView&) except +
        cbool done()
        uint32_t doc()
        uint8_t impact()
        uint32_t posting()
        void next() except +

cdef extern from "posting_list_writer.hpp" namespace "searchlib" nogil:
    cdef cppclass ListShape:
        uint32_t share
        cbool marked
    cdef cppclass PostingListWriter:
        PostingListWriter(uint32_t) except +
        TermInfo write(const PostingList&, Buffer&, uint64_t, ListShape) except +

OVERREAD = 8


def pack(list values not None, uint32_t width):
    cdef vector[uint32_t] numbers = values
    cdef Buffer buffer
    c_pack(numbers.data(), numbers.size(), width, buffer)
    return PyBytes_FromStringAndSize(<const char*>buffer.data(), buffer.size())


def unpack(bytes packed not None, size_t count, uint32_t width):
    cdef vector[uint32_t] numbers
    if width > 32 or len(packed) < packed_size(count, width):
        raise ValueError("fewer bytes than that many numbers take")
    cdef bytes padded = packed + b"\0" * OVERREAD
    numbers.resize(count)
    c_unpack(<const uint8_t*><const char*>padded, count, width, numbers.data())
    return numbers


def unpack_at(bytes packed not None, size_t index, uint32_t width):
    if width > 32 or len(packed) < packed_size(index + 1, width):
        raise ValueError("fewer bytes than that many numbers take")
    cdef bytes padded = packed + b"\0" * OVERREAD
    return unpack_one(<const uint8_t*><const char*>padded, index, width)


def bit_width(uint32_t value):
    return width_of(value)


def postings_round_trip(list postings not None, uint32_t documents, cbool marked=False):
    """Files [(document, impact, positions)] and reads them back: (bytes, what was read)."""
    cdef PostingList given
    cdef Buffer buffer
    cdef vector[uint32_t] found
    cdef ListShape shape
    shape.marked = marked
    for document, impact, places in postings:
        given.docs.push_back(document)
        given.impacts.push_back(impact)
        if places:
            given.counts.push_back(len(places))
            for position in places:
                given.positions.push_back(position)
    if given.counts.size() not in (0, given.docs.size()) or not given.docs.size():
        raise ValueError("there must be postings, all of them with positions or none")
    cdef PostingListWriter* writer = new PostingListWriter(documents)
    cdef TermInfo info
    try:
        info = writer.write(given, buffer, 0, shape)
    finally:
        del writer
    cdef bytes data = PyBytes_FromStringAndSize(<const char*>buffer.data(), buffer.size())
    cdef bytes padded = data + b"\0" * OVERREAD
    cdef PostingListView* view = new PostingListView(<const uint8_t*><const char*>padded, info, documents)
    cdef PostingCursor* cursor = new PostingCursor(view[0])
    cdef PositionReader reader
    cdef Positions positions
    read = []
    try:
        while not cursor.done():
            found.clear()
            if view.has_positions():
                positions = reader.read(view[0], cursor.posting())
                for i in range(positions.count):
                    found.push_back(positions[i])
            read.append((cursor.doc(), cursor.impact(), list(found)))
            cursor.next()
    finally:
        del cursor
        del view
    return data, read
