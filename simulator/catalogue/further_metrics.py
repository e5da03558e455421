"""The metrics of further waits: of who was passed on by an agent, redirected or moved, as what the contact is then."""

from simulator.catalogue.metric import CUSTOMERS, PASSED_TO, Better, Grain, Instant, Metric, Unit

SENT_ON = ("further_waits",)
"""Where somebody was sent on, and waited for somebody else."""
_WHOSE = "by type, channel or segment of the contact then; by group for contacts passed to that group by name"


def _further(
    name: str,
    title: str,
    unit: Unit,
    better: Better,
    formula: str,
    top: tuple[str, ...],
    bottom: tuple[str, ...] = (),
) -> Metric:
    return Metric(
        name,
        title,
        unit,
        better,
        Instant.ARRIVAL,
        f"{formula}; {_WHOSE}",
        top,
        bottom,
        grain=Grain.WAIT,
        of=PASSED_TO,
        where=SENT_ON,
    )


def _wait(name: str, title: str, quantile: float) -> Metric:
    formula = (
        f"the smallest wait that {quantile:.0%} of the further waits did not exceed, however they ended; over "
        "those of all replications together"
    )
    return Metric(
        name,
        title,
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        formula,
        quantile=quantile,
        grain=Grain.WAIT,
        of=CUSTOMERS,
        where=SENT_ON,
    )


FURTHER_METRICS = (
    _further(
        "further_waits",
        "further waits",
        Unit.CONTACTS,
        Better.NEITHER,
        "how often contacts were passed on by an agent, redirected, or moved by an overflow rule, and let in there, "
        "including directly to an agent; a contact that is moved while it waits again goes on with the same wait",
        ("further_waits",),
    ),
    _further(
        "further_service_level",
        "service level of further waits",
        Unit.SHARE,
        Better.HIGHER,
        "further waits that ended with an answer within the target time of the type / (ended with an answer + ended "
        "with the customer leaving + sent away + still open after that time)",
        ("further_in_time",),
        ("further_answered", "further_abandoned", "further_sent_away", "further_open_late"),
    ),
    _further(
        "further_abandonment_rate",
        "abandonment rate of further waits",
        Unit.SHARE,
        Better.LOWER,
        "further waits in which the customer left / further waits",
        ("further_abandoned",),
        ("further_waits",),
    ),
    _further(
        "further_wait_s_mean",
        "mean further wait",
        Unit.SECONDS,
        Better.LOWER,
        "sum of further waits that ended, by any outcome / their number",
        ("further_wait_s",),
        ("further_ended",),
    ),
    _wait("further_wait_s_p50", "median further wait", 0.50),
    _wait("further_wait_s_p90", "further wait, 90th percentile", 0.90),
    _wait("further_wait_s_p95", "further wait, 95th percentile", 0.95),
)
