"""Turns: the instants at which overflow rules are asked of those who wait, and what is asked then.

In a turn the rules are asked in the order of the file, each of its contacts in the order in which they stand in line.
The first one that changes something ends the turn, and another one follows within the instant: what it caused happens
in between, and everything is read anew. Who would be changed but cannot be, because there is no place for them, say,
is asked again whenever anything happens.
"""

from bisect import bisect_right
from math import inf

from simulator.engine.agenda import CONDITIONS, LAST, Moment
from simulator.engine.armed import Armed, Place, first_of
from simulator.engine.center import Center
from simulator.engine.crossing import Crossing
from simulator.engine.flows import Flow
from simulator.engine.overflow_asked import OverflowAsked
from simulator.engine.overflow_verbs import OverflowVerbs
from simulator.engine.rule_asked import RuleAsked
from simulator.engine.tables.overflow_terms import OverflowTerms
from simulator.engine.watched import Listener

_NOTHING: list[RuleAsked] = []
_TURN = 1 << 62
"""The entity of a turn: it comes after all by which contacts are due at the same instant."""


class OverflowTurns(Moment):
    """The turns of one run."""

    __slots__ = (
        "_alike", "_asked", "_blocked", "_center", "_cross_number", "_crossing", "_crossings", "_looking",
        "_of_segment", "_planned", "_recheck", "_rechecks", "_rules", "_this_s", "_turn", "_unasked", "_verbs",
        "_waits_s", "closes_s", "told_of_places",
    )  # fmt: skip

    def __init__(self, center: Center, asked: OverflowAsked, verbs: OverflowVerbs) -> None:
        self._center, self._asked, self._verbs = center, asked, verbs
        self._unasked = center.book.unasked
        agenda = center.agenda
        self._turn, self._crossing = agenda.enroll(self), agenda.enroll(_Crosses(self))
        self._cross_number = agenda.enroll(_HasWaited(self))
        self._recheck = agenda.enroll(_Recheck(self))
        self.told_of_places = _ToldOfPlaces(self)
        """Who is to be told when somebody leaves a queue, who may leave a place to somebody else."""
        self._rules: list[RuleAsked] = []
        """In the order of the file."""
        self._of_segment: list[list[list[RuleAsked]]] = []
        self._alike: list[list[RuleAsked] | None] = []
        """By type: the rules that are asked, where they are the same for all segments."""
        self._waits_s: list[list[float]] = []
        self._planned: set[float] = set()
        """When there will be turns."""
        self._this_s = -inf
        """The instant for which one was planned within it; nobody has to see whether there is to be one."""
        self._rechecks: set[float] = set()
        self._looking: list[RuleAsked] = []
        """The rules that are asked of all who wait in the first turn of this instant."""
        self._blocked = False
        """Whether somebody would be changed in this turn and cannot be."""
        self._crossings: list[tuple[RuleAsked, Crossing]] = []
        """By number."""
        self.closes_s = inf
        """When the center closes next."""

    def ask(self, rules: list[RuleAsked], of_segment: list[list[list[RuleAsked]]]) -> None:
        """Let ``rules`` be asked, in this order; ``of_segment`` says by type and segment which of them."""
        self._rules, self._of_segment = rules, of_segment
        for type_, (first, *others) in enumerate(of_segment):
            self._alike.append(first if all(one == first for one in others) else None)
            looked = {wait_s for one in rules if not one.on_change for wait_s in one.waits_s.get(type_, ())}
            self._waits_s.append(sorted(looked))
        for one in rules:
            for crossing in one.all_crossings:
                crossing.number = len(self._crossings)
                self._crossings.append((one, crossing))

    # When there is a turn

    def plan(self, time_s: float) -> None:
        """Plan a turn, if there is none yet at that instant."""
        if time_s not in self._planned:
            self._planned.add(time_s)
            if time_s == self._center.agenda.now_s:
                self._this_s = time_s
            self._center.agenda.plan(time_s, CONDITIONS, _TURN, self._turn)

    def changed(self, one: RuleAsked) -> None:
        """Something changed that a rule reads."""
        # Where nobody waits, nobody is asked; who begins to wait brings a turn along.
        if not self._center.room.count:
            return
        now_s = self._center.agenda.now_s
        for crossing in one.all_crossings:
            if crossing.matters(now_s):
                self._cross(one, crossing, now_s)
        if self._this_s != now_s and (one.by_time or one.any_holds(now_s)):
            self.plan(now_s)

    def place_changed(self) -> None:
        """Somebody left a queue, or joined it: who cannot be changed for lack of a place may be now."""
        if self._blocked and self._center.room.count:
            self.plan(self._center.agenda.now_s)

    def begins(self, row: int) -> None:
        """``row`` begins to wait at this instant."""
        center = self._center
        now_s = center.agenda.now_s
        flow: Flow = center.flows[center.book.queue[row]]
        type_ = flow.type
        if self._waits_s[type_]:
            self._plan_crossing(row, type_, 0.0)
        for one in self._of(row, type_):
            for crossing in one.crossings[type_]:
                crossing.add(row, now_s)
                if crossing.planned_s <= now_s and crossing.matters(now_s):
                    self._plan_cross(one, crossing)
            if one.on_change:
                self._arm(one, row, type_, 0.0)

    def goes_on(self, row: int) -> None:
        """``row`` belongs to another queue from now on, in which it waits."""
        center = self._center
        flow: Flow = center.flows[center.book.queue[row]]
        wait_s = center.agenda.now_s - center.book.since_s[row]
        for one in self._of(row, flow.type):
            if one.on_change:
                self._arm(one, row, flow.type, wait_s)

    def crosses(self, row: int) -> None:
        """``row`` has waited so long that it may be due, if it still waits as it did."""
        center = self._center
        book, now_s = center.book, center.agenda.now_s
        flow: Flow = center.flows[book.queue[row]]
        wait_s = now_s - book.since_s[row]
        if not book.waiting[row] or wait_s not in self._waits_s[flow.type]:
            return
        for one in self._of(row, flow.type):
            if not one.on_change and wait_s in one.waits_s[flow.type]:
                one.passed.append((row, book.since_s[row]))
                self.plan(now_s)
        self._plan_crossing(row, flow.type, wait_s)

    def cross(self, number: int) -> None:
        """Somebody has waited so long that a rule may hold."""
        one, crossing = self._crossings[number]
        now_s = self._center.agenda.now_s
        if crossing.matters(now_s):
            self._cross(one, crossing, now_s)

    def _cross(self, one: RuleAsked, crossing: Crossing, now_s: float) -> None:
        """Let those be armed who have waited so long, and plan when the next will have."""
        book = self._center.book
        for row in crossing.take(now_s):
            flow: Flow = self._center.flows[book.queue[row]]
            if flow.type == crossing.type:
                self._arm(one, row, flow.type, now_s - book.since_s[row])
        if crossing.planned_s <= now_s:
            self._plan_cross(one, crossing)

    def _plan_cross(self, one: RuleAsked, crossing: Crossing) -> None:
        next_s = crossing.next_s()
        if next_s < inf:
            crossing.planned_s = next_s
            self._center.agenda.plan(next_s, CONDITIONS, crossing.number, self._cross_number)

    def look(self, number: int) -> None:
        """Let the rule of a number be asked of all who wait, in the first turn of this instant."""
        self._looking += [one for one in self._rules if one.rule.number == number]
        self.plan(self._center.agenda.now_s)

    def _plan_crossing(self, row: int, type_: int, wait_s: float) -> None:
        """Plan the next wait of ``row`` at which something may be asked."""
        waits_s = self._waits_s[type_]
        place = bisect_right(waits_s, wait_s)
        if place < len(waits_s):
            center = self._center
            center.agenda.plan(center.book.since_s[row] + waits_s[place], CONDITIONS, row, self._crossing)

    def _arm(self, one: RuleAsked, row: int, type_: int, wait_s: float) -> None:
        """Let a rule be asked of ``row``, which has waited so long, when it holds; plan a turn if it does now."""
        book, rule, now_s = self._center.book, one.rule, self._center.agenda.now_s
        queue = book.queue[row]
        armed = one.line_of(queue, type_, wait_s, self._verbs.leads(rule, row))
        if armed is None or (rule.requeues() and rule.into[queue] < 0) or self._asked.was(rule, row):
            return
        armed.add(row)
        if self._this_s != now_s and (one.by_time or armed.reading.holds(now_s, armed.wait_from_s)):
            self.plan(now_s)

    def _of(self, row: int, type_: int) -> list[RuleAsked]:
        if self._is_unasked(row):
            return _NOTHING
        alike = self._alike[type_]
        return self._of_segment[type_][self._center.book.segment_of(row)] if alike is None else alike

    def _is_unasked(self, row: int) -> bool:
        """Return whether no rule is asked of ``row`` any more."""
        return bool(self._unasked) and row in self._unasked

    # What happens in a turn

    def happen(self, _: int) -> None:
        """Ask the rules, until one changes something."""
        center = self._center
        now_s = center.agenda.now_s
        self._planned.discard(now_s)
        self._this_s = -inf
        if center.is_closed():
            # Who has waited so long is asked at the next opening, which is a turn.
            self._looking.clear()
            return
        self._gather()
        self._blocked = False
        for one in self._rules:
            if self._change_of(one, now_s) if one.on_change else self._due_of(one, now_s):
                self.plan(now_s)
                return
        self._plan_next(now_s)

    def _gather(self) -> None:
        """Let those who wait be due of the rules that are asked of them at this instant."""
        for one in self._rules:
            one.gather()
        for one in self._looking:
            for flow in self._center.flows:
                if flow.type in one.readings:
                    for row in flow.queue.rows():
                        if one in self._of(row, flow.type):
                            one.due.add(row)
        self._looking.clear()

    def _due_of(self, one: RuleAsked, now_s: float) -> bool:
        """Ask a rule of those who are due; return whether it changed something."""
        center, due = self._center, one.due
        while (first := due.first(now_s)) is not None:
            due.pop()
            _, row, since_s = first
            if self._is_unasked(row):
                continue
            queue = center.book.queue[row]
            flow: Flow = center.flows[queue]
            reading = one.readings[flow.type]
            if not reading.holds(now_s, now_s - since_s):
                continue
            if not self._verbs.is_able(one.rule, queue, self._verbs.leads(one.rule, row)):
                continue
            if not self._is_held(row, flow) and self._asked.applies(one.rule, row):
                self._act(one.rule, row)
                return True
        return False

    def _change_of(self, one: RuleAsked, now_s: float) -> bool:
        """Ask a rule of all whom it is of and of whom it holds; return whether it changed something."""
        lines = self._able(one, now_s)
        held = list[tuple[Armed, Place]]()
        acts = False
        while not acts and (line := first_of(lines, now_s)) is not None:
            place = line.pop()
            row = place[1]
            flow: Flow = self._center.flows[self._center.book.queue[row]]
            if self._is_unasked(row):
                continue
            if self._is_held(row, flow):
                held.append((line, place))
                self._blocked = True
            else:
                acts = self._asked.applies(one.rule, row)
        for line, place in held:
            line.put_back(place)
        if acts:
            self._act(one.rule, row)
        return acts

    def _able(self, one: RuleAsked, now_s: float) -> list[Armed]:
        """Return the lines of whom the rule holds, and whom it is able to change."""
        lines = []
        for armed in one.lines:
            if armed.any() and armed.reading.holds(now_s, armed.wait_from_s):
                if self._verbs.is_able(one.rule, armed.queue, armed.there):
                    lines.append(armed)
                elif armed.first(now_s) is not None:
                    self._blocked = True
        return lines

    def _is_held(self, row: int, flow: Flow) -> bool:
        """Return whether an agent stays with the customer of ``row``."""
        passing = flow.passing
        return passing is not None and passing.holds(row)

    def _act(self, rule: OverflowTerms, row: int) -> None:
        if self._verbs.act(rule, row) and rule.widens():
            self._center.look_again(row)

    # Later turns

    def _plan_next(self, now_s: float) -> None:
        """Plan a turn for when time alone changes what holds, or anything happens to who cannot be changed now."""
        if self._blocked:
            self._wait_for_anything(now_s)
        next_s = inf
        for one in self._rules:
            if one.by_time and one.any_armed():
                for reading in one.readings.values():
                    mine_s = reading.next_s(now_s)
                    if mine_s < next_s:
                        next_s = mine_s
        # What comes later is asked from the next opening on.
        if next_s < self.closes_s:
            self.plan(next_s)

    def _wait_for_anything(self, now_s: float) -> None:
        center = self._center
        arrived_s = center.book.workload.arrived_s
        place = arrived_s.searchsorted(now_s, side="right")
        coming_s = arrived_s.item(place) if place < len(arrived_s) else inf
        opens_s = min((self._verbs.opens_s(one.rule, now_s) for one in self._rules), default=inf)
        next_s = min(center.agenda.head_s(), coming_s, opens_s)
        if next_s > now_s:
            if next_s < self.closes_s:
                self.plan(next_s)
        elif now_s not in self._rechecks:
            self._rechecks.add(now_s)
            center.agenda.plan(now_s, LAST, 0, self._recheck)

    def recheck(self) -> None:
        """All else of this instant is over: ask once more."""
        now_s = self._center.agenda.now_s
        self._rechecks.discard(now_s)
        self.plan(now_s)


class ToldOfChanges(Listener):
    """Tells turns of what changed that a rule reads."""

    __slots__ = ("_one", "_turns")

    def __init__(self, turns: OverflowTurns, one: RuleAsked) -> None:
        self._turns, self._one = turns, one

    def changed(self) -> None:
        """It changed."""
        self._turns.changed(self._one)


class _ToldOfPlaces(Listener):
    """Tells turns that there may be a place."""

    __slots__ = ("_turns",)

    def __init__(self, turns: OverflowTurns) -> None:
        self._turns = turns

    def changed(self) -> None:
        """Somebody left a queue, or joined it."""
        self._turns.place_changed()


class _Crosses(Moment):
    """A contact has waited for so long."""

    __slots__ = ("_turns",)

    def __init__(self, turns: OverflowTurns) -> None:
        self._turns = turns

    def happen(self, row: int) -> None:
        """Let it be due."""
        self._turns.crosses(row)


class _HasWaited(Moment):
    """Somebody has waited so long that a rule may hold."""

    __slots__ = ("_turns",)

    def __init__(self, turns: OverflowTurns) -> None:
        self._turns = turns

    def happen(self, number: int) -> None:
        """See who."""
        self._turns.cross(number)


class _Recheck(Moment):
    """All else of an instant is over."""

    __slots__ = ("_turns",)

    def __init__(self, turns: OverflowTurns) -> None:
        self._turns = turns

    def happen(self, _: int) -> None:
        """Let rules be asked again."""
        self._turns.recheck()
