"""Sources: how many they bring a day as stated, how days differ, and how many came on days that were drawn."""

import math
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from simulator.describing.description import (
    BusynessFound,
    BusyTogether,
    CampaignFound,
    DaysDrawn,
    SourceFound,
)
from simulator.describing.drawn import Drawn
from simulator.describing.stated_durations import ERRORS
from simulator.scenario.days import course, curves
from simulator.scenario.nouns import Busyness, Scenario
from simulator.work.features.who_comes import cases_between

ENOUGH_DAYS = 20
"""Of fewer days no tenth is told, and nothing is doubted."""


def sources_found(scenario: Scenario, drawn: Drawn) -> tuple[SourceFound, ...]:
    """Return all sources in the scenario's order. Raises ScenarioError when a file of the past cannot be used."""
    return tuple(_found(scenario, name, drawn.cases[name]) for name in scenario.sources)


def busy_together(scenario: Scenario, drawn: Drawn) -> BusyTogether:
    """Return what busy days of several sources have in common, and how alike their drawn numbers are."""
    days = scenario.busyness
    return BusyTogether(
        common=_busyness(days.common),
        between_sources=days.between_sources,
        parts=tuple(sorted(days.parts.items(), key=lambda part: part[1])),
        between_parts=days.between_parts,
        pairs=_pairs(scenario, drawn),
    )


def _found(scenario: Scenario, name: str, counts: NDArray[np.int64]) -> SourceFound:
    source, horizon = scenario.sources[name], scenario.horizon
    span = (horizon.from_s, horizon.to_s)
    expected, forecast = (float(cases_between(scenario, name, span, truth).sum()) for truth in (True, False))
    days, truth = days_drawn(counts), source.truth
    same = source.arrivals.fixed and not source.campaigns and source.keep == 1.0
    return SourceFound(
        name=name,
        form=source.arrivals.form,
        fixed=source.arrivals.fixed,
        same_every_day=same and (source.batch is None or source.batch.mean is None),
        expected=expected,
        forecast=forecast,
        keep=source.keep,
        batch_mean=source.batch.mean_size if source.batch else 1.0,
        campaigns=_campaigns(scenario, name),
        busyness=_busyness(source.busyness),
        volume=truth.volume if truth else 1.0,
        shift_s=truth.shift_s if truth else 0.0,
        other_mix=bool(truth and truth.mix),
        drawn=days,
        doubt=_doubt(days, expected),
    )


def days_drawn(counts: NDArray[np.int64]) -> DaysDrawn:
    """Return mean, spread and tenths of the numbers of cases on drawn days, shape (days,)."""
    enough = len(counts) >= ENOUGH_DAYS
    tenths = [float(np.quantile(counts, share, method="inverted_cdf")) if enough else math.nan for share in (0.1, 0.9)]
    sd = float(np.std(counts, ddof=1)) if len(counts) > 1 else math.nan
    return DaysDrawn(len(counts), float(np.mean(counts)), sd, *tenths)


def _doubt(days: DaysDrawn, expected: float) -> str:
    """Say that drawn days bring other numbers than expected, when chance does not explain it.

    A fixed number is rounded to whole cases, so half a case beside it is none.
    """
    if days.days < ENOUGH_DAYS or abs(days.mean - expected) <= 0.5 + ERRORS * days.sd / math.sqrt(days.days):
        return ""
    return f"{days.days} drawn days bring {days.mean:,.1f} cases on average, {expected:,.1f} are expected."


def _campaigns(scenario: Scenario, name: str) -> tuple[CampaignFound, ...]:
    source, horizon = scenario.sources[name], scenario.horizon
    comes, planned = course.coming(scenario, name).campaigns, course.forecast(scenario, name).campaigns
    per_arrival = course.cases_per_arrival(source)
    return tuple(
        CampaignFound(
            name=campaign,
            from_s=max(one.at_s, horizon.from_s),
            to_s=curve[-1].to_s if (curve := comes[campaign]) else max(one.at_s, horizon.from_s),
            cases=curves.total(curve) * per_arrival,
            forecast=curves.total(planned[campaign]) * per_arrival,
        )
        for campaign, one in source.campaigns.items()
    )


def _busyness(one: Busyness | None) -> BusynessFound | None:
    if one is None:
        return None
    return BusynessFound("gamma" if one.gamma is not None else "lognormal", one.cv)


def _pairs(scenario: Scenario, drawn: Drawn) -> tuple[tuple[str, str, float], ...]:
    """Return the correlation of each two sources whose busy days have something in common, by the scenario's order."""
    days = scenario.busyness
    busy = [
        name
        for name, source in scenario.sources.items()
        if not source.arrivals.fixed and (days.common or (days.between_sources > 0.0 and source.busyness))
    ]
    if any(len(counts) < ENOUGH_DAYS for counts in drawn.cases.values()):
        return ()
    return tuple(
        (one, other, _correlation(drawn.cases[one], drawn.cases[other])) for one, other in combinations(busy, 2)
    )


def _correlation(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    if not (one.std() > 0 and other.std() > 0):
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])
