cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.columns cimport service_record
from simulator.engine.tables.overflow_terms cimport OverflowTerms

cdef int LEFT_OUT
cdef Py_ssize_t _ATTEMPTS

cdef class OverflowAsked:
    cdef Agenda _agenda
    cdef Book _book
    cdef list _asked
    @cython.locals(book=Book)
    cpdef bint was(self, OverflowTerms rule, Py_ssize_t row) except -1
    @cython.locals(book=Book, case=Py_ssize_t, attempt=Py_ssize_t)
    cpdef bint applies(self, OverflowTerms rule, Py_ssize_t row) except -1
    @cython.locals(book=Book)
    cpdef bint accepts(self, OverflowTerms rule, Py_ssize_t row) except -1
    cpdef void write(self, OverflowTerms rule, Py_ssize_t row, int did) except *
