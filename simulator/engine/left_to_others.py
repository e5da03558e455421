"""Agents who are kept empty for somebody who takes nothing new of some channels: they need not be, and look again."""

from operator import attrgetter

from simulator.engine.duty import Duty
from simulator.engine.floor import Agent
from simulator.engine.waking import Sleeper

_BY_NUMBER = attrgetter("id")


class LeftToOthers(Sleeper):
    """Of one pool: who takes nothing new of some channels, had nothing in hand and found nothing at this instant."""

    __slots__ = ("_asked", "_duty")

    def __init__(self, duty: Duty) -> None:
        self._duty = duty
        self._asked: list[Agent] = []

    def add(self, agent: Agent) -> None:
        """Add ``agent``."""
        self._asked.append(agent)

    def wake(self, now_s: float) -> bool:
        """Let those look who take more than somebody who still has nothing in hand; the others need not."""
        asked, self._asked = self._asked, []
        for agent in asked:
            if agent in agent.pool.idle:
                for one in sorted(agent.pool.idle, key=_BY_NUMBER):
                    if set(one.shut) < set(agent.shut):
                        self._duty.look(one)
        return False
