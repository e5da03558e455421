cdef struct Answer:
    int attempt
    int group

cdef class Heard:
    cdef Answer* _last
    cdef Py_ssize_t _cases
    cdef int _look(self, Py_ssize_t case) except -1
    cpdef void note(self, Py_ssize_t case, Py_ssize_t attempt, Py_ssize_t group) except *
    cpdef Py_ssize_t by_in(self, Py_ssize_t case, Py_ssize_t attempt) except? -1
    cpdef bint ever(self, Py_ssize_t case) except *
    cpdef forget(self)
