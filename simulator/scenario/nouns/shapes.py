"""The simple shapes of a duration: by a mean and what else they need, or by their ends.

A shape is what the analyst states; ``mean_s``, ``sd_s`` and the shape's own parameters follow exactly.
"""

import math
from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns import parameters
from simulator.scenario.nouns.basics import Count, Duration, Noun
from simulator.scenario.nouns.mean_and_spread import MeanAndSpread
from simulator.scenario.nouns.parameters import CUT_MAX, SPREAD_MIN, Point
from simulator.units import format_duration


class Exponential(Noun):
    """Many short ones, a few long ones: the standard deviation equals the mean. The usual shape of patience."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    patience: {exponential: {mean: 3m}}   # half of them wait less than 2m05s
"""

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean; more than 0.", examples=["4m"])

    @property
    def sd_s(self) -> float:
        """Return the standard deviation in seconds."""
        return self.mean_s


class Lognormal(MeanAndSpread):
    """Mostly short, a few long, hardly any very short. The usual shape of talk times."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {lognormal: {mean: 4m, sd: 3m}}
    wrap_up: {lognormal: {mean: 30s, cv: 0.5}}       # the same as sd: 15s
    patience: {lognormal: {p50: 2m, p90: 8m}}        # half leave within two minutes, one in ten stays longer than eight
"""
    cv_max: ClassVar[float] = math.inf
    instead: ClassVar[str] = "They are too far apart: the mean would be more than 100 years"

    def _fits(self, spread: float) -> bool:
        return spread >= 0

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        """Return the mean in seconds, and the standard deviation of the logarithm."""
        return mean_s, math.sqrt(math.log1p(spread**2))

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        median_s, sigma = parameters.lognormal_between(low, high)
        return median_s * math.exp(sigma * sigma / 2), sigma

    def _mean_s(self, mean_s: float, sigma: float) -> float:
        return mean_s

    def _spread(self, mean_s: float, sigma: float) -> float:
        return math.sqrt(math.expm1(sigma * sigma))


class Gamma(MeanAndSpread):
    """Between always the same (cv near 0) and exponential (cv 1), and beyond: cv 2 is many short, a few very long."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {gamma: {mean: 4m, cv: 60%}}
"""

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        """Return the shape, and the scale in seconds."""
        return spread**-2, mean_s * spread**2

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        return parameters.gamma_between(low, high)

    def _mean_s(self, shape: float, scale_s: float) -> float:
        return shape * scale_s

    def _spread(self, shape: float, scale_s: float) -> float:
        return 1 / math.sqrt(shape)


class Weibull(MeanAndSpread):
    """Patience that runs out faster the longer the wait (cv below 1), or more slowly (above 1)."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    patience: {weibull: {mean: 3m, cv: 130%}}
"""

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        """Return the shape, and the scale in seconds."""
        shape = parameters.weibull_shape(spread)
        return shape, mean_s / math.gamma(1 + 1 / shape)

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        return parameters.weibull_between(low, high)

    def _mean_s(self, shape: float, scale_s: float) -> float:
        return scale_s * math.gamma(1 + 1 / shape)

    def _spread(self, shape: float, scale_s: float) -> float:
        return parameters.weibull_spread(shape)


class LogLogistic(MeanAndSpread):
    """Like lognormal, with more of the very long ones. Percentiles may lie so far apart that it has no mean at all.

    Then it can be a patience, but no work: nobody could say how many agents such work needs.
    """

    example: ClassVar[str] = """\
contact_types:
  orders:
    patience: {log_logistic: {p50: 2m, p90: 10m}}
"""

    def _fits(self, spread: float) -> bool:
        return super()._fits(spread) or (self.stated_mean_s is None and spread > self.cv_max)

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        """Return the shape, and the scale (the median) in seconds."""
        shape = parameters.log_logistic_shape(spread)
        return shape, mean_s / parameters.log_logistic_mean(shape, 1.0)

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        return parameters.log_logistic_between(low, high)

    def _mean_s(self, shape: float, scale_s: float) -> float:
        return parameters.log_logistic_mean(shape, scale_s)

    def _spread(self, shape: float, scale_s: float) -> float:
        return parameters.log_logistic_spread(shape)


class Normal(MeanAndSpread):
    """The bell, without what would be less than nothing. Mean, sd and percentiles are those of what is left.

    So the mean is the mean that is drawn, not the middle of the whole bell. With a cv up to 30% hardly anything is cut
    off; the more, the nearer it comes to an exponential distribution, which it reaches at a cv of 100%.
    """

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {normal: {mean: 4m, sd: 1m}}
"""
    cv_max: ClassVar[float] = CUT_MAX
    instead: ClassVar[str] = "Use exponential, gamma or lognormal"

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        """Return where the whole bell is cut, in its deviations from its middle, and its deviation in seconds."""
        cut = parameters.normal_cut(spread)
        return cut, mean_s / parameters.normal_mean(cut)

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        return parameters.normal_between(low, high)

    def _mean_s(self, cut: float, width_s: float) -> float:
        return width_s * parameters.normal_mean(cut)

    def _spread(self, cut: float, width_s: float) -> float:
        return parameters.normal_spread(cut)


class Erlang(Noun):
    """Several exponential phases one after the other, all alike: the more phases, the more regular."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {erlang: {mean: 4m, phases: 3}}   # cv 1 / √3, 58%
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("mean",)
    moved: ClassVar[tuple[str, ...] | None] = ("mean",)

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean of all phases together.", examples=["4m"])
    phases: Count = Field(description="How many phases; 1 is exponential.", examples=[3])

    @model_validator(mode="after")
    def _not_too_many(self) -> "Erlang":
        if self.phases > SPREAD_MIN**-2:
            raise ValueError(f"expected at most 1,000,000 'phases', got {self.phases:,}. Use a fixed duration instead.")
        return self

    @property
    def sd_s(self) -> float:
        """Return the standard deviation in seconds, mean / √phases."""
        return float(self.mean_s / math.sqrt(self.phases))


class Uniform(Noun):
    """Any value between two ends, all equally likely."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    wrap_up: {uniform: {from: 20s, to: 1m}}
"""

    from_s: Duration = Field(alias="from", description="The shortest.", examples=["20s"])
    to_s: Duration = Field(alias="to", description="The longest.", examples=["1m"])

    @model_validator(mode="after")
    def _in_order(self) -> "Uniform":
        if self.from_s >= self.to_s:
            raise ValueError(_not_before("to", self.to_s, "from", self.from_s))
        return self

    @property
    def mean_s(self) -> float:
        """Return the mean in seconds, the middle."""
        return (self.from_s + self.to_s) / 2

    @property
    def sd_s(self) -> float:
        """Return the standard deviation in seconds, the length / √12."""
        return (self.to_s - self.from_s) / math.sqrt(12)


class Triangular(Noun):
    """Between two ends, most often near the mode: for estimates without data."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {triangular: {from: 1m, mode: 3m, to: 10m}}
"""

    from_s: Duration = Field(alias="from", description="The shortest.", examples=["1m"])
    mode_s: Duration = Field(alias="mode", description="The most frequent, the ends included.", examples=["3m"])
    to_s: Duration = Field(alias="to", description="The longest.", examples=["10m"])

    @model_validator(mode="after")
    def _in_order(self) -> "Triangular":
        if self.from_s >= self.to_s:
            raise ValueError(_not_before("to", self.to_s, "from", self.from_s))
        if not self.from_s <= self.mode_s <= self.to_s:
            ends = f"{format_duration(self.from_s)} and {format_duration(self.to_s)}"
            raise ValueError(f"'mode' must be between {ends}, got {format_duration(self.mode_s)}.")
        return self

    @property
    def mean_s(self) -> float:
        """Return the mean in seconds, (from + mode + to) / 3."""
        return (self.from_s + self.mode_s + self.to_s) / 3

    @property
    def sd_s(self) -> float:
        """Return the standard deviation in seconds: variance = the sum of the squared distances of the three / 36."""
        low, mode, high = self.from_s, self.mode_s, self.to_s
        return math.sqrt(((mode - low) ** 2 + (high - mode) ** 2 + (high - low) ** 2) / 36)


def _not_before(later: str, later_s: float, earlier: str, earlier_s: float) -> str:
    return f"'{later}' ({format_duration(later_s)}) must be more than {earlier} ({format_duration(earlier_s)})."
