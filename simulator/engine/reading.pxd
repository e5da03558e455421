cimport cython

from simulator.engine.holding cimport Holding

cdef double inf

cdef class Reading:
    cdef Holding _check
    cdef public list waits_s
    cdef double _until_s
    cpdef bint holds(self, double now_s, double wait_s) except *
    cpdef bint may_hold(self, double wait_s) except *
    cpdef bint by_time(self) except *
    @cython.locals(next_s=double)
    cpdef double next_s(self, double now_s) except? -1
