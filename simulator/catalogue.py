"""The metrics as data: name, what it means, unit, which direction is better, how it is made of measures.

A metric is a *count* (a sum of measures), a *ratio* (a sum over a sum) or a *quantile* of waits. A measure is a number
that can be added up over contacts, days, replications. Of what it is a number is its *grain*: each measure is counted at
one grain (`metrics/grains`), and a metric is of the grain of what stands in its numerator.
Being data, metrics can be checked before a run, listed, documented and never implemented twice.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The unit of a metric's value."""

    SHARE = "share"
    SECONDS = "s"
    PER_HOUR = "per hour"
    CONTACTS = "contacts"
    HOURS = "hours"
    MONEY = "money"


class Better(StrEnum):
    """Which direction of a difference is good news; NEITHER for what is only a fact."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Grain(StrEnum):
    """What is counted, one by one: a customer who comes twice for one wish is two contacts and one case."""

    CONTACT = "contact"
    CASE = "case"
    REPLY = "reply"
    SPAN = "span"
    """Time: of agents, and of the center while it is open."""


class Instant(StrEnum):
    """Which instant decides the interval a contact or a second is counted in."""

    ARRIVAL = "arrival"
    CLOSING = "closing"
    CLOCK = "clock"


HEADLINE = "served_in_time"
"""The metric a comparison leads with: it cannot be gamed by blocking, clearing, deflecting, or by customers who have to
come again."""
DAYS = ("days_judged",)
"""What shares of days are divided by."""
_CUSTOMERS = ("all", "type", "channel", "segment")
_ANYONE = ("all", "type", "channel", "group", "segment")
_STAFF = ("all", "group")


@dataclass(frozen=True)
class Metric:
    """One metric. ``numerator`` and ``denominator`` name measures that are added; a count has no denominator."""

    name: str
    title: str
    unit: Unit
    better: Better
    instant: Instant
    formula: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    quantile: float | None = None
    daily: bool = False
    """Whether a quantile is taken of each day's callers and then averaged, not of all callers together."""
    by_interval: bool = True
    """Whether it is defined for a single interval of the day."""
    scale: float = 1.0
    grain: Grain = Grain.CONTACT
    """Of what the measures of the numerator are; of a quantile, whose waits it is of."""
    of: tuple[str, ...] = _CUSTOMERS
    """The kinds of row it is defined for; ``group`` only where a group owns what is counted."""

    @property
    def is_of_days(self) -> bool:
        """Return whether it is a share of days: each day is one case, however many contacts it had."""
        return self.denominator == DAYS


_IN_T = "answered within the type's target time"
_CASE_IN_T = (
    "cases whose first request for a human was answered within its type's target time, or that a machine solved alone"
)
_LATE = "still open after that time"


def _share(
    name: str, title: str, better: Better, formula: str, top: tuple[str, ...], bottom: tuple[str, ...]
) -> Metric:
    return Metric(name, title, Unit.SHARE, better, Instant.ARRIVAL, formula, top, bottom)


def _count(
    name: str,
    title: str,
    better: Better,
    formula: str,
    of: tuple[str, ...] = _CUSTOMERS,
    grain: Grain = Grain.CONTACT,
) -> Metric:
    return Metric(name, title, Unit.CONTACTS, better, Instant.ARRIVAL, formula, (name,), grain=grain, of=of)


def _wait(name: str, title: str, quantile: float) -> Metric:
    formula = (
        f"the smallest wait that {quantile:.0%} of the offered did not exceed, however their wait ended; "
        "over the callers of all replications together"
    )
    return Metric(name, title, Unit.SECONDS, Better.LOWER, Instant.ARRIVAL, formula, quantile=quantile)


def _daily_wait(name: str, quantile: float) -> Metric:
    title = f"mean over days of the wait that {quantile:.0%} of a day's callers did not exceed"
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


_ALL = (
    Metric(
        "served_in_time",
        "served in time of all who came",
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        f"{_CASE_IN_T} / (cases - not yet decided); blocked, refused, abandoned, cleared, voicemail and who is still open "
        "after that time count as not served, and nothing that comes later repairs it",
        ("cases_in_time",),
        ("cases_decided",),
        grain=Grain.CASE,
    ),
    Metric(
        "served_in_time_while_open",
        "served in time of who came while open",
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        f"{_CASE_IN_T} / (cases - not yet decided - came while closed)",
        ("cases_in_time",),
        ("cases_decided_while_open",),
        grain=Grain.CASE,
    ),
    _share(
        "service_level",
        "service level",
        Better.HIGHER,
        f"{_IN_T} / (answered + abandoned + {_LATE}); blocked, refused, cleared, voicemail and who is not yet "
        "decided are left out",
        ("answered_in_time",),
        ("answered", "abandoned", "open_late"),
    ),
    _share(
        "service_level_of_answered",
        "service level of the answered",
        Better.HIGHER,
        f"{_IN_T} / answered",
        ("answered_in_time",),
        ("answered",),
    ),
    _share(
        "service_level_without_short",
        "service level without short abandons",
        Better.HIGHER,
        f"{_IN_T} / (answered + abandoned after the short-abandon time + {_LATE})",
        ("answered_in_time",),
        ("answered", "abandoned_late", "open_late"),
    ),
    _share(
        "service_level_short_met",
        "service level, short abandons met",
        Better.HIGHER,
        f"({_IN_T} + abandoned within the short-abandon time) / (answered + abandoned + {_LATE})",
        ("answered_in_time", "abandoned_short"),
        ("answered", "abandoned", "open_late"),
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
        of=_ANYONE,
    ),
    Metric(
        "wait_s_mean",
        "mean wait",
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        "waits of the offered, however they ended / offered whose wait ended",
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
        "days on which the type's service level is at least its target / days on which there is one; of several types "
        "together, days on which each of them meets its own",
        "days_met",
        by_interval=True,
    ),
    _days(
        "days_every_interval",
        "days in target in every interval",
        "days on which the type's service level is at least its target in every reporting interval that has one / days "
        "on which there is one; of several types together, days on which each of them meets its own in all of them",
        "days_met_throughout",
        by_interval=False,
    ),
    Metric(
        "aht_s",
        "average handle time",
        Unit.SECONDS,
        Better.LOWER,
        Instant.CLOSING,
        "(talk + wrap-up of the closed) / closed",
        ("handle_s",),
        ("closed",),
        of=_ANYONE,
    ),
    Metric(
        "closed_per_hour",
        "closed per hour",
        Unit.PER_HOUR,
        Better.HIGHER,
        Instant.CLOSING,
        "closed by an agent / hours the center was open",
        ("closed",),
        ("open_s",),
        scale=3600.0,
        of=_ANYONE,
    ),
    Metric(
        "closed_per_agent_hour",
        "closed per agent hour",
        Unit.PER_HOUR,
        Better.HIGHER,
        Instant.CLOSING,
        "closed by an agent / hours agents were logged in, overtime included",
        ("closed",),
        ("logged_in_s",),
        scale=3600.0,
        of=_STAFF,
    ),
    Metric(
        "closed_per_paid_hour",
        "closed per paid hour",
        Unit.PER_HOUR,
        Better.HIGHER,
        Instant.CLOSING,
        "closed by an agent / hours paid, overtime included",
        ("closed",),
        ("paid_s",),
        scale=3600.0,
        of=_STAFF,
    ),
    Metric(
        "occupancy",
        "occupancy",
        Unit.SHARE,
        Better.NEITHER,
        Instant.CLOCK,
        "engaged (in talk or wrap-up, with one contact in hand or several) / logged-in time, both while the center is "
        "open; who finishes late counts as logged in",
        ("busy_s",),
        ("staffed_s",),
        grain=Grain.SPAN,
        of=_STAFF,
    ),
    Metric(
        "slot_load",
        "slot load",
        Unit.SHARE,
        Better.NEITHER,
        Instant.CLOCK,
        "time of each contact in hand, added up / (logged-in time × slots of an agent), both while the center is open; "
        "a contact that needs the whole agent fills all slots",
        ("slot_s",),
        ("slot_capacity_s",),
        grain=Grain.SPAN,
        of=_STAFF,
    ),
    Metric(
        "occupancy_in_focus",
        "occupancy in focus",
        Unit.SHARE,
        Better.NEITHER,
        Instant.CLOCK,
        "working on something / logged-in time, both while the center is open; so far agents work whenever they have "
        "a contact in hand, and it equals the occupancy",
        ("busy_s",),
        ("staffed_s",),
        grain=Grain.SPAN,
        of=_STAFF,
    ),
    _count(
        "arrived",
        "arrived",
        Better.NEITHER,
        "contacts that came; who is moved or passed on comes once",
    ),
    _count(
        "offered",
        "offered",
        Better.NEITHER,
        "arrived, and neither blocked, refused, nor turned to a voicemail on arrival: answered, abandoned, cleared, "
        "voicemail after a wait, still open",
    ),
    _count("answered", "answered", Better.NEITHER, "contacts an agent answered", _ANYONE),
    _count("answered_in_time", "answered in time", Better.HIGHER, _IN_T, _ANYONE),
    _count("abandoned", "abandoned", Better.LOWER, "left while waiting"),
    _count("abandoned_short", "short abandons", Better.NEITHER, "left while waiting, within the short-abandon time"),
    _count("blocked", "blocked", Better.LOWER, "turned away on arrival: no line, or the queue at its limit"),
    _count("cleared", "cleared", Better.LOWER, "still waiting when the center closed and sent away"),
    _count(
        "voicemail",
        "voicemail",
        Better.LOWER,
        "left a voicemail and were gone: after waiting until the type's limit, or on arrival outside the hours",
    ),
    _count("refused", "refused", Better.LOWER, "came outside the hours of their channel or type and were turned away"),
    _count(
        "came_closed",
        "came while closed",
        Better.NEITHER,
        "came outside the hours of their channel or type, and were refused or left a voicemail at once",
    ),
    _count(
        "moved",
        "moved",
        Better.NEITHER,
        "sent on to another type before anybody answered; what became of them there is counted where they came",
    ),
    _count(
        "passed_on",
        "passed on",
        Better.NEITHER,
        "answered, and given to somebody of another type, by the type that gave them away",
    ),
    _count(
        "abandoned_later",
        "abandoned after an answer",
        Better.LOWER,
        "answered, passed on, and left while waiting again; counted where they left, and among the answered",
    ),
    _count(
        "still_open", "still open", Better.LOWER, "neither answered nor gone when the run ended, however long they wait"
    ),
    _count(
        "not_yet_decided",
        "not yet decided",
        Better.NEITHER,
        "still open when the center closed for the last time, and come less than the type's target time before",
    ),
    Metric(
        "closed",
        "closed",
        Unit.CONTACTS,
        Better.HIGHER,
        Instant.CLOSING,
        "ended by an agent, wrap-up done",
        ("closed",),
        of=_ANYONE,
    ),
    _count("cases", "cases", Better.NEITHER, "wishes that customers came with, each once", grain=Grain.CASE),
    _count(
        "solved",
        "solved cases",
        Better.HIGHER,
        "cases whose last contact ended solved: closed by an agent, or by a machine that could help",
        grain=Grain.CASE,
    ),
    _count(
        "replies",
        "replies",
        Better.NEITHER,
        "messages of customers that an agent answered, in channels that work by replies",
        _ANYONE,
        Grain.REPLY,
    ),
    Metric(
        "reply_s_mean",
        "mean time to a reply",
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        "time from each message of a customer to the reply being sent, added up / replies",
        ("reply_s",),
        ("replies",),
        grain=Grain.REPLY,
        of=_ANYONE,
    ),
    Metric(
        "agent_hours",
        "agent hours",
        Unit.HOURS,
        Better.NEITHER,
        Instant.CLOCK,
        "hours agents were logged in, overtime included",
        ("logged_in_s",),
        scale=1 / 3600.0,
        grain=Grain.SPAN,
        of=_STAFF,
    ),
    Metric(
        "staff_cost",
        "staff cost",
        Unit.MONEY,
        Better.LOWER,
        Instant.CLOCK,
        "hours paid, overtime included, × the group's cost per hour",
        ("cost",),
        grain=Grain.SPAN,
        of=_STAFF,
    ),
    Metric(
        "cost_per_closed",
        "staff cost per closed contact",
        Unit.MONEY,
        Better.LOWER,
        Instant.CLOCK,
        "staff cost / closed by an agent",
        ("cost",),
        ("closed",),
        grain=Grain.SPAN,
        of=_STAFF,
    ),
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
