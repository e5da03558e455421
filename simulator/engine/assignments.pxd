cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.floor cimport Agent, AgentPool, Service
from simulator.engine.flows cimport Flow
from simulator.routing.protocol cimport Group, Taken

cdef int NOBODY
cdef double _DAY_S

cdef class Assignments(Taken):
    cdef Agenda _agenda
    cdef long _day
    cdef Py_ssize_t _assigned
    cdef list _contacts, _last, _when
    @cython.locals(pool=Py_ssize_t)
    cpdef void assigned(self, Py_ssize_t type_, Agent agent) except *
    cpdef Py_ssize_t today(self, Py_ssize_t number) except -1
    @cython.locals(group=Group, when=Py_ssize_t, found=Py_ssize_t, latest=Py_ssize_t)
    cpdef Py_ssize_t last(self, Py_ssize_t type_, groups) except? -1
    @cython.locals(day=long)
    cdef void _turn_over(self) except *

cdef class Counting(Service):
    cdef Service _service
    cdef Book _book
    cdef list _flows
    cdef Assignments _taken
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(flow=Flow)
    cdef void _count(self, Py_ssize_t row, Agent agent) except *
    cpdef void brief(self, Py_ssize_t row, Agent agent, double for_s) except *
    cpdef void let_go(self, Py_ssize_t row, Agent agent) except *
    cpdef bint settle(self, double now_s) except *
