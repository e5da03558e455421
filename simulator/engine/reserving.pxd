cimport cython

from simulator.engine.floor cimport AgentPool, Lane
from simulator.engine.joins cimport Joins
from simulator.engine.waking cimport Sleeper, Waking
from simulator.engine.watched cimport Listener

cdef class KeptLane:
    cdef public list always, arriving
    cdef public Lane lane
    cdef public Py_ssize_t priority

cdef class Reserving(Listener):
    cdef AgentPool _pool
    cdef list _reserves, _kept
    cdef Sleeper _sleeper
    cdef Waking _waking
    cpdef void changed(self) except *
    @cython.locals(number=Py_ssize_t, fewer=bint, kept=KeptLane, keep=Py_ssize_t, waiting=Py_ssize_t)
    cpdef bint refresh(self) except *
    @cython.locals(waiting=Py_ssize_t, joins=Joins, mine=Py_ssize_t)
    cdef Py_ssize_t _waiting_before(self, Py_ssize_t priority) except -1

cdef class _ReserveSleeper(Sleeper):
    cpdef bint wake(self, double now_s) except *
