cimport cython

from simulator.demand.awake cimport Awake
from simulator.demand.hash_one cimport uniform as u
from simulator.demand.look_up cimport Inverse

cdef unsigned long long _REPLIES

cdef class NumberOfReplies:
    cdef tuple _numbers, _upper
    cpdef Py_ssize_t at(self, double uniform) except -1
    cpdef Py_ssize_t drawn(self, unsigned long long key, unsigned long long ordinal) except -1

cdef class RepliesDrawn:
    cdef public Awake awake
    cdef public NumberOfReplies number
    cdef public Inverse work, thinking, patience
