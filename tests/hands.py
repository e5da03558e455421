"""Invariants of what agents have in hand: who has how many, how fast work goes, what agent time says of it."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from abilities_read import Abilities
from conversations_read import engaged_with
from hands_read import Held, all_held, hands_of, shared_hands, some_held
from help_checkers import as_helped, helps_of
from hours_changed import hours_of
from people_read import times_of
from services_read import groups_of_agents
from silences_read import left_silently

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.log import NOBODY, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Channel, Scenario, in_force
from simulator.units import GRID_PER_S


class Spans(NamedTuple):
    """Columns of times in which agents have something in hand, each counted so many times."""

    agent: np.ndarray
    from_s: np.ndarray
    to_s: np.ndarray
    weight: np.ndarray


def hands_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check every hand of the day."""
    held, group_of = all_held(scenario, log), groups_of_agents(log)
    _room_for_all(scenario, held, group_of)
    _budgets_are_worked_off(scenario, log, held, _budgets(scenario, workload, log, held, group_of))
    _greetings_are_worked_off(scenario, log, held, group_of)
    _some_are_kept(scenario, log, held, group_of)
    _agent_time_counts_overlaps(scenario, log, held, group_of)


def _room_for_all(scenario: Scenario, held: Held, group_of: np.ndarray) -> None:
    """Whoever has an exclusive contact has nothing else; others never fill more of a hand than there is."""
    shared = shared_hands(held)
    alone = some_held(held, ~shared & (held.to_s > held.from_s))
    two = (alone.agent[1:] == alone.agent[:-1]) & (alone.from_s[1:] < alone.to_s[:-1])
    assert not two.any(), f"contact {alone.row[1:][two][0]} found no room, but was taken"
    for mine in hands_of(some_held(held, shared)):
        _room_in_slots(scenario, mine, group_of)


def _room_in_slots(scenario: Scenario, held: list[Held], group_of: np.ndarray) -> None:
    group, channels = list(scenario.agent_groups.values())[group_of[held[0].agent]], list(scenario.channels)
    there: list[Held] = []
    for one in held:
        there = [other for other in there if other.to_s > one.from_s]
        if one.to_s == one.from_s:
            continue
        there.append(one)
        if any(other.fills for other in there):
            assert len(there) == 1, f"contact {one.row} found no room, but was taken"
            continue
        filled = sum(Fraction(1, scenario.channels[channels[other.channel]].slots) for other in there)
        assert filled <= Fraction(str(group.capacity)), f"contact {one.row} found no room, but was taken"
        for name, most in group.at_most.items():
            alike = sum(channels[other.channel] == name for other in there)
            assert alike <= most, f"contact {one.row} is one of {alike} of {name} in one hand"


def _some_are_kept(scenario: Scenario, log: RunLog, held: Held, group_of: np.ndarray) -> None:
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
    busy_of = {mine[0].agent: mine for mine in hands_of(held)}
    for mine in busy_of.values():
        for one in mine:
            group, name, now_s = group_of[one.agent], names[log.contacts["type"][one.row]], one.from_s
            open_ = any(from_s < now_s < to_s for from_s, to_s in calendar.open) and calendar.is_open(name, now_s)
            open_ = open_ and now_s not in calendar.said_at(name)
            others = [other for other in mine if other is not one and other.from_s <= now_s <= other.to_s]
            kept = max(in_force(steps, now_s) for steps in kept_of[group][name])
            if not kept or not open_ or others:
                continue
            there = {one for one in agent[(came_s <= now_s) & (now_s <= left_s)].tolist() if group_of[one] == group}
            empty = {
                number
                for number in there - {one.agent}
                if not any(other.from_s < now_s < other.to_s for other in busy_of.get(number, ()))
            }
            assert len(empty) >= kept, f"contact {one.row} was taken by one of the last to be kept"


def _budgets_are_worked_off(scenario: Scenario, log: RunLog, held: Held, budgets: np.ndarray) -> None:
    """Work done at the speed of each moment adds up to the work there was, but for roundings to the grid.

    What is in hand when the run is stopped may be left undone.
    """
    stops_s, whole = log.facts.stops_s, held.fills & ~held.in_parts
    talk, wrap_up = budgets.copy()
    helped = {(one.contact, one.agent): one for one in helps_of(scenario, log)}
    for place in np.flatnonzero(whole).tolist() if helped else ():
        if (help_ := helped.get((held.row[place], held.agent[place]))) is not None:
            talk[place] = as_helped(talk[place], held.from_s[place], help_)
            if not np.isnan(help_.joined_s):
                wrap_up[place] = np.rint(wrap_up[place] * help_.rule.help.wrap_up * GRID_PER_S) / GRID_PER_S
    talk_to_s = np.minimum(held.from_s + talk, stops_s)
    as_said = (held.talk_to_s == talk_to_s) & (held.to_s == np.minimum(talk_to_s + wrap_up, stops_s))
    wrong = held.row[whole & ~as_said]
    assert not len(wrong), f"work on {wrong[0]}"
    channels, shared = list(scenario.channels.values()), shared_hands(held)
    for agent in np.unique(held.agent[shared]).tolist():
        mine = held.agent == agent
        _slots_are_worked_off(channels, some_held(held, mine), budgets[:, mine], stops_s)


def _slots_are_worked_off(channels: list[Channel], held: Held, budgets: np.ndarray, stops_s: float) -> None:
    """Check the contacts in slots of one agent."""
    for number in np.unique(held.channel[~held.fills]).tolist():
        times, done = _work_done(channels[number], held)
        which = (held.channel == number) & ~held.in_parts
        one = some_held(held, which)
        between = np.searchsorted(times, one.to_s) - np.searchsorted(times, one.from_s, side="right")
        allowed_s = (2 + np.maximum(between, 0)) / GRID_PER_S
        lacks_s = budgets[:, which] - np.diff(np.interp([one.from_s, one.talk_to_s, one.to_s], times, done), axis=0)
        wrong = one.row[~(lacks_s.min(axis=0) >= -allowed_s)]
        assert not len(wrong), f"too much work on contact {wrong[0]}"
        wrong = one.row[~(lacks_s.max(axis=0) <= allowed_s) & (one.to_s < stops_s)]
        assert not len(wrong), f"too little work on contact {wrong[0]}"


def _work_done(channel: Channel, held: Held) -> tuple[np.ndarray, np.ndarray]:
    """Return at which times how much was done of whatever of a channel was in one agent's hand all the time."""
    from_s, to_s = np.append(held.from_s, held.hold_to_s), np.append(held.hold_from_s, held.to_s)
    times = np.unique([from_s, to_s])
    starts = np.searchsorted(np.sort(from_s), times, side="right")
    in_hand = (starts - np.searchsorted(np.sort(to_s), times, side="right"))[:-1]
    speeds = np.array([channel.speed_at(count) if count else 0.0 for count in range(in_hand.max(initial=0) + 1)])
    return times, np.append(0.0, np.cumsum(speeds[in_hand] * np.diff(times)))


def _greetings_are_worked_off(scenario: Scenario, log: RunLog, held: Held, group_of: np.ndarray) -> None:
    """Whoever has a chat whose customer had left works on it until it is greeted, as on any other."""
    channels, types = list(scenario.channels.values()), list(scenario.contact_types.values())
    greeted = np.flatnonzero(held.in_parts & left_silently(log)[held.row])
    factors = _factors(scenario, log, held, group_of)[0] if len(greeted) else []
    for place in greeted.tolist():
        row = held.row[place]
        said = types[log.contacts["type"][row]].silent
        greeting_s = np.rint((said.greeting_s or 0.0) * factors[place] * GRID_PER_S) / GRID_PER_S
        times, done = _work_done(channels[held.channel[place]], some_held(held, held.agent == held.agent[place]))
        lacks_s = greeting_s - np.diff(np.interp([held.from_s[place], held.hold_from_s[place]], times, done))[0]
        allowed_s = (2 + len(times)) / GRID_PER_S if greeting_s else 0.0
        assert lacks_s >= -allowed_s, f"contact {row} is greeted for longer than said"
        cut = held.hold_from_s[place] >= log.facts.stops_s
        assert cut or lacks_s <= allowed_s, f"contact {row} is not greeted for as long as said"


def _budgets(scenario: Scenario, workload: Workload, log: RunLog, held: Held, group_of: np.ndarray) -> np.ndarray:
    """Return how much talk and wrap-up contacts need with the agents who have them, shape (2, contacts in hand)."""
    born = log.contacts["parent"][held.row] != NOBODY
    cases = np.where(born, 0, held.row)
    needs = (
        np.stack([workload.talk_s[cases], workload.wrap_up_s[cases]]) if len(workload) else np.zeros((2, len(cases)))
    )
    later = Later(scenario) if born.any() else None
    for place in np.flatnonzero(born).tolist():
        needs[:, place] = drawn_later(later, workload, log, held.row[place])[:2]
    budgets = np.rint(needs * _factors(scenario, log, held, group_of) * GRID_PER_S) / GRID_PER_S
    if "repeated_s" in log.contacts:
        # The customer tells again what was lost, however quick the agent is.
        budgets[0] += log.contacts["repeated_s"][held.row]
    return budgets


def _factors(scenario: Scenario, log: RunLog, held: Held, group_of: np.ndarray) -> np.ndarray:
    """Return how many times as long talk and wrap-up take, shape (2, contacts in hand)."""
    types, groups, abilities = list(scenario.contact_types), scenario.agent_groups.values(), Abilities(scenario, log)
    of_group = np.full((2, len(groups), len(types)), np.nan)
    for number, group in enumerate(groups):
        for name, serves in group.serves.items():
            of_group[:, number, types.index(name)] = times_of(serves)
    kind = log.contacts["type"][held.row]
    usual = of_group[:, group_of[held.agent], kind]
    if abilities.are_alike:
        return usual
    asked = zip(held.agent.tolist(), kind.tolist(), held.from_s.tolist(), strict=True)
    own = [abilities.times(agent, types[number], from_s) for agent, number, from_s in asked]
    return usual * np.array(own, dtype=float).reshape(-1, 2).T


def drawn_later(later: Later, workload: Workload, log: RunLog, row: int) -> tuple[float, float, float]:
    """Return talk, wrap-up and patience of a contact that was born in the run."""
    case, segment, kind, attempt, hop = (
        int(log.contacts[name][row]) for name in ("case", "segment", "type", "attempt", "hop")
    )
    arrived_s = float(log.contacts["arrived_s"][row])
    return later.drawn(workload.key[case], segment, kind, attempt, hop, arrived_s)


def _agent_time_counts_overlaps(scenario: Scenario, log: RunLog, held: Held, group_of: np.ndarray) -> None:
    """Engaged time is counted once however many are in hand; slot seconds add up all of them, cell by cell."""
    _hands_are_as_large_as_said(scenario, log)
    agents, edges_s, time = len(log.names.agents), _edges_s(log), agent_time(log)
    since_s = np.maximum(held.from_s, _reached_s(held))
    # Wrap-up beside other contacts is talk.
    talk = Spans(held.agent, since_s, np.where(held.fills, held.talk_to_s, held.to_s), np.ones(len(since_s)))
    wrap_up = Spans(*(column[held.fills] for column in (held.agent, held.talk_to_s, held.to_s, talk.weight)))
    conversations, engaged = engaged_with(scenario, log)
    talk = Spans(*map(np.append, talk, (*engaged, np.ones(len(engaged[0])))))
    for spans, state in ((talk, State.TALK), (wrap_up, State.WRAP_UP)):
        found = _cells(time, time["state"] == state, "seconds", agents, len(edges_s))
        assert (found == _by_interval(spans, edges_s, agents)).all(), state
    whole, group = log.facts.slots, group_of[held.agent]
    filled = np.where(held.fills, whole[group], log.facts.fills[group, held.channel])
    mine = log.spans["kind"] == SpanKind.HELPING
    helping = Spans(*(log.spans[name][mine] for name in ("agent", "from_s", "to_s")), whole[log.spans["group"][mine]])
    agent, from_s, to_s, channel = conversations
    active = Spans(agent, from_s, to_s, log.facts.fills[group_of[agent], channel])
    columns = zip(Spans(held.agent, held.from_s, held.to_s, filled), helping, active, strict=True)
    in_slots = map(np.concatenate, columns)
    found = _cells(time, time["seconds"] > 0, "slot_seconds", agents, len(edges_s))
    assert (found == _by_interval(Spans(*in_slots), edges_s, agents)).all(), "slot seconds"
    assert (time["slot_seconds"][time["state"] == State.AVAILABLE] == 0).all()


def _hands_are_as_large_as_said(scenario: Scenario, log: RunLog) -> None:
    capacity, fills = log.facts.slots.tolist(), log.facts.fills.tolist()
    for number, group in enumerate(scenario.agent_groups.values()):
        for channel in {scenario.contact_types[name].channel for name in group.serves}:
            slots = scenario.channels[channel].slots
            if slots is not None:
                part = Fraction(fills[number][list(scenario.channels).index(channel)], capacity[number])
                # A capacity between two numbers of contacts is no more than the lower one.
                assert Fraction(1, slots) / Fraction(str(group.capacity)) <= part, "a hand is larger than said"
        if all(scenario.channels[scenario.contact_types[name].channel].slots is None for name in group.serves):
            assert capacity[number] == 1, "an exclusive contact fills a hand"


def _reached_s(held: Held) -> np.ndarray:
    """Return until when the agent of each contact had any of those before in hand; -inf where there are none."""
    # The largest so far among an agent's: that of the highest rank, for agents stand one after the other.
    order = np.lexsort((held.to_s, held.agent))
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order))
    latest = order[np.maximum.accumulate(rank)]
    found = np.full(len(order), -np.inf)
    found[1:] = np.where(held.agent[1:] == held.agent[:-1], held.to_s[latest[:-1]], -np.inf)
    return found


def _edges_s(log: RunLog) -> np.ndarray:
    """Return (from, to) of each interval, then of the time after each day's closing; shape (them, 2)."""
    starts_s = log.facts.interval_starts_s.tolist()
    intervals = list(zip(starts_s, (log.facts.interval_starts_s + log.facts.open_s).tolist(), strict=True))
    firsts = [day.first_interval for day in log.facts.days[1:]]
    nights = [(intervals[first - 1][1], starts_s[first]) for first in firsts]
    return np.array([*intervals, *nights, (intervals[-1][1], np.inf)])


def _by_interval(spans: Spans, edges_s: np.ndarray, agents: int) -> np.ndarray:
    """Return the weighted seconds of each agent in each interval, shape (agents, intervals)."""
    in_order = np.lexsort(edges_s.T[::-1])
    starts_s, ends_s = edges_s[in_order].T
    assert (starts_s[1:] >= ends_s[:-1]).all(), "intervals overlap"
    first = np.searchsorted(ends_s, spans.from_s, side="right")
    after = np.searchsorted(starts_s, spans.to_s, side="left")
    # Each span once for every interval that it meets.
    times = np.where(spans.to_s > spans.from_s, np.maximum(after - first, 0), 0)
    agent, from_s, to_s, weight = (np.repeat(column, times) for column in spans)
    met = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times) + np.repeat(first, times)
    seconds = np.minimum(to_s, ends_s[met]) - np.maximum(from_s, starts_s[met])
    cell = agent.astype(np.int64) * len(edges_s) + in_order[met]
    return np.bincount(cell, weight * seconds, minlength=agents * len(edges_s)).reshape(agents, len(edges_s))


def _cells(time: dict, mine: np.ndarray, what: str, agents: int, slots: int) -> np.ndarray:
    cell = time["agent"][mine].astype(np.int64) * slots + time["interval"][mine]
    return np.bincount(cell, time[what][mine], minlength=agents * slots).reshape(agents, slots)
