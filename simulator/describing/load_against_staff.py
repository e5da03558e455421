"""Work against staff: agents that each type's work keeps busy, agents who may serve it, and where they are too few.

Work is what comes times its mean handle time. Where groups differ in their handle time, a type's is the mean of theirs
weighted by the agents they have on duty: nobody knows before a simulation who will take how much.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.describing.description import Column, Gap, GroupLoad, Pool, TypeLoad
from simulator.describing.offered import offered
from simulator.describing.tightest import Tight, tightest_first
from simulator.engine.plan import plan_of
from simulator.scenario.days.steps import changes
from simulator.scenario.days.work_and_staff import agents_at, at_once
from simulator.scenario.nouns import Scenario

_ROUNDING = 1e-9
"""More work than agents by less than this share is none."""

Columns = NDArray[np.float64]


class Load(NamedTuple):
    """Work against staff through the day."""

    edges_s: Column
    types: tuple[TypeLoad, ...]
    groups: tuple[GroupLoad, ...]
    pools: tuple[Pool, ...]
    gaps: tuple[Gap, ...]
    tight: tuple[tuple[Tight, ...], ...]
    """By interval, the sets of types by how tight they are."""


def load_of(scenario: Scenario) -> Load:
    """Return work against staff of a scenario. Raises ScenarioError when a file of the past cannot be used."""
    edges_s, staff = _staff(scenario)
    types = _types(scenario, np.array(edges_s), staff)
    tight = _tight(types, staff, len(edges_s) - 1)
    pools = tuple(_pool(scenario, members, types, staff) for members in _sharing(types))
    groups = tuple(
        GroupLoad(name, tuple(group.serves), _column(staff[name]), _occupancy(name, staff[name], tight))
        for name, group in scenario.agent_groups.items()
    )
    return Load(edges_s, types, groups, pools, _gaps(tight, edges_s), tuple(map(tuple, tight)))


def in_steps(scenario: Scenario, load: Load, step_s: float) -> Load:
    """Return the types of a scenario in steps of ``step_s``, with the tight sets of the intervals they lie in.

    Nothing is said of groups, pools and gaps; ``load`` is that of the scenario.
    """
    horizon = scenario.horizon.model_copy(update={"interval_s": step_s})
    fine = scenario.model_copy(update={"horizon": horizon})
    edges_s, staff = _staff(fine)
    places = np.searchsorted(load.edges_s, edges_s[:-1], side="right") - 1
    tight = tuple(load.tight[place] for place in places.tolist())
    return Load(edges_s, _types(fine, np.array(edges_s), staff), (), (), (), tight)


def _staff(scenario: Scenario) -> tuple[Column, dict[str, Columns]]:
    """Return where intervals begin and end, and the agents on duty in them by group."""
    edges_s = (*scenario.interval_starts_s, scenario.horizon.to_s)
    seconds = zip(scenario.agent_groups, plan_of(scenario).scheduled_s, strict=True)
    return edges_s, {name: column / np.diff(edges_s) for name, column in seconds}


def _types(scenario: Scenario, edges_s: Columns, staff: dict[str, Columns]) -> tuple[TypeLoad, ...]:
    lengths_s, found = np.diff(edges_s), []
    for (name, one), comes, planned in zip(
        scenario.contact_types.items(), offered(scenario, truth=True), offered(scenario, truth=False), strict=True
    ):
        able = [group for group, noun in scenario.agent_groups.items() if name in noun.serves]
        there = np.array([staff[group] for group in able]).reshape(len(able), len(lengths_s))
        factor = _factor([scenario.agent_groups[group].serves[name].handle_time for group in able], there, lengths_s)
        handle = one.work_s_mean * factor / lengths_s
        found.append(
            TypeLoad(
                name=name,
                source=one.from_,
                channel=one.channel,
                offered=_column(comes),
                forecast=_column(planned),
                handle_s_mean=one.work_s_mean,
                factor=_column(factor),
                at_once=at_once(scenario, name),
                groups=tuple(able),
                able=_column(there.sum(axis=0)),
                erlangs=_column(comes * handle),
                erlangs_forecast=_column(planned * handle),
            )
        )
    return tuple(found)


def _factor(factors: Sequence[float], there: Columns, lengths_s: Columns) -> Columns:
    """Return the mean factor by interval, weighted by agents on duty, shape (groups, intervals).

    Where nobody is, by those of the whole day; if nobody is there all day, all groups count alike.
    """
    column = np.array(factors)[:, np.newaxis]
    of_day = (there * lengths_s).sum(axis=1, keepdims=True)
    usual = of_day if of_day.any() else np.ones_like(of_day)
    weights = np.where(there.sum(axis=0) > 0, there, usual)
    mean: Columns = (weights * column).sum(axis=0) / weights.sum(axis=0)
    return mean


def _sharing(types: Sequence[TypeLoad]) -> list[list[str]]:
    """Return the types in sets that are connected by groups serving several of them, in the scenario's order."""
    sets: list[tuple[list[str], set[str]]] = []
    for one in types:
        touched = [each for each in sets if each[1].intersection(one.groups)]
        names = [name for each in touched for name in each[0]] + [one.name]
        sets = [each for each in sets if each not in touched]
        sets.append((names, set(one.groups).union(*(each[1] for each in touched))))
    order = {one.name: place for place, one in enumerate(types)}
    return sorted((sorted(names, key=order.__getitem__) for names, _ in sets), key=lambda names: order[names[0]])


def _pool(scenario: Scenario, members: list[str], types: Sequence[TypeLoad], staff: dict[str, Columns]) -> Pool:
    mine = [one for one in types if one.name in members]
    groups = tuple(name for name in staff if any(name in one.groups for one in mine))
    nouns = [scenario.agent_groups[name] for name in groups]
    times_s = changes(scenario.horizon, *(noun.agents for noun in nouns))
    return Pool(
        types=tuple(members),
        groups=groups,
        agents=_sum([one.agents for one in mine]),
        agents_forecast=_sum([one.agents_forecast for one in mine]),
        staff=_sum([_column(staff[name]) for name in groups]),
        staff_steps=tuple((time_s, agents_at(nouns, time_s)) for time_s in times_s),
    )


def _tight(types: Sequence[TypeLoad], staff: dict[str, Columns], intervals: int) -> list[list[Tight]]:
    """Return the sets of types by how tight they are, for each interval."""
    able = {one.name: one.groups for one in types}
    known: dict[tuple[Column, Column], list[Tight]] = {}
    found = []
    for place in range(intervals):
        work = tuple(one.agents[place] for one in types)
        there = tuple(float(column[place]) for column in staff.values())
        if (work, there) not in known:
            amounts = dict(zip(able, work, strict=True)), dict(zip(staff, there, strict=True))
            known[work, there] = tightest_first(*amounts, able)
        found.append(known[work, there])
    return found


def _occupancy(name: str, there: Columns, tight: list[list[Tight]]) -> Column:
    """Return how busy a group is by interval: as busy as the set it is in; without work not at all."""
    return tuple(
        next((one.occupancy for one in sets if name in one.groups), 0.0 if there[place] > 0 else float("nan"))
        for place, sets in enumerate(tight)
    )


def _gaps(tight: list[list[Tight]], edges_s: Column) -> tuple[Gap, ...]:
    """Return where sets of types bring more work than their agents can do, neighbouring intervals together."""
    places: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[int, Tight]]] = {}
    for place, sets in enumerate(tight):
        for one in sets:
            if one.work > one.staff * (1 + _ROUNDING):
                places.setdefault((one.types, one.groups), []).append((place, one))
    gaps = [_gap(run, edges_s) for mine in places.values() for run in _runs(mine)]
    return tuple(sorted(gaps, key=lambda gap: (gap.from_s, gap.to_s, gap.types)))


def _runs(places: list[tuple[int, Tight]]) -> Iterable[list[tuple[int, Tight]]]:
    """Yield what stands in neighbouring intervals together."""
    for _, run in groupby(enumerate(places), key=lambda one: one[1][0] - one[0]):
        yield [one for _, one in run]


def _gap(run: list[tuple[int, Tight]], edges_s: Column) -> Gap:
    worst, most = max(run, key=lambda one: (one[1].work - one[1].staff, -one[0]))
    missing = [(one.work - one.staff) * (edges_s[place + 1] - edges_s[place]) / 3600.0 for place, one in run]
    return Gap(
        types=most.types,
        groups=most.groups,
        from_s=edges_s[run[0][0]],
        to_s=edges_s[run[-1][0] + 1],
        worst_s=edges_s[worst],
        agents=most.work,
        staff=most.staff,
        agent_hours=sum(missing),
    )


def _sum(columns: Sequence[Column]) -> Column:
    return tuple(sum(values) for values in zip(*columns, strict=True))


def _column(values: Columns) -> Column:
    return tuple(values.tolist())
