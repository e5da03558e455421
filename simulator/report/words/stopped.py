"""That a run ended before all its replications: whoever shows a result of it says so first."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def stopped_said(comparison: "Comparison") -> str:
    """Return that a run ended early, and after how many replications; nothing where it did not."""
    planned = comparison.planned
    return "" if planned is None else f"Stopped after {comparison.replications:,} of {planned:,} replications"
