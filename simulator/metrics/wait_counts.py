"""How long customers waited, counted in buckets: the whole distribution, in a form that adds up over days.

The buckets are the same for every scenario, so that strategies lie over each other. They are fine where targets are
(one second wide up to half a minute) and wide where only the tail is. A bucket holds its upper end: how many waited at
most 20 s is a sum of whole buckets.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import RunLog
from simulator.metrics.came import came
from simulator.metrics.outcomes import Outcome
from simulator.metrics.wait_rows import in_buckets

MINUTE_S, HOUR_S = 60.0, 3600.0

EDGES_S: NDArray[np.float64] = np.concatenate(
    [
        np.arange(0.0, 30.0, 1.0),
        np.arange(30.0, 5 * MINUTE_S, 5.0),
        np.arange(5 * MINUTE_S, 15 * MINUTE_S, 15.0),
        np.arange(15 * MINUTE_S, HOUR_S, MINUTE_S),
        np.arange(HOUR_S, 12 * HOUR_S, 10 * MINUTE_S),
        np.arange(12 * HOUR_S, 72 * HOUR_S + 1, HOUR_S),
    ]
)
"""Bucket 0 holds who did not wait at all, bucket i the waits in (EDGES_S[i - 1], EDGES_S[i]], the last all longer."""
BUCKETS = len(EDGES_S) + 1
ENDINGS = ("answered", "abandoned", "otherwise")
"""How the waits ended: otherwise is cleared at closing, moved on, a message left."""

_ENDING_OF = np.full(len(Outcome), ENDINGS.index("otherwise"), dtype=np.intp)
_ENDING_OF[[Outcome.IN_TIME, Outcome.LATE]] = ENDINGS.index("answered")
_ENDING_OF[[Outcome.ABANDONED_SHORT, Outcome.ABANDONED_LATE]] = ENDINGS.index("abandoned")


def wait_counts(log: RunLog) -> NDArray[np.int64]:
    """Return how many waited how long, shape (types, endings, buckets).

    Counted are the offered whose wait ended, as for the quantiles of waits: the first wait of each request.
    """
    reported = came(log)
    return in_buckets(
        reported.outcome, reported.wait_s, reported.kind, len(log.names.types), _ENDING_OF, len(ENDINGS), EDGES_S
    )


def bucket_ends_s(bucket: int) -> tuple[float, float]:
    """Return (above, up to) of a bucket: it holds the waits that are more than the one and at most the other.

    >>> bucket_ends_s(0), bucket_ends_s(20)
    ((-inf, 0.0), (19.0, 20.0))
    """
    above_s = float(EDGES_S[bucket - 1]) if bucket else -np.inf
    return above_s, float(EDGES_S[bucket]) if bucket < len(EDGES_S) else np.inf
