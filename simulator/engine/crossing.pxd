cimport cython

from simulator.engine.book cimport Book
from simulator.engine.columns cimport Line
from simulator.engine.reading cimport Reading

cdef double inf

cdef class Crossing:
    cdef Book _book
    cdef bint _by_time
    cdef object _line
    cdef Reading _reading
    cdef public double planned_s, wait_s
    cdef public Py_ssize_t number, type
    cpdef void add(self, Py_ssize_t row, double since_s) except *
    cpdef bint matters(self, double now_s) except -1
    @cython.locals(book=Book, rows=list, since_s=double, row=Py_ssize_t)
    cpdef list take(self, double now_s)
    @cython.locals(book=Book, since_s=double, row=Py_ssize_t)
    cpdef double next_s(self) except? -1
