"""The noun of breaks: what takes agents off the phone during a shift, when, and for how long."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, ExactlyOne, Noun, Share, TimeOfDay
from simulator.scenario.nouns.day_names import OnDays
from simulator.scenario.nouns.hours import backwards
from simulator.scenario.nouns.when_looked import Every
from simulator.units import format_duration

_LONGEST = Annotated[Duration, Field(gt=0)]


class Break(ExactlyOne):
    """Time off the phone in a shift: a break, or work elsewhere, such as a training.

    It begins when nothing is in hand, so who is busy goes later; it is as long as stated all the same.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 4, from: "08:00", to: "16:00"}}
    breaks:
      lunch:    {for: 30m, from: "11:30", to: "13:30", together: 2, paid: false}   # two at once at most
      screen:   {for: 5m, every: 1h, within: 15m}
      coaching: {for: 45m, at: "14:00", share: 10%, counts_as: off_phone}
    serves: {orders: {}}
"""
    exactly_one: ClassVar[tuple[str, ...]] = ("at", "after", "from", "every")
    beside: ClassVar[dict[str, tuple[str, ...]]] = {
        "to": ("from",),
        "start": ("from",),
        "together": ("from", "every"),
        "within": ("every",),
    }

    for_s: _LONGEST = Field(alias="for", description="How long it is.", examples=["30m", "5m"])
    at_s: TimeOfDay | None = Field(
        None,
        alias="at",
        description="The time of day at which it begins. Left out: another key says.",
        examples=["12:00"],
    )
    after_s: Duration | None = Field(
        None,
        alias="after",
        description="How long after the beginning of the shift it begins. Left out: another key says.",
        examples=["4h"],
    )
    from_s: TimeOfDay | None = Field(
        None,
        alias="from",
        description="When the time begins in which it is taken. Left out: another key says.",
        examples=["11:30"],
    )
    to_s: TimeOfDay | None = Field(
        None,
        alias="to",
        description="When the time ends in which it is taken: it begins so early that it is over by then, unless the "
        "agent is busy. Left out: there is no `from`.",
        examples=["13:30"],
    )
    every_s: Every | None = Field(
        None,
        alias="every",
        description="It is due whenever an agent has been on duty for so long, without any break. Left out: another "
        "key says.",
        examples=["1h"],
    )
    within_s: Duration = Field(
        0.0,
        alias="within",
        description="How much later than due it may begin, if contacts wait; `0s`: at once.",
        examples=["15m"],
    )
    start: Literal["when_free", "staggered", "own_choice"] = Field(
        "when_free",
        description="When it begins between `from` and `to`: `when_free`, as soon as no contact waits that the agent "
        "may take, and at the latest so that it is over in time; `staggered`, one agent of the shift after the other, "
        "at equal distances; `own_choice`, at any time, drawn for each agent and day.",
        examples=["staggered"],
    )
    together: Count | None = Field(
        None,
        description="How many agents of the group may be on breaks of this name at once, as long as it need not begin. "
        "Left out: as many as let all have it in time.",
        examples=[2],
    )
    counts_as: Literal["break", "off_phone"] = Field(
        "break",
        description="What its time counts as: `break`, or `off_phone`, which is work but not on contacts: training, "
        "meetings, coaching.",
        examples=["off_phone"],
    )
    paid: Literal[True, False] = Field(True, description="Whether its time is paid.", examples=[False])
    share: Share = Field(
        1.0,
        gt=0,
        description="The share of agents who have it on a day, drawn for each agent and day.",
        examples=["10%"],
    )
    on: OnDays | None = Field(
        None,
        description="The days of the week and dates on which it is taken, by the day on which the shift begins; one, "
        "or a list. Left out: every day.",
        examples=["friday", ["monday", "2026-12-24"]],
    )

    @model_validator(mode="after")
    def _fits_in(self) -> "Break":
        form = next(name for name in self.exactly_one if self.value_of(name) is not None)
        for key, forms in self.beside.items():
            if form not in forms and self._alias_is_given(key):
                raise ValueError(f"'{key}' stands beside {' or '.join(forms)} only, not beside {form}.")
        if (self.from_s is None) is not (self.to_s is None):
            raise ValueError("expected both 'from' and 'to', or neither of them.")
        if self.from_s is None or self.to_s is None:
            return self
        if self.to_s <= self.from_s:
            raise ValueError(f"expected 'to' to be later than 'from', {backwards((self.from_s, self.to_s))}")
        if self.to_s - self.from_s < self.for_s:
            between, lasts = format_duration(self.to_s - self.from_s), format_duration(self.for_s)
            raise ValueError(f"expected 'from' and 'to' at least {lasts} apart, as long as it is, got {between}.")
        return self

    def _alias_is_given(self, key: str) -> bool:
        """Return whether a key says something else than if it were left out."""
        fields = type(self).model_fields
        name = next(name for name, field in fields.items() if key in (name, field.alias))
        return name in self.model_fields_set and getattr(self, name) != fields[name].default


class Apart(Noun):
    """How far breaks are from each other, and from the beginning and the end of the shift."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 4, from: "08:00", to: "16:00"}}
    breaks: {coffee: {for: 15m, from: "09:00", to: "15:00"}, lunch: {for: 30m, from: "11:00", to: "14:00"}}
    apart: {at_least: 1h, at_most: 3h}
    serves: {orders: {}}
"""
    at_least_one: ClassVar[tuple[str, ...]] = ("at_least", "at_most")

    at_least_s: Duration = Field(
        0.0,
        alias="at_least",
        description="A break that has some choice does not begin sooner after the beginning of the shift, or after the "
        "end of the last break, if it can be helped.",
        examples=["45m"],
    )
    at_most_s: Every | None = Field(
        None,
        alias="at_most",
        description="It begins at the latest so long after that. Left out: when it must otherwise.",
        examples=["3h"],
    )
