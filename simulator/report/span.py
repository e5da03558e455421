"""Over how long one replication counts contacts, hours and money: a day, or several days in a row."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.comparison import Comparison

A_DAY = "a day"


def span(comparison: "Comparison") -> str:
    """Return it as a sentence says it: *a day*, *in 7 days*."""
    days = comparison.scenarios[comparison.baseline].horizon.days
    return A_DAY if days == 1 else f"in {days} days"
