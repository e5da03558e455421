"""Invariants of what agents have in hand: who has how many, how fast work goes, what agent time says of it."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.log import NOBODY, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Channel, Scenario, Serves
from simulator.units import GRID_PER_S

Factors = tuple[float, float]


class Held(NamedTuple):
    """A contact in an agent's hand, from the answer to the end of wrap-up, or to where the run was stopped."""

    agent: int
    from_s: float
    talk_to_s: float
    to_s: float
    row: int
    channel: Channel


def hands_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check every hand of the day."""
    hands = _hands(scenario, log)
    group_of = dict(zip(log.spans["agent"].tolist(), log.spans["group"].tolist(), strict=True))
    groups, types = list(scenario.agent_groups.values()), list(scenario.contact_types)
    for held in hands:
        _room_for_all(held)
        serves = groups[group_of[held[0].agent]].serves
        factors = [_factors(serves[name]) if name in serves else (np.nan, np.nan) for name in types]
        _budgets_are_worked_off(scenario, workload, log, held, factors)
    _agent_time_counts_overlaps(scenario, log, hands, group_of)


def _hands(scenario: Scenario, log: RunLog) -> list[list[Held]]:
    """Return what each agent had in hand, in order of time; of one instant, what needs most room first."""
    spans, channels = log.spans, list(scenario.channels.values())
    slots = np.array([channel.slots or 0 for channel in channels])
    talks = np.flatnonzero(spans["kind"] == SpanKind.TALK)
    rows, talk_to_s = spans["contact"][talks], spans["to_s"][talks]
    # Wrap-up follows the talk with the same agent; the last row is nobody's.
    beside = np.minimum(talks + 1, len(spans["kind"]) - 1)
    wraps = (spans["kind"][beside] == SpanKind.WRAP_UP) & (spans["contact"][beside] == rows)
    to_s = np.where(wraps, spans["to_s"][beside], talk_to_s)
    agent, from_s, channel = spans["agent"][talks], spans["from_s"][talks], log.contacts["channel"][rows]
    order = np.lexsort((rows, slots[channel], from_s, agent))
    columns = [column[order].tolist() for column in (agent, from_s, talk_to_s, to_s, rows)]
    there = [channels[number] for number in channel[order].tolist()]
    held = map(Held, *columns, there)
    return [list(mine) for _, mine in groupby(held, key=itemgetter(0))]


def _room_for_all(held: list[Held]) -> None:
    """Whoever has an exclusive contact has nothing else; a contact in a slot found one free when it was taken."""
    there: list[Held] = []
    for one in held:
        there = [other for other in there if other.to_s > one.from_s]
        if one.to_s == one.from_s:
            continue
        alone = one.channel.slots is None or any(other.channel.slots is None for other in there)
        assert len(there) < (1 if alone else one.channel.slots), f"contact {one.row} found no room, but was taken"
        there.append(one)


def _budgets_are_worked_off(
    scenario: Scenario, workload: Workload, log: RunLog, held: list[Held], factors: list[Factors]
) -> None:
    """Work done at the speed of each moment adds up to the work there was, but for roundings to the grid.

    What is in hand when the run is stopped may be left undone.
    """
    budgets = [_budget(scenario, workload, log, one.row, factors) for one in held]
    stops_s = log.facts.stops_s
    for one, (talk, wrap_up) in zip(held, budgets, strict=True):
        if one.channel.slots is None:
            talk_to_s = min(one.from_s + talk, stops_s)
            assert (one.talk_to_s, one.to_s) == (talk_to_s, min(talk_to_s + wrap_up, stops_s)), f"work on {one.row}"
    if all(one.channel.slots is None for one in held):
        return
    times = np.unique([time_s for one in held for time_s in (one.from_s, one.to_s)])
    starts = np.searchsorted(np.sort([one.from_s for one in held]), times, side="right")
    ends = np.searchsorted(np.sort([one.to_s for one in held]), times, side="right")
    in_hand = (starts - ends)[:-1]
    done = {}
    for one in held:
        if one.channel.slots is not None and id(one.channel) not in done:
            speed = np.array([one.channel.speed_at(number) if number else 0.0 for number in in_hand.tolist()])
            done[id(one.channel)] = np.append(0.0, np.cumsum(speed * np.diff(times)))
    for one, budget in zip(held, budgets, strict=True):
        if one.channel.slots is not None:
            steps = 2 + ((times > one.from_s) & (times < one.to_s)).sum()
            worked_s = np.interp([one.from_s, one.talk_to_s, one.to_s], times, done[id(one.channel)])
            lacks_s = budget - np.diff(worked_s)
            assert lacks_s.min() >= -steps / GRID_PER_S, f"too much work on contact {one.row}"
            if one.to_s < stops_s:
                assert lacks_s.max() <= steps / GRID_PER_S, f"too little work on contact {one.row}"


def _budget(
    scenario: Scenario, workload: Workload, log: RunLog, row: int, factors: list[Factors]
) -> tuple[float, float]:
    """Return how much talk and wrap-up a contact needs with a group of these factors, one per type."""
    number = int(log.contacts["type"][row])
    if log.contacts["parent"][row] == NOBODY:
        needs = workload.talk_s[row], workload.wrap_up_s[row]
    else:
        needs = drawn_later(scenario, workload, log, row)[:2]
    talk_s, wrap_up_s = (
        round(float(one) * times * GRID_PER_S) / GRID_PER_S for one, times in zip(needs, factors[number], strict=True)
    )
    return talk_s, wrap_up_s


def _factors(serves: Serves) -> Factors:
    """Return how many times as long talk and wrap-up take: one number, or one for each."""
    said = serves.handle_time
    return (said, said) if isinstance(said, float) else (said.talk, said.wrap_up)


def drawn_later(scenario: Scenario, workload: Workload, log: RunLog, row: int) -> tuple[float, float, float]:
    """Return talk, wrap-up and patience of a contact that was born in the run."""
    case, segment, kind, attempt, hop = (
        int(log.contacts[name][row]) for name in ("case", "segment", "type", "attempt", "hop")
    )
    arrived_s = float(log.contacts["arrived_s"][row])
    return Later(scenario).drawn(workload.key[case], segment, kind, attempt, hop, arrived_s)


def _agent_time_counts_overlaps(
    scenario: Scenario, log: RunLog, hands: list[list[Held]], group_of: dict[int, int]
) -> None:
    """Engaged time is counted once however many are in hand; slot seconds add up all of them, cell by cell."""
    capacity = [
        max(scenario.channels[scenario.contact_types[name].channel].slots or 1 for name in group.serves)
        for group in scenario.agent_groups.values()
    ]
    assert log.facts.slots.tolist() == capacity
    time, agents, slots = agent_time(log), len(log.names.agents), len(log.facts.open_s) + len(log.facts.days)
    edges_s = _edges_s(log)
    engaged: list[list[tuple[int, float, float, int]]] = [[], []]
    in_slots = []
    for held in hands:
        reached_s, whole = -np.inf, capacity[group_of[held[0].agent]]
        for one in held:
            from_s = max(one.from_s, reached_s)
            if one.channel.slots is None:
                engaged[0].append((one.agent, from_s, one.talk_to_s, 1))
                engaged[1].append((one.agent, one.talk_to_s, one.to_s, 1))
                in_slots.append((one.agent, one.from_s, one.to_s, whole))
            else:
                engaged[0].append((one.agent, from_s, one.to_s, 1))
                in_slots.append((one.agent, one.from_s, one.to_s, 1))
            reached_s = max(reached_s, one.to_s)
    for spans, state in zip(engaged, (State.TALK, State.WRAP_UP), strict=True):
        found = _cells(time, time["state"] == state, "seconds", agents, slots)
        assert (found == _by_interval(spans, edges_s, agents)).all(), state
    found = _cells(time, time["seconds"] > 0, "slot_seconds", agents, slots)
    assert (found == _by_interval(in_slots, edges_s, agents)).all(), "slot seconds"
    assert (time["slot_seconds"][time["state"] == State.AVAILABLE] == 0).all()


def _edges_s(log: RunLog) -> list[tuple[float, float]]:
    """Return (from, to) of each interval, then of the time after each day's closing."""
    starts_s = log.facts.interval_starts_s.tolist()
    intervals = list(zip(starts_s, (log.facts.interval_starts_s + log.facts.open_s).tolist(), strict=True))
    firsts = [day.first_interval for day in log.facts.days[1:]]
    return [*intervals, *((intervals[first - 1][1], starts_s[first]) for first in firsts), (intervals[-1][1], np.inf)]


def _by_interval(
    spans: list[tuple[int, float, float, int]], edges_s: list[tuple[float, float]], agents: int
) -> np.ndarray:
    """Return the weighted seconds of each agent in each interval, shape (agents, intervals)."""
    total = np.zeros((agents, len(edges_s)))
    if not spans:
        return total
    agent, from_s, to_s, weight = (np.array(column) for column in zip(*spans, strict=True))
    for number, (start_s, end_s) in enumerate(edges_s):
        there = (to_s > start_s) & (from_s < end_s) & (to_s > from_s)
        seconds = np.minimum(to_s[there], end_s) - np.maximum(from_s[there], start_s)
        total[:, number] = np.bincount(agent[there], weight[there] * seconds, minlength=agents)
    return total


def _cells(time: dict, mine: np.ndarray, what: str, agents: int, slots: int) -> np.ndarray:
    cell = time["agent"][mine].astype(np.int64) * slots + time["interval"][mine]
    return np.bincount(cell, time[what][mine], minlength=agents * slots).reshape(agents, slots)
