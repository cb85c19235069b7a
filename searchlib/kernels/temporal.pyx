# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of temporal.hpp; see temporal.pyi."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
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
