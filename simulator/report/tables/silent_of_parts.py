"""Who left silently in each part of a center where anybody did, and what the center sees: below the table of parts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Column, Sheet, column
from simulator.report.tables.lines import happens, kinds_of
from simulator.report.tables.table import cell, value_cell
from simulator.report.words.parts import ResultPart

if TYPE_CHECKING:
    from simulator.comparison import Comparison

_HEADS = {
    "silent": "left silently\n{}",
    "silent_share": "of all\nwho left",
    "apparent_abandonment_rate": "apparently\nabandoned",
    "apparent_service_level": "apparently\nin time",
}
"""The columns; the gap is for *a day*."""


def silent_sheets(comparison: "Comparison", split: Sequence[ResultPart]) -> Iterator[Sheet]:
    """Yield the table of the parts whose customers left silently; none where nobody did."""
    shown = [part for part in split if happens(comparison, "silent", part.of)]
    if not shown:
        return
    name, columns = comparison.baseline, []
    for metric, head in _HEADS.items():
        values = (
            cell(comparison.row(name, metric, part.of), sure=False)
            if metric == "silent"
            else value_cell(comparison, name, metric, part.of, shorter=True)
            for part in shown
        )
        columns.append(Column(head.format(comparison.period), tuple(values)))
    first = column(f"by {kinds_of(shown).removesuffix('s')}", [part.label for part in shown])
    yield Sheet((first,), tuple(columns), "left silently, and what the center sees")
