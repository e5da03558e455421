"""What agents whose shift ended did with the conversations in hand; of the log's ``hand_overs`` or an export's.

Each function reads a table with a row for each time that an agent laid a conversation down: ``parked`` (true: it waits
for that agent's next shift; false: others go on with it) and ``owed`` (whether the customer waited for a reply).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.log import SpanKind
from simulator.metrics.outcomes import Table, column, floats, numbers

HANDED_OVER = ("handed_over", "handed_over_waiting", "parked")
"""The measures of laying down: how often a conversation was handed over, how often while its customer waited, and how
often one was parked."""

Floats = NDArray[np.float64]


def amounts(hand_overs: Table) -> Mapping[str, Floats]:
    """Return what each time a conversation was laid down adds to each of `HANDED_OVER`, shape (rows,) each."""
    parked = np.asarray(column(hand_overs, "parked")).astype(bool)
    found = {"handed_over": ~parked, "parked": parked}
    if "owed" in hand_overs:
        found["handed_over_waiting"] = ~parked & np.asarray(hand_overs["owed"]).astype(bool)
    return {name: one.astype(np.float64) for name, one in found.items()}


def handed_over(hand_overs: Table) -> int:
    """Return how often an agent whose shift ended handed a conversation over to others.

        rows that are not parked

    A conversation that is handed over twice counts twice. Without rows: 0.

    >>> handed_over(EXAMPLE)
    3
    """
    return int(amounts(hand_overs)["handed_over"].sum())


def handed_over_waiting_share(hand_overs: Table) -> float:
    """Return in which share of hand-overs the customer waited for a reply.

        rows that are not parked, with a reply owed / rows that are not parked

    In the others the customer was to write. Without hand-overs: NaN.

    >>> round(handed_over_waiting_share(EXAMPLE), 3)
    0.333
    """
    found = amounts(hand_overs)
    of = found["handed_over"].sum()
    return float(found["handed_over_waiting"].sum() / of) if of else float("nan")


def parked(hand_overs: Table) -> int:
    """Return how often an agent whose shift ended kept a conversation for their next shift.

        rows that are parked

    Without rows: 0.

    >>> parked(EXAMPLE)
    1
    """
    return int(amounts(hand_overs)["parked"].sum())


def reading_hours(spans: Table) -> float:
    """Return for how many hours agents read conversations that others had handed over.

        total time of the spans of the kind reading, in hours

    ``spans``: ``kind``, ``from_s``, ``to_s``. It is part of the time in focus. Without such spans: 0.

    >>> reading_hours({"kind": ["reading", "reply"], "from_s": [0.0, 90.0], "to_s": [90.0, 120.0]})
    0.025
    """
    mine = numbers(column(spans, "kind"), SpanKind, "kind") == SpanKind.READING
    return float((floats(column(spans, "to_s")) - floats(column(spans, "from_s")))[mine].sum() / 3600.0)


EXAMPLE = {"parked": [False, False, True, False], "owed": [True, False, True, False]}
"""Four times that an agent laid a conversation down: three handed over, one of them while its customer waited."""
