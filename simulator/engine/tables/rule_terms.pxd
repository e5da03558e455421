cimport cython

from simulator.demand.look_up cimport Inverse
from simulator.time_grid cimport on_grid

cdef int _AGENT

cdef class FollowUpTerms:
    cdef public unsigned long long share_purpose, after_purpose
    cdef public object ends, solved, type
    cdef public tuple share
    cdef public double attempts, story_s
    cdef public Inverse after
    cdef public int context
    cpdef bint listens_to_talks(self) except *
    @cython.locals(share=tuple)
    cpdef double share_of(self, Py_ssize_t attempt) except? -1

cdef class TransferTerms:
    cdef public unsigned long long purpose
    cdef public tuple share
    cdef public double part, part_s, story_s
    cdef public object type, group, warm_s
    cdef public str place
    cdef public int context
    @cython.locals(share=tuple)
    cpdef double share_of(self, Py_ssize_t hop) except? -1
    cpdef double first_part_s(self, double talk_s) except? -1

cdef class AskedNumbers:
    cdef Py_ssize_t _segments, _groups
    cdef list _numbers
    cpdef Py_ssize_t of(self, Py_ssize_t type_, Py_ssize_t segment, Py_ssize_t group) except -1
