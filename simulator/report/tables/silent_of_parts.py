"""Who left silently in each part of a center where anybody did, and what the center sees: below the table of parts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Sheet, TableCell
from simulator.report.tables.below_parts import sheet_below
from simulator.report.tables.lines import happens
from simulator.report.tables.table import value_cell
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

    def value(metric: str, part: ResultPart) -> TableCell:
        return value_cell(comparison, comparison.baseline, metric, part.of, shorter=True)

    shown = [part for part in split if happens(comparison, "silent", part.of)]
    if shown:
        yield sheet_below(comparison, shown, _HEADS, "left silently, and what the center sees", value)
