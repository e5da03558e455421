"""Durations that differ from contact to contact: one shape, or several put together.

The mean and the standard deviation of each are exact, so that warnings can compare work with agents before anything is
simulated.
"""

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator

from simulator.scenario.nouns.basics import Duration, Name, Noun, OneOf, Share
from simulator.scenario.nouns.observed import Empirical
from simulator.scenario.nouns.shapes import (
    Erlang,
    Exponential,
    Gamma,
    LogLogistic,
    Lognormal,
    Normal,
    Triangular,
    Uniform,
    Weibull,
)

_TOLERANCE = 1e-9
_NUMBERS = {word for way in Lognormal.ways for word in way}


class Part(Noun):
    """One of the distributions of a mixture, and its share."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk:
      mixture:
        quick:  {share: 70%, of: {lognormal: {mean: 2m, sd: 1m}}}
        advice: {share: 30%, of: {lognormal: {mean: 9m, sd: 5m}}}
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("of",)
    moved: ClassVar[tuple[str, ...] | None] = ("of",)

    share: Share = Field(description="The share of this part; all shares add up to 100%.", examples=["70%"])
    of: "Distribution" = Field(
        description="The duration of this part.", examples=[{"lognormal": {"mean": "2m", "sd": "1m"}}, "2m"]
    )


class Shifted(Noun):
    """A minimum duration plus a random one."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    wrap_up: {shifted: {by: 10s, of: {exponential: {mean: 20s}}}}   # 30 s in the mean, never less than 10 s
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("by", "of")
    moved: ClassVar[tuple[str, ...] | None] = ("by",)

    by_s: Duration = Field(alias="by", description="The fixed duration, the minimum for everybody.", examples=["10s"])
    of: "Distribution" = Field(description="The distribution added to it.", examples=[{"exponential": {"mean": "20s"}}])


class Zero(Noun):
    """0 for some, a distribution for the others: customers who leave at once, contacts without wrap-up."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    patience: {zero: {share: 10%, of: {exponential: {mean: 5m}}}}   # one in ten leaves at once when nobody is free
"""
    scaled: ClassVar[tuple[str, ...] | None] = ("of",)
    unchangeable: ClassVar[dict[str, str]] = {
        "add": "'add' would lengthen the zero durations as well. Write {shifted: {by: 30s, of: {zero: …}}}, or change "
        "'zero.of' by its name."
    }

    share: Share = Field(description="The share of durations that are 0.", examples=["10%"])
    of: "Distribution" = Field(
        description="The distribution of the others.", examples=[{"exponential": {"mean": "5m"}}]
    )


def _adds_up(parts: dict[str, Part]) -> dict[str, Part]:
    total = math.fsum(part.share for part in parts.values())
    if abs(total - 1) > _TOLERANCE:
        listed = ", ".join(f"{name} {part.share * 100:.10g}%" for name, part in parts.items())
        raise ValueError(f"expected the shares of a mixture to add up to 100%, got {total * 100:.10g}% ({listed}).")
    return parts


class Distribution(OneOf):
    """A duration that differs from contact to contact: exactly one shape. A duration alone is always the same."""

    bare: ClassVar[str] = "deterministic"
    exactly_one: ClassVar[tuple[str, ...]] = (
        "exponential",
        "lognormal",
        "gamma",
        "erlang",
        "weibull",
        "log_logistic",
        "normal",
        "uniform",
        "triangular",
        "deterministic",
        "empirical",
        "mixture",
        "shifted",
        "zero",
    )
    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {lognormal: {mean: 4m, sd: 3m}}   # one shape, with what it needs
    wrap_up: 30s                            # short for {deterministic: 30s}
"""
    scaled: ClassVar[tuple[str, ...] | None] = exactly_one
    moved: ClassVar[tuple[str, ...] | None] = exactly_one

    exponential: Exponential | None = Field(
        None, description="Many short durations, a few long ones. Left out: another shape.", examples=[{"mean": "4m"}]
    )
    lognormal: Lognormal | None = Field(
        None,
        description="Mostly short, a few long. Left out: another shape.",
        examples=[{"mean": "4m", "sd": "3m"}, {"p50": "3m", "p90": "8m"}],
    )
    gamma: Gamma | None = Field(
        None,
        description="From nearly constant to more scattered than exponential. Left out: another shape.",
        examples=[{"mean": "4m", "cv": "60%"}],
    )
    erlang: Erlang | None = Field(
        None,
        description="Exponential phases one after the other. Left out: another shape.",
        examples=[{"mean": "4m", "phases": 3}],
    )
    weibull: Weibull | None = Field(
        None,
        description="For patience that runs out sooner, or later, the longer the wait. Left out: another shape.",
        examples=[{"mean": "3m", "cv": "130%"}],
    )
    log_logistic: LogLogistic | None = Field(
        None,
        description="Like lognormal, with more very long ones. Left out: another shape.",
        examples=[{"p50": "2m", "p90": "10m"}],
    )
    normal: Normal | None = Field(
        None,
        description="The normal distribution, cut off at 0. Left out: another shape.",
        examples=[{"mean": "4m", "sd": "1m"}],
    )
    uniform: Uniform | None = Field(
        None,
        description="Any value between two ends, all equally likely. Left out: another shape.",
        examples=[{"from": "20s", "to": "1m"}],
    )
    triangular: Triangular | None = Field(
        None,
        description="Between two ends, most often near the mode. Left out: another shape.",
        examples=[{"from": "1m", "mode": "3m", "to": "10m"}],
    )
    deterministic: Duration | None = Field(
        None, description="Always the same; a duration alone means this. Left out: another shape.", examples=["4m"]
    )
    empirical: Empirical | None = Field(
        None,
        description="Durations drawn from a file. Left out: another shape.",
        examples=[{"file": "day/calls.csv", "column": "talk_s"}],
    )
    mixture: Annotated[dict[Name, Part], Field(min_length=1), AfterValidator(_adds_up)] | None = Field(
        None,
        description="Several distributions by name, each with its share; the shares add up to 100%. Left out: "
        "another shape.",
        examples=[{"quick": {"share": "70%", "of": "2m"}, "advice": {"share": "30%", "of": "9m"}}],
    )
    shifted: Shifted | None = Field(
        None,
        description="A fixed duration plus a random one. Left out: another shape.",
        examples=[{"by": "10s", "of": {"exponential": {"mean": "20s"}}}],
    )
    zero: Zero | None = Field(
        None,
        description="0 for some, a distribution for the others. Left out: another shape.",
        examples=[{"share": "10%", "of": {"exponential": {"mean": "5m"}}}],
    )

    @model_validator(mode="before")
    @classmethod
    def _numbers_need_a_shape(cls, value: Any) -> Any:
        words = [key for key in value if key in _NUMBERS] if isinstance(value, Mapping) else []
        if words:
            raise ValueError(f"'{words[0]}' must stand under a shape, as {{lognormal: {{mean: 4m, sd: 3m}}}}.")
        return value

    @property
    def mean_s(self) -> float:
        """Return the exact mean in seconds; infinite where there is none, NaN when its file cannot be read."""
        return self._moments[0]

    @property
    def sd_s(self) -> float:
        """Return the exact standard deviation in seconds; infinite where there is none, NaN as for the mean."""
        return self._moments[1]

    @property
    def has_mean(self) -> bool:
        """Return whether the mean is finite; no file is opened to tell."""
        if self.mixture is not None:
            return all(part.of.has_mean for part in self.mixture.values() if part.share > 0)
        inner = self.zero or self.shifted
        if inner is not None:
            return inner.of.has_mean
        return self.log_logistic is None or self.log_logistic.mean_s < math.inf

    @property
    def _moments(self) -> tuple[float, float]:
        if self.mixture is not None:
            return _mixed([(part.share, *part.of._moments) for part in self.mixture.values()])
        if self.zero is not None:
            return _mixed([(self.zero.share, 0.0, 0.0), (1 - self.zero.share, *self.zero.of._moments)])
        if self.shifted is not None:
            mean_s, sd_s = self.shifted.of._moments
            return self.shifted.by_s + mean_s, sd_s
        if self.deterministic is not None:
            return self.deterministic, 0.0
        shape = next(one for name in self.exactly_one if (one := getattr(self, name)) is not None)
        return shape.mean_s, shape.sd_s


def _mixed(parts: list[tuple[float, float, float]]) -> tuple[float, float]:
    """Return mean and sd of a mixture of (share, mean, sd): variances inside, and of the means around their mean."""
    there = [part for part in parts if part[0] > 0]
    mean_s = math.fsum(share * mean for share, mean, _ in there)
    if math.isinf(mean_s):
        return mean_s, math.inf
    return mean_s, math.sqrt(math.fsum(share * (sd**2 + (mean - mean_s) ** 2) for share, mean, sd in there))


for _noun in (Part, Shifted, Zero):
    _noun.model_rebuild()
