from simulator.engine.tables.conversation_terms cimport ConversationTerms

cdef class SlotTerms:
    cdef public Py_ssize_t channel, weight
    cdef public tuple speed
    cdef public str agent
    cdef public ConversationTerms by_replies
