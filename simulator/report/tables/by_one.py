"""One strategy broken down: all its metrics beside each other, of every part in tables or columns of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.blocks import Blocks, Paragraph, Sheet, column
from simulator.report.media.layout import HEAD_WIDTH
from simulator.report.media.wrapping import fold
from simulator.report.tables.by import By
from simulator.report.tables.by_rows import AT_A_GLANCE, CENTER, OF_CUSTOMERS, OF_ONE, members, mixed_said, of, value
from simulator.report.tables.lines import WHOLE_CENTER
from simulator.report.words.numbers import shorten
from simulator.report.words.parts import ResultPart, parts, title

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def says_more(comparison: "Comparison", by: By) -> bool:
    """Return whether there is more in a breakdown than in the totals: the only type or group is everything."""
    if by is By.TYPE and len(parts(comparison)) > 1 and all(len(part.types) == 1 for part in parts(comparison)):
        return False
    return len(members(comparison, by)) > (by in (By.TYPE, By.GROUP))


def one_sheets(comparison: "Comparison", by: By, sure: bool) -> Blocks:
    """Yield the metrics of the baseline for each member, ``sure`` with how sure they are; part by part in time."""
    rows, split = members(comparison, by), parts(comparison)
    if by not in (By.INTERVAL, By.DAY) or len(split) == 1:
        heads = [(CENTER, metric, head) for metric, head in OF_ONE[by].items()]
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
    beside = [(part, metric, _headed(part, head)) for part in split for metric, head in AT_A_GLANCE.items()]
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
    columns = [
        column(head, [value(comparison, comparison.baseline, metric, of(part, place), sure) for place in rows.values()])
        for part, metric, head in heads
    ]
    return Sheet((column(f"by {by}", list(rows)),), tuple(columns), words)


def _headed(part: ResultPart, head: str) -> str:
    """Return the head of a column of one of several parts."""
    return "\n".join((*fold(shorten(part.label, 2 * HEAD_WIDTH), HEAD_WIDTH), head))
