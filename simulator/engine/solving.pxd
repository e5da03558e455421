cimport cython

from simulator.demand.later cimport ordinal_of
from simulator.engine.book cimport Book

cdef int _SOLVED

cdef class Solving:
    cdef Book _book
    cdef tuple _shares
    cdef object _skill_of
    @cython.locals(share=double, shares=tuple)
    cpdef bint solves(self, Py_ssize_t row, Py_ssize_t case, Py_ssize_t attempt, Py_ssize_t type_, Py_ssize_t skill) except *
