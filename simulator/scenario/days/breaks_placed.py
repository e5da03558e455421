"""Where the breaks of a shift lie on a day: times of day become seconds, windows are cut to what is worked.

A break of the group that does not fit into a shift is not taken in it: lunch belongs to whoever is there at noon. So it
is with one at a fixed time that would be the very beginning or end of the work: the shift would only begin later. What
a shift states itself is meant, and so is work off the phone: many days begin with a meeting.
"""

from collections.abc import Mapping
from enum import IntEnum
from math import ceil, nan
from typing import NamedTuple

from simulator.scenario.nouns import AgentGroup, Day
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.day_names import names_on
from simulator.scenario.nouns.hours import Span
from simulator.scenario.nouns.shift_plans import Shift, breaks_of
from simulator.time_grid import on_grid
from simulator.units import DAY_S

_DAYS_S = (0.0, DAY_S)
"""A time of day in a shift is that of the day on which it begins, or else of the next one."""


class Begins(IntEnum):
    """How it is known when time off begins."""

    FIXED = 0
    """Then, whatever was before."""
    STAGGERED = 1
    """Then, if that is far enough from the last break."""
    BY_CHOICE = 2
    """At a time that is drawn."""
    WHEN_FREE = 3
    """When no contact waits, and at the latest then."""
    AGAIN = 4
    """The same, again and again after so long on duty."""


class TimeOff(NamedTuple):
    """Time off the phone in somebody's shift."""

    name: str
    begins: Begins
    at_s: float
    """When it begins, where that is known; NaN where not."""
    from_s: float
    """The earliest begin; of what is due again and again how long after the last."""
    latest_s: float
    """The latest begin; of what is due again and again how much later than due it may begin."""
    lasts_s: float
    together: int
    """How many of the group may have it at once, as long as it need not begin."""
    one: Break


def placed(group: AgentGroup, shift: str, day: Day, number: int, working: Mapping[str, int]) -> tuple[TimeOff, ...]:
    """Return the time off of the person of a ``number`` in a ``shift`` that begins on ``day``.

    ``working`` says how many work each shift of the group on that day.
    """
    assert group.shifts is not None, "breaks are in shifts"
    mine, found = group.shifts[shift], []
    for name, one in breaks_of(mine, group.breaks).items():
        if one.on is None or names_on(one.on, day.weekday, day.date):
            off = _placed(name, one, mine, day.start_s, number, working[shift])
            if off is not None:
                found.append(off._replace(together=_together(name, one, group, working)))
    return tuple(found)


def fits(one: Break, shift: Shift) -> bool:
    """Return whether a break can be taken in a shift."""
    return _placed("", one, shift, 0.0, 0, 1) is not None


def _placed(name: str, one: Break, shift: Shift, start_s: float, number: int, people: int) -> TimeOff | None:
    parts = tuple((start_s + from_s, start_s + to_s) for from_s, to_s in shift.parts)
    lasts_s = one.for_s
    if one.every_s is not None:
        fits_in = any(to_s - from_s >= one.every_s + lasts_s for from_s, to_s in parts)
        return TimeOff(name, Begins.AGAIN, nan, one.every_s, one.within_s, lasts_s, 0, one) if fits_in else None
    if one.from_s is not None and one.to_s is not None:
        from_s, to_s = start_s + one.from_s, start_s + one.to_s
        window = max((_widest((from_s + later_s, to_s + later_s), parts) for later_s in _DAYS_S), key=_length)
        return _in_window(name, one, window, number, people) if _length(window) >= lasts_s else None
    if one.at_s is not None:
        times = [start_s + one.at_s + later_s for later_s in _DAYS_S]
    else:
        assert one.after_s is not None, "one of the forms is given"
        times = [_after(one.after_s, parts)]
    is_meant = one.counts_as != "break" or any(one is each for each in shift.breaks.values())
    for time_s in times:
        ends_s = time_s + lasts_s
        if any(
            from_s <= time_s and ends_s <= to_s and (is_meant or (from_s < time_s and ends_s < to_s))
            for from_s, to_s in parts
        ):
            return TimeOff(name, Begins.FIXED, time_s, time_s, time_s, lasts_s, 0, one)
    return None


def _in_window(name: str, one: Break, window: Span, number: int, people: int) -> TimeOff:
    from_s, latest_s = window[0], window[1] - one.for_s
    if one.start == "staggered":
        at_s = from_s if people == 1 else on_grid(from_s + (latest_s - from_s) * number / (people - 1))
        return TimeOff(name, Begins.STAGGERED, at_s, from_s, latest_s, one.for_s, 0, one)
    how = Begins.BY_CHOICE if one.start == "own_choice" else Begins.WHEN_FREE
    return TimeOff(name, how, nan, from_s, latest_s, one.for_s, 0, one)


def _after(worked_s: float, parts: tuple[Span, ...]) -> float:
    """Return when so much of a shift has been worked."""
    for from_s, to_s in parts[:-1]:
        if worked_s < to_s - from_s:
            return from_s + worked_s
        worked_s -= to_s - from_s
    return parts[-1][0] + worked_s


def _widest(window: Span, parts: tuple[Span, ...]) -> Span:
    """Return what of a window lies in one part: the longest such stretch, and the first of equal ones."""
    cut = [(max(window[0], from_s), min(window[1], to_s)) for from_s, to_s in parts]
    return max(cut, key=_length)


def _length(span: Span) -> float:
    return span[1] - span[0]


def _together(name: str, one: Break, group: AgentGroup, working: Mapping[str, int]) -> int:
    """Return how many of the group may have a break at once: as stated, or as many as let all have it in time."""
    if one.together is not None:
        return one.together
    people = sum(
        working[called]
        for called, shift in (group.shifts or {}).items()
        if (its := breaks_of(shift, group.breaks).get(name)) is not None and fits(its, shift)
    )
    if one.every_s is not None:
        over_s = one.every_s
    elif one.from_s is not None and one.to_s is not None:
        over_s = one.to_s - one.from_s
    else:
        return people
    return max(1, ceil(people * one.for_s / over_s))
