"""How long contacts waited after a transfer, redirect or move; of a log's waits or an export's.

Each function reads the further waits of a table of contacts, which `sent_on.further_waits` finds, as a table with
``ended_by`` and ``wait_s``: ``agent`` stands for an answer, whatever came later. ``within_s`` is T, as in `service`.
"""

from simulator.metrics.outcomes import Table
from simulator.metrics.service import abandonment_rate, count, service_level
from simulator.metrics.tally import Seconds
from simulator.metrics.waits import mean_wait, wait_quantile


def further_waits_count(waits: Table) -> int:
    """Return how many further waits there were.

        further waits that ended with an answer, with the customer leaving, otherwise, or did not end

    A contact that was turned away where it was sent, because it was blocked or met a closed door, did not wait. A
    contact that is passed on several times has several further waits. Without further waits: 0.

    >>> further_waits_count({"ended_by": ["agent", "abandoned", "blocked"], "wait_s": [5.0, 30.0, float("nan")]})
    2
    """
    return count(waits, "offered")


def further_service_level(waits: Table, within_s: Seconds, ends_s: float | None = None) -> float:
    """Return the share of further waits that ended with an answer within ``within_s`` seconds.

        answered with wait <= T / (answered + abandoned + sent away + still open later than T)

    In a run, T is the target time of the type as which the contact waits now, not of the type as which it arrived. The
    first wait of a contact that was passed on counts in the service level; a redirected contact has one wait, which
    counts in both; of a contact moved by an overflow rule, the wait from there on counts here, the whole wait in the
    service level. Open contacts count as in `service_level`. Without waits that count: NaN.

    >>> further_service_level({"ended_by": ["agent", "agent", "abandoned"], "wait_s": [5.0, 30.0, 2.0]}, within_s=20)
    0.3333333333333333
    """
    return service_level(waits, within_s, ends_s)


def further_abandonment_rate(waits: Table) -> float:
    """Return the share of further waits in which the customer left.

        abandoned / further waits

    A contact that was passed on had been answered before, so it is not abandoned in `abandonment_rate`; a redirected or
    moved contact counts there as well, with the type as which it arrived. Without further waits: NaN.

    >>> further_abandonment_rate({"ended_by": ["agent", "abandoned"], "wait_s": [5.0, 30.0]})
    0.5
    """
    return abandonment_rate(waits)


def further_wait_mean(waits: Table) -> float:
    """Return the mean further wait, of those that ended, in seconds.

        further waits, however they ended / how many ended

    A contact that goes directly to an agent has a wait of 0 s. Time outside the opening hours is not part of a wait.
    Without waits that ended: NaN.

    >>> further_wait_mean({"ended_by": ["agent", "abandoned", "still_open"], "wait_s": [5.0, 30.0, float("nan")]})
    17.5
    """
    return mean_wait(waits)


def further_wait_quantile(waits: Table, p: float) -> float:
    """Return the smallest further wait, in seconds, that a share ``p`` of those that ended did not exceed.

        the smallest w with (further waits <= w) / (further waits that ended) >= p

    A contact that goes directly to an agent has a wait of 0 s. Without waits that ended: NaN.

    >>> further_wait_quantile({"ended_by": ["agent"] * 4, "wait_s": [0.0, 5.0, 20.0, 90.0]}, 0.5)
    5.0
    """
    return wait_quantile(waits, p)
