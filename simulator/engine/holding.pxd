cimport cython

from simulator.engine.answered_after cimport Window
from simulator.engine.joins cimport Joins
from simulator.engine.predicted cimport Predicted
from simulator.engine.staff_counts cimport on_duty, share_in_use, with_nothing_in_hand, with_room

cdef double _DAY_S, _STEP_S, inf

cdef class Holding:
    cpdef bint holds(self, double now_s, double wait_s) except -1
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1
    cpdef bint may_hold(self, double wait_s) except -1

cdef class Several(Holding):
    cdef list _checks
    @cython.locals(check=Holding, mine_s=double, soonest_s=double)
    cpdef double next_s(self, double now_s) except? -1
    @cython.locals(found=bint, check=Holding)
    cpdef bint by_time(self) except -1

cdef class AllHold(Several):
    @cython.locals(all_hold=bint, check=Holding)
    cpdef bint holds(self, double now_s, double wait_s) except -1
    @cython.locals(all_may=bint, check=Holding)
    cpdef bint may_hold(self, double wait_s) except -1

cdef class AnyHolds(Several):
    @cython.locals(any_holds=bint, check=Holding)
    cpdef bint holds(self, double now_s, double wait_s) except -1
    @cython.locals(any_may=bint, check=Holding)
    cpdef bint may_hold(self, double wait_s) except -1

cdef class Opposite(Holding):
    cdef Holding _check
    cpdef bint holds(self, double now_s, double wait_s) except -1
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1

cdef class Between(Holding):
    cdef public double least, most
    @cython.locals(value=double)
    cpdef bint holds(self, double now_s, double wait_s) except -1
    cpdef double value(self, double now_s, double wait_s) except? -1
    @cython.locals(beyond_s=double)
    cpdef double crossed_s(self, double since_s, double now_s) except? -1

cdef class HasWaited(Between):
    cpdef bint may_hold(self, double wait_s) except -1
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class OfWaiting(Between):
    cdef list _joins

cdef class HowManyWait(OfWaiting):
    @cython.locals(waiting=Py_ssize_t, joins=Joins)
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class LongestWait(OfWaiting):
    @cython.locals(earliest_s=double, since_s=double, joins=Joins)
    cdef double _since_s(self) except? -1
    @cython.locals(since_s=double)
    cpdef double value(self, double now_s, double wait_s) except? -1
    @cython.locals(since_s=double)
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1

cdef class WaitToExpect(Between):
    cdef Predicted _predicted
    cpdef double value(self, double now_s, double wait_s) except? -1
    @cython.locals(since_s=double)
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1

cdef class OfAgents(Between):
    cdef list _pools

cdef class HowManyOnDuty(OfAgents):
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class HowManyFree(OfAgents):
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class HowManyHaveRoom(OfAgents):
    cdef Py_ssize_t _channel, _weight
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class ShareInUse(OfAgents):
    cpdef double value(self, double now_s, double wait_s) except? -1

cdef class ShareInTime(Between):
    cdef Window _window
    cpdef double value(self, double now_s, double wait_s) except? -1
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1

cdef class WithinHours(Holding):
    cdef double _from_s, _lasts_s
    cpdef bint holds(self, double now_s, double wait_s) except -1
    @cython.locals(gone_s=double)
    cpdef double next_s(self, double now_s) except? -1
    cpdef bint by_time(self) except -1
