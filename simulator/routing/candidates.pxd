cimport cython

from simulator.routing.protocol cimport AlikeHands, FreeAgent, Group

cdef class Candidates:
    cpdef list of(self, groups)
    cpdef double since_s(self, FreeAgent agent) except? -1

cdef class Idle(Candidates):
    cdef object _keeps
    @cython.locals(group=Group, found=list)
    cpdef list of(self, groups)
    cpdef double since_s(self, FreeAgent agent) except? -1

cdef class WithRoom(Candidates):
    cdef Py_ssize_t _channel
    cdef object _keeps
    @cython.locals(group=Group, hands=AlikeHands, found=list, is_kept=bint)
    cpdef list of(self, groups)
    cpdef double since_s(self, FreeAgent agent) except? -1
