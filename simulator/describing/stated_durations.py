"""Durations as they are stated and as they are drawn: do mean, spread and tail agree as far as chance allows?

What is stated is exact: mean and sd by their formulas, the percentile by the distribution's own inversion. A doubt is
raised only for what chance would do less than once in a hundred thousand such looks.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from simulator.demand.distributions import quantile, shape_of, steps_at
from simulator.describing.description import DurationFound, Moments
from simulator.describing.drawn import ARRIVED, LATER_PATIENCE, THINKING, Drawn, Seconds
from simulator.scenario.nouns import CustomerKind, Distribution, Patiences, Scenario
from simulator.units import GRID_PER_S

ERRORS = 5.0
"""So many standard errors beside it, a mean is doubted."""
_LARGEST_STEP = 2.5
"""So far apart, in 1 / √cases, two distribution functions are beyond chance: 2 exp(−2 · 2.5²) is 7 in a million."""
_FEW = 30
"""With fewer cases nothing is doubted."""
_LOOKED_AT = 20_000
"""The whole distribution is compared on so many."""
_TAIL = 0.9
WORK = "replies.work"
"""Of conversations, the work on one reply; drawn is that on the first."""


def durations_found(scenario: Scenario, drawn: Drawn) -> tuple[DurationFound, ...]:
    """Return talk, wrap-up and patience of every kind of customers, and of conversations what their replies take.

    Raises ScenarioError for files of durations.
    """
    return tuple(_all(scenario, drawn))


def _all(scenario: Scenario, drawn: Drawn) -> Iterator[DurationFound]:
    for name, one in scenario.contact_types.items():
        for kind in one.kinds:
            sample = drawn.durations[name, kind.segment]
            for what, steps, column in _of_kind(kind):
                seconds = sample[column]
                if len(steps) == 1:
                    yield _found(name, kind.segment, what, next(iter(steps.values())), seconds)
                    continue
                step = steps_at(steps, sample[ARRIVED])
                for place, (from_s, stated) in enumerate(steps.items()):
                    yield _found(name, kind.segment, what, stated, seconds[step == place], from_s)


def _of_kind(kind: CustomerKind) -> Iterator[tuple[str, Patiences, str]]:
    """Yield the durations of customers who are alike: what each is, as stated, and which column of the draws it is."""
    replies = kind.replies
    yield "talk" if replies is None else WORK, kind.talk, "talk"
    if replies is not None and max(replies.number.shares()) > 1:
        yield THINKING, replies.thinking, THINKING
        yield LATER_PATIENCE, replies.patience, LATER_PATIENCE
    yield "wrap_up", kind.wrap_up, "wrap_up"
    yield "patience", kind.patience, "patience"


def _found(
    type_: str,
    segment: str | None,
    what: str,
    stated: Distribution | None,
    sample: Seconds,
    from_s: float | None = None,
) -> DurationFound:
    exact = _stated(stated)
    form = "endless" if stated is None else _form(stated)
    doubt = "" if stated is None else _doubt(stated, exact, sample)
    return DurationFound(type_, segment, what, form, exact, len(sample), moments_of(sample), doubt, from_s)


def _form(stated: Distribution) -> str:
    return next(name for name in stated.exactly_one if getattr(stated, name) is not None)


def _stated(stated: Distribution | None) -> Moments:
    if stated is None:
        return Moments(math.inf, math.nan, math.inf)
    return Moments(stated.mean_s, stated.sd_s, float(quantile(stated, np.array([_TAIL]))[0]))


def moments_of(sample: Seconds) -> Moments:
    """Return mean, standard deviation and 90th percentile of a sample; NaN when there is not enough of it."""
    if not len(sample):
        return Moments(math.nan, math.nan, math.nan)
    if np.isinf(sample).any():
        return Moments(math.inf, math.nan, math.inf)
    # The smallest that nine in ten do not exceed, as the inversion means it.
    p90_s = float(np.quantile(sample, _TAIL, method="inverted_cdf"))
    sd_s = float(np.std(sample, ddof=1)) if len(sample) > 1 else math.nan
    return Moments(float(np.mean(sample)), sd_s, p90_s)


def _doubt(stated: Distribution, exact: Moments, sample: Seconds) -> str:
    """Say what of a sample disagrees with what is stated. The sd is not judged by itself: chance moves it too much."""
    if len(sample) < _FEW:
        return ""
    if mean_is_doubted(sample, exact.mean_s, exact.sd_s):
        return (
            f"the mean of {len(sample):,} draws is {np.mean(sample):,.4g} s, the stated mean is {exact.mean_s:,.4g} s."
        )
    apart = largest_step(stated, sample[:_LOOKED_AT])
    looked_at = min(len(sample), _LOOKED_AT)
    if apart * math.sqrt(looked_at) > _LARGEST_STEP:
        return (
            f"{looked_at:,} draws have a different distribution than stated: at some point they differ by {apart:.1%}."
        )
    return ""


def mean_is_doubted(sample: Sequence[float] | Seconds, mean: float, sd: float) -> bool:
    """Return whether a sample's mean is too far from ``mean`` for chance, its values having standard deviation ``sd``.

    Skewed values have means that reach further on one side: the limit is wider by the first term of the Cornish-Fisher
    expansion (Abramowitz and Stegun 26.2.49). Without a finite sd nothing can be said.
    """
    if not (math.isfinite(mean) and math.isfinite(sd)):
        return False
    off = float(np.mean(sample)) - mean
    if sd == 0.0:
        return abs(off) > 1.0 / GRID_PER_S
    skew = float(np.mean(((np.asarray(sample) - mean) / sd) ** 3)) / math.sqrt(len(sample))
    limit = ERRORS + (ERRORS**2 - 1) / 6 * max(0.0, math.copysign(skew, skew * off))
    return abs(off) > limit * sd / math.sqrt(len(sample)) + 1.0 / GRID_PER_S


def largest_step(stated: Distribution, sample: Seconds) -> float:
    """Return the largest distance between the sample's distribution function and the stated one (Kolmogorov, Smirnov).

    To half a step of the time grid, so that durations which many share are not taken for a difference.
    """
    shape, ordered, n = shape_of(stated), np.sort(sample), len(sample)
    up = np.arange(1, n + 1) / n - (1.0 - shape.above(ordered + 1.0 / GRID_PER_S))
    down = shape.below(ordered - 1.0 / GRID_PER_S) - np.arange(n) / n
    return float(max(up.max(), down.max(), 0.0))
