cimport cython

from simulator.routing.protocol cimport AgentRule, FreeAgent, Group

cdef class LongestIdleButKept(AgentRule):
    cdef object _keeps
    @cython.locals(best=FreeAgent, agent=FreeAgent, group=Group)
    cpdef choose(self, groups)
