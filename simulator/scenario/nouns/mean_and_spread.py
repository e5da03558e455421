"""The shapes with two parameters have one base: a mean with sd or cv, or two percentiles."""

import math
from collections.abc import Callable
from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Duration, Noun, Ratio
from simulator.scenario.nouns.parameters import SPREAD_MAX, SPREAD_MIN, Point
from simulator.units import LONGEST_S, format_duration

_GRID = 1e-5

PERCENTILES = {"p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


class MeanAndSpread(Noun):
    """Base of the shapes with two parameters: a mean with sd or cv."""

    stated_mean_s: Duration | None = Field(
        None,
        alias="mean",
        gt=0,
        description="The mean, with `sd` or `cv`. Left out: give percentiles.",
        examples=["4m"],
    )
    stated_sd_s: Duration | None = Field(
        None, alias="sd", description="The standard deviation, with `mean`. Left out: give `cv`.", examples=["3m"]
    )
    stated_cv: Ratio | None = Field(
        None,
        alias="cv",
        description="The coefficient of variation, sd / mean, with `mean`. Left out: give `sd`.",
        examples=[0.9, "90%"],
    )
    p25_s: Duration | None = Field(
        None,
        alias="p25",
        gt=0,
        description="The 25th percentile: a quarter are at most this long. Left out: `mean`, or two others.",
        examples=["1m30s"],
    )
    p50_s: Duration | None = Field(
        None,
        alias="p50",
        gt=0,
        description="The median: half are at most this long. Left out: `mean`, or two others.",
        examples=["3m"],
    )
    p75_s: Duration | None = Field(
        None,
        alias="p75",
        gt=0,
        description="The 75th percentile: three quarters are at most this long. Left out: `mean`, or two others.",
        examples=["5m"],
    )
    p90_s: Duration | None = Field(
        None,
        alias="p90",
        gt=0,
        description="The 90th percentile: 90% are at most this long. Left out: `mean`, or two others.",
        examples=["8m"],
    )
    p95_s: Duration | None = Field(
        None,
        alias="p95",
        gt=0,
        description="The 95th percentile: 95% are at most this long. Left out: `mean`, or two others.",
        examples=["11m"],
    )

    ways: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("mean", "sd"),
        ("mean", "cv"),
        *((one, other) for one in PERCENTILES for other in PERCENTILES if one < other),
    )
    ways_said: ClassVar[str] = (
        f"`mean` with `sd` or `cv`, or two percentiles, of {', '.join(f'`{word}`' for word in PERCENTILES)}. A "
        "strategy that gives another of these keys replaces those that cannot stand beside it."
    )
    scaled: ClassVar[tuple[str, ...] | None] = ("mean", "sd", *PERCENTILES)
    moved: ClassVar[tuple[str, ...] | None] = ("mean", *PERCENTILES)
    cv_max: ClassVar[float] = SPREAD_MAX
    instead: ClassVar[str] = "Use lognormal, or a mixture of shorter and longer ones"

    @model_validator(mode="after")
    def _one_way(self) -> "MeanAndSpread":
        given = [word for word in ("mean", "sd", "cv", *PERCENTILES) if self._stated(word) is not None]
        if tuple(given) not in self.ways:
            got = " and ".join(filter(None, (", ".join(given[:-1]), *given[-1:]))) or "nothing"
            raise ValueError(
                "give 'mean' with either 'sd' or 'cv', as {mean: 4m, sd: 3m}, or two percentiles, as "
                f"{{p50: 3m, p90: 8m}}; got {got}."
            )
        if given[0] in PERCENTILES:
            self._check_points(*given)
        else:
            self._check_spread(given[1])
        return self

    @property
    def mean_s(self) -> float:
        """Return the exact mean in seconds."""
        return self.stated_mean_s if self.stated_mean_s is not None else self._between(self._mean_s)

    @property
    def sd_s(self) -> float:
        """Return the exact standard deviation in seconds."""
        return self.spread * self.mean_s

    @property
    def spread(self) -> float:
        """Return the exact coefficient of variation."""
        if self.stated_mean_s is None:
            return self._between(self._spread)
        return self.stated_cv if self.stated_cv is not None else (self.stated_sd_s or 0.0) / self.stated_mean_s

    @property
    def parameters(self) -> tuple[float, float]:
        """Return the shape's own two parameters; what they are says each shape."""
        if self.stated_mean_s is None:
            return self._through(*self._points())
        return self._from_mean(self.stated_mean_s, self.spread)

    def _between(self, of: Callable[[float, float], float]) -> float:
        return of(*self._through(*self._points()))

    def _stated(self, word: str) -> float | None:
        value: float | None = getattr(self, f"{word}_s" if word in PERCENTILES else _FIELDS[word])
        return value

    def _points(self) -> tuple[Point, Point]:
        low, high = ((share, value) for word, share in PERCENTILES.items() if (value := self._stated(word)) is not None)
        return low, high

    def _check_points(self, low: str, high: str) -> None:
        (_, low_s), (_, high_s) = self._points()
        texts = f"'{low}' ({format_duration(low_s)})", f"'{high}' ({format_duration(high_s)})"
        if low_s >= high_s:
            raise ValueError(f"{texts[0]} must be less than {texts[1]}.")
        try:
            spread, mean_s = self.spread, self.mean_s
        except (ValueError, OverflowError):
            spread, mean_s = math.nan, math.nan
        if not (self._fits(spread) and (mean_s <= LONGEST_S or mean_s == math.inf)):
            raise ValueError(f"no distribution of this shape has {texts[0]} and {texts[1]}. {self.instead}.")

    def _check_spread(self, word: str) -> None:
        if self._fits(self.spread):
            return
        limit = f"at least {SPREAD_MIN:.1%}" if self.spread < SPREAD_MIN else f"at most {self.cv_max * 100:.10g}%"
        instead = "Write the duration alone" if self.spread < SPREAD_MIN else self.instead
        raise ValueError(f"'{word}' must be {limit} of the mean, got {self.spread * 100:.4g}%. {instead}.")

    def _fits(self, spread: float) -> bool:
        # sd and mean are on the time grid, so their ratio is a little beside what was written.
        return SPREAD_MIN * (1 - _GRID) <= spread <= self.cv_max * (1 + _GRID)

    def _through(self, low: Point, high: Point) -> tuple[float, float]:
        raise NotImplementedError

    def _from_mean(self, mean_s: float, spread: float) -> tuple[float, float]:
        raise NotImplementedError

    def _mean_s(self, first: float, second: float) -> float:
        raise NotImplementedError

    def _spread(self, first: float, second: float) -> float:
        raise NotImplementedError


_FIELDS = {"mean": "stated_mean_s", "sd": "stated_sd_s", "cv": "stated_cv"}
