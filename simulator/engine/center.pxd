cimport cython

from simulator.engine.agenda cimport Agenda, Dispatcher, heappush
from simulator.engine.book cimport Book
from simulator.engine.columns cimport Line
from simulator.engine.duty cimport Duty
from simulator.engine.exclusive cimport Exclusive
from simulator.engine.floor cimport Agent, AgentPool, Lane, Service
from simulator.engine.flows cimport Announces, Flow
from simulator.engine.helping cimport Helping
from simulator.engine.queues cimport Queue, Room
from simulator.engine.trunks cimport Trunk
from simulator.engine.unserved cimport Unserved
from simulator.engine.waking cimport Waking
from simulator.engine.while_waiting cimport StepsOfWaits
from simulator.routing.longest_wait cimport longest_wait
from simulator.routing.protocol cimport AgentRule, ContactRule

cdef int PATIENCE, VOICEMAIL, _ABANDONED, _BLOCKED

cdef class Beyond(Dispatcher):
    cpdef bint still_open(self) except *

cdef class Center(Unserved):
    cdef public object witness, barriers, signals, shifts
    cdef public Duty duty
    cdef public Room room
    cdef public list agents, pools, keeps
    cdef public Beyond beyond
    cdef public Helping helping
    cdef Exclusive _exclusive
    cdef frozenset _closings_s
    cdef public Waking waking
    cdef tuple _services
    cdef ContactRule _contact_rule
    cdef int _lose_patience, _leave_voicemail
    @cython.locals(flow=Flow, trunk=Trunk, ranked=tuple, agent=Agent, going_on=Flow)
    cpdef void arrive(self, Py_ssize_t row) except *
    @cython.locals(ranked=tuple, agent=Agent)
    cpdef bint find_agent(self, Py_ssize_t row, Flow flow, rule) except *
    @cython.locals(book=Book, now_s=double, patience_s=double)
    cpdef void join_queue(self, Py_ssize_t row, Flow flow) except *
    @cython.locals(patience_s=double)
    cpdef void plan_patience(self, Py_ssize_t row) except *
    @cython.locals(flow=Flow)
    cpdef void look_again(self, Py_ssize_t row) except *
    @cython.locals(pool=AgentPool)
    cpdef bint is_closed(self) except *
    cpdef bint may_look(self, Flow flow) except *
    @cython.locals(flow=Flow)
    cdef void _tell_candidates(self, record, rule, Py_ssize_t row, Agent agent, tuple ranked) except *
    cdef void _tell_why_it_waits(self, record, Py_ssize_t row, Flow flow) except *
    cpdef bint stop(self) except *
    cpdef bint settle(self) except *
    @cython.locals(flow=Flow, row=Py_ssize_t, left_s=double)
    cpdef list cut_waits(self, double to_s)
    @cython.locals(
        freed=list, now_s=double, room=Room, agent=Agent, pool=AgentPool, plain=bint, tier=tuple, lane=Lane,
        rule=ContactRule
    )
    cpdef void dispatch(self) except *
    @cython.locals(queue=Queue, now_s=double, row=Py_ssize_t)
    cdef void _take_waiting(self, Lane lane, Agent agent, tuple tier) except *
