"""The nouns of busyness: how much busier or quieter than planned one day is than another."""

from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Name, Noun, Ratio, Share, TimeOfDay
from simulator.units import format_time_of_day as clock

CV_MAX = 3.0
"""Far above any center: most days would be empty and a few as full as twenty."""


class Spread(Noun):
    """How much a factor with mean 1 differs from day to day."""

    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals: 40/h
    busyness: {gamma: {cv: 15%}}
"""

    cv: Ratio = Field(
        description="The standard deviation of the factor, whose mean is 1: about two days in three are within ± this.",
        examples=["15%", 0.15],
    )

    @model_validator(mode="after")
    def _believable(self) -> "Spread":
        if self.cv > CV_MAX:
            raise ValueError(f"expected a cv of at most {CV_MAX:.0%}, got {self.cv * 100:.10g}%. Is a % sign missing?")
        return self


class Busyness(Noun):
    """A factor on the rates of a whole day, with mean 1: what makes one Monday busier than another.

    It is the same for every strategy. A larger cv leaves the order of the days as it is: the busiest stays the busiest.
    """

    exactly_one: ClassVar[tuple[str, ...]] = ("gamma", "lognormal")
    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals: {per_hour: {"08:00": 40, "12:00": 95}}
    busyness: {lognormal: {cv: 15%}}     # a busy day is busy from morning to evening
"""

    gamma: Spread | None = Field(
        None,
        description="A gamma distribution: the day's number is negative binomial. Left out: the other.",
        examples=[{"cv": "15%"}],
    )
    lognormal: Spread | None = Field(
        None,
        description="A lognormal distribution: very busy days are more frequent. Left out: the other.",
        examples=[{"cv": "15%"}],
    )

    @model_validator(mode="after")
    def _one(self) -> "Busyness":
        if (self.gamma is None) == (self.lognormal is None):
            raise ValueError("expected exactly one of gamma, lognormal, as {gamma: {cv: 15%}}.")
        return self

    @property
    def cv(self) -> float:
        """Return the coefficient of variation of the factor."""
        spread = self.gamma or self.lognormal
        assert spread is not None
        return spread.cv


class BusyDays(Noun):
    """What the busyness of several sources, and of the parts of one day, have in common."""

    example: ClassVar[str] = """\
sources:
  shoppers: {arrivals: 40/h, busyness: {gamma: {cv: 10%}}}
busyness:
  common: {gamma: {cv: 12%}}                             # multiplies all sources alike
  parts: {morning: "08:00", afternoon: "12:00"}          # each part has its own factor,
  between_parts: 60%                                     # much like its neighbour's
"""

    common: Busyness | None = Field(
        None,
        description="A factor on the rates of all sources, in addition to their own. Left out: none.",
        examples=[{"gamma": {"cv": "12%"}}],
    )
    between_sources: Share = Field(
        0.0,
        description="The correlation between the sources' own factors, of the normal distributions behind them (a "
        "Gaussian copula).",
        examples=["40%"],
    )
    parts: dict[Name, TimeOfDay] = Field(
        default_factory=dict,
        description="Parts of the day by name, each with the time at which it begins, on a quarter of an hour; every "
        "part has its own factors. The first also covers the time before it. Left out: one factor for the whole day.",
        examples=[{"morning": "08:00", "afternoon": "12:00"}],
    )
    between_parts: Share | None = Field(
        None,
        description="The correlation between the factors of neighbouring parts, as above; between the first and the "
        "third part it is the square of this. Left out: possible only without parts.",
        examples=["60%"],
    )

    @model_validator(mode="after")
    def _parts_fit(self) -> "BusyDays":
        seen: dict[float, str] = {}
        for name, time_s in self.parts.items():
            if time_s in seen:
                raise ValueError(f"two 'parts' begin at the same time: {seen[time_s]} and {name}.")
            seen[time_s] = name
            if time_s % 900.0:
                got = f"'{name}' at {clock(time_s)}"
                raise ValueError(f"expected 'parts' that begin on a quarter of an hour, as 12:15, got {got}.")
        if self.parts and self.between_parts is None:
            raise ValueError("'parts' also need 'between_parts', the correlation of neighbouring parts, as 60%.")
        if self.between_parts is not None and not self.parts:
            raise ValueError("'between_parts' needs 'parts', and there are none.")
        return self

    @property
    def part_starts_s(self) -> tuple[float, ...]:
        """Return when the parts begin, in order of time; one beginning when there are no parts."""
        return tuple(sorted(self.parts.values())) or (0.0,)
