from simulator.engine.queues cimport Queue
from simulator.engine.staff_counts cimport on_duty
cimport cython

cpdef bint is_one_too_many(Py_ssize_t waiting, Py_ssize_t most, Py_ssize_t per, Py_ssize_t agents) noexcept

cdef class WaitingLimit:
    cdef public list queues, pools
    cdef public Py_ssize_t most, per
    @cython.locals(waiting=Py_ssize_t, queue=Queue)
    cpdef bint is_reached(self) except *

cdef class GroupsLimit(WaitingLimit):
    cdef public list groups
    @cython.locals(full=bint, limit=WaitingLimit)
    cpdef bint is_reached(self) except *
