"""What became of conversations that an agent took; of the log's contacts or an export's.

Each function reads a table with a row per conversation: ``ended_by``, ``assigned_s`` (when an agent took it; missing:
nobody did, and it is left out), ``queued_s`` or else ``arrived_s``, and ``answered_s``, when the first reply was sent.
Ended by ``agent`` is closed; by ``customer`` is left while waiting for a later reply; by ``time_out`` is closed because
the customer wrote no more; by ``abandoned`` is left before the first reply.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy
from simulator.metrics.outcomes import Table, column, endings, floats

CONVERSED = (
    "conversations",
    "assign_s",
    "left_waiting",
    "timed_out",
    "abandoned_in_hand",
    "open_conversations",
    "resolved",
    "resolve_s",
)
"""The measures of conversations: how many agents took and after what time, and what became of them."""

Floats = NDArray[np.float64]
_ENDINGS = {
    "left_waiting": EndedBy.CUSTOMER,
    "timed_out": EndedBy.TIME_OUT,
    "abandoned_in_hand": EndedBy.ABANDONED,
    "open_conversations": EndedBy.STILL_OPEN,
    "resolved": EndedBy.AGENT,
}


def amounts(contacts: Table) -> dict[str, Floats]:
    """Return what each conversation adds to each of `CONVERSED`, shape (conversations,) each."""
    ended_by, assigned_s = endings(column(contacts, "ended_by")), floats(column(contacts, "assigned_s"))
    arrived_s = floats(column(contacts, "arrived_s"))
    since_s = floats(contacts["queued_s"]) if "queued_s" in contacts else arrived_s
    since_s = np.where(np.isnan(since_s), arrived_s, since_s)
    taken = ~np.isnan(assigned_s)
    found = {name: (taken & (ended_by == ending)).astype(np.float64) for name, ending in _ENDINGS.items()}
    found["conversations"] = taken.astype(np.float64)
    found["assign_s"] = np.where(taken, assigned_s - since_s, 0.0)
    ended_s = floats(column(contacts, "ended_s"))
    found["resolve_s"] = np.where(found["resolved"] > 0, ended_s - arrived_s, 0.0)
    return found


def conversations(contacts: Table) -> int:
    """Return how many conversations an agent took.

        conversations with ``assigned_s``

    Whether or not a reply was sent. Conversations whose customer left in the queue are not among them. Without
    conversations: 0.

    >>> conversations(EXAMPLE)
    4
    """
    return int(_sum(contacts, "conversations"))


def conversations_per_hour(contacts: Table, hours: float) -> float:
    """Return how many conversations agents took per hour, whatever became of them.

        conversations / hours

    ``hours`` are the hours the center was open, or the hours agents were logged in. Without hours: NaN.

    >>> conversations_per_hour(EXAMPLE, hours=0.5)
    8.0
    """
    return _sum(contacts, "conversations") / hours if hours > 0 else float("nan")


def mean_wait_until_assigned(contacts: Table) -> float:
    """Return the mean time until an agent took a conversation, in seconds.

        (assigned - start of the wait) of conversations / conversations

    The customer still waits for the first reply then: that wait is in the metrics of waits. Conversations that no agent
    took are left out. Without conversations: NaN.

    >>> mean_wait_until_assigned(EXAMPLE)
    5.0
    """
    return _ratio(contacts, "assign_s", "conversations")


def left_waiting(contacts: Table) -> int:
    """Return how many conversations the customer left while waiting for a reply after the first one.

        conversations ended by the customer

    Those who left before the first reply are abandoned. Without conversations: 0.

    >>> left_waiting(EXAMPLE)
    1
    """
    return int(_sum(contacts, "left_waiting"))


def left_waiting_share(contacts: Table) -> float:
    """Return the share of conversations that the customer left while waiting for a later reply.

        conversations ended by the customer / conversations

    Without conversations: NaN.

    >>> left_waiting_share(EXAMPLE)
    0.25
    """
    return _ratio(contacts, "left_waiting", "conversations")


def timed_out(contacts: Table) -> int:
    """Return how many conversations were closed because the customer wrote no more.

        conversations ended by a time-out

    Without conversations: 0.

    >>> timed_out(EXAMPLE)
    1
    """
    return int(_sum(contacts, "timed_out"))


def timed_out_share(contacts: Table) -> float:
    """Return the share of conversations that were closed because the customer wrote no more.

        conversations ended by a time-out / conversations

    Without conversations: NaN.

    >>> timed_out_share(EXAMPLE)
    0.25
    """
    return _ratio(contacts, "timed_out", "conversations")


def abandoned_in_hand(contacts: Table) -> int:
    """Return how many customers left after an agent took the conversation and before the first reply.

        conversations abandoned after ``assigned_s``

    They are among the abandoned. Without conversations: 0.

    >>> abandoned_in_hand(EXAMPLE)
    1
    """
    return int(_sum(contacts, "abandoned_in_hand"))


def open_conversations(contacts: Table) -> int:
    """Return how many conversations that an agent took were open when the run, or the records, ended.

        conversations still open

    In a hand, parked, or handed over.
    Without conversations: 0.

    >>> open_conversations(EXAMPLE)
    0
    """
    return int(_sum(contacts, "open_conversations"))


def mean_time_to_resolution(contacts: Table) -> float:
    """Return the mean time from arrival to the last reply, of conversations that an agent ended, in seconds.

        (ended - arrived) of conversations ended by an agent / conversations ended by an agent

    The time the customer takes to write is part of it, the wrap-up is not. Conversations that ended otherwise are left
    out, which flatters the result where many customers leave. Without such conversations: NaN.

    >>> mean_time_to_resolution(EXAMPLE)
    300.0
    """
    return _ratio(contacts, "resolve_s", "resolved")


EXAMPLE = {
    "arrived_s": [0.0] * 5,
    "assigned_s": [0.0, 4.0, 6.0, 10.0, float("nan")],
    "ended_s": [300.0, 500.0, 900.0, 60.0, 90.0],
    "ended_by": ["agent", "customer", "time_out", "abandoned", "abandoned"],
}
"""Five conversations: one of each ending that has an agent, and one that nobody took."""


def _sum(contacts: Table, name: str) -> float:
    return float(amounts(contacts)[name].sum())


def _ratio(contacts: Table, top: str, bottom: str) -> float:
    found = amounts(contacts)
    return float(found[top].sum() / found[bottom].sum()) if found[bottom].any() else float("nan")
