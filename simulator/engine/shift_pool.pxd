cimport cython

from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.on_the_floor cimport WatchedPool
from simulator.engine.stopping cimport is_at_ease

cdef int AWAY, BREAK, FREE, IN_HAND, LEAVE, NONE, OFF

cdef class Planner:
    cpdef void has_let_go(self, Agent agent, double now_s) except *
    cpdef bint stays(self, Agent agent, double now_s) except *
    cpdef bint is_through(self, Agent agent, double now_s) except *
    cpdef bint goes_on_here(self, Agent agent, double now_s) except *
    cpdef void leaves_to_others(self, Agent agent) except *
    cpdef void has_left(self, Agent agent, double now_s) except *
    cpdef void rested(self, Agent agent) except *

cdef class ShiftPool(WatchedPool):
    cdef public Planner planner
    cdef Py_ssize_t _there
    cpdef Py_ssize_t staying(self) except -1
    cpdef void come(self, Agent agent, double paid_since_s, double now_s) except *
    cpdef void goes_away(self, Agent agent) except *
    cpdef void leave(self, Agent agent, double now_s, double overtime_since_s) except *
    cpdef void give(self, Agent agent, int order, double since_s) except *
    cpdef void shuts(self, Agent agent, tuple channels) except *
    @cython.locals(told=list, place=Py_ssize_t)
    cpdef void let_stay(self, Agent agent) except *
    cpdef bint holds_back(self, Agent agent, double now_s) except *
    cpdef bint goes_on_here(self, Agent agent, double now_s) except *
    cpdef void rest(self, Agent agent) except *
    cpdef void eases(self, Agent agent) except *
