"""Candidates: the agents among whom a rule chooses that looks at all of them. Some are kept for other contacts."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentT, FreeAgent, FreeGroup


class Candidates:
    """Who may take a contact, one by one."""

    __slots__ = ()

    def of(self, groups: Sequence[FreeGroup[AgentT]]) -> list[AgentT]:
        """Return the agents of ``groups`` who may take one, in whatever order."""
        raise NotImplementedError

    def since_s(self, agent: FreeAgent) -> float:
        """Return since when ``agent`` waits for one, which breaks ties."""
        raise NotImplementedError


class Idle(Candidates):
    """Of an exclusive contact: who has nothing in hand; a group always keeps so many others idle."""

    __slots__ = ("_keeps",)

    def __init__(self, keeps: Sequence[int]) -> None:
        self._keeps = keeps

    def of(self, groups: Sequence[FreeGroup[AgentT]]) -> list[AgentT]:
        """Return all who are idle, of groups that have more of them than they keep."""
        found: list[AgentT] = []
        for group in groups:
            if group.is_closed or len(group.idle) > self._keeps[group.number]:
                found.extend(group.idle)
        return found

    def since_s(self, agent: FreeAgent) -> float:
        """Return since when ``agent`` is idle."""
        return agent.idle_since_s


class WithRoom(Candidates):
    """Of a contact of a channel with slots: in whose hand it fits; with nothing in hand only while others are left."""

    __slots__ = ("_channel", "_keeps")

    def __init__(self, channel: int, keeps: Sequence[int]) -> None:
        self._channel, self._keeps = channel, keeps

    def of(self, groups: Sequence[FreeGroup[AgentT]]) -> list[AgentT]:
        """Return all who have room."""
        found: list[AgentT] = []
        for group in groups:
            for hands in group.hands:
                is_kept = not hands.used and not group.is_closed and len(group.idle) <= self._keeps[group.number]
                if self._channel in hands.takes and not is_kept:
                    found.extend(hands.agents)
        return found

    def since_s(self, agent: FreeAgent) -> float:
        """Return when ``agent`` was last assigned a contact."""
        return agent.assigned_s
