"""Limits of a single day at work: how long it is, when it ends, what breaks it has, how it is split."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from simulator.scenario.days.calendar_weeks import SimulatedDays
from simulator.scenario.days.working_days import WorkingDay
from simulator.scenario.nouns.work_rules import BreakDue, WorkRules
from simulator.scenario.sound.breach import TOLERANCE_S, Breach, hours
from simulator.units import DAY_S, HOUR_S
from simulator.units import format_time_of_day as clock

Said = Iterator[tuple[float, str]]
"""How far a day is from a limit, and what is said of it."""
OfADay = Callable[[WorkRules, WorkingDay, str], Said]
"""What looks at a day, and has the words for when it is."""


def counted_s(rules: WorkRules, day: WorkingDay) -> float:
    """Return the working time of a day."""
    return day.worked_s if rules.counts == "worked" else day.paid_s


def breaches_on_days(look: OfADay, rules: WorkRules, days: Iterable[WorkingDay], known: SimulatedDays) -> list[Breach]:
    """Return where one person's days break a limit."""
    return [Breach(one.who, one.day, by, said) for one in days for by, said in look(rules, one, known.on(one.day))]


def _longest_day(rules: WorkRules, day: WorkingDay, on: str) -> Said:
    works_s, limit_s = counted_s(rules, day), rules.longest_day_s
    assert limit_s is not None, "it is stated"
    if works_s > limit_s + TOLERANCE_S:
        yield works_s - limit_s, f"works {hours(works_s)}{on}, more than {hours(limit_s)}"


def _latest_end(rules: WorkRules, day: WorkingDay, on: str) -> Said:
    limit_s, ends_s = rules.latest_end_s, day.to_s - day.day * DAY_S
    assert limit_s is not None, "it is stated"
    if ends_s > limit_s + TOLERANCE_S:
        yield ends_s - limit_s, f"works until {clock(ends_s)}{on}, later than {clock(limit_s)}"


def _shortest_shift(rules: WorkRules, day: WorkingDay, on: str) -> Said:
    limit_s = rules.shortest_shift_s
    assert limit_s is not None, "it is stated"
    if day.there_s < limit_s - TOLERANCE_S:
        yield limit_s - day.there_s, f"comes for {hours(day.there_s)}{on}, less than {hours(limit_s)}"


def _shortest_part(rules: WorkRules, day: WorkingDay, on: str) -> Said:
    limit_s, shortest_s = rules.shortest_part_s, min(to_s - from_s for from_s, to_s in day.parts)
    assert limit_s is not None, "it is stated"
    if len(day.parts) > 1 and shortest_s < limit_s - TOLERANCE_S:
        yield limit_s - shortest_s, f"has a part of {hours(shortest_s)}{on}, less than {hours(limit_s)}"


def _longest_split(rules: WorkRules, day: WorkingDay, on: str) -> Said:
    limit_s, longest_s = rules.longest_split_s, max((to_s - from_s for from_s, to_s in day.splits), default=0.0)
    assert limit_s is not None, "it is stated"
    if longest_s > limit_s + TOLERANCE_S:
        yield longest_s - limit_s, f"is off for {hours(longest_s)} between two parts{on}, more than {hours(limit_s)}"


OF_A_DAY: Mapping[str, OfADay] = {
    "longest_day": _longest_day,
    "latest_end": _latest_end,
    "shortest_shift": _shortest_shift,
    "shortest_part": _shortest_part,
    "longest_split": _longest_split,
}


def break_due(name: str) -> OfADay:
    """Return what looks for a break that is due."""

    def look(rules: WorkRules, day: WorkingDay, on: str) -> Said:
        due = rules.breaks[name]
        yield from _on_a_long_day(rules, due, day, on) if due.each_hour_s is None else _each_hour(due, day, on)

    return look


def _on_a_long_day(rules: WorkRules, due: BreakDue, day: WorkingDay, on: str) -> Said:
    works_s, longer_than_s = counted_s(rules, day), due.longer_than_s
    assert longer_than_s is not None, "one of the two is stated"
    if works_s <= longer_than_s + TOLERANCE_S:
        return
    lengths_s = [one.lasts_s for one in day.breaks if due.counted is None or one.name in due.counted]
    if due.counted is None:
        lengths_s += [to_s - from_s for from_s, to_s in day.splits]
    longest_s = max(lengths_s, default=0.0)
    if not lengths_s or longest_s < (due.at_least_s or 0.0) - TOLERANCE_S:
        has = f"a break of {hours(longest_s)} at most" if lengths_s else "no break"
        needs = f"{hours(due.at_least_s)} are" if due.at_least_s is not None else "one is"
        said = f"has {has} in {hours(works_s)} of work{on}; {needs} due after {hours(longer_than_s)}"
        yield (due.at_least_s or 1.0) - longest_s, said


def _each_hour(due: BreakDue, day: WorkingDay, on: str) -> Said:
    assert due.each_hour_s is not None, "one of the two is stated"
    has_s = sum(one.lasts_s for one in day.breaks if due.counted is None or one.name in due.counted)
    needs_s = due.each_hour_s * ((day.worked_s + TOLERANCE_S) // HOUR_S)
    if has_s < needs_s - TOLERANCE_S:
        has = f"{hours(has_s)} of breaks" if has_s else "no breaks"
        said = f"has {has} in {hours(day.worked_s)} of work{on}, less than {hours(needs_s)}"
        yield needs_s - has_s, said
