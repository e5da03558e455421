"""What overflow rules did, at the grain *contact*: each counts where and when it came, as what it was then."""

import numpy as np

from simulator.log import Cause, RunLog
from simulator.metrics.came import Came
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import floats
from simulator.metrics.overflowed import OVERFLOWED, offers_of, overflow_counts
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of

MEASURES = OVERFLOWED


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; mostly there are no overflow rules, and nobody is redirected."""
    if not log.overflow and (came.found is None or not _anybody_moved(log)):
        sheet.count_nothing(MEASURES)
        return
    found = overflow_counts(log.contacts, offers_of(log))
    slot = interval_of(floats(log.contacts["arrived_s"]), log.facts)
    rows = np.flatnonzero((slot >= 0) & np.any([amount != 0 for amount in found.values()], axis=0))
    add = sheet.added(slot[rows], [found[name][rows] for name in MEASURES])
    sheet.count(MEASURES, Owners(place_of(log, rows), segment_of(log, rows)), add)


def _anybody_moved(log: RunLog) -> bool:
    return bool(np.isin(log.contacts["cause"], (Cause.REDIRECT, Cause.OVERFLOW)).any())
