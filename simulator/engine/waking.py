"""Waking: agents who were kept from contacts look again when they may not be any more.

As soon as all who were freed have looked, and before anybody arrives: whoever waits came before. All of a group look in
one dispatch, each as things stand then. Contacts that look themselves at this instant do so before.
"""

from simulator.engine.agenda import WAKE, WAKE_LATE, Agenda, Moment
from simulator.engine.duty import Duty
from simulator.engine.floor import AgentPool
from simulator.engine.states import NONE
from simulator.engine.while_waiting import StepsOfWaits


class Sleeper:
    """Whoever keeps agents of a pool from contacts, and sees whether it still does."""

    __slots__ = ()

    def wake(self, now_s: float) -> bool:
        """Return whether agents may have to look again."""
        raise NotImplementedError


class Waking(Moment):
    """The turn at which they do."""

    __slots__ = ("_agenda", "_asked", "_duty", "_number", "_planned_s", "_steps")

    def __init__(self, agenda: Agenda, duty: Duty, steps: StepsOfWaits) -> None:
        self._agenda, self._duty, self._steps = agenda, duty, steps
        self._asked: list[tuple[AgentPool, Sleeper]] = []
        self._planned_s = -1.0
        self._number = agenda.enroll(self)

    def ask(self, pool: AgentPool, sleeper: Sleeper) -> None:
        """Look at this instant whether ``sleeper`` still keeps the agents of ``pool``."""
        for _, other in self._asked:
            if other is sleeper:
                return
        self._asked.append((pool, sleeper))
        now_s = self._agenda.now_s
        if self._planned_s != now_s or len(self._asked) == 1:
            self._planned_s = now_s
            when = WAKE_LATE if self._steps.any_looking() else WAKE
            self._agenda.plan(now_s, when, 0, self._number)

    def happen(self, _: int) -> None:
        """Let agents look who may not be kept any more."""
        asked, now_s = self._asked, self._agenda.now_s
        if self._steps.any_looking():
            # Somebody has gone on into another queue at this instant after whoever asked first.
            self._agenda.plan(now_s, WAKE_LATE, 0, self._number)
            return
        self._asked = []
        for pool, sleeper in asked:
            if sleeper.wake(now_s):
                for agent in pool.members:
                    if agent.order == NONE:
                        self._duty.look(agent)
