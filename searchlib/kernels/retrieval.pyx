# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of the search kernel: plans in, hits and bitmaps out. Logic lives in the headers; see retrieval.pyi."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.object cimport PyObject, PyTypeObject
from libc.stdint cimport int32_t, int64_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp cimport bool as cbool
from libcpp.memory cimport shared_ptr, unique_ptr
from libcpp.string cimport string
from libcpp.utility cimport move
from libcpp.vector cimport vector
from searchlib.kernels.conversions cimport text_of
from searchlib.kernels.segments cimport Segment, SegmentView, raise_python, segments_of, set_corrupt_index_class

from searchlib.errors import CorruptIndex


cdef extern from "search_ahead.hpp":
    cdef enum PlanKind "searchlib::PlanKind":
        pass
    cdef enum Zone "searchlib::Zone":
        pass
    cdef enum Meeting "searchlib::Meeting":
        pass
    cdef enum Order "searchlib::Order":
        pass
    cdef cppclass Plan "searchlib::Plan" nogil:
        Plan()
        PlanKind kind
        string key
        vector[string] keys
        vector[uint32_t] offsets
        vector[Plan] parts
        Zone zone
        uint32_t near
        cbool ordered
        int32_t first, last
        Meeting meeting
        vector[vector[uint64_t]] given
        double boost
    cdef cppclass Found "searchlib::Found":
        uint32_t segment, doc, score
    cdef cppclass PageEnd "searchlib::PageEnd":
        double score
        int32_t day
        int64_t instant
        string id
    cdef cppclass c_WeighedPlan "const searchlib::WeighedPlan" nogil:
        double unit
    shared_ptr[c_WeighedPlan] weigh "std::make_shared<const searchlib::WeighedPlan>"(vector[const Segment*], Plan) except +raise_python nogil
    cdef cppclass Search "searchlib::Search" nogil:
        Search(c_WeighedPlan&) except +raise_python
        vector[Found] best(uint32_t, Order) except +raise_python
        void set_behind(const PageEnd&, Order) except +raise_python
        void set_fading(int32_t, double)
        vector[uint64_t] matching(uint32_t) except +raise_python
        uint64_t count() except +raise_python
    cdef cppclass Answer "searchlib::Answer":
        vector[Found] hits
        double unit, seconds
    cdef cppclass c_SearchAhead "searchlib::SearchAhead" nogil:
        c_SearchAhead(uint32_t, Order, uint32_t) except +
        void ask(shared_ptr[c_WeighedPlan]) except +
        Answer answer() except +raise_python
        cbool is_here()
        @staticmethod
        void end(c_SearchAhead*)

set_corrupt_index_class(CorruptIndex)
RELEVANCE, NEWEST, OLDEST, EXHAUSTIVE = 0, 1, 2, 3
cdef int AND = 5, GIVEN = 11


cdef Plan given_plan(list bitmaps) except *:
    cdef Plan made
    cdef vector[uint64_t] words
    made.kind = <PlanKind>GIVEN
    for bitmap in bitmaps:
        words.resize(len(<bytes?>bitmap) // 8)
        memcpy(words.data(), <const char*><bytes>bitmap, words.size() * 8)
        made.given.push_back(words)
    return made


cdef Plan make_plan(tuple plan) except *:
    # (kind, boost, ...) as query/plan.py builds them.
    cdef Plan made
    kind = plan[0]
    made.kind = <PlanKind><int>kind
    made.boost = plan[1]
    if kind in (2, 10):
        made.key = (<str>plan[2]).encode("utf-8")
    elif kind == 3:
        for key in plan[2]:
            made.keys.push_back((<str>key).encode("utf-8"))
    elif kind == 4:
        for key in plan[2]:
            made.keys.push_back((<str>key).encode("utf-8"))
        for offset in plan[3]:
            made.offsets.push_back(offset)
        made.zone = <Zone><int>plan[4]
        made.near = plan[5]
        made.ordered = plan[6]
    elif kind in (5, 6, 7):
        for part in plan[2]:
            made.parts.push_back(make_plan(part))
    elif kind in (8, 9):
        made.first = plan[2]
        made.last = plan[3]
        if kind == 9 and len(plan) > 4:
            made.meeting = <Meeting><int>plan[4]
    elif kind == 11:  # words as typed: folded, and among those that have them (ranking/typed.py)
        made.kind = <PlanKind>AND
        made.parts.push_back(make_plan(plan[2]))
        made.parts.push_back(given_plan(plan[3].bitmaps()))
    return made


cdef uint32_t size_of(const Plan& plan):
    cdef uint32_t size = <uint32_t>(1 + plan.keys.size() + 1000 * plan.given.size())
    for i in range(plan.parts.size()):
        size += size_of(plan.parts[i])
    return size


cdef class WeighedPlan:
    """A plan for some views, ready to be searched, any number of times, by any thread."""
    cdef readonly tuple views, plan
    cdef readonly uint32_t size
    """About how many words it has; large where it holds bitmaps."""
    cdef shared_ptr[c_WeighedPlan] weighed

    def __cinit__(self, tuple views not None, tuple plan not None):
        cdef Plan made = make_plan(plan)
        cdef vector[const Segment*] segments = segments_of(views)
        self.views = views
        self.plan = plan
        self.size = size_of(made)
        with nogil:
            self.weighed = weigh(move(segments), move(made))

    def search(self, uint32_t k, int order, tuple behind=None, tuple fading=None):
        """[(segment, document, score)], best first; of what comes behind (score, day, instant, id), if that is given.

        With `fading` (today, half-life in days) scores fall with age.
        """
        cdef unique_ptr[Search] found
        cdef vector[Found] hits
        cdef PageEnd end
        found.reset(new Search(self.weighed.get()[0]))
        if behind is not None:
            end.score = behind[0] * self.weighed.get().unit / 2.2
            end.day, end.instant = behind[1], behind[2]
            end.id = (<str>behind[3]).encode("utf-8")
            found.get().set_behind(end, <Order>order)
        if fading is not None:
            found.get().set_fading(fading[0], fading[1])
        with nogil:
            hits = found.get().best(k, <Order>order)
        return made_hits(hits, self.weighed.get().unit)

    def count(self):
        """How many documents match and are not deleted."""
        cdef unique_ptr[Search] found
        cdef uint64_t total
        with nogil:
            found.reset(new Search(self.weighed.get()[0]))
            total = found.get().count()
        return total

    def matching(self):
        """All that matches and is not deleted: a bitmap of u64 words for each segment."""
        cdef unique_ptr[Search] found
        cdef vector[uint64_t] bits
        cdef uint32_t s
        found.reset(new Search(self.weighed.get()[0]))
        bitmaps = []
        for s in range(len(self.views)):
            with nogil:
                bits = found.get().matching(s)
            bitmaps.append(PyBytes_FromStringAndSize(<const char*>bits.data(), bits.size() * 8))
        return bitmaps


cdef class SearchAhead:
    """Many searches: `workers` threads begin them as they are asked, without Python's lock, and whoever waits for an answer helps.

    For one thread; it keeps the views, which are those of all its plans.
    """
    cdef tuple views
    cdef c_SearchAhead* ahead

    def __init__(self, tuple views not None, uint32_t k, int order, uint32_t workers):
        if self.ahead is not NULL:
            raise ValueError("is made only once")
        self.views = views
        self.ahead = new c_SearchAhead(k, <Order>order, workers)

    def __dealloc__(self):
        with nogil:
            c_SearchAhead.end(self.ahead)

    @property
    def is_here(self):
        """False in a process that was forked off: its threads stayed behind, and nothing is answered."""
        return self.ahead is not NULL and self.ahead.is_here()

    def ask(self, WeighedPlan plan not None):
        if plan.views is not self.views:
            raise ValueError("the plan is for other segments")
        self.mine().ask(plan.weighed)

    def answer(self):
        """What `WeighedPlan.search` finds for the plan that was asked first of those without an answer, and the seconds that it took."""
        cdef c_SearchAhead* ahead = self.mine()
        cdef Answer answer
        with nogil:
            answer = ahead.answer()
        return made_hits(answer.hits, answer.unit), answer.seconds

    cdef c_SearchAhead* mine(self) except NULL:
        if not self.is_here:
            raise RuntimeError("searches were asked for before this process forked")
        return self.ahead


cdef list made_hits(vector[Found]& hits, double unit):
    cdef Found hit
    cdef double scale = 2.2 / unit
    return [(hit.segment, hit.doc, hit.score * scale) for hit in hits]


cdef class FoundDocument:
    """What every hit of a page has; results/results.py makes Hit of it."""
    cdef readonly object _segment, _matching
    cdef readonly uint32_t _document
    cdef readonly double score
    cdef readonly tuple copies
    cdef SegmentView view

    @property
    def id(self):
        return text_of(self.view.segment.get().id(self._document))

    @property
    def headline(self):
        return text_of(self.view.segment.get().headline(self._document))


def hits(type made not None, tuple segments not None, list found not None, matching, list copies=None):
    """An instance of `made`, a subclass of FoundDocument, for each (segment, document, score)."""
    cdef tuple nothing = ()
    cdef Py_ssize_t i
    cdef FoundDocument one
    cdef list page = []
    if not issubclass(made, FoundDocument):
        raise TypeError("FoundDocument is what hits are made of")
    for i in range(len(found)):
        segment, document, score = found[i]
        one = <FoundDocument>(<PyTypeObject*>made).tp_new(made, <PyObject*>nothing, NULL)
        one._segment = segments[segment]
        one.view = one._segment.view
        one._document = document
        one.score = score
        one._matching = matching
        one.copies = nothing if copies is None else copies[i]
        page.append(one)
    return page
