cimport cython

from simulator.engine.columns cimport Line
from simulator.engine.passed_part cimport PassedPart
from simulator.engine.standing_first cimport place_by_assigned, place_by_idle
from simulator.engine.queues cimport Queue
from simulator.engine.tables.admission cimport AdmissionTerms
from simulator.engine.tables.slot_terms cimport SlotTerms
from simulator.engine.watched cimport Barrier
from simulator.routing.protocol cimport AlikeHands, FreeAgent, Group, WaitingLane

cdef int OFF, FREE, AWAY, NONE, LEAVE, NOBODY

cdef class Service:
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    cpdef void brief(self, Py_ssize_t row, Agent agent, double for_s) except *
    cpdef void let_go(self, Py_ssize_t row, Agent agent) except *
    cpdef bint settle(self, double now_s) except *

cdef class Lane(WaitingLane):
    cdef public Service service
    cdef public AdmissionTerms terms
    cdef public SlotTerms slots
    cdef public Py_ssize_t keep
    cdef public Barrier gate
    cpdef bint calls_late(self, double now_s) except *

cdef class Chat:
    cdef public Py_ssize_t row
    cdef public Agent agent
    cdef public SlotTerms slots
    cdef public double answered_s, since_s, left_s, wrap_up_s, rate, due_s, talk_to_s, clock_s
    cdef public bint talks, held, asleep
    cdef public PassedPart part

cdef class Desk:
    cdef public Chat focus
    cdef public list owed
    cpdef void goes_on(self, double now_s) except *
    cpdef bint lays_down(self, double now_s) except *
    cpdef void comes_back(self, double now_s) except *

cdef class Agent(FreeAgent):
    cdef public AgentPool pool
    cdef public int duty, order
    cdef public double told_s, logged_in_s, talk_to_s
    cdef public Py_ssize_t contact, used, holds, skill
    cdef public list hand
    cdef public tuple shut
    cdef public Hands hands
    cdef public Desk desk
    cdef public bint filed, may_go

cdef class Hands(AlikeHands):
    cdef public tuple full, open_lanes, lanes
    cpdef bint fits(self, Lane lane, AgentPool pool) except *

cdef class AgentPool(Group):
    cdef public Py_ssize_t capacity, group
    cdef public tuple lanes
    cdef public bint keeps, idles_on
    cdef public object closed_s, orders_s
    cdef public Hands empty_hands
    cdef public list members, told, stays
    cdef list _limits, _off_duty
    cdef dict _by_filling, _by_units
    cpdef Py_ssize_t staying(self) except -1
    cpdef tuple lanes_now(self, tuple lanes)
    @cython.locals(lanes=tuple, others=Py_ssize_t, tier=tuple, lane=Lane)
    cpdef tuple lanes_for(self, Agent agent, double now_s)
    @cython.locals(number=Py_ssize_t, one=Agent)
    cpdef Py_ssize_t with_nothing_in_hand(self) except -1
    @cython.locals(tier=tuple, lane=Lane)
    cdef bint _keeps_from_any(self, tuple lanes) except *
    @cython.locals(tier=tuple, lane=Lane)
    cpdef tuple lanes_late(self, double now_s)
    cpdef bint calls_late(self, double now_s) except *
    cpdef bint holds_back(self, Agent agent, double now_s) except *
    @cython.locals(hands=Hands, idle=Line, last=Agent)
    cpdef void rest(self, Agent agent) except *
    cdef bint _does_not_stay(self, Agent agent) except *
    @cython.locals(idle=Line)
    cpdef void pick(self, Agent agent) except *
    @cython.locals(hands=Hands)
    cpdef void unfile(self, Agent agent) except *
    @cython.locals(hands=Hands, alike=Hands, full=tuple)
    cpdef void fill(self, Agent agent, Py_ssize_t units) except *
    @cython.locals(chat=Chat)
    cpdef tuple limited(self, Agent agent)
    cpdef void changed(self) except *
    cpdef void eases(self, Agent agent) except *
    cpdef void order(self, double since_s) except *
    cpdef void takes_order(self, Agent agent) except *
    cpdef void take_back(self) except *
    cpdef void leave(self, Agent agent, double now_s, double overtime_since_s) except *
    @cython.locals(agent=Agent)
    cpdef Agent call_in(self, double now_s)
    cpdef void tell(self, Agent agent, double since_s) except *
    cpdef void let_stay(self, Agent agent) except *
