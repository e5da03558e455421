cimport cython

from simulator.routing.protocol cimport AlikeHands, FreeAgent, Group

@cython.locals(group=Group, hands=AlikeHands, first=FreeAgent, other=FreeAgent, used=Py_ssize_t, best=Py_ssize_t, is_kept=bint)
cpdef FreeAgent first_by_load(groups, Py_ssize_t channel, keeps, bint fullest)

cdef bint _is_before(FreeAgent agent, FreeAgent other) except -1
