"""Pack: fill one agent's slots before the next agent's. It keeps others empty, for contacts that need a whole agent."""

from collections.abc import Sequence

from simulator.routing.by_load import AgentT, LoadedGroup, first_of


class Pack:
    """The agent with the most in hand, yet fewer than ``slots``; see `first_of` for ties."""

    __slots__ = ("_keep_empty", "_slots")

    def __init__(self, slots: int, keep_empty: int) -> None:
        self._slots, self._keep_empty = slots, keep_empty

    def choose(self, groups: Sequence[LoadedGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        for load in range(self._slots - 1, -1, -1):
            agent = first_of(groups, load, self._keep_empty)
            if agent is not None:
                return agent
        return None
