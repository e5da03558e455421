"""What lies behind the headline in one future: every strategy against the baseline, on one line each."""

from typing import TYPE_CHECKING

from simulator.catalogue import METRICS
from simulator.report.blocks import Sheet, TableCell, column
from simulator.report.tables.table import cell, difference_cell
from simulator.report.words.numbers import format_value
from simulator.report.words.places import future_label

if TYPE_CHECKING:
    from simulator.comparison import Comparison

BEHIND = {"abandonment_rate": "abandoned", "asa_s": "ASA", "occupancy": "occupancy"}


def behind(comparison: "Comparison") -> Sheet:
    """Return the differences of all strategies to the baseline in the headline, with some values behind them."""
    came = comparison.row(comparison.baseline, "arrived").value
    names = comparison.strategies
    head = "points\nin time" if comparison.goal.is_usual else "by the\ngoal"
    columns = [column(head, [_difference(comparison, name) for name in names])]
    for metric, label in BEHIND.items():
        columns.append(column(label, [cell(comparison.row(name, metric), shorter=True) for name in names]))
    title = (
        f"{future_label(comparison.future)}: {format_value(came, METRICS['arrived'].unit)} contacts {comparison.period}"
    )
    return Sheet((column("", names),), tuple(columns), title)


def _difference(comparison: "Comparison", name: str) -> TableCell:
    if name == comparison.baseline:
        return TableCell("(baseline)")
    return difference_cell(comparison, comparison.goal_delta(name))
