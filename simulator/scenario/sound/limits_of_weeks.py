"""Limits of several days of a person: rest from one to the next, weeks, days in a row.

What is not simulated is nobody's work and nobody's rest: a week is as long as what is simulated of it, and time off
ends where the simulation does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from simulator.scenario.days.calendar_weeks import CalendarWeek, SimulatedDays
from simulator.scenario.days.working_days import WorkingDay
from simulator.scenario.nouns.hours import Span
from simulator.scenario.nouns.work_rules import WorkRules
from simulator.scenario.sound.breach import TOLERANCE_S, Breach, hours
from simulator.scenario.sound.limits_of_days import counted_s

OfAPerson = Callable[[WorkRules, Sequence[WorkingDay], SimulatedDays], Iterator[Breach]]
"""What looks at all days of one person, in order."""


def _rest(rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> Iterator[Breach]:
    limit_s = rules.rest_s
    assert limit_s is not None, "it is stated"
    for before, after in pairwise(days):
        rest_s = max(after.from_s - before.to_s, 0.0)
        if rest_s < limit_s - TOLERANCE_S:
            between = f"between {known.name(before.day)} and {known.name(after.day)}"
            said = f"has {hours(rest_s)} off {between}, less than {hours(limit_s)}"
            yield Breach(after.who, after.day, limit_s - rest_s, said)


def _longest_week(rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> Iterator[Breach]:
    limit_s = rules.longest_week_s
    assert limit_s is not None, "it is stated"
    for week, works_s in _hours_of_weeks(rules, days, known):
        if works_s > limit_s + TOLERANCE_S:
            said = f"works {hours(works_s)} in {week.name}, more than {hours(limit_s)}"
            yield Breach(days[0].who, week.monday, works_s - limit_s, said)


def _hours_of_weeks(
    rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays
) -> Iterable[tuple[CalendarWeek, float]]:
    if not known.weeks:
        return ()
    return zip(known.weeks, known.in_weeks((one.day, counted_s(rules, one)) for one in days), strict=True)


def _longest_average_week(rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> Iterator[Breach]:
    limit_s, weeks = rules.longest_average_week_s, set(known.whole_weeks)
    assert limit_s is not None, "it is stated"
    if not weeks:
        return
    works_s = sum(each_s for week, each_s in _hours_of_weeks(rules, days, known) if week in weeks) / len(weeks)
    if works_s > limit_s + TOLERANCE_S:
        said = f"works {hours(works_s)} a week on average, more than {hours(limit_s)}"
        yield Breach(days[0].who, days[0].day, works_s - limit_s, said)


def _weekly_rest(rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> Iterator[Breach]:
    limit_s = rules.weekly_rest_s
    assert limit_s is not None, "it is stated"
    longest_s = dict.fromkeys(known.whole_weeks, 0.0)
    for off in _times_off(days, known.span) if longest_s else ():
        for week in known.weeks_around(off):
            if week in longest_s:
                longest_s[week] = max(longest_s[week], _of_week(off, week.span))
    for week, rest_s in longest_s.items():
        if rest_s < limit_s - TOLERANCE_S:
            said = f"has {hours(rest_s)} off at the longest in {week.name}, less than {hours(limit_s)}"
            yield Breach(days[0].who, week.monday, limit_s - rest_s, said)


def _times_off(days: Sequence[WorkingDay], simulated: Span) -> list[Span]:
    worked = sorted(part for one in days for part in one.parts)
    ends, begins = [simulated[0], *(to_s for _, to_s in worked)], [*(from_s for from_s, _ in worked), simulated[1]]
    return [(from_s, to_s) for from_s, to_s in zip(ends, begins, strict=True) if from_s < to_s]


def _of_week(off: Span, week: Span) -> float:
    """Return how much of some time off counts for a week: all of it where at least half of it lies in it."""
    inside_s, whole_s = min(off[1], week[1]) - max(off[0], week[0]), off[1] - off[0]
    return whole_s if 2 * inside_s >= whole_s else max(inside_s, 0.0)


def _days_in_a_row(rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> Iterator[Breach]:
    limit, row = rules.days_in_a_row, 0
    assert limit is not None, "it is stated"
    for place, one in enumerate(days):
        follows = place > 0 and days[place - 1].day == one.day - 1
        row = row + 1 if follows else 1
        goes_on = place + 1 < len(days) and days[place + 1].day == one.day + 1
        if row > limit and not goes_on:
            said = f"works {row} days in a row until {known.name(one.day)}, more than {limit}"
            yield Breach(one.who, one.day, row - limit, said)


OF_A_PERSON: Mapping[str, OfAPerson] = {
    "rest": _rest,
    "longest_week": _longest_week,
    "longest_average_week": _longest_average_week,
    "weekly_rest": _weekly_rest,
    "days_in_a_row": _days_in_a_row,
}
