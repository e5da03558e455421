"""Reserving: waiting contacts of some types keep agents with nothing in hand from contacts of worse priority.

As many agents as such contacts wait, on top of what is kept free anyway, where the larger number counts.
"""

from simulator.engine.floor import AgentPool, Lane
from simulator.engine.joins import Joins
from simulator.engine.waking import Sleeper, Waking
from simulator.engine.watched import Listener


class KeptLane:
    """What agents of a pool are kept from: a lane, and the same for whoever arrives there."""

    __slots__ = ("always", "arriving", "lane", "priority")

    def __init__(self, lane: Lane, priority: int, always: list[int], arriving: list[int]) -> None:
        self.lane, self.priority = lane, priority
        self.always = always
        """By pool: how many are kept free whoever waits, as things stand."""
        self.arriving = arriving
        """By pool: how many are kept from contacts that arrive."""


class Reserving(Listener):
    """Of one pool."""

    __slots__ = ("_kept", "_pool", "_reserves", "_sleeper", "_waking")

    def __init__(
        self, pool: AgentPool, reserves: list[tuple[Joins, int]], kept: list[KeptLane], waking: Waking
    ) -> None:
        self._pool, self._reserves, self._kept, self._waking = pool, reserves, kept, waking
        self._sleeper = _ReserveSleeper()
        for joins, _ in reserves:
            joins.listen(self)
        self.refresh()

    def changed(self) -> None:
        """Another number waits: keep as many."""
        if self.refresh():
            self._waking.ask(self._pool, self._sleeper)

    def refresh(self) -> bool:
        """Keep as many as have to be; return whether somebody waits from whom fewer are kept than before."""
        number, fewer = self._pool.number, False
        for kept in self._kept:
            keep = kept.always[number]
            waiting = self._waiting_before(kept.priority)
            if waiting > keep:
                keep = waiting
            if keep < kept.lane.keep and kept.lane.queue.length:
                fewer = True
            kept.lane.keep = kept.arriving[number] = keep
        return fewer

    def _waiting_before(self, priority: int) -> int:
        waiting = 0
        for joins, mine in self._reserves:
            if mine < priority:
                waiting += joins.waiting
        return waiting


class _ReserveSleeper(Sleeper):
    """The reservation as what keeps agents from contacts."""

    __slots__ = ()

    def wake(self, now_s: float) -> bool:
        """Return whether agents may have to look again."""
        return True
