cimport cython

from simulator.engine.agenda cimport Agenda
from simulator.engine.book cimport Book
from simulator.engine.flows cimport Flow
from simulator.engine.floor cimport Agent
from simulator.engine.laying_down cimport LayingDown
from simulator.engine.silences cimport Silences
from simulator.engine.slots cimport DispatchesAgain
from simulator.engine.tables.conversation_terms cimport ConversationTerms
from simulator.engine.tables.silent_terms cimport SilentTerms
from simulator.engine.threads cimport Thread, Threads

cdef int CHAT_ENDS, _ABANDONED, _CUSTOMER, _IN_VAIN
cdef double inf, nan

cdef class InVain(LayingDown):
    cdef Silences _silences
    cdef int _end, _falls_silent, _times_out
    @cython.locals(row=Py_ssize_t, silent=SilentTerms, agent=Agent, desk=Threads, begun_s=double, due_s=double)
    cdef bint _leaves_silently(self, Thread thread, Silences silences, double now_s) except *
    @cython.locals(silent=SilentTerms, greeting_s=double)
    cdef double _lasts_in_vain_s(self, Thread thread) except? -1
    @cython.locals(silences=Silences, from_s=double)
    cdef void _notes_in_vain(self, Thread thread, double to_s) except *
    @cython.locals(thread=Thread, left_s=double)
    cpdef void cut(self, double to_s) except *
    cdef void _is_through(self, Thread thread, int how, rule, double now_s) except *
    @cython.locals(
        terms=ConversationTerms, agenda=Agenda, row=Py_ssize_t, silent=SilentTerms, closes_s=double, sleeps_s=double
    )
    cdef void _waits_in_vain(self, Thread thread, double now_s) except *
