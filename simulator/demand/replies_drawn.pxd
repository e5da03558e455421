cimport cython

from simulator.demand.awake cimport Awake
from simulator.demand.hash_one cimport uniform as u
from simulator.demand.look_up cimport Inverse

cdef unsigned long long _REPLIES, _TALK, _THINKING, _PATIENCE
cdef int _LOOK

cdef unsigned long long _of_reply(unsigned long long ordinal, unsigned long long number) noexcept

cdef class NumberOfReplies:
    cdef tuple _numbers, _upper
    cpdef Py_ssize_t at(self, double uniform) except -1
    cpdef Py_ssize_t drawn(self, unsigned long long key, unsigned long long ordinal) except -1

cdef class RepliesDrawn:
    cdef public Awake awake
    cdef NumberOfReplies _number
    cdef Inverse _work, _thinking, _patience
    cpdef Py_ssize_t replies(self, unsigned long long key, unsigned long long ordinal) except -1
    cpdef double work_s(self, unsigned long long key, unsigned long long ordinal, Py_ssize_t number) except? -1
    cpdef double thinking_s(self, unsigned long long key, unsigned long long ordinal, Py_ssize_t number) except? -1
    cpdef double patience_s(self, unsigned long long key, unsigned long long ordinal, Py_ssize_t number) except? -1
