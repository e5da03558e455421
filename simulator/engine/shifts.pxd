cimport cython

from simulator.demand.attendance cimport PersonsDay
from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.breaks_due cimport BreaksDue
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.having_breaks cimport HavingBreaks
from simulator.engine.left_to_others cimport LeftToOthers
from simulator.engine.shift_pool cimport ShiftPool
from simulator.engine.tables.part_terms cimport PartTerms
from simulator.engine.time_off cimport Due, PartOfShift
from simulator.engine.workers cimport Worker

cdef int CLOSING, STAFF_ENDS, STAFF_STARTS, AWAY, FREE, LEAVE, NO_NEW, NONE, OFF, NOBODY
cdef int ABSENT, _AWAY, _ON_CALL
cdef Py_ssize_t AFTER_HEADCOUNT
cdef double inf

cdef class Shifts(HavingBreaks):
    cdef int _end, _shut, _start
    cdef list _on_call
    cdef dict _left
    @cython.locals(person=Worker, terms=PartTerms, chance=PersonsDay, is_absent=bint)
    cpdef void _hire(self, tuple parts, seed, replication) except *
    @cython.locals(kind=int, from_s=double, to_s=double)
    cdef void _stays_away(self, PartOfShift part, double now_s) except *
    @cython.locals(part=PartOfShift, now_s=double)
    cdef void _plan_next(self, Worker person) except *
    @cython.locals(person=Worker, now_s=double, part=PartOfShift, before=Agent, is_busy=bint)
    cpdef void begins(self, Py_ssize_t number) except *
    cdef void _stands_by(self, Worker person, PartOfShift part, bint is_busy, double now_s) except *
    @cython.locals(comes_s=double, able=list, called=list, person=Worker, part=PartOfShift)
    cpdef Py_ssize_t call_in(self, Py_ssize_t group, Py_ssize_t people, double ready_s) except? -1
    cdef void _stands_no_more(self, Worker person, PartOfShift part, double now_s) except *
    cdef void _note_on_call(self, Worker person, PartOfShift part, double now_s) except *
    @cython.locals(from_s=double, to_s=double)
    cdef void _begins_part(self, Worker person, PartOfShift part, double now_s) except *
    cdef void _is_expected_elsewhere(self, Agent agent, PartOfShift part, double now_s) except *
    @cython.locals(agent=Agent, pool=ShiftPool, terms=PartTerms, on_time=bint)
    cdef void _comes(self, Worker person, PartOfShift part, double now_s) except *
    cdef void _takes_up(self, Agent agent, PartOfShift part, double now_s) except *
    @cython.locals(shut_from_s=tuple, shut=tuple, now_shut=tuple, from_s=double, channel=Py_ssize_t)
    cdef void _sees_what_is_shut(self, Worker person, PartOfShift part, double now_s) except *
    @cython.locals(left=LeftToOthers)
    cpdef void leaves_to_others(self, Agent agent) except *
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef void shuts(self, Py_ssize_t number) except *
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef bint goes_on_here(self, Agent agent, double now_s) except *
    @cython.locals(was_idle=bint, idle_since_s=double)
    cdef void _lays_down(self, Agent agent, double now_s) except *
    @cython.locals(person=Worker, now_s=double, part=PartOfShift, agent=Agent, pool=ShiftPool)
    cpdef void ends(self, Py_ssize_t number) except *
    cdef void _ends_part(self, PartOfShift part, double now_s) except *
    @cython.locals(agent=Agent)
    cdef void _leaves_break(self, Worker person, PartOfShift part, double now_s) except *
    cdef bint _is_paid(self, Worker person) except *
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef void has_left(self, Agent agent, double now_s) except *
    @cython.locals(now_s=double, person=Worker, part=PartOfShift, agent=Agent)
    cpdef void closes(self) except *
    @cython.locals(pool=ShiftPool, agent=Agent)
    cpdef void reopens(self) except *
    cpdef forget(self)
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef settle(self)
