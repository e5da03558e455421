"""Longest idle: the agent who has been without a contact for the longest time. The default of most phone systems."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class LongestIdle(AgentRule):
    """The agent idle longest; ties by roster number."""

    __slots__ = ()

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return the agent idle longest of all ``groups``, or None."""
        best: AgentT | None = None
        for group in groups:
            if group.idle:
                agent = group.idle[0]
                if (
                    best is None
                    or agent.idle_since_s < best.idle_since_s
                    or (agent.idle_since_s == best.idle_since_s and agent.id < best.id)
                ):
                    best = agent
        return best
