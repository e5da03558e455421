cimport cython

from simulator.routing.aged_wait cimport stands_before
from simulator.routing.protocol cimport ContactRule, WaitingLane, WaitingQueue

cdef class RatioToTarget(ContactRule):
    @cython.locals(
        best=WaitingLane, lane=WaitingLane, queue=WaitingQueue, most=double, age_s=double, mine_s=double, ratio=double
    )
    cpdef choose(self, lanes, double now_s)
