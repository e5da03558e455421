"""Hours in a run that may change during it: types are closed, opened, or close later than they would by themselves."""

from bisect import bisect_right
from math import inf

from simulator.engine.tables.admission import AdmissionTerms

Span = tuple[float, float]


class HoursNow:
    """The hours of one type. What is changed is so until hours begin next, or a day does."""

    __slots__ = ("_days_s", "_own", "_regular", "_terms")

    def __init__(self, terms: AdmissionTerms, days_s: tuple[float, ...]) -> None:
        self._terms, self._days_s = terms, days_s
        self._regular, self._own = self._now(), self._own_now()
        """As they would be if nobody had closed or opened it."""

    def close(self, now_s: float) -> bool:
        """Close it; return whether it was open."""
        terms = self._terms
        if not terms.open_at(now_s):
            return False
        day_s = self._next_day_s(now_s)
        if (regular := _at(self._regular, now_s)) is not None:
            terms.shut_until_s = min(regular[1], day_s)
        self._set(_cut(self._now(), now_s, day_s), _cut(self._own_now(), now_s, day_s))
        return True

    def open(self, now_s: float, closes_s: float) -> bool:
        """Open it, until the center closes at the latest; return whether it was closed."""
        terms = self._terms
        if terms.open_at(now_s):
            return False
        terms.shut_until_s = -inf
        until_s = min(closes_s, self._next_day_s(now_s))
        now, own = (
            _opened(spans, regular, now_s, until_s)
            for spans, regular in ((self._now(), self._regular), (self._own_now(), self._own))
        )
        self._set(now, own)
        return True

    def extend(self, now_s: float, by_s: float, closes_s: float) -> float:
        """Let it close later than it would next, but not after ``closes_s``; return when, infinite where it cannot."""
        ends_s = _ends_s(self._now(), now_s)
        if ends_s >= closes_s or _at(self._regular, now_s) is None:
            return inf
        to_s = min(ends_s + by_s, closes_s)
        self._set(_extended(self._now(), ends_s, to_s), _extended(self._own_now(), ends_s, to_s))
        self._regular, self._own = _extended(self._regular, ends_s, to_s), _extended(self._own, ends_s, to_s)
        return to_s

    def changes_s(self) -> list[float]:
        """Return when hours begin or end by themselves."""
        return [time_s for span in self._regular for time_s in span]

    def _next_day_s(self, now_s: float) -> float:
        place = bisect_right(self._days_s, now_s)
        return self._days_s[place] if place < len(self._days_s) else inf

    def _now(self) -> list[Span]:
        assert self._terms.from_s is not None, "hours that may change are stated"
        return list(zip(self._terms.from_s, self._terms.to_s, strict=True))

    def _own_now(self) -> list[Span]:
        return list(self._terms.own or ())

    def _set(self, spans: list[Span], own: list[Span]) -> None:
        self._terms.from_s = tuple(from_s for from_s, _ in spans)
        self._terms.to_s = tuple(to_s for _, to_s in spans)
        self._terms.own = tuple(own)


def _at(spans: list[Span], now_s: float) -> Span | None:
    return next((span for span in spans if span[0] <= now_s < span[1]), None)


def _cut(spans: list[Span], now_s: float, again_s: float) -> list[Span]:
    """Return spans of which the one at an instant ends then, and goes on from another one on."""
    found: list[Span] = []
    for from_s, to_s in spans:
        if from_s <= now_s < to_s:
            found += [(from_s, now_s), (again_s, to_s)]
        else:
            found.append((from_s, to_s))
    return [(from_s, to_s) for from_s, to_s in found if from_s < to_s]


def _opened(spans: list[Span], regular: list[Span], now_s: float, until_s: float) -> list[Span]:
    """Return spans with one more, from an instant until what would be there ends, or what is there begins."""
    there = _at(regular, now_s)
    later_s = min((from_s for from_s, _ in spans if from_s > now_s), default=inf)
    to_s = min(until_s if there is None else there[1], later_s)
    return sorted([*spans, (now_s, to_s)])


def _ends_s(spans: list[Span], now_s: float) -> float:
    """Return when those spans end that touch, one of them at an instant; infinite where none is."""
    ends_s = inf
    for from_s, to_s in spans:
        if from_s <= now_s < to_s or from_s == ends_s:
            ends_s = to_s
    return ends_s


def _extended(spans: list[Span], ends_s: float, to_s: float) -> list[Span]:
    """Return spans that go on from ``ends_s``, where one ends, until ``to_s``: where others begin, as those."""
    found = []
    for from_s, until_s in spans:
        if until_s == ends_s or ends_s <= from_s < to_s:
            next_s = min((one_s for one_s, _ in spans if one_s > from_s and one_s >= ends_s), default=inf)
            until_s = max(until_s, min(to_s, next_s))
        found.append((from_s, until_s))
    return found
