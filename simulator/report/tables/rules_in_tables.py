"""What rules did, as tables: with one strategy a row for each rule, with several a column for each strategy.

Overflow rules, interventions and rules of help have rows of their own; how they are put into a table is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from simulator.report.blocks import Blocks, Column, Sheet, TableCell, column
from simulator.report.words.numbers import NOTHING
from simulator.run_seen import RunSeen

if TYPE_CHECKING:
    from simulator.comparison import Comparison


class _OfRule(Protocol):
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=_OfRule)
Found = Mapping[str, Sequence[Row]]
"""By strategy, a row for each of its rules."""


def seen_of(comparison: "Comparison", strategy: str) -> RunSeen | None:
    """Return a strategy with its numbers; None for a run in which what rules did was not kept."""
    stack = comparison.stacks[strategy]
    if stack.details is None or stack.details.used is None:
        return None
    return RunSeen(comparison, comparison.scenarios[strategy], stack, stack.details.used)


def rule_blocks(
    comparison: "Comparison",
    rows_of: Callable[["Comparison", str], Sequence[Row]],
    alone: Callable[[Sequence[Row]], Sheet],
    together: Callable[[Found[Row]], Sheet],
) -> Blocks:
    """Yield the table, where any strategy has rules: that of one strategy ``alone``, or of several ``together``."""
    found = {name: rows_of(comparison, name) for name in comparison.strategies}
    if any(found.values()):
        yield alone(next(iter(found.values()))) if len(found) == 1 else together(found)


def rule_labels(head: str, rows: Sequence[Row], said: Callable[[Row], str]) -> tuple[Column, Column]:
    """Return what rules are called, and what they do."""
    return column(head, [row.name for row in rows], left=True), column("", [said(row) for row in rows], left=True)


def side_by_side(
    found: Found[Row], head: str, said: Callable[[Row], str], cell: Callable[[Row], TableCell], title: str
) -> Sheet:
    """Return the table of several strategies, with one ``cell`` each; a rule may do something else in each of them."""
    by = {name: {row.name: row for row in rows} for name, rows in found.items()}
    names = dict.fromkeys(row.name for rows in found.values() for row in rows)
    columns = [
        column(name, [cell(mine[one]) if one in mine else TableCell(NOTHING) for one in names])
        for name, mine in by.items()
    ]
    does = [dict.fromkeys(said(mine[one]) for mine in by.values() if one in mine) for one in names]
    labels = (
        column(head, list(names), left=True),
        column("", [", or ".join(each) for each in does], left=True),
    )
    return Sheet(labels, tuple(columns), title, alike=True)
