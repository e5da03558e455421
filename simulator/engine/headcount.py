"""Headcount: how many are on duty when, and the orders that openings, closings and changes give.

Headcount says how many, not who. When it falls, those with nothing in hand go first, the highest roster number first;
an order that nobody empty can take waits, and goes to the next agent who releases a contact: nothing new, and off with
an empty hand. So nobody is cut off, and where all is exclusive whoever finishes first leaves. When it rises, waiting
orders are taken back first, then whoever was told last stays, then the lowest number is called in.

Every day begins afresh: with the lowest numbers, all idle since the opening. Only who is still busy with a contact of
the day before stays, as one of today's: his overtime ends, a new stay begins.
"""

from collections import deque

from simulator.engine.agenda import CLOSING, STAFF_ENDS, STAFF_STARTS, Moment
from simulator.engine.center import Center
from simulator.engine.floor import AgentPool
from simulator.engine.states import FREE, NONE, OFF
from simulator.engine.tables import Tables


class Headcount:
    """Openings, changes of headcount and closings."""

    __slots__ = ("_center", "_coming", "_duty", "_stretches", "_tables")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._tables = tables
        self._center = center
        self._duty = center.duty
        self._stretches = deque(tables.staff.stretches)
        self._coming: list[deque[tuple[float, int]]] = [
            deque(change for stretch in tables.staff.stretches for change in stretch.changes[number])
            for number in range(len(center.pools))
        ]

    def open(self) -> None:
        """Log in those on duty at the first opening and plan everything that follows."""
        stretches, center = self._tables.staff.stretches, self._center
        agenda = center.agenda
        change, close, reopen = (agenda.enroll(kind(self)) for kind in (_ChangeOfHeadcount, _Closing, _Opening))
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
        if more < 0:
            self._fall(pool, -more, now_s)
        else:
            self._rise(pool, more, now_s)

    def reopen(self) -> None:
        """Let the next stretch of time begin in which the center is open."""
        self._stretches.popleft()
        for pool, people in zip(self._center.pools, self._stretches[0].agents, strict=True):
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

    def _fall(self, pool: AgentPool, people: int, now_s: float) -> None:
        empty = [agent for agent in pool.members if agent.duty == FREE and agent.order == NONE]
        stays = pool.calls_late(now_s)
        for agent in empty[: -people - 1 : -1]:
            self._duty.dismiss(agent, now_s, stays)
        pool.orders_s.extend([now_s] * (people - len(empty)))

    def _rise(self, pool: AgentPool, people: int, now_s: float) -> None:
        for _ in range(people):
            if pool.orders_s:
                pool.orders_s.pop()
            elif pool.told:
                agent = pool.told[-1]
                pool.let_stay(agent)
                self._duty.look(agent)
            else:
                self._duty.freed.append(pool.call_in(now_s))

    def _reopen(self, pool: AgentPool, people: int, now_s: float) -> None:
        late = [agent for agent in pool.members if agent.duty != OFF]
        for agent in late:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, self._duty.overtime_since_s(agent)))
            agent.logged_in_s = now_s
        pool.set_closed(None)
        pool.orders_s.clear()
        for agent in list(pool.told):
            pool.let_stay(agent)
        if people < len(late):
            self._fall(pool, len(late) - people, now_s)
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
