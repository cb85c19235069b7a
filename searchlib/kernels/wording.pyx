# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the words that texts are coded by before they are compressed; see wording.pyi."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t
from libcpp cimport bool as cbool
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector


cdef extern from "huge_pages.hpp" namespace "searchlib" nogil:
    cdef cppclass HugeVector "searchlib::HugeVector<searchlib::u8>":
        uint8_t* data()
        size_t size()
        void resize(size_t) except +

cdef extern from "word_codes.hpp" namespace "searchlib" nogil:
    cdef cppclass CodedWords "searchlib::WordCodes":
        @staticmethod
        string table_for(const vector[string_view]&) except +
        @staticmethod
        size_t c_most_coded "most_coded"(size_t)
        cbool open(string_view) except +
        cbool decode(string_view, uint8_t*, size_t, size_t)
    size_t ROOM_BEHIND "searchlib::WordCodes::ROOM_BEHIND"
    void encode_all(const CodedWords&, const vector[string_view]&, size_t, vector[HugeVector]&) except +

cdef extern from "coding_ahead.hpp" namespace "searchlib" nogil:
    cdef cppclass CodingThread "searchlib::CodingAhead":
        CodingThread(const CodedWords&, vector[string_view], size_t) except +
        @staticmethod
        void end(CodingThread*)
        const vector[HugeVector]& coded() except +


cdef inline string_view view(bytes data):
    return string_view(PyBytes_AS_STRING(data), len(data))


cdef vector[string_view] views_of(list texts) except *:
    cdef vector[string_view] views
    for text in texts:
        views.push_back(view(<bytes?>text))
    return views


cdef list bytes_of(const vector[HugeVector]& coded):
    cdef size_t i
    return [PyBytes_FromStringAndSize(<const char*>coded[i].data(), coded[i].size()) for i in range(coded.size())]


def table_for(list texts not None):
    cdef vector[string_view] views = views_of(texts)
    cdef string table
    with nogil:
        table = CodedWords.table_for(views)
    return PyBytes_FromStringAndSize(table.data(), table.size())


def most_coded(size_t size):
    return CodedWords.c_most_coded(size)


cdef class WordCodes:
    cdef CodedWords codes
    cdef readonly bytes table

    def __init__(self, bytes table not None):
        self.table = table
        if not self.codes.open(view(table)):
            raise ValueError("not a table of words")

    def encode(self, bytes text not None):
        return self.encode_all([text])[0]

    def encode_all(self, list texts not None):
        cdef vector[string_view] views = views_of(texts)
        cdef vector[HugeVector] coded
        with nogil:
            encode_all(self.codes, views, 1, coded)
        return bytes_of(coded)

    def decode(self, bytes coded not None, size_t size, enough=None):
        cdef size_t wanted = size if enough is None else min(size, <size_t>enough)
        cdef string_view from_ = view(coded)
        cdef HugeVector room
        cdef cbool right
        with nogil:
            room.resize(size + ROOM_BEHIND)
            right = self.codes.decode(from_, room.data(), size, wanted)
        if not right:
            raise ValueError("not a text that was coded by these words")
        return PyBytes_FromStringAndSize(<const char*>room.data(), wanted)


cdef class CodingAhead:
    cdef CodingThread* thread
    cdef readonly list texts
    cdef readonly WordCodes words

    def __cinit__(self, WordCodes words not None, list texts not None, size_t threads=1):
        self.words, self.texts = words, list(texts)
        self.thread = new CodingThread(words.codes, views_of(self.texts), threads)

    def __dealloc__(self):
        with nogil:
            CodingThread.end(self.thread)

    def coded(self):
        with nogil:
            self.thread.coded()
        return bytes_of(self.thread.coded())
