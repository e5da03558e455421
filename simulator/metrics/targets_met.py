"""Whether conversations of a type met their targets; of a log's tables or an export's.

``within_s`` is T, in seconds. Time counts inside ``hours``, a list of (from, to) in order; without, all of it does.
``ends_s`` is when the records, or the run, end: what is open then is not in time once more than T has counted, and not
yet decided before. What ends in exactly T is in time.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy
from simulator.metrics.chains import chains, requests
from simulator.metrics.outcomes import Table, column, endings, whole
from simulator.metrics.targets_judged import InTarget, of_first_replies, of_replies, of_solved, waited_later_s
from simulator.metrics.time_in_hours import Floats, Hours

Rows = NDArray[np.intp]


def first_reply_in_target(
    contacts: Table, within_s: float, ends_s: float | None = None, hours: Hours | None = None
) -> float:
    """Return the share of conversations that got the first reply within the target's time.

        first replies within T / (conversations with a first reply + left before it + sent away before it
        + still open later than T)

    T counts from the start of the wait. Left out, as in `service_level`, are blocked, refused and cleared contacts and
    voicemails; what is not yet decided; a moved contact counts where it arrived. Without conversations that count: NaN.

    >>> contacts = {"ended_by": ["agent", "agent", "abandoned"], "wait_s": [60.0, 61.0, 5.0], "arrived_s": [0.0] * 3}
    >>> first_reply_in_target(contacts, within_s=60)
    0.3333333333333333
    """
    columns, _ = _requests(contacts)
    return _share(of_first_replies(columns, within_s, ends_s, hours))


def reply_in_target(replies: Table, within_s: float, ends_s: float | None = None, hours: Hours | None = None) -> float:
    """Return the share of messages that were answered within the target's time.

        messages with sent - asked <= T / (messages - not yet decided)

    The first message is one of them. A message whose customer left before the reply counts as not in time. Not yet
    decided are messages without a reply that have waited for T or less by ``ends_s``. Without messages that are
    decided: NaN.

    >>> reply_in_target({"asked_s": [0.0, 0.0, 90.0], "sent_s": [30.0, 70.0, float("nan")]}, within_s=60)
    0.3333333333333333
    >>> reply_in_target({"asked_s": [0.0, 0.0, 90.0], "sent_s": [30.0, 70.0, float("nan")]}, within_s=60, ends_s=100)
    0.5
    """
    return _share(of_replies(replies, within_s, ends_s, hours))


def solved_in_target(
    contacts: Table,
    replies: Table,
    within_s: float,
    ends_s: float | None = None,
    hours: Hours | None = None,
    counts: str = "owed",
) -> float:
    """Return the share of conversations that were solved within the target's time.

        closed and solved within T / (conversations with a first reply that are over + left before it
        + sent away before it + still open later than T)

    With ``counts`` ``owed``, T counts the time in which the customer waits for replies, all of them together; with
    ``open``, all of it from the arrival to the last reply. Conversations that the customer left, that were closed
    without a further message, and those that were closed and not solved are not in time. Left out are contacts that a
    service level leaves out, and what is not yet decided. Without conversations that count: NaN.

    >>> contacts = {"contact": [0, 1], "ended_by": ["agent", "time_out"], "arrived_s": [0.0, 0.0]}
    >>> contacts |= {"wait_s": [60.0, 5.0], "answered_s": [60.0, 5.0], "ended_s": [500.0, 900.0]}
    >>> replies = {"contact": [0, 0, 1], "number": [1, 2, 1]}
    >>> replies |= {"asked_s": [0.0, 400.0, 0.0], "sent_s": [60.0, 500.0, 5.0]}
    >>> [solved_in_target(contacts, replies, within_s) for within_s in (159, 160)]
    [0.0, 0.5]
    >>> solved_in_target(contacts, replies, within_s=160, counts="open")
    0.0
    """
    columns, last = _requests(contacts)
    later_s = None if counts == "open" else _later_s(contacts, replies, last, ends_s, hours)
    return _share(of_solved(columns, later_s, within_s, ends_s, hours))


def _requests(contacts: Table) -> tuple[Table, Rows]:
    """Return the requests among contacts, each as what it was moved to became, and in which rows that was."""
    found = chains(contacts)
    if found is None:
        return contacts, np.arange(len(column(contacts, "ended_by")))
    mine = requests(contacts, found)
    of_last = {name: np.asarray(contacts[name])[mine.last] for name in ("ended_s", "solved") if name in contacts}
    return mine.columns | of_last, mine.last


def _later_s(contacts: Table, replies: Table, last: Rows, ends_s: float | None, hours: Hours | None) -> Floats:
    """Return for each request how long its customer waited for replies after the first one."""
    ended_by = endings(column(contacts, "ended_by"))
    names = whole(contacts["contact"]) if "contact" in contacts else np.arange(len(ended_by))
    place = {name: row for row, name in enumerate(names[last].tolist())}
    # Messages of other contacts belong to nobody.
    row = np.array([place.get(one, len(last)) for one in whole(column(replies, "contact")).tolist()], dtype=np.intp)
    is_open = np.append(ended_by[last] == EndedBy.STILL_OPEN, False)[row]
    later_s = waited_later_s(replies, is_open, ends_s, hours)
    found: Floats = np.bincount(row, weights=later_s, minlength=len(last) + 1)[: len(last)].astype(np.float64)
    return found


def _share(judged: InTarget) -> float:
    decided = judged.decided.sum()
    return float(judged.met.sum() / decided) if decided else float("nan")
