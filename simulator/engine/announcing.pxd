cimport cython

from simulator.demand.later cimport ordinal_of
from simulator.time_grid cimport on_grid

from simulator.engine.book cimport Book
from simulator.engine.flows cimport Announces
from simulator.engine.predicted cimport Predicted

cdef double inf

cdef class Announcing(Announces):
    cdef Predicted _predicted
    cdef Book _book
    cdef object _purpose
    cdef double _leave, _step_s, _longer, _shorter
    @cython.locals(book=Book, said_s=double, patience_s=double, is_longer=bint, times=double)
    cpdef bint makes_leave(self, Py_ssize_t row, double now_s) except *
    cdef double _rounded_s(self, double wait_s) except? -1
