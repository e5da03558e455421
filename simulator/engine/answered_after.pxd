cimport cython

from simulator.time_grid cimport on_grid

from simulator.engine.columns cimport Line
from simulator.engine.watched cimport Watched

cdef class AnsweredAfter(Watched):
    cdef public double average_s, last_s, target_s
    cdef public list means, windows
    @cython.locals(mean=MeanOfLast, window=Window)
    cpdef void answered(self, double wait_s, bint is_first, double now_s) except *
    @cython.locals(window=Window)
    cpdef void replied(self, double wait_s, double now_s) except *
    @cython.locals(window=Window)
    cpdef void abandoned(self, double now_s) except *
    cpdef MeanOfLast mean_of_last(self, Py_ssize_t number)
    cpdef begin_anew(self)

cdef class MeanOfLast:
    cdef object _waits_s
    cdef double _sum_s
    cdef public Py_ssize_t number
    cpdef void add(self, double wait_s) except *
    cpdef double mean_s(self) except? -1
    cpdef clear(self)

cdef class Window:
    cdef object _decided
    cdef Py_ssize_t _in_time
    cdef public double over_s
    cdef public tuple types
    cpdef void add(self, double now_s, bint in_time) except *
    cpdef double share(self, double now_s) except? -1
    cpdef double next_s(self, double now_s) except? -1
    cdef void _forget(self, double now_s) except *
    cpdef clear(self)
