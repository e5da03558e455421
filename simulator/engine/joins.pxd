cimport cython

from simulator.engine.book cimport Book
from simulator.engine.columns cimport Line
from simulator.engine.queues cimport Queue, Room
from simulator.engine.watched cimport Watched

cdef int NOBODY

cdef class Joins(Watched):
    cdef Book _book
    cdef object _joined
    cdef public Watched moved
    cdef public bint is_ordered
    cdef public Py_ssize_t left_row, waiting
    cdef public double left_wait_s
    cpdef void joined(self, Py_ssize_t row, double now_s) except *
    cpdef void left(self, Py_ssize_t row, double now_s) except *
    @cython.locals(book=Book, since_s=double, row=Py_ssize_t)
    cpdef double oldest_since_s(self) except? -1
    cpdef double wait_of(self, Py_ssize_t row) except? -1

cdef class WatchedQueue(Queue):
    cdef Joins _joins
    cpdef void put(self, Py_ssize_t row, double now_s) except *
    cpdef void take(self, Py_ssize_t row, double now_s) except *
    cpdef void move(self, Py_ssize_t row, Queue to) except *
