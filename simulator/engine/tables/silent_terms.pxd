cdef class SilentTerms:
    cdef public double share, noticed_s, greeting_s
