cimport cython

from simulator.time_grid cimport on_grid

from simulator.engine.answered_after cimport AnsweredAfter, MeanOfLast
from simulator.engine.joins cimport Joins
from simulator.engine.staff_counts cimport on_duty

cdef double _DAY_S, inf

cdef class Predicted:
    cpdef double wait_s(self, double now_s) except? -1
    cpdef double begins_s(self) except? -1
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except *

cdef class LastWait(Predicted):
    cdef AnsweredAfter _answers
    cpdef double wait_s(self, double now_s) except? -1

cdef class AverageWait(Predicted):
    cdef AnsweredAfter _answers
    cpdef double wait_s(self, double now_s) except? -1

cdef class MeanWait(Predicted):
    cdef MeanOfLast _mean
    cpdef double wait_s(self, double now_s) except? -1

cdef class WaitOfHead(Predicted):
    cdef Joins _joins
    cpdef double wait_s(self, double now_s) except? -1
    cpdef double begins_s(self) except? -1
    cpdef bint by_time(self) except *

cdef class WaitOfQueue(Predicted):
    cdef Joins _joins
    cdef list _pools, _clock_s, _handle_s
    @cython.locals(agents=Py_ssize_t, mean_s=double)
    cpdef double wait_s(self, double now_s) except? -1
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except *
