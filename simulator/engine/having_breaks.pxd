cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.breaks_due cimport BreaksDue
from simulator.engine.center cimport Center
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.shift_moments cimport BreakEnds, BreaksLooked, ByTheirTimes, SomethingDue
from simulator.engine.shift_pool cimport ShiftPool
from simulator.engine.tables.part_terms cimport OffTerms
from simulator.engine.time_off cimport Due, PartOfShift
from simulator.engine.workers cimport HadAtOnce, Worker
from simulator.engine.stopping cimport can_stop, is_at_ease

cdef int BREAKS, STAFF_ENDS, STAFF_STARTS, AWAY, BREAK, FREE, IN_HAND, LEAVE, NO_NEW, NONE, NOBODY
cdef Py_ssize_t AFTER_HEADCOUNT
cdef double inf

cdef class HavingBreaks(ByTheirTimes):
    cdef public Center center
    cdef public Duty duty
    cdef public list agents, of_agent, people, pools
    cdef public BreaksDue breaks
    cdef list _together
    cdef double _looks_s
    cdef int _back, _look, _wake
    cpdef void plan(self, double time_s, int order, Worker person, int what) except *
    @cython.locals(person=Worker)
    cpdef Worker person_in(self, Agent agent)
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef PartOfShift part_in(self, Agent agent)
    @cython.locals(person=Worker, part=PartOfShift)
    cpdef void wakes(self, Py_ssize_t number) except *
    @cython.locals(agent=Agent, now_s=double, due=Due)
    cpdef void see(self, Worker person, PartOfShift part) except *
    @cython.locals(due=Due)
    cdef Due _due_now(self, PartOfShift part, double now_s)
    @cython.locals(no_new_s=double, wakes_s=double, time_s=double, may_go=bint, due=Due)
    cdef void _plan_wake(self, Worker person, PartOfShift part, double now_s) except *
    cdef void _takes_out(self, Agent agent) except *
    @cython.locals(agent=Agent, pool=ShiftPool, terms=OffTerms, now_s=double, to_s=double, together=HadAtOnce)
    cdef void _goes(self, Worker person, PartOfShift part, Due due) except *
    @cython.locals(person=Worker, part=PartOfShift, due=Due, agent=Agent, now_s=double)
    cpdef void comes_back(self, Py_ssize_t number) except *
    @cython.locals(due=Due, until_s=double, together=HadAtOnce)
    cpdef void break_over(self, Worker person, PartOfShift part, double now_s) except *
    @cython.locals(part=PartOfShift, due=Due)
    cpdef void has_let_go(self, Agent agent, double now_s) except *
    @cython.locals(part=PartOfShift)
    cpdef bint stays(self, Agent agent, double now_s) except *
    cpdef bint is_through(self, Agent agent, double now_s) except *
    @cython.locals(agent=Agent, pool=ShiftPool)
    cdef void _look_at(self, Py_ssize_t group) except *
    @cython.locals(found=list, agent=Agent, is_idle=bint)
    cdef list _at_ease(self, ShiftPool pool)
    @cython.locals(agenda=Agenda)
    cpdef void look(self) except *
    @cython.locals(due=Due)
    cpdef void rested(self, Agent agent) except *
    @cython.locals(together=HadAtOnce)
    cdef bint _has_room(self, Due due) except -1
    @cython.locals(
        found=list, pool=ShiftPool, agent=Agent, now_s=double, number=Py_ssize_t, due=Due, part=PartOfShift
    )
    cpdef void looks(self) except *
    @cython.locals(due=Due)
    cdef void _finds(self, Agent agent, list found) except *
