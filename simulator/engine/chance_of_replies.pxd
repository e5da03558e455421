cimport cython

from simulator.demand.awake cimport Awake
from simulator.demand.replies_drawn cimport RepliesDrawn
from simulator.engine.book cimport Book
from simulator.engine.conversation_moments cimport WorkInTime
from simulator.engine.threads cimport Thread

cdef class ChanceOfReplies(WorkInTime):
    cdef Book _book
    cdef tuple _scripts
    cdef tuple _script_of(self, Thread thread)
    @cython.locals(script=tuple, drawn=RepliesDrawn)
    cdef Py_ssize_t _number_of(self, Thread thread) except -1
    @cython.locals(script=tuple, drawn=RepliesDrawn)
    cdef double _work_s(self, Thread thread) except? -1
    @cython.locals(script=tuple, drawn=RepliesDrawn)
    cdef double _patience_s(self, Thread thread) except? -1
    @cython.locals(thinking_s=double, awake=Awake, script=tuple, drawn=RepliesDrawn)
    cdef double _asks_s(self, Thread thread, double now_s) except? -1
