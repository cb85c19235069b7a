# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of temporal.hpp, tense.hpp and date_finder.hpp; see temporal.pyi."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.datetime cimport date_new, import_datetime
from cpython.object cimport PyObject_GenericSetAttr
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_DecodeUTF8, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring,
)
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport shared_ptr, unique_ptr
from libcpp.pair cimport pair
from libcpp.string cimport string
from libcpp.string_view cimport string_view
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
        u32string()
        u32string(const uint8_t*, const uint8_t*) except +
        u32string(const uint16_t*, const uint16_t*) except +
        u32string(const uint32_t*, const uint32_t*) except +
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

cdef extern from "Python.h":
    object PyType_GenericAlloc(type, Py_ssize_t)
    cbool Py_UNICODE_ISALNUM(Py_UCS4) nogil
    cbool Py_UNICODE_ISDECIMAL(Py_UCS4) nogil
    cbool Py_UNICODE_ISSPACE(Py_UCS4) nogil
    cbool Py_UNICODE_ISUPPER(Py_UCS4) nogil
    cbool Py_UNICODE_ISLOWER(Py_UCS4) nogil
    cbool Py_UNICODE_ISTITLE(Py_UCS4) nogil

cdef extern from "letters.hpp" namespace "searchlib" nogil:
    enum LetterKind:
        ALPHANUMERIC, DECIMAL, SPACE, UPPER, LOWER, TITLE
    ctypedef uint8_t (*LetterKinds)(uint32_t) noexcept
    LetterKinds kinds_beyond_ascii

cdef extern from "date_record.hpp" namespace "searchlib::dates" nogil:
    cdef enum class Kind(uint8_t):
        date, time, duration, set
    cdef enum class How(uint8_t):
        absolute, relative, anaphoric, unresolved
    cdef cppclass Day:
        int ordinal, year, month, day
    Day day_numbered "searchlib::dates::Day::numbered"(int)
    cdef cppclass Days:
        Day first, last
    cdef cppclass Reading:
        Kind kind
        string value
        How how
        Days days
    cdef cppclass Mention:
        size_t start, end
        Reading reading
    const string_view* KINDS
    const string_view* HOWS
    Days c_days_of "searchlib::dates::days_of"(const string&)
    void c_ranges_between "searchlib::dates::ranges_between"(const u32string&, const vector[Mention]&, vector[Mention]&) except +
    string c_as_record "searchlib::dates::as_record"(const vector[Mention]&) except +

cdef extern from "date_finder.hpp" namespace "searchlib::dates" nogil:
    cdef cppclass Rule:
        string_view name
    const Rule* RULES
    const size_t RULE_COUNT "std::size(searchlib::dates::RULES)"
    cdef enum class Part(uint8_t):
        pass
    Part part_named(const string&)
    cdef cppclass Spelling:
        Part part
        cbool is_class
        vector[string] words
        uint32_t fewest, most
    cdef cppclass MatchReader:
        MatchReader(uint32_t, vector[TemporalEdge], const vector[pair[uint32_t, uint32_t]]&, vector[Spelling]) except +
    cdef enum class Order(uint8_t):
        month_first, day_first, by_the_text
    cdef cppclass Asked "searchlib::dates::DateFinder::Asked":
        Day published
        cbool figures_only
        Order order
    cdef cppclass CDateFinder "searchlib::dates::DateFinder":
        CDateFinder(shared_ptr[CGrammar], MatchReader, const vector[string]&, cbool, CTenseReader) except +
        void find[Char](const Char*, size_t, const Asked&, cbool, vector[Mention]&) except +
        Days days_asked_for(const u32string&, Day) except +


cdef uint8_t _kinds_of(uint32_t c) noexcept nogil:
    return <uint8_t>(
        Py_UNICODE_ISALNUM(c) * ALPHANUMERIC + Py_UNICODE_ISDECIMAL(c) * DECIMAL + Py_UNICODE_ISSPACE(c) * SPACE
        + Py_UNICODE_ISUPPER(c) * UPPER + Py_UNICODE_ISLOWER(c) * LOWER + Py_UNICODE_ISTITLE(c) * TITLE
    )


# Tables of the interpreter, which may be read without its lock.
kinds_beyond_ascii = _kinds_of
import_datetime()


cdef class Grammar:
    cdef shared_ptr[CGrammar] grammar

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
        self.grammar = shared_ptr[CGrammar](
            new CGrammar(states, c_edges, c_accepts, c_symbols, c_words, c_numbers, c_marks, space)
        )

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
                self.grammar.get().find(<const uint8_t*>data, size, start, until, any_case, found)
            elif kind == 2:
                self.grammar.get().find(<const uint16_t*>data, size, start, until, any_case, found)
            else:
                self.grammar.get().find(<const uint32_t*>data, size, start, until, any_case, found)
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


# --- dates ---------------------------------------------------------------------------------------------------------------

cdef str _written(string_view letters):
    return PyUnicode_DecodeUTF8(letters.data(), letters.size(), "surrogatepass")


cdef tuple KIND_NAMES = tuple([_written(KINDS[i]) for i in range(4)])
cdef tuple HOW_NAMES = tuple([_written(HOWS[i]) for i in range(4)])


cdef u32string _characters(str text) except *:
    cdef Py_ssize_t size = len(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if kind == 1:
        return u32string(<const uint8_t*>data, <const uint8_t*>data + size)
    if kind == 2:
        return u32string(<const uint16_t*>data, <const uint16_t*>data + size)
    return u32string(<const uint32_t*>data, <const uint32_t*>data + size)


cdef object _date(Day day):
    return date_new(day.year, day.month, day.day) if day.ordinal else None


cdef tuple _dates(Days days):
    return (_date(days.first), _date(days.last)) if days.first.ordinal and days.last.ordinal else None


cdef class FoundDates:
    cdef str text
    cdef type mention
    cdef vector[Mention] found
    cdef tuple made

    def __len__(self):
        return self.found.size()

    def __getitem__(self, at):
        return self.mentions()[at]

    def __iter__(self):
        return iter(self.mentions())

    def mentions(self):
        if self.made is None:
            self.made = self.make()
        return self.made

    cdef tuple make(self):
        cdef tuple all = PyTuple_New(self.found.size())
        cdef size_t i
        cdef object one
        cdef Reading* reading
        for i in range(self.found.size()):
            reading = &self.found[i].reading
            one = PyType_GenericAlloc(self.mention, 0)
            PyObject_GenericSetAttr(one, "text", PyUnicode_Substring(self.text, self.found[i].start, self.found[i].end))
            PyObject_GenericSetAttr(one, "start", self.found[i].start)
            PyObject_GenericSetAttr(one, "end", self.found[i].end)
            PyObject_GenericSetAttr(one, "first", _date(reading.days.first))
            PyObject_GenericSetAttr(one, "last", _date(reading.days.last))
            PyObject_GenericSetAttr(one, "type", KIND_NAMES[<uint8_t>reading.kind])
            PyObject_GenericSetAttr(one, "value", _written(<string_view>reading.value))
            PyObject_GenericSetAttr(one, "how", HOW_NAMES[<uint8_t>reading.how])
            Py_INCREF(one)
            PyTuple_SET_ITEM(all, i, one)
        return all

    def days(self):
        cdef size_t i
        cdef Days* days
        cdef list all = []
        for i in range(self.found.size()):
            days = &self.found[i].reading.days
            if days.first.ordinal:
                all.append((days.first.ordinal, days.last.ordinal))
        return all

    def as_record(self):
        cdef string record
        with nogil:
            record = c_as_record(self.found)
        return PyBytes_FromStringAndSize(record.data(), record.size())


cdef class DateFinder:
    cdef unique_ptr[CDateFinder] finder

    def __init__(self, Grammar grammar not None, tuple tables not None, list spellings not None, list rules not None,
                 bint any_case, TenseReader tenses not None):
        cdef vector[TemporalEdge] c_edges
        cdef TemporalEdge edge
        cdef vector[Spelling] c_spellings
        cdef Spelling spelling
        cdef vector[string] c_rules
        cdef vector[pair[uint32_t, uint32_t]] c_accepts = tables[2]
        for edge.start, edge.symbol, edge.to in tables[1]:
            c_edges.push_back(edge)
        for name, words, spelling.fewest, spelling.most in spellings:
            spelling.part = part_named(name.encode())
            spelling.is_class = name != ""
            spelling.words = [word.encode("latin-1") for word in words]
            c_spellings.push_back(spelling)
        for rule in rules:
            c_rules.push_back(rule.encode())
        cdef unique_ptr[MatchReader] lines
        lines.reset(new MatchReader(tables[0], c_edges, c_accepts, c_spellings))
        self.finder.reset(new CDateFinder(grammar.grammar, lines.get()[0], c_rules, any_case, tenses.reader.get()[0]))

    def find(self, str text not None, type mention not None, int published=0, bint figures_only=False,
             day_first=None, bint ranges=False):
        cdef FoundDates found = FoundDates()
        cdef Asked asked
        cdef size_t size = len(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef const void* data = PyUnicode_DATA(text)
        found.text = text
        found.mention = mention
        asked.published = day_numbered(published)
        asked.figures_only = figures_only
        asked.order = Order.by_the_text if day_first is None else Order.day_first if day_first else Order.month_first
        with nogil:
            if kind == 1:
                self.finder.get().find(<const uint8_t*>data, size, asked, ranges, found.found)
            elif kind == 2:
                self.finder.get().find(<const uint16_t*>data, size, asked, ranges, found.found)
            else:
                self.finder.get().find(<const uint32_t*>data, size, asked, ranges, found.found)
        return found

    def days_asked_for(self, str words not None, int now):
        return _dates(self.finder.get().days_asked_for(_characters(words), day_numbered(now)))


def ranges_between(str text not None, list mentions not None, type mention not None):
    cdef vector[Mention] given
    cdef Mention one
    cdef FoundDates ranges = FoundDates()
    ranges.text = text
    ranges.mention = mention
    for one.start, one.end, first, last, kind, value, how in mentions:
        one.reading.days.first = day_numbered(first)
        one.reading.days.last = day_numbered(last)
        one.reading.kind = Kind.date if kind in ("DATE", "TIME") else Kind.set
        one.reading.how = How.absolute if how == "absolute" else How.relative
        one.reading.value = value.encode("utf-8", "surrogatepass")
        given.push_back(one)
    c_ranges_between(_characters(text), given, ranges.found)
    return ranges.mentions()


def rule_names():
    return [_written(RULES[i].name) for i in range(RULE_COUNT)]


def days_of(str value not None):
    return _dates(c_days_of(value.encode("utf-8", "surrogatepass")))
