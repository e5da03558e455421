"""Where the baseline of a breakdown is at its worst, and what the strategies do there, in a sentence for each part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS, Unit
from simulator.metrics.cells import Cell
from simulator.report.tables.by import By
from simulator.report.tables.by_rows import BY_WORK, delta_among, members, of, parts_by
from simulator.report.words.closed_hours import closed_cells
from simulator.report.words.numbers import format_difference, format_value
from simulator.report.words.parts import ResultPart, is_mixed
from simulator.report.words.sentence import named
from simulator.report.words.signs import Sign, sign

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def extremes(comparison: "Comparison", by: By) -> Iterator[str]:
    """Yield where the baseline is at its worst, of each part, and what the strategies do there."""
    if by in BY_WORK:
        yield from _busiest(comparison, by)
        return
    for part in parts_by(comparison, by):
        yield from _fewest(comparison, by, part)


def _busiest(comparison: "Comparison", by: By) -> Iterator[str]:
    levels = _levels(comparison, members(comparison, by), "occupancy")
    if len(levels) < 2:
        return
    busiest, idlest = max(levels, key=levels.__getitem__), min(levels, key=levels.__getitem__)
    yield (
        f"In {named(comparison.baseline)} {named(busiest)} is busiest ({_share(levels[busiest])}) and {named(idlest)} "
        f"least busy ({_share(levels[idlest])})."
    )


def _fewest(comparison: "Comparison", by: By, part: ResultPart) -> Iterator[str]:
    rows = {name: of(part, place) for name, place in members(comparison, by).items()}
    levels = _levels(comparison, rows, HEADLINE)
    if len(levels) < 2:
        return
    worst = min(levels, key=levels.__getitem__)
    shut = ", while it is closed" if rows[worst] in closed_cells(comparison, comparison.baseline) else ""
    whose = f" of {named(part.label)}" if part.label else ""
    yield (
        f"In {named(comparison.baseline)} fewest{whose} are served in time {'on' if by is By.DAY else 'in'} "
        f"{named(worst)}{shut}: {_share(levels[worst])}{_helps(comparison, rows[worst], len(rows))}."
    )


def _levels(comparison: "Comparison", rows: dict[str, Cell], metric: str) -> dict[str, float]:
    """Return the values of the baseline where there are some, and not of a mixture."""
    name = comparison.baseline
    known = {
        each: comparison.row(name, metric, *place).value
        for each, place in rows.items()
        if place in comparison.stacks[name].cells and not is_mixed(comparison, place, metric)
    }
    return {each: level for each, level in known.items() if level == level}


def _helps(comparison: "Comparison", place: Cell, rows: int) -> str:
    """Return who serves most more there than the baseline, of those with its customers, where that is told of anybody.

    What a table calls too close to matter is no gain.
    """
    names = [name for name in comparison.others if name not in comparison.customers_differ]
    deltas = [found for name in names if (found := delta_among(comparison, name, HEADLINE, place, rows))]
    level = comparison.row(comparison.baseline, HEADLINE, *place).value
    told = [delta for delta in deltas if sign(delta, level) is Sign.BETTER]
    if not told:
        return "; no strategy clearly serves more there" if deltas else ""
    most = max(told, key=lambda delta: delta.difference)
    size = format_difference(most.difference, METRICS[HEADLINE].unit).removeprefix("+")
    return f"; there {named(most.strategy)} gains most, {size}"


def _share(level: float) -> str:
    return format_value(level, Unit.SHARE)
