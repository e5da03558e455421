cimport cython

from simulator.time_grid cimport on_grid

cdef class HelpTerms:
    cdef public Py_ssize_t number
    cdef public unsigned long long purpose
    cdef public tuple groups
    cdef public double share, after_s, talk, wrap_up, solved, ready_s
