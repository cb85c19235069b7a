# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of temporal.hpp and tense.hpp; see temporal.pyi."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.vector cimport vector


cdef extern from "temporal.hpp" namespace "searchlib" nogil:
    cdef cppclass TemporalEdge:
        uint32_t start "from"
        int32_t symbol
        uint32_t to
    cdef cppclass TemporalWord:
        string letters
        uint16_t signature
        cbool capital
    cdef cppclass TemporalMatch:
        uint32_t start, end, rule
    cdef cppclass CGrammar "searchlib::TemporalGrammar":
        CGrammar(
            uint32_t, const vector[TemporalEdge]&, const vector[pair[uint32_t, uint32_t]]&,
            const vector[vector[int32_t]]&, const vector[TemporalWord]&, const vector[uint16_t]&, const vector[uint16_t]&,
            uint16_t,
        ) except +
        size_t states()
        void find[Char](const Char*, size_t, size_t, size_t, cbool, vector[TemporalMatch]&) except +

cdef extern from "<string>" namespace "std" nogil:
    cdef cppclass u32string:
        void push_back(Py_UCS4) except +
        void reserve(size_t) except +

cdef extern from "tense.hpp" namespace "searchlib" nogil:
    cdef enum class Tense(uint8_t):
        pass
    cdef cppclass VerbWords:
        void add(const string&, const string&) except +
    cdef cppclass CTenseReader "searchlib::TenseReader":
        CTenseReader(VerbWords) except +
        Tense tense_at(const u32string&, size_t, size_t) except +
        Tense owner_tense(const u32string&, size_t, size_t) except +
        cbool verb_between(const u32string&, size_t, size_t) except +
    const size_t REACH "searchlib::TenseReader::REACH"
    const size_t REACH_BEHIND "searchlib::TenseReader::REACH_BEHIND"


cdef class Grammar:
    cdef unique_ptr[CGrammar] grammar

    def __init__(self, uint32_t states, list edges not None, list accepts not None, list symbols_of not None,
                 list words not None, list numbers not None, list marks not None, uint16_t space):
        cdef vector[TemporalEdge] c_edges
        cdef vector[TemporalWord] c_words
        cdef TemporalEdge edge
        cdef TemporalWord word
        for edge.start, edge.symbol, edge.to in edges:
            c_edges.push_back(edge)
        for letters, signature, capital in words:
            word.letters = letters.encode("ascii")
            word.signature = signature
            word.capital = capital
            c_words.push_back(word)
        cdef vector[pair[uint32_t, uint32_t]] c_accepts = accepts
        cdef vector[vector[int32_t]] c_symbols = symbols_of
        cdef vector[uint16_t] c_numbers = numbers, c_marks = marks
        self.grammar.reset(new CGrammar(states, c_edges, c_accepts, c_symbols, c_words, c_numbers, c_marks, space))

    @property
    def states(self):
        return self.grammar.get().states()

    def find(self, str text not None, size_t start=0, size_t until=<size_t>-1, bint any_case=False):
        cdef vector[TemporalMatch] found
        cdef size_t size = len(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        with nogil:
            if kind == 1:
                self.grammar.get().find[uint8_t](<const uint8_t*>data, size, start, until, any_case, found)
            elif kind == 2:
                self.grammar.get().find[uint16_t](<const uint16_t*>data, size, start, until, any_case, found)
            else:
                self.grammar.get().find[uint32_t](<const uint32_t*>data, size, start, until, any_case, found)
        cdef size_t i
        return [(found[i].start, found[i].end, found[i].rule) for i in range(found.size())]


# As the members of Tense follow each other.
cdef tuple TENSES = ("", "ahead", "before", "now")


# A stretch of a text as the kernel takes it. Of a long text only so much as tells the tense at a place is made wide.
cdef u32string _window(str text, Py_ssize_t first, Py_ssize_t until) except *:
    cdef u32string window
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    window.reserve(until - first)
    for at in range(first, until):
        window.push_back(PyUnicode_READ(kind, data, at))
    return window


cdef _check(str text, Py_ssize_t start, Py_ssize_t end):
    if not 0 <= start <= end <= len(text):
        raise IndexError(f"[{start}, {end}) is not in a text of {len(text)} characters")


cdef class TenseReader:
    cdef unique_ptr[CTenseReader] reader

    def __cinit__(self, dict words not None):
        cdef VerbWords listed
        for name, of_class in words.items():
            for word in of_class:
                listed.add(name.encode("ascii"), word.encode("ascii"))
        self.reader.reset(new CTenseReader(listed))

    def tense_at(self, str text not None, Py_ssize_t start, Py_ssize_t end):
        _check(text, start, end)
        cdef Py_ssize_t first = max(0, start - <Py_ssize_t>REACH - 1)
        cdef u32string window = _window(text, first, min(len(text), end + <Py_ssize_t>REACH_BEHIND))
        return TENSES[<uint8_t>self.reader.get().tense_at(window, start - first, end - first)]

    def owner_tense(self, str text not None, Py_ssize_t start, Py_ssize_t end):
        _check(text, start, end)
        cdef Py_ssize_t first = max(0, start - <Py_ssize_t>REACH - 1)
        cdef u32string window = _window(text, first, min(len(text), end + <Py_ssize_t>REACH_BEHIND))
        return TENSES[<uint8_t>self.reader.get().owner_tense(window, start - first, end - first)]

    def verb_between(self, str text not None, Py_ssize_t start, Py_ssize_t end):
        _check(text, start, end)
        cdef u32string window = _window(text, start, end)
        return self.reader.get().verb_between(window, 0, end - start)
