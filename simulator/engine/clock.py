"""The clock: SimPy's environment, with a run loop that knows arrivals and the order within one instant.

Why not the stock loop: a contact's first arrival would cost an event and a push although arrivals are already sorted,
and SimPy orders the events of one instant by when they were planned, which no analyst could predict. Entries here are
``(time, class, entity, moment)``; a moment is shared by all events of its kind. SimPy's own events (processes,
timeouts) live in the same heap and come first at an instant: an ordinary SimPy process runs beside the center.

Of one instant and class the smaller entity comes first: agents by number, contacts by row, which is the order in which
they were born. Two moments never share time, class and entity: what may happen to one entity at once has two classes.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush
from math import inf
from typing import Any, Protocol

import simpy

SERVICE_ENDS = 10
CHAT_ENDS = 11
"""The end of a talk or wrap-up in a slot; the entity is the contact's row."""
HOURS_END = 12
"""The end of a type's hours."""
STAFF_ENDS = 13
STAFF_STARTS = 14
CLOSING = 15
STOP = 16
"""The end of the run: nothing after it happens."""
DISPATCH = 20
"""Not an event: the loop dispatches when the instant leaves the classes before this one."""
HOURS_BEGIN = 25
"""The opening of types, and then those who waited for it outside, by their place."""
ARRIVAL = 30
TIMER = 40
VOICEMAIL = 45
"""The limit of waiting, after which a voicemail is left: whoever may look for an agent at this instant has looked."""
PATIENCE = 50


class Moment:
    """What happens when an entry is due: ``call(entity)``."""

    __slots__ = ("call",)

    def __init__(self, call: Callable[[int], None]) -> None:
        self.call = call


class Dispatcher(Protocol):
    """Who is told of arrivals and of the end of an instant's changes of state."""

    @property
    def freed(self) -> list[Any]:
        """Return the agents who became free at this instant and were not dispatched yet: always the same list."""

    def arrive(self, row: int) -> None:
        """Take contact ``row``, which arrives now."""

    def dispatch(self) -> None:
        """Give everybody freed a contact or put them among the idle; leaves ``freed`` empty."""

    def stop(self) -> bool:
        """Leave everything as it is, because the run is stopped now; return whether anything is still open."""


class Clock(simpy.Environment):
    """SimPy's environment with the center's order of one instant. Times are seconds on the grid of 2⁻²⁰ s."""

    _stopped_s = inf
    """When something was still open at the stop of the run."""

    def at(self, time_s: float, order: int, entity: int, moment: Moment) -> None:
        """Plan ``moment`` for ``entity`` at ``time_s`` in the class ``order``."""
        heappush(self._queue, (time_s, order, entity, moment))  # type: ignore[misc]

    def run_day(self, arrivals_s: list[float], center: Dispatcher, until_s: float = inf) -> float:
        """Run until no arrival and no event is left, or until it is stopped; return when it was stopped.

        At ``until_s`` everything up to the closing happens, then nothing more. It was not stopped, but came to its end,
        when nothing is open then: infinite. ``arrivals_s`` must be sorted; its positions are the first rows. The loop
        is the engine's heart: keep it short.
        """
        queue: list[Any] = self._queue
        freed = center.freed
        arrive, dispatch = center.arrive, center.dispatch
        coming_s = arrivals_s[: bisect_left(arrivals_s, until_s)]
        last = len(coming_s)
        # The one at the end is nobody: all events come before it.
        coming_s.append(inf)
        if until_s < inf:
            self.at(until_s, STOP, 0, Moment(partial(self._stop, center)))
        for row, next_s in enumerate(coming_s):
            # What comes before the next arrival: at one instant the smaller class, then the smaller row.
            while queue and (
                (head_s := queue[0][0]) < next_s or (head_s == next_s and queue[0] < (next_s, ARRIVAL, row))
            ):
                now, order, entity, moment = heappop(queue)
                self._now = now
                if order < SERVICE_ENDS:
                    heappush(queue, (now, order, entity, moment))
                    self.step()
                else:
                    moment.call(entity)
                if freed and not (queue and queue[0][0] == now and queue[0][1] < DISPATCH):
                    dispatch()
            if row < last:
                self._now = next_s
                arrive(row)
        return self._stopped_s

    def _stop(self, center: Dispatcher, _: int) -> None:
        """Stop the run: nothing that is planned happens any more."""
        self._stopped_s = self._now if center.stop() else inf
        center.freed.clear()
        self._queue.clear()
