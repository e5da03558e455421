from simulator.engine.limits cimport is_one_too_many
from simulator.engine.staff_counts cimport on_duty

cdef class Trunk:
    cpdef bint is_busy(self) except *
    cpdef bint take(self) except *
    cpdef void give_back(self) except *

cdef class PlainTrunk(Trunk):
    cdef public Py_ssize_t lines, in_use
    cpdef bint is_busy(self) except *
    cpdef bint take(self) except *
    cpdef void give_back(self) except *

cdef class StaffedTrunk(PlainTrunk):
    cdef Py_ssize_t _per
    cdef list _pools
    cpdef bint is_busy(self) except *

cdef class TrunkPair(Trunk):
    cdef Trunk _type, _channel
    cpdef bint is_busy(self) except *
    cpdef bint take(self) except *
    cpdef void give_back(self) except *
