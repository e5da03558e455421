cimport cython

from simulator.engine.floor cimport Agent, AgentPool

cdef int AWAY, NONE, OFF

@cython.locals(count=Py_ssize_t, pool=AgentPool)
cpdef Py_ssize_t on_duty(list pools) except? -1
@cython.locals(count=Py_ssize_t, pool=AgentPool, agent=Agent)
cpdef Py_ssize_t with_nothing_in_hand(list pools) except? -1
@cython.locals(count=Py_ssize_t, pool=AgentPool, agent=Agent)
cpdef Py_ssize_t with_room(list pools, Py_ssize_t channel, Py_ssize_t weight) except? -1
@cython.locals(pool=AgentPool)
cdef bint _fits(Agent agent, Py_ssize_t channel, Py_ssize_t weight) except *
@cython.locals(used=Py_ssize_t, there=Py_ssize_t, pool=AgentPool, agent=Agent)
cpdef double share_in_use(list pools) except? -1
