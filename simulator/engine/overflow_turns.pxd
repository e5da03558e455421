cimport cython

from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.armed cimport Armed
from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.flows cimport Flow, Passing
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.overflow_verbs cimport OverflowVerbs
from simulator.engine.queues cimport Queue, Room
from simulator.engine.reading cimport Reading
from simulator.engine.rule_asked cimport RuleAsked
from simulator.engine.tables.overflow_terms cimport OverflowTerms
from simulator.engine.watched cimport Listener

cdef int CONDITIONS, LAST
cdef Py_ssize_t _TURN
cdef double inf

cdef class OverflowTurns(Moment):
    cdef OverflowAsked _asked
    cdef Center _center
    cdef OverflowVerbs _verbs
    cdef list _lines, _looking, _of_segment, _rules, _waits_s
    cdef set _planned, _rechecks
    cdef bint _blocked, _by_time
    cdef int _crossing, _recheck, _turn
    cdef public double closes_s
    cdef public Listener told, told_of_places
    cpdef void plan(self, double time_s) except *
    cpdef void changed(self) except *
    @cython.locals(now_s=double)
    cdef void _see(self) except *
    @cython.locals(found=bint, armed=Armed)
    cdef bint _any_holds(self, double now_s) except *
    cpdef void place_changed(self) except *
    @cython.locals(center=Center, flow=Flow)
    cpdef void begins(self, Py_ssize_t row) except *
    @cython.locals(center=Center, book=Book, now_s=double, flow=Flow, one=RuleAsked)
    cpdef void goes_on(self, Py_ssize_t row) except *
    @cython.locals(center=Center, book=Book, now_s=double, flow=Flow, wait_s=double, one=RuleAsked)
    cpdef void crosses(self, Py_ssize_t row) except *
    @cython.locals(waits_s=list, place=Py_ssize_t, center=Center)
    cdef void _plan_crossing(self, Py_ssize_t row, Py_ssize_t type_, double wait_s) except *
    @cython.locals(
        book=Book, rule=OverflowTerms, queue=Py_ssize_t, waits_s=list, part=Py_ssize_t, from_s=double, to_s=double,
        armed=Armed, there=Py_ssize_t
    )
    cdef void _arm(self, RuleAsked one, Py_ssize_t row, Py_ssize_t type_, double wait_s) except *
    cdef list _of(self, Py_ssize_t row, Py_ssize_t type_)
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
    @cython.locals(queue=Py_ssize_t, there=Py_ssize_t, armed=Armed, flow=Flow, reading=Reading)
    cdef list _able(self, RuleAsked one, double now_s)
    @cython.locals(passing=Passing)
    cdef bint _is_held(self, Py_ssize_t row, Flow flow) except *
    cdef void _act(self, OverflowTerms rule, Py_ssize_t row) except *
    @cython.locals(next_s=double, mine_s=double, one=RuleAsked, reading=Reading)
    cdef void _plan_next(self, double now_s) except *
    @cython.locals(found=bint, armed=Armed)
    cdef bint _any_armed(self, RuleAsked one) except *
    cpdef void recheck(self) except *

@cython.locals(line=Armed)
cdef Armed _first_of(list lines, double now_s)

cdef class _ToldOfChanges(Listener):
    cdef OverflowTurns _turns
    cpdef void changed(self) except *

cdef class _Crossing(Moment):
    cdef OverflowTurns _turns
    cpdef void happen(self, Py_ssize_t row) except *

cdef class _Recheck(Moment):
    cdef OverflowTurns _turns
    cpdef void happen(self, Py_ssize_t _) except *

cdef class _ToldOfPlaces(Listener):
    cdef OverflowTurns _turns
    cpdef void changed(self) except *
