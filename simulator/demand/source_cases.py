"""The cases of one source: its own, those of its campaigns, in batches, without those who stay away.

A campaign is its own stream with its own keys beside the source's, so that who comes anyway is the same with and
without it, to the bit. Who stays away is decided by each case's own uniform, so that who comes is the same, too.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.demand.busy_factors import busy_of
from simulator.demand.counted import Counted, counted, counted_cases, somebody_counted
from simulator.demand.draws import Purpose, derive, derive_column, u_column
from simulator.demand.poisson import Cases, Column, DayOfCurve, expected_cases, fixed_cases, poisson_days
from simulator.demand.recorded import nobody_recorded, recorded_cases
from simulator.scenario.days import course, curves
from simulator.scenario.days.course import Demand
from simulator.scenario.days.curves import Curve
from simulator.scenario.days.views import simulated_views, views
from simulator.scenario.nouns import Batch, Scenario

_OF_A_BATCH = 2**40
"""Ordinals of the further cases of an arrival begin here, away from any other key that a case may give."""


def source_key(seed: int, replication: int, name: str, day: int = 0) -> int:
    """Return the key that all cases of a source come from on one day of one replication."""
    return derive(seed, replication, "source", name, day)


def drawn_cases(scenario: Scenario, name: str, seed: int, replication: int) -> Cases:
    """Return who comes from a source on all days, times from 00:00 of day 0.

    Every day has its own keys, so a day more, another number of days, or a warm-up moves nobody; days of a warm-up are
    drawn as a whole, and who would come before it begins is left out. Raises ScenarioError when a file of the past
    cannot be used.
    """
    horizon, source = scenario.horizon, scenario.sources[name]
    alone: list[Cases] = []
    alike: dict[int, tuple[Curve, list[DayOfCurve]]] = {}
    reported = 0
    for day, view in simulated_views(scenario):
        key = source_key(seed, replication, name, view.horizon.number)
        busy = busy_of(view, name, seed, replication, key)
        demand = _demand(view, name, truth=True)
        own = _told(view, name, demand, key)
        streams = {"": (demand.own, key)} if own is None else {}
        streams |= {one: (curve, derive(key, "campaign", one)) for one, curve in demand.campaigns.items()}
        for curve, its_key in streams.values():
            alike.setdefault(id(curve), (curve, []))[1].append(DayOfCurve(its_key, busy, day.start_s))
        if own is not None:
            alone.append(Cases(own.key, own.arrived_s + day.start_s))
            reported += len(own.key) if day.number >= 0 else 0
    if source.arrivals.recorded is not None and not reported:
        raise nobody_recorded(source.arrivals.recorded, scenario.folder, horizon)
    if source.arrivals.counts is not None:
        somebody_counted(source.arrivals.counts, scenario.folder, horizon)
    some = together([*alone, *(poisson_days(curve, days) for curve, days in alike.values())])
    if horizon.warm_up_s:
        there = some.arrived_s >= horizon.starts_s
        some = Cases(some.key[there], some.arrived_s[there])
    if source.batch is not None:
        some = _in_batches(some, source.batch)
    return some if source.keep == 1.0 else _kept(some, source.keep)


def together(streams: list[Cases]) -> Cases:
    """Return the cases of several streams as one."""
    if len(streams) == 1:
        return streams[0]
    keys = np.concatenate([each.key for each in streams])
    return Cases(keys, np.concatenate([each.arrived_s for each in streams]))


def expected_of_source(scenario: Scenario, name: str, edges_s: tuple[float, ...], truth: bool) -> Column:
    """Return how many cases are expected between each two neighbours of ``edges_s`` on one day, shape (edges − 1,).

    By the truth that is drawn from, or by the forecast; NaN when arrivals are recorded. Raises ScenarioError when a
    file of the past cannot be used.
    """
    source = scenario.sources[name]
    demand = _demand(scenario, name, truth)
    expected = sum((expected_cases(curve, edges_s) for curve in demand.all), start=np.zeros(len(edges_s) - 1))
    if source.arrivals.recorded is not None:
        expected = np.full(len(edges_s) - 1, np.nan)
    return expected * course.cases_per_arrival(source)


def cases_of_campaigns(scenario: Scenario, name: str) -> dict[str, float]:
    """Return how many cases each campaign of a source is expected to bring, on all days.

    None are known of a source whose arrivals are recorded. Raises ScenarioError when a file of the past cannot be used.
    """
    source = scenario.sources[name]
    if source.arrivals.recorded is not None:
        return {}
    found = dict.fromkeys(source.campaigns, 0.0)
    for _, view in views(scenario):
        for campaign, curve in _demand(view, name, truth=True).campaigns.items():
            # What an earlier day's still brings has that one's name and a remark.
            found[campaign.partition(", begun ")[0]] += curves.total(curve) * course.cases_per_arrival(source)
    return found


def _demand(scenario: Scenario, name: str, truth: bool) -> Demand:
    counts = scenario.sources[name].arrivals.counts
    own = _counted(scenario, name).curve(scenario.horizon) if counts else None
    return (course.coming if truth else course.forecast)(scenario, name, own)


def _counted(scenario: Scenario, name: str) -> Counted:
    counts = scenario.sources[name].arrivals.counts
    assert counts is not None
    return counted(counts, scenario.folder, scenario.horizon)


def _told(scenario: Scenario, name: str, demand: Demand, key: int) -> Cases | None:
    """Return who comes on a day whose number of arrivals is told, by a file or by a count; None where rates decide."""
    source, horizon = scenario.sources[name], scenario.horizon
    arrivals = source.arrivals
    if arrivals.recorded is not None:
        return recorded_cases(arrivals.recorded, scenario.folder, horizon, key)
    if arrivals.counts is not None and arrivals.counts.drawn == "exactly":
        return counted_cases(_counted(scenario, name), horizon, key)
    if arrivals.count is not None:
        return fixed_cases(demand.own, course.fixed_number(source, horizon), key)
    return None


def _in_batches(some: Cases, batch: Batch) -> Cases:
    """Return the cases with those that come with each at its instant; the first of a batch is the one there was."""
    sizes = _sizes(some.key, batch)
    further = np.repeat(np.arange(len(sizes)), sizes - 1)
    place = np.arange(len(further)) - np.repeat(np.cumsum(sizes - 1) - (sizes - 1), sizes - 1)
    keys = derive_column(some.key[further], place + _OF_A_BATCH)
    arrived_s = np.concatenate([some.arrived_s, some.arrived_s[further]])
    return Cases(np.concatenate([some.key, keys]), arrived_s)


def _sizes(keys: NDArray[np.uint64], batch: Batch) -> NDArray[np.int64]:
    """Return how many cases each arrival brings: always the same, or geometric from 1 by inversion."""
    if batch.size is not None or batch.mean == 1.0:
        return np.full(len(keys), batch.size or 1, dtype=np.int64)
    assert batch.mean is not None
    sizes = np.ceil(np.log1p(-u_column(keys, Purpose.BATCH)) / math.log1p(-1.0 / batch.mean))
    return np.maximum(sizes, 1.0).astype(np.int64)


def _kept(some: Cases, share: float) -> Cases:
    kept = u_column(some.key, Purpose.KEPT) < share
    return Cases(some.key[kept], some.arrived_s[kept])
