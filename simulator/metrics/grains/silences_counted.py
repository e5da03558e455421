"""Silent customers, at the grain *contact*, and the time of agents that they take, at the grain *span*.

What the center thinks of a contact counts where and when it was asked for, like the service level; that somebody left
silently counts with the contact itself.
"""

import numpy as np

from simulator.log import EndedBy, RunLog
from simulator.log.pay import SpansOfRows, by_slot
from simulator.metrics.came import Came, decided_at_s
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import floats, integers
from simulator.metrics.silent import AT_WORK, IN_HAND, SILENT, amounts
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of

MEASURES = SILENT
TIME = ("in_vain_s", "silent_hand_s", "silent_slot_s")
"""Work on contacts whose customers have left, their time in hand, and the same by how much of a hand they fill."""

_OF_CONTACT, _OF_REQUEST = SILENT[:2], SILENT[2:]
_SEEN_AS = {
    "apparent_in_time": ("answered_in_time",),
    "apparent_judged": ("answered", "abandoned", "sent_away", "open_late"),
    "apparent_abandoned": ("abandoned",),
}
"""What each of them is where nobody leaves silently."""


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; mostly nobody leaves silently, and what seems to be is what is."""
    if log.silences:
        _count(sheet, log, came)
    else:
        sheet.count_nothing(MEASURES)
    for rows in (slice(0, sheet.row_of_groups.start), sheet.row_of_segments):
        for name, parts in _SEEN_AS.items():
            for part in parts:
                sheet.of((name,), rows)[0] += sheet.of((part,), rows)[0]


def _count(sheet: SumSheet, log: RunLog, came: Came) -> None:
    contacts, silences = log.contacts, log.silences
    contact = integers(silences["contact"]).astype(np.intp)
    root = contact if came.found is None else came.found.root[contact]
    last = contact if came.found is None else came.found.last[root]
    # Who was answered before by somebody else has not abandoned as what they came as.
    first = (integers(contacts["ended_by"])[contact] == EndedBy.ABANDONED) & (last == contact)
    first &= np.isnan(floats(contacts["answered_s"])[contact])
    queued_s = floats(contacts["queued_s"])[root]
    seen = {"first": first, "how": silences["how"], "answered_s": _answered_s(log, contact) - queued_s}
    within_s = log.facts.within_s[contacts["type"][root]]
    open_s = np.where(np.isnan(floats(silences["over_s"])), decided_at_s(log.facts) - queued_s, np.inf)
    found = amounts(seen, within_s, open_s)
    for names, rows in ((_OF_CONTACT, contact), (_OF_REQUEST, root)):
        slot = interval_of(floats(contacts["arrived_s"])[rows], log.facts)
        mine = np.flatnonzero(slot >= 0)
        who = Owners(place_of(log, rows[mine]), segment_of(log, rows[mine]))
        sheet.count(names, who, sheet.added(slot[mine], [found[name][mine] for name in names]))


def _answered_s(log: RunLog, contact: Ints) -> Floats:
    """Return when the center counts contacts as answered whose customers have left: taken; of conversations written to.

    NaN: it does not.
    """
    by_replies = log.facts.by_replies[log.contacts["channel"][contact]]
    return np.where(by_replies, floats(log.silences["told_s"]), floats(log.silences["taken_s"]))


def fill_time(sheet: SumSheet, log: RunLog) -> None:
    """Fill `TIME`, of groups and of everybody."""
    amounts = np.zeros((sheet.slots, sheet.groups, len(TIME)))
    if log.silences:
        amounts = _time(sheet, log)
        # As all that is said of slots, while the center is open.
        amounts[sheet.intervals :, :, TIME.index("silent_slot_s")] = 0.0
    sheet.fill(TIME, sheet.row_of_groups, amounts)
    sheet.fill(TIME, slice(0, 1), amounts.sum(axis=1, keepdims=True))


def _time(sheet: SumSheet, log: RunLog) -> Floats:
    spans, facts = log.spans, log.facts
    left_s = np.full(len(log.contacts["type"]) + 1, np.inf)
    left_s[log.silences["contact"]] = log.silences["left_s"]
    # The last entry is that of nobody's contact: of an agent alone.
    late = np.flatnonzero(np.isin(spans["kind"], IN_HAND) & (floats(spans["to_s"]) > left_s[spans["contact"]]))
    contact, kind, group = spans["contact"][late], spans["kind"][late], spans["group"][late].astype(np.int64)
    from_s, to_s = np.maximum(floats(spans["from_s"])[late], left_s[contact]), floats(spans["to_s"])[late]

    def by_group(mine: Ints | slice) -> Floats:
        held = SpansOfRows(group[mine], from_s[mine], to_s[mine])
        found: Floats = by_slot(held, lambda time_s: time_s, facts, sheet.groups).T
        return found

    fills = np.ones(len(late), dtype=np.int64)
    if facts.fills.size:
        fills = facts.fills[group, log.contacts["channel"][contact]]
    parts = [by_group(np.flatnonzero(fills == one)) * one for one in np.unique(fills)]
    in_slots = np.sum(parts, axis=0) if parts else np.zeros((sheet.slots, sheet.groups))
    worked = by_group(np.flatnonzero(np.isin(kind, [int(one) for one in AT_WORK])))
    return np.stack((worked, by_group(slice(None)), in_slots), axis=2)
