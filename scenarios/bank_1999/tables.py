"""The committed tables of the bank's January and February 1999, and what all scripts of this folder agree on."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
SCENARIO = HERE.parent / "bank_1999.yaml"
MONTHS = ("january", "february")
OPENS_H = 7
HOURS = range(OPENS_H, 24)
SHORT_TALK_S = 10
IN_TIME_S = 20
TALK_QUANTILES = ("q1", "q5", "q10", "q25", "q50", "q75", "q90", "q95", "q99")
KINDS = {"PS": "regular", "NW": "prospective", "NE": "stock", "TT": "call_back", "IN": "web", "PE": "english"}
"""The type in the records and the name of its source in the scenario, without ``_callers``."""
REGULAR, PRIORITY = 1, 2
ALL_DAY = slice(None)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Days:
    """Sums of days, recorded or simulated, by hour of arrival; shape (days, hours) each."""

    offered: Floats
    abandoned: Floats
    in_time: Floats
    wait_s: Floats
    """Waits of all offered, however they ended."""

    def per_call(self, measure: str, hours: slice = ALL_DAY) -> tuple[Floats, Floats]:
        """Return the mean of a measure per offered call and its standard error over days, shape (hours,) each."""
        return ratio(getattr(self, measure)[:, hours], self.offered[:, hours])


def ratio(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """Return sums over days divided, and the standard error by the delta method; shape (hours,) of (days, hours)."""
    value = numerator.sum(axis=0) / denominator.sum(axis=0)
    rest = numerator - value * denominator
    return value, np.sqrt((rest**2).sum(axis=0) / (len(rest) - 1) / len(rest)) / denominator.mean(axis=0)


@lru_cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def months_of(dates: Iterable[str]) -> dict[str, list[str]]:
    """Return the dates of each month that has some, months in their order."""
    found: dict[str, list[str]] = {}
    for date in sorted(dates):
        found.setdefault(MONTHS[int(date[5:7]) - 1], []).append(date)
    return found


def in_time(wait_s: float, abandoned: bool) -> bool:
    """Return whether a call was answered within the time of the target."""
    return not abandoned and wait_s <= IN_TIME_S


@lru_cache
def sound_days() -> dict[str, list[str]]:
    """Return the days of each month that have no faulty hour."""
    faulty = {row["date"] for row in rows("faulty_days.csv")}
    return months_of({row["date"] for row in rows("by_hour.csv")} - faulty)


def recorded(month: str, *kinds: str) -> Days:
    """Return what was recorded of ``kinds`` of calls (none named: all) on the sound days of a month."""
    dates = sound_days()[month]
    sums = {name: np.zeros((len(dates), len(HOURS))) for name in ("offered", "abandoned", "in_time", "wait_s")}
    place = {date: number for number, date in enumerate(dates)}
    for row in rows("by_hour.csv"):
        if row["date"] in place and (not kinds or row["contact_type"] in kinds):
            for name, table in sums.items():
                table[place[row["date"]], int(row["hour"]) - OPENS_H] += float(row[name])
    return Days(**sums)


def waited(month: str) -> dict[tuple[str, int], Floats]:
    """Return, by type and priority, rows of (wait in s, abandoned, answered) of those who waited in a month."""
    found: dict[tuple[str, int], list[list[float]]] = defaultdict(list)
    for row in rows("waits.csv"):
        if row["month"] == month:
            numbers = [float(row[name]) for name in ("wait_s", "abandoned", "answered")]
            found[row["contact_type"], int(row["priority"])].append(numbers)
    return {key: np.array(table) for key, table in found.items()}
