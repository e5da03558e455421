"""Customers who left silently, and what the center thinks of them; of the log's ``silences`` or an export's.

Each function reads a table with a row for each customer who left without a sign: ``first`` (whether they left before
anybody answered), ``how`` (how the center was through with the contact: ``noticed``, ``closed_in_vain``, ``sent_away``;
``not_yet``), and ``answered_s``, how long after the start of the wait the center counts it as answered (missing: it
does not).
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import SilenceEnd, SpanKind
from simulator.metrics.outcomes import Table, column, floats, numbers

SILENT = ("silent", "closed_in_vain", "apparent_in_time", "apparent_judged", "apparent_abandoned")
"""The measures of silent customers: all of them; those whose conversation was closed with a last reply; and by how much
what the center sees differs: it sees some answered in time, does not judge some, and sees none of them leave."""
IN_HAND = (SpanKind.IN_VAIN, SpanKind.READING, SpanKind.IN_HAND, SpanKind.WRAP_UP)
"""What takes a slot while nobody is there."""
AT_WORK = (SpanKind.IN_VAIN, SpanKind.READING, SpanKind.WRAP_UP)
"""What takes an agent's work of it."""

Floats = NDArray[np.float64]


def amounts(silences: Table, within_s: float | Floats, open_s: float | Floats = np.inf) -> dict[str, Floats]:
    """Return what each customer who left silently adds to each of `SILENT`, shape (rows,) each.

    ``open_s`` is how long each contact that the center is not through with had waited when the records ended.
    """
    how = numbers(column(silences, "how"), SilenceEnd, "how")
    first = np.asarray(column(silences, "first")).astype(bool)
    answered_s = floats(column(silences, "answered_s"))
    # Neither those who were sent away nor those who have not waited for too long yet are in the service level.
    unjudged = first & np.isnan(answered_s) & ((how == SilenceEnd.SENT_AWAY) | (open_s < within_s))
    return {
        "silent": np.ones(len(how)),
        "closed_in_vain": (how == SilenceEnd.CLOSED_IN_VAIN).astype(np.float64),
        "apparent_in_time": (first & (answered_s <= within_s)).astype(np.float64),
        "apparent_judged": -unjudged.astype(np.float64),
        "apparent_abandoned": -first.astype(np.float64),
    }


def silent(silences: Table) -> int:
    """Return how many customers left silently.

        rows

    They are among those who abandoned or left waiting for a later reply. Without rows: 0.

    >>> silent(EXAMPLE)
    4
    """
    return len(floats(column(silences, "answered_s")))


def silent_share(silences: Table, left: int) -> float:
    """Return the share of the customers who left while waiting that left silently.

        left silently / (abandoned + left waiting for a later reply)

    ``left`` is how many left while waiting. Without any: NaN.

    >>> silent_share(EXAMPLE, left=10)
    0.4
    """
    return silent(silences) / left if left else float("nan")


def apparent_service_level(silences: Table, in_time: int, judged: int, within_s: float) -> float:
    """Return the service level as the center sees it, which does not know that customers have left.

        (answered in time + silent ones answered in time)
        / (denominator of the service level - silent ones sent away or not yet decided)

    ``in_time`` and ``judged`` are numerator and denominator of the service level, in which silent customers have
    abandoned. A silent customer counts as answered when an agent first writes to them; in chats without replies, when
    an agent takes the contact. Without contacts that count: NaN.

    >>> apparent_service_level(EXAMPLE, in_time=70, judged=100, within_s=300)
    0.7171717171717171
    """
    found = amounts(silences, within_s)
    judged += int(found["apparent_judged"].sum())
    return float((in_time + found["apparent_in_time"].sum()) / judged) if judged else float("nan")


def apparent_abandonment_rate(silences: Table, abandoned: int, offered: int) -> float:
    """Return the abandonment rate as the center sees it, which does not know of those who left silently.

        (abandoned - silent ones who left before an answer) / offered

    Without offered contacts: NaN.

    >>> apparent_abandonment_rate(EXAMPLE, abandoned=20, offered=100)
    0.17
    """
    seen = abandoned + int(amounts(silences, 0.0)["apparent_abandoned"].sum())
    return seen / offered if offered else float("nan")


def closed_in_vain(silences: Table) -> int:
    """Return how many contacts agents closed with a last reply although the customer had left.

        rows closed in vain

    Nobody notices these. They are not among the closed. Without rows: 0.

    >>> closed_in_vain(EXAMPLE)
    1
    """
    return int(amounts(silences, 0.0)["closed_in_vain"].sum())


def hours_in_vain(spans: Table, kinds: tuple[SpanKind, ...] = IN_HAND) -> float:
    """Return for how many hours contacts whose customers had left silently were in agents' hands, or were worked on.

        total time of the spans, in hours

    ``spans`` are those after the customers had left: ``kind``, ``from_s``, ``to_s``. In hand they are worked on or wait
    for an answer, and fill a slot; paused and inactive time is left out. Without spans: 0.

    >>> spans = {"kind": ["in_vain", "in_hand"], "from_s": [0.0, 90.0], "to_s": [90.0, 360.0]}
    >>> hours_in_vain(spans), hours_in_vain(spans, AT_WORK)
    (0.1, 0.025)
    """
    mine = np.isin(numbers(column(spans, "kind"), SpanKind, "kind"), kinds)
    return float((floats(column(spans, "to_s")) - floats(column(spans, "from_s")))[mine].sum() / 3600.0)


def silent_slot_share(in_vain_s: float, in_use_s: float) -> float:
    """Return the share of the slots in use that contacts fill whose customers have left silently.

        slots filled by them / slots filled

    Both as time x parts of a hand, while the center is open. Without slots in use: NaN.

    >>> silent_slot_share(900.0, 6000.0)
    0.15
    """
    return in_vain_s / in_use_s if in_use_s > 0 else float("nan")


EXAMPLE = {
    "first": [True, True, True, False],
    "how": ["noticed", "noticed", "sent_away", "closed_in_vain"],
    "answered_s": [200.0, 400.0, float("nan"), float("nan")],
}
"""Four customers who left silently: two counted as answered, one sent away, one in the middle of a conversation."""
