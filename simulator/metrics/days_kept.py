"""Days that kept the promise: on how many a type met its target, and on how many in every interval.

A mean over days hides them: a plan can reach 80 % in the mean of a year and on hardly a day. What is counted here is a
day, so it is decided where the day's contacts are, and adds up over days, but not over intervals or types.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.cell_sums import ROUNDING
from simulator.metrics.outcomes import COUNTS, Table, column
from simulator.metrics.tally import request_outcomes

BY_DAY = ("days_judged", "days_met", "days_met_throughout")
"""The measures: days on which anybody was judged, those in target, those in target in every interval."""
JUDGED_BY = METRICS["service_level"]
"""The metric that targets are about."""

Floats = NDArray[np.float64]
Share = float | Floats


def days_in_target(contacts: Table, within_s: Share, share: Share) -> float:
    """Return the share of days on which at least ``share`` of the answered and abandoned were answered within T.

        days with answered with wait <= T / (answered + abandoned) >= share, for each type / days with such a share

    Reads also ``day`` and ``type`` (any labels; without them: one day, one type). A day on which no contact was
    answered or abandoned is left out. Without days that count: NaN.

    >>> contacts = {"wait_s": [5.0, 30.0, 2.0], "ended_by": ["agent", "agent", "agent"], "day": [1, 1, 2]}
    >>> days_in_target(contacts, within_s=20, share=0.8)
    0.5
    """
    return _share_of_days(contacts, within_s, share, ("type",))


def days_every_interval(contacts: Table, within_s: Share, share: Share) -> float:
    """Return the share of days on which at least ``share`` was answered within T in every ``interval`` that counts.

        days with answered with wait <= T / (answered + abandoned) >= share, for each type in each interval / days

    Reads also ``day``, ``type`` and ``interval`` (any labels; without them: one of each). Intervals and days on which
    no contact was answered or abandoned are left out. Without days that count: NaN.

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
    missed = np.bincount(part, weights=met) < wanted * np.bincount(part) - ROUNDING
    return 1 - len(np.unique(day[first][missed])) / len(np.unique(day))


def _numbered(contacts: Table, name: str, rows: int) -> NDArray[np.intp]:
    if name not in contacts:
        return np.zeros(rows, dtype=np.intp)
    return np.unique(np.asarray(contacts[name]).astype(str), return_inverse=True)[1]
