"""Who comes, as something that can be compared: two scenarios with the same cases, to the bit, or not.

It says what the draws of `demand/source_cases.py` depend on and nothing else: what people want, how long they talk and
whom they meet is left out. So it is equal exactly where the columns (source, key, arrival) of all replications are.
Only of recorded files it does not look inside: the same file read in the same way is the same people.

Results are about the reported days, and so is this: a warm-up makes no difference unless a campaign that began in it
still brings somebody later, and hours, redirects and the end of a run make none. Whoever draws once for several
scenarios (`demand/shared.py`) asks for the same of all days that are simulated, so who shares a draw has the same
customers in every verdict.
"""

import hashlib
from collections import OrderedDict
from functools import cached_property
from typing import Any

from simulator.demand.poisson import cells_drawn
from simulator.scenario.days import course
from simulator.scenario.days.curves import Curve
from simulator.scenario.days.views import simulated_views, views
from simulator.scenario.nouns import Batch, Busyness, Scenario, Source

_NOUNS = ("sources", "busyness", "horizon", "folder")
"""The nouns that decide who comes and when, and perhaps more."""


class Coming:
    """Who comes to a scenario; equal to that of another one when the same people come at the same instants."""

    def __init__(self, scenario: Scenario, warm_up: bool = False) -> None:
        """Look at the reported days of ``scenario``, or (``warm_up``) at all that are simulated."""
        self._scenario, self._warm_up = scenario, warm_up

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Coming):
            return NotImplemented
        assert self._warm_up == other._warm_up, "the same days of both are asked for"
        # Mostly strategies do not touch it, and what is written alike is drawn alike.
        return self._as_written() == other._as_written() or self._drawn_from == other._drawn_from

    def __hash__(self) -> int:
        return hash(self._drawn_from)

    def _as_written(self) -> tuple[object, ...]:
        return tuple(getattr(self._scenario, name) for name in _NOUNS)

    @cached_property
    def _drawn_from(self) -> str:
        """Return what is drawn from as a fingerprint; kept, because strategies and points of a grid are many."""
        name = (_digest(written_as(self._scenario)), self._warm_up)
        if name not in _KEPT:
            _KEPT[name] = _digest(repr(sorted(self._by_source_and_day().items())))
            while len(_KEPT) > _KEPT_MAX:
                _KEPT.popitem(last=False)
        return _KEPT[name]

    def _by_source_and_day(self) -> dict[tuple[str, int], object]:
        """Return by source and day what is drawn from; whoever brings nobody is not there."""
        found: dict[tuple[str, int], object] = {}
        horizon = self._scenario.horizon
        if self._warm_up and horizon.warm_up_s:
            found["", 0] = horizon.starts_s
        curves = _Curves()
        for day, view in (simulated_views if self._warm_up else views)(self._scenario):
            for name, source in view.sources.items():
                if source.keep > 0.0 and (streams := sorted(_streams(view, name, curves).items())):
                    found[name, day.number] = (streams, _batch(source.batch), source.keep, _busyness(view, source))
        return found


_KEPT: OrderedDict[tuple[str, bool], str] = OrderedDict()
_KEPT_MAX = 1024


def written_as(scenario: Scenario) -> str:
    """Return the nouns that decide who comes, as a text: where it is the same, the same come."""
    return repr([getattr(scenario, name) for name in _NOUNS])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Curves:
    """What is drawn from curves, in short; those of a year's days are few."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], tuple[Curve, str]] = {}

    def drawn(self, curve: Curve, as_one: bool = False) -> str:
        """Return a fingerprint of the curve's cells; empty where nobody comes."""
        # The curve is kept as well: as long as it is there, no other one has its number.
        name = (id(curve), as_one)
        if name not in self._known:
            cells = cells_drawn(curve, as_one)
            self._known[name] = (curve, _digest(repr(cells)) if cells else "")
        return self._known[name][1]


def _streams(day: Scenario, name: str, curves: _Curves) -> dict[str, Any]:
    """Return what comes from a source on the day of a scenario: its own, and what each of its campaigns brings."""
    source = day.sources[name]
    demand = course.coming(day, name)
    found: dict[str, Any] = {}
    if source.arrivals.in_a_file:
        # What a file's campaigns bring may be a percentage of what is in it.
        hours = (day.horizon.from_s, day.horizon.to_s, day.horizon.first_weekday, day.horizon.date)
        found[""] = (source.arrivals, day.folder, _shifted(source), sorted(source.campaigns.items()), hours)
    elif source.arrivals.count is not None:
        number = course.fixed_number(source, day.horizon)
        cells = curves.drawn(demand.own, as_one=True)
        found |= {"": (number, cells)} if number and cells else {}
    elif cells := curves.drawn(demand.own):
        found[""] = cells
    return found | {name: cells for name, curve in demand.campaigns.items() if (cells := curves.drawn(curve))}


def _shifted(source: Source) -> tuple[float, float]:
    """Return what a truth changes of what is in a file."""
    return (1.0, 0.0) if source.truth is None else (source.truth.volume, source.truth.shift_s)


def _batch(batch: Batch | None) -> tuple[int, float] | None:
    return None if batch is None or batch.mean_size == 1.0 else (batch.size or 0, batch.mean or 0.0)


def _busyness(day: Scenario, source: Source) -> tuple[object, ...] | None:
    """Return what the factors of the day's rates are drawn from; None where every day is alike."""
    days = day.busyness
    common, own = _spread(days.common), _spread(source.busyness)
    if source.arrivals.fixed or not (common or own):
        return None
    starts_s = days.part_starts_s
    between_parts = days.between_parts if len(starts_s) > 1 else None
    return common, own, days.between_sources if own else 0.0, starts_s, between_parts


def _spread(busyness: Busyness | None) -> tuple[bool, float] | None:
    return None if busyness is None or busyness.cv == 0.0 else (busyness.gamma is not None, busyness.cv)
