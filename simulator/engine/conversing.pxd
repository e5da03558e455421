cimport cython

from simulator.demand.later cimport Later, ordinal_of
from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.conversation_moments cimport ChoosesNext, FallsSilent, GivesUp, Message, ReplyEnds, TimesOut
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.flows cimport FirstReplies, Flow
from simulator.engine.in_vain cimport InVain
from simulator.engine.slots cimport DispatchesAgain
from simulator.engine.tables.conversation_terms cimport ConversationTerms
from simulator.engine.threads cimport Thread, Threads
from simulator.engine.trunks cimport Trunk

cdef int CHAT_ENDS, MESSAGE, PATIENCE, AWAY, BREAK, IN_HAND, LEAVE, HELD
cdef int _ABANDONED, _AGENT, _CUSTOMER, _TIME_OUT, _NOTICED, _CLOSED_IN_VAIN
cdef double inf, nan

cdef class Conversing(InVain):
    cdef Later _later
    cdef list _agents, _answers
    cdef int _gives_up, _message
    @cython.locals(pool=AgentPool, was_empty=bint)
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(
        book=Book, flow=Flow, now_s=double, since_s=double, begun=Thread, thread=Thread
    )
    cdef void _begin(self, Py_ssize_t row, Agent agent) except *
    cdef void _goes_on_with(self, Thread thread, Agent agent, double now_s) except *
    @cython.locals(agent=Agent, desk=Threads)
    cdef void _puts_in_hand(self, Thread thread, double gives_up_s, double now_s) except *
    @cython.locals(agent=Agent)
    cdef void _owes(self, Threads desk, Thread thread, double gives_up_s, double now_s) except *
    cdef void _plans_leaving(self, Thread thread) except *
    cdef void _opens(self, Threads desk, Thread thread, double now_s) except *
    @cython.locals(thread=Thread)
    cdef void _opens_next(self, Threads desk, double now_s) except *
    @cython.locals(thread=Thread, now_s=double)
    cpdef void ends(self, Py_ssize_t row) except *
    @cython.locals(book=Book, agent=Agent, flow=Flow, desk=Threads)
    cdef void _sends(self, Thread thread, double now_s) except *
    @cython.locals(answers=FirstReplies)
    cdef void _tells(self, Thread thread) except *
    @cython.locals(agent=Agent)
    cdef void _goes_on_writing(self, Threads desk, double now_s) except *
    cdef void _closes(self, Thread thread, double now_s) except *
    @cython.locals(
        terms=ConversationTerms, agenda=Agenda, row=Py_ssize_t, asks_s=double, closes_s=double, sleeps_s=double
    )
    cdef void _thinks(self, Thread thread, double now_s) except *
    @cython.locals(thread=Thread, now_s=double, agent=Agent, desk=Threads, work_s=double, gives_up_s=double)
    cpdef void writes(self, Py_ssize_t row) except *
    @cython.locals(thread=Thread)
    cpdef void silent(self, Py_ssize_t row) except *
    @cython.locals(thread=Thread, now_s=double)
    cpdef void times_out(self, Py_ssize_t row) except *
    @cython.locals(thread=Thread, now_s=double)
    cpdef void gives_up(self, Py_ssize_t row) except *
    @cython.locals(trunk=Trunk)
    cdef void _notices(self, Thread thread, double now_s) except *
    @cython.locals(trunk=Trunk)
    cdef void _gone(self, Thread thread, int how, rule, double now_s) except *
    @cython.locals(book=Book, agent=Agent, row=Py_ssize_t, begun_s=double, talk_to_s=double)
    cdef void _ends_unfinished(self, Thread thread, double to_s) except *
    @cython.locals(agent=Agent, desk=Threads, pool=AgentPool, was_idle=bint, idle_since_s=double)
    cdef void _leaves(self, Thread thread, double now_s) except *
    @cython.locals(agent=Agent, desk=Threads)
    cpdef void choose(self, Py_ssize_t number) except *
    @cython.locals(book=Book, thread=Thread, any_open=bint)
    cpdef bint settle(self, double now_s) except *
