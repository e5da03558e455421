cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.births cimport Births
from simulator.engine.book cimport Book
from simulator.engine.doors cimport Doors
from simulator.engine.flows cimport Endings, Flow
from simulator.engine.heard cimport Heard
from simulator.engine.solving cimport Solving

cdef int COMES_AGAIN, NOBODY, _AGENT, _MOVED, _REDIAL, _RETURN, _NO_CONTEXT, _LOST
cdef double _SHORTEST_S

cdef class ComingAgain(Endings):
    cdef Agenda _agenda
    cdef Births _births
    cdef Book _book
    cdef Doors _doors
    cdef Heard _heard
    cdef Solving _solving
    cdef list _flows
    cdef dict _coming
    cdef object _record, _rules
    cdef int _comes
    @cython.locals(
        book=Book, case=Py_ssize_t, attempt=Py_ssize_t, segment=Py_ssize_t, type_=Py_ssize_t, ordinal=Py_ssize_t,
        flow=Flow, share=double, delay_s=double, again_s=double, context=int
    )
    cpdef void ended(self, Py_ssize_t row, int how, double now_s, Py_ssize_t pool) except *
    cdef void _plan(self, Py_ssize_t row, double again_s, coming) except *
    @cython.locals(type_=Py_ssize_t, child=Py_ssize_t, context=int)
    cpdef void come(self, Py_ssize_t row) except *
    @cython.locals(book=Book, cases=Py_ssize_t)
    cdef Py_ssize_t _type_at_first(self, Py_ssize_t row) except -1

cdef class _Comes(Moment):
    cdef ComingAgain _follow_ups
    cpdef void happen(self, Py_ssize_t row) except *
