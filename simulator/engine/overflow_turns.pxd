cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.armed cimport Armed, first_of
from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.crossing cimport Crossing
from simulator.engine.flows cimport Flow, Passing
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.overflow_verbs cimport OverflowVerbs
from simulator.engine.queues cimport Queue, Room
from simulator.engine.reading cimport Reading
from simulator.engine.rule_asked cimport RuleAsked
from simulator.engine.tables.overflow_terms cimport OverflowTerms
from simulator.engine.watched cimport Listener

cdef int CONDITIONS, LAST
cdef list _NOTHING
cdef Py_ssize_t _TURN
cdef double inf

cdef class OverflowTurns(Moment):
    cdef OverflowAsked _asked
    cdef Center _center
    cdef OverflowVerbs _verbs
    cdef list _alike, _crossings, _looking, _of_segment, _rules, _waits_s
    cdef set _unasked, _planned, _rechecks
    cdef bint _blocked
    cdef int _cross_number, _crossing, _recheck, _turn
    cdef double _this_s
    cdef public double closes_s
    cdef public Listener told_of_places
    cpdef void plan(self, double time_s) except *
    @cython.locals(now_s=double, crossing=Crossing)
    cpdef void changed(self, RuleAsked one) except *
    cpdef void place_changed(self) except *
    @cython.locals(center=Center, now_s=double, flow=Flow, type_=Py_ssize_t, one=RuleAsked, crossing=Crossing)
    cpdef void begins(self, Py_ssize_t row) except *
    @cython.locals(center=Center, flow=Flow, wait_s=double, one=RuleAsked)
    cpdef void goes_on(self, Py_ssize_t row) except *
    @cython.locals(center=Center, book=Book, now_s=double, flow=Flow, wait_s=double, one=RuleAsked)
    cpdef void crosses(self, Py_ssize_t row) except *
    @cython.locals(one=RuleAsked, crossing=Crossing, now_s=double)
    cpdef void cross(self, Py_ssize_t number) except *
    @cython.locals(book=Book, row=Py_ssize_t, flow=Flow)
    cdef void _cross(self, RuleAsked one, Crossing crossing, double now_s) except *
    @cython.locals(next_s=double)
    cdef void _plan_cross(self, RuleAsked one, Crossing crossing) except *
    @cython.locals(waits_s=list, place=Py_ssize_t, center=Center)
    cdef void _plan_crossing(self, Py_ssize_t row, Py_ssize_t type_, double wait_s) except *
    @cython.locals(
        book=Book, rule=OverflowTerms, now_s=double, queue=Py_ssize_t, armed=Armed
    )
    cdef void _arm(self, RuleAsked one, Py_ssize_t row, Py_ssize_t type_, double wait_s) except *
    @cython.locals(alike=list)
    cdef list _of(self, Py_ssize_t row, Py_ssize_t type_)
    cdef bint _is_unasked(self, Py_ssize_t row) except *
    @cython.locals(center=Center, now_s=double, one=RuleAsked)
    cpdef void happen(self, Py_ssize_t _) except *
    @cython.locals(one=RuleAsked, flow=Flow, row=Py_ssize_t)
    cdef void _gather(self) except *
    @cython.locals(
        center=Center, due=Armed, row=Py_ssize_t, since_s=double, queue=Py_ssize_t, flow=Flow, reading=Reading
    )
    cdef bint _due_of(self, RuleAsked one, double now_s) except *
    @cython.locals(line=Armed, acts=bint, row=Py_ssize_t, flow=Flow)
    cdef bint _change_of(self, RuleAsked one, double now_s) except *
    @cython.locals(armed=Armed)
    cdef list _able(self, RuleAsked one, double now_s)
    @cython.locals(passing=Passing)
    cdef bint _is_held(self, Py_ssize_t row, Flow flow) except *
    cdef void _act(self, OverflowTerms rule, Py_ssize_t row) except *
    @cython.locals(next_s=double, mine_s=double, one=RuleAsked, reading=Reading)
    cdef void _plan_next(self, double now_s) except *
    cpdef void recheck(self) except *

cdef class ToldOfChanges(Listener):
    cdef RuleAsked _one
    cdef OverflowTurns _turns
    cpdef void changed(self) except *

cdef class _HasWaited(Moment):
    cdef OverflowTurns _turns
    cpdef void happen(self, Py_ssize_t number) except *

cdef class _Crosses(Moment):
    cdef OverflowTurns _turns
    cpdef void happen(self, Py_ssize_t row) except *

cdef class _Recheck(Moment):
    cdef OverflowTurns _turns
    cpdef void happen(self, Py_ssize_t _) except *

cdef class _ToldOfPlaces(Listener):
    cdef OverflowTurns _turns
    cpdef void changed(self) except *
