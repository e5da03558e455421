"""Headcount: how many are on duty when, and the orders that openings, closings and changes give.

Headcount says how many, not who. When it falls, those with nothing in hand go first, the highest roster number first;
an order that nobody empty can take waits, and goes to the next agent who releases a contact: nothing new, and off with
an empty hand. So nobody is cut off, and where all is exclusive whoever finishes first leaves. When it rises, waiting
orders are taken back first, then whoever was told last stays, then the lowest number is called in.

Every day begins afresh: with the lowest numbers, all idle since the opening. Only who is still busy with a contact of
the day before stays, as one of today's: his overtime ends, a new stay begins.
"""

from collections import deque
from typing import Protocol

from simulator.engine.agenda import CLOSING, STAFF_ENDS, STAFF_STARTS, Moment
from simulator.engine.center import Center
from simulator.engine.floor import AgentPool
from simulator.engine.states import FREE, NONE, OFF
from simulator.engine.tables import Tables


class Away(Protocol):
    """Whoever knows of people of a group who are in another one."""

    def take_home(self, number: int, people: int) -> None:
        """Let so many more leave pool ``number`` than are there."""

    def seats_left(self, number: int) -> int:
        """Return how many may still come into pool ``number``."""


class Headcount:
    """Openings, changes of headcount and closings."""

    __slots__ = ("_center", "_coming", "_deferred", "_duty", "_falls_late", "_late", "_stretches", "_tables", "lending")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._tables = tables
        self._center = center
        self._duty = center.duty
        self._stretches = deque(tables.staff.stretches)
        self._coming: list[deque[tuple[float, int]]] = [
            deque(change for stretch in tables.staff.stretches for change in stretch.changes[number])
            for number in range(len(center.pools))
        ]
        self.lending: Away | None = None
        """Who has lent people of a group to another one; None where nobody does."""
        self._deferred: set[tuple[int, float]] = set()
        """Pools and times of planned falls that happen later."""
        self._late: dict[tuple[int, float], int] = {}
        """By pool and time: how many leave then who were to leave before."""

    def open(self) -> None:
        """Log in those on duty at the first opening and plan everything that follows."""
        stretches, center = self._tables.staff.stretches, self._center
        agenda = center.agenda
        change, close, reopen = (agenda.enroll(kind(self)) for kind in (_ChangeOfHeadcount, _Closing, _Opening))
        self._falls_late = agenda.enroll(_LateFall(self))
        first, *later = stretches
        for pool, people in zip(center.pools, first.agents, strict=True):
            for _ in range(people):
                pool.rest(pool.call_in(first.from_s))
        for stretch in later:
            agenda.plan(stretch.from_s, STAFF_STARTS, 0, reopen)
        for stretch in stretches:
            for number, changes in enumerate(stretch.changes):
                for time_s, more in changes:
                    agenda.plan(time_s, STAFF_STARTS if more > 0 else STAFF_ENDS, number, change)
            agenda.plan(stretch.to_s, CLOSING, 0, close)

    def change(self, number: int) -> None:
        """Let more or fewer be on duty in pool ``number``."""
        _, more = self._coming[number].popleft()
        pool, now_s = self._center.pools[number], self._center.agenda.now_s
        if more > 0:
            self.rise(pool, more, now_s)
        elif (number, now_s) not in self._deferred:
            self.fall(pool, -more, now_s)

    def defer_fall(self, number: int, by_s: float, day_ends_s: float) -> bool:
        """Let the next fall in pool ``number`` of this day happen later; return whether there is one."""
        now_s, closes_s = self._center.agenda.now_s, self._stretches[0].to_s
        planned = {
            time_s: -more
            for time_s, more in self._coming[number]
            if now_s < time_s < closes_s and more < 0 and (number, time_s) not in self._deferred
        }
        later = {time_s: people for (pool, time_s), people in self._late.items() if pool == number and now_s < time_s}
        next_s = min([*planned, *later], default=closes_s)
        if next_s >= min(closes_s, day_ends_s):
            return False
        people = planned.get(next_s, 0) + self._late.pop((number, next_s), 0)
        if next_s in planned:
            self._deferred.add((number, next_s))
        if next_s + by_s < closes_s:
            self._late[number, next_s + by_s] = self._late.get((number, next_s + by_s), 0) + people
            self._center.agenda.plan(next_s + by_s, STAFF_ENDS, number, self._falls_late)
        return True

    def fall_late(self, number: int) -> None:
        """Let those leave pool ``number`` who stayed longer."""
        now_s = self._center.agenda.now_s
        self.fall(self._center.pools[number], self._late.pop((number, now_s), 0), now_s)
        if self._center.signals is not None:
            self._center.signals.tell_of_staff()

    def reopen(self) -> None:
        """Let the next stretch of time begin in which the center is open."""
        self._stretches.popleft()
        for pool, people in zip(self._center.pools, self._stretches[0].agents, strict=True):
            if pool.number not in self._tables.staff.pools_by_person:
                self._reopen(pool, people, self._center.agenda.now_s)

    def close(self) -> None:
        """Let the center close: who waits is sent away, is served by those who are there, or keeps the place."""
        center = self._center
        for number, terms in enumerate(self._tables.admission):
            if terms.at_close == "clear":
                center.clear(number)
        for pool in center.pools:
            self._close(pool, center.agenda.now_s)
        if center.barriers is not None:
            center.barriers.close()

    def fall(self, pool: AgentPool, people: int, now_s: float) -> None:
        """Let fewer be on duty in ``pool``; those that are not there are taken from those it has lent."""
        if self.lending is not None:
            there = pool.staying()
            if people > there:
                self.lending.take_home(pool.number, people - there)
                people = there
        empty = [agent for agent in pool.members if agent.duty == FREE and agent.order == NONE]
        stays = pool.calls_late(now_s)
        for agent in empty[: -people - 1 : -1]:
            self._duty.dismiss(agent, now_s, stays)
        for _ in range(people - len(empty)):
            pool.order(now_s)

    def rise(self, pool: AgentPool, people: int, now_s: float) -> None:
        """Let more be on duty in ``pool``."""
        for _ in range(people):
            if pool.orders_s:
                pool.take_back()
            elif pool.told:
                agent = pool.told[-1]
                pool.let_stay(agent)
                self._duty.look(agent)
            elif self.lending is None or self.lending.seats_left(pool.number):
                self._duty.freed.append(pool.call_in(now_s))

    def _reopen(self, pool: AgentPool, people: int, now_s: float) -> None:
        late = [agent for agent in pool.members if agent.duty != OFF]
        for agent in late:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, self._duty.overtime_since_s(agent)))
            agent.logged_in_s = now_s
        pool.orders_s.clear()
        pool.set_closed(None)
        for agent in list(pool.told):
            pool.let_stay(agent)
        if people < len(late):
            self.fall(pool, len(late) - people, now_s)
        for agent in late:
            if agent.order == NONE:
                # Whoever has room looks at who waits since yesterday.
                self._duty.look(agent)
        self._duty.freed.extend(pool.call_in(now_s) for _ in range(people - len(late)))

    def _close(self, pool: AgentPool, now_s: float) -> None:
        """Send the idle home; whoever is freed from now on goes when there is nothing to do."""
        pool.set_closed(now_s)
        idle = list(pool.idle)
        for agent in idle:
            pool.pick(agent)
        if pool.keeps or pool.empty_hands.takes:
            # Whoever was kept from what waits may take it now, and looks once more.
            self._duty.freed.extend(idle)
        else:
            for agent in idle:
                pool.leave(agent, now_s, now_s)


class _ChangeOfHeadcount(Moment):
    """A change of headcount."""

    __slots__ = ("_headcount",)

    def __init__(self, headcount: Headcount) -> None:
        self._headcount = headcount

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._headcount.change(number)


class _LateFall(Moment):
    """A fall of headcount that was put off."""

    __slots__ = ("_headcount",)

    def __init__(self, headcount: Headcount) -> None:
        self._headcount = headcount

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._headcount.fall_late(number)


class _Closing(Moment):
    """A closing."""

    __slots__ = ("_headcount",)

    def __init__(self, headcount: Headcount) -> None:
        self._headcount = headcount

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._headcount.close()


class _Opening(Moment):
    """An opening but the first."""

    __slots__ = ("_headcount",)

    def __init__(self, headcount: Headcount) -> None:
        self._headcount = headcount

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._headcount.reopen()
