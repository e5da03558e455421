"""A table below that of the parts: of some of them, with a count and what else there is to say of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Column, Sheet, TableCell, column
from simulator.report.tables.lines import kinds_of
from simulator.report.tables.table import cell
from simulator.report.words.parts import ResultPart

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def sheet_below(
    comparison: "Comparison",
    shown: Sequence[ResultPart],
    heads: Mapping[str, str],
    title: str,
    value_of: Callable[[str, ResultPart], TableCell],
) -> Sheet:
    """Return the table of the parts that are ``shown``, with a column for each metric of ``heads``.

    The first one is a count: in its head a gap stands for the period. ``value_of`` gives the values of all others.
    """
    name, counted = comparison.baseline, next(iter(heads))
    columns = []
    for metric, head in heads.items():
        if metric == counted:
            values = [cell(comparison.row(name, metric, part.of), sure=False) for part in shown]
        else:
            values = [value_of(metric, part) for part in shown]
        columns.append(Column(head.format(comparison.period), tuple(values)))
    first = column(f"by {kinds_of(shown).removesuffix('s')}", [part.label for part in shown])
    return Sheet((first,), tuple(columns), title)
