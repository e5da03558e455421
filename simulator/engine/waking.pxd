cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool

cdef int NONE, WAKE

cdef class Sleeper:
    cpdef bint wake(self, double now_s) except *

cdef class Waking(Moment):
    cdef Agenda _agenda
    cdef Duty _duty
    cdef list _asked
    cdef double _planned_s
    cdef int _number
    @cython.locals(now_s=double)
    cpdef void ask(self, AgentPool pool, Sleeper sleeper) except *
    @cython.locals(asked=list, now_s=double, pool=AgentPool, sleeper=Sleeper, agent=Agent)
    cpdef void happen(self, Py_ssize_t _) except *
