cimport cython

from simulator.engine.holding cimport Holding

cdef double inf

cdef class Reading:
    cdef Holding _check
    cdef public list waits_s
    cdef double _until_s
    cpdef bint holds(self, double now_s, double wait_s) except -1
    cpdef bint may_hold(self, double wait_s) except -1
    cpdef bint by_time(self) except -1
    @cython.locals(next_s=double)
    cpdef double next_s(self, double now_s) except? -1
