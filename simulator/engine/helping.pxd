cimport cython

from simulator.demand.later cimport ordinal_of
from simulator.engine.agenda cimport Agenda, Moment
from simulator.engine.book cimport Book
from simulator.engine.duty cimport Duty
from simulator.engine.exclusive cimport Exclusive
from simulator.engine.floor cimport Agent, AgentPool
from simulator.engine.flows cimport Flow, Watching
from simulator.engine.on_the_floor cimport WatchedPool
from simulator.engine.tables.help_terms cimport HelpTerms
from simulator.engine.tables.rule_terms cimport AskedNumbers
from simulator.engine.watched cimport Watched
from simulator.time_grid cimport on_grid

cdef int HELP, SERVICE_ENDS, FREE, IN_HAND, NONE, NOBODY
cdef double inf

cdef class WatchedTalk:
    cdef public Py_ssize_t row, next
    cdef public Agent agent
    cdef public double from_s, calls_s, joins_s
    cdef public tuple due
    cdef public bint is_passed_on
    cdef public HelpCall helped_by

cdef class HelpCall:
    cdef public WatchedTalk talk
    cdef public HelpTerms rule
    cdef public Agent helper
    cdef public double called_s, begun_s, joined_s, until_s

cdef class Helping(Watching):
    cdef Agenda _agenda
    cdef Book _book
    cdef list _flows, _pools, _lists, _staff
    cdef public list calls, waiting
    cdef Duty _duty
    cdef Exclusive _service
    cdef AskedNumbers _asked
    cdef dict _talks
    cdef int _end, _call, _join
    @cython.locals(
        book=Book, flow=Flow, asked=tuple, talk_s=double, case=Py_ssize_t, ordinal=Py_ssize_t, due=list, talk=WatchedTalk
    )
    cpdef bint watches(self, Py_ssize_t row, Agent agent, double from_s, bint is_passed_on) except *
    @cython.locals(rule=HelpTerms)
    cdef void _plan_call(self, WatchedTalk talk) except *
    @cython.locals(talk=WatchedTalk, now_s=double, rule=HelpTerms)
    cpdef void calls_now(self, Py_ssize_t number) except *
    @cython.locals(group=Py_ssize_t, helper=Agent)
    cdef void _look_for_help(self, HelpCall call) except *
    @cython.locals(pool=AgentPool, first=Agent, found=Agent)
    cdef Agent _longest_idle(self, Py_ssize_t group)
    @cython.locals(agent=Agent, call=HelpCall)
    cpdef void dispatch(self, list freed) except *
    @cython.locals(call=HelpCall)
    cdef HelpCall _oldest_for(self, Py_ssize_t group)
    @cython.locals(talk=WatchedTalk, now_s=double, other=HelpCall, staff=Watched)
    cdef void _begins(self, HelpCall call, Agent helper) except *
    @cython.locals(talk=WatchedTalk)
    cpdef void joins(self, Py_ssize_t number) except *
    @cython.locals(agent=Agent, rule=HelpTerms, now_s=double, left_s=double)
    cdef void _joined(self, WatchedTalk talk, HelpCall call) except *
    @cython.locals(talk=WatchedTalk, now_s=double, call=HelpCall, helper=Agent, joined=bint)
    cpdef void ends(self, Py_ssize_t number) except *
    @cython.locals(call=HelpCall, other=HelpCall)
    cdef void _over(self, WatchedTalk talk, double now_s) except *
    @cython.locals(talk=WatchedTalk, call=HelpCall)
    cpdef void settle(self, double now_s) except *

cdef class EndOfWatchedTalk(Moment):
    cdef Helping _helping
    cpdef void happen(self, Py_ssize_t number) except *

cdef class CallsForHelp(Moment):
    cdef Helping _helping
    cpdef void happen(self, Py_ssize_t number) except *

cdef class HelpJoins(Moment):
    cdef Helping _helping
    cpdef void happen(self, Py_ssize_t number) except *
