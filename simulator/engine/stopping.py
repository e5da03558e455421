"""When agents may stop working: whoever has conversations in hand has seldom an empty one."""

from simulator.engine.floor import Agent
from simulator.engine.states import FREE, IN_HAND


def can_stop(agent: Agent) -> bool:
    """Return whether a break may begin: with nothing in hand, or with conversations of which none is worked on."""
    if agent.duty != IN_HAND or agent.desk is None or agent.contact >= 0:
        return agent.duty == FREE
    return agent.desk.focus is None


def is_at_ease(agent: Agent) -> bool:
    """Return whether there is nothing to do: nothing in hand, or conversations in which the customer is to write."""
    return can_stop(agent) and (agent.desk is None or not agent.desk.owed)
