cimport cython

from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent
from simulator.engine.waking cimport Sleeper

cdef class LeftToOthers(Sleeper):
    cdef Duty _duty
    cdef list _asked
    cpdef void add(self, Agent agent) except *
    @cython.locals(asked=list, agent=Agent, one=Agent)
    cpdef bint wake(self, double now_s) except -1
