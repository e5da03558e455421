"""When the breaks of a shift are by plan: those that depend on the day are where they are expected.

A break in a window is taken to be in the middle of it where nothing else says when, and one that is due again and again
as soon as it is. What falls due during a break follows it, and what would not be whole in a part is missed. What only a
share of agents have, nobody can count on, so it is left out of a plan.
"""

from collections.abc import Iterable, Iterator
from math import isnan
from typing import NamedTuple

from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.worked_shifts import WorkedShift
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.hours import Span
from simulator.time_grid import on_grid


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
    return [one for part in parts for one in breaks_in(part, had, shift.at_least_s)]


def breaks_in(part: Span, offs: Iterable[TimeOff], at_least_s: float) -> Iterator[PlannedBreak]:
    """Yield what somebody who has all of ``offs`` has of them in a part of a shift, in order, if never busy."""
    placed = [(place, each) for place, off in enumerate(offs) if (each := placed_in(part, off)) is not None]
    again = [off for _, off in placed if off.begins is Begins.AGAIN]
    to_come = sorted((off.at_s, place, off) for place, off in placed if off.begins is not Begins.AGAIN)
    back_s = part[0]
    while True:
        due = [(back_s + max(off.from_s, at_least_s), off) for off in again]
        due = [(begin_s, off) for begin_s, off in due if begin_s + off.lasts_s <= part[1]]
        if to_come:
            due.append((max(to_come[0][0], back_s), to_come[0][2]))
        if not due:
            return
        begin_s, off = min(due, key=lambda one: one[0])
        if off.begins is not Begins.AGAIN:
            to_come.pop(0)
        if begin_s + off.lasts_s <= part[1]:
            back_s = begin_s + off.lasts_s
            yield PlannedBreak(begin_s, back_s, off.name, off.one)


def placed_in(part: Span, off: TimeOff) -> TimeOff | None:
    """Return time off as a part of a shift has it, with the time at which it begins; None where it has none of it.

    A window is what of it leaves room for the whole break; of a break that began before the part, the rest is left.
    """
    from_s, to_s = part
    if off.begins is Begins.AGAIN:
        return off
    if off.begins is Begins.WHEN_FREE:
        earliest_s, latest_s = max(off.from_s, from_s), min(off.latest_s, to_s - off.lasts_s)
        if earliest_s > latest_s:
            return None
        return off._replace(at_s=on_grid((earliest_s + latest_s) / 2), from_s=earliest_s, latest_s=latest_s)
    at_s = on_grid((off.from_s + off.latest_s) / 2) if isnan(off.at_s) else off.at_s
    begins_s, lasts_s = max(at_s, from_s), min(at_s + off.lasts_s - from_s, off.lasts_s)
    return off._replace(at_s=begins_s, lasts_s=lasts_s) if lasts_s > 0.0 and begins_s < to_s else None
