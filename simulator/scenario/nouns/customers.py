"""The nouns of demand: who comes, when, what they want and how long they wait for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario import forms
from simulator.scenario.nouns.basics import (
    Cell,
    Count,
    Duration,
    File,
    Name,
    Noun,
    OneOf,
    Share,
    StepsOfRate,
    StepsPerHour,
    Text,
    Whole,
)
from simulator.scenario.nouns.durations import Distribution
from simulator.units import TIME_OF_DAY, format_duration, parse_duration, parse_share, shown


class Recorded(Noun):
    """Arrival times replayed from a CSV file, the same in every replication."""

    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals:
      recorded:
        file: bank_day/calls.csv    # in the scenario's folder
        time: offered_s             # the column with the arrival times
        where: {contact_type: PS}   # only the rows with this in that column
"""

    file: File = Field(description="A CSV file in the scenario's folder.", examples=["day/calls.csv"])
    time: Text = Field(
        "time",
        description='The column with the arrival: seconds since 00:00, or a time of day as "09:30:15".',
        examples=["offered_s"],
    )
    where: dict[Text, Cell] = Field(
        default_factory=dict,
        description="Which rows are taken: those whose columns have these values. Left out: all rows.",
        examples=[{"contact_type": "PS"}],
    )


class Arrivals(OneOf):
    """How many come, and when: exactly one of the forms. A single rate may stand alone: it is `rate`, all day."""

    bare: ClassVar[str] = "rate"
    exactly_one: ClassVar[tuple[str, ...]] = ("rate", "per_hour", "recorded")
    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals:
      rate: {"08:00": 40/h, "12:00": 95/h}   # each holds until the next; `arrivals: 40/h` is 40 all day
"""

    rate: StepsOfRate | None = Field(
        None,
        description="A rate, or rates by time of day. Chance decides the exact times (Poisson). "
        "Left out: another form.",
        examples=["240/h", {"08:00": "4/min", "12:00": "6/min"}],
    )
    per_hour: StepsPerHour | None = Field(
        None,
        description="The same as numbers per hour. Left out: another form.",
        examples=[{"08:00": 40, "12:00": 95}],
    )
    recorded: Recorded | None = Field(
        None,
        description="Arrival times replayed from a file. Left out: another form.",
        examples=[{"file": "day/calls.csv"}],
    )

    @model_validator(mode="before")
    @classmethod
    def _times_need_a_form(cls, value: Any) -> Any:
        # A rate may stand here alone, so who has several tries the same with times.
        times = [key for key in value if TIME_OF_DAY.fullmatch(str(key))] if isinstance(value, Mapping) else []
        if times:
            raise ValueError(f'times of day stand under a form, as {{rate: {{"{times[0]}": 40/h}}}}.')
        return value

    def rate_per_hour_steps(self) -> dict[float, float]:
        """Return {time of day in s: contacts per hour from then on}; empty when recorded."""
        return self.rate or self.per_hour or {}


class Source(Noun):
    """Who comes and why. The chance of a case belongs to its source, not to what a strategy makes of it."""

    example: ClassVar[str] = """\
sources:
  shoppers: {arrivals: 40/h}
"""

    arrivals: Arrivals = Field(
        description="How many come, and when.", examples=["40/h", {"per_hour": {"08:00": 40, "12:00": 95}}]
    )


@dataclass(frozen=True)
class Target:
    """A promise: this share within this time."""

    share: float
    within_s: float

    def __str__(self) -> str:
        return f"{self.share * 100:.10g}% in {format_duration(self.within_s)}"


def _target(value: object) -> Target:
    words = value.split(" in ") if isinstance(value, str) else []
    if len(words) != 2:
        raise ValueError(f"a service level is written as 80% in 20s, got {shown(value)}.")
    return Target(parse_share(words[0].strip()), parse_duration(words[1].strip()))


def _nothing() -> Distribution:
    return Distribution.model_validate("0s")


def _patience(value: Any) -> Any:
    if value is None or (isinstance(value, str) and value != "endless" and not any(sign.isdigit() for sign in value)):
        raise ValueError(f"a duration, a distribution or endless is wanted, got {shown(value)}.")
    return None if value == "endless" else value


class ContactType(Noun):
    """One kind of wish on one channel: what is routed and reported."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    from: shoppers
    share: 75%                               # of the shoppers; advice is the rest
    channel: voice
    talk: {lognormal: {mean: 4m, sd: 3m}}
    wrap_up: {exponential: {mean: 30s}}
    patience: {exponential: {mean: 3m}}
    service_level: 80% in 20s
    ranks: {front: 1, experts: 2}            # the front is tried first
  advice:
    from: shoppers
    share: 25%
    channel: voice
    talk: 7m
    patience: endless
    queue_limit: 5                           # the sixth who would have to wait is blocked
agent_groups:
  front: {agents: 4, serves: {orders: {}}}
  experts: {agents: 2, serves: {advice: {priority: 1}, orders: {priority: 2}}}
"""

    from_: Name = Field(alias="from", description="The source these contacts come from.", examples=["shoppers"])
    share: Share = Field(
        1.0,
        description="The share of the source's cases that are of this type. The shares of a source add up to 100%.",
        examples=["60%"],
    )
    channel: Name = Field(description="The channel they come on.", examples=["voice"])
    talk: Distribution = Field(
        description="How long agent and customer talk.", examples=[{"lognormal": {"mean": "4m", "sd": "3m"}}, "4m"]
    )
    wrap_up: Distribution = Field(
        default_factory=_nothing,
        description="How long the agent works on it after the talk.",
        examples=[{"exponential": {"mean": "30s"}}, "30s"],
    )
    patience: Annotated[Distribution | None, BeforeValidator(_patience), forms.Instead("endless")] = Field(
        description="How long a customer waits before leaving, or `endless`.",
        examples=[{"exponential": {"mean": "3m"}}, "endless"],
    )
    service_level: Annotated[Target, BeforeValidator(_target), forms.TARGET_FORM] = Field(
        default_factory=lambda: _target("80% in 20s"),
        description="The target. Its time is the T of *served in time* and of the service level's variants.",
        examples=["90% in 1m"],
    )
    short_abandon_s: Duration | None = Field(
        None,
        alias="short_abandon",
        description="Who leaves within this time is a short abandon. Left out: the target's time.",
        examples=["5s"],
    )
    queue_limit: Whole | None = Field(
        None, description="How many may wait; the next is blocked. Left out: no limit.", examples=[20]
    )
    age_credit_s: Duration = Field(
        0.0,
        alias="age_credit",
        description="Waiting time credited on arrival when contacts are compared, for customers who come before others "
        "of the same age. It is no wait: neither the service level nor `after` counts it.",
        examples=["90s"],
    )
    ranks: dict[Name, Count] = Field(
        default_factory=dict,
        description="In which order groups are tried when a contact arrives: 1 first, equal ranks together, groups it "
        "does not name last. Left out: all groups equal.",
        examples=[{"front": 1, "experts": 2}],
    )

    @property
    def short_s(self) -> float:
        """Return the longest wait of a short abandon, in seconds."""
        return self.service_level.within_s if self.short_abandon_s is None else self.short_abandon_s
