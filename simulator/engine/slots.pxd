cimport cython

from simulator.time_grid cimport on_grid

from simulator.engine.agenda cimport Agenda, Dispatcher, Heap, Moment, heappush
from simulator.engine.book cimport Book
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool, Chat, Service
from simulator.engine.flows cimport Flow, Passing, Talk
from simulator.engine.passed_part cimport PassedPart
from simulator.engine.silences cimport Silences
from simulator.engine.tables.silent_terms cimport SilentTerms
from simulator.engine.trunks cimport Trunk

cdef int CHAT_ENDS, IN_HAND, NOBODY, _AGENT, _NOTICED, _IN_HAND, _IN_VAIN
cdef double inf

cdef class DispatchesAgain(Dispatcher):
    cdef public list again
    cpdef void end_without_agent(self, Py_ssize_t row, int how, rule, tuple by=*, Py_ssize_t skill=*) except *
    cpdef void end_unnoticed(self, Py_ssize_t row, int how, rule, Py_ssize_t skill) except *
    cpdef void tell(self, rule, Py_ssize_t row, tuple by=*) except *
    cpdef void end_again(self, Py_ssize_t row, int how, rule, Py_ssize_t skill) except *
    cpdef void wait_again(self, Py_ssize_t row) except *
    cpdef bint find_again(self, Py_ssize_t row) except *
    cpdef bint ends_now(self, Flow flow) except *

cdef class Sharing(Service):
    cdef Agenda _agenda
    cdef Heap _heap
    cdef Book _book
    cdef list _flows
    cdef Duty _duty
    cdef DispatchesAgain _center
    cdef Silences _silences
    cdef dict _chats, _passers
    cdef int _end
    @cython.locals(pool=AgentPool, was_empty=bint)
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(book=Book, pool=AgentPool, flow=Flow, now_s=double, talk_s=double, wrap_up_s=double, chat=Chat, talk=Talk)
    cdef void _begin(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(greeting_s=double, chat=Chat)
    cdef void _greets(self, Py_ssize_t row, Agent agent, Flow flow, double now_s) except *
    @cython.locals(flow=Flow, silent=SilentTerms)
    cdef void _waits_in_vain(self, Chat chat, double now_s) except *
    @cython.locals(row=Py_ssize_t, flow=Flow, trunk=Trunk)
    cdef void _notices(self, Chat chat, double now_s) except *
    @cython.locals(book=Book, agent=Py_ssize_t, greeted_s=double)
    cdef void _notes_in_vain(self, Chat chat, double to_s) except *
    @cython.locals(chat=Chat, now_s=double)
    cpdef void end_of_budget(self, Py_ssize_t row) except *
    @cython.locals(chat=Chat)
    cdef void _ends_of_several(self, Py_ssize_t row, double now_s) except *
    @cython.locals(row=Py_ssize_t, flow=Flow)
    cdef void _end_of(self, Chat chat, double now_s) except *
    cdef bint _wraps_up(self, Chat chat, double now_s) except *
    @cython.locals(row=Py_ssize_t, passing=Passing, part=PassedPart)
    cdef void _pass_on(self, Chat chat, double now_s) except *
    cdef void _talk_alone(self, Chat chat, double now_s) except *
    @cython.locals(chat=Chat, now_s=double)
    cpdef void brief(self, Py_ssize_t row, Agent agent, double for_s) except *
    @cython.locals(chat=Chat, now_s=double)
    cpdef void let_go(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(one=Chat)
    cdef Chat _held(self, Py_ssize_t row, Agent agent)
    cdef void _goes_on(self, Chat chat, double now_s) except *
    @cython.locals(passing=Passing)
    cdef void _has_briefed(self, Chat chat, double now_s) except *
    cdef void _passer_is_through(self, Chat chat, double now_s) except *
    @cython.locals(agent=Agent)
    cdef void _leave_hand(self, Chat chat, double now_s) except *
    @cython.locals(worked_on=Py_ssize_t, chat=Chat)
    cdef void _change_speed(self, Agent agent, double now_s) except *
    @cython.locals(due_s=double)
    cdef void _plan(self, Chat chat) except *
    @cython.locals(book=Book, chat=Chat)
    cpdef bint settle(self, double now_s) except *

cdef class EndOfBudget(Moment):
    cdef Sharing _service
    cpdef void happen(self, Py_ssize_t row) except *
