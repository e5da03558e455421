"""What lies behind the headline in one future: every strategy against the baseline, on one line each."""

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from simulator.catalogue import HEADLINE, METRICS
from simulator.report.numbers import format_difference, format_value, half_width
from simulator.report.places import future_label
from simulator.report.table import STYLE, cell, fold, grid
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.comparison import Comparison

BEHIND = {"abandonment_rate": "abandoned", "asa_s": "ASA", "occupancy": "occupancy"}
VALUE_WIDTH, WIDE_VALUE_WIDTH = 9, 12
VERDICT_WIDTH = len(Verdict.CANNOT_TELL)
"""Fixed, so that the columns of one future stand below those of another."""
NAME_WIDTH = 22
WIDE = 104
"""From this width on all values have their ±."""


def behind(comparison: "Comparison", width: int) -> Table:
    """Return the differences of all strategies to the baseline in the headline, with some values behind them."""
    came = comparison.row(comparison.baseline, "arrived").value
    title = f"{future_label(comparison.future)}: {format_value(came, METRICS['arrived'].unit)} contacts a day"
    table = grid("", label_width=NAME_WIDTH)
    table.title, table.title_justify, table.title_style = title, "left", "bold"
    value_width = WIDE_VALUE_WIDTH if width >= WIDE else VALUE_WIDTH
    table.add_column("points\nin time", justify="right", min_width=10, no_wrap=True)
    table.add_column("verdict", min_width=VERDICT_WIDTH)
    for label in BEHIND.values():
        table.add_column(label, justify="right", min_width=value_width, no_wrap=True)
    for name in comparison.strategies:
        table.add_row(
            "\n".join(fold(name, NAME_WIDTH)), *_difference(comparison, name), *_values(comparison, name, width)
        )
    return table


def _difference(comparison: "Comparison", name: str) -> tuple[str, Text]:
    if name == comparison.baseline:
        return "(baseline)", Text("")
    delta = comparison.delta(name, HEADLINE)
    size = format_difference(delta.difference, METRICS[HEADLINE].unit, half_width(delta.low, delta.high))
    return size.removesuffix(" points"), Text(str(delta.verdict), style=STYLE.get(delta.verdict, ""))


def _values(comparison: "Comparison", name: str, width: int) -> list[str]:
    return [cell(comparison.row(name, metric), sure=width >= WIDE) for metric in BEHIND]
