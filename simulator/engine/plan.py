"""The plan: the scenario as the tables the engine runs on.

Plain numbers and tuples, made once per scenario: names become positions, ranks and priorities become tiers, agents by
time of day become changes of headcount. Another engine can run from the same tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import LoggedDay, Names
from simulator.scenario.nouns import AgentGroup, Channel, ContactType, CustomerKind, Day, Scenario
from simulator.scenario.nouns.horizon import Interval
from simulator.units import HOUR_S

Tiers = tuple[tuple[int, ...], ...]
"""Positions in order of preference; those of one tier are equal."""


class Queue(NamedTuple):
    """Contacts of one type that stand in one order: their segments have the same priority and credit."""

    type: int
    priority: int
    """Compared where the priorities of an agent's group are equal: 1 first."""
    head_start_s: float
    """What is taken off a contact's place when it is compared with others; below 0, what is added."""


class Lane(NamedTuple):
    """That a group may take contacts of a queue once they have waited ``after_s``."""

    queue: int
    after_s: float


class Slots(NamedTuple):
    """That a channel's contacts share agents."""

    slots: int
    speed: tuple[float, ...]
    """How fast work goes on one of its contacts by the number in hand, whatever they are; the first entry is unused."""
    pack: bool
    keep_empty: int


class Opening(NamedTuple):
    """A stretch of time in which the center is open: a day, or days of which one closes when the next opens."""

    from_s: float
    to_s: float
    agents: tuple[int, ...]
    """Per group: on duty when it opens."""
    changes: tuple[tuple[tuple[float, int], ...], ...]
    """Per group: (time, how many more or, below 0, fewer from then on), in order."""


class Stage(NamedTuple):
    """From a wait of ``after_s`` on, these groups may take a contact: those of the stages before among them."""

    after_s: float
    tiers: Tiers


@dataclass(frozen=True)
class Plan:
    """What does not change during a run. Positions follow the scenario's order; times are seconds."""

    names: Names
    openings: tuple[Opening, ...]
    """In order of time, with time between them."""
    clear_at_close: bool
    channel_of: tuple[int, ...]
    """The channel of each type."""
    lines: tuple[int | None, ...]
    slots: tuple[Slots | None, ...]
    """Per channel; None when it is exclusive."""
    capacities: tuple[int, ...]
    """Per group: the most slots of the channels it serves; 0 when all are exclusive."""
    queue_limits: tuple[int | None, ...]
    """Per type, however many queues it has."""
    queues: tuple[Queue, ...]
    """First that of each type, for customers in no segment; then those of segments that stand in another order."""
    queue_of: NDArray[np.int64] | None
    """Shape (types, segments + 1): the queue of a type's contacts by segment, the last of those in none. None where
    each type has one queue, so that types and queues have the same numbers."""
    stages: tuple[tuple[Stage, ...], ...]
    """Per type: which groups may serve it after which wait, best rank first; the first stage is on arrival."""
    lanes: tuple[tuple[tuple[Lane, ...], ...], ...]
    """Per group: the queues it may serve, best first: by its own priority of the type, then by the segments'."""
    factors: tuple[tuple[float, ...], ...]
    """Per type and group: how many times as long talk and wrap-up take there."""
    message_after_s: tuple[float, ...]
    """Per type: the wait after which a message is left; infinite when none is."""
    roster: tuple[range, ...]
    """Per group: the numbers of its agents."""
    group_of: NDArray[np.int64]
    """The group of each agent."""
    interval_starts_s: NDArray[np.float64]
    open_s: NDArray[np.float64]
    days: tuple[LoggedDay, ...]
    scheduled_s: NDArray[np.float64]
    within_s: NDArray[np.float64]
    target_share: NDArray[np.float64]
    short_s: NDArray[np.float64]
    line_limits: NDArray[np.float64]
    in_slot: NDArray[np.bool_]
    """Per type: whether its contacts share agents."""
    slots_of_agent: NDArray[np.int64]
    """Per group: the most contacts in an agent's hand."""
    wage_per_s: NDArray[np.float64]
    """Per group: what a second of one agent costs; NaN when not stated."""
    currency: str


_latest: list[tuple[Scenario, Plan]] = []


def plan_of(scenario: Scenario) -> Plan:
    """Return the tables of ``scenario``; asked again for the same object, as replications do, the same tables."""
    # Looked at once: another thread may simulate another scenario meanwhile.
    for known, plan in _latest:
        if known is scenario:
            return plan
    plan = _plan(scenario)
    _latest[:] = [(scenario, plan)]
    return plan


def _plan(scenario: Scenario) -> Plan:
    types, channels, groups = scenario.contact_types, scenario.channels, scenario.agent_groups
    channel_at = {name: position for position, name in enumerate(channels)}
    queues, queue_of = _queues(scenario)
    intervals, days = scenario.horizon.intervals, scenario.horizon.open_days
    starts, ends = (np.array(times) for times in zip(*((one.from_s, one.to_s) for one in intervals), strict=True))
    headcounts = [[_headcount(group, day) for group in groups.values()] for day in days]
    roster = _roster([max(people for steps in mine for _, people in steps) for mine in zip(*headcounts, strict=True)])
    agents = tuple(f"{name} {k + 1}" for name, numbers in zip(groups, roster, strict=True) for k in range(len(numbers)))
    return Plan(
        names=Names(tuple(types), tuple(channels), tuple(groups), agents, scenario.segment_names),
        openings=_openings(days, headcounts),
        clear_at_close=scenario.horizon.at_close == "clear",
        channel_of=tuple(channel_at[kind.channel] for kind in types.values()),
        lines=tuple(channel.lines for channel in channels.values()),
        slots=_slots(channels),
        capacities=tuple(_capacity(group, scenario) for group in groups.values()),
        queue_limits=tuple(kind.queue_limit for kind in types.values()),
        queues=queues,
        queue_of=queue_of,
        stages=tuple(_stages(name, kind, scenario) for name, kind in types.items()),
        lanes=tuple(_lanes(group, queues, list(types)) for group in groups.values()),
        factors=tuple(_factors(name, scenario) for name in types),
        message_after_s=tuple(inf if one.message_after_s is None else one.message_after_s for one in types.values()),
        roster=roster,
        group_of=np.repeat(np.arange(len(roster)), [len(numbers) for numbers in roster]),
        interval_starts_s=starts,
        open_s=ends - starts,
        days=tuple(_logged(day, place, intervals) for place, day in enumerate(days)),
        scheduled_s=_scheduled_s(days, headcounts, starts, ends),
        within_s=np.array([kind.service_level.within_s for kind in types.values()]),
        target_share=np.array([kind.service_level.share for kind in types.values()]),
        short_s=np.array([kind.short_s for kind in types.values()]),
        line_limits=np.array([np.inf if channel.lines is None else channel.lines for channel in channels.values()]),
        in_slot=np.array([channels[kind.channel].slots is not None for kind in types.values()], dtype=np.bool_),
        slots_of_agent=np.array([max(1, _capacity(group, scenario)) for group in groups.values()], dtype=np.int64),
        wage_per_s=np.array([group.cost.per_hour / HOUR_S if group.cost else np.nan for group in groups.values()]),
        currency=scenario.currency or "",
    )


def _logged(day: Day, place: int, intervals: tuple[Interval, ...]) -> LoggedDay:
    first = next(number for number, one in enumerate(intervals) if one.day == place)
    return LoggedDay(day.name, day.start_s, first)


def _slots(channels: Mapping[str, Channel]) -> tuple[Slots | None, ...]:
    most = max((channel.slots or 0 for channel in channels.values()), default=0)
    return tuple(
        Slots(
            channel.slots,
            (0.0, *(channel.speed_at(number) for number in range(1, most + 1))),
            channel.agent == "pack",
            channel.keep_empty,
        )
        if channel.slots
        else None
        for channel in channels.values()
    )


def _capacity(group: AgentGroup, scenario: Scenario) -> int:
    served = {scenario.contact_types[name].channel for name in group.serves}
    return max(scenario.channels[name].slots or 0 for name in served)


Steps = list[tuple[float, int]]


def _headcount(group: AgentGroup, day: Day) -> Steps:
    """Return (time, agents from then on) while it is open on a day, the first at opening."""
    at_opening = 0
    later: Steps = []
    for clock_s, people in group.agents_of(day.weekday).items():
        time_s = day.start_s + clock_s
        if time_s <= day.opens_s:
            at_opening = people
        elif time_s < day.closes_s:
            later.append((time_s, people))
    return [(day.opens_s, at_opening), *later]


def _openings(days: tuple[Day, ...], headcounts: list[list[Steps]]) -> tuple[Opening, ...]:
    """Return when the center is open, with the agents of each group; ``headcounts`` are by day and group."""
    joined: list[tuple[float, float, list[Steps]]] = []
    for day, groups in zip(days, headcounts, strict=True):
        if joined and joined[-1][1] == day.opens_s:
            from_s, _, before = joined.pop()
            joined.append((from_s, day.closes_s, [[*mine, *more] for mine, more in zip(before, groups, strict=True)]))
        else:
            joined.append((day.opens_s, day.closes_s, groups))
    return tuple(
        Opening(from_s, to_s, tuple(steps[0][1] for steps in groups), tuple(_changes(steps) for steps in groups))
        for from_s, to_s, groups in joined
    )


def _changes(steps: Steps) -> tuple[tuple[float, int], ...]:
    """Return where the headcount changes and by how much."""
    return tuple((time_s, after - before) for (_, before), (time_s, after) in pairwise(steps) if after != before)


def _roster(sizes: list[int]) -> tuple[range, ...]:
    ranges, first = [], 0
    for size in sizes:
        ranges.append(range(first, first + size))
        first += size
    return tuple(ranges)


def _scheduled_s(
    days: tuple[Day, ...], headcounts: list[list[Steps]], starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the agent seconds on the plan by group and interval; ``headcounts`` are by day and group."""
    total = np.zeros((len(headcounts[0]), len(starts)))
    for day, groups in zip(days, headcounts, strict=True):
        for group, steps in enumerate(groups):
            until = [time_s for time_s, _ in steps[1:]] + [day.closes_s]
            for (from_s, people), to_s in zip(steps, until, strict=True):
                total[group] += people * np.clip(np.minimum(ends, to_s) - np.maximum(starts, from_s), 0.0, None)
    return total


def _stages(name: str, kind: ContactType, scenario: Scenario) -> tuple[Stage, ...]:
    """Return the groups that serve the type, by wait and by its ranks; groups it does not rank come last, together."""
    last = max(kind.ranks.values(), default=0) + 1
    able = [
        (serves.after_s, kind.ranks.get(group, last), position)
        for position, (group, noun) in enumerate(scenario.agent_groups.items())
        if (serves := noun.serves.get(name)) is not None
    ]
    waits_s = sorted({0.0, *(after_s for after_s, _, _ in able)})
    return tuple(
        Stage(wait_s, _tiers([(rank, group) for after_s, rank, group in able if after_s <= wait_s]))
        for wait_s in waits_s
    )


def _queues(scenario: Scenario) -> tuple[tuple[Queue, ...], NDArray[np.int64] | None]:
    """Return the queues, one per type and then as many more as segments need, and who joins which."""
    types = scenario.contact_types.values()
    segments = {name: position for position, name in enumerate(scenario.segment_names)}
    queues = [_queue(number, kind.usual, kind, scenario) for number, kind in enumerate(types)]
    queue_of = np.repeat(np.arange(len(queues))[:, np.newaxis], len(segments) + 1, axis=1)
    for number, kind in enumerate(types):
        for one in kind.kinds:
            queue = _queue(number, one, kind, scenario)
            if queue not in queues:
                queues.append(queue)
            if one.segment is not None:
                queue_of[number, segments[one.segment]] = queues.index(queue)
    return tuple(queues), queue_of if len(queues) > len(types) else None


def _queue(number: int, customers: CustomerKind, kind: ContactType, scenario: Scenario) -> Queue:
    """Return the queue of these customers; by due time they stand where their target time ends, credit taken off."""
    due_s = kind.service_level.within_s if scenario.routing.contact == "due_time" else 0.0
    return Queue(number, customers.priority, customers.age_credit_s - due_s)


def _lanes(group: AgentGroup, queues: tuple[Queue, ...], types: list[str]) -> tuple[tuple[Lane, ...], ...]:
    """Return the queues of the group by its own priorities, then by those of the segments."""
    able = [
        (serves.priority, queue.priority, Lane(position, serves.after_s))
        for position, queue in enumerate(queues)
        if (serves := group.serves.get(types[queue.type])) is not None
    ]
    tiers = sorted({(own, segment) for own, segment, _ in able})
    return tuple(tuple(lane for own, segment, lane in able if (own, segment) == tier) for tier in tiers)


def _factors(name: str, scenario: Scenario) -> tuple[float, ...]:
    serves = [group.serves.get(name) for group in scenario.agent_groups.values()]
    return tuple(1.0 if each is None else each.handle_time for each in serves)


def _tiers(ranked: list[tuple[int, int]]) -> Tiers:
    return tuple(
        tuple(sorted(position for rank, position in ranked if rank == tier))
        for tier in sorted({rank for rank, _ in ranked})
    )
