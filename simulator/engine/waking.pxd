cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.while_waiting cimport StepsOfWaits

cdef int NONE, WAKE, WAKE_LATE

cdef class Sleeper:
    cpdef bint wake(self, double now_s) except -1

cdef class Waking(Moment):
    cdef Agenda _agenda
    cdef Duty _duty
    cdef list _asked
    cdef StepsOfWaits _steps
    cdef double _planned_s
    cdef int _number
    @cython.locals(now_s=double, when=int)
    cpdef void ask(self, AgentPool pool, Sleeper sleeper) except *
    @cython.locals(asked=list, now_s=double, pool=AgentPool, sleeper=Sleeper, agent=Agent)
    cpdef void happen(self, Py_ssize_t _) except *
