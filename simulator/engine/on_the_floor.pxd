cimport cython

from simulator.engine.floor cimport Agent, AgentPool, Lane
from simulator.engine.reserving cimport Reserving
from simulator.engine.watched cimport Watched

cdef class WatchedPool(AgentPool):
    cdef public Watched staff
    cdef public bint gated, reserved
    cdef public Reserving reserving
    cpdef tuple lanes_for(self, Agent agent, double now_s)
    cpdef tuple lanes_late(self, double now_s)
    @cython.locals(tier=tuple, lane=Lane)
    cdef tuple _open_of(self, tuple lanes, double now_s)
    cpdef void changed(self) except *
    cpdef void rest(self, Agent agent) except *
    cpdef void leave(self, Agent agent, double now_s, double overtime_since_s) except *
    cpdef Agent call_in(self, double now_s)
    cpdef void tell(self, Agent agent, double since_s) except *
    cpdef void let_stay(self, Agent agent) except *

cdef bint _may_be_taken(Lane lane, double now_s) except *
