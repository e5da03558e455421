cimport cython

from simulator.engine.book cimport Book

cdef int NOBODY

cdef class Joining:
    cdef object _eligibility
    cdef list _usual
    cdef dict _alone
    @cython.locals(of_type=list)
    cpdef Py_ssize_t queue_of(self, Py_ssize_t type_, Py_ssize_t segment) except -1
    @cython.locals(queue=Py_ssize_t, into=tuple)
    cpdef Py_ssize_t own_queue(self, Book book, Py_ssize_t row, Py_ssize_t type_, Py_ssize_t segment) except -1
    cpdef Py_ssize_t queue_to(self, Py_ssize_t type_, Py_ssize_t segment, Py_ssize_t group) except -1
