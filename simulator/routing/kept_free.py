"""Longest idle, where some agents are kept free for other contacts: a group leaves the last few idle alone."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class LongestIdleButKept(AgentRule):
    """The agent idle longest; ties by roster number. A group always keeps so many others idle."""

    __slots__ = ("_keeps",)

    def __init__(self, keeps: Sequence[int]) -> None:
        self._keeps = keeps

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return the agent idle longest of those ``groups`` that have more idle than they keep, or None."""
        best: AgentT | None = None
        for group in groups:
            if len(group.idle) > (0 if group.is_closed else self._keeps[group.number]):
                agent = group.idle[0]
                if (
                    best is None
                    or agent.idle_since_s < best.idle_since_s
                    or (agent.idle_since_s == best.idle_since_s and agent.id < best.id)
                ):
                    best = agent
        return best
