# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the highlighting kernels: marks and sentences of a text. See highlighting.pyi."""

from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.stdint cimport uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector


cdef extern from "highlight.hpp" namespace "searchlib" nogil:
    cdef cppclass PhraseRule:
        vector[uint64_t] words
        vector[uint32_t] offsets
        uint32_t near
        uint64_t mark
    cdef cppclass Mark:
        uint32_t begin, end
        uint64_t words
    cdef cppclass ByteRange:
        uint32_t begin, end
    cdef cppclass CppHighlighter "searchlib::Highlighter":
        vector[PhraseRule] phrases
        void set_beginnings(const vector[string]&) except +
        void read(string_view, cbool) except +
        uint32_t unknown()
        string_view unknown(uint32_t)
        void tell(uint64_t, uint64_t) except +
        vector[Mark] marks() except +
        vector[ByteRange] sentences() except +


cdef class Highlighter:
    cdef CppHighlighter kernel
    cdef object resolve

    def __init__(self, resolve, list phrases not None, list beginnings not None):
        cdef PhraseRule rule
        self.resolve = resolve
        self.kernel.set_beginnings([<bytes>one.encode("utf-8") for one in beginnings])
        for words, offsets, near, mark in phrases:
            rule.words = words
            rule.offsets = offsets
            rule.near = near
            rule.mark = mark
            self.kernel.phrases.push_back(rule)

    def find(self, str text not None):
        """([(begin, end, words)] of marks, [(begin, end)] of sentences), all in characters."""
        cdef Py_ssize_t size
        cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
        cdef string_view form
        cdef uint32_t i, count
        cdef vector[Mark] marks
        cdef vector[ByteRange] sentences
        cdef Mark mark
        cdef ByteRange one
        self.kernel.read(string_view(data, size), size == len(text))
        count = self.kernel.unknown()
        if count:
            asked = []
            for i in range(count):
                form = self.kernel.unknown(i)
                asked.append((PyUnicode_DecodeUTF8(form.data() + 1, form.size() - 1, b"replace"), form.data()[0] - 48))
            for alone, parts in self.resolve(asked):
                self.kernel.tell(alone, parts)
        marks = self.kernel.marks()
        sentences = self.kernel.sentences()
        return [(mark.begin, mark.end, mark.words) for mark in marks], [(one.begin, one.end) for one in sentences]
