"""Targets of conversations: first replies and solutions at the grain *contact*, replies at the grain *reply*.

Conversations count as what they came as, where and when they came, and for the group whose agent sent the first reply,
or had the conversation last where none was sent; one that no agent took is in no group. A message counts where it was
asked, as its conversation is then. Each is judged by the target, and the hours, of its type; other types are not.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy, RunLog
from simulator.log.reply_targets import ConversationTargets
from simulator.metrics.came import Came, decided_at_s, requests_of
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import Table, floats, integers
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of, somebody
from simulator.metrics.targets_judged import InTarget, of_first_replies, of_replies, of_solved, waited_later_s

OF_CONVERSATIONS = ("first_replies_met", "first_replies_judged", "solved_met", "solved_judged")
OF_REPLIES = ("replies_met", "replies_judged")
MEASURES = (*OF_CONVERSATIONS, *OF_REPLIES)

Counts = NDArray[np.float64]
"""Shape (2, rows): what each adds to what is met, and to what is decided."""


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; mostly nothing has such targets."""
    targets = log.facts.targets
    if targets is None:
        sheet.count_nothing(OF_CONVERSATIONS, groups=True)
        sheet.count_nothing(OF_REPLIES, groups=True)
        return
    _conversations(sheet, log, came, targets)
    _replies(sheet, log, targets)


def _conversations(sheet: SumSheet, log: RunLog, came: Came, targets: ConversationTargets) -> None:
    _, last, columns, _ = requests_of(log)
    rows = np.arange(len(log.contacts["type"]))[last]
    table = {name: columns[name] for name in _OF_REQUESTS} | {name: log.contacts[name][last] for name in _OF_LAST}
    ends_s = decided_at_s(log.facts)

    def first_replies(mine: Ints, kind: int) -> InTarget:
        return of_first_replies(_of(table, mine), targets.first_reply_s[kind], ends_s, targets.hours[kind])

    def solved(mine: Ints, kind: int) -> InTarget:
        later_s = None if targets.counts_all[kind] else _later_s(log, rows[mine], targets.hours[kind])
        return of_solved(_of(table, mine), later_s, targets.solved_s[kind], ends_s, targets.hours[kind])

    counts = np.concatenate(
        [_by_type(came.kind, targets.first_reply_s, first_replies), _by_type(came.kind, targets.solved_s, solved)]
    )
    who = Owners(came.who.place, came.who.segment, _group(sheet, log, came, rows))
    sheet.count(OF_CONVERSATIONS, who, sheet.added(came.slot, counts))


def _replies(sheet: SumSheet, log: RunLog, targets: ConversationTargets) -> None:
    if not log.replies:
        sheet.count_nothing(OF_REPLIES, groups=True)
        return
    slot = interval_of(floats(log.replies["asked_s"]), log.facts)
    reported = np.flatnonzero(slot >= 0)
    table = _of(log.replies, reported)
    contact = integers(table["contact"]).astype(np.intp)
    is_open = integers(log.contacts["ended_by"])[contact] == EndedBy.STILL_OPEN
    ends_s = decided_at_s(log.facts)

    def replies(mine: Ints, kind: int) -> InTarget:
        return of_replies(_of(table, mine), targets.reply_s[kind], ends_s, targets.hours[kind], is_open[mine])

    counts = _by_type(integers(log.contacts["type"])[contact].astype(np.intp), targets.reply_s, replies)
    who = Owners(place_of(log, contact), segment_of(log, contact), somebody(table["group"], sheet.groups))
    sheet.count(OF_REPLIES, who, sheet.added(slot[reported], counts))


def _by_type(kinds: Ints, times_s: Floats, judge: Callable[[Ints, int], InTarget]) -> Counts:
    """Return what rows of ``kinds`` add: those of each type with a target as ``judge`` says of them, others nothing."""
    found = np.zeros((2, len(kinds)))
    for kind in np.flatnonzero(~np.isnan(times_s)).tolist():
        mine = np.flatnonzero(kinds == kind)
        judged = judge(mine, kind)
        found[0, mine], found[1, mine] = judged.met, judged.decided
    return found


def _later_s(log: RunLog, rows: Ints, hours: Floats | None) -> Floats:
    """Return how long the customers of contacts waited for replies after the first one, shape (contacts,)."""
    if not log.replies:
        return np.zeros(len(rows))
    place = np.full(len(log.contacts["type"]), len(rows))
    place[rows] = np.arange(len(rows))
    of = place[integers(log.replies["contact"])]
    mine = np.flatnonzero(of < len(rows))
    table = _of(log.replies, mine)
    is_open = integers(log.contacts["ended_by"])[integers(table["contact"])] == EndedBy.STILL_OPEN
    later_s = waited_later_s(table, is_open, decided_at_s(log.facts), hours)
    found: Floats = np.bincount(of[mine], weights=later_s, minlength=len(rows)).astype(np.float64)
    return found


def _group(sheet: SumSheet, log: RunLog, came: Came, rows: Ints) -> Ints:
    """Return the group of each request: of the answer, else of who had the conversation last."""
    assert came.who.group is not None
    had = np.full(len(log.contacts["type"]), sheet.groups)
    if log.replies:
        first = np.flatnonzero(integers(log.replies["number"]) == 1)
        had[integers(log.replies["contact"])[first]] = somebody(log.replies["group"][first], sheet.groups)
    return np.where(came.who.group == sheet.groups, had[rows], came.who.group)


def _of(table: Table, rows: Ints) -> dict[str, NDArray[np.generic]]:
    return {name: np.asarray(table[name])[rows] for name in (*_OF_REQUESTS, *_OF_LAST, *_OF_MESSAGES) if name in table}


_OF_REQUESTS = ("arrived_s", "queued_s", "answered_s", "wait_s", "ended_by")
_OF_LAST = ("ended_s", "solved")
"""What is read where a request was decided, not where it came."""
_OF_MESSAGES = ("contact", "number", "group", "asked_s", "sent_s")
