"""Recorded arrivals: the instants of a file, the same in every replication; only what people bring is chance.

A row's key comes from its place in the file, so that another filter or another horizon changes nobody's draws.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import derive, derive_column
from simulator.demand.poisson import Cases
from simulator.errors import ScenarioError
from simulator.scenario.nouns import Day, Horizon, Recorded
from simulator.scenario.text.csv_lines import beside, wrong
from simulator.scenario.text.mistaken import (
    MINUTES_AFTER_S,
    mistaken_days,
    mistaken_times,
    mistaken_times_after_midnight,
)
from simulator.scenario.text.rows import FileColumn, Rows, day_code, rows_of, time_s
from simulator.scenario.text.wanted import wanted_rows
from simulator.units import GRID_PER_S, date_of, format_time_of_day, is_date


def recorded_cases(recorded: Recorded, folder: str, horizon: Horizon, key: int) -> Cases:
    """Return the cases recorded for the one day of ``horizon`` with arrivals in [from, to), on the grid.

    ``key`` is their source's on that day. Without a column that names days, the file is about every day. Raises
    ScenarioError when the file cannot be used (`scenario/text/rows.py`).
    """
    _, rows = rows_of_file(recorded, folder, horizon)
    inside = _inside(recorded, rows, horizon)
    keys = derive_column(derive(key, "recorded"), rows.place[inside])
    # Down, not to the nearest, so that a last instant before closing stays before closing.
    return Cases(keys, np.floor(rows.values[0][inside] * GRID_PER_S) / GRID_PER_S)


def left_out(recorded: Recorded, folder: str, horizon: Horizon) -> tuple[int, int]:
    """Return how many rows that passed the filter lie on no day of ``horizon`` within its hours, and how many passed.

    Raises ScenarioError when the file cannot be used, or when that is all of them.
    """
    _, rows = rows_of_file(recorded, folder, horizon)
    inside = np.zeros(len(rows.place), dtype=np.bool_)
    for day in horizon.whole_days:
        there = _inside(recorded, rows, horizon.on(day))
        inside[there] |= rows.values[0][there] >= horizon.starts_s - day.start_s
    if not inside.any():
        raise nobody_recorded(recorded, folder, horizon)
    return int((~inside).sum()), len(inside)


def days_without_rows(recorded: Recorded, folder: str, horizon: Horizon) -> list[Day]:
    """Return the days of the warm-up that the file says nothing of. Raises ScenarioError when it cannot be used."""
    _, rows = rows_of_file(recorded, folder, horizon)
    warm = [day for day in horizon.simulated_days if day.number < 0]
    return [day for day in warm if recorded.day is not None and not len(rows.about(horizon.codes_of(day.number)))]


def nobody_recorded(recorded: Recorded, folder: str, horizon: Horizon) -> ScenarioError:
    """Return the error of a file of which nobody is left."""
    path, rows = rows_of_file(recorded, folder, horizon)
    what = f"none of the {len(rows.place):,} recorded arrivals is {span(horizon, recorded.day)}."
    return wrong(path, *with_what_they_are_about(what, rows, recorded.day, horizon), recorded.day or recorded.time)


def with_what_they_look_like(what: str, rows: Rows) -> tuple[str, str]:
    """Return ``what`` is wrong with times that lie elsewhere, and a hint, where they look like something else."""
    found = rows.mistaken[0]
    return (what, "") if found is None else (f"{what} They look like {found.what}.", found.hint)


def with_what_they_are_about(what: str, rows: Rows, day: str | None, horizon: Horizon) -> tuple[str, str]:
    """Return ``what`` is wrong with rows that are all outside of the horizon, with the dates that they have."""
    what, hint = with_what_they_look_like(what, rows)
    if hint or day is None or not all(map(is_date, (rows.values[-1].min(), rows.values[-1].max()))):
        return what, hint
    first, last = (date_of(int(code)).isoformat() for code in (rows.values[-1].min(), rows.values[-1].max()))
    hint = f"The file covers {first}" + (f" to {last}" if last != first else "") + "."
    return (
        what,
        hint if horizon.date is not None else f"{hint} Set the first day of the horizon, as 'date: {first}'.",
    )


def span(horizon: Horizon, day: str | None) -> str:
    """Return the opening hours in words; of the days that are simulated where a column names the ``day``."""
    hours = {(one.opens_s - one.start_s, one.closes_s - one.start_s) for one in horizon.open_days}
    clocks = "within the opening hours"
    if len(hours) == 1:
        clocks = "between " + " and ".join(format_time_of_day(time_s) for time_s in hours.pop())
    return clocks if day is None else f"{clocks} of a day that is simulated"


def rows_of_file(recorded: Recorded, folder: str, horizon: Horizon) -> tuple[str, Rows]:
    """Return where the file is, and its rows that are taken. Raises ScenarioError when it cannot be used."""
    path = beside(folder, recorded.file)
    days = () if recorded.day is None else (FileColumn(recorded.day, day_code, mistaken_days),)
    columns = (time_column(recorded.time, horizon), *days)
    return path, rows_of(path, columns, wanted_rows(recorded.where))


def time_column(name: str, horizon: Horizon) -> FileColumn:
    """Return the column with the times of day: bare numbers that all lie in minutes after midnight are no seconds,
    unless nothing else is simulated.
    """
    after_midnight = horizon.to_s <= MINUTES_AFTER_S and all(
        day.closes_s - day.start_s <= MINUTES_AFTER_S for day in horizon.open_days
    )
    return FileColumn(name, time_s, mistaken_times_after_midnight if after_midnight else mistaken_times)


def _inside(recorded: Recorded, rows: Rows, horizon: Horizon) -> NDArray[np.int64]:
    """Return which rows are of the one day of ``horizon``, in their order."""
    there = np.arange(len(rows.place)) if recorded.day is None else rows.about(horizon.codes_of(0))
    times_s = rows.values[0][there]
    inside: NDArray[np.int64] = there[(times_s >= horizon.from_s) & (times_s < horizon.to_s)]
    return inside
