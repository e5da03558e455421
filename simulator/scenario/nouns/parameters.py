"""The parameters that a mean and a spread, or two percentiles, stand for: pure mathematics, exact to rounding.

Analysts know means, standard deviations and percentiles; formulas want shapes and scales. Where no formula leads from
one to the other, a bisection does, to the last bits. A *spread* is a coefficient of variation, sd / mean.

A *point* of a distribution is (share, seconds): so large a share is not longer than that. Formulas: Johnson, Kotz,
Balakrishnan: Continuous univariate distributions, 2nd ed., chapters 13 (normal), 17 (gamma), 21 (Weibull) and 23
(log-logistic).
"""

import math
from collections.abc import Callable
from functools import lru_cache

Point = tuple[float, float]

SPREAD_MIN, SPREAD_MAX = 0.001, 10.0
"""Between these, shapes are found and drawn exactly. Below, a duration is as good as fixed; above, as good as none."""
CUT_MAX = 0.99
"""The largest spread of a normal distribution cut off at 0; its limit is 1, that of an exponential one."""
_CUT_LEAST, _CUT_MOST = -1000.0, 10.0
_NORMAL = {
    0.25: -0.6744897501960817,
    0.5: 0.0,
    0.75: 0.6744897501960817,
    0.9: 1.2815515655446004,
    0.95: 1.6448536269514722,
}
"""The normal quantiles of the shares that percentiles are given for."""
_SERIES = ((2, math.pi**2 / 6), (3, 1.2020569031595942), (4, math.pi**4 / 90), (5, 1.03692775514337), (6, 1.0173430620))
"""Riemann's zeta, for the logarithm of the gamma function near 1."""
_TURNS = 200
_LAST_BITS = 4e-16


def lognormal_between(low: Point, high: Point) -> tuple[float, float]:
    """Return (median in s, standard deviation of the logarithm) of the lognormal through two points."""
    sigma = math.log(high[1] / low[1]) / (_NORMAL[high[0]] - _NORMAL[low[0]])
    return math.exp(math.log(low[1]) - sigma * _NORMAL[low[0]]), sigma


@lru_cache(maxsize=1024)
def weibull_shape(spread: float) -> float:
    """Return the shape k whose spread is given: spread² = Γ(1 + 2/k) / Γ(1 + 1/k)² − 1."""
    wanted = math.log1p(spread * spread)
    return 1 / _solved(lambda inverse: _twice_gamma(inverse) - wanted, 1e-5, 100.0)


def weibull_spread(shape: float) -> float:
    """Return the spread of a Weibull distribution, sd / mean."""
    return math.sqrt(math.expm1(_twice_gamma(1 / shape)))


def weibull_between(low: Point, high: Point) -> tuple[float, float]:
    """Return (shape, scale in s) of the Weibull distribution through two points: u = 1 − exp(−(x / scale)^shape)."""
    depth = [-math.log1p(-share) for share in (low[0], high[0])]
    shape = math.log(depth[1] / depth[0]) / math.log(high[1] / low[1])
    return shape, low[1] * math.exp(-math.log(depth[0]) / shape)


@lru_cache(maxsize=1024)
def log_logistic_shape(spread: float) -> float:
    """Return the shape β > 2 whose spread is given: spread² = tan(π/β) / (π/β) − 1."""
    wanted = spread * spread
    return math.pi / _solved(lambda angle: _tan_over(angle) - wanted, 1e-5, math.pi / 2 * (1 - 1e-12))


def log_logistic_mean(shape: float, scale_s: float) -> float:
    """Return the mean in seconds, scale · (π/β) / sin(π/β); infinite when the shape β is at most 1."""
    return scale_s * (math.pi / shape) / math.sin(math.pi / shape) if shape > 1 else math.inf


def log_logistic_spread(shape: float) -> float:
    """Return sd / mean; infinite when the shape is at most 2."""
    return math.sqrt(_tan_over(math.pi / shape)) if shape > 2 else math.inf


def log_logistic_between(low: Point, high: Point) -> tuple[float, float]:
    """Return (shape, scale in s) of the log-logistic through two points: u = 1 / (1 + (x / scale)^−shape)."""
    odds = [math.log(share / (1 - share)) for share in (low[0], high[0])]
    shape = (odds[1] - odds[0]) / math.log(high[1] / low[1])
    return shape, low[1] * math.exp(-odds[0] / shape)


@lru_cache(maxsize=1024)
def gamma_between(low: Point, high: Point) -> tuple[float, float]:
    """Return (shape, scale in s) of the gamma distribution through two points; the shape is in what is drawn exactly.

    Raises ValueError when no such shape is far or near enough.
    """
    least, most = SPREAD_MAX**-2, SPREAD_MIN**-2

    def above(shape: float) -> float:
        first = _gamma_logarithm(shape, low[0])
        return _gamma_share(shape, math.exp(first) * high[1] / low[1]) - high[0]

    # The larger the shape, the nearer the percentiles are to each other in a ratio, and the more lies below the second.
    if above(least) > 0 or above(most) < 0:
        raise ValueError("no such shape")
    shape = math.exp(_solved(lambda logarithm: above(math.exp(logarithm)), math.log(least), math.log(most)))
    return shape, math.exp(math.log(low[1]) - _gamma_logarithm(shape, low[0]))


@lru_cache(maxsize=1024)
def normal_cut(spread: float) -> float:
    """Return where a normal distribution is cut, in its own deviations from its center, so that the rest has a spread.

    What is left of a standard normal beyond the cut c, seen from c, has mean h − c and variance 1 − h (h − c), with
    h = φ(c) / Q(c).
    """
    return _solved(lambda cut: normal_spread(cut) - spread, _CUT_LEAST, _CUT_MOST)


def normal_spread(cut: float) -> float:
    """Return sd / mean of what is left beyond the cut, seen from the cut."""
    return math.sqrt(1 - _hazard(cut) * normal_mean(cut)) / normal_mean(cut)


def normal_mean(cut: float) -> float:
    """Return the mean of what is left beyond the cut, seen from the cut, in deviations of the whole normal."""
    return _hazard(cut) - cut


@lru_cache(maxsize=1024)
def normal_between(low: Point, high: Point) -> tuple[float, float]:
    """Return (cut, standard deviation before the cut in s) of the cut normal distribution through two points.

    Raises ValueError when there is none.
    """

    def beyond(cut: float) -> float:
        first = _normal_point(cut, low[0])
        return (1 - high[0]) * _tail(cut) - _tail(cut + first * high[1] / low[1])

    if beyond(_CUT_MOST) > 0 or beyond(_CUT_LEAST) < 0:
        raise ValueError("no such cut")
    cut = _solved(lambda one: -beyond(one), _CUT_LEAST, _CUT_MOST)
    return cut, low[1] / _normal_point(cut, low[0])


def _solved(of: Callable[[float], float], low: float, high: float) -> float:
    """Return where an increasing function is 0, between ``low`` and ``high``, to the last bits.

    The secant through both sides; a side that stays counts half the next time (Illinois), and every fourth turn is a
    bisection, so that it always ends.
    """
    below, above, stayed, last = of(low), of(high), 0, math.inf
    for turn in range(_TURNS):
        share = below / (below - above) if below < above and turn % 4 < 3 else 0.5
        middle = low + (high - low) * share
        if not low < middle < high:
            middle = (low + high) / 2
        value = of(middle)
        if value == 0 or abs(middle - last) <= _LAST_BITS * abs(middle):
            return middle
        last = middle
        if value < 0:
            low, below = middle, value
            above, stayed = (above / 2 if stayed < 0 else above), -1
        else:
            high, above = middle, value
            below, stayed = (below / 2 if stayed > 0 else below), 1
    return (low + high) / 2


def _twice_gamma(inverse: float) -> float:
    """Return ln Γ(1 + 2x) − 2 ln Γ(1 + x); by its series where the difference would lose digits."""
    if inverse > 0.005:
        return math.lgamma(1 + 2 * inverse) - 2 * math.lgamma(1 + inverse)
    return math.fsum(zeta / n * (2.0**n - 2) * (-inverse) ** n for n, zeta in _SERIES)


def _tan_over(angle: float) -> float:
    """Return tan(x) / x − 1; by its series where the difference would lose digits."""
    if angle > 0.01:
        return math.tan(angle) / angle - 1
    return angle**2 / 3 + 2 * angle**4 / 15 + 17 * angle**6 / 315


def _tail(z: float) -> float:
    """Return the share of a standard normal beyond ``z``."""
    return math.erfc(z / math.sqrt(2)) / 2


def _hazard(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi) / _tail(z)


def _normal_point(cut: float, share: float) -> float:
    """Return how far beyond the cut the smallest ``share`` of what is left reaches."""
    wanted = (1 - share) * _tail(cut)
    return _solved(lambda far: wanted - _tail(cut + far), 0.0, 10.0 - min(cut, 0.0))


def _gamma_logarithm(shape: float, share: float) -> float:
    """Return the logarithm of the gamma quantile of ``share``, at scale 1.

    Newton's method on logarithms, where the distribution function is concave, so that it converges from anywhere.
    """
    cube = 1 - 1 / (9 * shape) + _NORMAL[share] / (3 * math.sqrt(shape))
    # Wilson and Hilferty's cube; for small shapes P(x) = x^k / Γ(k + 1), which is so near 0.
    found = math.log(shape * cube**3) if shape > 1 else (math.log(share) + math.lgamma(shape + 1)) / shape
    for _ in range(_TURNS):
        x = math.exp(found)
        mine = _gamma_share(shape, x)
        step = math.log(mine / share) * mine / (shape * _gamma_front(shape, x))
        found -= step
        if abs(step) < 1e-13:
            break
    return found


def _gamma_share(shape: float, x: float) -> float:
    """Return the share of a gamma distribution of scale 1 below ``x``: by its series, or the continued fraction.

    Abramowitz, Stegun: Handbook of mathematical functions, 6.5.29 and 6.5.31.
    """
    front = _gamma_front(shape, x)
    if x < shape + 1:
        term = total = 1.0
        after = shape
        while term > 1e-17 * total:
            after += 1
            term *= x / after
            total += term
        return front * total
    # Lentz's way through the continued fraction of the other side, from its front.
    b = x + 1 - shape
    c, d = math.inf, 1 / b
    fraction, n = d, 0
    while True:
        n += 1
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        fraction *= d * c
        if abs(d * c - 1) < 1e-16 or n > 100_000:
            return 1 - front * shape * fraction


def _gamma_front(shape: float, x: float) -> float:
    """Return x^k e^−x / Γ(k + 1), without the cancellation that large shapes bring."""
    if shape < 100:
        return math.exp(shape * math.log(x) - x - math.lgamma(shape + 1))
    far = x / shape - 1
    stirling = 1 / (12 * shape) - 1 / (360 * shape**3)
    return math.exp(-shape * (far - math.log1p(far)) - stirling) / math.sqrt(2 * math.pi * shape)
