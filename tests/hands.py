"""Invariants of what agents have in hand: who has how many, how fast work goes, what agent time says of it."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from simulator.demand.workload import Workload
from simulator.log import EndedBy, LegKind, RunLog, State
from simulator.scenario.nouns import Channel, Scenario
from simulator.units import GRID_PER_S


class Held(NamedTuple):
    """A contact in an agent's hand, from the answer to the end of wrap-up."""

    agent: int
    from_s: float
    talk_to_s: float
    to_s: float
    row: int
    channel: Channel


def hands_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check every hand of the day."""
    hands = _hands(scenario, log)
    group_of = dict(zip(log.agent_time["agent"].tolist(), log.agent_time["group"].tolist(), strict=True))
    groups, types = list(scenario.agent_groups.values()), list(scenario.contact_types)
    for held in hands:
        _room_for_all(held)
        serves = groups[group_of[held[0].agent]].serves
        factors = [serves[name].handle_time if name in serves else np.nan for name in types]
        _budgets_are_worked_off(workload, held, factors)
    _agent_time_counts_overlaps(scenario, log, hands, group_of)


def _hands(scenario: Scenario, log: RunLog) -> list[list[Held]]:
    """Return what each agent had in hand, in order of time; of one instant, what needs most room first."""
    contacts, channels = log.contacts, list(scenario.channels.values())
    slots = np.array([channel.slots or 0 for channel in channels])
    talks = log.legs["kind"] == LegKind.TALK
    agent_of = np.full(len(contacts["contact"]), -1)
    agent_of[log.legs["contact"][talks]] = log.legs["agent"][talks]
    rows = np.flatnonzero(contacts["ended_by"] == EndedBy.AGENT)
    rows = rows[np.lexsort((rows, slots[contacts["channel"][rows]], contacts["answered_s"][rows], agent_of[rows]))]
    columns = [contacts[name][rows].tolist() for name in ("answered_s", "ended_s", "closed_s")]
    there = [channels[number] for number in contacts["channel"][rows].tolist()]
    held = map(Held, agent_of[rows].tolist(), *columns, rows.tolist(), there)
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


def _budgets_are_worked_off(workload: Workload, held: list[Held], factors: list[float]) -> None:
    """Work done at the speed of each moment adds up to the work there was, but for roundings to the grid."""
    rows = [one.row for one in held]
    by_type = np.array(factors)[workload.type[rows]]
    talk_s, wrap_up_s = (
        (np.round(column[rows] * by_type * GRID_PER_S) / GRID_PER_S).tolist()
        for column in (workload.talk_s, workload.wrap_up_s)
    )
    for one, talk, wrap_up in zip(held, talk_s, wrap_up_s, strict=True):
        if one.channel.slots is None:
            assert (one.talk_to_s - one.from_s, one.to_s - one.talk_to_s) == (talk, wrap_up)
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
    for one, talk, wrap_up in zip(held, talk_s, wrap_up_s, strict=True):
        if one.channel.slots is not None:
            steps = 2 + ((times > one.from_s) & (times < one.to_s)).sum()
            worked_s = np.interp([one.from_s, one.talk_to_s, one.to_s], times, done[id(one.channel)])
            assert abs(np.diff(worked_s) - [talk, wrap_up]).max() <= steps / GRID_PER_S, f"work on contact {one.row}"


def _agent_time_counts_overlaps(
    scenario: Scenario, log: RunLog, hands: list[list[Held]], group_of: dict[int, int]
) -> None:
    """Engaged time is counted once however many are in hand; slot seconds add up all of them, cell by cell."""
    capacity = [
        max(scenario.channels[scenario.contact_types[name].channel].slots or 1 for name in group.serves)
        for group in scenario.agent_groups.values()
    ]
    assert log.facts.slots.tolist() == capacity
    time, agents, slots = log.agent_time, len(log.names.agents), len(log.facts.open_s) + len(log.facts.days)
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
