"""The noun of what an hour of an agent costs: the wage, what overtime costs, and supplements by the clock."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Name, Note, Noun, Ratio, TimeOfDay, WithShortForm, note_of
from simulator.scenario.nouns.day_names import OnDays, names_on
from simulator.scenario.nouns.horizon import Horizon
from simulator.scenario.nouns.hours import Span, backwards
from simulator.scenario.text import forms
from simulator.units import DAY_S, parse_money_per_hour


@dataclass(frozen=True)
class Wage:
    """What an hour of one agent costs."""

    per_hour: float
    currency: str

    def __str__(self) -> str:
        return f"{self.per_hour:.10g} {self.currency}/h"


def _wage(value: object) -> Wage:
    return value if isinstance(value, Wage) else Wage(*parse_money_per_hour(value))


class Supplement(Noun):
    """Hours that cost more, by the clock, whatever shift somebody has: evenings, Sundays, a holiday.

    Several that hold at once add up: 125% and 150% together are 175% of the hour's cost.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: 4
    cost:
      hour: 14 EUR/h
      supplements: {evening: {from: "16:00", to: "18:00", pays: 125%}}
    serves: {orders: {}}
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("pays",)
    moved: ClassVar[tuple[str, ...] | None] = ("pays",)
    at_least_one: ClassVar[tuple[str, ...]] = ("from", "to", "on")

    from_s: TimeOfDay | None = Field(
        None, alias="from", description="When it begins. Left out: at 00:00.", examples=["20:00"]
    )
    to_s: TimeOfDay | None = Field(
        None,
        alias="to",
        description='When it ends; after midnight, with hours from 24 on: `"30:00"` is 6:00 of the next day. Left '
        "out: at 24:00.",
        examples=["24:00", "30:00"],
    )
    on: OnDays | None = Field(
        None,
        description="The days of the week and dates on which it begins, by the calendar; one, or a list. Left out: "
        "every day.",
        examples=["sunday", ["saturday", "2026-12-25"]],
    )
    pays: Ratio = Field(
        description="How many times the hour's cost such an hour costs, overtime and other supplements aside.",
        examples=["125%"],
    )
    note: Note | None = note_of("the supplement")

    @model_validator(mode="after")
    def _some_hours(self) -> "Supplement":
        if self.from_s is None and self.to_s is None and self.on is None:
            raise ValueError(f"expected at least one of {', '.join(self.at_least_one)}, got none.")
        from_s, to_s = self.hours
        if to_s <= from_s:
            raise ValueError(f"expected 'to' to be later than 'from', {backwards((from_s, to_s))}")
        if to_s - from_s > DAY_S:
            raise ValueError("expected a supplement of 24 hours at most.")
        return self

    @property
    def hours(self) -> Span:
        """Return from when until when it goes, by the clock of the day on which it begins."""
        return 0.0 if self.from_s is None else self.from_s, DAY_S if self.to_s is None else self.to_s

    def spans(self, horizon: Horizon, first: int, last: int) -> list[Span]:
        """Return when it goes on the days from number ``first`` to ``last``, closed ones too, in order."""
        from_s, to_s = self.hours
        days = [
            number * DAY_S
            for number in range(first, last + 1)
            if self.on is None or names_on(self.on, horizon.weekday_of(number), horizon.date_of(number))
        ]
        return [(start_s + from_s, start_s + to_s) for start_s in days]


class Cost(WithShortForm):
    """What an hour of one agent costs: all time that is paid, whatever the agent does in it.

    A paid break, time away and paid absence cost what work at that time of day costs, supplements included.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: 4
    cost: {hour: 14 EUR/h, overtime: 150%}   # `cost: 14 EUR/h` if every hour costs the same
    serves: {orders: {}}
"""
    bare: ClassVar[str] = "hour"
    scaled: ClassVar[tuple[str, ...] | None] = ("hour",)
    moved: ClassVar[tuple[str, ...] | None] = ("hour",)

    hour: Annotated[Wage, BeforeValidator(_wage), forms.MONEY_FORM] = Field(
        description="The cost of one hour, in the currency of all costs.", examples=["14 EUR/h"]
    )
    overtime: Ratio | None = Field(
        None,
        description="How many times that an hour of overtime costs; supplements come on top. Left out: 100%; of a "
        "person: as in the group.",
        examples=["150%"],
    )
    supplements: dict[Name, Supplement] = Field(
        default_factory=dict,
        description="Hours that cost more, by name; several at once add up. A person has those of the group, and in "
        "their places their own of the same names. Left out: none of its own.",
        examples=[{"sunday": {"on": "sunday", "pays": "150%"}}],
    )

    def __str__(self) -> str:
        return str(self.hour)

    @property
    def currency(self) -> str:
        """Return the currency."""
        return self.hour.currency

    @property
    def is_plain(self) -> bool:
        """Return whether every hour costs the same."""
        return (self.overtime is None or self.overtime == 1.0) and not self.supplements

    def of_person(self, own: "Cost") -> "Cost":
        """Return what a person of a group with this cost costs, who has a wage of their ``own``."""
        told: dict[str, Any] = {"supplements": {**self.supplements, **own.supplements}}
        return own.model_copy(update=told | ({"overtime": self.overtime} if own.overtime is None else {}))
