"""When customers come who come some time after something: in pieces of time, between days, or when all is over.

Whoever is in a piece is spread over it evenly, a delay is one of many equally likely ones. So how many have come until
a time is a mean over the delays of a line through the ends of pieces, and exact where the delay is always the same.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.distributions import quantile
from simulator.scenario.nouns import Distribution, Horizon
from simulator.units import DAY_S
from simulator.work.timeline import Columns, Timeline

_POINTS = 400
"""So many equally likely delays stand for all."""


class Landed(NamedTuple):
    """Where contacts have come to."""

    inside: Columns
    """While the center is open, by piece."""
    closed: Columns
    """Between each day and the next, or the end, by day."""
    late: float
    """After the end: they do not come any more."""


def last_s(horizon: Horizon) -> float:
    """Return until when customers come again: the last day's 24:00, its closing if that is later, or the stop."""
    last = horizon.simulated_days[-1]
    if horizon.run_on_s is not None:
        return last.closes_s + horizon.run_on_s
    return max((last.number + 1) * DAY_S, last.closes_s)


def landed(timeline: Timeline, starts: Columns, busy_s: Columns, delay: Distribution) -> Landed:
    """Return when contacts of each piece come, ``busy_s`` (by piece) and a delay later."""
    days = [timeline.of_day(place) for place in range(len(timeline.days))]
    opens_s = np.array([timeline.from_s[mine.start] for mine in days])
    closes_s = np.array([timeline.to_s[mine.stop - 1] for mine in days])
    end_s = max(last_s(timeline.scenario.horizon), float(closes_s[-1]))
    times_s = np.concatenate([timeline.from_s, timeline.to_s, opens_s[1:], [end_s], closes_s])
    come = _until(timeline, starts, busy_s, delay, times_s)
    pieces, number = len(timeline), len(days)
    inside = come[pieces : 2 * pieces] - come[:pieces]
    closed = come[2 * pieces : 2 * pieces + number] - come[2 * pieces + number :]
    late = float(starts.sum() - come[2 * pieces + number - 1])
    return Landed(np.maximum(inside, 0.0), np.maximum(closed, 0.0), max(late, 0.0))


def _until(
    timeline: Timeline, starts: Columns, busy_s: Columns, delay: Distribution, times_s: Columns
) -> NDArray[np.float64]:
    """Return how many have come until each time."""
    delays_s = quantile(delay, (np.arange(_POINTS) + 0.5) / _POINTS)
    if delays_s[0] == delays_s[-1]:
        delays_s = delays_s[:1]
    found = np.zeros(len(times_s))
    for busy in np.unique(busy_s):
        mine = np.where(busy_s == busy, starts, 0.0)
        begun = np.cumsum(mine)
        ends_s = np.column_stack([timeline.from_s, timeline.to_s]).ravel()
        there = np.column_stack([begun - mine, begun]).ravel()
        for delay_s in delays_s:
            found += np.interp(times_s - busy - delay_s, ends_s, there)
    return found / len(delays_s)
