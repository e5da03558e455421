cimport cython

from simulator.engine.book cimport Book
from simulator.engine.flows cimport Flow
from simulator.engine.queues cimport Queue

cdef double _STEP_S, inf

cdef class InFront:
    cdef Book _book
    cdef set _rows
    @cython.locals(book=Book, first_s=double)
    cpdef void stand(
        self, Py_ssize_t row, Flow flow, str place, double kept_s, double came_s, double now_s
    ) except *
    @cython.locals(book=Book, first_s=double, queue=Queue, row=Py_ssize_t)
    cdef double _first_s(self, Flow flow) except? -1
