from simulator.engine.book cimport Book

cdef class Solving:
    cdef Book _book
    cdef object _shares, _pool_of
    cpdef bint solves(self, Py_ssize_t case, Py_ssize_t attempt, Py_ssize_t type_, Py_ssize_t pool) except *
