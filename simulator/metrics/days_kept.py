"""Days that kept the promise: on how many a type met its target, and on how many in every interval.

A mean over days hides them: a plan can reach 80 % in the mean of a year and on hardly a day. What is counted here is a
day, so it is decided where the day's contacts are, and adds up over days, but not over intervals or types.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.outcomes import COUNTS, Table, outcomes

BY_DAY = ("days_judged", "days_met", "days_met_throughout")
"""The measures: days on which anybody was judged, those in target, those in target in every interval."""
JUDGED_BY = METRICS["service_level"]
"""The metric that targets are about."""

_ROUNDING = 1e-6
"""80 % of 5 is 4, whatever the last bit of the product says."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Share = float | Floats


def days_in_target(contacts: Table, within_s: Share, share: Share) -> float:
    """Return the share of days on which at least ``share`` of the answered and abandoned were answered within T.

        days with answered with wait <= T / (answered + abandoned) >= share, for each type / days with such a share

    Reads also ``day`` and ``type`` (any labels; left out: one day, one type). A day on which nobody was answered or
    abandoned counts in neither. Empty: NaN.

    >>> contacts = {"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "agent"], "day": [1, 1, 2]}
    >>> days_in_target(contacts, within_s=20, share=0.8)
    0.5
    """
    return _share_of_days(contacts, within_s, share, ("type",))


def days_every_interval(contacts: Table, within_s: Share, share: Share) -> float:
    """Return the share of days on which each ``interval`` with anybody to judge has at least ``share`` within T.

        days with answered with wait <= T / (answered + abandoned) >= share, for each type in each interval / days

    Reads also ``day``, ``type`` and ``interval`` (any labels; left out: one of each). Empty: NaN.

    >>> contacts = {"wait_s": [5.0, 5.0, 30.0], "ended_by": ["agent"] * 3, "interval": ["09:00", "10:00", "10:00"]}
    >>> days_every_interval(contacts, within_s=20, share=0.5), days_every_interval(contacts, within_s=20, share=0.6)
    (1.0, 0.0)
    """
    return _share_of_days(contacts, within_s, share, ("type", "interval"))


def _share_of_days(contacts: Table, within_s: Share, share: Share, apart: tuple[str, ...]) -> float:
    """Return the share of days on which the rows that are alike in the columns ``apart`` all reach ``share``."""
    outcome = outcomes(contacts, within_s, np.inf)
    met, judged = (
        np.isin(outcome, [each for name in names for each in COUNTS[name]])
        for names in (JUDGED_BY.numerator, JUDGED_BY.denominator)
    )
    rows = np.flatnonzero(judged)
    if not len(rows):
        return np.nan
    day = _numbered(contacts, "day", len(outcome))[rows]
    part = day
    for name in apart:
        number = _numbered(contacts, name, len(outcome))
        part = part * (number.max() + 1) + number[rows]
    _, first, part = np.unique(part, return_index=True, return_inverse=True)
    wanted = np.broadcast_to(np.asarray(share, dtype=np.float64), outcome.shape)[rows][first]
    missed = np.bincount(part, weights=met[rows]) < wanted * np.bincount(part) - _ROUNDING
    return 1 - len(np.unique(day[first][missed])) / len(np.unique(day))


def _numbered(contacts: Table, name: str, rows: int) -> NDArray[np.intp]:
    if name not in contacts:
        return np.zeros(rows, dtype=np.intp)
    return np.unique(np.asarray(contacts[name]).astype(str), return_inverse=True)[1]


class Slots(NamedTuple):
    """What the slots of the sums are: intervals first, then the times after each day's closing."""

    intervals: int
    day_of_slot: NDArray[np.intp]
    named_days: int
    """Days that have cells of their own: none where there is only one."""


def days_kept(met: Floats, judged: Floats, share: Floats, slots: Slots) -> Floats:
    """Return the measures `BY_DAY` of some rows, shape (measures, rows, times), times as in the cells.

    ``met`` and ``judged`` are the numerator and denominator of `JUDGED_BY`, shape (slots, rows, parts): a row meets its
    target when each of its parts with anybody to judge does; ``share`` is what the parts must reach, shape (parts,) or
    (rows, parts). In an interval's cell a day is judged by that interval alone.
    """
    days = range(int(slots.day_of_slot.max()) + 1)
    by_day = [slots.day_of_slot == day for day in days]
    met_by_day, judged_by_day = (np.stack([sums[day].sum(axis=0) for day in by_day]) for sums in (met, judged))
    whole_day = _kept(met_by_day, judged_by_day, share)
    apart = _kept(met[: slots.intervals], judged[: slots.intervals], share)
    throughout = whole_day.any & np.stack([_throughout(apart, day[: slots.intervals]) for day in by_day])
    # Who came after closing only is judged by the day as a whole.
    alone = np.stack([~apart.any[day[: slots.intervals]].any(axis=0) for day in by_day])
    throughout &= ~alone | whole_day.met
    daily = np.stack((whole_day.any, whole_day.met, throughout)).astype(np.float64)
    in_interval = np.stack((apart.any, apart.met, apart.met)).astype(np.float64)
    times = np.concatenate((daily.sum(axis=1, keepdims=True), daily[:, : slots.named_days], in_interval), axis=1)
    return times.transpose(0, 2, 1)


class _Kept(NamedTuple):
    """Shape (times, rows) each."""

    any: Flags
    """Whether there was anybody to judge."""
    met: Flags


def _kept(met: Floats, judged: Floats, share: Floats) -> _Kept:
    enough: Flags = np.all(met >= share * judged - _ROUNDING, axis=2)
    anybody: Flags = np.any(judged > 0, axis=2)
    return _Kept(anybody, anybody & enough)


def _throughout(apart: _Kept, intervals: Flags) -> Flags:
    kept: Flags = np.all(apart.met[intervals] | ~apart.any[intervals], axis=0)
    return kept
