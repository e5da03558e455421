"""The grain *reply*: messages of customers that an agent answered, in channels that work by replies.

A reply counts in the interval in which it was asked for, of the type and channel of its contact, of the group whose
agent sent it. Who still waits for one when the run ends is in no sum.
"""

import numpy as np

from simulator.log import RunLog
from simulator.metrics.cells import interval_of
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of, somebody

MEASURES = ("replies", "reply_s")


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; mostly no channel works by replies."""
    if not log.replies:
        sheet.count_nothing(MEASURES, groups=True)
        return
    asked_s, sent_s = (np.asarray(log.replies[name], dtype=np.float64) for name in ("asked_s", "sent_s"))
    slot = interval_of(asked_s, log.facts)
    mine = np.flatnonzero(~np.isnan(sent_s) & (slot >= 0))
    slot, seconds = slot[mine], (sent_s - asked_s)[mine]
    contact = log.replies["contact"][mine].astype(np.intp)

    add = sheet.counted(slot, np.zeros(len(slot), dtype=np.int8), np.ones((1, 1)), seconds, np.ones((1, 1)))
    group = somebody(log.replies["group"][mine], sheet.groups)
    sheet.count(MEASURES, Owners(place_of(log, contact), segment_of(log, contact), group), add)
