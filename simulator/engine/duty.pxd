cimport cython

from simulator.engine.floor cimport Agent, AgentPool, Desk
from simulator.engine.stopping cimport can_stop

cdef int AWAY, BREAK, FREE, LEAVE, OFF

cdef class Duty:
    cdef public list freed
    @cython.locals(pool=AgentPool, freed=list, desk=Desk)
    cpdef void released(self, Agent agent, double now_s) except *
    @cython.locals(pool=AgentPool, freed=list, stops=bint)
    cdef bint _carries_out(self, Agent agent, double now_s) except *
    cpdef bint stops(self, Agent agent, double now_s) except *
    @cython.locals(pool=AgentPool, freed=list)
    cpdef void dismiss(self, Agent agent, double now_s, bint stays) except *
    cpdef void look(self, Agent agent) except *
    @cython.locals(agent=Agent)
    cpdef void settle(self, list agents, double now_s) except *
    cpdef double overtime_since_s(self, Agent agent) except? -1
