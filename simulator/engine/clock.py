"""The clock: SimPy's environment, which lets the center's agenda run the day.

Why not the stock loop: a contact's first arrival would cost an event and a push although arrivals are already sorted,
and SimPy orders the events of one instant by when they were planned, which no analyst could predict. So the center has
an agenda of its own (`agenda.py`). SimPy's events (processes, timeouts) keep their heap and their order; each has a
turn on the agenda as well, first of its instant. What time it is, both take from the agenda.
"""

from math import inf

import simpy
from simpy.core import SimTime
from simpy.events import NORMAL, Event, EventPriority

from simulator.engine.agenda import BESIDE, Agenda, Dispatcher, Moment


class Clock(simpy.Environment):
    """SimPy's environment beside the center's agenda. Times are seconds on the grid of 2⁻²⁰ s."""

    def __init__(self, from_s: float) -> None:
        self.agenda = Agenda(from_s)
        self._turn = self.agenda.enroll(_TurnOfSimPy(self))
        super().__init__(from_s)

    @property
    def _now(self) -> float:
        return self.agenda.now_s

    @_now.setter
    def _now(self, now_s: float) -> None:
        self.agenda.now_s = now_s

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: SimTime = 0) -> None:
        """Plan an event of SimPy's, and its turn."""
        super().schedule(event, priority, delay)
        self.agenda.plan(self._now + delay, BESIDE, 0, self._turn)

    def run_day(self, arrivals_s: list[float], center: Dispatcher, until_s: float = inf) -> float:
        """Run until no arrival and no event is left, or until it is stopped; return when it was stopped.

        Infinite when it came to its end, which it does too when nothing is open at ``until_s``.
        """
        self.agenda.run_day(arrivals_s, center, until_s)
        # After a stop nothing of SimPy's happens any more either.
        self._queue.clear()
        return self.agenda.stopped_s


class _TurnOfSimPy(Moment):
    """The turn of an event of SimPy's."""

    __slots__ = ("_clock",)

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def happen(self, _: int) -> None:
        """Let the first of SimPy's events happen: there are as many as turns, at the same times."""
        self._clock.step()
