cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent
from simulator.engine.flows cimport Flow
from simulator.engine.in_front cimport InFront
from simulator.engine.joining cimport Joining
from simulator.engine.shift_pool cimport ShiftPool
from simulator.engine.sleeping cimport Sleeping
from simulator.engine.slots cimport DispatchesAgain
from simulator.engine.threads cimport Thread, Threads

cdef int HAND_OVER, IN_HAND, FINISH, PARK, HELD, NOBODYS, PARKED
cdef int _PARKED, _READING
cdef double inf, nan

cdef class LayingDown(Sleeping):
    cdef DispatchesAgain _center
    cdef list _flows
    cdef InFront _in_front
    cdef Joining _joining
    cdef int _looks
    cdef dict _threads
    @cython.locals(agent=Agent, thread=Thread, held=list, laid=list, pool=ShiftPool)
    cpdef bint lays_down(self, Threads desk, double now_s) except *
    cdef bint _is_laid_down(self, Thread thread) except *
    @cython.locals(agent=Agent, book=Book, is_parked=bint)
    cdef void _lets_go(self, Threads desk, Thread thread, double now_s) except *
    @cython.locals(book=Book, row=Py_ssize_t, flow=Flow, kept_s=double)
    cdef void _stands(self, Thread thread, double now_s) except *
    cdef void _has_message(self, Thread thread, double now_s) except *
    @cython.locals(thread=Thread)
    cpdef void looks(self, Py_ssize_t row) except *
    @cython.locals(thread=Thread)
    cpdef bint is_kept(self, Py_ssize_t row) except *
    cdef void _ends_alone(self, Thread thread, int how, rule, double now_s) except *
    @cython.locals(desk=Threads)
    cdef void _forgets(self, Thread thread, double now_s) except *
    cdef void _notes_parked(self, Thread thread, double now_s) except *
    @cython.locals(from_s=double)
    cdef void _notes_reading(self, Thread thread, double to_s) except *
    cdef void _notes_end(self, Thread thread, double now_s) except *
    @cython.locals(book=Book, flow=Flow, agent=Agent, work_s=double, wrap_up_s=double, reading_s=double)
    cdef void _takes(self, Thread thread) except *
    @cython.locals(agent=Agent, thread=Thread, units=Py_ssize_t, most=Py_ssize_t)
    cpdef void comes_back(self, Threads desk, double now_s) except *
