cimport cython

from simulator.time_grid cimport on_grid

from simulator.engine.columns cimport Line
from simulator.engine.floor cimport Agent, AgentPool, Service
from simulator.engine.limits cimport WaitingLimit
from simulator.engine.queues cimport Queue
from simulator.engine.tables.admission cimport AdmissionTerms
from simulator.engine.tables.conversation_terms cimport ConversationTerms
from simulator.engine.tables.silent_terms cimport SilentTerms
from simulator.engine.tables.slot_terms cimport SlotTerms
from simulator.engine.trunks cimport Trunk
from simulator.routing.protocol cimport AgentRule

cdef class Endings:
    cpdef void ended(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *
    cpdef void ended_unnoticed(self, Py_ssize_t row, int how, double now_s, Py_ssize_t skill) except *

cdef class FirstReplies:
    cpdef void replied(self, Py_ssize_t row) except *

cdef class Talk:
    cdef public double briefing_s, talk_s
    cdef public bint passed_on

cdef class Passing:
    cpdef Talk answers(self, Py_ssize_t row, Agent agent)
    cpdef bint pass_on(self, Py_ssize_t row, Agent agent, double now_s) except *
    cpdef void briefed(self, Py_ssize_t row, Agent agent) except *
    cpdef bint holds(self, Py_ssize_t row) except *
    cpdef void gone(self, Py_ssize_t row, int how) except *

cdef class Watching:
    cpdef bint watches(self, Py_ssize_t row, Agent agent, double from_s, bint is_passed_on) except *

cdef class Announces:
    cpdef bint makes_leave(self, Py_ssize_t row, double now_s) except *

cdef class Looking:
    cpdef void look(self, Py_ssize_t row) except *

cdef class Entering:
    cpdef Flow comes(self, Py_ssize_t row, Flow flow)
    cpdef void begins(self, Py_ssize_t row) except *
    cpdef void goes_on(self, Py_ssize_t row) except *

cdef class Flow:
    cdef public Py_ssize_t type
    cdef public object following
    cdef public AdmissionTerms terms
    cdef public SlotTerms slots
    cdef list _talk_times, _wrap_up_times
    cdef public Queue queue
    cdef public list beside
    cdef public Trunk trunk, type_trunk, channel_trunk
    cdef public tuple ranks, factors, limits
    cdef public AgentRule rule
    cdef public Line idle
    cdef public Service service
    cdef public double step_s, voicemail_after_s
    cdef public Looking looking
    cdef public SilentTerms silent
    cdef public Endings endings
    cdef public Entering entering
    cdef public Passing passing
    cdef public Announces announcing
    cdef public Watching watching
    cdef public bint looks_then, whole
    cpdef goes_on(self, double step_s, following, bint looks=*)
    @cython.locals(by_replies=ConversationTerms)
    cpdef bint may_wait_again(self) except *
    cpdef attach(self, Endings endings, Passing passing=*, bint talks=*)
    cpdef void watch(self, Watching watching) except *
    @cython.locals(full=bint, limit=WaitingLimit)
    cpdef bint is_full(self) except *
    @cython.locals(times=double)
    cpdef double talk_lasts_s(self, double drawn_s, Agent agent) except -1
    @cython.locals(times=double)
    cpdef double wrap_up_lasts_s(self, double drawn_s, Agent agent) except -1
