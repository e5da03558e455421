"""What axes say: times of day, shares, counts, minutes; words and units, whatever the language of the machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from simulator.units import DAY_S, HOUR_S, format_time_of_day

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

Values: TypeAlias = "Sequence[float] | NDArray[np.float64]"
"""Numbers of one series, a list or a column."""

_STEPS_S = (60.0, 300.0, 900.0, 1800.0, HOUR_S, 2 * HOUR_S, 3 * HOUR_S, 4 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S, DAY_S)
TICKS_MAX = 13


def time_of_day_axis(axes: "Axes", from_s: float, to_s: float, label: str = "time of day") -> None:
    """Let x be seconds since 00:00 from ``from_s`` to ``to_s``, told as times of day; after midnight hours go on."""
    axes.set_xlim(from_s, to_s)
    times_s = ticks_s(from_s, to_s)
    axes.set_xticks(times_s, [format_time_of_day(time_s) for time_s in times_s])
    axes.set_xlabel(label)


def ticks_s(from_s: float, to_s: float) -> list[float]:
    """Return round times of day from ``from_s`` to ``to_s``, both included, at most `TICKS_MAX` of them."""
    step_s = next((step for step in _STEPS_S if (to_s - from_s) / step < TICKS_MAX), 0.0)
    while not step_s or (to_s - from_s) / step_s >= TICKS_MAX:
        step_s = (step_s or DAY_S) * 2
    first = -int(-from_s // step_s)
    return [number * step_s for number in range(first, int(to_s // step_s) + 1)]


def share_axis(axes: "Axes", label: str, low: float = 0.0, high: float = 1.0) -> None:
    """Let y be shares from ``low`` to ``high``, told as percentages."""
    from matplotlib.ticker import PercentFormatter

    axes.set_ylim(low, high)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))
    axes.set_ylabel(label)


def count_axis(axes: "Axes", label: str, largest: float) -> None:
    """Let y begin at 0 and hold ``largest`` with some air; thousands are told apart by commas."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_ylim(0.0, 1.08 * largest if largest > 0 else 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.set_ylabel(label)


def steps(axes: "Axes", edges_s: Sequence[float], values: Values, **looks: Any) -> Any:
    """Draw values that hold from each edge to the next, without walls at the ends; NaN is a gap. Return the artist."""
    return axes.stairs(values, edges_s, baseline=None, **looks)


def band(axes: "Axes", edges_s: Sequence[float], low: Values, high: Values, **looks: Any) -> Any:
    """Fill between two step functions; where either is NaN nothing is. Return the artist."""
    return axes.stairs(high, edges_s, baseline=low, fill=True, **looks)
