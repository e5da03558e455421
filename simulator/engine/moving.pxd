cimport cython

from simulator.engine.agenda cimport Moment
from simulator.engine.births cimport Births
from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.flows cimport Entering, Flow
from simulator.engine.queues cimport Queue
from simulator.engine.tables.overflow_terms cimport OverflowTerms
from simulator.engine.trunks cimport Trunk

cdef int ARRIVAL, NOBODY, _MOVED, _OVERFLOW, _LOST
cdef double inf

cdef class Moving(Moment):
    cdef Births _births
    cdef Center _center
    cdef list _channel_of
    cdef int _number
    @cython.locals(
        center=Center, now_s=double, book=Book, is_asked=bint, waited_s=double, context=int, hop=Py_ssize_t,
        child=Py_ssize_t
    )
    cpdef void move(self, Py_ssize_t row, OverflowTerms rule) except *
    @cython.locals(center=Center, flow=Flow)
    cpdef void leave(self, Py_ssize_t row) except *
    @cython.locals(to_tell=dict)
    cdef void _tells_again(self, Py_ssize_t row, Py_ssize_t child, OverflowTerms rule) except *
    @cython.locals(center=Center, old=Flow, new=Flow, goes_on=bint, given=Trunk, taken=Trunk, is_there=bint)
    cdef void _change_lines(self, Py_ssize_t row, Py_ssize_t child) except *
    @cython.locals(center=Center, flow=Flow)
    cpdef void happen(self, Py_ssize_t row) except *
