cimport cython

from simulator.engine.columns cimport Columns, ServiceRecords, WaitRecords, empty, service_record, services, wait_record, waits
from simulator.engine.firsts cimport Firsts
from simulator.engine.heard cimport Heard

cdef int _AGENT, _CONTAINED, _PASSED_ON, _NO_CONTEXT

cdef class Birth:
    cdef public Py_ssize_t case, parent, attempt, hop, type, segment
    cdef public int cause, context

@cython.locals(made=Birth)
cpdef Birth birth(
    Py_ssize_t case, Py_ssize_t parent, int cause, Py_ssize_t attempt, Py_ssize_t hop, Py_ssize_t type,
    Py_ssize_t segment, int context
)

cdef class Book(Columns):
    cdef public object workload
    cdef public Firsts firsts
    cdef public Heard heard
    cdef public list born_later, interventions, skills, talked_to_end
    cdef public ServiceRecords closings, conversations, laid, overflow, replies, services, spans, unfinished
    cdef public WaitRecords further_answers, passings, waits
    cdef public dict again_s, announced_s, changed, first_patience_s, first_place_s, looks, passes, solved_with_help
    cdef public dict stories, to_tell
    cdef public set unasked
    cpdef Py_ssize_t born(
        self, Birth birth, int queue, double arrived_s, double talk_s, double wrap_up_s, double patience_s
    ) except -1
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef Py_ssize_t case_of(self, Py_ssize_t row) except -1
    cpdef unsigned long long key_of(self, Py_ssize_t row) except? 0
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef Py_ssize_t type_of(self, Py_ssize_t row) except -1
    cpdef Py_ssize_t hops_of(self, Py_ssize_t row) except -1
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef Py_ssize_t attempt_of(self, Py_ssize_t row) except -1
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef Py_ssize_t hop_of(self, Py_ssize_t row) except -1
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef int context_of(self, Py_ssize_t row) except -1
    @cython.locals(cases=Py_ssize_t, born=Birth)
    cpdef Py_ssize_t segment_of(self, Py_ssize_t row) except -2
    cpdef void queued(self, Py_ssize_t row, double now_s) except *
    cpdef void waits_again(self, Py_ssize_t row, Py_ssize_t group, double now_s) except *
    cpdef void answered_again(self, Py_ssize_t row, double now_s) except *
    cpdef void waited(self, Py_ssize_t row, double to_s) except *
    cpdef void answered(self, Py_ssize_t row, Py_ssize_t agent, double now_s) except *
    cpdef void served(self, Py_ssize_t row, Py_ssize_t agent, double from_s, double talk_to_s, double to_s) except *
    cpdef void closed(self, Py_ssize_t row, Py_ssize_t agent, double from_s, double talk_to_s, double now_s) except *
    cpdef void conversed(self, Py_ssize_t row, Py_ssize_t agent, double from_s, double talk_to_s, double now_s) except *
    cpdef void left_hand(self, Py_ssize_t row, Py_ssize_t agent, double from_s, double talk_to_s, double now_s) except *
    cpdef void replied(self, Py_ssize_t row, Py_ssize_t agent, double asked_s, double begun_s, double sent_s) except *
    cpdef void laid_down(self, Py_ssize_t row, Py_ssize_t agent, double now_s, bint is_parked, bint is_owed) except *
    cpdef void talk_over(self, Py_ssize_t row, Py_ssize_t agent, double from_s, double talk_to_s) except *
    cpdef void passed_on(self, Py_ssize_t row, double now_s) except *
    cpdef void ended(self, Py_ssize_t row, int how, double now_s) except *
    cpdef void span(self, Py_ssize_t row, int kind, Py_ssize_t agent, double from_s, double to_s) except *
