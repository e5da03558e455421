"""Pack: fill one agent's slots before the next agent's. It keeps others empty, for contacts that need a whole agent."""

from collections.abc import Iterable

from simulator.routing.by_load import AgentT, LoadedGroup, first_of


def pack(groups: Iterable[LoadedGroup[AgentT]], slots: int, keep_empty: int) -> AgentT | None:
    """Return the agent with the most in hand, yet fewer than ``slots``, or None; see `first_of` for ties."""
    loads = reversed(range(slots))
    return next((agent for load in loads if (agent := first_of(groups, load, keep_empty)) is not None), None)
