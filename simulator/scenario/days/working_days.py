"""The days at work of each person, by plan: all shifts that begin on one day, in whatever groups, together.

Shifts of which something is simulated count whole, as far as the center is open; of others nothing is known. Agents of
a headcount are left out: number 3 is there while at least three are planned, which is nobody's day.
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from simulator.scenario.days.breaks_planned import PlannedBreak, planned_breaks
from simulator.scenario.days.cut_to import cut_to
from simulator.scenario.days.joined import joined
from simulator.scenario.days.roster import openings_around, roster_of
from simulator.scenario.days.worked_shifts import Somebody, WorkedShift
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.hours import Span


class WorkingDay:
    """What one person works on one day. Times are seconds since 00:00 of day 0."""

    def __init__(self, who: Somebody, day: int, shifts: Iterable[tuple[WorkedShift, tuple[Span, ...]]]) -> None:
        self.who, self.day, self._shifts = who, day, tuple(shifts)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """Return when they are there, in order; one after the other without time in between is one part."""
        return tuple(joined(sorted(part for _, parts in self._shifts for part in parts)))

    @cached_property
    def _offs(self) -> list[PlannedBreak]:
        return [one for shift, parts in self._shifts for one in planned_breaks(shift, parts)]

    @property
    def groups(self) -> frozenset[str]:
        """Return the groups they work in."""
        return frozenset(shift.group for shift, _ in self._shifts)

    @property
    def breaks(self) -> list[PlannedBreak]:
        """Return their breaks; work off the phone is none."""
        return [one for one in self._offs if one.one.counts_as == "break"]

    @property
    def splits(self) -> list[Span]:
        """Return the time off between parts."""
        return [(before[1], after[0]) for before, after in pairwise(self.parts)]

    @property
    def from_s(self) -> float:
        """Return when they come."""
        return self.parts[0][0]

    @property
    def to_s(self) -> float:
        """Return when they go home."""
        return self.parts[-1][1]

    @cached_property
    def there_s(self) -> float:
        """Return how long they are there, breaks included."""
        return sum(to_s - from_s for from_s, to_s in self.parts)

    @cached_property
    def paid_s(self) -> float:
        """Return the time that is paid."""
        return self.there_s - sum(one.lasts_s for one in self._offs if not one.one.paid)

    @cached_property
    def worked_s(self) -> float:
        """Return the time without breaks, paid or not."""
        return self.there_s - sum(one.lasts_s for one in self.breaks)


def working_days(scenario: Scenario) -> dict[Somebody, list[WorkingDay]]:
    """Return the days at work of everybody who is planned by shifts, in order, in the order of the roster.

    Time on call at home is none.
    """
    openings = openings_around(scenario)
    found: dict[Somebody, dict[int, list[tuple[WorkedShift, tuple[Span, ...]]]]] = {}
    for one in roster_of(scenario).planned:
        if scenario.agent_groups[one.group].shifts is not None:
            worked = (one, cut_to(openings, one.planned))
            found.setdefault(one.who, {}).setdefault(one.day, []).append(worked)
    return {who: [WorkingDay(who, day, days[day]) for day in sorted(days)] for who, days in found.items()}
