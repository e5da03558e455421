from simulator.demand.attendance cimport AwayRate, LateRate

cdef class OffTerms:
    cdef public int begins, rank, kind, long_kind
    cdef public str name
    cdef public bint paid
    cdef public double share, at_s, from_s, latest_s, lasts_s
    cdef public LateRate long
    cdef public Py_ssize_t together, at_once

cdef class PartTerms:
    cdef public object planned
    cdef public Py_ssize_t agent, number, skill
    cdef public double from_s, to_s, at_least_s, at_most_s, no_new_from_s
    cdef public bint at_closing, on_call
    cdef public LateRate late
    cdef public AwayRate away
    cdef public OffTerms away_terms
    cdef public tuple offs, shut_from_s
