cimport cython

from simulator.engine.book cimport Book
from simulator.engine.columns cimport WaitRecords, wait_record
from simulator.routing.protocol cimport WaitingQueue

cdef int NOBODY

cdef class Room:
    cdef public Book book
    cdef public Py_ssize_t count

cdef class Queue(WaitingQueue):
    cdef Book _book
    cdef Room _room
    cdef Py_ssize_t _tail
    cdef WaitRecords _waits
    cpdef double head_place_s(self) except? -1
    cpdef double head_age_s(self, double now_s) except? -1
    @cython.locals(book=Book, last=Py_ssize_t)
    cpdef void put(self, Py_ssize_t row, double now_s) except *
    @cython.locals(book=Book, after=Py_ssize_t)
    cpdef void take(self, Py_ssize_t row, double now_s) except *
    cpdef void move(self, Py_ssize_t row, Queue to) except *
    @cython.locals(book=Book, place_s=double, before=Py_ssize_t, after=Py_ssize_t, first=Py_ssize_t)
    cdef void _join(self, Py_ssize_t row) except *
    @cython.locals(book=Book, before=Py_ssize_t, after=Py_ssize_t)
    cdef void _part(self, Py_ssize_t row) except *
    cpdef Py_ssize_t after(self, Py_ssize_t row) except? -1
    @cython.locals(row=Py_ssize_t)
    cpdef list rows(self)

cdef bint _is_before(double place_s, Py_ssize_t row, double other_s, Py_ssize_t other) noexcept
