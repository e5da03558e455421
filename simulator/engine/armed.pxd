cimport cython

from simulator.engine.book cimport Book
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.reading cimport Reading
from simulator.engine.tables.overflow_terms cimport OverflowTerms

cdef int NOBODY
cdef double inf

cdef class Armed:
    cdef OverflowAsked _asked
    cdef Book _book
    cdef list _heap
    cdef OverflowTerms _rule
    cdef public Py_ssize_t queue, there
    cdef double _wait_to_s
    cdef public Reading reading
    cdef public double wait_from_s
    @cython.locals(book=Book, heap=list, first=Py_ssize_t, since_s=double)
    cpdef void add(self, Py_ssize_t row) except *
    cpdef bint any(self) except -1
    @cython.locals(heap=list, row=Py_ssize_t, since_s=double)
    cpdef tuple first(self, double now_s)
    cpdef tuple pop(self)
    cpdef void put_back(self, tuple place) except *
    cpdef void clear(self) except *
    @cython.locals(book=Book)
    cdef bint _is_meant(self, Py_ssize_t row, double since_s, double now_s) except -1

@cython.locals(line=Armed)
cpdef Armed first_of(list lines, double now_s)
