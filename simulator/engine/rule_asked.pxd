cimport cython

from simulator.engine.armed cimport Armed
from simulator.engine.book cimport Book
from simulator.engine.tables.overflow_terms cimport OverflowTerms

cdef class RuleAsked:
    cdef Book _book
    cdef public dict armed, readings, waits_s
    cdef public Armed due
    cdef public list passed
    cdef public OverflowTerms rule
    cpdef void read(self, Py_ssize_t type_, object reading) except *
    @cython.locals(book=Book, row=Py_ssize_t, since_s=double)
    cpdef void gather(self) except *
