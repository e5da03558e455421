"""The grain *reply*: messages of customers that an agent answered, in channels that work by replies.

A reply counts in the interval in which it was asked for, of the type and channel of its contact, of the group whose
agent had the contact in hand. Who still waits for one when the run ends is in no sum, but for those who have waited for
too long by then.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy, RunLog
from simulator.metrics.came import decided_at_s
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import Outcome, integers
from simulator.metrics.replied import is_in_time, is_late_first
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of, somebody

MEASURES = ("replies", "reply_s", "first_replies", "first_replies_late", "messages_decided", "replies_in_time")


class Sent(NamedTuple):
    """The replies of a log that were sent and asked for in the time that is reported, shape (replies,) each."""

    slot: Ints
    who: Owners
    outcome: NDArray[np.int8]
    """That of a wait that ended with an answer."""
    wait_s: Floats


def fill(sheet: SumSheet, log: RunLog) -> Sent | None:
    """Fill `MEASURES`; return what was sent, None where no channel works by replies, as mostly is so."""
    if not log.replies:
        sheet.count_nothing(MEASURES, groups=True)
        return None
    asked_s, sent_s = (np.asarray(log.replies[name], dtype=np.float64) for name in ("asked_s", "sent_s"))
    slot = interval_of(asked_s, log.facts)
    mine = np.flatnonzero(slot >= 0)
    slot, contact = slot[mine], log.replies["contact"][mine].astype(np.intp)
    asked = {name: log.replies[name][mine] for name in ("number", "asked_s", "sent_s")}
    within_s = log.facts.within_s[log.contacts["type"][contact]]
    is_open = integers(log.contacts["ended_by"])[contact] == EndedBy.STILL_OPEN
    first, late = is_late_first(asked)
    decided, in_time = is_in_time(asked, within_s, decided_at_s(log.facts), is_open)
    seconds = (sent_s - asked_s)[mine]
    sent = ~np.isnan(seconds)
    columns = (sent, np.where(sent, seconds, 0.0), first, late, decided, in_time)
    add = sheet.added(slot, [one.astype(np.float64) for one in columns])
    who = Owners(place_of(log, contact), segment_of(log, contact), somebody(log.replies["group"][mine], sheet.groups))
    sheet.count(MEASURES, who, add)
    return _sent(slot, who, seconds, np.flatnonzero(sent))


def _sent(slot: Ints, who: Owners, seconds: Floats, mine: Ints) -> Sent:
    owners = Owners(who.place[mine], None if who.segment is None else who.segment[mine])
    return Sent(slot[mine], owners, np.full(len(mine), _ANSWERED, dtype=np.int8), seconds[mine])


_ANSWERED = int(Outcome.LATE)
