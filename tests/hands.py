"""Invariants of what agents have in hand: who has how many, how fast work goes, what agent time says of it."""

from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from abilities_read import Abilities
from help_checkers import as_helped, helps_of
from hours_changed import hours_of
from passing_checkers import came_by_an_agent, was_passed
from people_read import Times, times_of
from services_read import services

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.log import NOBODY, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import AgentGroup, Channel, Scenario, in_force
from simulator.units import GRID_PER_S


class Held(NamedTuple):
    """A contact in an agent's hand, from the answer to the end of wrap-up, or to where the run was stopped."""

    agent: int
    from_s: float
    talk_to_s: float
    """Where wrap-up begins; a hold and a briefing are over by then."""
    to_s: float
    row: int
    channel: Channel
    hold_from_s: float
    hold_to_s: float
    """While it is held it is in the hand, but nobody works on it."""
    in_parts: bool
    """Whether what an agent does for it is not what was drawn for it: a part of it, or a briefing before."""


def hands_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check every hand of the day."""
    hands = _hands(scenario, log)
    group_of = dict(zip(log.spans["agent"].tolist(), log.spans["group"].tolist(), strict=True))
    groups, abilities = list(scenario.agent_groups.values()), Abilities(scenario, log)
    for held in hands:
        group = groups[group_of[held[0].agent]]
        _room_for_all(scenario, group, held)
        _budgets_are_worked_off(scenario, workload, log, held, _factors(scenario, log, group, held, abilities))
    _some_are_kept(scenario, log, hands, group_of)
    _agent_time_counts_overlaps(scenario, log, hands, group_of)


def _hands(scenario: Scenario, log: RunLog) -> list[list[Held]]:
    """Return what each agent had in hand, in order of time; of one instant, what needs most room first."""
    channels, number = list(scenario.channels.values()), log.contacts["channel"].tolist()
    warm = any(rule.pass_.warm_s is not None for rule in scenario.transfers.values())
    untold = was_passed(log.contacts) | (came_by_an_agent(log.contacts) & warm)
    held = [
        Held(
            one.agent,
            one.from_s,
            one.part_to_s,
            one.to_s,
            one.row,
            channels[number[one.row]],
            one.talk_to_s,
            one.hold_to_s,
            bool(untold[one.row]),
        )
        for one in services(scenario, log)
    ]
    held.sort(key=lambda one: (one.agent, one.from_s, one.channel.slots or 0, one.row))
    return [list(mine) for _, mine in groupby(held, key=itemgetter(0))]


def _room_for_all(scenario: Scenario, group: AgentGroup, held: list[Held]) -> None:
    """Whoever has an exclusive contact has nothing else; others never fill more of a hand than there is."""
    there: list[Held] = []
    for one in held:
        there = [other for other in there if other.to_s > one.from_s]
        if one.to_s == one.from_s:
            continue
        there.append(one)
        if any(other.channel.slots is None for other in there):
            assert len(there) == 1, f"contact {one.row} found no room, but was taken"
            continue
        filled = sum(Fraction(1, other.channel.slots) for other in there)
        assert filled <= Fraction(str(group.capacity)), f"contact {one.row} found no room, but was taken"
        for name, most in group.at_most.items():
            alike = sum(other.channel is scenario.channels[name] for other in there)
            assert alike <= most, f"contact {one.row} is one of {alike} of {name} in one hand"


def _some_are_kept(scenario: Scenario, log: RunLog, hands: list[list[Held]], group_of: dict[int, int]) -> None:
    """While it is open, whoever had nothing in hand and took a contact left as many others as are kept from it.

    Of one instant all count as others who had nothing in hand before it or have ended everything in it. Outside a
    type's hours whoever is told to leave serves those who still wait, whoever is kept.
    """
    groups, types, names = list(scenario.agent_groups.values()), scenario.contact_types, list(scenario.contact_types)
    kept_of = [
        {
            name: (scenario.channels[types[name].channel].keep_empty, serves.keep_free)
            for name, serves in group.serves.items()
        }
        for group in groups
    ]
    if not any(number for mine in kept_of for both in mine.values() for steps in both for number in steps.values()):
        return
    calendar, duty = hours_of(scenario, log), log.spans["kind"] == SpanKind.DUTY
    agent, came_s, left_s = (log.spans[name][duty] for name in ("agent", "from_s", "to_s"))
    busy_of = {held[0].agent: held for held in hands}
    for held in hands:
        for one in held:
            group, name, now_s = group_of[one.agent], names[log.contacts["type"][one.row]], one.from_s
            open_ = any(from_s < now_s < to_s for from_s, to_s in calendar.open) and calendar.is_open(name, now_s)
            open_ = open_ and now_s not in calendar.said_at(name)
            mine = [other for other in held if other is not one and other.from_s <= now_s <= other.to_s]
            kept = max(in_force(steps, now_s) for steps in kept_of[group][name])
            if not kept or not open_ or mine:
                continue
            there = {one for one in agent[(came_s <= now_s) & (now_s <= left_s)].tolist() if group_of[one] == group}
            empty = {
                number
                for number in there - {one.agent}
                if not any(other.from_s < now_s < other.to_s for other in busy_of.get(number, ()))
            }
            assert len(empty) >= kept, f"contact {one.row} was taken by one of the last to be kept"


def _budgets_are_worked_off(
    scenario: Scenario, workload: Workload, log: RunLog, held: list[Held], factors: list[Times]
) -> None:
    """Work done at the speed of each moment adds up to the work there was, but for roundings to the grid.

    What is in hand when the run is stopped may be left undone.
    """
    budgets = [_budget(scenario, workload, log, one.row, times) for one, times in zip(held, factors, strict=True)]
    stops_s = log.facts.stops_s
    helped = {(one.contact, one.agent): one for one in helps_of(scenario, log)}
    for one, (talk, wrap_up) in zip(held, budgets, strict=True):
        if one.channel.slots is None and not one.in_parts:
            if (help_ := helped.get((one.row, one.agent))) is not None:
                talk = as_helped(talk, one.from_s, help_)
                joined = not np.isnan(help_.joined_s)
                wrap_up = round(wrap_up * help_.rule.help.wrap_up * GRID_PER_S) / GRID_PER_S if joined else wrap_up
            talk_to_s = min(one.from_s + talk, stops_s)
            assert (one.talk_to_s, one.to_s) == (talk_to_s, min(talk_to_s + wrap_up, stops_s)), f"work on {one.row}"
    if all(one.channel.slots is None for one in held):
        return
    going_on = [(one.from_s, one.hold_from_s) for one in held] + [(one.hold_to_s, one.to_s) for one in held]
    times = np.unique(going_on)
    starts = np.searchsorted(np.sort([from_s for from_s, _ in going_on]), times, side="right")
    ends = np.searchsorted(np.sort([to_s for _, to_s in going_on]), times, side="right")
    in_hand = (starts - ends)[:-1]
    done = {}
    for one in held:
        if one.channel.slots is not None and id(one.channel) not in done:
            speed = np.array([one.channel.speed_at(number) if number else 0.0 for number in in_hand.tolist()])
            done[id(one.channel)] = np.append(0.0, np.cumsum(speed * np.diff(times)))
    for one, budget in zip(held, budgets, strict=True):
        if one.channel.slots is not None and not one.in_parts:
            steps = 2 + ((times > one.from_s) & (times < one.to_s)).sum()
            worked_s = np.interp([one.from_s, one.talk_to_s, one.to_s], times, done[id(one.channel)])
            lacks_s = budget - np.diff(worked_s)
            assert lacks_s.min() >= -steps / GRID_PER_S, f"too much work on contact {one.row}"
            if one.to_s < stops_s:
                assert lacks_s.max() <= steps / GRID_PER_S, f"too little work on contact {one.row}"


def _budget(scenario: Scenario, workload: Workload, log: RunLog, row: int, factors: Times) -> tuple[float, float]:
    """Return how much talk and wrap-up a contact needs with an agent of these factors."""
    if log.contacts["parent"][row] == NOBODY:
        needs = workload.talk_s[row], workload.wrap_up_s[row]
    else:
        needs = drawn_later(scenario, workload, log, row)[:2]
    talk_s, wrap_up_s = (
        round(float(one) * times * GRID_PER_S) / GRID_PER_S for one, times in zip(needs, factors, strict=True)
    )
    # The customer tells again what was lost, however quick the agent is.
    return talk_s + float(log.contacts["repeated_s"][row] if "repeated_s" in log.contacts else 0.0), wrap_up_s


def _factors(scenario: Scenario, log: RunLog, group: AgentGroup, held: list[Held], abilities: Abilities) -> list[Times]:
    """Return how many times as long talk and wrap-up take, by contact in an agent's hand."""
    types, found = list(scenario.contact_types), []
    for one in held:
        name = types[log.contacts["type"][one.row]]
        usual = times_of(group.serves[name]) if name in group.serves else (np.nan, np.nan)
        own = abilities.times(one.agent, name, one.from_s)
        found.append((usual[0] * own[0], usual[1] * own[1]))
    return found


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
    capacity = log.facts.slots.tolist()
    fills = log.facts.fills.tolist()
    channels = list(scenario.channels.values())
    for number, group in enumerate(scenario.agent_groups.values()):
        for channel in {scenario.contact_types[name].channel for name in group.serves}:
            slots = scenario.channels[channel].slots
            if slots is not None:
                part = Fraction(fills[number][list(scenario.channels).index(channel)], capacity[number])
                # A capacity between two numbers of contacts is no more than the lower one.
                assert Fraction(1, slots) / Fraction(str(group.capacity)) <= part, "a hand is larger than said"
        if all(scenario.channels[scenario.contact_types[name].channel].slots is None for name in group.serves):
            assert capacity[number] == 1, "an exclusive contact fills a hand"
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
                filled = fills[group_of[one.agent]][channels.index(one.channel)]
                in_slots.append((one.agent, one.from_s, one.to_s, filled))
            reached_s = max(reached_s, one.to_s)
    kind = log.spans["kind"] == SpanKind.HELPING
    helping = zip(*(log.spans[name][kind].tolist() for name in ("agent", "from_s", "to_s", "group")), strict=True)
    in_slots += [(agent, from_s, to_s, capacity[group]) for agent, from_s, to_s, group in helping]
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
