"""Arrivals counted by interval: so many in each, every day, or so many on average.

Each interval stands alone: another number in one moves nobody in the others, and a larger number keeps who was there.
"""

import os
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.arrivals import Cases, Column
from simulator.demand.draws import Purpose, derive, derive_column, u_column
from simulator.scenario.curves import Curve, Line, cut
from simulator.scenario.nouns import Counts, Horizon
from simulator.scenario.rows import Rows, number, rows_of, time_s, whole_number, wrong
from simulator.scenario.sizes import CASES_MAX, many
from simulator.units import GRID_PER_S, HOUR_S, format_duration, format_time_of_day


@dataclass(frozen=True)
class Counted:
    """The intervals of a file in order of time, those of one beginning added together. Columns: shape (intervals,)."""

    from_s: Column
    count: Column
    length_s: float

    def curve(self, horizon: Horizon) -> Curve:
        """Return the numbers as rates, each even over its interval, within the horizon."""
        lines = (
            Line(from_s, from_s + self.length_s, rate, rate)
            for from_s, rate in zip(self.from_s.tolist(), (self.count * HOUR_S / self.length_s).tolist(), strict=True)
        )
        return cut(lines, horizon.from_s, horizon.to_s)

    def outside(self, horizon: Horizon) -> float:
        """Return how many were counted in intervals that are not wholly in the horizon."""
        inside = (self.from_s >= horizon.from_s) & (self.from_s + self.length_s <= horizon.to_s)
        return float(self.count[~inside].sum())


def counted(counts: Counts, folder: str) -> Counted:
    """Return what a file says.

    Raises ScenarioError when the file cannot be used (`scenario/rows.py`), intervals overlap, or nobody was counted.
    """
    path = os.path.join(folder, counts.file)
    reads = whole_number if counts.drawn == "exactly" else number
    rows = rows_of(path, ((counts.time, time_s), (counts.count, reads)), tuple(sorted(counts.where.items())))
    from_s, numbers = _by_interval(rows)
    close = np.flatnonzero(np.diff(from_s) < counts.interval_s)
    if len(close):
        first, second = (format_time_of_day(each) for each in from_s[close[0] : close[0] + 2].tolist())
        length = format_duration(counts.interval_s)
        raise wrong(path, f"the intervals of {first} and {second} overlap: an interval is {length} long.")
    if not numbers.any():
        raise wrong(path, f"nobody was counted: {counts.count} is 0 in every row.")
    if numbers.sum() > CASES_MAX:
        raise wrong(
            path, f"{many(float(numbers.sum()))} cases a day are more than can be simulated; at most {CASES_MAX:,} are."
        )
    return Counted(from_s, numbers, counts.interval_s)


def counted_cases(intervals: Counted, horizon: Horizon, key: int) -> Cases:
    """Return exactly the counted number of cases of each interval, at independent uniform instants of it.

    ``key`` is the source's. Who falls into a part of an interval in which the center is closed does not come.
    """
    counts = intervals.count.astype(np.int64)
    start: NDArray[np.int64] = np.floor(intervals.from_s * GRID_PER_S).astype(np.int64)
    keys_of_intervals = derive_column(derive(key, "counted"), start)
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = derive_column(np.repeat(keys_of_intervals, counts), place)
    within = np.floor(u_column(keys, Purpose.ARRIVAL_PLACE) * (intervals.length_s * GRID_PER_S))
    arrived_s: Column = (np.repeat(start, counts) + within) / GRID_PER_S
    inside = (arrived_s >= horizon.from_s) & (arrived_s < horizon.to_s)
    return Cases(keys[inside], arrived_s[inside])


def _by_interval(rows: Rows) -> tuple[Column, Column]:
    """Return the beginnings of the intervals in order, and how many were counted in each."""
    from_s: Column
    from_s, place = np.unique(rows.values[0], return_inverse=True)
    numbers: Column = np.bincount(place, weights=rows.values[1], minlength=len(from_s)).astype(np.float64)
    return from_s, numbers
