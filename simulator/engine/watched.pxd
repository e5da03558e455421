cimport cython

cdef class Listener:
    cpdef void changed(self) except *

cdef class Unheard(Listener):
    cpdef void changed(self) except *

cdef class Watched:
    cdef list _listeners
    cdef public bint is_heard
    cpdef listen(self, Listener listener)
    @cython.locals(listener=Listener)
    cpdef void tell(self) except *

cdef class Barrier(Listener):
    cpdef bint is_open(self, double now_s) except -1
    cpdef bint holds(self, double now_s) except -1
