"""Fewest contacts: the agent who has been assigned the fewest today. Fair by count, whatever contacts take."""

from collections.abc import Sequence

from simulator.routing.candidates import Candidates
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup, Taken


class FewestContacts(AgentRule):
    """The agent with the fewest contacts since midnight; of those alike, who waits for one longest, then by number."""

    __slots__ = ("_candidates", "_taken")

    def __init__(self, candidates: Candidates, taken: Taken) -> None:
        self._candidates, self._taken = candidates, taken

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        best: AgentT | None = None
        fewest, earliest_s = 0, 0.0
        for agent in self._candidates.of(groups):
            contacts, since_s = self._taken.today(agent.id), self._candidates.since_s(agent)
            if (
                best is None
                or contacts < fewest
                or (contacts == fewest and (since_s < earliest_s or (since_s == earliest_s and agent.id < best.id)))
            ):
                best, fewest, earliest_s = agent, contacts, since_s
        return best
