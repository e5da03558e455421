"""Durations that differ from contact to contact: the shapes of chance an analyst can name."""

from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Duration, Noun, OneOf, Ratio


class Exponential(Noun):
    """Many short ones, a few long ones: the standard deviation equals the mean. The usual shape of patience."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    patience: {exponential: {mean: 3m}}   # half of them wait less than 2m05s
"""

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean; more than nothing.", examples=["4m"])


class Lognormal(Noun):
    """Mostly short, a few long, hardly any very short. The usual shape of talk times."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {lognormal: {mean: 4m, sd: 3m}}
    wrap_up: {lognormal: {mean: 30s, cv: 0.5}}   # the same as sd: 15s
"""

    exactly_one: ClassVar[tuple[str, ...]] = ("sd", "cv")

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean; more than nothing.", examples=["4m"])
    sd_s: Duration | None = Field(
        None, alias="sd", description="The standard deviation. Left out: give `cv`.", examples=["3m"]
    )
    cv: Ratio | None = Field(
        None, description="The coefficient of variation, sd / mean. Left out: give `sd`.", examples=[0.9, "90%"]
    )

    @model_validator(mode="after")
    def _one_spread(self) -> "Lognormal":
        if (self.sd_s is None) == (self.cv is None):
            raise ValueError("give either 'sd' or 'cv', as {mean: 4m, sd: 3m}.")
        return self

    @property
    def spread(self) -> float:
        """Return the coefficient of variation."""
        return self.cv if self.cv is not None else (self.sd_s or 0.0) / self.mean_s


class Distribution(OneOf):
    """A duration that differs from contact to contact: exactly one shape. A bare duration is always the same."""

    bare: ClassVar[str] = "deterministic"
    exactly_one: ClassVar[tuple[str, ...]] = ("exponential", "lognormal", "deterministic")
    example: ClassVar[str] = """\
contact_types:
  orders:
    talk: {lognormal: {mean: 4m, sd: 3m}}   # one shape, with what it needs
    wrap_up: 30s                            # short for {deterministic: 30s}
"""

    exponential: Exponential | None = Field(
        None, description="Many short ones, a few long ones. Left out: another shape.", examples=[{"mean": "4m"}]
    )
    lognormal: Lognormal | None = Field(
        None,
        description="Mostly short, a few long. Left out: another shape.",
        examples=[{"mean": "4m", "sd": "3m"}],
    )
    deterministic: Duration | None = Field(
        None, description="Always the same; a bare duration means this. Left out: another shape.", examples=["4m"]
    )

    @property
    def mean_s(self) -> float:
        """Return the exact mean in seconds."""
        if self.exponential:
            return self.exponential.mean_s
        if self.lognormal:
            return self.lognormal.mean_s
        return self.deterministic or 0.0
