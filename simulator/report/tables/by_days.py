"""Several days at a glance: times of day below each other, days side by side.

A week in half hours is hundreds of intervals; in a list nobody would see that every afternoon is the problem.
"""

from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE
from simulator.report.blocks import Blocks, Column, Sheet, TableCell, Tone, column
from simulator.report.tables.by_rows import value
from simulator.report.words.closed_hours import CLOSED, center_open, closed_cells
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.numbers import NOTHING
from simulator.report.words.parts import ResultPart, parts, title

if TYPE_CHECKING:
    from simulator.comparison import Comparison

DAYS_MAX = 14
"""More days than this side by side nobody reads."""


def has_days(comparison: "Comparison") -> bool:
    """Return whether there are several days."""
    return comparison.scenarios[comparison.baseline].horizon.days > 1


def days_sheets(comparison: "Comparison") -> Blocks:
    """Yield the headline of the baseline by time of day and day, for each part; nothing of too many days."""
    for part in parts(comparison):
        if sheet := days_sheet(comparison, part):
            yield sheet


def days_sheet(comparison: "Comparison", part: ResultPart | None = None) -> Sheet | None:
    """Return the headline of the baseline by time of day and day; None where there are too many days."""
    name, of = comparison.baseline, part.of if part else "all"
    places = [place for place in comparison.stacks[name].cells if place.of == of]
    days = [place.interval or "" for place in places if place.is_day]
    if len(days) > DAYS_MAX:
        return None
    intervals = {place.interval: place for place in places if place.is_interval}
    said = f"{title(comparison, part)}: {ALL_SERVED}" if part and part.label else ALL_SERVED
    closed, horizon = closed_cells(comparison, name), comparison.scenarios[name].horizon
    times = sorted({interval.rpartition(" ")[2] for interval in intervals if interval})
    columns = []
    for day in days:
        found = []
        for time in times:
            place = intervals.get(f"{day} {time}")
            if place is not None:
                found.append(value(comparison, name, HEADLINE, place, sure=False, closed=closed))
            else:
                open_ = center_open(horizon, day, time)
                found.append(TableCell(NOTHING) if open_ else TableCell(CLOSED, Tone.QUIET))
        columns.append(Column(day, tuple(found)))
    return Sheet((column("by interval", times),), tuple(columns), said, alike=True)
