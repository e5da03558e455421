"""Shifts: people who come and go by their own times, in a run. Whoever's time it is is told; nobody is chosen.

Whoever is on call stands by instead of coming, and comes when called in. Ends of breaks and shifts come before
beginnings, as all that ends; the center's closing ends whatever goes on. Their breaks are in `having_breaks.py`.
"""

from math import inf

from simulator.demand.attendance import PersonsDay
from simulator.engine.absent import ABSENT, absent_spans
from simulator.engine.agenda import CLOSING, STAFF_ENDS, STAFF_STARTS
from simulator.engine.center import Center
from simulator.engine.floor import Agent
from simulator.engine.having_breaks import HavingBreaks
from simulator.engine.left_to_others import LeftToOthers
from simulator.engine.shift_moments import (
    AFTER_HEADCOUNT,
    ChannelShuts,
    PartBegins,
    PartEnds,
    ShiftsClose,
    ShiftsReopen,
)
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.states import AWAY, FREE, LEAVE, NO_NEW, NONE, OFF
from simulator.engine.tables import Tables
from simulator.engine.tables.part_terms import PartTerms
from simulator.engine.time_off import PartOfShift
from simulator.engine.workers import Worker
from simulator.log import NOBODY, Columns, SpanKind

# To a running loop a plain number is several times as fast as a member of an enum.
_AWAY, _ON_CALL = int(SpanKind.AWAY), int(SpanKind.ON_CALL)


class Shifts(HavingBreaks):
    """Of one run."""

    __slots__ = ("_end", "_left", "_on_call", "_shut", "_start")

    def __init__(self, tables: Tables, center: Center, seed: int, replication: int) -> None:
        pools: list[ShiftPool] = [center.pools[number] for number in sorted(tables.staff.pools_by_person)]  # type: ignore[misc]
        HavingBreaks.__init__(self, center, pools, tables.staff.breaks_counted)
        for pool in pools:
            pool.planner = self
        self._on_call: list[Worker] = []
        """Who stands by, called or not, in no order."""
        agenda = center.agenda
        self._start, self._end = agenda.enroll(PartBegins(self)), agenda.enroll(PartEnds(self))
        self._left: dict[int, LeftToOthers] = {}
        """By pool, of those in which somebody takes nothing new of some channels."""
        self._shut = agenda.enroll(ChannelShuts(self))
        reopen, close = agenda.enroll(ShiftsReopen(self)), agenda.enroll(ShiftsClose(self))
        for parts in tables.staff.parts_worked:
            self._hire(parts, seed, replication)
        for stretch in tables.staff.stretches:
            agenda.plan(stretch.from_s, STAFF_ENDS, 0, reopen)
            agenda.plan(stretch.to_s, CLOSING, AFTER_HEADCOUNT, close)

    def _hire(self, parts: tuple[PartTerms, ...], seed: int, replication: int) -> None:
        """Find out when somebody comes who works some parts of shifts, and plan the first one."""
        person = Worker(len(self.people))
        self.people.append(person)
        days: dict[int, PersonsDay] = {}
        for terms in parts:
            who, day = terms.planned.shift.who, terms.planned.shift.day
            chance = days.get(day)
            if chance is None:
                chance = days[day] = PersonsDay(seed, replication, who.name, who.number, day)
            absence = terms.planned.absence
            is_absent = absence is not None and chance.is_absent(absence)
            person.turns.append(PartOfShift(terms, self.agents[terms.agent], chance, is_absent))
        self._plan_next(person)

    def _stays_away(self, part: PartOfShift, now_s: float) -> None:
        """Write that somebody is absent from now on; who was still busy with what was before is absent then."""
        for kind, from_s, to_s in absent_spans(part, now_s):
            if kind == ABSENT:
                part.pool.stays.append((part.agent.id, from_s, to_s, inf))
            self.center.book.span(NOBODY, kind, part.agent.id, from_s, to_s)

    def _plan_next(self, person: Worker) -> None:
        if person.turns:
            part, now_s = person.turns[0], self.center.agenda.now_s
            self.plan(max(part.terms.from_s, now_s), STAFF_STARTS, person, self._start)
            if part.terms.on_call:
                self.plan(max(part.terms.to_s, now_s), STAFF_ENDS, person, self._end)

    # Coming and going

    def begins(self, number: int) -> None:
        """The next part of somebody's shift begins, if its time has come and they are through with the last one."""
        person, now_s = self.people[number - AFTER_HEADCOUNT], self.center.agenda.now_s
        part = person.turns[0] if person.turns else None
        if part is None or part.terms.from_s > now_s:
            return
        before = None if person.part is None else person.part.agent
        if before is not None and before.duty == FREE and before.order == LEAVE:
            # Through, and about to look for who waits at a closed type: a part that begins ends that.
            self.duty.freed.remove(before)
            before.pool.leave(before, now_s, before.told_s)
            return
        is_busy = before is not None and before.duty != OFF
        if part.terms.on_call and (now_s < person.called_s or person.stands_s == inf):
            self._stands_by(person, part, is_busy, now_s)
            return
        if part.late_s and now_s < part.begins_s:
            if not is_busy:
                self.plan(part.begins_s, STAFF_STARTS, person, self._start)
                return
            part.is_not_late(now_s)
        if is_busy and part.is_absent:
            self.plan(max(part.terms.to_s, now_s), STAFF_ENDS, person, self._end)
            return
        if is_busy and before is not None and before is not part.agent:
            self._is_expected_elsewhere(before, part, now_s)
            self.plan(max(part.terms.to_s, now_s), STAFF_ENDS, person, self._end)
            return
        person.turns.pop(0)
        self._plan_next(person)
        self._begins_part(person, part, now_s)

    # On call

    def _stands_by(self, person: Worker, part: PartOfShift, is_busy: bool, now_s: float) -> None:
        """Let somebody be on call, as soon as they are through with what was before."""
        if person.stands_s == inf and not is_busy and not part.is_absent and now_s < part.terms.to_s:
            person.stands_s = now_s
            self._on_call.append(person)
            part.pool.staff.tell()

    def call_in(self, group: int, people: int, ready_s: float) -> int:
        """Let so many of a group come who are on call, the lowest numbers first; return how many do.

        They come when they are ready, if they are still on call then.
        """
        comes_s = self.center.agenda.now_s + ready_s
        able: list[tuple[int, Worker]] = []
        for person in self._on_call:
            part = person.turns[0]
            if part.pool.group == group and person.called_s == inf and comes_s < part.terms.to_s:
                able.append((part.agent.id, person))
        called = sorted(able)[:people]
        for _, person in called:
            person.called_s = comes_s
            self.plan(comes_s, STAFF_STARTS, person, self._start)
        return len(called)

    def _stands_no_more(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        """Note that somebody is not on call any more: they come, or nobody has called them."""
        if person.stands_s < inf:
            self._on_call.remove(person)
            self._note_on_call(person, part, now_s)
        person.stands_s = person.called_s = inf

    def _note_on_call(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        if person.stands_s < now_s:
            self.center.book.span(NOBODY, _ON_CALL, part.agent.id, person.stands_s, now_s)

    def _begins_part(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        from_s, to_s = part.terms.from_s, part.terms.to_s
        if part.is_absent:
            if now_s < to_s:
                self._stays_away(part, now_s)
        elif now_s < to_s:
            if part.terms.on_call:
                self._stands_no_more(person, part, now_s)
                part.comes_called(now_s)
            self._comes(person, part, now_s)
        elif part.late_s and part.begins_s == now_s:
            # So late that they do not come at all.
            part.pool.stays.append((part.agent.id, from_s, now_s, inf))
            self.center.book.span(NOBODY, _AWAY, part.agent.id, from_s, now_s)

    def _is_expected_elsewhere(self, agent: Agent, part: PartOfShift, now_s: float) -> None:
        """Let ``agent``, who is still busy, come to another group as soon as they are through: no overtime any more."""
        if part.begins_s == now_s and agent.told_s < inf:
            agent.pool.stays.append((agent.id, agent.logged_in_s, now_s, self.duty.overtime_since_s(agent)))
            agent.logged_in_s, agent.told_s = now_s, inf

    def _comes(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        agent, pool, terms = part.agent, part.pool, part.terms
        person.part = part
        self.of_agent[agent.id] = person
        on_time = now_s == part.begins_s
        if on_time and part.late_s:
            self.center.book.span(NOBODY, _AWAY, agent.id, terms.from_s, now_s)
        if agent.duty == OFF:
            pool.come(agent, terms.from_s if on_time and not terms.on_call else now_s, now_s)
            self._sees_what_is_shut(person, part, now_s)
            self.duty.freed.append(agent)
            self._takes_up(agent, part, now_s)
        else:
            # Whoever is still busy with what was before goes on with it.
            pool.stays.append((agent.id, agent.logged_in_s, now_s, self.duty.overtime_since_s(agent)))
            agent.logged_in_s = now_s
            pool.let_stay(agent)
            self._sees_what_is_shut(person, part, now_s)
            self._takes_up(agent, part, now_s)
            self.duty.look(agent)
        part.rests(now_s, True)
        if not terms.at_closing:
            self.plan(terms.to_s, STAFF_ENDS, person, self._end)
        self.see(person, part)

    def _takes_up(self, agent: Agent, part: PartOfShift, now_s: float) -> None:
        """Let ``agent``, who comes on duty, do things as in this part, and go on with what was parked."""
        if agent.skill != part.terms.skill:
            agent.skill = part.terms.skill
            self.center.book.skills.append((agent.id, now_s, agent.skill))
        if agent.desk is not None:
            agent.desk.comes_back(now_s)

    def _sees_what_is_shut(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        """Let somebody take nothing new of those channels for which it is too late; see when it will be for others."""
        shut_from_s, shut = part.terms.shut_from_s, part.agent.shut
        if not (shut_from_s or shut):
            return
        now_shut = tuple([channel for from_s, channel in shut_from_s if from_s <= now_s])
        if now_shut != shut:
            part.pool.shuts(part.agent, now_shut)
        if len(now_shut) < len(shut_from_s):
            self.plan(shut_from_s[len(now_shut)][0], STAFF_ENDS, person, self._shut)

    def leaves_to_others(self, agent: Agent) -> None:
        """Let those look later in this instant who take more than ``agent`` does, who has nothing in hand."""
        left = self._left.setdefault(agent.pool.number, LeftToOthers(self.duty))
        left.add(agent)
        self.center.waking.ask(agent.pool, left)

    def shuts(self, number: int) -> None:
        """Somebody takes nothing new of a channel any more, because their part of a shift ends soon."""
        person = self.people[number - AFTER_HEADCOUNT]
        part = person.part
        if part is not None and not part.is_over:
            self._sees_what_is_shut(person, part, self.center.agenda.now_s)

    def ends(self, number: int) -> None:
        """A part of somebody's shift ends."""
        person, now_s = self.people[number - AFTER_HEADCOUNT], self.center.agenda.now_s
        following = person.turns[0] if person.turns else None
        if following is not None and following.terms.to_s <= now_s and self._goes_by(person, following, now_s):
            return
        part = person.part
        if part is None or part.is_over or part.terms.at_closing or part.terms.to_s != now_s:
            return
        agent, pool = part.agent, part.pool
        self._ends_part(part, now_s)
        if agent.duty == AWAY:
            self._leaves_break(person, part, now_s)
        elif agent.duty != FREE:
            pool.give(agent, LEAVE, now_s)
            self._lays_down(agent, now_s)
        elif agent.order == NO_NEW:
            agent.order = LEAVE
            pool.leave(agent, now_s, now_s)
        else:
            self.duty.dismiss(agent, now_s, pool.calls_late(now_s))

    def _goes_by(self, person: Worker, part: PartOfShift, now_s: float) -> bool:
        """Let a part end that has not begun; return whether it does: nobody has called them, or they are still busy.

        Who is busy with what was before works overtime from now on, until another part begins.
        """
        if part.terms.on_call:
            self._stands_no_more(person, part, now_s)
        else:
            before = None if person.part is None else person.part.agent
            if before is None or before.duty == OFF or (before is part.agent and not part.is_absent):
                return False
            if before.order == LEAVE and before.told_s == inf:
                before.told_s = now_s
        person.turns.pop(0)
        self._plan_next(person)
        return True

    def goes_on_here(self, agent: Agent, now_s: float) -> bool:
        """Return whether another part of a shift of ``agent`` begins at this instant, in the same group."""
        person = self.person_in(agent)
        part = person.turns[0] if person.turns else None
        if part is None or part.agent is not agent or part.is_absent or part.terms.on_call:
            return False
        return part.terms.from_s <= now_s

    def _lays_down(self, agent: Agent, now_s: float) -> None:
        """Let ``agent``, who is to leave, let go of what need not be finished."""
        was_idle, idle_since_s = not agent.used and agent.contact < 0, agent.idle_since_s
        if agent.desk is not None and agent.desk.lays_down(now_s):
            self.duty.released(agent, now_s)
            if was_idle:
                # What fills nothing of a hand is no contact that ends.
                agent.idle_since_s = idle_since_s

    def _ends_part(self, part: PartOfShift, now_s: float) -> None:
        part.is_over = True
        self.breaks.note_left(part, now_s)
        part.agent.may_go = False

    def _leaves_break(self, person: Worker, part: PartOfShift, now_s: float) -> None:
        """Let somebody whose part of a shift ends go home from a break; or come back to finish conversations."""
        agent = part.agent
        self.break_over(person, part, now_s)
        if agent.desk is not None:
            agent.desk.lays_down(now_s)
        if agent.hand and agent.desk is not None:
            part.pool.come(agent, agent.logged_in_s if self._is_paid(person) else now_s, now_s)
            part.pool.give(agent, LEAVE, now_s)
            agent.desk.goes_on(now_s)
            return
        if self._is_paid(person):
            part.pool.stays.append((agent.id, agent.logged_in_s, now_s, inf))
        agent.duty = OFF

    def _is_paid(self, person: Worker) -> bool:
        """Return whether somebody who is off the phone is paid for it."""
        assert person.due is not None, "somebody is away for something"
        return person.due.terms.paid

    def breaks_table(self) -> Columns:
        """Return the log's table ``breaks``."""
        return self.breaks.table()

    def has_left(self, agent: Agent, now_s: float) -> None:
        """``agent`` has gone home; or comes to another group, where they are expected."""
        person = self.person_in(agent)
        part = person.turns[0] if person.turns else None
        if part is not None and part.terms.from_s <= now_s:
            self.plan(now_s, STAFF_STARTS, person, self._start)

    def closes(self) -> None:
        """The center has closed: whoever is off the phone goes home, and no more breaks are had."""
        now_s = self.center.agenda.now_s
        for person in self.people:
            part = person.part
            if part is None or part.is_over:
                continue
            agent = part.agent
            self._ends_part(part, now_s)
            if agent.shut:
                # From now on all who are still there serve those who wait.
                part.pool.shuts(agent, ())
                if agent.order == NONE:
                    self.duty.look(agent)
            if agent.duty == AWAY:
                self._leaves_break(person, part, now_s)
            elif agent.order == NO_NEW and agent.duty == FREE:
                agent.order = LEAVE
                part.pool.leave(agent, now_s, now_s)
            else:
                if agent.order:
                    agent.order, agent.told_s = LEAVE, now_s
                self._lays_down(agent, now_s)

    def reopens(self) -> None:
        """The center opens: whoever is still busy since the closing goes when they are through."""
        for pool in self.pools:
            closed_s = pool.closed_s
            if closed_s is not None:
                pool.set_closed(None)
                for agent in pool.members:
                    if agent.duty != OFF and agent.order == NONE:
                        pool.give(agent, LEAVE, closed_s)

    def forget(self) -> None:
        """Let go of everybody, when the log is made, as `Book.forget`."""
        self.people.clear()
        self.of_agent.clear()
        self._on_call.clear()
        self._left.clear()

    def settle(self) -> None:
        """Write down what everybody is off the phone for, as far as it went: the run is stopped."""
        for person in self._on_call:
            self._note_on_call(person, person.turns[0], self.center.agenda.now_s)
        for person in self.people:
            part = person.part
            if part is not None and part.agent.duty == AWAY:
                self.break_over(person, part, self.center.agenda.now_s)
                if not self._is_paid(person):
                    part.agent.duty = OFF
