cimport cython

from simulator.routing.protocol cimport WaitingLane, WaitingQueue

@cython.locals(best=WaitingLane, lane=WaitingLane)
cpdef WaitingLane longest_wait(lanes)

@cython.locals(mine_s=double, theirs_s=double)
cdef bint _is_ahead(WaitingQueue queue, WaitingQueue other) except -1
