# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the kernels that walk the dictionary and ask about single documents. See dictionary.pyi."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport text_of, view
from searchlib.kernels.segments cimport Segment, SegmentView, raise_python, set_corrupt_index_class

from searchlib.errors import CorruptIndex


cdef extern from *:
    """
    #include "expansion.hpp"
    #include "impact.hpp"
    #include "lookup.hpp"
    """
    cdef cppclass PatternEdge "searchlib::PatternEdge":
        # "from" is a word of Python
        uint32_t start "from"
        uint32_t low, high, to
    cdef cppclass Pattern "searchlib::Pattern":
        uint32_t states
        vector[PatternEdge] edges
        vector[uint32_t] accepting
        string literal
    cdef cppclass Expansion "searchlib::Expansion":
        vector[pair[string_view, uint32_t]] words
        uint64_t fitting, work
        cbool complete
    cdef cppclass DictionaryWalk "searchlib::DictionaryWalk" nogil:
        DictionaryWalk(const Segment&, string, const Pattern&, uint64_t) except +raise_python
        Expansion run(string_view, size_t) except +raise_python
    uint32_t impacts_in "searchlib::impacts_in"(
        const Segment&, string_view, const vector[uint32_t]&, uint8_t*) except +raise_python nogil
    uint32_t c_term_weight "searchlib::term_weight"(uint64_t, uint64_t, double) nogil
    cdef uint32_t MAX_PATTERN_STATES "searchlib::MAX_PATTERN_STATES"

set_corrupt_index_class(CorruptIndex)


def expand(SegmentView one not None, str head not None, str prefix not None, tuple pattern not None, size_t limit,
           uint64_t most_work):
    """([(word, documents)], how many fit, the work it was, whether the walk came to its end) of one segment."""
    cdef const Segment* segment = one.segment.get()
    cdef Pattern made
    cdef PatternEdge edge
    cdef unique_ptr[DictionaryWalk] walk
    cdef Expansion found
    cdef string c_head = head.encode("utf-8", "replace")
    cdef bytes start = prefix.encode("utf-8", "replace")
    cdef string_view c_prefix = string_view(<const char*>start, len(start))
    states, edges, accepting, literal = pattern
    if states > MAX_PATTERN_STATES:
        raise ValueError(f"a pattern may have at most {MAX_PATTERN_STATES} states, not {states}")
    made.states = states
    made.literal = (<str>literal).encode("utf-8", "replace")
    for edge.start, edge.low, edge.high, edge.to in edges:
        made.edges.push_back(edge)
    for state in accepting:
        made.accepting.push_back(state)
    with nogil:
        walk.reset(new DictionaryWalk(segment[0], c_head, made, most_work))
        found = walk.get().run(c_prefix, limit)
    words = [(text_of(word.first), word.second) for word in found.words]
    return words, found.fitting, found.work, found.complete


def impacts(SegmentView one not None, list keys not None, list documents not None):
    """For each key (how many documents of the segment have it, its impact in each of `documents`, ascending)."""
    cdef const Segment* segment = one.segment.get()
    cdef vector[uint32_t] docs = documents
    cdef bytes row
    cdef uint32_t df
    found = []
    for key in keys:
        row = PyBytes_FromStringAndSize(NULL, docs.size())
        df = impacts_in(segment[0], view(key), docs, <uint8_t*>PyBytes_AS_STRING(row))
        found.append((df, row))
    return found


def weighed(SegmentView one not None, list keys not None, list weights not None, list documents not None):
    """For each of `documents` (ascending) the sum over keys of weight * impact."""
    cdef const Segment* segment = one.segment.get()
    cdef vector[uint32_t] docs = documents
    cdef vector[uint8_t] row = vector[uint8_t](docs.size() + 1)
    cdef vector[uint64_t] sums = vector[uint64_t](docs.size())
    cdef uint64_t weight
    cdef size_t i
    for key, weight in zip(keys, weights):
        impacts_in(segment[0], view(key), docs, row.data())
        for i in range(docs.size()):
            sums[i] += weight * row[i]
    return [sums[i] for i in range(sums.size())]


def term_weight(uint64_t documents, uint64_t df, double boost):
    """What an impact of 255 adds to a score, in whole units."""
    return c_term_weight(documents, df, boost)
