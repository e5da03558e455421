"""Round robin: the next agent after the one who took the last contact of the type, by roster number, then the first."""

from collections.abc import Sequence

from simulator.routing.candidates import Candidates
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup, Taken


class RoundRobin(AgentRule):
    """The lowest number above that of the last agent of these groups who took a contact of the type, else the lowest.

    Whoever took it: the agent it chose, or the one who was freed and chose it.
    """

    __slots__ = ("_candidates", "_taken", "_type")

    def __init__(self, candidates: Candidates, taken: Taken, type_: int) -> None:
        self._candidates, self._taken, self._type = candidates, taken, type_

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return that agent of ``groups``, or None."""
        last = self._taken.last(self._type, groups)
        best: AgentT | None = None
        for agent in self._candidates.of(groups):
            if best is None or _is_earlier(agent.id, best.id, last):
                best = agent
        return best


def _is_earlier(number: int, other: int, last: int) -> bool:
    """Return whether a number comes before another one, counted round from ``last``."""
    if (number > last) == (other > last):
        return number < other
    return number > last
