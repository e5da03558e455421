"""Time off the phone in one part of somebody's shift: what is due when, as things stand.

Each piece that is left says the earliest and the latest begin, which move with the last break. Short absences run by a
clock of their own, which counts time on duty only: a break does not use it up, and whoever goes late is not away later
the next time.
"""

from math import inf

from simulator.demand.attendance import AwayTimes, PersonsDay, ordinal_in
from simulator.engine.floor import Agent
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.tables.part_terms import (
    AGAIN,
    AWAY_LAST,
    BY_CHOICE,
    BY_CLOCK,
    FIXED,
    WHEN_FREE,
    OffTerms,
    PartTerms,
)
from simulator.time_grid import on_grid


class Due:
    """Something that takes a person off the phone, and when, as things stand."""

    __slots__ = ("at_s", "begins", "earliest_s", "is_open", "lasts_s", "latest_s", "number", "place", "terms")

    def __init__(self, terms: OffTerms, place: int) -> None:
        self.terms = terms
        self.place = place
        """In the plan."""
        self.begins, self.at_s, self.lasts_s = terms.begins, terms.at_s, terms.lasts_s
        """As planned, or as chance has it."""
        self.number = 0
        """How often there was the same in this part before."""
        self.earliest_s = self.latest_s = inf
        self.is_open = False
        """Whether it may begin, and need not, since its person was last looked at."""

    def is_before(self, other: "Due") -> bool:
        """Return whether it begins before another one that has to begin, too."""
        if self.latest_s != other.latest_s:
            return self.latest_s < other.latest_s
        if self.terms.rank != other.terms.rank:
            return self.terms.rank < other.terms.rank
        return self.place < other.place

    def is_break(self) -> bool:
        """Return whether it is a break or work off the phone, and not a short absence."""
        return self.terms.rank != AWAY_LAST

    def moves(self, rested_s: float, part: PartTerms) -> None:
        """Note that its person came on duty, or back from the last break, at an instant."""
        terms, soonest_s, at_most_s = self.terms, rested_s + part.at_least_s, rested_s + part.at_most_s
        if self.begins == FIXED:
            self.earliest_s = self.latest_s = self.at_s
        elif self.begins == AGAIN:
            self.earliest_s = max(rested_s + terms.from_s, soonest_s)
            self.latest_s = max(self.earliest_s, min(self.earliest_s + terms.latest_s, at_most_s))
        elif self.begins == WHEN_FREE:
            self.earliest_s = max(terms.from_s, min(soonest_s, terms.latest_s))
            self.latest_s = max(self.earliest_s, min(terms.latest_s, at_most_s))
        else:
            wished_s = max(min(self.at_s, at_most_s), soonest_s)
            self.earliest_s = self.latest_s = min(max(wished_s, terms.from_s), terms.latest_s)


class PartOfShift:
    """A part of a shift that a person works, and what is left of the time off in it."""

    __slots__ = (
        "_absence", "_away", "_chance", "_clock_s", "_next_away_s", "_since_s", "agent", "begins_s", "dues",
        "is_absent", "is_over", "late_s", "pool", "terms",
    )  # fmt: skip

    def __init__(self, terms: PartTerms, agent: Agent, chance: PersonsDay, is_absent: bool) -> None:
        self.terms, self.is_absent = terms, is_absent
        self._chance = chance
        self.agent = agent
        """The seat in which it is worked."""
        self.pool: ShiftPool = agent.pool  # type: ignore[assignment]
        self.late_s = 0.0
        if terms.late is not None and not is_absent:
            self.late_s = min(terms.late.drawn_s(chance.key(), terms.number), terms.to_s - terms.from_s)
        self.begins_s = terms.from_s + self.late_s
        self.dues: list[Due] = []
        """What is left, in no order."""
        for place, off in enumerate(terms.offs):
            self._plans(off, place)
        self._since_s = self.begins_s
        """When the person came on duty, or back from whatever it was."""
        self._clock_s = self._next_away_s = 0.0
        """The time on duty up to then, and where this clock stands when the person is away next."""
        self._absence: Due | None = None
        self._away: AwayTimes | None = None
        if terms.away is not None and terms.away.present is not None and terms.away_terms is not None:
            self._absence, self._away = Due(terms.away_terms, -1), AwayTimes(chance.key(), terms.away, terms.number)
            self.dues.append(self._absence)
            self._plans_absence(self._absence, self._away)
        self.is_over = False

    def _plans(self, off: OffTerms, place: int) -> None:
        """Plan time off, if the person has it in this part, on this day."""
        from_s = self.terms.from_s
        is_again = off.begins == AGAIN
        if not is_again and (off.latest_s + off.lasts_s < from_s or off.from_s >= self.terms.to_s):
            return
        if off.share < 1.0 and not self._chance.has(off.name, off.share):
            return
        due = Due(off, place)
        if off.begins == BY_CHOICE:
            due.at_s = on_grid(off.from_s + (off.latest_s - off.from_s) * self._chance.choice(off.name))
        if off.begins == WHEN_FREE or is_again:
            if is_again or off.latest_s >= from_s:
                self.dues.append(due)
        elif due.at_s >= from_s:
            self.dues.append(due)
        else:
            # It began before what is simulated, and what is left of it is had at once.
            due.lasts_s = due.at_s + off.lasts_s - from_s
            due.begins, due.at_s = FIXED, from_s
            if due.lasts_s > 0.0:
                self.dues.append(due)

    def _plans_absence(self, absence: Due, away: AwayTimes) -> None:
        """Note when on duty the person is away next, and how long."""
        present_s = away.present_s(absence.number)
        assert present_s is not None, "whoever is never away has no absences"
        self._next_away_s += present_s
        absence.lasts_s = away.away_s(absence.number)

    def is_not_late(self, now_s: float) -> None:
        """Note that the person is there when the part begins: still busy with what was before."""
        self.late_s, self.begins_s = 0.0, now_s

    def comes_called(self, now_s: float) -> None:
        """Note that the person, who was called, comes now: breaks whose time is over by then are not had."""
        self.begins_s = now_s
        self.dues = [
            due
            for due in self.dues
            if due.begins >= AGAIN or (due.at_s if due.begins == FIXED else due.terms.latest_s) >= now_s
        ]

    # What is due

    def first_due(self) -> Due | None:
        """Return what has to begin first of what is left."""
        first: Due | None = None
        for due in self.dues:
            if first is None or due.is_before(first):
                first = due
        return first

    def fits(self, due: Due, now_s: float) -> bool:
        """Return whether what is due is still had when it begins now: breaks that cannot be whole are not."""
        return now_s + due.lasts_s <= self.terms.to_s if due.is_break() else now_s < self.terms.to_s

    def takes_nothing_new(self, now_s: float) -> bool:
        """Return whether the person takes nothing new any more, because the part ends soon."""
        return now_s >= self.terms.no_new_from_s

    # What happens

    def drops(self, due: Due) -> None:
        """Note that what was due is not had: of what comes again and again, there is no time for another one either."""
        self.dues.remove(due)

    def goes(self, due: Due, now_s: float) -> float:
        """Note that it begins now; return how much longer than planned it lasts."""
        self._clock_s += now_s - self._since_s
        number, terms = due.number, due.terms
        due.number += 1
        if terms.begins == BY_CLOCK:
            assert self._away is not None, "somebody is away at times"
            self._plans_absence(due, self._away)
            return 0.0
        if due.begins != AGAIN:
            self.dues.remove(due)
        if terms.long is None:
            return 0.0
        return terms.long.drawn_s(self._chance.key(), ordinal_in(self.terms.number, number))

    def rests(self, now_s: float, from_break: bool) -> None:
        """Note that the person is on duty from now on; and that there was a break, or the part begins."""
        self._since_s = now_s
        for due in self.dues:
            if from_break and due.is_break():
                due.moves(now_s, self.terms)
        if self._absence is not None:
            self._absence.earliest_s = self._absence.latest_s = now_s + (self._next_away_s - self._clock_s)
