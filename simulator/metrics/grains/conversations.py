"""Conversations that an agent took, at the grain *contact*: each counts where and when it came, as what it is then.

Of groups it is the one whose agent sent the first reply, or had the conversation last where none was sent.
"""

import numpy as np

from simulator.log import RunLog
from simulator.metrics.cells import interval_of
from simulator.metrics.conversed import CONVERSED, amounts
from simulator.metrics.outcomes import floats, integers
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of, somebody

MEASURES = CONVERSED


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; mostly there are no conversations."""
    if not log.replies:
        sheet.count_nothing(MEASURES, groups=True)
        return
    first = np.flatnonzero(integers(log.replies["number"]) == 1)
    rows = integers(log.replies["contact"])[first].astype(np.intp)
    slot = interval_of(floats(log.contacts["arrived_s"])[rows], log.facts)
    first, rows, slot = (each[slot >= 0] for each in (first, rows, slot))
    found = amounts({name: log.contacts[name][rows] for name in _READ})
    add = sheet.added(slot, [found[name] for name in MEASURES])
    group = somebody(log.replies["group"][first], sheet.groups)
    sheet.count(MEASURES, Owners(place_of(log, rows), segment_of(log, rows), group), add)


_READ = ("arrived_s", "queued_s", "assigned_s", "ended_s", "ended_by")
