cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.births cimport Births
from simulator.engine.book cimport Birth, Book
from simulator.engine.doors cimport Doors
from simulator.engine.firsts cimport Firsts
from simulator.engine.flows cimport Endings, Flow
from simulator.engine.heard cimport Heard
from simulator.engine.solving cimport Solving
from simulator.engine.tables.rule_terms cimport AskedNumbers, FollowUpTerms

cdef int COMES_AGAIN, NOBODY, _AGENT, _MOVED, _REDIAL, _RETURN, _NO_CONTEXT, _LOST, _OVERFLOW
cdef double _SHORTEST_S

cdef class ComesAgain:
    cdef FollowUpTerms rule
    cdef Py_ssize_t attempt
    cdef int cause, context

cdef class ComingAgain(Endings):
    cdef Agenda _agenda
    cdef Births _births
    cdef Book _book
    cdef Doors _doors
    cdef Heard _heard
    cdef Solving _solving
    cdef list _flows, _lists, _group_of_skill
    cdef dict _coming, _of_either
    cdef tuple _rules
    cdef object _record
    cdef AskedNumbers _asked
    cdef double _born_until_s
    cdef int _comes
    @cython.locals(
        book=Book, case=Py_ssize_t, attempt=Py_ssize_t, segment=Py_ssize_t, type_=Py_ssize_t, ordinal=Py_ssize_t,
        flow=Flow, born=Birth, firsts=Firsts, asked=tuple, rule=FollowUpTerms, delay_s=double, again_s=double,
        context=int, number=Py_ssize_t, moved_from=Py_ssize_t
    )
    cpdef void ended(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *
    cpdef void ended_unnoticed(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *
    @cython.locals(book=Book, cases=Py_ssize_t, first=Py_ssize_t, born=Birth)
    cdef Py_ssize_t _moved_from(self, Py_ssize_t row) except? -1
    cdef tuple _either(self, Py_ssize_t one, Py_ssize_t other)
    cdef void _plan(self, Py_ssize_t row, double again_s, ComesAgain coming) except *
    @cython.locals(coming=ComesAgain, rule=FollowUpTerms, type_=Py_ssize_t, child=Py_ssize_t, context=int)
    cpdef void come(self, Py_ssize_t row) except *
    @cython.locals(book=Book, cases=Py_ssize_t, born=Birth)
    cdef Py_ssize_t _type_at_first(self, Py_ssize_t row) except -1

cdef class _Comes(Moment):
    cdef ComingAgain _follow_ups
    cpdef void happen(self, Py_ssize_t row) except *
