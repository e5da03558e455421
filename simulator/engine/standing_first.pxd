cimport cython

from simulator.engine.columns cimport Line
from simulator.routing.protocol cimport FreeAgent

@cython.locals(assigned_s=double, number=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t, other=FreeAgent)
cpdef Py_ssize_t place_by_assigned(list agents, FreeAgent agent) except -1

@cython.locals(place=Py_ssize_t, other=FreeAgent)
cpdef Py_ssize_t place_by_idle(Line idle, FreeAgent agent) except -1
