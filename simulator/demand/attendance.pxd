cimport cython

from simulator.demand.hash_one cimport bits, uniform
from simulator.demand.look_up cimport Inverse
from simulator.time_grid cimport on_grid

cdef unsigned long long _KEY, _ABSENT, _LATE, _LATE_BY, _BEGINS_AWAY, _PRESENT, _AWAY
cdef int _PLACE

cdef class PersonsDay:
    cdef object _seed, _replication, _number, _day
    cdef str _name
    cdef unsigned long long _key
    @cython.locals(key=cython.ulonglong)
    cpdef unsigned long long key(self) except? 0
    @cython.locals(share=double)
    cpdef bint is_absent(self, absence) except *
    cpdef bint has(self, str name, double share) except *
    cpdef double choice(self, str name) except *
    cpdef double late_s(self, late, Py_ssize_t part) except *
    cpdef double longer_s(self, late, str name, Py_ssize_t part, Py_ssize_t number) except *
    cpdef AwayTimes away(self, rate, Py_ssize_t part)

cpdef Py_ssize_t ordinal_in(Py_ssize_t part, Py_ssize_t number) noexcept

cdef class LateRate:
    cdef Inverse _by
    cdef unsigned long long _by_purpose, _purpose
    cdef double _share
    cpdef double drawn_s(self, unsigned long long key, Py_ssize_t ordinal) except? -1

cpdef LateRate coming_late(late)
cpdef LateRate being_long(late, str name)

cdef class AwayRate:
    cdef public Inverse each, present
    cdef public double share

cpdef AwayRate away_rate(rate)

cdef class AwayTimes:
    cdef unsigned long long _key
    cdef AwayRate _rate
    cdef Py_ssize_t _part
    @cython.locals(present=Inverse)
    cpdef present_s(self, Py_ssize_t number)
    cpdef double away_s(self, Py_ssize_t number) except? -1
