"""Invariants of what agents have in hand: who has how many, how fast work goes, what agent time says of it."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from simulator.demand.workload import Workload
from simulator.log import EndedBy, LegKind, RunLog, State
from simulator.scenario.nouns import Channel, Scenario
from simulator.units import GRID_PER_S, on_grid


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
    for held in _hands(scenario, log):
        _room_for_all(held)
        _budgets_are_worked_off(scenario, workload, log, held)
    _agent_time_counts_overlaps(scenario, log)


def _hands(scenario: Scenario, log: RunLog) -> list[list[Held]]:
    """Return what each agent had in hand, in order of time; of one instant, what needs most room first."""
    held = sorted(_held(scenario, log), key=lambda one: (one.agent, one.from_s, one.channel.slots or 0, one.row))
    return [list(mine) for _, mine in groupby(held, key=lambda one: one.agent)]


def _held(scenario: Scenario, log: RunLog) -> list[Held]:
    channels = list(scenario.channels.values())
    talks = log.legs["kind"] == LegKind.TALK
    agent_of = dict(zip(log.legs["contact"][talks].tolist(), log.legs["agent"][talks].tolist(), strict=True))
    contacts = log.contacts
    columns = (contacts[name].tolist() for name in ("answered_s", "ended_s", "closed_s", "channel"))
    return [
        Held(agent_of[row], answered_s, ended_s, closed_s, row, channels[channel])
        for row, (answered_s, ended_s, closed_s, channel) in enumerate(zip(*columns, strict=True))
        if contacts["ended_by"][row] == EndedBy.AGENT
    ]


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


def _budgets_are_worked_off(scenario: Scenario, workload: Workload, log: RunLog, held: list[Held]) -> None:
    """Work done at the speed of each moment adds up to the work there was, but for roundings to the grid."""
    times = np.unique([time_s for one in held for time_s in (one.from_s, one.to_s)])
    starts = np.searchsorted(np.sort([one.from_s for one in held]), times, side="right")
    ends = np.searchsorted(np.sort([one.to_s for one in held]), times, side="right")
    in_hand = (starts - ends)[:-1]
    groups, types = list(scenario.agent_groups.values()), list(scenario.contact_types)
    done = {}
    for one in held:
        if one.channel.slots is not None and id(one.channel) not in done:
            speed = np.array([one.channel.speed_at(number) if number else 0.0 for number in in_hand.tolist()])
            done[id(one.channel)] = np.append(0.0, np.cumsum(speed * np.diff(times)))
    for one in held:
        group = groups[log.agent_time["group"][log.agent_time["agent"] == one.agent][0]]
        factor = group.serves[types[workload.type[one.row]]].handle_time
        talk_s, wrap_up_s = (
            on_grid(float(column[one.row]) * factor) for column in (workload.talk_s, workload.wrap_up_s)
        )
        if one.channel.slots is None:
            assert (one.talk_to_s - one.from_s, one.to_s - one.talk_to_s) == (talk_s, wrap_up_s)
            continue
        steps = 2 + ((times > one.from_s) & (times < one.to_s)).sum()
        worked_s = np.interp([one.from_s, one.talk_to_s, one.to_s], times, done[id(one.channel)])
        assert abs(np.diff(worked_s) - [talk_s, wrap_up_s]).max() <= steps / GRID_PER_S, f"work on contact {one.row}"


def _agent_time_counts_overlaps(scenario: Scenario, log: RunLog) -> None:
    """Engaged time is counted once however many are in hand; slot seconds add up all of them, cell by cell."""
    capacity = [
        max(scenario.channels[scenario.contact_types[name].channel].slots or 1 for name in group.serves)
        for group in scenario.agent_groups.values()
    ]
    assert log.facts.slots.tolist() == capacity
    time, agents, slots = log.agent_time, len(log.names.agents), len(log.facts.open_s) + 1
    edges_s = [*log.facts.interval_starts_s.tolist(), log.facts.closes_s, np.inf]
    group_of = dict(zip(time["agent"].tolist(), time["group"].tolist(), strict=True))
    expected = np.zeros((agents, slots, 3))
    for held in _hands(scenario, log):
        reached_s = -np.inf
        for one in held:
            full = capacity[group_of[one.agent]] if one.channel.slots is None and one.to_s > one.from_s else 1
            spans = [(max(one.from_s, reached_s), one.talk_to_s, 0), (one.talk_to_s, one.to_s, 1)]
            if one.channel.slots is not None:
                spans = [(max(one.from_s, reached_s), one.to_s, 0)]
            for from_s, to_s, state in spans:
                expected[one.agent, :, state] += _by_interval(from_s, to_s, edges_s)
            expected[one.agent, :, 2] += full * _by_interval(one.from_s, one.to_s, edges_s)
            reached_s = max(reached_s, one.to_s)
    for place, state in enumerate((State.TALK, State.WRAP_UP)):
        assert (_cells(time, time["state"] == state, "seconds", agents, slots) == expected[:, :, place]).all(), state
    found = _cells(time, time["seconds"] > 0, "slot_seconds", agents, slots)
    assert (found == expected[:, :, 2]).all(), "slot seconds"
    assert (time["slot_seconds"][time["state"] == State.AVAILABLE] == 0).all()


def _by_interval(from_s: float, to_s: float, edges_s: list[float]) -> np.ndarray:
    starts, ends = np.array(edges_s[:-1]), np.array(edges_s[1:])
    return np.maximum(0.0, np.minimum(ends, to_s) - np.maximum(starts, from_s))


def _cells(time: dict, mine: np.ndarray, what: str, agents: int, slots: int) -> np.ndarray:
    cell = time["agent"][mine].astype(np.int64) * slots + time["interval"][mine]
    return np.bincount(cell, time[what][mine], minlength=agents * slots).reshape(agents, slots)
