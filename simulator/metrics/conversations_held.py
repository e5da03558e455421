"""How many conversations agents have in hand; of the log's spans or an export's."""

import numpy as np

from simulator.log import SpanKind
from simulator.metrics.outcomes import Table, column, floats, numbers

ACTIVE = (
    SpanKind.REPLY, SpanKind.READING, SpanKind.IN_VAIN, SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.WRAP_UP,
)  # fmt: skip
"""The spans of a conversation in which it is active."""


def mean_in_hand(spans: Table, on_duty_s: float, kinds: tuple[SpanKind, ...] = ACTIVE) -> float:
    """Return how many conversations an agent on duty has in hand, on average over time.

        total time of the conversations / time on duty

    ``spans`` are those of conversations: ``kind``, ``from_s``, ``to_s``. Active is a conversation to which the agent
    writes, which is wrapped up, or which lies in the hand, also ``paused`` during a break; inactive ones have spans of
    the kind ``inactive``. A run counts the time in which the center is open. Without time on duty: NaN.

    >>> spans = {"kind": ["reply", "in_hand", "inactive"], "from_s": [0.0, 60.0, 300.0], "to_s": [60.0, 300.0, 900.0]}
    >>> mean_in_hand(spans, on_duty_s=600.0), mean_in_hand(spans, on_duty_s=600.0, kinds=(SpanKind.INACTIVE,))
    (0.5, 1.0)
    """
    mine = np.isin(numbers(column(spans, "kind"), SpanKind, "kind"), kinds)
    length_s = floats(column(spans, "to_s"))[mine] - floats(column(spans, "from_s"))[mine]
    return float(length_s.sum() / on_duty_s) if on_duty_s > 0 else float("nan")
