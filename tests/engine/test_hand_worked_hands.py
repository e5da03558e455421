"""Hands worked out by hand: units, capacity, limits per channel, agents kept free; pools and teams."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from building import center, day, simulated, spans_of, story, told

from simulator.engine.simulate import run
from simulator.engine.tables import tables_of
from simulator.engine.tables.hands import in_hand_most, load_of
from simulator.log import SpanKind
from simulator.log.agent_time import agent_time, group_time
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.hand_units import capacity_of, units_of

CHAT, MESSAGE = 0, 1
"""The numbers of the types in `mixed`."""
ORDER, ADVICE = 0, 1
"""Those in `kept`."""


def mixed(serves: dict[str, Any] | None = None, **group: Any) -> Scenario:
    """Return one agent with chats, of which two fill a hand, and messages, of which three do."""
    return center(
        types={"chats": {"channel": "chat"}, "messages": {"channel": "messaging"}},
        groups={"front": {"agents": 1, "serves": serves or {"chats": {}, "messages": {}}, **group}},
        channels={"chat": {"slots": 2}, "messaging": {"slots": 3}},
    )


def chats(slots: int, agents: int = 1, speed: list[float] | None = None, **group: Any) -> Scenario:
    channel = {"slots": slots} | ({} if speed is None else {"speed": speed})
    return center(
        types={"chats": {"channel": "chat"}},
        groups={"front": {"agents": agents, "serves": {"chats": {}}, **group}},
        channels={"chat": channel},
    )


def kept(agents: int = 2, keep_free: int = 1, to: str = "10:00", **orders: Any) -> Scenario:
    """Return agents who serve orders and advice, of whom some are kept free for orders."""
    serves = {"orders": orders, "advice": {"keep_free": keep_free}}
    groups = {"front": {"agents": agents, "serves": serves}}
    return center(types={"orders": {}, "advice": {}}, groups=groups, to=to)


def waits(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> list[float]:
    return [wait_s for _, wait_s, *_ in story(scenario, day(*contacts, types=types))]


# Two channels with slots in one hand


def test_a_chat_of_two_slots_and_messages_of_three_fill_a_hand_together():
    # 1/2 + 1/3 fit; the message of 2 does not any more: 7/6. It waits until the first message is over at 51. The chat
    # of 3 waits until the hand has 1/2 again: at 61 only the chat of 0 is in it.
    contacts = [(0, 100), (1, 50), (2, 10), (3, 10)]
    assert waits(mixed(), *contacts, types=[CHAT, MESSAGE, MESSAGE, CHAT]) == [0, 0, 49, 58]


def test_an_agent_with_room_takes_the_best_that_fits_and_nothing_is_held_back_for_a_better_one():
    # Messages at 0 and 1 fill 2/3 until 100 and 101. The chat of 5 has priority, but does not fit; the message of 6
    # does, and goes first; so does that of 50, at 50. At 60 a message ends: 2/3 again, the chat waits until 100.
    serves = {"chats": {"priority": 1}, "messages": {"priority": 2}}
    contacts = [(0, 100), (1, 100), (5, 10), (6, 44), (50, 10)]
    assert waits(mixed(serves), *contacts, types=[MESSAGE, MESSAGE, CHAT, MESSAGE, MESSAGE]) == [0, 0, 95, 0, 0]


def test_the_least_loaded_has_the_fewest_units_in_hand_not_the_fewest_contacts():
    # Agent 0 has one chat, 1/2; agent 1 two messages, 2/3. The next message goes to agent 0, the next chat nowhere
    # else: with pack both go where there is more in hand and still room, the message to agent 1.
    for rule, agents in (("least_loaded", [0, 1, 1, 0]), ("pack", [0, 0, 1, 1])):
        scenario = center(
            types={"chats": {"channel": "chat"}, "messages": {"channel": "messaging"}},
            groups={"front": {"agents": 2, "serves": {"chats": {}, "messages": {}}}},
            channels={"chat": {"slots": 2}, "messaging": {"slots": 3, "agent": rule}},
        )
        contacts = [(0, 500), (1, 500), (2, 500), (3, 500)]
        found = [agent for *_, agent in story(scenario, day(*contacts, types=[CHAT, MESSAGE, MESSAGE, MESSAGE]))]
        assert found == agents, rule


def test_slot_load_counts_the_part_of_a_hand_that_a_contact_fills():
    # A chat of 100 s is 3 of 6 parts, a message of 60 s 2 of 6.
    log = simulated(mixed(), day((0, 100), (200, 60), types=[CHAT, MESSAGE]))
    assert (log.facts.slots.tolist(), log.facts.fills.tolist()) == ([6], [[1, 3, 2]])
    assert group_time(log).slot_s.sum() == 3 * 100 + 2 * 60
    assert agent_time(log)["slot_seconds"].sum() == 3 * 100 + 2 * 60


@pytest.mark.parametrize(
    ("group", "units", "whole", "parts"),
    [({}, 6, 6, [1, 3, 2]), ({"capacity": "150%"}, 6, 9, [1, 3, 2]), ({"capacity": "115%"}, 6, 6, [1, 3, 2])],
)
def test_hands_are_divided_so_that_every_contact_fills_whole_units(group, units, whole, parts):
    scenario = mixed(**group)
    (front,) = scenario.agent_groups.values()
    assert units_of(scenario) == units
    assert load_of(front, scenario) == (whole, parts)


def test_only_channels_that_somebody_serves_divide_a_hand():
    channels = {"chat": {"slots": 2}, "messaging": {"slots": 3}, "letters": {}}
    types = {"chats": {"channel": "chat"}, "letters": {"channel": "letters"}, "messages": {"channel": "messaging"}}
    for served, units in {("letters",): 1, ("chats", "letters"): 2, ("messages",): 3, tuple(types): 6}.items():
        groups = {f"for_{name}": {"agents": 1, "serves": {name: {}}} for name in served}
        assert units_of(center(types=types, groups=groups, channels=channels)) == units


def test_a_capacity_counts_as_it_is_written():
    # 1.15 × 100 is 114.99… in binary numbers.
    (front,) = chats(5, capacity="115%").agent_groups.values()
    assert capacity_of(front, 100) == 115
    scenario = chats(3, capacity="200%")
    (front,) = scenario.agent_groups.values()
    assert in_hand_most(front, scenario) == 6


# Capacity and limits


def test_with_a_capacity_of_120_percent_six_of_five_slots_fit():
    contacts = [(second, 100) for second in range(7)]
    assert waits(chats(5), *contacts) == [0, 0, 0, 0, 0, 95, 95]
    assert waits(chats(5, capacity="120%"), *contacts) == [0, 0, 0, 0, 0, 0, 94]
    # 119 % are 5.95 slots: five.
    assert waits(chats(5, capacity="119%"), *contacts) == [0, 0, 0, 0, 0, 95, 95]
    assert waits(chats(5, capacity="60%"), *contacts)[:4] == [0, 0, 0, 97]


def test_beyond_its_slots_a_channel_is_as_slow_as_with_all_of_them():
    # Two slots at half speed, four in hand: three chats wait for nothing, and each second is half a second of work.
    scenario = chats(2, speed=[1, 0.5], capacity="200%")
    assert [ended for _, _, ended, _ in story(scenario, day(*[(0, 10)] * 4))] == [20, 20, 20, 20]


def test_a_large_hand_has_no_room_for_a_second_call_nor_for_a_chat_beside_a_call():
    scenario = center(
        types={"chats": {"channel": "chat"}, "calls": {}},
        groups={"front": {"agents": 1, "capacity": "200%", "serves": {"chats": {}, "calls": {}}}},
        channels={"chat": {"slots": 2}},
    )
    assert waits(scenario, (0, 100), (1, 10), (2, 10), types=[1, 1, 0]) == [0, 99, 108]
    # Four chats fill it, and a call needs it empty.
    contacts = [(0, 100), (1, 100), (2, 100), (3, 100), (4, 10), (5, 10)]
    assert waits(scenario, *contacts, types=[0, 0, 0, 0, 0, 1]) == [0, 0, 0, 0, 96, 105]


def test_at_most_so_many_of_a_channel_are_in_one_hand():
    # Three slots, at most two chats of them: the third waits; messages still fit beside two chats.
    scenario = center(
        types={"chats": {"channel": "chat"}, "messages": {"channel": "messaging"}},
        groups={"front": {"agents": 1, "at_most": {"chat": 2}, "serves": {"chats": {}, "messages": {}}}},
        channels={"chat": {"slots": 3}, "messaging": {"slots": 3}},
    )
    contacts = [(0, 100), (1, 100), (2, 10), (3, 10), (20, 10)]
    assert waits(scenario, *contacts, types=[CHAT, CHAT, CHAT, MESSAGE, MESSAGE]) == [0, 0, 98, 0, 0]
    assert waits(chats(3, at_most={"chat": 2}), (0, 100), (1, 100), (2, 10)) == [0, 0, 98]
    # A limit above what fits changes nothing.
    assert waits(chats(2, at_most={"chat": 9}), (0, 100), (1, 100), (2, 10)) == [0, 0, 98]


# Kept free


def test_advice_leaves_the_last_free_agent_to_orders():
    # Advice at 0 takes agent 0; that of 10 waits although agent 1 is free. The order of 20 takes agent 1. At 100 agent
    # 0 is the free one; at 120 agent 1 is free as well, and takes the advice.
    contacts = [(0, 100), (10, 30), (20, 100)]
    assert story(kept(), day(*contacts, types=[ADVICE, ADVICE, ORDER])) == [
        ("agent", 0, 100, 0), ("agent", 110, 150, 1), ("agent", 0, 120, 1),
    ]  # fmt: skip
    # With nobody kept it takes agent 1 at once.
    assert waits(kept(keep_free=0), *contacts, types=[ADVICE, ADVICE, ORDER]) == [0, 0, 20]
    # Two of three: only one at a time has advice.
    assert waits(kept(3, keep_free=2), (0, 100), (10, 30), (20, 30), types=[ADVICE] * 3) == [0, 90, 110]


def test_from_closing_on_nobody_is_kept_free():
    # One agent, kept free for orders: the advice of 3590 waits until the center closes at 3600.
    assert story(kept(1, to="09:00"), day((3590, 30), types=[ADVICE])) == [("agent", 10, 3630, 0)]


def test_who_comes_on_duty_may_take_what_waits_because_one_was_kept():
    scenario = center(
        types={"orders": {}, "advice": {}},
        groups={
            "front": {"agents": {"08:00": 1, "08:10": 2}, "serves": {"orders": {}, "advice": {"keep_free": 1}}},
        },
    )
    assert story(scenario, day((10, 30), (20, 30), types=[ADVICE, ADVICE])) == [
        ("agent", 590, 630, 1), ("agent", 610, 660, 1),
    ]  # fmt: skip


def test_of_a_channel_and_of_a_type_the_larger_number_is_kept():
    def scenario(keep_empty: int, keep_free: int) -> Scenario:
        return center(
            types={"chats": {"channel": "chat"}},
            groups={"front": {"agents": 3, "serves": {"chats": {"keep_free": keep_free}}}},
            channels={"chat": {"slots": 2, "keep_empty": keep_empty}},
        )

    contacts = [(0, 100), (1, 100), (2, 100), (3, 100)]
    found = {
        kept: [agent for *_, agent in story(scenario(*kept), day(*contacts))]
        for kept in ((0, 0), (1, 0), (0, 1), (2, 1), (1, 2))
    }
    assert found == {
        (0, 0): [0, 1, 2, 0], (1, 0): [0, 1, 0, 1], (0, 1): [0, 1, 0, 1], (2, 1): [0, 0, 0, 0], (1, 2): [0, 0, 0, 0],
    }  # fmt: skip


def test_who_was_kept_free_and_gets_a_chat_takes_what_waited_for_that():
    # Chats keep one of two agents, messages nobody. As with `keep_empty`: the message of 20 empties nobody's hand, so
    # the chat that waited goes to the same agent.
    scenario = center(
        types={"chats": {"channel": "chat"}, "messages": {"channel": "chat"}},
        groups={"front": {"agents": 2, "serves": {"chats": {"keep_free": 1}, "messages": {}}}},
        channels={"chat": {"slots": 2}},
    )
    contacts = [(0, 100), (1, 99), (10, 5), (20, 500)]
    assert story(scenario, day(*contacts, types=[0, 0, 0, 1]))[2:] == [("agent", 10, 25, 1), ("agent", 0, 520, 1)]


# Pools and teams


def test_a_team_may_have_several_pools_and_a_pool_one_person():
    # Three people of one team take orders, and one of them, agent 2, advice as well. Each is looked for where he can do
    # something; all are reported and paid as one.
    scenario = center(
        types={"orders": {}, "advice": {}},
        groups={
            "front": {"agents": 2, "serves": {"orders": {}}},
            "expert": {"agents": 1, "serves": {"orders": {}, "advice": {}}},
        },
    )
    tables = tables_of(scenario)
    facts = {name: getattr(tables.facts, name)[:1] for name in ("slots", "fills", "wage_per_s")}
    one_team = replace(
        tables,
        names=replace(tables.names, groups=("front",)),
        staff=tables.staff._replace(group_of=np.array([0, 0, 0, -1], dtype=np.int16)),
        facts=replace(tables.facts, scheduled_s=tables.facts.scheduled_s.sum(axis=0, keepdims=True), **facts),
    )
    contacts = day((0, 100), (1, 100), (2, 100), (3, 10), (4, 10), types=[ORDER, ADVICE, ORDER, ORDER, ADVICE])
    log = run(one_team, contacts)
    # Agent 2 has the advice until 101 and is the only one for the other one, which he takes before the order.
    assert told(log) == [
        ("agent", 0, 100, 0), ("agent", 0, 101, 2), ("agent", 0, 102, 1), ("agent", 97, 110, 0), ("agent", 97, 111, 2),
    ]  # fmt: skip
    assert told(log) == told(run(tables, contacts))
    assert set(log.contacts["answered_group"].tolist()) == {0}
    assert group_time(log).seconds.sum() == 3 * 7200


def test_a_falling_headcount_is_that_of_a_pool():
    # Both pools of the team have one idle; where one fewer is planned, one goes.
    groups = {
        "front": {"agents": {"08:00": 2, "08:10": 1}, "serves": {"calls": {}}},
        "back": {"agents": 2, "serves": {"calls": {}}},
    }
    log = simulated(center(types={"calls": {}}, groups=groups), day())
    assert [(agent, to_s) for _, _, agent, _, to_s in spans_of(log, SpanKind.DUTY)] == [
        (0, 7200), (1, 600), (2, 7200), (3, 7200),
    ]  # fmt: skip
