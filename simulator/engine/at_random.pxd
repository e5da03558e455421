from simulator.demand.later cimport ordinal_of
from simulator.engine.book cimport Book
from simulator.engine.flows cimport Looking
from simulator.routing.candidates cimport WithRoom
from simulator.routing.longest_idle cimport LongestIdle
from simulator.routing.protocol cimport AgentRule

cdef int _AGENT

cdef class Looks(Looking):
    cdef Book _book
    cdef dict _looks
    cdef Py_ssize_t _row
    cpdef void look(self, Py_ssize_t row) except *
    cpdef double uniform(self) except -1

cdef class AnyAgent(AgentRule):
    cdef Looks _looks
    cdef object _keeps
    cpdef choose(self, groups)

cdef class AnyPool(AgentRule):
    cdef Looks _looks
    cdef object _keeps
    cpdef choose(self, groups)

cdef class AnyGroup(AgentRule):
    cdef Looks _looks
    cdef object _group_of, _keeps
    cdef LongestIdle _longest
    cpdef choose(self, groups)

cdef class AnyWithRoom(AgentRule):
    cdef Looks _looks
    cdef WithRoom _candidates
    cpdef choose(self, groups)
