"""Days that kept the promise: on how many a type met its target, and on how many in every interval.

A mean over days hides them: a plan can reach 80 % in the mean of a year and on hardly a day. What is counted here is a
day, so it is decided where the day's contacts are, and adds up over days, but not over intervals or types.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.outcomes import COUNTS, Table, column
from simulator.metrics.tally import request_outcomes

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
    mine, _, outcome = request_outcomes(contacts, within_s, np.inf)
    met, judged = (
        np.isin(outcome, [each for name in names for each in COUNTS[name]])
        for names in (JUDGED_BY.numerator, JUDGED_BY.denominator)
    )
    count = len(column(contacts, "ended_by"))
    rows, met = mine[judged], met[judged]
    if not len(rows):
        return np.nan
    day = _numbered(contacts, "day", count)[rows]
    part = day
    for name in apart:
        number = _numbered(contacts, name, count)
        part = part * (number.max() + 1) + number[rows]
    _, first, part = np.unique(part, return_index=True, return_inverse=True)
    wanted = np.broadcast_to(np.asarray(share, dtype=np.float64), count)[rows][first]
    missed = np.bincount(part, weights=met) < wanted * np.bincount(part) - _ROUNDING
    return 1 - len(np.unique(day[first][missed])) / len(np.unique(day))


def _numbered(contacts: Table, name: str, rows: int) -> NDArray[np.intp]:
    if name not in contacts:
        return np.zeros(rows, dtype=np.intp)
    return np.unique(np.asarray(contacts[name]).astype(str), return_inverse=True)[1]


class DaySlots(NamedTuple):
    """What the slots of the sums are: intervals first, then the times after each day's closing."""

    intervals: int
    day_of_slot: NDArray[np.intp]
    named_days: int
    """Days that have cells of their own: none where there is only one."""

    def by_day(self, slots: NDArray[Any], add: np.ufunc) -> NDArray[Any]:
        """Return what comes by slot, or by interval alone, on the second axis, added up by day."""
        if not self.named_days:
            return np.asarray(add.reduce(slots, axis=1, keepdims=True))
        day_of = self.day_of_slot[: slots.shape[1]]
        return np.stack([add.reduce(slots[:, day_of == day], axis=1) for day in range(self.named_days)], axis=1)


def days_kept(sums: Floats, share: Floats, slots: DaySlots) -> Floats:
    """Return the measures `BY_DAY` of everything, types and channels, shape (measures, rows, times) as in the cells.

    ``sums`` are the numerator and denominator of `JUDGED_BY`, shape (2, slots, types, channels), ``share`` what each
    type must reach. Several types together meet their targets when each with anybody to judge does. In an interval's
    cell a day is judged by that interval alone.
    """
    by_interval = sums[:, : slots.intervals]
    flags = _judged(np.concatenate((slots.by_day(sums, np.add), by_interval), axis=1), share)
    judged, missed = flags
    days = len(judged) - slots.intervals
    in_any, missed_any = slots.by_day(flags[:, days:], np.logical_or)
    met = judged & ~missed
    found = np.stack((judged, met, met))
    # Who came after closing only is judged by the day as a whole.
    found[2, :days] = judged[:days] & ~missed_any & (in_any | met[:days])
    whole = found[:, :days].sum(axis=1, keepdims=True)
    named = () if days == 1 and not slots.named_days else (found[:, :days],)
    return np.concatenate((whole, *named, found[:, days:]), axis=1, dtype=np.float64).transpose(0, 2, 1)


def _judged(sums: Floats, share: Floats) -> Flags:
    """Return whether there was anybody to judge, and whether a target was missed, shape (2, times, rows)."""
    by_type = _missing(sums.sum(axis=3), share)
    by_place = _missing(sums, share[:, np.newaxis])
    # So it is for any type of everything, for each type, for any type of each channel.
    return np.concatenate((by_type.any(axis=2, keepdims=True), by_type, by_place.any(axis=2)), axis=2)


def _missing(sums: Floats, share: Floats) -> Flags:
    """Return of each place whether anybody was judged there, and whether the target was missed."""
    return np.stack((sums[1] > 0, sums[0] < share * sums[1] - _ROUNDING))
