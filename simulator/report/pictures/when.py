"""When: the x axis of a day, or of several days with closed nights between them, and what an instant is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.report.pictures.axes import Values, time_of_day_axis
from simulator.report.pictures.frame import plain
from simulator.report.pictures.style import QUIET
from simulator.units import DAY_S, HOUR_S, format_time_of_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.scenario.nouns.horizon import Horizon

NIGHT_S = HOUR_S
"""A night between two days is drawn as short as this."""
HOURS_DAYS_MAX = 31
"""Of more days than this no hours can be seen: a day is one step."""
_LETTERS = 3
"""Of a weekday, where there is little room."""


@dataclass(frozen=True)
class DaySpan:
    """One of several days: its name, and when it is open, s since 00:00 of day 0."""

    name: str
    from_s: float
    to_s: float


def by_day(horizon: "Horizon") -> bool:
    """Return whether there are so many days that each is one step of a picture."""
    return len(horizon.open_days) > HOURS_DAYS_MAX


def day_spans(horizon: "Horizon") -> tuple[DaySpan, ...]:
    """Return the days of a horizon that has several; none of one that is a single day.

    Of very many each is a whole day, so that their steps touch.
    """
    if by_day(horizon):
        return tuple(DaySpan(day.name, day.start_s, day.start_s + DAY_S) for day in horizon.open_days)
    return tuple(DaySpan(day.name, day.opens_s, day.closes_s) for day in horizon.open_days if day.name)


def clock(horizon: "Horizon", time_s: float) -> str:
    """Return when an instant is: *at 12:30*, *on tuesday at 12:30*; of very many days, *on* the day."""
    if by_day(horizon):
        return next((f"on {day.name}" for day in reversed(horizon.open_days) if day.start_s <= time_s), "")
    day = next((day for day in reversed(horizon.open_days) if day.opens_s <= time_s), horizon.open_days[0])
    return f"{f'on {day.name} ' * bool(day.name)}at {format_time_of_day(time_s - day.start_s)}"


def with_gaps(from_s: Values, to_s: Values, *columns: Values) -> tuple[list[float], list[NDArray[np.float64]]]:
    """Return (edges, columns) of spans that need not touch: between two that do not the columns are NaN.

    ``from_s``, ``to_s`` and each column have shape (spans,).

    >>> with_gaps([0.0, 9.0], [5.0, 12.0], [1.0, 2.0])
    ([0.0, 5.0, 9.0, 12.0], [array([ 1., nan,  2.])])
    """
    begins, ends = np.asarray(from_s, dtype=np.float64), np.asarray(to_s, dtype=np.float64)
    gaps = np.flatnonzero(begins[1:] > ends[:-1]) + 1
    edges = np.append(np.insert(begins, gaps, ends[gaps - 1]), ends[-1:])
    return edges.tolist(), [np.insert(np.asarray(column, dtype=np.float64), gaps, np.nan) for column in columns]


def squeezed(times_s: Sequence[float], days: Sequence[DaySpan]) -> list[float]:
    """Return where instants in ``days`` stand on an axis on which every night is as short; of one day they stay.

    >>> squeezed([0.0, 100.0, 5000.0, 5100.0], [DaySpan("one", 0.0, 100.0), DaySpan("two", 5000.0, 5100.0)])
    [0.0, 100.0, 3700.0, 3800.0]
    """
    if not days:
        return list(times_s)
    opens = [day.from_s for day in days]
    places = [opens[0]]
    for before, after in pairwise(days):
        places.append(places[-1] + min(before.to_s - before.from_s + NIGHT_S, after.from_s - before.from_s))
    day = np.maximum(np.searchsorted(opens, times_s, side="right") - 1, 0)
    return [time_s - opens[one] + places[one] for time_s, one in zip(times_s, day.tolist(), strict=True)]


def when_axis(axes: "Axes", edges_s: Sequence[float], days: Sequence[DaySpan], ticks_max: int) -> None:
    """Let x be the time of day, or the days where there are several: named in their middle, apart by a line.

    What is drawn on the latter stands where `squeezed` puts it.
    """
    if not days:
        time_of_day_axis(axes, edges_s[0], edges_s[-1], "", ticks_max)
        return
    spans = [squeezed((day.from_s, day.to_s), days) for day in days]
    axes.set_xlim(spans[0][0], spans[-1][1])
    for before, after in pairwise(spans) if len(days) <= HOURS_DAYS_MAX else ():
        axes.axvline((before[1] + after[0]) / 2, color=QUIET, linewidth=0.6, linestyle=":").set_gid("night")
    # Dates of many days are long.
    every = -(-len(days) // (ticks_max if len(days) <= HOURS_DAYS_MAX else ticks_max // 2))
    names = [_short(day.name, len(days)) for day in days]
    axes.set_xticks([(from_s + to_s) / 2 for from_s, to_s in spans[::every]], names[::every])
    axes.tick_params(axis="x", length=0)


def _short(name: str, days: int) -> str:
    """Return a day's name as there is room for it: weekdays of many days by their first letters."""
    words = plain(name).split()
    return " ".join([*words[:-1], words[-1][:_LETTERS]]) if days > _LETTERS and words[-1].isalpha() else name
