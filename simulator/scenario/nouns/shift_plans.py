"""The noun of shifts: who works from when until when, on which days, with which breaks."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import (
    Duration,
    Name,
    Note,
    Noun,
    Share,
    TimeOfDay,
    Title,
    Whole,
    note_of,
    title_of,
)
from simulator.scenario.nouns.breaks import Apart, Break
from simulator.scenario.nouns.day_names import CertainDay, InOrderOfDays, OnDays, name_on, names_on
from simulator.scenario.nouns.decided import FromDay
from simulator.scenario.nouns.horizon import Day
from simulator.scenario.nouns.hours import Span, backwards
from simulator.scenario.nouns.learning import Learning, works_on
from simulator.scenario.nouns.rule_parts import NamesOfOneKind
from simulator.units import DAY_S


class Split(Noun):
    """The time between the two parts of a split shift, in which nobody works and nothing is paid."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {split: {agents: 4, from: "09:00", to: "18:00", split: {from: "13:00", to: "15:00"}}}
    serves: {orders: {}}
"""

    from_s: TimeOfDay = Field(alias="from", description="When the first part ends.", examples=["13:00"])
    to_s: TimeOfDay = Field(alias="to", description="When the second part begins.", examples=["16:00"])

    @model_validator(mode="after")
    def _forwards(self) -> "Split":
        if self.to_s <= self.from_s:
            raise ValueError(f"expected 'to' to be later than 'from', {backwards((self.from_s, self.to_s))}")
        return self


class OnCall(Noun):
    """That people stand by at home: they come only when an intervention calls them in, and stay until the shift ends.

    Whoever is called is paid for work from their coming on.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts:
      day:     {agents: 4, from: "08:00", to: "18:00"}
      standby: {agents: 2, from: "10:00", to: "18:00", on_call: {paid: 20%}}
    serves: {orders: {}}
interventions:
  more: {when: {oldest_wait: 3m}, call_in: {number: 1, to: front, ready: 30m}, again: 1h}
"""

    paid: Share = Field(
        description="The share of the cost of an hour that an hour on call costs, without overtime and supplements.",
        examples=["20%", "0%"],
    )


class Shift(Noun):
    """A shift of a group: some agents, or people by name, from a time until another, on some days or every day.

    At its end an agent takes nothing new and goes, with a contact in hand as soon as it is finished; that is overtime.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts:
      early: {agents: 3, from: "08:00", to: "14:00", breaks: {coffee: {for: 15m, at: "10:30"}}}
      late:  {agents: 2, from: "12:00", to: "18:00", no_new: 10m}
    serves: {orders: {}}
"""
    at_most_one: ClassVar[tuple[str, ...]] = ("agents", "people")
    named_days: ClassVar[dict[str, str]] = {"agents": "agents_on"}
    beside: ClassVar[dict[str, tuple[str, ...]]] = {
        **dict.fromkeys(("agents_on", "crew", "learning"), ("agents",)),
        "people_on": ("people",),
    }
    stands_for: ClassVar[dict[str, str]] = {"people_on": "people"}

    agents: Whole | None = Field(
        None,
        description="How many agents work it. Left out: `people`, `people_on` or a plan in a sheet says who.",
        examples=[14],
    )
    agents_on: Annotated[dict[CertainDay, Whole], InOrderOfDays] = Field(
        default_factory=dict,
        description="How many work it on a day of the week or on a date, instead of `agents`. Left out: `agents`, on "
        "every day.",
        examples=[{"sunday": 0, "2026-12-24": 6}],
    )
    people: NamesOfOneKind | None = Field(
        None,
        description="Who works it, by name; one, or a list. Left out: `agents` says how many, or `people_on` who.",
        examples=[["ana", "ben"]],
    )
    people_on: Annotated[dict[CertainDay, NamesOfOneKind], InOrderOfDays] = Field(
        default_factory=dict,
        description="Who works it on a day of the week or on a date, instead of `people`; a date takes precedence over "
        "its weekday. Left out: `people`, on every day. Where `people` is left out, nobody works it on other days.",
        examples=[{"saturday": "ana", "2026-12-24": ["ana", "ben"]}],
    )
    crew: Name | None = Field(
        None,
        description="Who its `agents` are: those of all shifts of one crew are the same people, the first of each, and "
        "so on, also in other groups and strategies. Left out: people of their own.",
        examples=["week_a"],
    )
    from_s: TimeOfDay = Field(alias="from", description="When it begins.", examples=["08:00"])
    to_s: TimeOfDay = Field(
        alias="to",
        description='When it ends; after midnight, with hours from 24 on: `"26:00"` is 2:00 of the next day.',
        examples=["16:00", "26:00"],
    )
    split: Split | None = Field(
        None,
        description="The time off between the two parts of a split shift. Left out: it is worked through.",
        examples=[{"from": "12:00", "to": "16:00"}],
    )
    on: OnDays | None = Field(
        None,
        description="The days of the week and dates on which it begins; one, or a list. Left out: every day on which "
        "the center opens.",
        examples=["saturday", ["monday", "2026-12-24"]],
    )
    breaks: dict[Name, Break] = Field(
        default_factory=dict,
        description="Its breaks, by name, beside those of the group, of which one with the same name does not count. "
        "Left out: those of the group.",
        examples=[{"lunch": {"for": "30m", "from": "11:30", "to": "13:30"}}],
    )
    apart: Apart | None = Field(
        None,
        description="How far its breaks are from each other and from its ends. Left out: as in the group.",
        examples=[{"at_least": "1h"}],
    )
    on_call: OnCall | None = Field(
        None,
        description="That whoever works it is on call, and comes only when an intervention calls them in. Left out: "
        "they come when it begins.",
        examples=[{"paid": "20%"}],
    )
    since: FromDay | None = Field(
        None,
        description="The first day of work, or when it is decided and how long it takes until then. Left out: from the "
        "beginning.",
        examples=["2026-11-30", {"decided": "2026-10-05", "lead": "8w"}],
    )
    learning: Learning | None = Field(
        None,
        description="How its `agents`, who are new, become as fast as the others. Left out: they are.",
        examples=[{"from": "2026-11-02", "over": "8w", "handle_time": "150%"}],
    )
    team: Name | None = Field(
        None,
        description="The team of everybody who works it and has no team of their own. Left out: that of the group.",
        examples=["north"],
    )
    no_new_s: Duration = Field(
        0.0, alias="no_new", description="How long before its end an agent takes no new contact.", examples=["10m"]
    )
    title: Title | None = title_of("the shift")
    note: Note | None = note_of("the shift")

    @model_validator(mode="after")
    def _forwards(self) -> "Shift":
        self._who_works_it()
        if self.to_s <= self.from_s:
            raise ValueError(f"expected 'to' to be later than 'from', {backwards((self.from_s, self.to_s))}")
        if self.to_s - self.from_s > DAY_S:
            raise ValueError("expected a shift of 24 hours at most.")
        if self.split is not None and not self.from_s < self.split.from_s < self.split.to_s < self.to_s:
            raise ValueError("expected 'split' to lie between 'from' and 'to' of the shift.")
        return self

    def _who_works_it(self) -> None:
        given = [key for key in ("agents", "people", "people_on") if self.value_of(key) not in (None, {})]
        if given not in (["agents"], ["people"], ["people_on"], ["people", "people_on"]):
            raise ValueError(f"expected exactly one of agents, people, got {' and '.join(given) or 'none'}.")
        if self.agents is None:
            for key in ("agents_on", "crew", "learning"):
                if self.value_of(key):
                    raise ValueError(f"'{key}' stands beside agents only, not beside people.")

    @property
    def parts(self) -> tuple[Span, ...]:
        """Return when it is worked, by the clock of the day on which it begins: one stretch, or two."""
        if self.split is None:
            return ((self.from_s, self.to_s),)
        return (self.from_s, self.split.from_s), (self.split.to_s, self.to_s)

    def is_on(self, day: Day) -> bool:
        """Return whether it begins on a day on which the center opens."""
        if not works_on(self.since, self.learning, day.date):
            return False
        return self.on is None or bool(names_on(self.on, day.weekday, day.date))

    def number_on(self, day: Day) -> int:
        """Return how many work it that begins on a day."""
        if not self.is_on(day):
            return 0
        if self.agents is None:
            return len(self.people_of(day))
        name = name_on(self.agents_on, day.weekday, day.date)
        return self.agents if name is None else self.agents_on[name]

    def people_of(self, day: Day) -> tuple[str, ...]:
        """Return who works it on a day, whether or not it begins on that day; nobody where people have no names."""
        name = name_on(self.people_on, day.weekday, day.date)
        return (self.people or ()) if name is None else self.people_on[name]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Return who works it on some day, each once."""
        return tuple(dict.fromkeys(one for people in (self.people or (), *self.people_on.values()) for one in people))

    @property
    def most(self) -> int:
        """Return how many there are who work it on some day."""
        people = [len(one) for one in (self.people or (), *self.people_on.values())]
        return max([self.agents or 0, *self.agents_on.values(), *people])


def shifts_in_place(value: object) -> object:
    """Refuse shifts as a list, which is what many write first."""
    if isinstance(value, list | tuple):
        raise ValueError('expected shifts by name, got a list. Write them as {early: {agents: 4, from: "08:00", …}}.')
    return value


ShiftsByName = Annotated[dict[Name, Shift], BeforeValidator(shifts_in_place)]


def breaks_of(shift: Shift, of_group: Mapping[str, Break]) -> dict[str, Break]:
    """Return the breaks of a shift by name: those of the group, and in their places and behind them its own."""
    return {**of_group, **shift.breaks}
