"""Reserving: waiting contacts of some types keep agents with nothing in hand from contacts of worse priority.

As many agents as such contacts wait, on top of what is kept free anyway, where the larger number counts. Only those
count that the pool may take, or could once they have waited for longer: a contact that was passed to others, or that
the pool may not take any more, would keep an agent in vain, and so would one before a shut gate.
"""

from simulator.engine.agenda import Agenda
from simulator.engine.floor import AgentPool, Lane
from simulator.engine.queues import Queue
from simulator.engine.waking import Sleeper, Waking
from simulator.engine.watched import Barrier, Listener
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class KeptLane:
    """What agents of a pool are kept from: a lane, and the same for whoever arrives there."""

    __slots__ = ("always", "arriving", "lane", "most", "priority")

    def __init__(self, lane: Lane, priority: int, always: list[int], arriving: list[int]) -> None:
        self.lane, self.priority = lane, priority
        self.always = always
        """By pool: how many are kept free whoever waits, as things stand."""
        self.arriving = arriving
        """By pool: how many are kept from contacts that arrive."""
        self.most = 0
        """The most that were kept since agents looked last."""


class ReservingQueues:
    """The queues of a type whose contacts reserve agents of a pool."""

    __slots__ = ("_alone", "_behind", "gate", "priority")

    def __init__(self, priority: int, behind: list[Queue], alone: list[Queue], gate: Barrier | None) -> None:
        self.priority = priority
        self._behind, self.gate = behind, gate
        """The gate, None where there is none, and the queues whose contacts are behind it."""
        self._alone = alone
        """Of those who were passed to this pool."""

    def waiting(self, now_s: float) -> int:
        """Return how many wait."""
        number = 0
        for queue in self._alone:
            number += queue.length
        if self.gate is None or self.gate.holds(now_s):
            for queue in self._behind:
                number += queue.length
        return number


class Reserving(Listener):
    """Of one pool."""

    __slots__ = ("_agenda", "_kept", "_pool", "_reserves", "_sleeper", "_waking", "is_gated")

    def __init__(
        self, pool: AgentPool, reserves: list[ReservingQueues], kept: list[KeptLane], agenda: Agenda, waking: Waking
    ) -> None:
        self._pool, self._reserves, self._kept, self._agenda, self._waking = pool, reserves, kept, agenda, waking
        self._sleeper = _ReserveSleeper(self)
        self.is_gated = any(one.gate is not None for one in reserves)
        """Whether another number may be kept though nobody came or left: whoever reads it refreshes it before."""

    def changed(self) -> None:
        """Another number waits, or a gate may be open or shut: keep as many."""
        self.refresh()
        if self._are_fewer():
            self._waking.ask(self._pool, self._sleeper)

    def refresh(self) -> None:
        """Keep as many as have to be."""
        number = self._pool.number
        for kept in self._kept:
            keep = kept.always[number]
            waiting = self._waiting_before(kept.priority)
            if waiting > keep:
                keep = waiting
            kept.lane.keep = kept.arriving[number] = keep
            if keep > kept.most:
                kept.most = keep

    def wakes(self) -> bool:
        """Return whether somebody waits from whom fewer are kept than when agents looked last."""
        self.refresh()
        are_fewer = self._are_fewer()
        for kept in self._kept:
            kept.most = kept.lane.keep
        return are_fewer

    def _are_fewer(self) -> bool:
        found = False
        for kept in self._kept:
            found = found or (kept.lane.keep < kept.most and kept.lane.queue.length > 0)
        return found

    def _waiting_before(self, priority: int) -> int:
        waiting, now_s = 0, self._agenda.now_s
        for one in self._reserves:
            if one.priority < priority:
                waiting += one.waiting(now_s)
        return waiting


class KeptAnew(AgentRule):
    """Another rule, before which it is seen how many agents are reserved now."""

    __slots__ = ("_reserving", "_rule")

    def __init__(self, rule: AgentRule, reserving: list[Reserving]) -> None:
        self._rule, self._reserving = rule, reserving

    def choose(self, groups: "tuple[FreeGroup[AgentT], ...]") -> AgentT | None:  # type: ignore[override]
        """Return an agent of ``groups``, or None."""
        for one in self._reserving:
            one.refresh()
        return self._rule.choose(groups)


class _ReserveSleeper(Sleeper):
    """The reservation as what keeps agents from contacts."""

    __slots__ = ("_reserving",)

    def __init__(self, reserving: Reserving) -> None:
        self._reserving = reserving

    def wake(self, now_s: float) -> bool:
        """Return whether agents may have to look again."""
        return self._reserving.wakes()
