"""The course of a day: how many of each source are expected at what time, as planned and as they really come.

A scenario here is of one day, or the view of one (`scenario/days/views.py`).
Planning sees the *forecast*, the source as it is written; the customers follow the *truth*, which differs when a future
says so. Both are curves of cases; what is in a file beside the scenario is not known here.
"""

import math
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.scenario.days import curves
from simulator.scenario.days.curves import Curve, Line
from simulator.scenario.nouns import Campaign, Horizon, Scenario, Source, Truth

_TOLERANCE = 1e-9
_AS_FORECAST = Truth()


class Demand(NamedTuple):
    """What comes from one source: how its arrivals are spread, and what its campaigns bring beside them."""

    own: Curve
    """Arrivals per hour."""
    campaigns: dict[str, Curve]

    number: float
    """How many arrivals are expected in all."""

    @property
    def all(self) -> tuple[Curve, ...]:
        """Return all parts."""
        return (self.own, *self.campaigns.values())


def weekday_factor(source: Source, horizon: Horizon) -> float:
    """Return what the source's numbers are multiplied by on this day of the week."""
    # The view of a day of which the date has a factor says it of the weekday.
    return source.arrivals.weekday.get(horizon.first_weekday or "", 1.0)


def known(scenario: Scenario, name: str) -> bool:
    """Return whether the arrivals of a source are known from the scenario alone, and not from a file beside it."""
    return not scenario.sources[name].arrivals.in_a_file


def forecast(scenario: Scenario, name: str, own: Curve | None = None) -> Demand:
    """Return the arrivals that planning expects from a source; ``own`` is its course when that is in a file."""
    return _kept(scenario.sources[name], scenario.horizon, _AS_FORECAST, own)


def coming(scenario: Scenario, name: str, own: Curve | None = None) -> Demand:
    """Return the arrivals that are drawn from: the forecast, changed as the source's truth says."""
    source = scenario.sources[name]
    return _kept(source, scenario.horizon, source.truth or _AS_FORECAST, own)


def cases_per_arrival(source: Source) -> float:
    """Return how many cases an arrival stands for on average: batches bring several, and not all of them come."""
    return source.keep * (source.batch.mean_size if source.batch else 1.0)


def cases(scenario: Scenario, name: str, from_s: float, to_s: float) -> float:
    """Return how many cases really are expected of a source between two times; 0 when they are in a file."""
    parts = coming(scenario, name).all
    return cases_per_arrival(scenario.sources[name]) * sum(
        curves.total(curves.cut(part, from_s, to_s)) for part in parts
    )


def cases_of_the_day(scenario: Scenario, name: str) -> float:
    """Return how many cases of a source really are expected on the day of ``scenario``; 0 when they are in a file."""
    return cases_per_arrival(scenario.sources[name]) * coming(scenario, name).number


def cases_per_hour(scenario: Scenario, name: str, time_s: float) -> float:
    """Return how many cases of a source really come per hour at ``time_s``; 0 when they are in a file."""
    parts = coming(scenario, name).all
    return cases_per_arrival(scenario.sources[name]) * sum(curves.at(part, time_s) for part in parts)


def mix(scenario: Scenario, name: str, truth: bool = True) -> dict[str, Mapping[float, float]]:
    """Return the shares of a source's contact types by time, in the scenario's order, as they come or as planned."""
    planned = {kind: one.share for kind, one in scenario.contact_types.items() if one.from_ == name}
    stated = scenario.sources[name].truth
    if not (truth and stated and stated.mix):
        return dict(planned)
    return {kind: stated.mix.get(kind, {}) for kind in planned}


def fixed_number(source: Source, horizon: Horizon) -> int:
    """Return exactly how many arrivals a source with a ``count`` has, rounded to a whole number."""
    volume = source.truth.volume if source.truth else 1.0
    return round((source.arrivals.count or 0) * weekday_factor(source, horizon) * volume)


_Name = tuple[object, ...]
_KEPT: OrderedDict[_Name, tuple[Source, Truth, Demand]] = OrderedDict()
_KEPT_MAX = 1024


def _kept(source: Source, horizon: Horizon, truth: Truth, own: Curve | None) -> Demand:
    """Return the demand of a source on a day; kept for the very same nouns, because every replication asks again.

    Days with the same hours and the same number share it: a year has hardly more courses than a week.
    """
    if own is not None:
        return _demand(source, horizon, truth, own)
    # The nouns are kept as well, so that as long as an entry is there no other noun has one of its numbers.
    hours = (horizon.from_s, horizon.to_s, horizon.profile_to_s, weekday_factor(source, horizon))
    name = (id(source), id(truth), *hours)
    if name not in _KEPT:
        _KEPT[name] = (source, truth, _demand(source, horizon, truth, None))
        while len(_KEPT) > _KEPT_MAX:
            _KEPT.popitem(last=False)
    return _KEPT[name][-1]


def _demand(source: Source, horizon: Horizon, truth: Truth, own: Curve | None) -> Demand:
    span = (horizon.from_s, horizon.to_s)
    base = curves.times(own if own is not None else _own(source, horizon), weekday_factor(source, horizon))
    campaigns = {
        name: curves.times(_campaign(one, base if one.lift_of_source else (), *span), truth.volume)
        for name, one in source.campaigns.items()
    }
    moved = curves.moved(base, truth.shift_s, *span) if truth.shift_s else base
    mine = curves.times(moved, truth.volume)
    return Demand(mine, campaigns, sum(curves.total(part) for part in (mine, *campaigns.values())))


def _own(source: Source, horizon: Horizon) -> Curve:
    arrivals, span = source.arrivals, (horizon.from_s, horizon.to_s)
    if arrivals.linear is not None:
        return curves.straight(tuple(arrivals.linear.items()), *span)
    if arrivals.smooth is not None:
        return curves.smooth(tuple(arrivals.smooth.items()), *span)
    number = arrivals.per_day if arrivals.per_day is not None else arrivals.count
    if number is not None:
        # Evenly over this day's hours; but what a profile says is meant for the usual hours.
        to_s = horizon.profile_to_s if arrivals.profile else horizon.to_s
        shape = curves.spread(arrivals.profile, arrivals.curve == "smooth", horizon.from_s, to_s)
        return _whole(curves.cut(curves.times(shape, number), *span), number)
    return curves.steps(arrivals.rate_per_hour_steps(), *span)


def _whole(curve: Curve, number: float) -> Curve:
    """Return ``curve`` with ``number`` expected in all: on a day with shorter hours what is inside brings everybody."""
    total = curves.total(curve)
    missing = total > 0.0 and not math.isclose(total, number, rel_tol=_TOLERANCE)
    return curves.times(curve, number / total) if missing else curve


@lru_cache(maxsize=512)
def _campaign(one: Campaign, base: Curve, from_s: float, to_s: float) -> Curve:
    """Return what a campaign brings on top; ``base`` is what its lift is a percentage of."""
    full_s = one.at_s + one.ramp_s
    over_s = full_s + one.for_s
    lines = [Line(one.at_s, full_s, 0.0, 1.0)] if one.ramp_s else []
    lines += [Line(full_s, over_s, 1.0, 1.0)] if one.for_s else []
    if one.half_life_s is not None:
        lines += curves.fading(over_s, one.half_life_s, to_s)
    shape = curves.cut(lines, from_s, to_s)
    if one.lift_per_hour is not None:
        return curves.cut(curves.times(shape, one.lift_per_hour), from_s, to_s)
    return curves.times(curves.product(shape, base), one.lift_of_source or 0.0)
