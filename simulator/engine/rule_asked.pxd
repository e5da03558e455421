cimport cython

from simulator.engine.armed cimport Armed
from simulator.engine.book cimport Book
from simulator.engine.crossing cimport Crossing
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.reading cimport Reading
from simulator.engine.tables.overflow_terms cimport OverflowTerms

cdef double inf
cdef Py_ssize_t _MANY

cdef class RuleAsked:
    cdef Book _book
    cdef OverflowAsked _asked
    cdef dict _may
    cdef public bint by_time, on_change
    cdef public dict armed, crossings, readings, waits_s
    cdef public Armed due
    cdef public list all_crossings, lines, passed
    cdef public OverflowTerms rule
    cpdef void read(self, Py_ssize_t type_, Reading reading) except *
    @cython.locals(waits_s=list, part=Py_ssize_t, key=Py_ssize_t, from_s=double, to_s=double, armed=Armed)
    cpdef Armed line_of(self, Py_ssize_t queue, Py_ssize_t type_, double wait_s, Py_ssize_t there)
    @cython.locals(found=bint, armed=Armed)
    cpdef bint any_holds(self, double now_s) except -1
    @cython.locals(found=bint, armed=Armed)
    cpdef bint any_armed(self) except -1
    @cython.locals(book=Book, row=Py_ssize_t, since_s=double)
    cpdef void gather(self) except *
