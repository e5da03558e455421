cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.book cimport Book
from simulator.engine.flows cimport Flow
from simulator.engine.slots cimport DispatchesAgain

cdef int STEP, TIMER

cdef class Waits(DispatchesAgain):
    cdef public Agenda agenda
    cdef public Book book
    cdef public list flows
    cpdef void lose_patience(self, Py_ssize_t row) except *
    cpdef void leave_voicemail(self, Py_ssize_t row) except *
    cpdef void look_again(self, Py_ssize_t row) except *

cdef class EndOfPatience(Moment):
    cdef Waits _center
    cdef Book _book
    @cython.locals(book=Book, center=Waits)
    cpdef void happen(self, Py_ssize_t row) except *

cdef class VoicemailLimit(Moment):
    cdef Waits _center
    @cython.locals(book=Book, center=Waits)
    cpdef void happen(self, Py_ssize_t row) except *

cdef class StepsOfWaits(Moment):
    cdef Waits _center
    cdef list _looking
    cdef int _step, _turn
    @cython.locals(center=Waits)
    cpdef void plan(self, Py_ssize_t row, Flow flow) except *
    @cython.locals(book=Book, center=Waits, flow=Flow, following=Flow, now_s=double)
    cpdef void happen(self, Py_ssize_t row) except *
    cpdef bint any_looking(self) except *
    @cython.locals(book=Book, row=Py_ssize_t, since_s=double)
    cpdef void look(self) except *

cdef class _Turn(Moment):
    cdef StepsOfWaits _steps
    cpdef void happen(self, Py_ssize_t _) except *
