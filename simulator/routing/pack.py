"""Pack: fill one agent's hand before the next agent's. It keeps others empty, for contacts that need a whole agent."""

from collections.abc import Sequence

from simulator.routing.by_load import first_by_load
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class Pack(AgentRule):
    """The agent with the most in hand in which a contact of the channel still fits; see `first_by_load` for ties."""

    __slots__ = ("_channel", "_keeps")

    def __init__(self, channel: int, keeps: Sequence[int]) -> None:
        self._channel, self._keeps = channel, keeps

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        return first_by_load(groups, self._channel, self._keeps, fullest=True)
