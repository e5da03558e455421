"""The nouns of a source: who comes and why, campaigns that bring more, and how the truth differs from the forecast."""

import math
from typing import Annotated, ClassVar

from pydantic import Field, PrivateAttr, model_validator

from simulator.scenario.nouns.arrivals import Arrivals
from simulator.scenario.nouns.basics import (
    Contacts,
    Count,
    Duration,
    Name,
    NamedDay,
    Noun,
    OneOf,
    RatePerHour,
    Ratio,
    Share,
    StepsOfShare,
    TimeOfDay,
)
from simulator.scenario.nouns.busyness import Busyness
from simulator.scenario.nouns.day_names import CertainDay, InOrderOfDays, is_a_date, name_on
from simulator.scenario.nouns.horizon import Day

HALVES = math.log2(10_000)
"""After so many half-lives less than a ten-thousandth of a campaign is left, and it is over."""


class Campaign(Noun):
    """Additional demand for some hours: a mailing, a commercial, a failure. It leaves all other customers unchanged."""

    exactly_one: ClassVar[tuple[str, ...]] = ("lift", "lift_of_source")
    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals: 40/h
    campaigns:
      mailing: {at: "10:00", ramp: 15m, lift: 30/h, for: 1h, half_life: 45m}
      repeat:  {at: "15:00", lift_of_source: 50%, for: 30m}
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("lift", "lift_of_source")
    moved: ClassVar[tuple[str, ...] | None] = ("lift", "lift_of_source")

    at_s: TimeOfDay = Field(alias="at", description="When it begins.", examples=["10:00"])
    on: NamedDay | None = Field(
        None,
        description="With several days: the day on which it begins. Its effect may continue on later days. Left out: "
        "every day.",
        examples=["wednesday", 3],
    )
    ramp_s: Duration = Field(
        0.0,
        alias="ramp",
        description="How long it takes to rise to its full lift, in a straight line.",
        examples=["15m"],
    )
    lift_per_hour: RatePerHour | None = Field(
        None,
        alias="lift",
        description="The additional contacts at its peak. Left out: give `lift_of_source`.",
        examples=["30/h"],
    )
    lift_of_source: Ratio | None = Field(
        None,
        description="The same as a percentage of the source's `arrivals` at that time. Left out: give `lift`.",
        examples=["50%"],
    )
    for_s: Duration = Field(0.0, alias="for", description="How long it stays at its full lift.", examples=["1h"])
    half_life_s: Duration | None = Field(
        None,
        alias="half_life",
        gt=0,
        description="How it fades after that: the lift halves in this time, again and again. Left out: it ends at "
        "once.",
        examples=["45m"],
    )

    @model_validator(mode="after")
    def _shape(self) -> "Campaign":
        if (self.lift_per_hour is None) == (self.lift_of_source is None):
            raise ValueError("expected exactly one of lift, lift_of_source, as {lift: 30/h}.")
        if self.ramp_s + self.for_s == 0 and self.half_life_s is None:
            raise ValueError("the campaign has no length: give 'ramp', 'for' or 'half_life'.")
        return self

    @property
    def over_s(self) -> float:
        """Return when nobody comes any more because of it, in seconds since 00:00 of the day on which it begins."""
        return self.at_s + self.ramp_s + self.for_s + (self.half_life_s or 0.0) * HALVES


class Batch(OneOf):
    """Several cases at one instant: an arrival that brings more than one wish."""

    bare: ClassVar[str] = "size"
    exactly_one: ClassVar[tuple[str, ...]] = ("size", "mean")
    example: ClassVar[str] = """\
sources:
  shoppers: {arrivals: 40/h, batch: {mean: 1.5}}   # `batch: 2` is always two
"""

    size: Count | None = Field(
        None,
        description="The number of cases that every arrival brings; a number alone means this. Left out: give `mean`.",
        examples=[2],
    )
    mean: Contacts | None = Field(
        None,
        ge=1,
        description="The average number of cases: one, and after each another with the same probability (geometric). "
        "Left out: give `size`.",
        examples=[1.5],
    )

    @property
    def mean_size(self) -> float:
        """Return how many cases an arrival brings on average."""
        return float(self.size or self.mean or 1)


class Truth(Noun):
    """How actual demand differs from the forecast: planning sees the source as it is written, customers do this."""

    example: ClassVar[str] = """\
sources:
  shoppers: {truth: {volume: 120%, later: 1h}}   # best inside a future: `futures: {more: {sources: …}}`
"""

    volume: Ratio = Field(
        1.0,
        description="The actual volume as a percentage of the forecast, campaigns included.",
        examples=["120%"],
    )
    later_s: Duration | None = Field(
        None,
        alias="later",
        description="How much later the whole course of the day is: the rate at opening holds until then, and "
        "what would come after closing is spread over the day, so that the day's number stays the same. Campaigns do "
        "not move. Left out: as forecast.",
        examples=["1h"],
    )
    earlier_s: Duration | None = Field(
        None, alias="earlier", description="The same in the other direction. Left out: as forecast.", examples=["1h"]
    )
    mix: dict[Name, StepsOfShare] = Field(
        default_factory=dict,
        description="The shares of the source's contact types, by name, instead of their own; they add up to 100% at "
        "every time. A type that is not named gets no contacts. Left out: as forecast.",
        examples=[{"orders": "70%", "advice": "30%"}],
    )

    @model_validator(mode="after")
    def _one_way(self) -> "Truth":
        if self.later_s is not None and self.earlier_s is not None:
            raise ValueError("give either 'later' or 'earlier', as {later: 1h}.")
        return self

    @property
    def shift_s(self) -> float:
        """Return how much later everybody comes; negative when earlier."""
        return (self.later_s or 0.0) - (self.earlier_s or 0.0)


class Source(Noun):
    """Who contacts the center and why. The chance of a case belongs to its source; no strategy changes it."""

    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals: {per_hour: {"08:00": 40, "12:00": 95}}
    keep: 90%                # one in ten stays away; the others are the same people as without it
    # arrivals_on: {sunday: {per_day: 200, profile: {"10:00": 70%, "14:00": 30%}}}   where the horizon knows the weekday
"""
    named_days: ClassVar[dict[str, str]] = {"arrivals": "arrivals_on"}

    arrivals: Arrivals = Field(
        description="How many contacts arrive, and when.", examples=["40/h", {"per_hour": {"08:00": 40, "12:00": 95}}]
    )
    arrivals_on: Annotated[dict[CertainDay, Arrivals], InOrderOfDays] = Field(
        default_factory=dict,
        description="How many contacts arrive, and when, on a day of the week or on a date, instead of `arrivals` and "
        "written like it: with another number, another course of the day or another form. A date takes "
        "precedence over its weekday. Days that are not named follow `arrivals`. `times` and `add` of `arrivals` "
        "change these days too, except days that the same change states itself and days without contacts. Left out: "
        "every day follows `arrivals`.",
        examples=[{"sunday": {"per_day": 300, "profile": {"10:00": "70%", "14:00": "30%"}}, "2026-12-24": "20/h"}],
    )
    busyness: Busyness | None = Field(
        None,
        description="A random factor on the day's rates, drawn anew for every day; it applies to campaigns as well. "
        "Left out: all days have the same expected rates.",
        examples=[{"gamma": {"cv": "15%"}}],
    )
    campaigns: dict[Name, Campaign] = Field(
        default_factory=dict,
        description="Additional demand for some hours, by name. Left out: none.",
        examples=[{"mailing": {"at": "10:00", "lift": "30/h", "for": "1h"}}],
    )
    keep: Share = Field(
        1.0,
        description="The share of cases that actually arrive. Each case is decided by a chance of its own, and those "
        "that arrive are unchanged: less demand without any other change.",
        examples=["80%"],
    )
    batch: Batch | None = Field(
        None, description="How many cases an arrival brings at once. Left out: one.", examples=[2, {"mean": 1.5}]
    )
    truth: Truth | None = Field(
        None,
        description="How actual demand differs from what is written here, which is then only the forecast; best used "
        "in a future. Left out: it does not differ.",
        examples=[{"volume": "120%", "later": "1h"}],
    )
    _named: str | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _days_are_written_here(self) -> "Source":
        if self.arrivals_on and self.arrivals.in_a_file:
            what = (
                f"'arrivals_on' needs numbers in the scenario, but those of '{self.arrivals.form}' are in another file"
            )
            raise ValueError(f"{what}. There, 'day' names the column with the day of each row.")
        for day, one in self.arrivals_on.items():
            if one.in_a_file:
                what = f"'arrivals_on' for {day} cannot use '{one.form}', whose numbers are in another file"
                raise ValueError(f"{what}. Use the file for all days; 'day' names the column with the day of each row.")
            if one.weekday:
                raise ValueError(
                    f"'arrivals_on' for {day} cannot have a 'weekday': its numbers apply to that day alone."
                )
        return self

    def named_on(self, day: Day) -> str | None:
        """Return which name in `arrivals_on` counts on a day; None where none does."""
        return name_on(self.arrivals_on, day.weekday, day.date)

    def dated_on(self, day: Day) -> str | None:
        """Return the date that has a factor of its own in `arrivals` on a day; None where its weekday's counts."""
        named = name_on(self.arrivals.weekday, day.weekday, day.date)
        return named if self.named_on(day) is None and named is not None and is_a_date(named) else None

    def on(self, day: Day, campaigns: dict[str, Campaign]) -> "Source":
        """Return the source as it is on one day, with the campaigns of that day; itself where nothing differs."""
        named = self.named_on(day)
        change: dict[str, object] = {} if campaigns == self.campaigns else {"campaigns": campaigns}
        if named is not None:
            change |= {"arrivals": self.arrivals_on[named], "arrivals_on": {}}
        elif (date := self.dated_on(day)) is not None:
            factors = {day.weekday: self.arrivals.weekday[date]}
            change["arrivals"] = self.arrivals.model_copy(update={"weekday": factors})
        if not change:
            return self
        view = self.model_copy(update=change)
        view._named = named if named is not None else self._named
        return view

    @property
    def arrivals_at(self) -> tuple[str, ...]:
        """Return the path, from the source on, at which the file states its arrivals; on a day, those of that day."""
        return ("arrivals",) if self._named is None else ("arrivals_on", self._named)
