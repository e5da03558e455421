from simulator.engine.floor cimport Agent
from simulator.engine.tables.rule_terms cimport TransferTerms

cdef class Planned:
    cdef public TransferTerms rule
    cdef public double rest_s

cdef class Onward:
    cdef public str place
    cdef public double kept_s

cdef class Hold:
    cdef public Py_ssize_t row
    cdef public Agent agent
    cdef public TransferTerms rule
