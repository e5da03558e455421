"""When the breaks of a shift are by plan: those that depend on the day are where they are expected.

A break in a window is taken to be in the middle of it where nothing else says when, and one that is due again and again
as soon as it is. What only a share of agents have, nobody can count on, so it is left out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.worked_shifts import WorkedShift
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.hours import Span


class PlannedBreak(NamedTuple):
    """A break, or time off the phone, of one person on one day."""

    from_s: float
    to_s: float
    name: str
    one: Break

    @property
    def lasts_s(self) -> float:
        """Return how long it is."""
        return self.to_s - self.from_s


def planned_breaks(shift: WorkedShift, parts: Iterable[Span]) -> list[PlannedBreak]:
    """Return what is planned as time off in the worked ``parts`` of a shift, in order."""
    had = [off for off in shift.offs if off.one.share == 1]
    once = sorted((_expected_s(off), place) for place, off in enumerate(had) if off.begins != Begins.AGAIN)
    again = [off for off in had if off.begins == Begins.AGAIN]
    found = list[PlannedBreak]()
    for part in parts:
        of_part = [(begin_s, had[place]) for begin_s, place in once if part[0] <= begin_s < part[1]]
        found += _in_part(part, of_part, again, shift.at_least_s)
    return found


def _expected_s(off: TimeOff) -> float:
    if off.begins in (Begins.FIXED, Begins.STAGGERED):
        return off.at_s
    return (off.from_s + off.latest_s) / 2


def _in_part(
    part: Span, once: list[tuple[float, TimeOff]], again: Iterable[TimeOff], at_least_s: float
) -> Iterable[PlannedBreak]:
    """Yield the breaks of a part: what falls due during a break follows it, and what would not be whole is missed."""
    back_s, to_come = part[0], list(once)
    while True:
        due = [(back_s + max(off.from_s, at_least_s), off) for off in again]
        due = [(begin_s, off) for begin_s, off in due if begin_s + off.lasts_s <= part[1]]
        if to_come:
            due.append((max(to_come[0][0], back_s), to_come[0][1]))
        if not due:
            return
        begin_s, off = min(due, key=lambda one: one[0])
        if off.begins != Begins.AGAIN:
            to_come.pop(0)
        if begin_s + off.lasts_s <= part[1]:
            back_s = begin_s + off.lasts_s
            yield PlannedBreak(begin_s, back_s, off.name, off.one)
