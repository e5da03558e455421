"""Shifts: people who come and go by their own times, and have their breaks, in a run.

Whoever's time it is is told; nobody is chosen. What is due while somebody has a contact in hand begins when the hand is
empty, and is whole. Of each person one event is planned ahead; when it happens, or somebody comes back, it is looked
what is due. Who may have a break when nothing is to be done goes at the end of a dispatch (`BREAKS`).

Ends of breaks and shifts come before beginnings, as all that ends; the center's closing ends whatever goes on.
"""

from collections import deque
from math import inf

from simulator.demand.attendance import PersonsDay
from simulator.engine.agenda import BREAKS, CLOSING, STAFF_ENDS, STAFF_STARTS
from simulator.engine.breaks_due import BreaksDue
from simulator.engine.center import Center
from simulator.engine.floor import Agent
from simulator.engine.shift_moments import (
    BreakEnds,
    BreaksLooked,
    ByTheirTimes,
    PartBegins,
    PartEnds,
    ShiftsClose,
    ShiftsReopen,
    SomethingDue,
)
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.states import AWAY, BREAK, FREE, LEAVE, NO_NEW, NONE, OFF
from simulator.engine.tables import Tables
from simulator.engine.time_off import Due, PartOfShift
from simulator.engine.worker import Worker
from simulator.log import NOBODY, Columns, SpanKind

_AFTER_HEADCOUNT = 1 << 20
"""The entity of the first person; headcounts have changed before."""


class Shifts(ByTheirTimes):
    """Of one run."""

    __slots__ = (
        "_agents", "_away_together", "_back", "_breaks", "_center", "_duty", "_end", "_look", "_looks_s", "_of_agent",
        "_people", "_pools", "_start", "_wake",
    )  # fmt: skip

    def __init__(self, tables: Tables, center: Center, seed: int, replication: int) -> None:
        self._center, self._duty, self._agents = center, center.duty, center.agents
        self._pools: list[ShiftPool] = [center.pools[number] for number in sorted(tables.staff.pools_by_person)]  # type: ignore[misc]
        for pool in self._pools:
            pool.planner = self
        self._people: list[Worker] = []
        self._of_agent: dict[int, Worker] = {}
        """By number of an agent: who is in the seat."""
        self._away_together: dict[tuple[int, str], int] = {}
        """By pool and name of a break: how many have it."""
        self._breaks = BreaksDue()
        self._looks_s = -inf
        agenda = center.agenda
        self._start, self._end = agenda.enroll(PartBegins(self)), agenda.enroll(PartEnds(self))
        self._wake, self._back = agenda.enroll(SomethingDue(self)), agenda.enroll(BreakEnds(self))
        self._look = agenda.enroll(BreaksLooked(self))
        self._hire(tables, seed, replication)
        for stretch in tables.staff.stretches:
            agenda.plan(stretch.from_s, STAFF_ENDS, 0, agenda.enroll(ShiftsReopen(self)))
            agenda.plan(stretch.to_s, CLOSING, _AFTER_HEADCOUNT, agenda.enroll(ShiftsClose(self)))

    def _hire(self, tables: Tables, seed: int, replication: int) -> None:
        """Find out who comes, and plan everybody's first part of a shift."""
        closings_s = frozenset(stretch.to_s for stretch in tables.staff.stretches)
        for planned in tables.staff.by_person:
            if planned.person == len(self._people):
                self._people.append(Worker(planned.person))
            who, shift = planned.shift.who, planned.shift
            chance = PersonsDay(seed, replication, who.name, who.number, shift.day)
            if planned.absence is not None and chance.is_absent(planned.absence):
                self._stays_away(planned.agent, shift.parts, planned.absence.paid)
                continue
            person = self._people[planned.person]
            person.turns.extend(PartOfShift(planned, number, chance, closings_s) for number in range(len(shift.parts)))
        for person in self._people:
            person.turns = deque(sorted(person.turns, key=lambda part: part.from_s))
            self._plan_next(person)

    def _stays_away(self, agent: int, parts: tuple[tuple[float, float], ...], paid: bool) -> None:
        pool, kind = self._agents[agent].pool, SpanKind.ABSENT if paid else SpanKind.UNPAID_ABSENCE
        for from_s, to_s in parts:
            if paid:
                pool.stays.append((agent, from_s, to_s, inf))
            self._center.book.span(NOBODY, kind, agent, from_s, to_s)

    def _plan(self, time_s: float, order: int, person: Worker, what: int) -> None:
        self._center.agenda.plan(time_s, order, _AFTER_HEADCOUNT + person.number, what)

    def _plan_next(self, person: Worker) -> None:
        if person.turns:
            self._plan(person.turns[0].begins_s, STAFF_STARTS, person, self._start)

    # Coming and going

    def begins(self, number: int) -> None:
        """The next part of somebody's shift begins, if its time has come and they are through with the last one."""
        person, now_s = self._people[number - _AFTER_HEADCOUNT], self._center.agenda.now_s
        if not person.turns or person.turns[0].begins_s > now_s:
            return
        part, before = person.turns[0], None if person.part is None else self._agents[person.part.agent]
        if before is not None and before.id != part.agent and before.duty != OFF:
            self._is_expected_elsewhere(before, part, now_s)
            return
        person.turns.popleft()
        self._plan_next(person)
        if now_s < part.to_s:
            self._comes(person, part, now_s)

    def _is_expected_elsewhere(self, agent: Agent, part: PartOfShift, now_s: float) -> None:
        """Let ``agent``, who is still busy, come to another group as soon as they are through: no overtime any more."""
        if part.begins_s == now_s and agent.told_s < inf:
            agent.pool.stays.append((agent.id, agent.logged_in_s, now_s, self._duty.overtime_since_s(agent)))
            agent.logged_in_s, agent.told_s = now_s, inf

    def _comes(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        agent = self._agents[part.agent]
        pool: ShiftPool = agent.pool  # type: ignore[assignment]
        person.part = part
        self._of_agent[agent.id] = person
        on_time = now_s == part.begins_s
        if on_time and part.late_s:
            self._center.book.span(NOBODY, SpanKind.AWAY, agent.id, part.from_s, now_s)
        if agent.duty == OFF:
            pool.come(agent, part.from_s if on_time else now_s, now_s)
            self._duty.freed.append(agent)
        else:
            # Whoever is still busy with what was before goes on with it.
            pool.stays.append((agent.id, agent.logged_in_s, now_s, self._duty.overtime_since_s(agent)))
            agent.logged_in_s = now_s
            pool.let_stay(agent)
            self._duty.look(agent)
        part.comes_on_duty(now_s)
        if not part.at_closing:
            self._plan(part.to_s, STAFF_ENDS, person, self._end)
        self._see(person)

    def ends(self, number: int) -> None:
        """A part of somebody's shift ends."""
        person, now_s = self._people[number - _AFTER_HEADCOUNT], self._center.agenda.now_s
        part = person.part
        if part is None or part.is_over or part.to_s != now_s:
            return
        agent, pool = self._seat(person)
        self._ends_part(part, pool)
        if agent.duty == AWAY:
            self._goes_home_from_break(person, agent, pool)
        elif agent.duty != FREE:
            pool.give(agent, LEAVE, now_s)
        elif agent.order == NO_NEW:
            agent.order = LEAVE
            pool.leave(agent, now_s, now_s)
        else:
            self._duty.dismiss(agent, now_s, pool.calls_late(now_s))

    def _ends_part(self, part: PartOfShift, pool: ShiftPool) -> None:
        part.is_over = True
        self._breaks.note_missed(part, self._center.agenda.now_s)
        pool.may_go.discard(part.agent)

    def _goes_home_from_break(self, person: Worker, agent: Agent, pool: ShiftPool) -> None:
        now_s = self._center.agenda.now_s
        self._break_over(person, agent, now_s)
        if person.paid:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, inf))
        agent.duty = OFF

    def has_left(self, agent: Agent, now_s: float) -> None:
        """``agent`` has gone home; or comes to another group, where they are expected."""
        person = self._of_agent[agent.id]
        if person.turns and person.turns[0].begins_s <= now_s:
            self._plan(now_s, STAFF_STARTS, person, self._start)

    def closes(self) -> None:
        """The center has closed: whoever is off the phone goes home, and no more breaks are had."""
        now_s = self._center.agenda.now_s
        for person in self._people:
            if person.part is None or person.part.is_over:
                continue
            agent, pool = self._seat(person)
            self._ends_part(person.part, pool)
            if agent.duty == AWAY:
                self._goes_home_from_break(person, agent, pool)
            elif agent.order == NO_NEW and agent.duty == FREE:
                agent.order = LEAVE
                pool.leave(agent, now_s, now_s)
            elif agent.order:
                agent.order, agent.told_s = LEAVE, now_s

    def reopens(self) -> None:
        """The center opens: whoever is still busy since the closing goes when they are through."""
        for pool in self._pools:
            closed_s = pool.closed_s
            if closed_s is not None:
                pool.set_closed(None)
                for agent in pool.members:
                    if agent.duty != OFF and agent.order == NONE:
                        pool.give(agent, LEAVE, closed_s)

    def settle(self) -> None:
        """Write down what everybody is off the phone for, as far as it went: the run is stopped."""
        for person in self._people:
            if person.part is not None and (agent := self._agents[person.part.agent]).duty == AWAY:
                self._break_over(person, agent, self._center.agenda.now_s)
                if not person.paid:
                    agent.duty = OFF

    def breaks_table(self) -> Columns:
        """Return the log's table ``breaks``."""
        return self._breaks.table()

    # Breaks

    def _seat(self, person: Worker) -> tuple[Agent, ShiftPool]:
        assert person.part is not None, "somebody is there"
        agent = self._agents[person.part.agent]
        return agent, agent.pool  # type: ignore[return-value]

    def wakes(self, number: int) -> None:
        """Something may be due for somebody."""
        person = self._people[number - _AFTER_HEADCOUNT]
        if person.wakes_s == self._center.agenda.now_s and person.part is not None and not person.part.is_over:
            agent, _ = self._seat(person)
            if agent.duty != AWAY:
                self._see(person)

    def _see(self, person: Worker) -> None:
        """Let somebody who is on duty do what is due now, and see when there will be something."""
        part, now_s = person.part, self._center.agenda.now_s
        assert part is not None, "somebody is there"
        agent, pool = self._seat(person)
        if due := self._due_now(part, now_s):
            if agent.duty == FREE:
                self._goes(person, due)
                return
            pool.give(agent, BREAK, now_s)
        elif part.takes_nothing_new(now_s) and agent.order == NONE:
            if agent.duty == FREE:
                self._takes_out(agent)
            pool.give(agent, NO_NEW, now_s)
        self._plan_wake(person, part, now_s)

    def _due_now(self, part: PartOfShift, now_s: float) -> Due | None:
        """Return what has to begin now; what cannot be whole any more is dropped."""
        dues = part.dues()
        while dues and dues[0].latest_s <= now_s:
            if part.fits(dues[0], now_s):
                return dues[0]
            part.drops(dues[0])
            self._breaks.note(part, dues[0])
            dues = part.dues()
        return None

    def _plan_wake(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        agent, pool = self._seat(person)
        may_go, times = False, [part.no_new_from_s]
        for due in part.dues():
            times.append(due.earliest_s if due.earliest_s > now_s else due.latest_s)
            may_go = may_go or due.earliest_s <= now_s < due.latest_s
        if may_go:
            pool.may_go.add(agent.id)
            self.look()
        else:
            pool.may_go.discard(agent.id)
        person.wakes_s = min((time_s for time_s in times if time_s > now_s), default=inf)
        if person.wakes_s < part.to_s:
            self._plan(person.wakes_s, STAFF_STARTS, person, self._wake)

    def _takes_out(self, agent: Agent) -> None:
        """Take ``agent``, who has nothing in hand, from where contacts and the dispatch look."""
        if agent in self._duty.freed:
            self._duty.freed.remove(agent)
        elif not agent.order:
            agent.pool.pick(agent)

    def _goes(self, person: Worker, due: Due) -> None:
        """Let somebody who has nothing in hand go off the phone."""
        agent, _ = self._seat(person)
        self._takes_out(agent)
        self._goes_from_nowhere(person, due)

    def _goes_from_nowhere(self, person: Worker, due: Due) -> None:
        part, now_s = person.part, self._center.agenda.now_s
        assert part is not None, "somebody is there"
        agent, pool = self._seat(person)
        person.gone_s, person.is_break = now_s, part.is_break(due)
        self._breaks.note(part, due, now_s)
        if person.is_break:
            person.break_name, _ = part.together(due)
            self._count(pool, person.break_name, 1)
        person.kind, person.longer, person.planned_to_s, person.to_s, person.paid = part.goes(due, now_s)
        if not person.paid:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, inf))
        pool.may_go.discard(agent.id)
        pool.goes_away(agent)
        if person.to_s < part.to_s:
            self._plan(person.to_s, STAFF_ENDS, person, self._back)

    def _count(self, pool: ShiftPool, name: str, more: int) -> None:
        key = (pool.number, name)
        self._away_together[key] = self._away_together.get(key, 0) + more

    def comes_back(self, number: int) -> None:
        """Somebody's break is over."""
        person, now_s = self._people[number - _AFTER_HEADCOUNT], self._center.agenda.now_s
        part = person.part
        if part is None or part.is_over or person.to_s != now_s:
            return
        agent, pool = self._seat(person)
        if agent.duty != AWAY:
            return
        self._break_over(person, agent, now_s)
        pool.come(agent, agent.logged_in_s if person.paid else now_s, now_s)
        part.comes_back(now_s, person.is_break)
        self._duty.freed.append(agent)
        self._see(person)

    def _break_over(self, person: Worker, agent: Agent, now_s: float) -> None:
        """Write down what somebody was off the phone for, until now."""
        book, until_s = self._center.book, min(person.planned_to_s, now_s)
        if person.gone_s < until_s:
            book.span(NOBODY, person.kind, agent.id, person.gone_s, until_s)
        if until_s < now_s:
            book.span(NOBODY, person.longer, agent.id, until_s, now_s)
        if person.is_break:
            self._count(agent.pool, person.break_name, -1)  # type: ignore[arg-type]
            self.look()

    def has_let_go(self, agent: Agent, now_s: float) -> None:
        """``agent`` has nothing in hand any more and an order to carry out."""
        if agent.order == BREAK:
            person = self._of_agent[agent.id]
            assert person.part is not None, "somebody is there"
            due = self._due_now(person.part, now_s)
            assert due is not None, "whoever stays was asked"
            self._goes_from_nowhere(person, due)

    def stays(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to have a break, has none to take any more and works on."""
        person = self._of_agent[agent.id]
        part = person.part
        assert part is not None, "somebody is there"
        if self._due_now(part, now_s) is not None:
            return False
        agent.pool.let_stay(agent)
        if part.takes_nothing_new(now_s):
            agent.pool.give(agent, NO_NEW, now_s)  # type: ignore[attr-defined]
        self._plan_wake(person, part, now_s)
        return agent.order == NONE

    def look(self) -> None:
        """Somebody whose break may begin has nothing to do: let whoever may have it go, at the end of the dispatch."""
        agenda = self._center.agenda
        if self._looks_s != agenda.now_s:
            self._looks_s = agenda.now_s
            agenda.plan(agenda.now_s, BREAKS, 0, self._look)

    def looks(self) -> None:
        """Let whoever has nothing to do and may have a break have it: first whose break has to begin first."""
        self._looks_s = -inf
        now_s = self._center.agenda.now_s
        free = [number for pool in self._pools for number in pool.may_go if self._is_idle(self._agents[number])]
        found = [(due.latest_s, number, due) for number in free for due in self._open_to(number, now_s)]
        for _, number, due in sorted(found):
            person = self._of_agent[number]
            agent, pool = self._seat(person)
            assert person.part is not None, "somebody is there"
            name, limit = person.part.together(due)
            if agent.duty == FREE and self._away_together.get((pool.number, name), 0) < limit:
                self._goes(person, due)

    def _is_idle(self, agent: Agent) -> bool:
        return agent.duty == FREE and agent.order == NONE and agent not in self._duty.freed

    def _open_to(self, number: int, now_s: float) -> list[Due]:
        """Return the breaks that an agent may begin now."""
        part = self._of_agent[number].part
        assert part is not None, "somebody is there"
        return [due for due in part.dues() if due.earliest_s <= now_s and part.is_break(due) and part.fits(due, now_s)]
