"""What axes say: times of day, shares, counts, minutes; words and units, whatever the language of the machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Unit
from simulator.units import DAY_S, HOUR_S, format_time_of_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Values: TypeAlias = Sequence[float] | NDArray[np.float64]
"""Numbers of one series, a list or a column."""

_STEPS_S = (60.0, 300.0, 900.0, 1800.0, HOUR_S, 2 * HOUR_S, 3 * HOUR_S, 4 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S, DAY_S)
TICKS_MAX = 13
_WAITS_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, HOUR_S, 2 * HOUR_S, 6 * HOUR_S)
WAIT_TICKS_MAX = 5


def time_of_day_axis(
    axes: "Axes", from_s: float, to_s: float, label: str = "time of day", ticks_max: int = TICKS_MAX
) -> None:
    """Let x be seconds since 00:00 from ``from_s`` to ``to_s``, told as times of day; after midnight hours go on."""
    axes.set_xlim(from_s, to_s)
    times_s = ticks_s(from_s, to_s, ticks_max)
    axes.set_xticks(times_s, [format_time_of_day(time_s) for time_s in times_s])
    axes.set_xlabel(label)


def ticks_s(from_s: float, to_s: float, ticks_max: int = TICKS_MAX) -> list[float]:
    """Return round times of day from ``from_s`` to ``to_s``, both included, at most ``ticks_max`` of them."""
    step_s = next((step for step in _STEPS_S if (to_s - from_s) / step < ticks_max), 0.0)
    while not step_s or (to_s - from_s) / step_s >= ticks_max:
        step_s = (step_s or DAY_S) * 2
    first = -int(-from_s // step_s)
    return [number * step_s for number in range(first, int(to_s // step_s) + 1)]


def share_axis(axes: "Axes", label: str, low: float = 0.0, high: float = 1.0) -> None:
    """Let y be shares from ``low`` to ``high``, told as percentages."""
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    axes.set_ylim(low, high)
    # Ticks are whole percentages, or whole tenths of one.
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    decimals = 0 if high - low >= 0.05 else 1
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=decimals, symbol=" %"))
    axes.set_ylabel(label)


def wait_axis(axes: "Axes", to_s: float, label: str = "") -> None:
    """Let x be seconds waited, from 0 to ``to_s``, told as 40 s, 2 min, 1 h."""
    axes.set_xlim(0.0, to_s)
    step_s = next((step for step in _WAITS_S if to_s / step <= WAIT_TICKS_MAX), _WAITS_S[-1])
    times_s = [step_s * number for number in range(int(to_s // step_s) + 1)]
    axes.set_xticks(times_s, [_waited(time_s, step_s) for time_s in times_s])
    axes.set_xlabel(label)


def _waited(time_s: float, step_s: float) -> str:
    if not time_s:
        return "0"
    if step_s < 60:
        return f"{time_s:g} s"
    return f"{time_s / 60:g} min" if step_s < HOUR_S else f"{time_s / HOUR_S:g} h"


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


def difference_axis(axes: "Axes", unit: Unit, numbers: Sequence[float], least: float) -> None:
    """Let x hold differences: 0, all ``numbers`` and one of ± ``least``, told with their sign and unit."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    low, high = min([*numbers, 0.0]), max([*numbers, 0.0])
    if high - low <= least:
        # Nearly nothing differs: nought stands in the middle of what would be something.
        low, high = min(low, -least or -1.0), max(high, least or 1.0)
    width = high - low
    axes.set_xlim(low - 0.06 * width, high + 0.06 * width)
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    times, word = {Unit.SHARE: (100.0, " points"), Unit.SECONDS: (1.0, " s")}.get(unit, (1.0, ""))
    # Signs as in the texts beside; the unit stands once, at nought, so that the others stay short.
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{round(times * value, 6):+,.10g}" if abs(value) > 1e-12 else f"0{word}")
    )


def share_ticks(axes: "Axes", low: float, high: float) -> None:
    """Let x be shares from ``low`` to ``high``, told as percentages."""
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    axes.set_xlim(low, high)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    decimals = 0 if high - low >= 0.05 else 1
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=decimals, symbol=" %"))
