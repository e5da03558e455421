"""The clock: SimPy's environment, which lets the center's agenda run the day.

Why not the stock loop: a contact's first arrival would cost an event and a push although arrivals are already sorted,
and SimPy orders the events of one instant by when they were planned, which no analyst could predict. So the center has
an agenda of its own (`agenda.py`), and SimPy's events (processes, timeouts) keep their heap: they come first at an
instant. What time it is, both take from the agenda.
"""

from math import inf

import simpy

from simulator.engine.agenda import Agenda, Dispatcher


class Clock(simpy.Environment):
    """SimPy's environment beside the center's agenda. Times are seconds on the grid of 2⁻²⁰ s."""

    def __init__(self, from_s: float) -> None:
        self.agenda = Agenda(from_s)
        super().__init__(from_s)

    @property
    def _now(self) -> float:
        return self.agenda.now_s

    @_now.setter
    def _now(self, now_s: float) -> None:
        self.agenda.now_s = now_s

    def run_day(self, arrivals_s: list[float], center: Dispatcher, until_s: float = inf) -> float:
        """Run until no arrival and no event is left, or until it is stopped; return when it was stopped.

        Infinite when it came to its end, which it does too when nothing is open at ``until_s``.
        """
        self.agenda.run_day(arrivals_s, center, until_s, self, self._queue)
        return self.agenda.stopped_s

    def nothing_more(self) -> None:
        """Let none of SimPy's events happen any more."""
        self._queue.clear()
