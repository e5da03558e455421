cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.births cimport Births
from simulator.engine.book cimport Book
from simulator.engine.center cimport Beyond, Center
from simulator.engine.flows cimport Passing
from simulator.engine.tables.admission cimport AdmissionTerms

cdef int ARRIVAL, HOURS_BEGIN, HOURS_END, _MOVED, _REFUSED, _VOICEMAIL, _SENT_AWAY, _REDIRECT, _OPENING

cdef class Door:
    cdef public Py_ssize_t type
    cdef public AdmissionTerms terms
    cdef public list outside

cdef class Entrance(Passing):
    cpdef void enter(self, Py_ssize_t row) except *
    cpdef bint any_coming(self) except *
    cpdef bint comes(self, Py_ssize_t row) except *
    cpdef void shut_out(self, Py_ssize_t row, bint waits) except *
    cpdef void becomes(self, Py_ssize_t row, Py_ssize_t child, bint is_passed) except *

cdef class Doors(Beyond):
    cdef Births _births
    cdef Center _center
    cdef Entrance _transfers
    cdef object _stretches, _opens, _ends, _entering
    cdef list _doors, _of_queue
    cdef int _ended, _in, _again
    cdef public int passed
    @cython.locals(center=Center, door=Door)
    cpdef void arrive(self, Py_ssize_t row) except *
    @cython.locals(center=Center)
    cpdef void arrive_later(self, Py_ssize_t row) except *
    @cython.locals(center=Center, transfers=Entrance, door=Door)
    cpdef void arrive_passed_on(self, Py_ssize_t row) except *
    @cython.locals(center=Center, now_s=double)
    cdef void _turn_away(self, Py_ssize_t row, Door door, int again) except *
    cpdef void dispatch(self) except *
    cpdef bint stop(self) except *
    @cython.locals(book=Book, attempt=Py_ssize_t, hop=Py_ssize_t, child=Py_ssize_t)
    cdef void _redirect(self, Py_ssize_t row, Py_ssize_t type_, double now_s, int again) except *
    @cython.locals(row=Py_ssize_t, door=Door)
    cpdef void go_in(self) except *
    @cython.locals(now_s=double, door=Door)
    cpdef void end(self) except *

cdef class _HoursBegin(Moment):
    cdef Doors _doors
    cpdef void happen(self, Py_ssize_t _) except *

cdef class _HoursEnd(Moment):
    cdef Doors _doors
    cpdef void happen(self, Py_ssize_t _) except *

cdef class _GoingIn(Moment):
    cdef Doors _doors
    cpdef void happen(self, Py_ssize_t _) except *

cdef class _Arrival(Moment):
    cdef Doors _doors
    cpdef void happen(self, Py_ssize_t row) except *

cdef class _PassedOn(Moment):
    cdef Doors _doors
    cpdef void happen(self, Py_ssize_t row) except *
