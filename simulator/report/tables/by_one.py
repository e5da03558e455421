"""One strategy broken down: all its metrics beside each other, of every part in tables or columns of its own."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS, Unit
from simulator.metrics.cells import Cell
from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.media.layout import HEAD_WIDTH
from simulator.report.media.wrapping import fold
from simulator.report.tables.by import By
from simulator.report.tables.by_rows import (
    AT_A_GLANCE,
    BY_WORK,
    CENTER,
    OF_CUSTOMERS,
    OF_ONE,
    members,
    mixed_said,
    of,
    value,
)
from simulator.report.tables.lines import WHOLE_CENTER, happens
from simulator.report.words.closed_hours import closed_cells
from simulator.report.words.numbers import shorten
from simulator.report.words.parts import ResultPart, parts, title

if TYPE_CHECKING:
    from simulator.comparison import Comparison


PASSED_TO = {"further_waits": "passed\nto it", "further_wait_s_mean": "mean\nwait"}
"""Of groups to which somebody is passed by name: how often, and how long customers then wait for them."""
DAYS_MAX, DAYS_SHOWN = 31, 14
"""Of more days than this so many are shown below each other."""


def says_more(comparison: "Comparison", by: By) -> bool:
    """Return whether there is more in a breakdown than in the totals: the only type, group or team is everything."""
    if by is By.TYPE and len(parts(comparison)) > 1 and all(len(part.types) == 1 for part in parts(comparison)):
        return False
    return len(members(comparison, by)) > (by in (By.TYPE, *BY_WORK))


def one_sheets(comparison: "Comparison", by: By, sure: bool) -> Blocks:
    """Yield the metrics of the baseline for each member, ``sure`` with how sure they are; part by part in time.

    Of very many days that nobody asked for, those are shown that are worst by the headline.
    """
    rows, split = members(comparison, by), parts(comparison)
    if by is By.DAY and not sure and len(rows) > DAYS_MAX:
        every, rows = len(rows), _worst(comparison, rows)
        yield from _tables(comparison, by, rows, split, sure)
        yield Paragraph(
            f"The {len(rows)} of {every} days with the smallest share served in time; --by day shows all.",
            Tone.QUIET,
        )
        return
    yield from _tables(comparison, by, rows, split, sure)


def _worst(comparison: "Comparison", rows: dict[str, Cell]) -> dict[str, Cell]:
    """Return the days on which the least was served in time, in the order of time."""
    value_of = {day: comparison.row(comparison.baseline, HEADLINE, *place).value for day, place in rows.items()}
    known = [day for day in rows if not math.isnan(value_of[day])]
    kept = set(sorted(known, key=lambda day: value_of[day])[:DAYS_SHOWN])
    return {day: place for day, place in rows.items() if day in kept}


def _tables(comparison: "Comparison", by: By, rows: dict[str, Cell], split: Sequence[ResultPart], sure: bool) -> Blocks:
    if by not in (By.INTERVAL, By.DAY) or len(split) == 1:
        shown = OF_ONE[by]
        if by is By.TEAM and comparison.scenarios[comparison.baseline].currency is None:
            shown = {metric: head for metric, head in shown.items() if METRICS[metric].unit is not Unit.MONEY}
        if by in BY_WORK and happens(comparison, "passed_on", CENTER.of):
            # Who answers those that are passed on is the first to answer nobody.
            first = {"answered": "answered\nfirst", "closed": "closed"}
            shown = first | {metric: head for metric, head in shown.items() if metric not in first}
            if by is By.GROUP and any(happens(comparison, "further_waits", place.of) for place in rows.values()):
                shown |= PASSED_TO
        heads = [(CENTER, metric, head) for metric, head in shown.items()]
        yield _one_sheet(comparison, by, rows, heads, sure)
        if said := "\n".join(mixed_said(comparison, by)):
            yield Paragraph(said)
        return
    work = [(CENTER, metric, head) for metric, head in OF_ONE[by].items() if metric not in OF_CUSTOMERS]
    if sure:
        for part in split:
            heads = [(part, metric, head) for metric, head in OF_ONE[by].items() if metric in OF_CUSTOMERS]
            yield _one_sheet(comparison, by, rows, heads, sure, title(comparison, part))
        yield _one_sheet(comparison, by, rows, work, sure, WHOLE_CENTER)
        return
    beside = [
        (part, metric, _headed(part, head)) for part in split for metric, head in _at_a_glance(comparison, part).items()
    ]
    yield _one_sheet(comparison, by, rows, [*beside, *work], sure)


def _one_sheet(
    comparison: "Comparison",
    by: By,
    rows: dict[str, Cell],
    heads: "Sequence[tuple[ResultPart, str, str]]",
    sure: bool,
    words: str = "",
) -> Sheet:
    """Return a table with a column for each of the ``heads``: a part, a metric and what stands above it."""
    closed = closed_cells(comparison, comparison.baseline) if by in (By.INTERVAL, By.DAY) else frozenset()
    columns = [
        column(
            head,
            [value(comparison, comparison.baseline, metric, of(part, place), sure, closed) for place in rows.values()],
        )
        for part, metric, head in heads
    ]
    return Sheet((column(f"by {by}", list(rows)),), tuple(columns), words)


def _at_a_glance(comparison: "Comparison", part: ResultPart) -> dict[str, str]:
    """Return the metrics of a part: all who came, where some of them did while it was closed and were not offered."""
    if not happens(comparison, "came_closed", part.of):
        return AT_A_GLANCE
    return {"arrived": "arrived", **{metric: head for metric, head in AT_A_GLANCE.items() if metric != "offered"}}


def _headed(part: ResultPart, head: str) -> str:
    """Return the head of a column of one of several parts."""
    return "\n".join((*fold(shorten(part.label, 2 * HEAD_WIDTH), HEAD_WIDTH), head))
