cdef class FreeAgent:
    cdef public Py_ssize_t id
    cdef public double idle_since_s, assigned_s

cdef class Group:
    cdef public Py_ssize_t number
    cdef public object idle
    cdef public bint is_closed
    cdef public list hands
    cpdef Py_ssize_t idle_in_group(self) except -1

cdef class AlikeHands:
    cdef public Py_ssize_t used
    cdef public object takes
    cdef public list agents

cdef class WaitingQueue:
    cdef public Py_ssize_t length, head
    cdef public double head_start_s, age_rate, age_cap_s, target_s
    cpdef double head_place_s(self) except? -1
    cpdef double head_age_s(self, double now_s) except? -1

cdef class WaitingLane:
    cdef public WaitingQueue queue

cdef class Taken:
    cpdef Py_ssize_t today(self, Py_ssize_t number) except -1
    cpdef Py_ssize_t last(self, Py_ssize_t type_, groups) except? -1

cdef class ContactRule:
    cpdef choose(self, lanes, double now_s)

cdef class AgentRule:
    cpdef choose(self, groups)
