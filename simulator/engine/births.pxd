cimport cython

from simulator.demand.later cimport Later
from simulator.engine.book cimport Birth, Book, birth
from simulator.engine.joining cimport Joining

cdef int _NO_CONTEXT

cdef class Births:
    cdef Joining _joining
    cdef Later _later
    cdef Book _book
    @cython.locals(
        book=Book, case=Py_ssize_t, segment=Py_ssize_t, talk_s=double, wrap_up_s=double, patience_s=double, born=Birth
    )
    cpdef Py_ssize_t bear(
        self, Py_ssize_t parent, Py_ssize_t type_, int cause, Py_ssize_t attempt, Py_ssize_t hop, double at_s,
        int context=*
    ) except -1
