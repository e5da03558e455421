"""A breakdown along a grid: one strategy has the points side by side, several have a block for each point."""

from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.blocks import Block, Blocks, Paragraph, Sheet, Tone, column
from simulator.report.tables.by import By
from simulator.report.tables.by_rows import left_out_said, members, mixed_said, of, parts_by, tables, titled, value
from simulator.report.tables.by_several import place_blocks
from simulator.report.words.closed_hours import closed_cells
from simulator.report.words.places import at, future_label
from simulator.report.words.signs import Sign

if TYPE_CHECKING:
    from collections.abc import Generator

    from simulator.compared import Compared

POINTS_MAX, COLUMNS_MAX = 8, 24
"""So many points of a grid are shown below each other, and side by side."""


def by_points(run: "Compared", by: By) -> "Generator[Block, None, set[Sign]]":
    """Yield a block for each point of a grid, or the points of one strategy side by side; return the signs in them."""
    futures = [run.in_future(future) for future in run.futures]
    signs: set[Sign] = set()
    for there in futures:
        if len(futures) > 1:
            yield Paragraph(future_label(there.first.future), Tone.TITLE)
        if not run.others:
            yield from along_sheets(there, by)
            continue
        for one in there.comparisons[:POINTS_MAX]:
            yield Paragraph(at(one, run), Tone.TITLE)
            signs |= yield from place_blocks(one, by)
    shown, every = POINTS_MAX if run.others else COLUMNS_MAX, len(run.grid.points)
    if every > shown:
        yield Paragraph(f"The first {shown} of {every} points are shown; --format csv has all of them.", Tone.QUIET)
    return signs


def along_sheets(run: "Compared", by: By) -> Blocks:
    """Yield for each metric of one strategy a table with the points of a grid side by side."""
    one, points = run.first, run.comparisons[:COLUMNS_MAX]
    # A point may have what the first lacks.
    rows: dict[str, Cell] = {}
    for each in points:
        rows |= {name: place for name, place in members(each, by).items() if name not in rows}
    in_time = by in (By.INTERVAL, By.DAY)
    closed = [closed_cells(each, run.baseline) if in_time else frozenset() for each in points]
    for part in parts_by(one, by):
        for metric, words in tables(one, by).items():
            columns = [
                column(
                    at(each, run).replace(", ", ",\n"),
                    [value(each, run.baseline, metric, of(part, place), closed=shut) for place in rows.values()],
                )
                for each, shut in zip(points, closed, strict=True)
            ]
            yield Sheet((column(f"by {by}", list(rows)),), tuple(columns), titled(one, part, words), alike=True)
    if said := "\n".join((*mixed_said(one, by), *left_out_said(one, by))):
        yield Paragraph(said)
