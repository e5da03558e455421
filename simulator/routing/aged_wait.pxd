cimport cython

from simulator.routing.protocol cimport ContactRule, WaitingLane, WaitingQueue
from simulator.time_grid cimport on_grid

cdef class AgedWait(ContactRule):
    @cython.locals(
        best=WaitingLane, lane=WaitingLane, queue=WaitingQueue, most_s=double, age_s=double, mine_s=double,
        counts_s=double
    )
    cpdef choose(self, lanes, double now_s)

cpdef bint stands_before(WaitingQueue queue, double age_s, WaitingQueue other, double other_age_s) except -1
