"""Breaks as they are had in a run: what is due for people who are on duty, and what becomes of it.

What is due while somebody has a contact in hand begins when the hand is empty, and is whole. Of each person one event
is planned ahead; when it happens, or somebody comes back, it is looked what is due. Who may have a break when nothing
is to be done goes at the end of a dispatch (`BREAKS`), first whose break has to begin first.
"""

from math import inf

from simulator.engine.agenda import BREAKS, STAFF_ENDS, STAFF_STARTS
from simulator.engine.breaks_due import BreaksDue
from simulator.engine.center import Center
from simulator.engine.floor import Agent
from simulator.engine.shift_moments import BreakEnds, BreaksLooked, ByTheirTimes, SomethingDue
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.states import AWAY, BREAK, FREE, NO_NEW, NONE
from simulator.engine.time_off import Due, PartOfShift
from simulator.engine.workers import Worker
from simulator.log import NOBODY

AFTER_HEADCOUNT = 1 << 18
"""The entity of the first person: headcounts have changed before, and gates are looked at later."""


class HavingBreaks(ByTheirTimes):
    """Lets people have their breaks."""

    __slots__ = (
        "_away_together", "_back", "_look", "_looks_s", "_wake", "agents", "breaks", "center", "duty",
        "of_agent", "people", "pools",
    )  # fmt: skip

    def __init__(self, center: Center, pools: list[ShiftPool]) -> None:
        self.center, self.duty, self.agents, self.pools = center, center.duty, center.agents, pools
        self.people: list[Worker] = []
        self.of_agent: dict[int, Worker] = {}
        """By number of an agent: who is in the seat."""
        self._away_together: dict[tuple[int, str], int] = {}
        """By group and name of a break: how many have it."""
        self.breaks = BreaksDue()
        self._looks_s = -inf
        agenda = center.agenda
        self._wake, self._back = agenda.enroll(SomethingDue(self)), agenda.enroll(BreakEnds(self))
        self._look = agenda.enroll(BreaksLooked(self))

    def plan(self, time_s: float, order: int, person: Worker, what: int) -> None:
        """Let something happen to a person."""
        self.center.agenda.plan(time_s, order, AFTER_HEADCOUNT + person.number, what)

    def seat(self, person: Worker) -> tuple[Agent, ShiftPool]:
        """Return where somebody works who is there."""
        assert person.part is not None, "somebody is there"
        agent = self.agents[person.part.agent]
        return agent, agent.pool  # type: ignore[return-value]

    def wakes(self, number: int) -> None:
        """Something may be due for somebody."""
        person = self.people[number - AFTER_HEADCOUNT]
        if person.wakes_s == self.center.agenda.now_s and person.part is not None and not person.part.is_over:
            agent, _ = self.seat(person)
            if agent.duty != AWAY:
                self.see(person)

    def see(self, person: Worker) -> None:
        """Let somebody who is on duty do what is due now, and see when there will be something."""
        part, now_s = person.part, self.center.agenda.now_s
        assert part is not None, "somebody is there"
        agent, pool = self.seat(person)
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
            self.breaks.note(part, dues[0])
            dues = part.dues()
        return None

    def _plan_wake(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        agent, pool = self.seat(person)
        person.open, times = [], [part.no_new_from_s]
        for due in part.dues():
            times.append(due.earliest_s if due.earliest_s > now_s else due.latest_s)
            if due.earliest_s <= now_s < due.latest_s and part.is_break(due):
                name, limit = part.together(due)
                person.open.append((due, (pool.group, name), limit))
        if person.open:
            pool.may_go.add(agent.id)
            self.look()
        else:
            pool.may_go.discard(agent.id)
        person.wakes_s = min((time_s for time_s in times if time_s > now_s), default=inf)
        if person.wakes_s < part.to_s:
            self.plan(person.wakes_s, STAFF_STARTS, person, self._wake)

    def _takes_out(self, agent: Agent) -> None:
        """Take ``agent``, who has nothing in hand, from where contacts and the dispatch look."""
        if agent in self.duty.freed:
            self.duty.freed.remove(agent)
        elif not agent.order:
            agent.pool.pick(agent)

    def _goes(self, person: Worker, due: Due) -> None:
        """Let somebody who has nothing in hand go off the phone."""
        agent, _ = self.seat(person)
        self._takes_out(agent)
        self._goes_from_nowhere(person, due)

    def _goes_from_nowhere(self, person: Worker, due: Due) -> None:
        part, now_s = person.part, self.center.agenda.now_s
        assert part is not None, "somebody is there"
        agent, pool = self.seat(person)
        person.gone_s, person.is_break = now_s, part.is_break(due)
        self.breaks.note(part, due, now_s)
        if person.is_break:
            person.break_name, _ = part.together(due)
            self._count(pool, person.break_name, 1)
        person.kind, person.longer, person.planned_to_s, person.to_s, person.paid = part.goes(due, now_s)
        if not person.paid:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, inf))
        pool.may_go.discard(agent.id)
        pool.goes_away(agent)
        if person.to_s < part.to_s:
            self.plan(person.to_s, STAFF_ENDS, person, self._back)

    def _count(self, pool: ShiftPool, name: str, more: int) -> None:
        key = (pool.group, name)
        self._away_together[key] = self._away_together.get(key, 0) + more

    def comes_back(self, number: int) -> None:
        """Somebody's break is over."""
        person, now_s = self.people[number - AFTER_HEADCOUNT], self.center.agenda.now_s
        part = person.part
        if part is None or part.is_over or person.to_s != now_s:
            return
        agent, pool = self.seat(person)
        if agent.duty != AWAY:
            return
        self.break_over(person, agent, now_s)
        pool.come(agent, agent.logged_in_s if person.paid else now_s, now_s)
        part.comes_back(now_s, person.is_break)
        self.duty.freed.append(agent)
        self.see(person)

    def break_over(self, person: Worker, agent: Agent, now_s: float) -> None:
        """Write down what somebody was off the phone for, until now."""
        book, until_s = self.center.book, min(person.planned_to_s, now_s)
        if person.gone_s < until_s:
            book.span(NOBODY, person.kind, agent.id, person.gone_s, until_s)
        if until_s < now_s:
            book.span(NOBODY, person.longer, agent.id, until_s, now_s)
        if person.is_break:
            self._count(agent.pool, person.break_name, -1)  # type: ignore[arg-type]
            self.look()

    def has_let_go(self, agent: Agent, now_s: float) -> None:
        """``agent`` has nothing in hand any more and an order to carry out."""
        if agent.order != BREAK:
            self.rested(agent)
        else:
            person = self.of_agent[agent.id]
            assert person.part is not None, "somebody is there"
            due = self._due_now(person.part, now_s)
            assert due is not None, "whoever stays was asked"
            self._goes_from_nowhere(person, due)

    def stays(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to have a break, has none to take any more and works on."""
        person = self.of_agent[agent.id]
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
        agenda = self.center.agenda
        if self._looks_s != agenda.now_s:
            self._looks_s = agenda.now_s
            agenda.plan(agenda.now_s, BREAKS, 0, self._look)

    def rested(self, agent: Agent) -> None:
        """``agent`` has nothing to do, and a break that may begin: look whether it does, if there is room for it."""
        for _, key, limit in self.of_agent[agent.id].open:
            if self._away_together.get(key, 0) < limit:
                self.look()
                return

    def looks(self) -> None:
        """Let whoever has nothing to do and may have a break have it: first whose break has to begin first."""
        self._looks_s = -inf
        found = []
        for pool in self.pools:
            for number in pool.may_go:
                for due, key, limit in self.of_agent[number].open:
                    if self._away_together.get(key, 0) < limit and self._is_idle(self.agents[number]):
                        found.append((due.latest_s, number, due, key, limit))
        now_s = self.center.agenda.now_s
        for _, number, due, key, limit in sorted(found):
            person = self.of_agent[number]
            part = person.part
            assert part is not None, "somebody is there"
            is_there = self.agents[number].duty == FREE
            if is_there and part.fits(due, now_s) and self._away_together.get(key, 0) < limit:
                self._goes(person, due)

    def _is_idle(self, agent: Agent) -> bool:
        return agent.duty == FREE and (agent.order == NO_NEW or (agent.order == NONE and agent not in self.duty.freed))
