cimport cython

from simulator.demand.later cimport Later, ordinal_of
from simulator.engine.agenda cimport Moment
from simulator.engine.births cimport Births
from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.doors cimport Entrance
from simulator.engine.floor cimport Agent, AgentPool, Service
from simulator.engine.flows cimport Flow, Talk
from simulator.engine.heard cimport Heard
from simulator.engine.in_front cimport InFront
from simulator.engine.joining cimport Joining
from simulator.engine.on_the_way cimport Hold, Onward, Planned
from simulator.engine.tables.rule_terms cimport AskedNumbers, TransferTerms
from simulator.engine.trunks cimport Trunk

cdef int ARRIVAL, NOBODY, _BLOCKED, _CLEARED, _MOVED, _SENT_AWAY, _LOST, _TRANSFER

cdef class PassingOn(Entrance):
    cdef object _rules
    cdef AskedNumbers _asked
    cdef Joining _joining
    cdef Later _drawn
    cdef Talk _talk
    cdef list _channel_of, _lists
    cdef Center _center
    cdef Heard _heard
    cdef Births _births
    cdef dict _planned, _coming, _became, _holds
    cdef set _on_line
    cdef InFront _in_front
    cdef int _again, _over
    cdef public int passed
    @cython.locals(
        center=Center, book=Book, flow=Flow, pool=AgentPool, briefing_s=double, part_s=double, talk_s=double,
        story_s=double, told=list, talk=Talk
    )
    cpdef Talk answers(self, Py_ssize_t row, Agent agent)
    @cython.locals(
        book=Book, drawn_s=double, part_s=double, case=Py_ssize_t, hop=Py_ssize_t, ordinal=Py_ssize_t, asked=tuple,
        rule=TransferTerms
    )
    cdef double _part_s(self, Py_ssize_t row, Flow flow, Py_ssize_t group) except -1
    @cython.locals(hold=Hold)
    cdef double _taken_over(self, Py_ssize_t row, Agent agent) except -1
    @cython.locals(
        center=Center, planned=Planned, rule=TransferTerms, book=Book, attempt=Py_ssize_t, hop=Py_ssize_t, old=Flow,
        new=Flow, given=Trunk, kept_s=double, heir=Py_ssize_t, is_through=bint
    )
    cpdef bint pass_on(self, Py_ssize_t row, Agent agent, double now_s) except *
    @cython.locals(book=Book, flow=Flow, segment=Py_ssize_t, wrap_up_s=double, patience_s=double)
    cdef void _wait_again(
        self, Py_ssize_t row, TransferTerms rule, double rest_s, Py_ssize_t attempt, Py_ssize_t hop
    ) except *
    cpdef void briefed(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(center=Center, flow=Flow)
    cpdef void goes_on(self, Py_ssize_t row) except *
    @cython.locals(center=Center, flow=Flow, trunk=Trunk, needed=Trunk, is_inside=bint, going_on=Flow)
    cpdef void enter(self, Py_ssize_t row) except *
    cpdef bint any_coming(self) except *
    cpdef bint comes(self, Py_ssize_t row) except *
    @cython.locals(center=Center)
    cpdef void shut_out(self, Py_ssize_t row, bint waits) except *
    cdef void _give_up_line(self, Py_ssize_t row, Flow flow) except *
    cpdef void becomes(self, Py_ssize_t row, Py_ssize_t child, bint is_passed) except *
    @cython.locals(onward=Onward)
    cdef void _stand(self, Py_ssize_t row, Flow flow, double came_s) except *
    @cython.locals(center=Center)
    cdef void _wait(self, Py_ssize_t row, Flow flow) except *
    cpdef bint holds(self, Py_ssize_t row) except *
    cpdef bint any_holds(self) except *
    cpdef void gone(self, Py_ssize_t row, int how) except *
    @cython.locals(center=Center, row=Py_ssize_t, flow=Flow)
    cpdef void leave_kept(self, Py_ssize_t type_) except *
    @cython.locals(hold=Hold)
    cdef void _let_go(self, Py_ssize_t row) except *
    cdef void _end(self, Hold hold) except *
    cdef Service _service(self, Hold hold)

cdef class _WaitsAgain(Moment):
    cdef PassingOn _transfers
    cpdef void happen(self, Py_ssize_t row) except *

cdef class _Over(Moment):
    cdef PassingOn _transfers
    cpdef void happen(self, Py_ssize_t entity) except *
