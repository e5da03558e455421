"""Longest idle: the agent who has been without a contact for the longest time. The default of most phone systems."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentT, FreeGroup


class LongestIdle:
    """The agent idle longest; ties by roster number."""

    __slots__ = ()

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return the agent idle longest of all ``groups``, or None."""
        if len(groups) == 1:
            idle = groups[0].idle
            return idle[0] if idle else None
        best: AgentT | None = None
        for group in groups:
            if group.idle:
                agent = group.idle[0]
                if best is None or (agent.idle_since_s, agent.id) < (best.idle_since_s, best.id):
                    best = agent
        return best
