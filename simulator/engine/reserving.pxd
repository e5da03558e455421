cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.floor cimport AgentPool, Lane
from simulator.engine.queues cimport Queue
from simulator.engine.waking cimport Sleeper, Waking
from simulator.engine.watched cimport Barrier, Listener
from simulator.routing.protocol cimport AgentRule

cdef class KeptLane:
    cdef public list always, arriving
    cdef public Lane lane
    cdef public Py_ssize_t most, priority

cdef class ReservingQueues:
    cdef list _alone, _behind
    cdef public Barrier gate
    cdef public Py_ssize_t priority
    @cython.locals(number=Py_ssize_t, queue=Queue)
    cpdef Py_ssize_t waiting(self, double now_s) except -1

cdef class Reserving(Listener):
    cdef Agenda _agenda
    cdef AgentPool _pool
    cdef list _reserves, _kept
    cdef Sleeper _sleeper
    cdef Waking _waking
    cdef public bint is_gated
    cpdef void changed(self) except *
    @cython.locals(number=Py_ssize_t, kept=KeptLane, keep=Py_ssize_t, waiting=Py_ssize_t)
    cpdef void refresh(self) except *
    @cython.locals(are_fewer=bint, kept=KeptLane)
    cpdef bint wakes(self) except -1
    @cython.locals(found=bint, kept=KeptLane)
    cdef bint _are_fewer(self) except -1
    @cython.locals(waiting=Py_ssize_t, now_s=double, one=ReservingQueues)
    cdef Py_ssize_t _waiting_before(self, Py_ssize_t priority) except -1

cdef class KeptAnew(AgentRule):
    cdef list _reserving
    cdef AgentRule _rule
    @cython.locals(one=Reserving)
    cpdef choose(self, groups)

cdef class _ReserveSleeper(Sleeper):
    cdef Reserving _reserving
    cpdef bint wake(self, double now_s) except -1
