# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""Bindings of day_buckets.hpp; see buckets.pyi."""

from datetime import date

from libc.stdint cimport int32_t, int64_t, uint64_t
from libcpp.string cimport string
from libcpp.vector cimport vector


cdef extern from *:
    """
    #include "day_buckets.hpp"
    """
    cdef cppclass Unit "searchlib::Unit" nogil:
        pass
    cdef cppclass DayCount "searchlib::DayCount" nogil:
        int32_t first
        uint64_t count
    int32_t LAST_DAY "searchlib::LAST_CALENDAR_DAY"
    int32_t bucket_of "searchlib::bucket_of"(int32_t, Unit) nogil
    int32_t bucket_number "searchlib::bucket_number"(int32_t, Unit) nogil
    int32_t last_of_bucket "searchlib::last_of_bucket"(int32_t, Unit) nogil
    string bucket_label "searchlib::bucket_label"(int32_t, Unit) except +
    vector[DayCount] with_empty_buckets "searchlib::with_empty_buckets"(const vector[DayCount]&, Unit, int64_t, int64_t) except +
    Unit unit_of "static_cast<searchlib::Unit>"(int)


cdef class Bucket:
    cdef int unit
    cdef int32_t day
    cdef readonly uint64_t count, total

    def __init__(self, int unit, int32_t day, uint64_t count, uint64_t total=0):
        self.unit, self.day = checked(unit), bucket_of(day, unit_of(unit))
        self.count, self.total = count, total

    @property
    def label(self):
        return bucket_label(self.day, unit_of(self.unit)).decode("ascii")

    @property
    def first(self):
        return date.fromordinal(self.day)

    @property
    def last(self):
        return date.fromordinal(last_of_bucket(self.day, unit_of(self.unit)))

    @property
    def number(self):
        return bucket_number(self.day, unit_of(self.unit))

    @property
    def share(self):
        return self.count / <double>self.total if self.total else 0.0

    def __reduce__(self):
        return Bucket, (self.unit, self.day, self.count, self.total)

    def __eq__(self, other):
        return self.__reduce__() == other.__reduce__() if isinstance(other, Bucket) else NotImplemented

    def __hash__(self):
        return hash(self.__reduce__()[1])

    def __repr__(self):
        of_all = f" of {self.total}" if self.total else ""
        return f"<Bucket {self.label}: {self.count}{of_all}>"


cdef int checked(int unit) except -1:
    if not 0 <= unit <= 4:
        raise ValueError("a unit is a number from 0 to 4")
    return unit


def buckets(int unit, days not None, counts not None, dict totals, int64_t most_empty, int64_t most):
    cdef vector[DayCount] counted
    cdef DayCount one
    cdef Bucket bucket
    cdef list made = []
    checked(unit)
    for day, count in zip(days, counts, strict=True):
        one.first, one.count = bucket_of(day, unit_of(unit)), count
        counted.push_back(one)
    for one in with_empty_buckets(counted, unit_of(unit), most_empty, most):
        bucket = Bucket.__new__(Bucket)
        bucket.unit, bucket.day, bucket.count = unit, one.first, one.count
        if totals:
            bucket.total = totals.get(one.first, 0)
        made.append(bucket)
    return tuple(made)
