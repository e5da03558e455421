"""Interventions in a run: when whoever runs the center looks, and what is done then.

A day is looked at from its beginning on; days that touch are days of their own. What is looked at whenever something
changes is asked once more when anything was done at the same instant.
"""

from bisect import bisect_right
from math import inf

from simulator.engine.agenda import INTERVENTIONS, Moment
from simulator.engine.center import Center
from simulator.engine.doors import Doors
from simulator.engine.headcount import Headcount
from simulator.engine.hours_now import HoursNow
from simulator.engine.lending import Lending
from simulator.engine.passing_on import PassingOn
from simulator.engine.reading import Reading
from simulator.engine.tables import Tables
from simulator.engine.tables.interventions import InterventionTerms
from simulator.engine.watched import Listener, Unheard
from simulator.log import EndedBy

_DAY = -1
"""The entity of a day's beginning; that of a look is the number of its rule."""
_TURN = 1 << 62
_SENT_AWAY = int(EndedBy.SENT_AWAY)


class InterventionAsked:
    """One rule, and when it was carried out last on this day."""

    __slots__ = ("acted_s", "looks", "reading", "terms")

    def __init__(self, terms: InterventionTerms) -> None:
        self.terms = terms
        self.reading: Reading | None = None
        self.acted_s = -inf
        self.looks = False
        """Whether it is asked in the next turn, where it is not asked in all."""

    def on_change(self) -> bool:
        """Return whether it is asked whenever something changes."""
        return self.terms.every_s == inf

    def again_s(self) -> float:
        """Return from when on it may be carried out."""
        return self.acted_s + self.terms.again_s if self.acted_s > -inf else -inf


class Intervening(Listener):
    """All rules of one run."""

    __slots__ = (
        "_center", "_closes_s", "_done", "_doors", "_headcount", "_hours", "_lending", "_looked", "_next_day_s",
        "_planned", "_rules", "_staff", "_transfers", "_turn",
    )  # fmt: skip

    def __init__(
        self, tables: Tables, center: Center, headcount: Headcount, doors: Doors | None, transfers: PassingOn | None
    ) -> None:
        self._center, self._headcount, self._doors, self._transfers = center, headcount, doors, transfers
        self._staff = tables.staff
        self._lending = Lending(tables, center, headcount)
        self._lending.plan(tables)
        self._hours = {
            number: HoursNow(tables.admission[number], tables.staff.days_s) for number in tables.types_that_change
        }
        self._rules = [InterventionAsked(terms) for terms in tables.interventions]
        self._planned: set[float] = set()
        """When there will be turns."""
        self._next_day_s = self._closes_s = inf
        self._done = center.book.interventions
        agenda = center.agenda
        self._turn, self._looked = agenda.enroll(_TurnOfRules(self)), agenda.enroll(_Look(self))
        assert center.signals is not None, "interventions read"
        assert tables.read is not None, "interventions read"
        for rule, terms in zip(self._rules, tables.read.interventions, strict=True):
            rule.reading = center.signals.reading(terms, self if rule.on_change() else Unheard())
            # Whoever could not be moved, or was not on call, may be now.
            for pool in tables.staff.pools_in(rule.terms.comes_from) if rule.on_change() else ():
                center.signals.listen_to_staff(pool, self)

    def plan(self) -> None:
        """Plan the beginnings of days, and when hours change by themselves."""
        agenda = self._center.agenda
        for day_s in self._staff.days_s:
            agenda.plan(day_s, INTERVENTIONS, _DAY, self._looked)
        changes_s = {time_s for hours in self._hours.values() for time_s in hours.changes_s()}
        for time_s in sorted(changes_s):
            self._plan_turn(time_s)

    # When there is a turn

    def changed(self) -> None:
        """Something changed that a rule reads."""
        if not self._center.is_closed():
            self._plan_turn(self._center.agenda.now_s)

    def _plan_turn(self, time_s: float) -> None:
        if time_s not in self._planned:
            self._planned.add(time_s)
            self._center.agenda.plan(time_s, INTERVENTIONS, _TURN, self._turn)

    def look(self, entity: int) -> None:
        """Let a day begin, or one rule be asked."""
        now_s = self._center.agenda.now_s
        if entity == _DAY:
            self._begins(now_s)
        else:
            self._look_at(self._rules[entity], now_s)
        self._plan_turn(now_s)

    def _begins(self, now_s: float) -> None:
        days_s = self._staff.days_s
        place = bisect_right(days_s, now_s)
        self._closes_s = next(one.to_s for one in self._staff.stretches if one.from_s <= now_s < one.to_s)
        self._next_day_s = days_s[place] if place < len(days_s) else inf
        self._lending.opens(self._closes_s)
        for rule in self._rules:
            rule.acted_s = -inf
            if not rule.on_change():
                self._look_at(rule, now_s)

    def _look_at(self, rule: InterventionAsked, now_s: float) -> None:
        if now_s < min(self._closes_s, self._next_day_s):
            rule.looks = True
            next_s = now_s + rule.terms.every_s
            if next_s < min(self._closes_s, self._next_day_s):
                self._center.agenda.plan(next_s, INTERVENTIONS, rule.terms.number, self._looked)

    def turn(self) -> None:
        """Ask all that are to be asked, in the order of the file."""
        center = self._center
        now_s = center.agenda.now_s
        self._planned.discard(now_s)
        if center.is_closed():
            return
        acted = False
        for rule in self._rules:
            if (rule.on_change() or rule.looks) and self._asked(rule, now_s):
                acted = True
            rule.looks = False
        if acted:
            assert center.signals is not None, "interventions read"
            center.signals.tell_of_staff()
            self._plan_turn(now_s)
        else:
            self._plan_next(now_s)

    def _plan_next(self, now_s: float) -> None:
        """Plan a turn for when time alone changes what holds, or what was done may be done again."""
        next_s = inf
        for rule in self._rules:
            if rule.on_change():
                assert rule.reading is not None, "every rule reads"
                next_s = min(next_s, rule.reading.next_s(now_s))
                if now_s < rule.again_s():
                    next_s = min(next_s, rule.again_s())
        if next_s < self._closes_s:
            self._plan_turn(next_s)

    # What is done

    def _asked(self, rule: InterventionAsked, now_s: float) -> bool:
        """Carry a rule out if it holds; return whether anything was done."""
        assert rule.reading is not None, "every rule reads"
        if now_s < rule.again_s() or rule.acted_s == now_s or not rule.reading.holds(now_s, 0.0):
            return False
        did = self._act(rule.terms, now_s)
        if did:
            rule.acted_s = now_s
            self._done.append((rule.terms.number, now_s, did))
        return did > 0

    def _act(self, terms: InterventionTerms, now_s: float) -> int:
        if terms.verb == "move_people":
            return self._lending.move(terms)
        if terms.verb == "call_in":
            if terms.on_call:
                assert self._center.shifts is not None, "whoever is on call has shifts"
                return self._center.shifts.call_in(terms.to_pool, terms.people, terms.ready_s)
            return self._lending.call_in(terms)
        if terms.verb == "close":
            return sum(self._close(number, now_s) for number in terms.types)
        if terms.verb == "open":
            return sum(self._open(number, now_s) for number in terms.types)
        later = sum(self._headcount.defer_fall(number, terms.by_s, self._next_day_s) for number in terms.pools)
        return later + sum(self._extend(number, terms.by_s, now_s) for number in terms.types)

    def _close(self, number: int, now_s: float) -> bool:
        hours, center = self._hours[number], self._center
        if not hours.close(now_s):
            return False
        at_close = self._at_close(number)
        if at_close == "clear":
            center.send_away(number, _SENT_AWAY)
        elif at_close == "keep" and self._transfers is not None:
            self._transfers.leave_kept(number)
        return True

    def _at_close(self, number: int) -> str:
        return next(flow.terms.at_close for flow in self._center.flows if flow.type == number)

    def _open(self, number: int, now_s: float) -> bool:
        if not self._hours[number].open(now_s, self._closes_s):
            return False
        assert self._doors is not None, "types that open have doors"
        self._doors.let_in(number)
        return True

    def _extend(self, number: int, by_s: float, now_s: float) -> bool:
        to_s = self._hours[number].extend(now_s, by_s, self._closes_s)
        if to_s == inf:
            return False
        assert self._doors is not None, "types that close have doors"
        self._doors.end_later(number, to_s)
        if self._transfers is not None and self._at_close(number) == "keep":
            self._transfers.end_later(number, to_s)
        self._plan_turn(to_s)
        return True


class _TurnOfRules(Moment):
    """That rules are asked."""

    __slots__ = ("_intervening",)

    def __init__(self, intervening: Intervening) -> None:
        self._intervening = intervening

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._intervening.turn()


class _Look(Moment):
    """The beginning of a day, or that a rule is looked at."""

    __slots__ = ("_intervening",)

    def __init__(self, intervening: Intervening) -> None:
        self._intervening = intervening

    def happen(self, entity: int) -> None:
        """Let it happen."""
        self._intervening.look(entity)
