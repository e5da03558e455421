cimport cython

from simulator.routing.candidates cimport Candidates
from simulator.routing.protocol cimport AgentRule, FreeAgent, Taken

cdef class FewestContacts(AgentRule):
    cdef Candidates _candidates
    cdef Taken _taken
    @cython.locals(
        best=FreeAgent, agent=FreeAgent, contacts=Py_ssize_t, fewest=Py_ssize_t, since_s=double, earliest_s=double
    )
    cpdef choose(self, groups)
