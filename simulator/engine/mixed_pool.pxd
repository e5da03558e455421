cimport cython

from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.shift_pool cimport ShiftPool
from simulator.engine.waking cimport Sleeper, Waking
from simulator.routing.protocol cimport AgentRule

cdef int AWAY, OFF
cdef double inf

cdef class MixedPool(ShiftPool):
    cdef public Together together
    @cython.locals(number=Py_ssize_t)
    cpdef Py_ssize_t with_nothing_in_hand(self) except -1
    cpdef Py_ssize_t idle_in_group(self) except -1
    cpdef void rest(self, Agent agent) except *

cdef class Together:
    cdef public list pools
    cdef double _kept_with
    cdef list _sleepers
    cdef Waking _waking
    @cython.locals(number=Py_ssize_t, pool=AgentPool)
    cpdef Py_ssize_t with_nothing_in_hand(self) except -1
    @cython.locals(number=Py_ssize_t, pool=AgentPool)
    cpdef Py_ssize_t idle(self) except -1
    cpdef void keeps_with(self, Py_ssize_t number) except *
    @cython.locals(pool=AgentPool, sleeper=Sleeper)
    cpdef void has_rested(self) except *

cdef class _MixedSleeper(Sleeper):
    cpdef bint wake(self, double now_s) except -1

cdef class KeptTogether(AgentRule):
    cdef list _kept, _apart, _together
    cdef AgentRule _rule
    @cython.locals(
        kept=list, apart=list, together=Together, idle=Py_ssize_t, pool=AgentPool, keep=Py_ssize_t
    )
    cpdef choose(self, groups)
