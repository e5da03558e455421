"""Pack: fill one agent's hand before the next agent's. It keeps others empty, for contacts that need a whole agent."""

from collections.abc import Sequence

from simulator.routing.by_load import AgentT, LoadedGroup, firsts


class Pack:
    """The agent with the most in hand in which a contact of the channel still fits; see `firsts` for ties."""

    __slots__ = ("_channel", "_keeps")

    def __init__(self, channel: int, keeps: Sequence[int]) -> None:
        self._channel, self._keeps = channel, keeps

    def choose(self, groups: Sequence[LoadedGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        found = ((-used, first) for used, first in firsts(groups, self._channel, self._keeps))
        fullest = min(found, default=None)
        return None if fullest is None else fullest[1][2]
