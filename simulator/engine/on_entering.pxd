cimport cython

from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.flows cimport Entering, Flow
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.overflow_turns cimport OverflowTurns
from simulator.engine.overflow_verbs cimport OverflowVerbs
from simulator.engine.reading cimport Reading
from simulator.engine.tables.overflow_terms cimport OverflowTerms

cdef class OnEntering(Entering):
    cdef bint _any
    cdef OverflowAsked _asked
    cdef Center _center
    cdef list _of_segment
    cdef OverflowTurns _turns
    cdef OverflowVerbs _verbs
    @cython.locals(center=Center, book=Book, now_s=double, rule=OverflowTerms, reading=Reading, going_on=Flow)
    cpdef Flow comes(self, Py_ssize_t row, Flow flow)
    cpdef void begins(self, Py_ssize_t row) except *
    cpdef void goes_on(self, Py_ssize_t row) except *
