cimport cython

from simulator.demand.attendance cimport AwayTimes, PersonsDay, ordinal_in
from simulator.engine.floor cimport Agent
from simulator.engine.shift_pool cimport ShiftPool
from simulator.engine.tables.part_terms cimport OffTerms, PartTerms
from simulator.time_grid cimport on_grid

cdef int AGAIN, AWAY_LAST, BY_CHOICE, BY_CLOCK, FIXED, WHEN_FREE
cdef double inf

cdef class Due:
    cdef public OffTerms terms
    cdef public Py_ssize_t number, place
    cdef public int begins
    cdef public double at_s, earliest_s, latest_s, lasts_s
    cdef public bint is_open
    cpdef bint is_before(self, Due other) noexcept
    cpdef bint is_break(self) noexcept
    @cython.locals(terms=OffTerms, soonest_s=double, at_most_s=double, wished_s=double)
    cpdef void moves(self, double rested_s, PartTerms part) noexcept

cdef class PartOfShift:
    cdef public PartTerms terms
    cdef public Agent agent
    cdef public ShiftPool pool
    cdef public double begins_s, late_s
    cdef public list dues
    cdef public bint is_absent, is_over
    cdef PersonsDay _chance
    cdef AwayTimes _away
    cdef Due _absence
    cdef double _clock_s, _next_away_s, _since_s
    @cython.locals(from_s=double, is_again=bint, due=Due)
    cdef void _plans(self, OffTerms off, Py_ssize_t place) except *
    @cython.locals(present_s=double)
    cdef void _plans_absence(self, Due absence, AwayTimes away) except *
    cpdef void is_not_late(self, double now_s) except *
    @cython.locals(due=Due)
    cpdef void comes_called(self, double now_s) except *
    @cython.locals(first=Due, due=Due)
    cpdef Due first_due(self)
    cpdef bint fits(self, Due due, double now_s) noexcept
    cpdef bint takes_nothing_new(self, double now_s) noexcept
    cpdef void drops(self, Due due) except *
    @cython.locals(number=Py_ssize_t, terms=OffTerms)
    cpdef double goes(self, Due due, double now_s) except? -1
    @cython.locals(due=Due)
    cpdef void rests(self, double now_s, bint from_break) except *
