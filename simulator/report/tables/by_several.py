"""All strategies side by side, broken down: a table for each metric, of each part, with signs that hold together."""

from collections.abc import Collection, Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.blocks import Block, Column, Paragraph, Sheet, TableCell, column
from simulator.report.tables.by import By
from simulator.report.tables.by_extremes import extremes
from simulator.report.tables.by_rows import (
    BY_WORK,
    delta_among,
    left_out_said,
    members,
    mixed_said,
    of,
    parts_by,
    tables,
    titled,
    value,
)
from simulator.report.tables.lines import TableLine, happens, is_remixed
from simulator.report.tables.other_members import other_members_said
from simulator.report.tables.table import marks
from simulator.report.words.closed_hours import closed_cells
from simulator.report.words.signs import TONE, Sign, sign

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def place_blocks(one: "Comparison", by: By) -> "Generator[Block, None, set[Sign]]":
    """Yield all strategies side by side in one place, and what stands out; return the signs in it."""
    signs: set[Sign] = set()
    for sheet, found in several_sheets(one, by):
        signs |= found
        yield sheet
    said = [*extremes(one, by), *mixed_said(one, by), *left_out_said(one, by), *other_members_said(one, by)]
    if said:
        yield Paragraph("\n".join(said))
    return signs


def several_sheets(comparison: "Comparison", by: By) -> Iterator[tuple[Sheet, set[Sign]]]:
    """Yield a table for each metric, of each part, with all strategies side by side, and the signs in it."""
    rows = members(comparison, by)
    in_time = by in (By.INTERVAL, By.DAY)
    closed = {name: closed_cells(comparison, name) if in_time else frozenset() for name in comparison.strategies}
    for part in parts_by(comparison, by):
        places = [of(part, place) for place in rows.values()]
        for metric, words in tables(comparison, by).items():
            signs: set[Sign] = set()
            columns = [_weights(comparison, places, closed[comparison.baseline])] if by not in BY_WORK else []
            for name in comparison.strategies:
                found = [_marked(comparison, name, metric, place, len(rows), closed[name]) for place in places]
                signs |= {one for _, one in found if one}
                columns.append(Column(name, tuple(text for text, _ in found), marks(comparison, name, leads=False)))
            said = titled(comparison, part, words.format(comparison.period))
            yield Sheet((column(f"by {by}", list(rows)),), tuple(columns), said, alike=True), signs


def _weights(comparison: "Comparison", places: Sequence[Cell], shut: Collection[Cell]) -> Column:
    """Return how many were offered in the baseline, so that a quiet interval is not taken for a problem.

    All who came, where some did while it was closed: a share of them all stands beside it.
    """
    closed = any(happens(comparison, "came_closed", of) for of in {place.of for place in places})
    metric, head = ("arrived", "arrived") if closed else ("offered", "offered")
    counts = [value(comparison, comparison.baseline, metric, place, closed=shut) for place in places]
    return column(head, [TableCell(count.short or count.text, count.tone) for count in counts])


def _marked(
    comparison: "Comparison", name: str, metric: str, place: Cell, rows: int, closed: Collection[Cell]
) -> tuple[TableCell, Sign | None]:
    """Return a value with the sign of its difference to the baseline, one of so many ``rows`` that hold together."""
    text, tone, short = value(comparison, name, metric, place, closed=closed)
    delta = delta_among(comparison, name, metric, place, rows)
    if delta is None:
        # As wide as with a sign, so that the numbers stand below each other.
        blank = " " * (2 * (comparison.replications > 1 and bool(comparison.others)))
        return TableCell(text + blank, tone, (short or text) + blank), None
    remixed = is_remixed(comparison, name, TableLine(metric, place.of, "", place.interval))
    found = Sign.FACT if remixed else sign(delta, comparison.row(comparison.baseline, metric, *place).value)
    return TableCell(f"{text} {found}", TONE.get(found, tone), f"{short or text} {found}"), found
