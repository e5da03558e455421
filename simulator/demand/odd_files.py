"""What a file beside a scenario probably is not meant to say: seen from its other columns, and from all rows together.

Nothing of it is wrong in itself, so each is a warning at the key that reads the file.
"""

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand import counted, recorded
from simulator.demand.day_numbers import is_a_number, may_be_days
from simulator.demand.file_remarks import FileRemark, MeasuredFile, length, seconds_in
from simulator.demand.waits_of_the_impatient import waits_as_patience
from simulator.scenario.nouns import Counts, Empirical, Horizon, Recorded
from simulator.scenario.text.csv_lines import stamp_of
from simulator.scenario.text.mistaken import Mistaken
from simulator.scenario.text.wanted import Wanted, wanted_rows
from simulator.scenario.text.whole_table import table_of, that_tells
from simulator.units import format_duration, shown

FEW_ON_A_DAY = 3
"""A column with fewer rows a day than these, in no order, says no days on which somebody came."""
ZEROS_MIN = 0.02
"""Fewer talks of no length are misdials."""
_DATE = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T]+\d{1,2}:.*|)")
_WEEKDAY = re.compile(r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?", re.IGNORECASE)


def odd_recorded(noun: Recorded, folder: str, horizon: Horizon) -> list[FileRemark]:
    """Return what is odd in recorded arrivals. Raises ScenarioError when the file cannot be used."""
    path, rows = recorded.rows_of_file(noun, folder, horizon)
    said = list(_look_like(rows.mistaken, ("time", "day")))
    if noun.day is None:
        apart = (noun.time, *noun.where)
        said += _days(path, stamp_of(path), wanted_rows(noun.where), apart, noun.file, "replayed")
        if not said:
            said += _starts_over(path, stamp_of(path), wanted_rows(noun.where), apart, noun.file, rows.values[0])
    return said


def odd_counts(noun: Counts, folder: str, horizon: Horizon) -> list[FileRemark]:
    """Return what is odd in counted arrivals. Raises ScenarioError when the file cannot be used."""
    path, rows = counted.rows_of_file(noun, folder, horizon)
    said = list(_look_like(rows.mistaken, ("time", "count", "day")))
    if noun.day is None:
        apart = (noun.time, noun.count, *noun.where)
        days = _days(path, stamp_of(path), wanted_rows(noun.where), apart, noun.file, "counted")
        said += days or _as_often(path, stamp_of(path), wanted_rows(noun.where), apart, noun, rows.values[0])
    by_day = rows.values[-1] if noun.day is not None else np.zeros(len(rows.place))
    said += _further_apart(noun, rows.values[0], by_day)
    return said


def odd_durations(noun: Empirical, path: Sequence[str]) -> list[FileRemark]:
    """Return what is odd in measured durations that stand at ``path``. Raises ScenarioError when it cannot be read."""
    found = noun.sample.mistaken
    is_long = "talk" in path or "patience" in path
    said = list(_look_like((None if found and found.of_long_ones and not is_long else found,), ("column",)))
    which = MeasuredFile(noun.path, stamp_of(noun.path), noun.file, noun.column, wanted_rows(noun.where))
    if "talk" in path:
        said += _no_talks(which, noun.measured.values_s)
    if "patience" in path:
        said += waits_as_patience(which)
    return said


def _look_like(found: Sequence[Mistaken | None], keys: Sequence[str]) -> Iterator[FileRemark]:
    for one, key in zip(found, keys, strict=False):
        if one is not None:
            yield FileRemark(key, "other_unit", one.probably, one.hint)


# --- several days read as one ---


@lru_cache(maxsize=64)
def _days(
    path: str, _stamp: tuple[int, int], where: tuple[Wanted, ...], apart: tuple[str, ...], file: str, how: str
) -> list[FileRemark]:
    """Say that a column names several days, and nobody asks it."""
    if any(_DATE.fullmatch(str(one.value)) for one in where):
        return []
    found: dict[str, int] = {}
    table = table_of(path, where)
    columns = table.others(apart)
    for name, cells in columns.items():
        days = {cell: _day_in(cell) for cell in set(cells) if cell}
        if days and None not in days.values():
            number = len(set(days.values()))
            # Days of other things, as of birth, come in any order, and nearly each is another one.
            parts = 1 + sum(days.get(one) != days.get(other) for one, other in itertools.pairwise(cells))
            if number * FEW_ON_A_DAY <= len(cells) or (number * 2 <= len(cells) and parts == number):
                found[name] = number
    # A date that all rows have is theirs, and others are of something else.
    if not any(number == 1 and _DATE.fullmatch(columns[name][0]) for name, number in found.items()):
        for name, number in found.items():
            if number == 1:
                continue
            what = (
                f"{file} covers {number:,} days{table.looked_at} according to its column {shown(name)}, but all of "
                f"them are {how} as one day."
            )
            return [FileRemark("day", "several_days", what, f"Write {_day_key(name)}, or select one day with 'where'.")]
    return []


def _day_in(cell: str) -> str | None:
    """Return the day that a cell names, None when it names none."""
    if found := _DATE.fullmatch(cell):
        return found[1]
    return cell.lower() if _WEEKDAY.fullmatch(cell) else None


def _day_key(name: str) -> str:
    return f"'day: {name}'"


def _starts_over(
    path: str,
    stamp: tuple[int, int],
    where: tuple[Wanted, ...],
    apart: tuple[str, ...],
    file: str,
    times_s: NDArray[np.float64],
) -> list[FileRemark]:
    """Say that the times of a file in order start over, as those of several days below one another do."""
    back = np.flatnonzero(np.diff(times_s) < 0) + 1
    if not len(back) or (len(back) + 1) * 10 > len(times_s):
        return []
    if (times_s[back - 1] - times_s[back]).min() < np.ptp(times_s) / 2:
        return []
    if len(back) == 1 and times_s[-1] <= times_s[0]:
        # One round of the clock that begins when a shift does.
        return []
    if _one_in_each(path, stamp, where, apart, tuple(back.tolist())):
        return []
    times = "once" if len(back) == 1 else f"{len(back):,} times"
    what = f"the times in {file} start over {times}, as if {len(back) + 1:,} days were read as one."
    return [
        FileRemark(
            "day", "several_days", what, "Name the column with the day as 'day', or select one day with 'where'."
        )
    ]


@lru_cache(maxsize=64)
def _one_in_each(
    path: str, _stamp: tuple[int, int], where: tuple[Wanted, ...], apart: tuple[str, ...], back: tuple[int, ...]
) -> bool:
    """Return whether a column says what each part of the file is, as a queue's name."""
    for name, cells in table_of(path, where).others(apart).items():
        if all(map(is_a_number, cells)) and may_be_days(name, set(cells)):
            continue
        edges = [0, *(at for at in back if at < len(cells)), len(cells)]
        parts = [set(cells[first:last]) for first, last in itertools.pairwise(edges)]
        if all(len(part) == 1 for part in parts) and len(set.union(*parts)) == len(parts):
            return True
    return False


def _as_often(
    path: str,
    stamp: tuple[int, int],
    where: tuple[Wanted, ...],
    apart: tuple[str, ...],
    noun: Counts,
    times_s: NDArray[np.float64],
) -> list[FileRemark]:
    """Say that each time stands as often as any other, and no column says why."""
    times, often = np.unique(times_s, return_counts=True)
    if len(times) < 3 or often[0] < 2 or (often != often[0]).any() or _told_apart(path, stamp, where, apart, noun.time):
        return []
    what = f"each time occurs {often[0]:,} times in {noun.file}, and its rows are added together."
    return [
        FileRemark("day", "several_days", what, "If they are from several days, name the column with the day as 'day'.")
    ]


@lru_cache(maxsize=64)
def _told_apart(
    path: str, _stamp: tuple[int, int], where: tuple[Wanted, ...], apart: tuple[str, ...], time: str
) -> bool:
    """Return whether a column says what the rows of one time are of, as queues' names or their numbers."""
    table = table_of(path, where)
    times = table.columns[time]
    for name, cells in table.others(apart).items():
        each, pairs = set(cells), set(zip(times, cells, strict=True))
        if len(each) == len(cells) or len(pairs) < len(cells):
            continue
        if not all(map(is_a_number, each)):
            return True
        # Numbers that were measured are seldom the same ones at every time; those of things are.
        if not may_be_days(name, each) and (table.is_cut or len(pairs) == len(each) * len(set(times))):
            return True
    return False


def _further_apart(noun: Counts, times_s: NDArray[np.float64], day: NDArray[np.float64]) -> list[FileRemark]:
    """Say that the rows are of longer intervals than the scenario says."""
    steps: list[float] = []
    for one in np.unique(day).tolist():
        steps += np.diff(np.unique(times_s[day == one])).tolist()
    # Where nobody came there may be no row: what counts is the step that most rows make.
    if len(steps) < 3 or min(steps) <= noun.interval_s or steps.count(min(steps)) * 2 < len(steps):
        return []
    step, interval = format_duration(min(steps)), format_duration(noun.interval_s)
    what = (
        f"the rows in {noun.file} are {step} apart, but an interval is {interval} long; no contacts arrive in between."
    )
    return [FileRemark("interval", "rows_apart", what, f"If each row covers {step}, write 'interval: {step}'.")]


# --- durations that are none ---


def _no_talks(which: MeasuredFile, lengths_s: Sequence[float]) -> list[FileRemark]:
    """Say that many talks have no length, and which column tells them from the others; ``lengths_s`` are in order."""
    zeros = bisect_right(lengths_s, 0.0)
    if zeros < ZEROS_MIN * len(lengths_s) or zeros == len(lengths_s) or not zeros or lengths_s[zeros] < 1.0:
        return []
    return _zeros(which, zeros, len(lengths_s), math.fsum(lengths_s))


@lru_cache(maxsize=64)
def _zeros(which: MeasuredFile, zeros: int, number: int, total_s: float) -> list[FileRemark]:
    table = table_of(which.path, which.where)
    there = [seconds_in(cell) == 0 for cell in table.columns[which.column]]
    hint = "If these were not conversations, leave them out with 'where'."
    if found := that_tells(table.others(which.apart), there):
        name, value, other = found
        wanted = f"; select the others with 'where: {{{name}: {other}}}'" if other else ""
        hint = f"All of them{table.looked_at} have {name} = {value or 'nothing'}{wanted}."
    what = f"{zeros:,} of {number:,} durations in {which.file} are 0, which makes the mean {length(total_s / number)}"
    mean = length(total_s / (number - zeros))
    return [FileRemark("column", "no_length", f"{what} instead of {mean}.", hint)]
