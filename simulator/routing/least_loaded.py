"""Least loaded: the agent with the fewest contacts in hand. Work is shared, and goes on as fast as it can."""

from collections.abc import Sequence

from simulator.routing.by_load import AgentT, LoadedGroup, first_of


class LeastLoaded:
    """The agent with the fewest in hand, fewer than ``slots``; see `first_of` for ties."""

    __slots__ = ("_keep_empty", "_slots")

    def __init__(self, slots: int, keep_empty: int) -> None:
        self._slots, self._keep_empty = slots, keep_empty

    def choose(self, groups: Sequence[LoadedGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        for load in range(self._slots):
            agent = first_of(groups, load, self._keep_empty)
            if agent is not None:
                return agent
        return None
