"""Work against staff: agents that each type's work keeps busy, agents who may serve it, and where they are too few.

Tables and pictures have the reporting intervals, and so has what is missing in them. Customers who wait endlessly pile
up whenever agents are too few, so for them it is looked for in the pieces of intervals, too (`timeline.py`): an hour
with agents enough may begin with half an hour without.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from simulator.scenario.days.on_duty import agents_at, expected_at
from simulator.scenario.days.steps import changes
from simulator.scenario.nouns import AgentGroup, Day, Scenario
from simulator.work.by_piece import DayWork, Works, by_piece, group_named, in_intervals, servers_named, works_of
from simulator.work.flow import Said
from simulator.work.load_nouns import Column, Gap, GroupLoad, Pool, SlotGap, TypeLoad
from simulator.work.tightest import Amounts, Tight, tightest_first

ROUNDING = 1e-9
"""More work than agents by less than this share is none."""

FoundT = TypeVar("FoundT")
Known = dict[tuple[Column, Column], list[Tight]]


class Load(NamedTuple):
    """Work against staff through one day."""

    day: Day
    edges_s: Column
    types: tuple[TypeLoad, ...]
    groups: tuple[GroupLoad, ...]
    pools: tuple[Pool, ...]
    gaps: tuple[Gap, ...]
    tight: tuple[tuple[Tight, ...], ...]
    """By interval, the sets of types by how tight they are."""
    whole: DayWork
    """The same day by its intervals."""
    pieces: DayWork
    """The same day by pieces of them."""
    said: tuple[Said, ...]
    """What became of contacts on their way to the agents, in words."""


def load_of(scenario: Scenario, day: str | None = None) -> Load:
    """Return work against staff on one day of a scenario, by its name; None: the first that is reported.

    Raises ScenarioError when a file of the past cannot be used.
    """
    works = works_of(scenario)
    place = next(place for place, view in enumerate(works.days) if day is None or view.day.name == day)
    return _on(works, place, {})


def loads_of(scenario: Scenario) -> tuple[Load, ...]:
    """Return work against staff on each day that is reported. Raises ScenarioError as `load_of` does."""
    works, known = works_of(scenario), Known()
    return tuple(_on(works, place, known) for place in range(len(works.days)))


def in_steps(scenario: Scenario, step_s: float) -> tuple[DayWork, ...]:
    """Return work and staff on each day that is reported in steps of ``step_s``, whatever its intervals are."""
    horizon = scenario.horizon.model_copy(update={"interval_s": step_s})
    works = works_of(scenario.model_copy(update={"horizon": horizon}))
    return tuple(in_intervals(works, place) for place in range(len(works.days)))


def _on(works: Works, place: int, known: Known) -> Load:
    day, view = works.days[place]
    whole, pieces = in_intervals(works, place), by_piece(works, place)
    tight = tight_sets(whole, known)
    groups = tuple(
        GroupLoad(name, tuple(group.serves), whole.staff[name], _occupancy(name, whole.staff[name], tight))
        for name, group in view.agent_groups.items()
    )
    pools = tuple(_pool(view, members, whole) for members in sharing(whole.types))
    gaps = _gaps(tight, whole.edges_s)
    endless = [name for name, one in view.contact_types.items() if one.endless]
    inside = _gaps(growing(pieces, endless), pieces.edges_s)
    gaps = tuple(sorted([*gaps, *(gap for gap in inside if not _is_told(gap, gaps))], key=by_begin))
    said = works.coming.said(place + works.warm_up_days)
    return Load(day, whole.edges_s, whole.types, groups, pools, gaps, tight, whole, pieces, said)


def sharing(types: Sequence[TypeLoad]) -> list[list[str]]:
    """Return the types in sets that are connected by groups serving several of them, in the scenario's order."""
    sets: list[tuple[list[str], set[str]]] = []
    for one in types:
        touched = [each for each in sets if each[1].intersection(one.groups)]
        names = [name for each in touched for name in each[0]] + [one.name]
        sets = [each for each in sets if each not in touched]
        sets.append((names, set(one.groups).union(*(each[1] for each in touched))))
    order = {one.name: place for place, one in enumerate(types)}
    return sorted((sorted(names, key=order.__getitem__) for names, _ in sets), key=lambda names: order[names[0]])


def _pool(view: Scenario, members: list[str], whole: DayWork) -> Pool:
    mine = [one for one in whole.types if one.name in members]
    groups = tuple(name for name in whole.staff if any(name in one.groups for one in mine))
    nouns = [view.agent_groups[name] for name in groups]
    times_s = changes(view.horizon, *(noun.expected for noun in nouns))
    return Pool(
        types=tuple(members),
        groups=groups,
        agents=_sum([one.agents for one in mine]),
        agents_forecast=_sum([one.agents_forecast for one in mine]),
        staff=_sum([whole.staff[name] for name in groups]),
        staff_steps=tuple((time_s, expected_at(nouns, time_s)) for time_s in times_s),
        planned_steps=_planned(view, nouns),
    )


def _planned(view: Scenario, nouns: list[AgentGroup]) -> tuple[tuple[float, float], ...]:
    """Return the steps of the plan, where not all who are on it are expected on duty."""
    if all(noun.expected is noun.headcount for noun in nouns):
        return ()
    times_s = changes(view.horizon, *(noun.headcount for noun in nouns))
    return tuple((time_s, agents_at(nouns, time_s)) for time_s in times_s)


def tight_sets(some: DayWork, known: Known) -> tuple[tuple[Tight, ...], ...]:
    """Return the sets of types by how tight they are, for each interval or piece; ``known`` are those found before."""
    able, names, found = some.able, servers_named(some.servers), []
    for place in range(len(some.edges_s) - 1):
        work = tuple(one.agents[place] for one in some.types)
        there = tuple(one.staff[place] for one in some.servers)
        if (work, there) not in known:
            amounts = dict(zip(able, work, strict=True)), dict(zip(names, there, strict=True))
            known[work, there] = [_by_group(one) for one in tightest_first(*amounts, able)]
        found.append(tuple(known[work, there]))
    return tuple(found)


def _by_group(one: Tight) -> Tight:
    """Return a set with the groups of those who serve it, each once."""
    return one._replace(groups=tuple(dict.fromkeys(map(group_named, one.groups))))


def growing(day: DayWork, endless: Sequence[str]) -> Iterator[tuple[Tight, ...]]:
    """Yield for each interval or piece the sets of types, all waited for endlessly, whose queues grow in it.

    Contacts that waited for an opening are not counted: they are many at one time, and nobody comes after them.
    """
    for place in range(len(day.edges_s) - 1):
        work = {one.name: one.agents[place] - one.erlangs_piled_up[place] / one.at_once for one in day.types}
        staff = [one.staff[place] for one in day.servers]
        yield tuple(too_tight(day, endless, work, staff))


def too_tight(day: DayWork, names: Sequence[str], work: Amounts, staff: Sequence[float]) -> Iterator[Tight]:
    """Yield the sets of ``names`` that have more work than agents, of those that share agents the tightest first.

    ``staff`` is that of each of the day's servers.
    """
    able, there = day.able, dict(zip(servers_named(day.servers), staff, strict=True))
    for members in sharing([one for one in day.types if one.name in names]):
        if any(work[name] > 0.0 for name in members):
            found = tightest_first({name: work[name] for name in members}, there, able)
            yield from (_by_group(one) for one in found if is_too_much(one))


def is_too_much(one: Tight) -> bool:
    """Return whether a set of types has more work than agents who may serve it."""
    return one.work > one.staff * (1 + ROUNDING)


def _occupancy(name: str, there: Column, tight: Sequence[Sequence[Tight]]) -> Column:
    """Return how busy a group is by interval: as busy as the set it is in; without work not at all."""
    return tuple(
        next((one.occupancy for one in sets if name in one.groups), 0.0 if there[place] > 0 else float("nan"))
        for place, sets in enumerate(tight)
    )


def _gaps(tight: Iterable[Sequence[Tight]], edges_s: Column) -> tuple[Gap, ...]:
    """Return where sets of types bring more work than their agents can do, neighbouring intervals together."""
    places: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[int, Tight]]] = {}
    for place, sets in enumerate(tight):
        for one in sets:
            if is_too_much(one):
                places.setdefault((one.types, one.groups), []).append((place, one))
    gaps = [_gap(run, edges_s) for mine in places.values() for run in runs(mine)]
    return tuple(sorted(gaps, key=by_begin))


def by_begin(gap: Gap | SlotGap) -> tuple[float, float, tuple[str, ...]]:
    """Return what gaps are told in the order of."""
    return gap.from_s, gap.to_s, gap.types


def _is_told(gap: Gap, gaps: Sequence[Gap]) -> bool:
    """Return whether all of a gap's time and types are in others."""
    return all(
        any(one.from_s <= gap.from_s and gap.to_s <= one.to_s and name in one.types for one in gaps)
        for name in gap.types
    )


def runs(places: list[tuple[int, FoundT]]) -> Iterator[list[tuple[int, FoundT]]]:
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
