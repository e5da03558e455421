cimport cython

from simulator.engine.conversing cimport Conversing
from simulator.engine.flows cimport Flow, Passing
from simulator.engine.silences cimport Silences
from simulator.engine.tables.silent_terms cimport SilentTerms
from simulator.engine.trunks cimport Trunk
from simulator.engine.waiting_again cimport WaitingAgain

cdef int NOBODY, _ABANDONED, _BLOCKED, _CLEARED, _VOICEMAIL, _SENT_AWAY

cdef class Unserved(WaitingAgain):
    cdef public object record
    cdef public Conversing conversing
    cdef public Silences silences
    cpdef void lose_patience(self, Py_ssize_t row) except *
    @cython.locals(flow=Flow, terms=SilentTerms, passing=Passing)
    cdef bint _leaves_silently(self, Py_ssize_t row, Silences silences) except *
    @cython.locals(passing=Passing)
    cpdef void leave_voicemail(self, Py_ssize_t row) except *
    cpdef bint is_gone(self, Py_ssize_t row) except *
    cpdef void clear(self, Py_ssize_t type_) except *
    @cython.locals(flow=Flow, row=Py_ssize_t)
    cpdef void send_away(self, Py_ssize_t type_, int how) except *
    @cython.locals(flow=Flow)
    cpdef void leave_queue(self, Py_ssize_t row) except *
    @cython.locals(mine=Trunk, of_type=bint)
    cpdef void end_without_line(self, Py_ssize_t row, Flow flow) except *
    @cython.locals(flow=Flow, now_s=double)
    cpdef void end_without_agent(self, Py_ssize_t row, int how, rule, tuple by=*, Py_ssize_t skill=*) except *
    @cython.locals(flow=Flow, now_s=double)
    cpdef void end_unnoticed(self, Py_ssize_t row, int how, rule, Py_ssize_t skill) except *
    cpdef void tell(self, rule, Py_ssize_t row, tuple by=*) except *
