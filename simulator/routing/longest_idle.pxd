cimport cython

from simulator.routing.protocol cimport AgentRule, FreeAgent, Group

cdef class LongestIdle(AgentRule):
    @cython.locals(best=FreeAgent, agent=FreeAgent, group=Group)
    cpdef choose(self, groups)
