cdef class ConversationTerms:
    cdef public double after_s, closes_s
    cdef public Py_ssize_t asleep, at_most
    cdef public bint over
    cdef public int order
