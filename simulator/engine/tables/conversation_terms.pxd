cdef class EndTerms:
    cdef public int how
    cdef public str place
    cdef public double reading_s

cdef class ConversationTerms:
    cdef public double after_s, closes_s
    cdef public Py_ssize_t asleep, at_most
    cdef public bint over
    cdef public int order
    cdef public EndTerms at_end
