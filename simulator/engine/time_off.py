"""Time off the phone in one part of somebody's shift: what is due when, as things stand.

What is planned is a list of pieces; each says the earliest and the latest begin, which move with the last break. Short
absences run by a clock of their own, which counts time on duty only: a break does not use it up, and whoever goes late
is not away later the next time.
"""

from math import inf
from typing import NamedTuple

from simulator.demand.attendance import AwayTimes, PersonsDay
from simulator.engine.tables.by_person import PlannedShift
from simulator.log import SpanKind
from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.time_grid import on_grid

_BREAK, _OFF_PHONE, _AWAY = range(3)
"""What goes first of what is due at one instant."""
_NOT_AGAIN = -1
_KIND = {"break": SpanKind.BREAK, "off_phone": SpanKind.OFF_PHONE}


class Due(NamedTuple):
    """Something that takes an agent off the phone, as things stand; the smallest of several goes first."""

    latest_s: float
    rank: int
    place: int
    """In the plan."""
    earliest_s: float
    lasts_s: float
    """As planned."""
    number: int
    """How often there was the same in this part before."""


class PartOfShift:
    """A part of a shift that a person works, and what is left of the time off in it."""

    __slots__ = (
        "_away", "_away_kind", "_away_lasts_s", "_away_number", "_chance", "_clock_s", "_left", "_next_away_s",
        "_part", "_since_s", "_taken", "agent", "at_closing", "begins_s", "from_s", "is_absent", "is_over", "late_s",
        "no_new_from_s", "planned", "rested_s", "to_s",
    )  # fmt: skip

    def __init__(
        self, planned: PlannedShift, number: int, chance: PersonsDay, closings_s: frozenset[float], is_absent: bool
    ) -> None:
        shift = planned.shift
        self.is_absent = is_absent
        self.agent, self.planned = planned.agent, planned
        self.from_s, self.to_s = shift.parts[number]
        self.at_closing = self.to_s in closings_s
        """Whether the center closes at its end, which ends it."""
        self._chance, self._part = chance, shift.first_part + number
        rate = planned.adherence or planned.shrinkage
        self._away: AwayTimes | None = None if rate is None else chance.away(rate, self._part)
        self._away_kind = SpanKind.AWAY if planned.adherence is not None else SpanKind.OFF_PHONE
        late = None if planned.adherence is None else planned.adherence.late
        self.late_s = 0.0 if is_absent else min(chance.late_s(late, self._part), self.to_s - self.from_s)
        self.begins_s = self.from_s + self.late_s
        self._left = [off for off in map(self._drawn, shift.offs) if off is not None]
        self._taken = [0] * len(self._left)
        self.rested_s = self._since_s = self.begins_s
        """When the person came on duty, or back from the last break."""
        self._clock_s = 0.0
        """The time on duty up to then."""
        self._away_number, self._away_lasts_s = 0, 0.0
        self._next_away_s = self._after(0.0)
        """Where this clock stands when the person is away next."""
        no_new_s = shift.no_new_s
        self.no_new_from_s = max(self.from_s, self.to_s - no_new_s) if no_new_s else inf
        """From when on nothing new is taken."""
        self.is_over = False

    def _drawn(self, off: TimeOff) -> TimeOff | None:
        """Return time off that the person has in this part, on this day."""
        meets = self.from_s <= off.latest_s + off.lasts_s and off.from_s < self.to_s
        if off.begins is not Begins.AGAIN and not meets:
            return None
        if not self._chance.has(off.name, off.one.share):
            return None
        if off.begins is Begins.BY_CHOICE:
            at_s = on_grid(off.from_s + (off.latest_s - off.from_s) * self._chance.choice(off.name))
            off = off._replace(at_s=at_s)
        known = off.begins in (Begins.FIXED, Begins.STAGGERED, Begins.BY_CHOICE)
        if known and off.at_s < self.from_s:
            # It began before what is simulated, and what is left of it is had at once.
            left_s = off.at_s + off.lasts_s - self.from_s
            off = off._replace(begins=Begins.FIXED, at_s=self.from_s, lasts_s=left_s)
            return off if left_s > 0.0 else None
        return off if off.begins is Begins.AGAIN or off.latest_s >= self.from_s else None

    def _after(self, clock_s: float) -> float:
        """Return where the clock stands when the person is away next; from now on it is known how long."""
        present_s = None if self._away is None else self._away.present_s(self._away_number)
        if self._away is None or present_s is None:
            return inf
        self._away_lasts_s = self._away.away_s(self._away_number)
        return clock_s + present_s

    def is_not_late(self, now_s: float) -> None:
        """Note that the person is there when the part begins: still busy with what was before."""
        self.late_s, self.begins_s = 0.0, now_s

    # What is due

    def dues(self) -> list[Due]:
        """Return what is left, in the order in which it has to begin."""
        found = [self._due(place) for place in range(len(self._left)) if self._taken[place] >= 0]
        if self._next_away_s < inf:
            at_s = self._since_s + (self._next_away_s - self._clock_s)
            found.append(Due(at_s, _AWAY, -1, at_s, self._away_lasts_s, self._away_number))
        return sorted(found)

    def _due(self, place: int) -> Due:
        off, shift = self._left[place], self.planned.shift
        soonest_s, at_most_s = self.rested_s + shift.at_least_s, self.rested_s + shift.at_most_s
        if off.begins is Begins.FIXED:
            earliest_s = latest_s = off.at_s
        elif off.begins is Begins.AGAIN:
            earliest_s = max(self.rested_s + off.from_s, soonest_s)
            latest_s = max(earliest_s, min(earliest_s + off.latest_s, at_most_s))
        elif off.begins is Begins.WHEN_FREE:
            earliest_s = max(off.from_s, min(soonest_s, off.latest_s))
            latest_s = max(earliest_s, min(off.latest_s, at_most_s))
        else:
            wished_s = max(min(off.at_s, at_most_s), soonest_s)
            earliest_s = latest_s = min(max(wished_s, off.from_s), off.latest_s)
        rank = _BREAK if off.one.counts_as == "break" else _OFF_PHONE
        return Due(latest_s, rank, place, earliest_s, off.lasts_s, self._taken[place])

    def fits(self, due: Due, now_s: float) -> bool:
        """Return whether what is due is still had when it begins now: breaks that cannot be whole are not."""
        return now_s < self.to_s if due.rank == _AWAY else now_s + due.lasts_s <= self.to_s

    def together(self, due: Due) -> tuple[str, int]:
        """Return the name of a break, and how many may have it at once."""
        off = self._left[due.place]
        return off.name, off.together

    def is_break(self, due: Due) -> bool:
        """Return whether it is a break or work off the phone, and not a short absence."""
        return due.rank != _AWAY

    def is_off_phone(self, due: Due) -> bool:
        """Return whether it counts as work off the phone."""
        return due.rank == _OFF_PHONE

    # What happens

    def drops(self, due: Due) -> None:
        """Note that what was due is not had."""
        if due.rank == _AWAY:
            self._next_away_s = inf
            return
        # Of what comes again and again, there is no time for another one either.
        self._taken[due.place] = _NOT_AGAIN

    def goes(self, due: Due, now_s: float) -> tuple[SpanKind, SpanKind, float, float, bool]:
        """Note that it begins now; return its kind, that of what is too long, until when each lasts, if it is paid."""
        self._clock_s += now_s - self._since_s
        if due.rank == _AWAY:
            to_s = min(now_s + due.lasts_s, self.to_s)
            self._away_number += 1
            self._next_away_s = self._after(self._next_away_s)
            return self._away_kind, self._away_kind, to_s, to_s, True
        off = self._left[due.place]
        self._taken[due.place] = due.number + 1 if off.begins is Begins.AGAIN else _NOT_AGAIN
        rate = None if self.planned.adherence is None else self.planned.adherence.long_breaks
        longer_s = self._chance.longer_s(rate, off.name, self._part, due.number)
        to_s = now_s + due.lasts_s
        kind = _KIND[off.one.counts_as] if off.one.paid else SpanKind.UNPAID_BREAK
        longer = SpanKind.AWAY if off.one.paid else kind
        return kind, longer, to_s, min(to_s + longer_s, self.to_s), off.one.paid

    def comes_back(self, now_s: float, from_break: bool) -> None:
        """Note that the person is on duty again."""
        self._since_s = now_s
        if from_break:
            self.rested_s = now_s

    def comes_on_duty(self, now_s: float) -> None:
        """Note that the person comes now."""
        self.rested_s = self._since_s = now_s

    def takes_nothing_new(self, now_s: float) -> bool:
        """Return whether the person takes nothing new any more, because the part ends soon."""
        return now_s >= self.no_new_from_s
