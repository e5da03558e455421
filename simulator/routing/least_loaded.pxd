cimport cython

from simulator.routing.protocol cimport AgentRule

cdef class LeastLoaded(AgentRule):
    cdef Py_ssize_t _channel
    cdef object _keeps
    cpdef choose(self, groups)
