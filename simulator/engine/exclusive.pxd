cimport cython

from simulator.engine.agenda cimport Agenda, Heap, Moment, heappush
from simulator.engine.book cimport Book
from simulator.engine.columns cimport Line, ServiceRecords, service_record
from simulator.engine.duty cimport Duty
from simulator.engine.floor cimport Agent, AgentPool, Service
from simulator.engine.flows cimport Endings, Flow, Passing, Talk, Watching
from simulator.engine.passed_part cimport PassedPart
from simulator.time_grid cimport on_grid

cdef int SERVICE_ENDS, FREE, IN_HAND, NOBODY, _AGENT

cdef class EndOfService(Moment):
    cdef Agenda _agenda
    cdef list _agents, _freed
    cdef ServiceRecords _closings
    cdef Duty _duty
    @cython.locals(agent=Agent, now_s=double)
    cpdef void happen(self, Py_ssize_t number) except *

cdef class Exclusive(Service):
    cdef Agenda _agenda
    cdef Heap _heap
    cdef Book _book
    cdef list _flows, _agents
    cdef Duty _duty
    cdef EndOfService _service_ends
    cdef int _end, _end_of_talk, _end_of_part, _end_of_passer, _end_of_briefing
    cdef dict _parts
    @cython.locals(idle=Line)
    cpdef void take(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(book=Book, flow=Flow, talk_s=double, wrap_up_s=double, now_s=double, talk_to_s=double)
    cpdef void assign(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(passing=Passing, talk=Talk, now_s=double, end=int)
    cdef void _answer(self, Py_ssize_t row, Agent agent, double wrap_up_s, Flow flow) except *
    @cython.locals(agent=Agent, now_s=double, row=Py_ssize_t, flow=Flow, wrap_up_s=double)
    cpdef void talk_ends(self, Py_ssize_t number, double wrap_up_times) except *
    @cython.locals(part=PassedPart)
    cpdef void shorten_wrap_up(self, Agent agent, double times) except *
    @cython.locals(agent=Agent, row=Py_ssize_t, passing=Passing, part=PassedPart)
    cpdef void end_of_part(self, Py_ssize_t number) except *
    @cython.locals(part=PassedPart)
    cpdef void brief(self, Py_ssize_t row, Agent agent, double for_s) except *
    @cython.locals(agent=Agent, passing=Passing)
    cpdef void end_of_briefing(self, Py_ssize_t number) except *
    @cython.locals(part=PassedPart, now_s=double)
    cpdef void let_go(self, Py_ssize_t row, Agent agent) except *
    @cython.locals(agent=Agent, now_s=double)
    cpdef void end_of_passer(self, Py_ssize_t number) except *
    @cython.locals(book=Book, any_open=bint, agent=Agent, part=PassedPart, talk_to_s=double)
    cpdef bint settle(self, double now_s) except *

cdef class EndOfTalk(Moment):
    cdef Exclusive _service
    cpdef void happen(self, Py_ssize_t number) except *

cdef class EndOfPart(Moment):
    cdef Exclusive _service
    cpdef void happen(self, Py_ssize_t number) except *

cdef class EndOfBriefing(Moment):
    cdef Exclusive _service
    cpdef void happen(self, Py_ssize_t number) except *

cdef class EndOfPasser(Moment):
    cdef Exclusive _service
    cpdef void happen(self, Py_ssize_t number) except *
