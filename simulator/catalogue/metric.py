"""What a metric is: name, what it means, unit, which direction is better, how it is made of measures.

A metric is a *count* (a sum of measures), a *ratio* (a sum over a sum) or a *quantile* of waits. A measure is a number
that can be added up over contacts, days, replications. Of what it is a number is its *grain*: each measure is counted
at one grain (`metrics/grains`), and a metric is of the grain of what stands in its numerator.
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
    RATIO = "ratio"
    """So many of one thing for each of another, as contacts per case."""


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
    WAIT = "wait"
    """A further wait: of who was passed on by an agent, or redirected, each time."""
    SPAN = "span"
    """Time: of agents, and of the center while it is open."""
    INTERVENTION = "intervention"
    """Something that changed in the center by a rule, each time."""
    HELP = "help"
    """A call of an agent for help."""
    HAND_OVER = "hand-over"
    """A conversation that an agent whose shift ended handed over or parked, each time."""


class Instant(StrEnum):
    """Which instant decides the interval a contact or a second is counted in."""

    ARRIVAL = "arrival"
    CLOSING = "closing"
    CLOCK = "clock"


DAYS = ("days_judged",)
"""What shares of days are divided by."""
WENT_ON = frozenset(("passed_on", "abandoned_later", "stories_repeated", "repeated_s"))
"""The measures of what happened after an answer: each contact counts as what it is then."""
CUSTOMERS = ("all", "type", "channel", "segment")
PASSED_TO = ("all", "type", "channel", "group", "segment")
ANYONE = (*PASSED_TO, "team")
STAFF = ("all", "group", "team")


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
    of: tuple[str, ...] = CUSTOMERS
    """The kinds of row it is defined for; ``group`` and ``team`` only where agents own what is counted."""
    requests: bool = True
    """Whether contacts count as what they came as; else each counts as what it is then."""
    where: tuple[str, ...] = ()
    """Measures of which some must be more than nothing, or lists of all metrics leave it out; empty: never."""

    @property
    def is_of_days(self) -> bool:
        """Return whether it is a share of days: each day is one case, however many contacts it had."""
        return self.denominator == DAYS

    @property
    def of_requests(self) -> bool:
        """Return whether it counts customers as what they came as: it is about nobody for a type that others become."""
        went_on = not self.requests or self.grain in (Grain.REPLY, Grain.WAIT) or not WENT_ON.isdisjoint(self.numerator)
        return self.instant is Instant.ARRIVAL and not went_on

    @property
    def somebody(self) -> tuple[str, ...]:
        """Return the measures of which some is more than nothing where there was a customer it could be about."""
        # To a type that others become nobody comes; who is served as it, or gives up, is somebody all the same.
        if self.of_requests:
            return ("arrived",)
        return ("arrived", "services", "closed", "abandoned_later", "further_waits")


IN_T = "answered within the type's target time"
