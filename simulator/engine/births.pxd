cimport cython

from simulator.engine.book cimport Book

cdef int _NO_CONTEXT

cdef class Births:
    cdef Book _book
    cdef object _eligibility, _later
    @cython.locals(book=Book, case=Py_ssize_t, segment=Py_ssize_t)
    cpdef Py_ssize_t bear(
        self, Py_ssize_t parent, Py_ssize_t type_, int cause, Py_ssize_t attempt, Py_ssize_t hop, double at_s,
        int context=*
    ) except -1
