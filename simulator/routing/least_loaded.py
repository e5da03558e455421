"""Least loaded: the agent with the least in hand. Work is shared, and goes on as fast as it can."""

from collections.abc import Sequence

from simulator.routing.by_load import AgentT, LoadedGroup, firsts


class LeastLoaded:
    """The agent with the least in hand in which a contact of the channel fits; see `firsts` for ties."""

    __slots__ = ("_channel", "_keeps")

    def __init__(self, channel: int, keeps: Sequence[int]) -> None:
        self._channel, self._keeps = channel, keeps

    def choose(self, groups: Sequence[LoadedGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        first = min(firsts(groups, self._channel, self._keeps), default=None)
        return None if first is None else first[1][2]
