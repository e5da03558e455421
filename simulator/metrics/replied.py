"""How fast agents answered messages, in channels that work by replies; for the log's replies or an export.

Each function reads ``sent_s`` (missing: not sent yet) and, where time is asked for, ``asked_s``.
"""

import numpy as np

from simulator.metrics.outcomes import Table, column, floats


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

    Messages without a reply yet are left out, which flatters the result while many wait. Without replies: NaN.

    >>> mean_time_to_reply({"asked_s": [0.0, 50.0], "sent_s": [30.0, 60.0]})
    20.0
    """
    seconds = floats(column(table, "sent_s")) - floats(column(table, "asked_s"))
    sent = seconds[~np.isnan(seconds)]
    return float(sent.mean()) if len(sent) else float("nan")
