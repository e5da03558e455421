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
from simulator.engine.shift_moments import AFTER_HEADCOUNT, BreakEnds, BreaksLooked, ByTheirTimes, SomethingDue
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.states import AWAY, BREAK, FREE, IN_HAND, LEAVE, NO_NEW, NONE
from simulator.engine.stopping import can_stop, is_at_ease
from simulator.engine.time_off import Due, PartOfShift
from simulator.engine.workers import HadAtOnce, Worker
from simulator.log import NOBODY


class HavingBreaks(ByTheirTimes):
    """Lets people have their breaks."""

    __slots__ = (
        "_back", "_look", "_looks_s", "_together", "_wake", "agents", "breaks", "center", "duty", "of_agent",
        "people", "pools",
    )  # fmt: skip

    def __init__(self, center: Center, pools: list[ShiftPool], counts: int) -> None:
        self.center, self.duty, self.agents, self.pools = center, center.duty, center.agents, pools
        self.people: list[Worker] = []
        self.of_agent: list[Worker | None] = [None] * len(center.agents)
        """By number of an agent: who is in the seat."""
        self._together = [HadAtOnce() for _ in range(counts)]
        """By `OffTerms.together`."""
        self.breaks = BreaksDue()
        self._looks_s = -inf
        agenda = center.agenda
        self._wake, self._back = agenda.enroll(SomethingDue(self)), agenda.enroll(BreakEnds(self))
        self._look = agenda.enroll(BreaksLooked(self))

    def plan(self, time_s: float, order: int, person: Worker, what: int) -> None:
        """Let something happen to a person."""
        self.center.agenda.plan(time_s, order, AFTER_HEADCOUNT + person.number, what)

    def person_in(self, agent: Agent) -> Worker:
        """Return who is, or was last, in the seat of ``agent``."""
        person = self.of_agent[agent.id]
        assert person is not None, "somebody was there"
        return person

    def part_in(self, agent: Agent) -> PartOfShift:
        """Return the part of a shift that goes on in the seat of ``agent``."""
        # As `person_in`: a step less whenever somebody who may have a break has nothing to do.
        person = self.of_agent[agent.id]
        assert person is not None, "somebody was there"
        part = person.part
        assert part is not None, "somebody is there"
        return part

    def wakes(self, number: int) -> None:
        """Something may be due for somebody."""
        person = self.people[number - AFTER_HEADCOUNT]
        part = person.part
        if person.wakes_s != self.center.agenda.now_s or part is None or part.is_over:
            return
        if part.agent.duty != AWAY:
            self.see(person, part)

    def see(self, person: Worker, part: PartOfShift) -> None:
        """Let somebody who is on duty do what is due now, and see when there will be something."""
        agent, now_s = part.agent, self.center.agenda.now_s
        due = self._due_now(part, now_s)
        if due is not None:
            if can_stop(agent):
                self._takes_out(agent)
                self._goes(person, part, due)
                return
            part.pool.give(agent, BREAK, now_s)
        elif part.takes_nothing_new(now_s) and agent.order == NONE:
            if agent.duty == FREE:
                self._takes_out(agent)
            part.pool.give(agent, NO_NEW, now_s)
        self._plan_wake(person, part, now_s)

    def _due_now(self, part: PartOfShift, now_s: float) -> Due | None:
        """Return what has to begin now; what cannot be whole any more is dropped."""
        due = part.first_due()
        while due is not None and due.latest_s <= now_s:
            if part.fits(due, now_s):
                return due
            part.drops(due)
            self.breaks.note_missed(part, due)
            due = part.first_due()
        return None

    def _plan_wake(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        no_new_s = part.terms.no_new_from_s
        wakes_s, may_go = no_new_s if no_new_s > now_s else inf, False
        for due in part.dues:
            time_s = due.latest_s if due.earliest_s <= now_s else due.earliest_s
            if now_s < time_s < wakes_s:
                wakes_s = time_s
            due.is_open = due.earliest_s <= now_s < due.latest_s
            may_go = may_go or due.is_open
        part.agent.may_go = may_go
        if may_go and is_at_ease(part.agent):
            self.rested(part.agent)
        person.wakes_s = wakes_s
        if wakes_s < part.terms.to_s:
            self.plan(wakes_s, STAFF_STARTS, person, self._wake)

    def _takes_out(self, agent: Agent) -> None:
        """Take ``agent``, who works on nothing, from where contacts and the dispatch look."""
        if agent in self.duty.freed:
            self.duty.freed.remove(agent)
        elif not agent.order:
            agent.pool.pick(agent)

    def _goes(self, person: Worker, part: PartOfShift, due: Due) -> None:
        """Let somebody who works on nothing, and is nowhere looked for, go off the phone."""
        agent, pool, terms, now_s = part.agent, part.pool, due.terms, self.center.agenda.now_s
        self.breaks.note_had(part, due, now_s)
        if due.is_break():
            together = self._together[terms.together]
            together.away += 1
        to_s = part.terms.to_s
        person.due, person.gone_s, person.planned_to_s = due, now_s, min(now_s + due.lasts_s, to_s)
        person.to_s = min(person.planned_to_s + part.goes(due, now_s), to_s)
        if not terms.paid:
            pool.stays.append((agent.id, agent.logged_in_s, now_s, inf))
        agent.may_go = False
        pool.goes_away(agent)
        if person.to_s < to_s:
            self.plan(person.to_s, STAFF_ENDS, person, self._back)

    def comes_back(self, number: int) -> None:
        """Somebody's break is over."""
        person, now_s = self.people[number - AFTER_HEADCOUNT], self.center.agenda.now_s
        part, due = person.part, person.due
        if part is None or due is None or part.is_over or person.to_s != now_s:
            return
        agent = part.agent
        if agent.duty != AWAY:
            return
        self.break_over(person, part, now_s)
        part.pool.come(agent, agent.logged_in_s if due.terms.paid else now_s, now_s)
        part.rests(now_s, due.is_break())
        self.duty.freed.append(agent)
        if agent.desk is not None:
            agent.desk.goes_on(now_s)
        self.see(person, part)

    def break_over(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        """Write down what somebody was off the phone for, until now."""
        due, until_s = person.due, min(person.planned_to_s, now_s)
        assert due is not None, "somebody is away for something"
        if person.gone_s < until_s:
            self.center.book.span(NOBODY, due.terms.kind, part.agent.id, person.gone_s, until_s)
        if until_s < now_s:
            self.center.book.span(NOBODY, due.terms.long_kind, part.agent.id, until_s, now_s)
        if due.is_break():
            together = self._together[due.terms.together]
            together.away -= 1
            self._look_at(part.pool.group)

    def has_let_go(self, agent: Agent, now_s: float) -> None:
        """``agent`` has nothing in hand any more and an order to carry out."""
        if agent.order != BREAK:
            self.rested(agent)
            return
        part = self.part_in(agent)
        due = self._due_now(part, now_s)
        assert due is not None, "whoever stays was asked"
        self._goes(self.person_in(agent), part, due)

    def stays(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to have a break, has none to take any more and works on."""
        part = self.part_in(agent)
        if self._due_now(part, now_s) is not None:
            return False
        agent.pool.let_stay(agent)
        if part.takes_nothing_new(now_s):
            part.pool.give(agent, NO_NEW, now_s)
        self._plan_wake(self.person_in(agent), part, now_s)
        return agent.order == NONE

    def is_through(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who is to leave, took nothing new before already, or is expected elsewhere."""
        return agent.told_s == inf or self.part_in(agent).takes_nothing_new(now_s)

    def _look_at(self, group: int) -> None:
        """There is room for one more of a group on a break: look, if it may be somebody; who rests later asks then."""
        for pool in self.pools:
            if pool.group != group:
                continue
            for agent in pool.idle:
                if agent.may_go:
                    self.rested(agent)
            for agent in pool.told:
                if agent.may_go and agent.duty == FREE:
                    self.rested(agent)
            for agent in self._at_ease(pool):
                self.rested(agent)

    def _at_ease(self, pool: ShiftPool) -> list[Agent]:
        """Return who may have a break, has conversations in hand and nothing to do, and is not among the idle."""
        found: list[Agent] = []
        for agent in pool.members:
            if agent.desk is None:
                return found
            # Whose conversations fill nothing is idle, unless he takes nothing new.
            is_idle = not agent.used and not agent.order
            if agent.may_go and agent.duty == IN_HAND and is_at_ease(agent) and not is_idle and agent.order != LEAVE:
                found.append(agent)
        return found

    def look(self) -> None:
        """Let whoever has nothing to do and may have a break have it, at the end of the dispatch."""
        agenda = self.center.agenda
        if self._looks_s != agenda.now_s:
            self._looks_s = agenda.now_s
            agenda.plan(agenda.now_s, BREAKS, 0, self._look)

    def rested(self, agent: Agent) -> None:
        """``agent`` may have a break and may have nothing to do: look, if there is room for it."""
        for due in self.part_in(agent).dues:
            if due.is_open and self._has_room(due):
                self.look()
                return

    def _has_room(self, due: Due) -> bool:
        """Return whether one more may have a break at once that need not begin."""
        together = self._together[due.terms.together]
        return together.away < due.terms.at_once

    def looks(self) -> None:
        """Let whoever has nothing to do and may have a break have it: first whose break has to begin first."""
        self._looks_s = -inf
        found: list[tuple[float, int, int, int, Due]] = []
        for pool in self.pools:
            for agent in pool.idle:
                if agent.may_go:
                    self._finds(agent, found)
            for agent in pool.told:
                if agent.may_go and agent.duty == FREE and agent.order == NO_NEW:
                    self._finds(agent, found)
            for agent in self._at_ease(pool):
                self._finds(agent, found)
        now_s = self.center.agenda.now_s
        for _, number, _, _, due in sorted(found):
            part = self.part_in(self.agents[number])
            if is_at_ease(part.agent) and part.fits(due, now_s) and self._has_room(due):
                self._takes_out(part.agent)
                self._goes(self.person_in(part.agent), part, due)

    def _finds(self, agent: Agent, found: list[tuple[float, int, int, int, Due]]) -> None:
        """Add the breaks for which there is room that ``agent``, who has nothing to do, may have."""
        for due in self.part_in(agent).dues:
            if not due.is_open or not self._has_room(due):
                continue
            found.append((due.latest_s, agent.id, due.terms.rank, due.place, due))
