from simulator.engine.floor cimport Agent

cdef int FREE, IN_HAND

cpdef bint can_stop(Agent agent) except *

cpdef bint is_at_ease(Agent agent) except *
