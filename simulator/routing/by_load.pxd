cimport cython

from simulator.routing.protocol cimport AlikeHands, FreeAgent, Group

@cython.locals(group=Group, hands=AlikeHands, first=tuple, other=tuple, used=Py_ssize_t, best=Py_ssize_t)
cpdef FreeAgent first_by_load(groups, Py_ssize_t channel, keeps, bint fullest)
