"""Who is on duty when: agents by time of day become openings with changes of headcount."""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.by_person import PlannedShift, names_of, planned_shifts
from simulator.engine.tables.hands import HandTerms, hands_table
from simulator.engine.tables.part_terms import PartTerms
from simulator.engine.tables.parts_worked import parts_worked
from simulator.engine.tables.skills import Skill, skills_of
from simulator.log import NOBODY
from simulator.scenario.days.roster import headcount_of, roster_of
from simulator.scenario.days.worked_shifts import Roster, Somebody
from simulator.scenario.nouns import Day, Scenario
from simulator.scenario.rules.pools import SkillPool, pools_of
from simulator.scenario.rules.seats import seats_of

Steps = list[tuple[float, int]]
"""(Time, agents from then on), the first at opening."""


class OpenStretch(NamedTuple):
    """A stretch of time in which the center is open: a day, or days of which one closes when the next opens."""

    from_s: float
    to_s: float
    agents: tuple[int, ...]
    """Per pool: on duty when it opens."""
    changes: tuple[tuple[tuple[float, int], ...], ...]
    """Per pool: (time, how many more or, below 0, fewer from then on), in order."""


class PoolTerms(NamedTuple):
    """Agents of a group who can do the same."""

    group: int
    agents: Sequence[int]
    """Their numbers, in order."""
    types: frozenset[int]
    """Whose contacts they take."""


class StaffTable(NamedTuple):
    """Agents, their groups and pools, and when how many are on duty.

    A pool is who can do the same and is looked at by routing; a group is who is named by rules, counted, reported and
    paid together. Each group has a pool of the same number; people with skills of their own are in others, behind them.
    """

    roster: tuple[range, ...]
    """Per group: the numbers of its agents, which follow those of the group before."""
    pools: tuple[PoolTerms, ...]
    names: tuple[str, ...]
    """Of the agents."""
    group_of: NDArray[np.int16]
    """The group of each agent; the last entry stands for nobody, who is in none."""
    hands: tuple[HandTerms, ...]
    """Per group."""
    stretches: tuple[OpenStretch, ...]
    """In order of time, with time between them."""
    days_s: tuple[float, ...] = ()
    """When days begin on which the center is open, also those that touch the day before."""
    by_person: tuple[PlannedShift, ...] = ()
    """The shifts of pools whose agents are known one by one, in the order of time."""
    skills: tuple[Skill, ...] = ()
    """What agents can do: first that of each group."""
    pools_by_person: frozenset[int] = frozenset()
    """Those pools: headcount gives them no orders."""
    parts_worked: tuple[tuple[PartTerms, ...], ...] = ()
    """By person the parts of those shifts, in the order of time."""
    breaks_counted: int = 0
    """How many counts there are of breaks that are had at once."""

    def pools_in(self, groups: Collection[int]) -> tuple[int, ...]:
        """Return the pools of some groups."""
        return tuple(number for number, pool in enumerate(self.pools) if pool.group in groups)

    @property
    def mixed(self) -> frozenset[int]:
        """Return the groups that have several pools."""
        return frozenset(one.group for one in self.pools[len(self.roster) :])


def staff_table(scenario: Scenario, days: tuple[Day, ...]) -> StaffTable:
    """Return the table of ``scenario`` on ``days``, all that are simulated."""
    groups, people, pools = scenario.agent_groups, roster_of(scenario), pools_of(scenario)
    skills = skills_of(scenario, people.shifts)
    counted = [[_counted(name, scenario, people, day) for name in groups] for day in days]
    planned = [max(number for steps in mine for _, number in steps) for mine in zip(*counted, strict=True)]
    known = [people.seats.get(name) for name in groups]
    roster = _roster(
        [
            seats_of(scenario, name) + (most if seats is None else len(seats))
            for name, most, seats in zip(groups, planned, known, strict=True)
        ]
    )
    by_pool = _pools(scenario, pools, people, roster)
    # Whoever has skills of their own works in shifts.
    others = [[[(day.opens_s, 0)] for _ in pools[len(groups) :]] for day in days]
    counted = [[*mine, *more] for mine, more in zip(counted, others, strict=True)]
    stretches = _stretches(days, counted)
    by_person = planned_shifts(scenario, people, roster, skills) if people.seats else ()
    nothing_new_s = [channel.nothing_new_s for channel in scenario.channels.values()]
    parts, breaks_counted = parts_worked(by_person, frozenset(stretch.to_s for stretch in stretches), nothing_new_s)
    return StaffTable(
        roster=roster,
        pools=by_pool,
        names=tuple(
            name
            for group, numbers in zip(groups, roster, strict=True)
            for name in names_of(group, len(numbers), people)
        ),
        group_of=_group_of(roster),
        hands=hands_table(scenario),
        stretches=stretches,
        days_s=tuple(day.opens_s for day in days),
        by_person=by_person,
        skills=skills,
        pools_by_person=frozenset(number for number, pool in enumerate(by_pool) if known[pool.group] is not None),
        parts_worked=parts,
        breaks_counted=breaks_counted,
    )


def _pools(
    scenario: Scenario, pools: tuple[SkillPool, ...], people: Roster, roster: tuple[range, ...]
) -> tuple[PoolTerms, ...]:
    groups, types = list(scenario.agent_groups), list(scenario.contact_types)
    own = {(pool.group, name): number for number, pool in enumerate(pools) for name in pool.people}
    agents: list[Sequence[int]] = [*roster, *([] for _ in pools[len(groups) :])]
    for group in {name for name, _ in own}:
        number = groups.index(group)
        first, seats = roster[number].start, people.seats[group]
        there = [own.get((group, one.name), number) if one.number < 0 else number for one in seats]
        for pool in {number, *there}:
            agents[pool] = [first + place for place, one in enumerate(there) if one == pool]
    return tuple(
        PoolTerms(groups.index(pool.group), mine, frozenset(types.index(name) for name in pool.serves))
        for pool, mine in zip(pools, agents, strict=True)
    )


def _counted(name: str, scenario: Scenario, people: Roster, day: Day) -> Steps:
    """Return the headcount of a group on a day; of one whose agents are known one by one, none."""
    return [(day.opens_s, 0)] if name in people.seats else headcount(scenario, name, day)


def headcount(scenario: Scenario, name: str, day: Day, of: Callable[[Somebody], bool] | None = None) -> Steps:
    """Return (time, agents planned from then on) while it is open on a day, the first at opening.

    Of a group with shifts, those ``of`` whom it is asked; None: all.
    """
    group = scenario.agent_groups[name]
    at_opening = 0
    later: Steps = []
    by_clock = group.agents_of(day) if group.shifts is None else headcount_of(scenario, name, day, of)
    for clock_s, people in by_clock.items():
        time_s = day.start_s + clock_s
        if time_s <= day.opens_s:
            at_opening = people
        elif time_s < day.closes_s:
            later.append((time_s, people))
    return [(day.opens_s, at_opening), *later]


def _roster(sizes: list[int]) -> tuple[range, ...]:
    ranges, first = [], 0
    for size in sizes:
        ranges.append(range(first, first + size))
        first += size
    return tuple(ranges)


def _group_of(roster: tuple[range, ...]) -> NDArray[np.int16]:
    groups, sizes = [*range(len(roster)), NOBODY], [*(len(numbers) for numbers in roster), 1]
    return np.repeat(np.array(groups, dtype=np.int16), sizes)


def _stretches(days: tuple[Day, ...], headcounts: list[list[Steps]]) -> tuple[OpenStretch, ...]:
    """Return when the center is open, with the agents of each group; ``headcounts`` are by day and group."""
    joined: list[tuple[float, float, list[Steps]]] = []
    for day, groups in zip(days, headcounts, strict=True):
        if joined and joined[-1][1] == day.opens_s:
            from_s, _, before = joined.pop()
            joined.append((from_s, day.closes_s, [[*mine, *more] for mine, more in zip(before, groups, strict=True)]))
        else:
            joined.append((day.opens_s, day.closes_s, groups))
    return tuple(
        OpenStretch(from_s, to_s, tuple(steps[0][1] for steps in groups), tuple(_changes(steps) for steps in groups))
        for from_s, to_s, groups in joined
    )


def _changes(steps: Steps) -> tuple[tuple[float, int], ...]:
    """Return where the headcount changes and by how much."""
    return tuple((time_s, after - before) for (_, before), (time_s, after) in pairwise(steps) if after != before)
