cdef class FreeAgent:
    cdef public Py_ssize_t id
    cdef public double idle_since_s

cdef class Group:
    cdef public Py_ssize_t number
    cdef public object idle
    cdef public list hands

cdef class AlikeHands:
    cdef public Py_ssize_t used
    cdef public object takes
    cdef public list agents

cdef class WaitingQueue:
    cdef public Py_ssize_t length, head
    cdef public double head_start_s
    cpdef double head_place_s(self) except? -1

cdef class WaitingLane:
    cdef public WaitingQueue queue

cdef class AgentRule:
    cpdef choose(self, groups)
