"""Quantiles of Student's distribution, of our own: versions of a library must not move what is written.

A quantile is solved for once at a few places, to the last digits, and looked up in between. Looking up takes additions
and multiplications alone, so a value has the same bits whether it is asked for alone or among thousands.
"""

import math
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Number = TypeVar("Number", float, Floats)

EDGES = (0.0, 1 / 64, 1 / 16, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 3 / 4, 1.0)
"""Pieces of 1 / degrees, in each of which the quantile is a polynomial."""
TERMS = 14
"""Terms of a polynomial."""
FEW = 64
"""So many degrees are looked up one by one; more, all at once."""


def student_quantile(degrees: Floats, tail: float) -> Floats:
    """Return the t that is exceeded with probability ``tail``, 0 < tail < ½, by each of the ``degrees`` > 0.

    The relative error is at most 10⁻¹³.
    """
    each = np.asarray(degrees, dtype=np.float64)
    if each.size <= FEW:
        found = [_one(one, tail) for one in each.ravel().tolist()]
        return np.array(found, dtype=np.float64).reshape(each.shape)
    at = 1.0 / np.maximum(each, 1.0)
    t = np.empty(each.shape)
    for number, (first, last) in enumerate(_pieces()):
        inside = (at > first) & (at <= last) if number else at <= last
        if inside.any():
            t[inside] = _polynomial(_table(tail, number), _within(at[inside], first, last))
    for place in np.flatnonzero(each < 1.0).tolist():
        t.flat[place] = _solved(float(each.flat[place]), tail)
    return t


@lru_cache(maxsize=65536)
def _one(degrees: float, tail: float) -> float:
    if degrees < 1.0:
        return _solved(degrees, tail)
    at = 1.0 / degrees
    number = next(number for number, (_, last) in enumerate(_pieces()) if at <= last)
    found: float = _polynomial(_table(tail, number), _within(at, *_pieces()[number]))
    return found


@lru_cache(maxsize=1)
def _pieces() -> tuple[tuple[float, float], ...]:
    return tuple(pairwise(EDGES))


def _within(at: Number, first: float, last: float) -> Number:
    """Return where in a piece something is, from -1 to 1."""
    return (at - (first + last) / 2) * (2 / (last - first))


def _polynomial(terms: tuple[float, ...], at: Number) -> Number:
    """Return the sum of Chebyshev's polynomials (Clenshaw's recurrence)."""
    twice = at * 2.0
    later, latest = at * 0.0, at * 0.0
    for term in terms[:0:-1]:
        later, latest = twice * later - latest + term, later
    return at * later - latest + terms[0]


@lru_cache(maxsize=4096)
def _table(tail: float, number: int) -> tuple[float, ...]:
    """Return the terms of a piece, from quantiles at Chebyshev's nodes."""
    first, last = _pieces()[number]
    angles = [math.pi * (place + 0.5) / TERMS for place in range(TERMS)]
    ats = [(first + last) / 2 + (last - first) / 2 * math.cos(angle) for angle in angles]
    values = [_solved(1.0 / at, tail) for at in ats]
    terms = [
        2 / TERMS * math.fsum(value * math.cos(k * angle) for value, angle in zip(values, angles, strict=True))
        for k in range(TERMS)
    ]
    return (terms[0] / 2, *terms[1:])


def _solved(degrees: float, tail: float) -> float:
    """Return a quantile by Newton's method on the logarithm of the tail, which is concave in that of t."""
    u = math.log(NormalDist().inv_cdf(1 - tail))
    for _ in range(100):
        t = math.exp(u)
        above, density = _tail_and_density(t, degrees)
        step = math.log(above / tail) * above / (t * density)
        u += step
        if abs(step) < 1e-15:
            break
    return math.exp(u)


def _tail_and_density(t: float, degrees: float) -> tuple[float, float]:
    """Return the probability of more than t, and the density there.

        P(T > t) = ½ I(ν / (ν + t²); ν / 2, ½)

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.8 (the continued fraction).
    """
    a, b = degrees / 2, 0.5
    square = t * t / degrees
    scale = math.exp(_log_ratio(a) - 0.5 * math.log(math.pi) - a * math.log1p(square))
    density = scale / math.sqrt(degrees * (1 + square))
    x, y = 1 / (1 + square), square / (1 + square)
    # x^a y^½ / B(a, ½), the same for both sides.
    power = scale * math.sqrt(y)
    if x < (a + 1) / (a + b + 2):
        return 0.5 * power * _fraction(x, a, b) / a, density
    return 0.5 * (1 - power * _fraction(y, b, a) / b), density


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / (1 + even * d), 1 + even / c
        found *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / (1 + odd * d), 1 + odd / c
        found *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return found


def _log_ratio(a: float) -> float:
    """Return log(Γ(a + ½) / Γ(a)): where a is large, what both have in common would take the digits.

    Source: the asymptotic series of the ratio, as in Abramowitz and Stegun, 6.1.47; below 25 by recurrence.
    """
    less = 0.0
    while a < 25:
        less += math.log1p(0.5 / a)
        a += 1
    s = 1 / (a * a)
    series = (-1 / 8 + s * (1 / 192 + s * (-1 / 640 + s * (17 / 14336 - s * 31 / 18432)))) / a
    return 0.5 * math.log(a) + series - less
