cimport cython

from simulator.demand.replies_drawn cimport RepliesDrawn
from simulator.engine.floor cimport Agent, Chat, Desk, Service
from simulator.engine.flows cimport Flow
from simulator.engine.tables.conversation_terms cimport ConversationTerms

cdef int AWAY, FIRST_REPLIES, SHORTEST, HELD, NOBODY
cdef double inf

cdef class Thread(Chat):
    cdef public Flow flow
    cdef public ConversationTerms terms
    cdef public RepliesDrawn drawn
    cdef public unsigned long long key, ordinal
    cdef public Py_ssize_t number, replies, skill
    cdef public double asked_s, begun_s, gives_up_s, asks_s, closes_s, sleeps_s, asleep_s, parked_s, reading_s
    cdef public bint greets, in_vain, owed
    cdef public int where
    cpdef Py_ssize_t units(self) except -1
    cpdef bint is_before(self, Thread other) except *

cdef class ThreadWork(Service):
    cpdef void goes_on(self, Threads desk, double now_s) except *
    cpdef bint lays_down(self, Threads desk, double now_s) except *
    cpdef void comes_back(self, Threads desk, double now_s) except *

cdef class Threads(Desk):
    cdef public Agent agent
    cdef ThreadWork _work
    cdef int _order
    cdef public list waking, sleepy, parked
    cdef public bint chooses
    cpdef void goes_on(self, double now_s) except *
    cpdef bint lays_down(self, double now_s) except *
    cpdef void comes_back(self, double now_s) except *
    @cython.locals(best=Thread, other=Thread)
    cpdef Thread next_one(self)
    cdef bint _comes_before(self, Thread one, Thread other) except *
    @cython.locals(number=Py_ssize_t, chat=Chat)
    cpdef Py_ssize_t asleep_of(self, ConversationTerms terms) except -1
    @cython.locals(agent=Agent, room=Py_ssize_t)
    cpdef bint fits(self, Thread thread) except *
    @cython.locals(some=list)
    cpdef void drop(self, Thread thread) except *
