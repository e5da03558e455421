"""Arrivals counted by interval: so many in each, every day, or so many on average.

Each interval stands alone: another number in one moves nobody in the others, and a larger number keeps who was there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, derive, derive_column, u_column
from simulator.demand.poisson import Cases, Column
from simulator.demand.recorded import span, time_column, with_what_they_are_about, with_what_they_look_like
from simulator.scenario.days.curves import Curve, Line, cut
from simulator.scenario.nouns import Counts, Day, Horizon
from simulator.scenario.sound.sizes import CASES_MAX, many
from simulator.scenario.text.csv_lines import beside, wrong
from simulator.scenario.text.mistaken import mistaken_counts, mistaken_days
from simulator.scenario.text.rows import FileColumn, Rows, day_code, number, rows_of, whole_number
from simulator.scenario.text.wanted import wanted_rows
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


def counted(counts: Counts, folder: str, horizon: Horizon) -> Counted:
    """Return what a file says of the one day of ``horizon``; without a column that names days, it is about every day.

    Raises ScenarioError when the file cannot be used (`scenario/text/rows.py`), intervals of the day overlap, or nobody
    was counted on any.
    """
    path, rows = rows_of_file(counts, folder, horizon)
    there = _named(counts, rows, horizon)
    from_s, numbers = _by_interval(rows.values[0][there], rows.values[1][there])
    close = np.flatnonzero(np.diff(from_s) < counts.interval_s)
    if len(close):
        first, second = (format_time_of_day(each) for each in from_s[close[0] : close[0] + 2].tolist())
        length = format_duration(counts.interval_s)
        what = f"the intervals of {first} and {second} overlap: an interval is {length} long."
        raise wrong(path, *with_what_they_look_like(what, rows), counts.time)
    if not rows.values[1].any():
        raise wrong(path, f"no contacts were counted: {counts.count} is 0 in every row.", column=counts.count)
    numbers = numbers if counts.factor == 1.0 else numbers * counts.factor
    if numbers.sum() > CASES_MAX:
        what = f"{many(float(numbers.sum()))} cases a day are too many: at most {CASES_MAX:,} can be simulated."
        raise wrong(path, what, column=counts.count)
    return Counted(from_s, numbers, counts.interval_s)


def left_out(counts: Counts, folder: str, horizon: Horizon) -> tuple[float, float]:
    """Return how many were counted in intervals that lie wholly on no day of ``horizon``, and how many in all.

    Raises ScenarioError when the file cannot be used, or when no interval meets the opening hours.
    """
    _, rows = rows_of_file(counts, folder, horizon)
    count = rows.values[1]
    inside = np.zeros(len(count), dtype=np.bool_)
    for day in horizon.whole_days:
        counted(counts, folder, horizon.on(day))
        there, from_s, to_s = _of_day(counts, rows, horizon, day)
        inside[there] |= (rows.values[0][there] >= from_s) & (rows.values[0][there] + counts.interval_s <= to_s)
    somebody_counted(counts, folder, horizon)
    return float(count[~inside].sum()), float(count.sum())


def somebody_counted(counts: Counts, folder: str, horizon: Horizon) -> None:
    """Raise ScenarioError when no interval of the file meets the opening hours; one in which nobody came does."""
    path, rows = rows_of_file(counts, folder, horizon)
    for day in horizon.whole_days:
        there, from_s, to_s = _of_day(counts, rows, horizon, day)
        begin_s = rows.values[0][there]
        if ((begin_s < to_s) & (begin_s + counts.interval_s > from_s)).any():
            return
    number = rows.values[1].sum()
    what = f"none of the {number:,.10g} counted arrivals falls {span(horizon, counts.day)}."
    raise wrong(path, *with_what_they_are_about(what, rows, counts.day, horizon), counts.day or counts.time)


def _of_day(counts: Counts, rows: Rows, horizon: Horizon, day: Day) -> tuple[NDArray[np.int64], float, float]:
    """Return which rows are about a day, and from when to when it is simulated."""
    one = horizon.on(day)
    return _named(counts, rows, one), max(one.from_s, horizon.starts_s - day.start_s), one.to_s


def rows_of_file(counts: Counts, folder: str, horizon: Horizon) -> tuple[str, Rows]:
    """Return where the file is, and its rows that are taken. Raises ScenarioError when it cannot be used."""
    path = beside(folder, counts.file)
    reads = whole_number if counts.drawn == "exactly" else number
    days = () if counts.day is None else (FileColumn(counts.day, day_code, mistaken_days),)
    columns = (time_column(counts.time, horizon), FileColumn(counts.count, reads, mistaken_counts), *days)
    return path, rows_of(path, columns, wanted_rows(counts.where))


def _named(counts: Counts, rows: Rows, horizon: Horizon) -> NDArray[np.int64]:
    """Return which rows are about the one day of ``horizon``."""
    return np.arange(len(rows.place)) if counts.day is None else rows.about(horizon.codes_of(0))


def days_without_counts(counts: Counts, folder: str, horizon: Horizon) -> list[Day]:
    """Return the days of the warm-up that the file says nothing of. Raises ScenarioError when it cannot be used."""
    _, rows = rows_of_file(counts, folder, horizon)
    warm = [day for day in horizon.simulated_days if day.number < 0]
    return [day for day in warm if counts.day is not None and not len(rows.about(horizon.codes_of(day.number)))]


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


def _by_interval(times_s: Column, counts: Column) -> tuple[Column, Column]:
    """Return the beginnings of the intervals in order, and how many were counted in each."""
    from_s: Column
    from_s, place = np.unique(times_s, return_inverse=True)
    numbers: Column = np.bincount(place, weights=counts, minlength=len(from_s)).astype(np.float64)
    return from_s, numbers
