cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.answered_after cimport AnsweredAfter
from simulator.engine.book cimport Birth, Book
from simulator.engine.floor cimport Agent, Service
from simulator.engine.flows cimport Endings, FirstReplies
from simulator.engine.joins cimport Joins
from simulator.engine.watched cimport Watched

cdef int _ABANDONED

cdef class Noticing(Service):
    cdef Service _service
    cdef Agenda _agenda
    cdef Book _book
    cdef Joins _joins
    cdef AnsweredAfter _answers
    cdef list _staff
    cdef bint _by_replies
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    cdef void _answered(self, Py_ssize_t row) except *
    @cython.locals(staff=Watched)
    cdef void _tell(self, Agent agent) except *
    cpdef void brief(self, Py_ssize_t row, Agent agent, double for_s) except *
    cpdef void let_go(self, Py_ssize_t row, Agent agent) except *
    cpdef bint settle(self, double now_s) except *

cdef class NoticesReplies(FirstReplies):
    cdef Agenda _agenda
    cdef Book _book
    cdef AnsweredAfter _answers
    @cython.locals(now_s=double)
    cpdef void replied(self, Py_ssize_t row) except *

cdef class NoticesEnds(Endings):
    cdef Endings _endings
    cdef Book _book
    cdef AnsweredAfter _answers
    cpdef void ended(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *
    cpdef void ended_unnoticed(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *

@cython.locals(born=Birth)
cpdef bint counts(Book book, Py_ssize_t row) except *
