cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.floor cimport AgentPool
from simulator.engine.joins cimport Joins
from simulator.engine.reading cimport Reading
from simulator.engine.waking cimport Sleeper, Waking
from simulator.engine.watched cimport Barrier, Listener
from simulator.routing.protocol cimport AgentRule, Group

cdef int STAFF_STARTS, _LOOKS
cdef double inf

cdef class PoolGate(Barrier):
    cdef public AgentPool pool
    cdef public Listener reserving
    cdef public Reading reading
    cdef public double every_s
    cdef Joins _joins
    cdef Agenda _agenda
    cdef Waking _waking
    cdef bint _has_kept, _is_open
    cdef double _next_s
    cdef Sleeper _sleeper
    cdef int _number
    @cython.locals(is_open=bint)
    cpdef bint is_open(self, double now_s) except -1
    cpdef bint holds(self, double now_s) except -1
    cpdef void ask(self) except *
    cpdef void changed(self) except *
    @cython.locals(was_open=bint, now_s=double)
    cpdef void look(self) except *
    @cython.locals(next_s=double)
    cpdef bint wakes(self, double now_s) except -1

cdef class _GateSleeper(Sleeper):
    cdef PoolGate _gate
    cpdef bint wake(self, double now_s) except -1

cdef class _Opens(Moment):
    cdef PoolGate _gate
    cpdef void happen(self, Py_ssize_t _) except *

cdef class LooksAtGate(Moment):
    cdef Agenda _agenda
    cdef PoolGate _gate
    cdef int _number
    cdef tuple _stretches
    cpdef plan(self)
    cpdef void happen(self, Py_ssize_t entity) except *
    cdef void _plan_next(self, Py_ssize_t stretch, double now_s) except *

cdef class Gated(AgentRule):
    cdef AgentRule _rule
    cdef Agenda _agenda
    cdef list _gates
    @cython.locals(now_s=double, able=list, group=Group, gate=PoolGate)
    cpdef choose(self, groups)
