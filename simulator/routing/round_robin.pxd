cimport cython

from simulator.routing.candidates cimport Candidates
from simulator.routing.protocol cimport AgentRule, FreeAgent, Taken

cdef class RoundRobin(AgentRule):
    cdef Candidates _candidates
    cdef Taken _taken
    cdef Py_ssize_t _type
    @cython.locals(best=FreeAgent, agent=FreeAgent, last=Py_ssize_t)
    cpdef choose(self, groups)

cdef bint _is_earlier(Py_ssize_t number, Py_ssize_t other, Py_ssize_t last) noexcept
