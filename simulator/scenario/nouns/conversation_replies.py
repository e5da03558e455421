"""The nouns of replies: how agent and customer write in turn, in conversations."""

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Count, Noun, OneOf, Ratio, Share, TimeOfDay, in_order
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.nouns.through_the_day import DurationThroughDay, PatienceThroughDay, by_clock, in_force
from simulator.scenario.text import forms

REPLIES_MAX = 10_000
"""More than anybody ever gives in one conversation."""
_TOLERANCE = 1e-9


def _no_thinking() -> dict[float, Distribution]:
    return {0.0: Distribution.model_validate("0s")}


def _endless() -> dict[float, Distribution | None]:
    return {0.0: None}


def _always() -> dict[float, float]:
    return {0.0: 1.0}


def _awake(steps: dict[float, float]) -> dict[float, float]:
    if any(share <= 0.0 for share in steps.values()):
        raise ValueError(
            "each share of 'awake' must be more than 0%, or a customer who thinks then never writes again."
        )
    return steps


SpeedThroughDay = Annotated[
    dict[TimeOfDay, Share], BeforeValidator(by_clock), AfterValidator(in_order), AfterValidator(_awake), forms.ByTime()
]


def _numbers(value: Any) -> Any:
    """Read shares by number of replies, which a file may write as numbers or as texts."""
    if not isinstance(value, Mapping):
        return value
    read: dict[Any, Any] = {}
    for key, share in value.items():
        text = str(key).strip()
        if isinstance(key, bool) or not text.isdigit() or not 1 <= int(text) <= REPLIES_MAX:
            raise ValueError(f"expected numbers of replies from 1 to {REPLIES_MAX:,}, got '{key}'.")
        if int(text) in read:
            raise ValueError(f"the number '{text}' is given twice.")
        read[int(text)] = share
    return dict(sorted(read.items()))


def _adds_up(shares: dict[int, float]) -> dict[int, float]:
    total = math.fsum(shares.values())
    if abs(total - 1) > _TOLERANCE:
        raise ValueError(f"expected the shares of the numbers to add up to 100%, got {total * 100:.10g}%.")
    return shares


class ReplyNumber(OneOf):
    """How many replies an agent gives in a conversation: always as many, geometric, or by shares."""

    bare: ClassVar[str] = "fixed"
    exactly_one: ClassVar[tuple[str, ...]] = ("fixed", "mean", "values")
    example: ClassVar[str] = """\
channels:
  messaging: {behaviour: conversation, slots: 5}
sources:
  writers: {arrivals: 20/h}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: 30m
    replies: {number: {mean: 7}, work: 1m}    # after each reply, one in seven conversations ends
agent_groups:
  front: {serves: {orders: {}, messages: {}}}
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("mean",)
    moved: ClassVar[tuple[str, ...] | None] = ("mean",)

    fixed: Annotated[Count, Field(le=REPLIES_MAX)] | None = Field(
        None, description="Always the same number; a number alone means this. Left out: another form.", examples=[3]
    )
    mean: Ratio | None = Field(
        None,
        ge=1,
        le=REPLIES_MAX / 20,
        description="The mean of a geometric distribution: after each reply, the conversation ends with the same "
        "probability. Left out: another form.",
        examples=[7, 2.5],
    )
    values: (
        Annotated[
            dict[Annotated[int, forms.NUMBERED_FORM], Share],
            BeforeValidator(_numbers),
            AfterValidator(_adds_up),
            Field(min_length=1),
        ]
        | None
    ) = Field(
        None,
        description="The share of conversations by number of replies; the shares add up to 100%. Left out: another "
        "form.",
        examples=[{"1": "30%", "2": "50%", "5": "20%"}],
    )

    def shares(self) -> dict[int, float]:
        """Return the probability of each number, in order; a geometric distribution ends where what is left is 0."""
        if self.fixed is not None:
            return {self.fixed: 1.0}
        if self.values is not None:
            return {int(number): share for number, share in self.values.items() if share > 0.0}
        assert self.mean is not None
        return _geometric(1.0 / self.mean)

    @cached_property
    def mean_number(self) -> float:
        """Return the mean."""
        return self.mean if self.mean is not None else math.fsum(n * share for n, share in self.shares().items())


def _geometric(ends: float) -> dict[int, float]:
    """Return the probability of each number of replies where each is the last with the probability ``ends``.

    What is beyond 2⁻⁵³ of all is the last number's; so is what is beyond `REPLIES_MAX`.
    """
    shares, left = {}, 1.0
    for number in range(1, REPLIES_MAX):
        shares[number] = left * ends
        left -= left * ends
        if left < 2.0**-53:
            break
    shares[len(shares)] += left
    return shares


class Replies(Noun):
    """How a conversation goes: the agent replies, the customer thinks and writes again, and the agent replies."""

    example: ClassVar[str] = """\
channels:
  messaging: {behaviour: conversation, slots: 5, inactive: {after: 4m}}
sources:
  writers: {arrivals: 20/h}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: {exponential: {mean: 30m}}                 # until the first reply
    replies:
      number: {mean: 5}
      work: {exponential: {mean: 1m}}                    # on each reply
      thinking: {lognormal: {p50: 3m, p90: 1h}}          # from a reply until the customer writes again
      awake: {"08:00": 100%, "23:00": 10%}               # at night hardly anybody writes
      patience: {exponential: {mean: 2h}}                # for each later reply
agent_groups:
  front: {serves: {orders: {}, messages: {}}}
"""

    number: ReplyNumber = Field(
        description="How many replies the agent gives: a number, `mean` or `values`. With the last one the "
        "conversation ends.",
        examples=[3, {"mean": 7}, {"values": {"1": "30%", "2": "50%", "5": "20%"}}],
    )
    work: DurationThroughDay = Field(
        description="How long the agent works on one reply, all day or by the time of arrival of the conversation.",
        examples=[{"exponential": {"mean": "1m"}}, "45s"],
    )
    thinking: DurationThroughDay = Field(
        default_factory=_no_thinking,
        description="How long the customer takes from a reply until the next message, all day or by the time of "
        "arrival of the conversation.",
        examples=[{"lognormal": {"p50": "3m", "p90": "1h"}}, "1m"],
    )
    awake: SpeedThroughDay = Field(
        default_factory=_always,
        description="How fast `thinking` passes by time of day: at 10%, an hour of it takes ten hours of the clock. "
        "Each share is more than 0%.",
        examples=[{"08:00": "100%", "23:00": "10%"}],
    )
    patience: PatienceThroughDay = Field(
        default_factory=_endless,
        description="How long the customer waits for a reply after the first one before leaving, or `endless`, all day "
        "or by the time of arrival of the conversation. The patience with the first reply is that of the contact type. "
        "Left out: `endless`.",
        examples=[{"exponential": {"mean": "30m"}}, "endless"],
    )

    @model_validator(mode="after")
    def _not_too_long(self) -> "Replies":
        if any(not one.has_mean for one in self.thinking.values()):
            raise ValueError("'thinking' needs a distribution with a finite mean.")
        return self

    def work_s_mean(self, time_s: float) -> float:
        """Return the mean work on all replies of a conversation that arrives at a time of day."""
        return self.number.mean_number * in_force(self.work, time_s).mean_s

    def thinking_s_mean(self, time_s: float) -> float:
        """Return for how long its customer thinks, all in all, in the mean and when awake."""
        return (self.number.mean_number - 1.0) * in_force(self.thinking, time_s).mean_s
