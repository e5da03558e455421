"""What chance does to a plan: who is absent, away for a moment, late, or chooses when to have a break.

A draw is a person's, for a day: whoever is in two strategies is absent in both on the same days, whatever the shift,
the group or the hours. Days are those on which shifts begin, by the numbers of reported days (below 0 before the
first), so a warm-up moves nobody. What happens again and again during a part of a shift is numbered within the part.
"""

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from simulator.demand.draws import derive, purpose_of, u
from simulator.demand.inverses import inverse_of
from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Late, Shrinkage
from simulator.scenario.nouns.durations import Distribution
from simulator.time_grid import on_grid

_NORMAL = NormalDist()
_PLACE = 20
"""Bits for what happens in a part of a shift: a part is a step of more than a million of it."""


class PersonsDay:
    """The chance of one person on one day."""

    __slots__ = ("_common", "_key")

    def __init__(self, seed: int, replication: int, name: str, number: int, day: int) -> None:
        """``name`` and ``number`` are as in `roster.Somebody`."""
        whose = derive(_start_of(seed, replication), "a crew" if number >= 0 else "a person", name, number)
        self._key = derive(whose, day)
        self._common = derive(_start_of(seed, replication), "all people", day)

    def is_absent(self, absence: Absence) -> bool:
        """Return whether the person does not come on this day.

        Gaussian copula with one factor: Φ((Φ⁻¹(share) − √common × z) / √(1 − common)) is the probability on a day, z
        the day's normal number.
        """
        share = absence.share
        if share > 0.0 and absence.common > 0.0:
            z = _NORMAL.inv_cdf(u(self._common, _ABSENT, 0))
            share = _NORMAL.cdf((_NORMAL.inv_cdf(share) - sqrt(absence.common) * z) / sqrt(1.0 - absence.common))
        return u(self._key, _ABSENT, 0) < share

    def has(self, name: str, share: float) -> bool:
        """Return whether the person has the break of a name on this day, which a share of all have."""
        return share >= 1.0 or u(self._key, purpose_of("breaks", name, "share"), 0) < share

    def choice(self, name: str) -> float:
        """Return where in its window the person begins the break of a name: 0 as soon, 1 as late as possible."""
        return u(self._key, purpose_of("breaks", name, "choice"), 0)

    def late_s(self, late: Late | None, part: int) -> float:
        """Return how late the person logs in for a part of the day's shifts."""
        return self._longer_s(late, _LATE, _LATE_BY, part)

    def longer_s(self, late: Late | None, name: str, part: int, number: int) -> float:
        """Return how much longer than it should the person's break of a name is, the ``number``-th time in a part."""
        share, by = purpose_of("breaks", name, "longer"), purpose_of("breaks", name, "longer by")
        return self._longer_s(late, share, by, (part << _PLACE) + number)

    def _longer_s(self, late: Late | None, purpose: int, by: int, ordinal: int) -> float:
        if late is None or u(self._key, purpose, ordinal) >= late.share:
            return 0.0
        return inverse_of(late.by).drawn(self._key, by, ordinal)

    def away(self, rate: Adherence | Shrinkage, part: int) -> "AwayTimes":
        """Return when the person is away for a moment during a part of the day's shifts."""
        return AwayTimes(self._key, rate.share if isinstance(rate, Shrinkage) else 1.0 - rate.share, rate.each_s, part)


class AwayTimes:
    """Times on duty and away in turn, each exponential, from the middle of either on: away for a ``share`` of all."""

    __slots__ = ("_each", "_key", "_part", "_present", "_share")

    def __init__(self, key: int, share: float, each_s: float, part: int) -> None:
        self._key, self._part, self._share = key, part, share
        self._each = inverse_of(_exponential(each_s))
        self._present = inverse_of(_exponential(each_s * (1.0 - share) / share)) if share > 0.0 else None

    def present_s(self, number: int) -> float | None:
        """Return how long the person is there before being away for the ``number``-th time, from 0; None: for ever.

        The first time is 0 for whoever would be away already when the part begins.
        """
        if self._present is None:
            return None
        ordinal = (self._part << _PLACE) + number
        if number == 0 and u(self._key, _BEGINS_AWAY, self._part) < self._share:
            return 0.0
        return self._present.drawn(self._key, _PRESENT, ordinal)

    def away_s(self, number: int) -> float:
        """Return how long the person is away then."""
        return on_grid(self._each.drawn(self._key, _AWAY, (self._part << _PLACE) + number))


@lru_cache(maxsize=64)
def _exponential(mean_s: float) -> Distribution:
    return Distribution.model_validate({"exponential": {"mean": f"{mean_s:.6f}s"}})


@lru_cache(maxsize=8)
def _start_of(seed: int, replication: int) -> int:
    return derive(seed, replication, "people")


def _purpose(what: str) -> int:
    return purpose_of("attendance", "", what)


_ABSENT, _LATE, _LATE_BY = _purpose("absent"), _purpose("late"), _purpose("late by")
_BEGINS_AWAY, _PRESENT, _AWAY = _purpose("begins away"), _purpose("present"), _purpose("away")
