"""Rates over the day as straight lines, each with a beginning, an end and a rate at both.

Every form of arrivals becomes such a curve, so that its integral and its inverse are exact and there is one way to draw
from it. Steps and lines are what they are; what is bent (smooth curves, fading campaigns) is drawn from one minute of
the clock to the next, and then that is the curve.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from simulator.units import HOUR_S

MINUTE_S = 60.0

Points = tuple[tuple[float, float], ...]
"""(second of the day, value), in order of time."""


class Line(NamedTuple):
    """A rate that runs from one value to another; per hour, times in seconds since 00:00 of day 0."""

    from_s: float
    to_s: float
    begins: float
    ends: float

    @property
    def total(self) -> float:
        """Return the integral: how many are expected."""
        return (self.begins + self.ends) / 2 * (self.to_s - self.from_s) / HOUR_S

    def value(self, time_s: float) -> float:
        """Return the rate at a time from beginning to end, both included."""
        if self.begins == self.ends:
            return self.begins
        along = (time_s - self.from_s) / (self.to_s - self.from_s)
        return self.begins + (self.ends - self.begins) * along


Curve = tuple[Line, ...]
"""Lines in order of time that do not overlap; outside of them nobody comes."""


def steps(rates: Mapping[float, float], from_s: float, to_s: float) -> Curve:
    """Return {time in s: per hour} as a curve in [from_s, to_s): each rate holds until the next.

    Steps that change nothing are left out, so that writing one more moves nobody.
    """
    changes: list[tuple[float, float]] = []
    for time_s, rate in sorted(rates.items()):
        if not changes or changes[-1][1] != rate:
            changes.append((time_s, rate))
    ends_s = [*(time_s for time_s, _ in changes[1:]), math.inf]
    lines = (Line(time_s, end_s, rate, rate) for (time_s, rate), end_s in zip(changes, ends_s, strict=False))
    return cut(lines, from_s, to_s)


def straight(points: Points, from_s: float, to_s: float) -> Curve:
    """Return straight lines between ``points`` in [from_s, to_s); nobody before the first, the last value holds on."""
    lines = [Line(one_s, next_s, one, next_) for (one_s, one), (next_s, next_) in pairwise(points)]
    last_s, last = points[-1]
    return cut((*lines, Line(last_s, math.inf, last, last)), from_s, to_s)


@lru_cache(maxsize=256)
def smooth(points: Points, from_s: float, to_s: float) -> Curve:
    """Return a curve through ``points`` in [from_s, to_s), monotone between neighbours; it ends as ``straight`` does.

    Piecewise cubic Hermite interpolation with the slopes of Fritsch and Butland (A method for constructing local
    monotone piecewise cubic interpolants, SIAM J. Sci. Stat. Comput. 5, 1984).
    """
    slopes = _slopes(points)
    nodes: list[tuple[float, float]] = []
    for k, ((one_s, one), (next_s, next_)) in enumerate(pairwise(points)):
        length_s = next_s - one_s
        for time_s in _minutes(one_s, next_s)[:-1]:
            x = (time_s - one_s) / length_s
            bend = (1 - x) * slopes[k] - x * slopes[k + 1]
            value = one * (1 - x) ** 2 * (1 + 2 * x) + next_ * x**2 * (3 - 2 * x) + length_s * x * (1 - x) * bend
            # A rounding error below zero would be a rate that takes people away.
            nodes.append((time_s, max(value, 0.0)))
    return straight((*nodes, points[-1]), from_s, to_s)


def spread(profile: Mapping[float, float] | None, bent: bool, from_s: float, to_s: float) -> Curve:
    """Return how a day is spread, shares per hour that add up to 1; the last share of ``profile`` ends at ``to_s``.

    Each share is spread evenly until the next; ``bent`` along a curve without jumps. No profile is evenly over the day.
    """
    shares = tuple(sorted((profile or {from_s: 1.0}).items()))
    ends_s = [time_s for time_s, _ in shares[1:]] + [max(to_s, shares[-1][0])]
    spans = tuple((time_s, end_s, share) for (time_s, share), end_s in zip(shares, ends_s, strict=True))
    if bent:
        return _bent(tuple(span for span in spans if span[0] < span[1]))
    return steps({one_s: share * HOUR_S / (end_s - one_s) for one_s, end_s, share in spans if one_s < end_s}, 0.0, to_s)


@lru_cache(maxsize=256)
def _bent(spans: tuple[tuple[float, float, float], ...]) -> Curve:
    """Return a curve whose integral over each span (from, to, share) is its share.

    The derivative of the monotone interpolation of the sum so far, so it is nowhere below zero.
    """
    means = [share / (end_s - one_s) for one_s, end_s, share in spans]
    so_far, points = 0.0, [(spans[0][0], 0.0)]
    for _, end_s, share in spans:
        so_far += share
        points.append((end_s, so_far))
    slopes = _slopes(tuple(points))
    curve: list[Line] = []
    for k, (one_s, end_s, share) in enumerate(spans):
        nodes = []
        for time_s in _minutes(one_s, end_s):
            x = (time_s - one_s) / (end_s - one_s)
            rate = slopes[k] * (1 - x) * (1 - 3 * x) + slopes[k + 1] * x * (3 * x - 2) + means[k] * 6 * x * (1 - x)
            nodes.append((time_s, max(rate, 0.0) * HOUR_S))
        lines = [Line(a_s, b_s, a, b) for (a_s, a), (b_s, b) in pairwise(nodes)]
        total = math.fsum(line.total for line in lines)
        # From minute to minute the curve is a little less than it is; the share is what was promised.
        curve += times(tuple(lines), share / total) if total else lines
    return tuple(curve)


def _slopes(points: Points) -> list[float]:
    """Return the slope at each point: a weighted harmonic mean of its neighbours', 0 where the direction turns."""
    lengths = [b_s - a_s for (a_s, _), (b_s, _) in pairwise(points)]
    rises = [(b - a) / length for ((_, a), (_, b)), length in zip(pairwise(points), lengths, strict=True)]
    if len(rises) == 1:
        return [rises[0], rises[0]]
    inner = []
    for (left_s, right_s), (left, right) in zip(pairwise(lengths), pairwise(rises), strict=True):
        if left * right <= 0.0:
            inner.append(0.0)
        else:
            one, other = 2 * right_s + left_s, right_s + 2 * left_s
            inner.append((one + other) / (one / left + other / right))
    first = _end_slope(lengths[0], lengths[1], rises[0], rises[1])
    last = _end_slope(lengths[-1], lengths[-2], rises[-1], rises[-2])
    return [first, *inner, last]


def _end_slope(near_s: float, far_s: float, near: float, far: float) -> float:
    """Return the slope at an end from the two rises beside it, limited so that the curve stays monotone."""
    slope = ((2 * near_s + far_s) * near - near_s * far) / (near_s + far_s)
    if slope * near <= 0.0:
        return 0.0
    return 3 * near if near * far <= 0.0 and abs(slope) > 3 * abs(near) else slope


def _minutes(from_s: float, to_s: float) -> list[float]:
    """Return both instants and the whole minutes of the clock between them."""
    first, last = math.floor(from_s / MINUTE_S) + 1, math.ceil(to_s / MINUTE_S)
    return [from_s, *(minute * MINUTE_S for minute in range(first, last)), to_s]


def fading(from_s: float, half_life_s: float, to_s: float) -> Curve:
    """Return a curve that begins at 1 and halves every ``half_life_s``, until less than a ten-thousandth is left."""
    end_s = min(to_s, from_s + half_life_s * math.log2(10_000))
    if end_s <= from_s:
        return ()
    nodes = [(time_s, 0.5 ** ((time_s - from_s) / half_life_s)) for time_s in _minutes(from_s, end_s)]
    return tuple(Line(a_s, b_s, a, b) for (a_s, a), (b_s, b) in pairwise(nodes))


def cut(curve: Iterable[Line], from_s: float, to_s: float) -> Curve:
    """Return the part of ``curve`` in [from_s, to_s), without lines on which nobody comes."""
    lines = curve if isinstance(curve, tuple) else tuple(curve)
    found = []
    for line in islice(lines, bisect_right(lines, from_s, key=_end_s), None):
        if line.from_s >= to_s:
            break
        if line.begins > 0.0 or line.ends > 0.0:
            begin_s, end_s = max(line.from_s, from_s), min(line.to_s, to_s)
            found.append(Line(begin_s, end_s, line.value(begin_s), line.value(end_s)))
    return tuple(found)


def _end_s(line: Line) -> float:
    return line.to_s


def at(curve: Curve, time_s: float) -> float:
    """Return the rate at ``time_s``, per hour."""
    index = bisect_right(curve, time_s, key=lambda line: line.from_s) - 1
    return curve[index].value(time_s) if index >= 0 and time_s < curve[index].to_s else 0.0


def total(curve: Curve) -> float:
    """Return the integral: how many are expected in all."""
    return math.fsum(line.total for line in curve)


def times(curve: Curve, factor: float) -> Curve:
    """Return ``curve`` with all rates multiplied."""
    if factor == 1.0:
        return curve
    return tuple(Line(line.from_s, line.to_s, line.begins * factor, line.ends * factor) for line in curve)


@lru_cache(maxsize=256)
def moved(curve: Curve, later_s: float, from_s: float, to_s: float) -> Curve:
    """Return ``curve``, which is in [from_s, to_s), so much later (negative: earlier), with the same total.

    What it is at its beginning holds until then, what would come outside is spread over the day.
    """
    lines = [Line(one.from_s + later_s, one.to_s + later_s, one.begins, one.ends) for one in curve]
    if later_s > 0 and (first := at(curve, from_s)):
        lines.insert(0, Line(from_s, from_s + later_s, first, first))
    if later_s < 0 and curve and curve[-1].to_s == to_s and (last := curve[-1].ends):
        lines.append(Line(to_s + later_s, to_s, last, last))
    shifted = cut(lines, from_s, to_s)
    after = total(shifted)
    return times(shifted, total(curve) / after) if after else ()


def product(one: Curve, other: Curve) -> Curve:
    """Return the product of two curves; where both are slanted, in straight lines from minute to minute."""
    found = []
    for mine in one:
        for theirs in cut(other, mine.from_s, mine.to_s):
            slanted = mine.begins != mine.ends and theirs.begins != theirs.ends
            ends_s = _minutes(theirs.from_s, theirs.to_s) if slanted else [theirs.from_s, theirs.to_s]
            for a_s, b_s in pairwise(ends_s):
                begins, ends = (mine.value(time_s) * theirs.value(time_s) for time_s in (a_s, b_s))
                found.append(Line(a_s, b_s, begins, ends))
    return cut(found, -math.inf, math.inf)
