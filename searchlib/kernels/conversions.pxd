# cython: language_level=3
"""How do strings and bytes pass between Python and the kernels? For all Cython modules."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.stdint cimport uint8_t
from libcpp.string_view cimport string_view


cdef extern from "bytes.hpp" namespace "searchlib" nogil:
    cdef cppclass Buffer:
        const uint8_t* data()
        size_t size()
        void clear()
        void free()


cdef inline string_view view(str text) except *:
    """A string's UTF-8, which lives as long as the string."""
    cdef Py_ssize_t size
    cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
    return string_view(data, size)


cdef inline str text_of(string_view text):
    return PyUnicode_DecodeUTF8(text.data(), text.size(), b"replace")


cdef inline int hand_over(Buffer& buffer, write) except -1:
    """Writes and empties the buffer, in pieces: a copy of all of it would take its memory twice."""
    cdef size_t at = 0, piece
    while at < buffer.size():
        piece = min(buffer.size() - at, <size_t>(1 << 20))
        write(PyBytes_FromStringAndSize(<const char*>buffer.data() + at, piece))
        at += piece
    buffer.clear()
    return 0
