"""Agents needed on the phone as heads on the plan: through the chain, and beside those that are planned.

What the chain leaves of a head is what is expected on duty of those planned, so breaks count when they are: at noon,
with a third at lunch, more heads are needed for the same work than at ten.
"""

from typing import NamedTuple

import numpy as np

from simulator.describing.description import ErlangLoad, Need
from simulator.describing.erlang_asked import erlang_of
from simulator.scenario.days.views import views
from simulator.scenario.nouns import Day, Scenario
from simulator.scenario.rules.chain import chain_of
from simulator.work.load_against_staff import Load, load_of, loads_of
from simulator.work.load_nouns import Column, Pool
from simulator.work.servers import mean_through


class DaysNeed(NamedTuple):
    """What is needed on one day."""

    day: Day
    edges_s: Column
    """Where the reporting intervals begin, and the end of the last, since the day's own 00:00."""
    needs: tuple[Need, ...]


def needs_of(view: Scenario, load: Load, erlang: tuple[ErlangLoad, ...]) -> tuple[Need, ...]:
    """Return the heads needed for each pool of ``load``, which is that of the day ``view``."""
    heads = _Heads(view, load)
    return tuple(_of_pool(heads, load, pool, asked) for pool, asked in zip(load.pools, erlang, strict=True))


def needs_by_day(scenario: Scenario, day: str | None = None) -> list[DaysNeed]:
    """Return the heads needed on each day that is reported; with a ``day``, by its name, on that one alone.

    Raises ScenarioError when a file of the past cannot be used.
    """
    days = {one.name: view for one, view in views(scenario)}
    loads = loads_of(scenario) if day is None else (load_of(scenario, day),)
    return [
        DaysNeed(one.day, one.edges_s, needs_of(days[one.day.name], one, erlang_of(days[one.day.name], one)))
        for one in loads
    ]


class _Heads:
    """The heads planned in each group of a day, and how many of them are expected on duty."""

    def __init__(self, view: Scenario, load: Load) -> None:
        edges_s, self._hours = np.array(load.edges_s), np.diff(load.edges_s)
        self._chains = {name: chain_of(group) for name, group in view.agent_groups.items()}
        self._planned, self._expected = (
            {
                name: mean_through(steps, view.horizon, edges_s) * times
                for name, steps, times in (
                    (name, group.expected if there else group.headcount, 1.0 if there else chain.heads_times)
                    for (name, group), chain in zip(view.agent_groups.items(), self._chains.values(), strict=True)
                )
            }
            for there in (False, True)
        )
        self.chained = {
            name: group.shifts is not None or chain.takes_away or chain.heads_times != 1.0
            for (name, group), chain in zip(view.agent_groups.items(), self._chains.values(), strict=True)
        }

    def planned(self, groups: tuple[str, ...], place: int) -> float:
        """Return the heads planned in groups in an interval."""
        return float(sum(self._planned[name][place] for name in groups))

    def expected(self, groups: tuple[str, ...], place: int) -> float:
        """Return how many of them are expected on duty."""
        return float(sum(self._expected[name][place] for name in groups))

    def left(self, groups: tuple[str, ...], place: int) -> float:
        """Return the part of a head that is expected on duty; where nobody is, that of the day, or of the rates."""
        planned, expected = self.planned(groups, place), self.expected(groups, place)
        if planned and expected:
            return expected / planned
        planned, expected = (
            float(sum((columns[name] * self._hours).sum() for name in groups))
            for columns in (self._planned, self._expected)
        )
        if planned and expected:
            return expected / planned
        return min(self._chains[name].stays / self._chains[name].heads_times for name in groups)


def _of_pool(heads: _Heads, load: Load, pool: Pool, asked: ErlangLoad) -> Need:
    places = range(len(load.edges_s) - 1)
    # Where the formulas do not apply nothing is asked of the tightest set: all is told of all types.
    whole = pool.types, pool.groups
    sets, groups = zip(*(_set_at(load, pool, at) if asked.applies else whole for at in places), strict=True)
    kinds = [[one for one in load.types if one.name in names] for names in sets]
    contacts = tuple(float(sum(one.offered[at] for one in mine)) for at, mine in enumerate(kinds))
    # Where nobody comes nobody is needed.
    on_phone = (
        tuple(0.0 if value != value else value for value in asked.needed)
        if asked.applies
        else tuple(float("nan") if some else 0.0 for some in contacts)
    )
    return Need(
        types=pool.types,
        groups=pool.groups,
        chained=any(heads.chained[name] for name in pool.groups),
        sets=sets,
        contacts=contacts,
        work=tuple(float(sum(one.agents[at] for one in mine)) for at, mine in enumerate(kinds)),
        on_phone=on_phone,
        heads=tuple(needed / heads.left(groups[at], at) for at, needed in enumerate(on_phone)),
        planned=tuple(heads.planned(groups[at], at) for at in places),
        expected=tuple(heads.expected(groups[at], at) for at in places),
    )


def _set_at(load: Load, pool: Pool, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tightest set of a pool's types and its groups in an interval; all, where nobody comes."""
    tight = next((one for one in load.tight[place] if set(one.types) <= set(pool.types)), None)
    return (tight.types, tight.groups) if tight is not None and tight.groups else (pool.types, pool.groups)
