"""What became of conversations in each part of a center that has any: a table below that of the parts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Sheet, TableCell
from simulator.report.tables.below_parts import sheet_below
from simulator.report.tables.kept import MARK, TONE_OF, target_found, types_found
from simulator.report.tables.lines import happens, is_told
from simulator.report.tables.table import value_cell
from simulator.report.words.parts import ResultPart
from simulator.report.words.promised_words import SAID, promised

if TYPE_CHECKING:
    from simulator.comparison import Comparison

_HEADS = {
    "conversations": "taken\n{}",
    "first_reply_after_15min": "first reply\nafter 15 min",
    "first_reply_in_target": "first reply\nin target",
    "reply_s_mean": "mean time\nto a reply",
    "reply_s_p90": "90 % of\nreplies",
    "reply_in_target": "replies\nin target",
    "left_waiting_share": "left\nwaiting",
    "timed_out_share": "closed with-\nout message",
    "resolution_s_mean": "time to\nresolution",
    "solved_in_target": "solved\nin target",
}
"""The columns; the gap is for *a day*."""


def conversation_sheets(comparison: "Comparison", split: Sequence[ResultPart]) -> Iterator[Sheet]:
    """Yield the table of the parts whose agents took conversations; none where there are none."""

    def value(metric: str, part: ResultPart) -> TableCell:
        return _value(comparison, metric, part)

    shown = [part for part in split if happens(comparison, "conversations", part.of)]
    if shown:
        told = {name: head for name, head in _HEADS.items() if any(is_told(comparison, name, one.of) for one in shown)}
        yield sheet_below(comparison, shown, told, "conversations", value)


def _value(comparison: "Comparison", metric: str, part: ResultPart) -> TableCell:
    """Return a value of the baseline; beside one that is judged, its target and what became of that."""
    name = comparison.baseline
    value = value_cell(comparison, name, metric, part.of, shorter=True)
    if metric not in SAID or not types_found(comparison, name, part, metric):
        return value
    found = target_found(comparison, name, part, metric)
    targets = promised(comparison.scenarios[name], metric, part.types)
    beside = f"{MARK[found]} ({targets.pop()})" if len(targets) == 1 else MARK[found]
    return TableCell(f"{value.text} {beside}", TONE_OF[found], f"{value.short} {MARK[found]}")
