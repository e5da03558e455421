cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.chance_of_replies cimport ChanceOfReplies
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.tables.conversation_terms cimport ConversationTerms
from simulator.engine.threads cimport Thread, Threads

cdef int CHOOSES, IN_HAND, _INACTIVE

cdef class Sleeping(ChanceOfReplies):
    cdef Agenda _agenda
    cdef Duty _duty
    cdef int _choice
    @cython.locals(desk=Threads, most=Py_ssize_t)
    cdef void _would_sleep(self, Thread thread) except *
    @cython.locals(agent=Agent, pool=AgentPool)
    cdef void _sleeps(self, Threads desk, Thread thread, double now_s) except *
    @cython.locals(thread=Thread)
    cdef void _one_may_sleep(self, Threads desk, ConversationTerms terms, double now_s) except *
    @cython.locals(agent=Agent)
    cdef void _wakes(self, Threads desk, Thread thread, double now_s) except *
    cdef void _notes_sleep(self, Thread thread, double now_s) except *
    @cython.locals(pool=AgentPool, is_filed=bint, was_empty=bint)
    cdef void _refill(self, Agent agent, Py_ssize_t units) except *
    @cython.locals(thread=Thread, any_woken=bint)
    cdef bint _wakes_those_who_wait(self, Threads desk, double now_s) except *
    cdef void _plans_choice(self, Threads desk, double now_s) except *
    cpdef void goes_on(self, Threads desk, double now_s) except *
