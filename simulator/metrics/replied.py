"""How fast agents answered messages, in channels that work by replies; for the log's replies or an export.

Each function reads ``sent_s`` (missing: not sent) and, where time is asked for, ``asked_s``.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.outcomes import Table, column, floats, integers
from simulator.metrics.waits import quantiles_of_sorted

LATE_S = 900.0
"""A first reply after more than a quarter of an hour spoils the mood of a conversation."""

Flags = NDArray[np.bool_]


def is_late_first(replies: Table) -> tuple[Flags, Flags]:
    """Return which rows are first replies that were sent, and which of them `LATE_S` after they were asked for."""
    seconds = _seconds(replies)
    first: Flags = (integers(column(replies, "number")) == 1) & ~np.isnan(seconds)
    late: Flags = first & (seconds > LATE_S)
    return first, late


def is_in_time(
    replies: Table, within_s: float | NDArray[np.float64], ends_s: float | None, is_open: Flags | None = None
) -> tuple[Flags, Flags]:
    """Return which messages are decided, and which of them were answered within ``within_s``.

    Not yet decided is a message without a reply that came less than ``within_s`` before ``ends_s``, while its
    conversation is open; without ``is_open`` all are that have no reply.
    """
    seconds = _seconds(replies)
    open_late = np.isnan(seconds)
    if ends_s is None:
        decided = np.ones(len(seconds), dtype=np.bool_)
    else:
        waits = open_late if is_open is None else open_late & is_open
        decided = ~(waits & (ends_s - floats(column(replies, "asked_s")) < within_s))
    return decided, decided & (seconds <= within_s)


def replies(table: Table) -> int:
    """Return how many messages of customers were answered.

        replies sent

    Messages without a reply yet are left out. Without replies: 0.

    >>> replies({"asked_s": [0.0, 50.0], "sent_s": [30.0, float("nan")]})
    1
    """
    return int((~np.isnan(floats(column(table, "sent_s")))).sum())


def mean_time_to_reply(table: Table) -> float:
    """Return the mean time from a customer's message to its reply, in seconds.

        (sent - asked) of the replies sent / replies sent

    The first message comes with the contact, so the first reply counts from the arrival. Messages without a reply are
    left out, which flatters the result while many wait. Without replies: NaN.

    >>> mean_time_to_reply({"asked_s": [0.0, 50.0], "sent_s": [30.0, 60.0]})
    20.0
    """
    sent = _sent(table)
    return float(sent.mean()) if len(sent) else float("nan")


def reply_quantile(table: Table, p: float) -> float:
    """Return the smallest time to a reply, in seconds, that a share ``p`` of the replies sent did not exceed.

        the smallest t with (replies sent within t) / (replies sent) >= p

    Messages without a reply are left out. Without replies: NaN.

    >>> reply_quantile({"asked_s": [0.0] * 4, "sent_s": [5.0, 10.0, 20.0, 90.0]}, 0.5)
    10.0
    """
    sent = np.sort(_sent(table))
    return float(quantiles_of_sorted(sent, np.array([0, len(sent)]), [p])[0, 0])


def replied_in_time(table: Table, within_s: float | NDArray[np.float64], ends_s: float | None = None) -> float:
    """Return the share of messages that were answered within ``within_s`` seconds.

        messages with sent - asked <= T / (messages - not yet decided)

    A message whose customer left before the reply was sent counts as not in time. Not yet decided are messages without
    a reply that came less than T before ``ends_s``, when the run, or the records, ended. Without messages that are
    decided: NaN.

    >>> replied_in_time({"asked_s": [0.0, 0.0, 90.0], "sent_s": [30.0, 70.0, float("nan")]}, within_s=60)
    0.3333333333333333
    >>> replied_in_time({"asked_s": [0.0, 0.0, 90.0], "sent_s": [30.0, 70.0, float("nan")]}, within_s=60, ends_s=100)
    0.5
    """
    decided, in_time = is_in_time(table, within_s, ends_s)
    return float(in_time.sum() / decided.sum()) if decided.any() else float("nan")


def first_reply_after_15min(table: Table) -> float:
    """Return the share of first replies that were sent more than 15 minutes after the arrival.

        first replies with sent - asked > 15 minutes / first replies sent

    Reads ``number``, which is 1 for the first message of a conversation. Conversations without a first reply are left
    out, which flatters the result while many wait. Without first replies: NaN.

    >>> first_reply_after_15min({"number": [1, 2, 1], "asked_s": [0.0] * 3, "sent_s": [60.0, 1000.0, 901.0]})
    0.5
    """
    first, late = is_late_first(table)
    return float(late.sum() / first.sum()) if first.any() else float("nan")


def _seconds(table: Table) -> NDArray[np.float64]:
    return floats(column(table, "sent_s")) - floats(column(table, "asked_s"))


def _sent(table: Table) -> NDArray[np.float64]:
    seconds = _seconds(table)
    return seconds[~np.isnan(seconds)]
