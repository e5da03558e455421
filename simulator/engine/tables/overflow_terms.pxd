cimport cython

cdef int NOBODY
cdef double inf

cdef class OverflowTerms:
    cdef public Py_ssize_t number, to
    cdef public str name, verb
    cdef public unsigned long long share_purpose, accept_purpose
    cdef public tuple into, share, waits_s
    cdef public bint keeps_place, on_entering
    cdef public double accept, every_s, story_s
    cdef public int context
    @cython.locals(share=tuple)
    cpdef double share_of(self, Py_ssize_t attempt) except? -1
    cpdef bint requeues(self) except -1
    cpdef bint widens(self) except -1
    cpdef bint looks(self) except -1
    cpdef bint on_change(self) except -1
