"""What became of conversations in each part of a center that has any: a table below that of the parts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Column, Sheet, column
from simulator.report.tables.lines import WITNESS, happens, kinds_of
from simulator.report.tables.table import cell, value_cell
from simulator.report.words.parts import ResultPart

if TYPE_CHECKING:
    from simulator.comparison import Comparison

_HEADS = {
    "conversations": "taken\n{}",
    "first_reply_after_15min": "first reply\nafter 15 min",
    "reply_s_mean": "mean time\nto a reply",
    "reply_s_p90": "90 % of\nreplies",
    "left_waiting_share": "left\nwaiting",
    "timed_out_share": "closed with-\nout message",
    "resolution_s_mean": "time to\nresolution",
}
"""The columns; the gap is for *a day*."""


def conversation_sheets(comparison: "Comparison", split: Sequence[ResultPart]) -> Iterator[Sheet]:
    """Yield the table of the parts whose agents took conversations; none where there are none."""
    shown = [part for part in split if happens(comparison, "conversations", part.of)]
    if not shown:
        return
    name, columns = comparison.baseline, []
    for metric, head in _HEADS.items():
        if not any(happens(comparison, WITNESS.get(metric, "conversations"), part.of) for part in shown):
            continue
        values = (
            cell(comparison.row(name, metric, part.of), sure=False)
            if metric == "conversations"
            else value_cell(comparison, name, metric, part.of, shorter=True)
            for part in shown
        )
        columns.append(Column(head.format(comparison.period), tuple(values)))
    first = column(f"by {kinds_of(shown).removesuffix('s')}", [part.label for part in shown])
    yield Sheet((first,), tuple(columns), "conversations")
