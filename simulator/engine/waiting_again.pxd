cimport cython

from simulator.engine.flows cimport Flow
from simulator.engine.while_waiting cimport StepsOfWaits, Waits

cdef class WaitingAgain(Waits):
    cdef StepsOfWaits _steps
    cpdef void leave_queue(self, Py_ssize_t row) except *
    cpdef bint may_look(self, Flow flow) except *
    cpdef bint find_agent(self, Py_ssize_t row, Flow flow, rule) except *
    @cython.locals(flow=Flow)
    cpdef void wait_again(self, Py_ssize_t row) except *
    @cython.locals(flow=Flow)
    cpdef bint find_again(self, Py_ssize_t row) except *
    @cython.locals(flow=Flow)
    cpdef void end_again(self, Py_ssize_t row, int how, rule, Py_ssize_t skill) except *
