cimport cython

from simulator.demand.later cimport ordinal_of
from simulator.engine.book cimport Book
from simulator.engine.tables.silent_terms cimport SilentTerms

cdef int NOBODY, _SILENT, _NOT_YET
cdef double nan

cdef class Silence:
    cdef public double left_s, taken_s, told_s, over_s
    cdef public Py_ssize_t agent
    cdef public int how

cdef class Silences:
    cdef Book _book
    cdef public dict of
    @cython.locals(book=Book, ordinal=Py_ssize_t)
    cpdef bint leaves(self, Py_ssize_t row, SilentTerms terms, double now_s, Py_ssize_t agent=*, double taken_s=*) except *
    cpdef bint is_gone(self, Py_ssize_t row) except *
    @cython.locals(silence=Silence)
    cpdef double left_s(self, Py_ssize_t row) except? -1
    @cython.locals(silence=Silence)
    cpdef void taken(self, Py_ssize_t row, Py_ssize_t agent, double now_s) except *
    @cython.locals(silence=Silence)
    cpdef void told(self, Py_ssize_t row, double now_s) except *
    @cython.locals(silence=Silence)
    cpdef void over(self, Py_ssize_t row, int how, double now_s) except *
