"""The metrics of what customers meet: served in time or not, how long they waited, days that kept the promise."""

from simulator.catalogue.metric import ANYONE, DAYS, IN_T, Better, Grain, Instant, Metric, Unit

CASE_IN_T = (
    "cases whose first request for a human was answered within its type's target time, or which a machine solved alone"
)
_LATE = "still open after that time"


def _share(
    name: str, title: str, better: Better, formula: str, top: tuple[str, ...], bottom: tuple[str, ...]
) -> Metric:
    return Metric(name, title, Unit.SHARE, better, Instant.ARRIVAL, formula, top, bottom)


def _wait(name: str, title: str, quantile: float) -> Metric:
    formula = (
        f"the smallest wait that {quantile:.0%} of the offered did not exceed, whatever ended it; over the contacts "
        f"of all replications together"
    )
    return Metric(name, title, Unit.SECONDS, Better.LOWER, Instant.ARRIVAL, formula, quantile=quantile)


def _daily_wait(name: str, quantile: float) -> Metric:
    title = f"mean over days of the wait that {quantile:.0%} of a day's contacts did not exceed"
    formula = f"the smallest wait that {quantile:.0%} of a day's offered did not exceed; added up over days / days"
    return Metric(
        name,
        title,
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        formula,
        quantile=quantile,
        daily=True,
        by_interval=False,
    )


def _days(name: str, title: str, formula: str, measure: str, by_interval: bool) -> Metric:
    return Metric(
        name,
        title,
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        formula,
        (measure,),
        DAYS,
        by_interval=by_interval,
        of=("all", "type", "channel"),
    )


SERVICE_METRICS = (
    Metric(
        "served_in_time",
        "served in time, all contacts",
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        f"{CASE_IN_T} / (cases - not yet decided); blocked, refused, abandoned, cleared, sent away, voicemail and "
        f"contacts still open after that time count as not served, and later contacts do not change it",
        ("cases_in_time",),
        ("cases_decided",),
        grain=Grain.CASE,
    ),
    Metric(
        "served_in_time_while_open",
        "served in time, without closed-door contacts",
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        f"{CASE_IN_T} / (cases - not yet decided - met a closed door)",
        ("cases_in_time",),
        ("cases_decided_while_open",),
        grain=Grain.CASE,
        where=("came_closed",),
    ),
    _share(
        "service_level",
        "service level",
        Better.HIGHER,
        f"{IN_T} / (answered + abandoned + sent away + {_LATE}); blocked, refused, cleared, voicemail and contacts "
        f"not yet decided are left out",
        ("answered_in_time",),
        ("answered", "abandoned", "sent_away", "open_late"),
    ),
    _share(
        "service_level_of_answered",
        "service level of the answered",
        Better.HIGHER,
        f"{IN_T} / answered",
        ("answered_in_time",),
        ("answered",),
    ),
    _share(
        "service_level_without_short",
        "service level without short abandons",
        Better.HIGHER,
        f"{IN_T} / (answered + abandoned after the short-abandon time + sent away + {_LATE})",
        ("answered_in_time",),
        ("answered", "abandoned_late", "sent_away", "open_late"),
    ),
    _share(
        "service_level_short_met",
        "service level, short abandons as met",
        Better.HIGHER,
        f"({IN_T} + abandoned within the short-abandon time) / (answered + abandoned + sent away + {_LATE})",
        ("answered_in_time", "abandoned_short"),
        ("answered", "abandoned", "sent_away", "open_late"),
    ),
    _share("abandonment_rate", "abandonment rate", Better.LOWER, "abandoned / offered", ("abandoned",), ("offered",)),
    _share("blocked_share", "blocked", Better.LOWER, "blocked / arrived", ("blocked",), ("arrived",)),
    Metric(
        "asa_s",
        "average speed of answer",
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        "waits of the answered / answered",
        ("wait_s_answered",),
        ("answered",),
        of=ANYONE,
    ),
    Metric(
        "wait_s_mean",
        "mean wait",
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        "waits of the offered, by any outcome / offered whose wait ended",
        ("wait_s",),
        ("waited",),
    ),
    _wait("wait_s_p50", "median wait", 0.50),
    _wait("wait_s_p90", "wait, 90th percentile", 0.90),
    _wait("wait_s_p95", "wait, 95th percentile", 0.95),
    _daily_wait("wait_s_p50_daily", 0.50),
    _daily_wait("wait_s_p90_daily", 0.90),
    _daily_wait("wait_s_p95_daily", 0.95),
    _days(
        "days_in_target",
        "days in target",
        "days on which the type's service level is at least its target / days that have a service level; for "
        "several types together, days on which each of them meets its own",
        "days_met",
        by_interval=True,
    ),
    _days(
        "days_every_interval",
        "days in target in every interval",
        "days on which the type's service level is at least its target in every reporting interval that has a "
        "service level / days that have one; for several types together, days on which each of them meets its "
        "own in all intervals",
        "days_met_throughout",
        by_interval=False,
    ),
)
