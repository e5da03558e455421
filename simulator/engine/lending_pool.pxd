cimport cython

from simulator.engine.floor cimport Agent
from simulator.engine.on_the_floor cimport WatchedPool

cdef int FREE, NOBODY

cdef class Lender:
    cpdef void left(self, Py_ssize_t errand, double now_s) except *

cdef class LendingPool(WatchedPool):
    cdef public Lender lender
    cdef public Py_ssize_t errand
    cdef object _errands
    cdef dict _told
    cpdef void order(self, double since_s) except *
    @cython.locals(before=Py_ssize_t)
    cpdef void takes_order(self, Agent agent) except *
    cpdef void tell(self, Agent agent, double since_s) except *
    cpdef void take_back(self, double now_s) except *
    @cython.locals(errand=Py_ssize_t)
    cpdef void keep(self, Agent agent, double now_s) except *
    @cython.locals(errand=Py_ssize_t)
    cpdef void leave(self, Agent agent, double now_s, double overtime_since_s) except *
    cdef void _goes(self, Py_ssize_t errand, double now_s) except *
    cpdef bint calls_late(self, double now_s) except *
    cpdef bint holds_back(self, Agent agent, double now_s) except *
    @cython.locals(place=Py_ssize_t, agent=Agent)
    cpdef void go_home_instead(self, Py_ssize_t errand, double now_s) except *
    cpdef Py_ssize_t seats_left(self) except -1
    cpdef Agent reserve(self)
    cpdef void release(self, Agent seat) except *
    cpdef void come(self, Agent seat, double paid_since_s, double now_s) except *
