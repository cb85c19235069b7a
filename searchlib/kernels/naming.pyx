# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the name kernels. Logic lives in name_spelling.hpp and name_index.hpp; see naming.pyi."""

from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport int16_t, int32_t, uint16_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.string_view cimport string_view
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport view


cdef extern from "name_index.hpp" nogil:
    cdef cppclass CSpelling "searchlib::Spelling":
        CSpelling(vector[string], uint32_t, vector[int16_t], vector[int16_t], vector[pair[string, vector[string]]]) except +
        string parse(string_view) except +
        int32_t score(string_view, string_view, int32_t)
        vector[string] keys(string_view) except +
    cdef cppclass CWords "std::unordered_set<std::string>":
        void insert(string) except +
    cdef cppclass CLexicons "searchlib::NameLexicons":
        CWords particles, hyphened_particles, family_first
        void add_nickname(string, uint16_t) except +
    cdef cppclass CParts "searchlib::NameParts":
        vector[string] words
        string suffix
    CParts split_name "searchlib::split_name"(string_view, const CLexicons&) except +
    cdef struct CMatch "searchlib::NameIndex::Match":
        uint32_t name
        int32_t score
    cdef struct CWordMatch "searchlib::NameIndex::WordMatch":
        uint32_t word, name
        int32_t score
    cdef cppclass CNameIndex "searchlib::NameIndex":
        CNameIndex(const CSpelling&, const CLexicons&)
        void add(string_view) except +
        void finish() except +
        uint32_t names()
        const string& word(uint32_t)
        vector[uint32_t] word_counts() except +
        vector[CMatch] variants(string_view, int32_t, cbool) except +
        vector[CWordMatch] words_like(string_view, int32_t) except +
        vector[uint32_t] with_family_name(string_view) except +

cdef int32_t LEAST = -(2**29)


cdef inline str text_of(const string& text):
    return PyUnicode_DecodeUTF8(text.data(), text.size(), b"replace")



cdef vector[string] strings(words) except *:
    cdef vector[string] made
    for word in words:
        made.push_back((<str>word).encode("utf-8"))
    return made


cdef class Spelling:
    cdef unique_ptr[CSpelling] spelling

    def __cinit__(self, symbols not None, uint32_t vowels, pairs not None, alone not None, sounds not None):
        cdef vector[int16_t] pair_weights = pairs
        cdef vector[int16_t] alone_weights = alone
        cdef vector[pair[string, vector[string]]] heard
        cdef pair[string, vector[string]] one
        for group, codes in sounds:
            one.first = (<str>group).encode("utf-8")
            one.second = strings(codes)
            heard.push_back(one)
        self.spelling.reset(new CSpelling(strings(symbols), vowels, pair_weights, alone_weights, heard))

    def score(self, str a not None, str b not None, int32_t least=LEAST):
        cdef string first = self.spelling.get().parse(view(a))
        cdef string second = self.spelling.get().parse(view(b))
        cdef int32_t score = self.spelling.get().score(string_view(first.data(), first.size()),
                                                       string_view(second.data(), second.size()), least)
        return None if score <= LEAST else score

    def keys(self, str word not None):
        return {text_of(key) for key in self.spelling.get().keys(view(word))}


cdef class NameIndex:
    cdef unique_ptr[CNameIndex] index
    cdef CLexicons lexicons
    cdef Spelling spelling  # kept alive
    cdef object fold

    def __cinit__(self, Spelling spelling not None, names not None, fold not None, particles not None,
                  family_first not None, nicknames not None):
        cdef uint16_t number = 0
        for word in particles:
            if word.endswith("-"):
                self.lexicons.hyphened_particles.insert(word[:-1].encode("utf-8"))
            else:
                self.lexicons.particles.insert(word.encode("utf-8"))
        for word in family_first:
            self.lexicons.family_first.insert(word.encode("utf-8"))
        for group in nicknames:
            for word in group:
                self.lexicons.add_nickname(word.encode("utf-8"), number)
            number += 1
        self.spelling = spelling
        self.fold = fold
        cdef CNameIndex* index = new CNameIndex(spelling.spelling.get()[0], self.lexicons)
        self.index.reset(index)
        cdef str folded
        for name in names:
            folded = self.folded(name)
            index.add(view(folded))
        with nogil:
            index.finish()

    cdef str folded(self, str name):
        return name.lower() if name.isascii() else self.fold(name)

    def __len__(self):
        return self.index.get().names()

    def word_counts(self):
        return list(self.index.get().word_counts())

    def split(self, str name not None):
        cdef str folded = self.folded(name)
        cdef CParts parts = split_name(view(folded), self.lexicons)
        return [text_of(word) for word in parts.words], text_of(parts.suffix)

    def variants(self, str name not None, int32_t least, cbool loose=False):
        cdef str folded = self.folded(name)
        cdef string_view text = view(folded)
        cdef vector[CMatch] found
        with nogil:
            found = self.index.get().variants(text, least, loose)
        return [(one.name, one.score) for one in found]

    def words_like(self, str word not None, int32_t least):
        cdef str folded = self.folded(word)
        cdef string_view text = view(folded)
        cdef vector[CWordMatch] found
        with nogil:
            found = self.index.get().words_like(text, least)
        return [(text_of(self.index.get().word(one.word)), one.name, one.score) for one in found]

    def with_family_name(self, str name not None):
        cdef str folded = self.folded(name)
        return list(self.index.get().with_family_name(view(folded)))
