from simulator.engine.time_off cimport Due, PartOfShift

cdef double inf

cdef class Worker:
    cdef public Py_ssize_t number
    cdef public list turns
    cdef public PartOfShift part
    cdef public Due due
    cdef public double called_s, gone_s, planned_to_s, stands_s, to_s, wakes_s

cdef class HadAtOnce:
    cdef public Py_ssize_t away
