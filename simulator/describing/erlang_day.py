"""What Erlang's formulas say of a whole day, and what of the distance to a simulated day can be computed, by trying.

As planners use them: interval by interval, with the mean load and the agents on duty, weighted by who comes. Beside it
the same formula with one assumption less: on days that are busier and quieter, and with a load that follows who comes
only as fast as contacts are finished, beginning with an empty center.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.demand.busyness import factors_of
from simulator.describing.erlang import Queue, queue_of, why_not
from simulator.describing.load import Load, load_of
from simulator.scenario.days import views
from simulator.scenario.nouns import Busyness, Scenario

DAYS_MAX = 14
"""Of more days in a row nothing is told: it would take longer than the answer is worth."""
_FINE_S = 300.0
"""So long are the steps in which the load is followed."""
_LEVELS = 15
"""So many equally likely days stand for all days."""


@dataclass(frozen=True)
class ErlangDay:
    """A contact type on the days of a scenario, by the formulas: shares served in time of all who come."""

    type: str
    types: tuple[str, ...]
    """All types with which it is one queue at some time."""
    reason: str
    """Why the formulas do not apply, in words; empty where they do."""
    contacts: float = 0.0
    in_time_c: float = math.nan
    in_time_a: float = math.nan
    """NaN, where somebody's patience has no end."""
    busy: float = math.nan
    """The nearer formula (A, or C without A) over days of the stated busyness; NaN where all days are alike."""
    moving: float = math.nan
    """The nearer formula with a load that follows who comes as contacts are finished, from an empty center on."""
    overloaded: float = 0.0
    """The share of contacts that come in intervals with no more agents than erlangs."""

    @property
    def nearer(self) -> float:
        """Return Erlang A's share; where there is none, Erlang C's."""
        return self.in_time_c if math.isnan(self.in_time_a) else self.in_time_a


def erlang_days(scenario: Scenario) -> tuple[ErlangDay, ...]:
    """Return what the formulas say of each type that somebody comes for; nothing when there are very many days."""
    days = views(scenario)
    if len(days) > DAYS_MAX:
        return ()
    parts = [_on(view) for _, view in days]
    found = (
        _together([each for part in parts for each in part if each.type == name]) for name in scenario.contact_types
    )
    return tuple(each for each in found if each is not None)


def _together(parts: Sequence[ErlangDay]) -> ErlangDay | None:
    """Return a type on several days, weighted by who comes."""
    if len(parts) <= 1:
        return parts[0] if parts else None
    told = next((each for each in parts if each.reason), None)
    if told is not None:
        return told
    contacts = sum(each.contacts for each in parts)

    def mean(name: str) -> float:
        return float(sum(getattr(each, name) * each.contacts for each in parts) / contacts)

    types = tuple(dict.fromkeys(name for each in parts for name in each.types))
    shares = {name: mean(name) for name in ("in_time_c", "in_time_a", "busy", "moving", "overloaded")}
    return ErlangDay(parts[0].type, types, "", contacts, **shares)


class _Piece(NamedTuple):
    """A type in one interval: who comes for it, and the queue it waits in."""

    contacts: float
    length_s: float
    queue: Queue


def _on(scenario: Scenario) -> list[ErlangDay]:
    """Return the types of the one day of a scenario."""
    load, found = load_of(scenario), []
    fine: Load | None = None
    for pool in load.pools:
        reason = why_not(scenario, pool)
        if reason:
            found += [ErlangDay(name, pool.types, reason) for name in pool.types]
            continue
        fine = fine or load_of(_in_steps(scenario))
        days = (_day(scenario, load, name, fine) for name in pool.types)
        found += [day for day in days if day is not None]
    return found


def _day(scenario: Scenario, load: Load, name: str, fine: Load) -> ErlangDay | None:
    pieces = _pieces(scenario, load, name)
    if not pieces:
        return None
    within_s = scenario.contact_types[name].service_level.within_s
    endless = any(math.isinf(one.queue.patience_s) for one in pieces)
    contacts = sum(one.contacts for one in pieces)
    types = tuple(dict.fromkeys(kind for one in pieces for kind in one.queue.types))
    spread = _spread(scenario, load, types)
    over = sum(one.contacts for one in pieces if one.queue.erlangs >= one.queue.staff)
    return ErlangDay(
        type=name,
        types=types,
        reason="",
        contacts=contacts,
        in_time_c=_share(pieces, within_s, endless=True),
        in_time_a=math.nan if endless else _share(pieces, within_s, endless=False),
        busy=_share(pieces, within_s, endless, _levels(spread)) if spread else math.nan,
        moving=_share(_followed(_pieces(scenario, fine, name)), within_s, endless),
        overloaded=over / contacts,
    )


def _pieces(scenario: Scenario, load: Load, name: str) -> list[_Piece]:
    (kind,) = [one for one in load.types if one.name == name]
    found = []
    for place, sets in enumerate(load.tight):
        tight = next((one for one in sets if name in one.types), None)
        if tight is not None:
            length_s = load.edges_s[place + 1] - load.edges_s[place]
            found.append(_Piece(kind.offered[place], length_s, queue_of(scenario, load, tight, place)))
    return found


def _share(pieces: list[_Piece], within_s: float, endless: bool, levels: Sequence[float] = (1.0,)) -> float:
    """Return the share served in time, weighted by who comes; on a day with a larger level more come."""
    met = came = 0.0
    for contacts, _, queue in pieces:
        patience_s = math.inf if endless else queue.patience_s
        for level in levels:
            came += contacts * level
            met += contacts * level * queue.in_time(within_s, patience_s, level)
    return met / came


def _in_steps(scenario: Scenario) -> Scenario:
    """Return the scenario with intervals so short that the load is followed through the day."""
    step_s = min(_FINE_S, scenario.horizon.interval_s)
    horizon = scenario.horizon.model_copy(update={"interval_s": step_s})
    return scenario.model_copy(update={"horizon": horizon})


def _followed(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces with the load that is in hand when all find an agent, in place of the one that comes.

    dm/dt = (a − m) / handle time, m = 0 at opening. Source: Jennings, Mandelbaum, Massey and Whitt, Server staffing to
    meet time-varying demand, Management Science 42, 1996 (modified offered load).
    """
    followed, rate = [], 0.0
    for contacts, length_s, queue in pieces:
        kept = math.exp(-length_s / queue.handle_s) if queue.handle_s else 0.0
        before, rate = rate, queue.per_hour + (rate - queue.per_hour) * kept
        followed.append(_Piece(contacts, length_s, queue._replace(per_hour=(before + rate) / 2)))
    return followed


def _spread(scenario: Scenario, load: Load, types: Sequence[str]) -> Busyness | None:
    """Return how the load of types differs from day to day beyond chance; None where all days are alike."""
    days, work = scenario.busyness, dict[str, float]()
    for one in load.types:
        if one.name in types:
            work[one.source] = work.get(one.source, 0.0) + sum(one.erlangs)
    stated = {name: scenario.sources[name].busyness for name in work}
    cvs = {name: one.cv if one else 0.0 for name, one in stated.items()}
    own = (
        sum(work[a] * work[b] * cvs[a] * cvs[b] * (1.0 if a == b else days.between_sources) for a in work for b in work)
        / sum(work.values()) ** 2
    )
    common = days.common.cv if days.common else 0.0
    cv = math.sqrt((1.0 + own) * (1.0 + common**2) - 1.0)
    if cv == 0.0:
        return None
    lognormal = any(one is not None and one.lognormal for one in (*stated.values(), days.common))
    return Busyness.model_validate({"lognormal" if lognormal else "gamma": {"cv": cv}})


def _levels(spread: Busyness) -> Sequence[float]:
    """Return equally likely levels of busyness, with mean 1."""
    from scipy.special import ndtri

    levels = factors_of(spread, ndtri((np.arange(_LEVELS) + 0.5) / _LEVELS))
    return tuple((levels / levels.mean()).tolist())
