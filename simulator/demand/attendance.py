"""What chance does to a plan: who is absent, away for a moment, late, or chooses when to have a break.

A draw is a person's, for a day: whoever is in two strategies is absent in both on the same days, whatever the shift,
the group or the hours. Days are those on which shifts begin, by the numbers of reported days (below 0 before the
first), so a warm-up moves nobody. What happens again and again during a part of a shift is numbered within the part.
"""

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from simulator.demand.draws import Purpose, derive, purpose_of
from simulator.demand.hash_one import MASK, bits, uniform
from simulator.demand.inverses import inverse_of
from simulator.demand.look_up import Inverse
from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Late, Shrinkage
from simulator.scenario.nouns.durations import Distribution
from simulator.time_grid import on_grid

_NORMAL = NormalDist()
_PLACE = 20
"""Bits for what happens in a part of a shift: a part is a step of more than a million of it."""


class PersonsDay:
    """The chance of one person on one day."""

    __slots__ = ("_day", "_key", "_name", "_number", "_replication", "_seed")

    def __init__(self, seed: int, replication: int, name: str, number: int, day: int) -> None:
        """``name`` and ``number`` are as in `roster.Somebody`."""
        self._seed, self._replication = seed, replication
        self._name, self._number, self._day = name, number, day
        self._key = 0

    def key(self) -> int:
        """Return the key of the day's draws. It is made when first asked for: most plans leave little to chance."""
        if not self._key:
            whose = "a crew" if self._number >= 0 else "a person"
            key = derive(_start_of_all(self._seed, self._replication, whose), self._name)
            # As `derive`, which is slower for whoever asks for all people of a center every day.
            self._key = bits(bits(key, _KEY, self._number & MASK), _KEY, self._day & MASK)
        return self._key

    def is_absent(self, absence: Absence) -> bool:
        """Return whether the person does not come on this day.

        Gaussian copula with one factor: Φ((Φ⁻¹(share) − √common × z) / √(1 − common)) is the probability on a day, z
        the day's normal number.
        """
        share = absence.share
        if share > 0.0 and absence.common > 0.0:
            share = _share_on(share, absence.common, self._seed, self._replication, self._day)
        return uniform(self.key(), _ABSENT, 0) < share

    def has(self, name: str, share: float) -> bool:
        """Return whether the person has the break of a name on this day, which a share of all have."""
        return share >= 1.0 or uniform(self.key(), purpose_of("breaks", name, "share"), 0) < share

    def choice(self, name: str) -> float:
        """Return where in its window the person begins the break of a name: 0 as soon, 1 as late as possible."""
        return uniform(self.key(), purpose_of("breaks", name, "choice"), 0)

    def late_s(self, late: Late | None, part: int) -> float:
        """Return how late the person logs in for a part of the day's shifts."""
        return 0.0 if late is None else coming_late(late).drawn_s(self.key(), part)

    def longer_s(self, late: Late | None, name: str, part: int, number: int) -> float:
        """Return how much longer than it should the person's break of a name is, the ``number``-th time in a part."""
        return 0.0 if late is None else being_long(late, name).drawn_s(self.key(), ordinal_in(part, number))

    def away(self, rate: Adherence | Shrinkage, part: int) -> "AwayTimes":
        """Return when the person is away for a moment during a part of the day's shifts."""
        return AwayTimes(self.key(), away_rate(rate), part)


def ordinal_in(part: int, number: int) -> int:
    """Return the ordinal of what happens for the ``number``-th time, from 0, in a part of the day's shifts."""
    return (part << _PLACE) + number


class LateRate:
    """How often something is late, and by how much."""

    __slots__ = ("_by", "_by_purpose", "_purpose", "_share")

    def __init__(self, late: Late, purpose: int, by_purpose: int) -> None:
        self._share, self._by = late.share, inverse_of(late.by)
        self._purpose, self._by_purpose = purpose, by_purpose

    def drawn_s(self, key: int, ordinal: int) -> float:
        """Return how late it is for whoever has the ``key``."""
        if uniform(key, self._purpose, ordinal) >= self._share:
            return 0.0
        return self._by.drawn(key, self._by_purpose, ordinal)


def coming_late(late: Late) -> LateRate:
    """Return how late people log in; the ordinal is the part of the day's shifts."""
    return LateRate(late, _LATE, _LATE_BY)


def being_long(late: Late, name: str) -> LateRate:
    """Return how much longer breaks of a name are than they should be; the ordinal is one in a part."""
    return LateRate(late, purpose_of("breaks", name, "longer"), purpose_of("breaks", name, "longer by"))


class AwayRate:
    """Times on duty and away in turn, each exponential: away for a ``share`` of all."""

    __slots__ = ("each", "present", "share")

    def __init__(self, share: float, each_s: float) -> None:
        self.share = share
        self.each = inverse_of(_exponential(each_s))
        self.present: Inverse | None = inverse_of(_exponential(each_s * (1.0 - share) / share)) if share > 0.0 else None
        """Of who is never away, None."""


def away_rate(rate: Adherence | Shrinkage) -> AwayRate:
    """Return how often people are away for a moment."""
    return _away_rate(rate.share if isinstance(rate, Shrinkage) else 1.0 - rate.share, rate.each_s)


@lru_cache(maxsize=64)
def _away_rate(share: float, each_s: float) -> AwayRate:
    return AwayRate(share, each_s)


class AwayTimes:
    """When a person is away in a part of a shift: from the middle of a time on duty, or away, on."""

    __slots__ = ("_key", "_part", "_rate")

    def __init__(self, key: int, rate: AwayRate, part: int) -> None:
        self._key, self._rate, self._part = key, rate, part

    def present_s(self, number: int) -> float | None:
        """Return how long the person is there before being away for the ``number``-th time, from 0; None: for ever.

        The first time is 0 for whoever would be away already when the part begins.
        """
        present = self._rate.present
        if present is None:
            return None
        if number == 0 and uniform(self._key, _BEGINS_AWAY, self._part) < self._rate.share:
            return 0.0
        return present.drawn(self._key, _PRESENT, ordinal_in(self._part, number))

    def away_s(self, number: int) -> float:
        """Return how long the person is away then."""
        return on_grid(self._rate.each.drawn(self._key, _AWAY, ordinal_in(self._part, number)))


@lru_cache(maxsize=64)
def _exponential(mean_s: float) -> Distribution:
    return Distribution.model_validate({"exponential": {"mean": f"{mean_s:.6f}s"}})


@lru_cache(maxsize=64)
def _share_on(share: float, common: float, seed: int, replication: int, day: int) -> float:
    """Return the probability of being absent on a day on which absences have something in common."""
    z = _NORMAL.inv_cdf(uniform(derive(_start_of(seed, replication), "all people", day), _ABSENT, 0))
    return _NORMAL.cdf((_NORMAL.inv_cdf(share) - sqrt(common) * z) / sqrt(1.0 - common))


@lru_cache(maxsize=8)
def _start_of(seed: int, replication: int) -> int:
    return derive(seed, replication, "people")


@lru_cache(maxsize=16)
def _start_of_all(seed: int, replication: int, whose: str) -> int:
    return derive(_start_of(seed, replication), whose)


def _purpose(what: str) -> int:
    return purpose_of("attendance", "", what)


_ABSENT, _LATE, _LATE_BY = _purpose("absent"), _purpose("late"), _purpose("late by")
_KEY = int(Purpose.KEY)
_BEGINS_AWAY, _PRESENT, _AWAY = _purpose("begins away"), _purpose("present"), _purpose("away")
