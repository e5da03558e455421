"""Chats worked out by hand: slots, speed by the number in hand, who gets the next, voice beside them."""

from typing import Any

import pytest
from building import center, day, spans_of, told
from checkers import check

from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario
from simulator.units import on_grid

CHAT, CALL = 0, 1
"""The numbers of the types in `beside`."""


def chats(agents: Any = 1, *, kind: dict[str, Any] | None = None, to: str = "10:00", at_close="serve_out", **channel):
    """Return a center with chats only: two slots at half speed, unless stated."""
    return center(
        agents,
        types={"chats": {"channel": "chat", **(kind or {})}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5], **channel}},
        to=to,
        at_close=at_close,
    )


def beside(agents: Any = 1, serves: dict[str, Any] | None = None, groups: Any = None, to: str = "10:00", **channel):
    """Return a center with chats (type 0) and calls (type 1), by default one group that prefers calls."""
    group = {"agents": agents, "serves": serves or {"chats": {"priority": 2}, "calls": {"priority": 1}}}
    return center(
        types={"chats": {"channel": "chat"}, "calls": {}},
        groups=groups or {"front": group},
        channels={"chat": {"slots": 2, **channel}},
        to=to,
    )


def run(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> RunLog:
    workload = day(*contacts, types=types)
    return check(scenario, workload, simulate(scenario, workload))


def story(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> list[tuple[Any, ...]]:
    return told(run(scenario, *contacts, types=types))


def agents(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> list[int | None]:
    return [agent for *_, agent in story(scenario, *contacts, types=types)]


def test_a_second_chat_slows_the_first_and_its_end_speeds_the_other_up():
    # docs/seams.md no. 3. A: 200 s of work from 0; at 100 B comes, A has 100 left at 0.85: it ends at 217.647…
    # B then did as much as A since: 100 of 400, and goes on at 1: 300 s more.
    scenario = chats(speed=[1, 0.85])
    both = on_grid(100 / 0.85)
    assert story(scenario, (0, 200), (100, 400)) == [
        ("agent", 0, 100 + both, 0),
        ("agent", 0, 100 + both + 400 - on_grid(both * 0.85), 0),
    ]
    assert on_grid(both * 0.85) == 100


def test_three_chats_and_a_fourth_that_waits():
    # Speeds 1, 1/2, 1/4. A 100 s at 0, B 60 s at 20, C 30 s at 40.
    # 20: A 80. 40: A 70, B 50, C 30. At 1/4 C takes 120 s: 160. A 40, B 20; at 1/2 B takes 40 s: 200. A 20: 220.
    scenario = chats(slots=3, speed=[1, 0.5, 0.25])
    assert story(scenario, (0, 100), (20, 60), (40, 30)) == [
        ("agent", 0, 220, 0), ("agent", 0, 200, 0), ("agent", 0, 160, 0),
    ]  # fmt: skip
    # D (10 s) comes at 50 and waits until 160: A 40, B 20, D 10 at 1/4: D ends at 200. A 30, B 10: B at 220, A 20: 240.
    assert story(scenario, (0, 100), (20, 60), (40, 30), (50, 10)) == [
        ("agent", 0, 240, 0), ("agent", 0, 220, 0), ("agent", 0, 160, 0), ("agent", 110, 200, 0),
    ]  # fmt: skip


def test_chats_that_end_at_one_instant_let_both_who_wait_in():
    # A and B share 0 to 200 at half speed; C and D wait since 10 and 20, both are taken at 200.
    assert story(chats(), (0, 100), (0, 100), (10, 50), (20, 50)) == [
        ("agent", 0, 200, 0), ("agent", 0, 200, 0), ("agent", 190, 300, 0), ("agent", 180, 300, 0),
    ]  # fmt: skip


def test_freed_agents_take_one_each_before_anybody_takes_a_second():
    # Two agents, each with two chats of 50 s until 100; three wait. Agent 0, agent 1, then agent 0 again.
    contacts = [(0, 50)] * 4 + [(10, 5), (11, 5), (12, 5)]
    assert agents(chats(2), *contacts)[4:] == [0, 1, 0]


def test_a_chat_whose_patience_ends_when_a_slot_becomes_free_is_answered():
    assert story(chats(), (0, 50), (0, 50), (20, 10, 80))[2] == ("agent", 80, 110, 0)
    assert story(chats(), (0, 50), (0, 50.001), (20, 10, 79))[2] == ("abandoned", 79, 99, None)


def test_wrap_up_stays_in_the_slot_and_slows_the_other():
    # A talks 100 s alone, then wraps up 30 s. B comes at 90 with 100 s: A has 10 left at 1/2 until 110, wrap-up 30 at
    # 1/2 until 170. B did 40 by then; 60 more: 230.
    log = run(chats(), (0, 100, 99, 30), (90, 100))
    assert told(log) == [("agent", 0, 110, 0), ("agent", 0, 230, 0)]
    assert log.contacts["closed_s"].tolist() == [8 * 3600 + 170, 8 * 3600 + 230]
    # C comes at 120: the slot of the wrap-up is not free until 170.
    assert story(chats(), (0, 100, 99, 30), (90, 100), (120, 10))[2] == ("agent", 50, 190, 0)


def test_handle_time_makes_the_budget_longer():
    scenario = center(
        types={"chats": {"channel": "chat"}},
        groups={"front": {"agents": 1, "serves": {"chats": {"handle_time": 1.5}}}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}},
    )
    # A: 150 s of talk and 15 s of wrap-up. B (15 s) from 100 to 130 at half speed: A has 35 left at 130.
    log = run(scenario, (0, 100, 99, 10), (100, 10))
    assert told(log) == [("agent", 0, 165, 0), ("agent", 0, 130, 0)]
    assert log.contacts["closed_s"][0] == 8 * 3600 + 180


def test_budgets_of_talk_and_wrap_up_have_factors_of_their_own():
    scenario = center(
        types={"chats": {"channel": "chat"}},
        groups={"front": {"agents": 1, "serves": {"chats": {"handle_time": {"talk": 1.5, "wrap_up": 3}}}}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}},
    )
    # A: 150 s of talk and 30 s of wrap-up. B (15 s) from 100 to 130 at half speed: A has 35 left at 130.
    log = run(scenario, (0, 100, 99, 10), (100, 10))
    assert told(log) == [("agent", 0, 165, 0), ("agent", 0, 130, 0)]
    assert log.contacts["closed_s"][0] == 8 * 3600 + 195


def test_a_line_is_held_to_the_end_of_the_talk():
    # Two lines, one slot. A talks to 20, wraps up to 60; B waits from 5. C at 10 finds no line, D at 20 A's.
    scenario = chats(slots=1, speed=[1], lines=2)
    assert story(scenario, (0, 20, 99, 40), (5, 10), (10, 10), (20, 10)) == [
        ("agent", 0, 20, 0), ("agent", 55, 70, 0), ("blocked", None, 10, None), ("agent", 50, 80, 0),
    ]  # fmt: skip


def test_a_full_queue_blocks_only_when_no_slot_is_free():
    scenario = chats(kind={"queue_limit": 0})
    assert [how for how, *_ in story(scenario, (0, 50), (0, 50), (1, 5), (100, 5))] == [
        "agent", "agent", "blocked", "agent",
    ]  # fmt: skip


def test_least_loaded_spreads_and_pack_fills():
    # 0: agent 0. 1: least loaded takes agent 1, pack agent 0 again; 2: both agents have one, agent 0 is longer without
    # a new one; pack: agent 0 is full, agent 1.
    contacts = [(0, 500), (1, 500), (2, 500)]
    assert agents(chats(3), *contacts) == [0, 1, 2]
    assert agents(chats(2), *contacts) == [0, 1, 0]
    assert agents(chats(3, agent="pack"), *contacts) == [0, 0, 1]


def test_ties_go_to_who_got_nothing_new_for_the_longest_time_then_to_the_lower_number():
    # Agent 0 got chats at 0 and 100 (until 110 and 120), agent 1 one at 1 (until 51). At 200 both are empty: agent 1.
    contacts = [(0, 10), (1, 50), (100, 10), (200, 5)]
    assert agents(chats(2), *contacts) == [0, 1, 0, 1]
    # Idle longest is another: agent 1 ended last (at 90), but was last given something before agent 0.
    assert agents(chats(2), (0, 5), (1, 89), (20, 5), (100, 5)) == [0, 1, 0, 1]
    # Of two who never had one, the lower number.
    assert agents(chats(3), (10, 5)) == [0]


def test_kept_empty_agents_leave_the_chat_to_wait():
    # Three agents, one kept empty. Chats at 0 to 3: agents 0, 1, 0, 1. The fifth waits although agent 2 is empty.
    scenario = chats(3, keep_empty=1)
    contacts = [(0, 50), (1, 50), (2, 60), (3, 60), (4, 5)]
    assert agents(scenario, *contacts) == [0, 1, 0, 1, 0]
    assert story(scenario, *contacts)[4][1] > 90
    # With two kept empty the second chat already shares the first agent.
    assert agents(chats(3, keep_empty=2), (0, 500), (1, 500), (2, 5, 10)) == [0, 0, None]


def test_a_freed_agent_may_take_the_chat_when_enough_others_are_empty():
    # One kept empty of two. Agent 0 has a call until 100, so agent 1 is the empty one: the chat at 10 waits until 100.
    scenario = beside(2, keep_empty=1)
    assert story(scenario, (0, 100), (10, 5), types=[CALL, CHAT]) == [("agent", 0, 100, 0), ("agent", 90, 105, 0)]


def kept_and_not(slots: int) -> Scenario:
    """Return two agents with chats, for which one is kept empty, and messages with two slots, for which nobody is."""
    return center(
        types={"chats": {"channel": "chat"}, "messages": {"channel": "messaging"}},
        groups={"front": {"agents": 2, "serves": {"chats": {}, "messages": {}}}},
        channels={"chat": {"slots": slots, "keep_empty": 1}, "messaging": {"slots": 2}},
    )


def test_who_was_kept_empty_and_takes_a_message_takes_the_waiting_chat_with_it():
    # Chats keep one of two agents empty, messages nobody. Chats at 0 and 1 fill agent 0 until 100, the third waits from
    # 10 on although agent 1 is empty. At 20 a message gets agent 1: empty no more, he takes the chat with it.
    scenario = kept_and_not(slots=2)
    contacts = [(0, 100), (1, 99), (10, 5), (20, 500)]
    assert story(scenario, *contacts, types=[0, 0, 0, 1])[2:] == [("agent", 10, 25, 1), ("agent", 0, 520, 1)]
    # Had the chat one slot only, it would have to wait: agent 0 is the empty one from 100 on, until the message ends.
    scenario = kept_and_not(slots=1)
    contacts = [(0, 100), (10, 5), (20, 500)]
    assert story(scenario, *contacts, types=[0, 0, 1])[1:] == [("agent", 510, 525, 1), ("agent", 0, 520, 1)]


def test_a_call_needs_an_empty_agent_and_then_fills_him():
    # Two slots at full speed. Chat A until 100; the call comes at 50 and needs an empty hand. Chat C has the other slot
    # from 55 to 155, chat D waits from 60 and gets the slot of A at 100: until 200 the hand is never empty.
    contacts = [(0, 100), (50, 20), (55, 100), (60, 100)]
    assert story(beside(1), *contacts, types=[CHAT, CALL, CHAT, CHAT]) == [
        ("agent", 0, 100, 0), ("agent", 150, 220, 0), ("agent", 0, 155, 0), ("agent", 40, 200, 0),
    ]  # fmt: skip


def test_an_agent_with_a_call_gets_no_chat():
    assert story(beside(1), (0, 100), (10, 20), (20, 20), types=[CALL, CHAT, CHAT]) == [
        ("agent", 0, 100, 0), ("agent", 90, 120, 0), ("agent", 80, 120, 0),
    ]  # fmt: skip


def test_an_empty_agent_takes_by_his_priorities_and_one_with_chats_only_chats():
    # Until 50 a call. Chat and call wait since 10 and 20. Calls first: the chat waits until 90.
    contacts = [(0, 50), (10, 20), (20, 40)]
    kinds = [CALL, CHAT, CALL]
    assert story(beside(1), *contacts, types=kinds)[1:] == [("agent", 80, 110, 0), ("agent", 30, 90, 0)]
    # Chats first: the call waits until the chat is done.
    serves = {"chats": {"priority": 1}, "calls": {"priority": 2}}
    assert story(beside(1, serves), *contacts, types=kinds)[1:] == [("agent", 40, 70, 0), ("agent", 50, 110, 0)]


def test_a_call_goes_to_who_has_been_empty_longest():
    # Agent 0 has chats from 0 to 50 and 10 to 60, agent 1 one from 5 to 55: he is empty since 55, agent 0 since 60.
    # Last assigned were agent 1 at 5, agent 0 at 10.
    contacts = [(0, 50), (5, 50), (10, 50), (70, 10), (71, 10)]
    assert agents(beside(2), *contacts, types=[CHAT, CHAT, CHAT, CALL, CALL]) == [0, 1, 0, 1, 0]


def test_packed_chats_leave_agents_for_calls():
    contacts = [(0, 100), (1, 100), (10, 5)]
    kinds = [CHAT, CHAT, CALL]
    assert story(beside(2, agent="pack"), *contacts, types=kinds)[2] == ("agent", 0, 15, 1)
    assert story(beside(2), *contacts, types=kinds)[2] == ("agent", 90, 105, 0)


def test_after_opens_slots_of_another_group():
    groups = {
        "front": {"agents": 1, "serves": {"chats": {}}},
        "helpers": {"agents": 1, "serves": {"chats": {"after": "30s"}, "calls": {}}},
    }
    scenario = beside(groups=groups)
    # Both slots of the front until 100; the third chat goes to the helper after 30 s, the fourth at 45 too.
    assert story(scenario, (0, 100), (0, 100), (10, 50), (15, 50), types=[CHAT] * 4)[2:] == [
        ("agent", 30, 90, 1), ("agent", 30, 95, 1),
    ]  # fmt: skip
    # A helper freed from a call at 20 leaves the young chat alone.
    assert story(scenario, (0, 100), (0, 100), (5, 15), (10, 50), types=[CHAT, CHAT, CALL, CHAT])[3] == (
        "agent", 30, 90, 1,
    )  # fmt: skip


def test_when_the_headcount_falls_and_nobody_is_empty_whoever_ends_a_chat_next_takes_nothing_new():
    # 600 s: three become one, and each has a chat in hand: two orders to leave wait. The chat of 610 goes to agent 0,
    # the longest without a new one, and ends at 620: he takes the first order, with his long chat still in hand. So the
    # chat of 620 goes to agent 1, ends at 630 and leaves him the second order. Chats at 640 and 645 fill agent 2.
    scenario = chats({"08:00": 3, "08:10": 1}, speed=[1, 1])
    contacts = [(0, 800), (1, 649), (2, 10), (500, 320), (610, 10), (620, 10), (640, 10), (645, 10)]
    log = run(scenario, *contacts)
    assert told(log) == [
        ("agent", 0, 800, 0), ("agent", 0, 650, 1), ("agent", 0, 12, 2), ("agent", 0, 820, 2),
        ("agent", 0, 620, 0), ("agent", 0, 630, 1), ("agent", 0, 650, 2), ("agent", 5, 660, 2),
    ]  # fmt: skip
    stays = spans_of(log, SpanKind.DUTY)
    assert [(agent, to_s) for _, _, agent, _, to_s in stays] == [(0, 800), (1, 650), (2, 7200)]
    # Overtime counts from the fall: nobody on the plan was missing.
    late = agent_time(log)["overtime"]
    assert agent_time(log)["seconds"][late].sum() == (800 - 600) + (650 - 600)


def test_when_the_headcount_falls_the_empty_go_first_the_highest_number_first():
    # 600 s: four become two. Agents 0 and 3 have a chat, 1 and 2 none: both leave at once.
    scenario = chats({"08:00": 4, "08:10": 2}, speed=[1, 1])
    log = run(scenario, (0, 700), (1, 9), (2, 9), (3, 700), (620, 10))
    assert [agent for *_, agent in told(log)] == [0, 1, 2, 3, 0]
    assert [to_s for *_, to_s in spans_of(log, SpanKind.DUTY)] == [7200, 600, 600, 7200]
    assert not agent_time(log)["overtime"].any()


def test_who_was_told_to_leave_and_is_wanted_again_takes_contacts_at_once():
    # Until 600 s two, then one: the order waits, for both have chats. Agent 0 ends his short one at 605 and takes it:
    # the chat of 606 goes to agent 1, that of 610 waits although agent 0 has a free slot. At 700 one more is wanted:
    # agent 0 stays and takes it at once.
    steps = {"08:00": 2, "08:10": 1, "08:11:40": 2}
    log = run(chats(steps, speed=[1, 1]), (0, 1000), (0, 1000), (1, 604), (606, 1000), (610, 10))
    assert [agent for *_, agent in told(log)] == [0, 1, 0, 1, 0]
    assert told(log)[4] == ("agent", 90, 710, 0)
    assert not agent_time(log)["overtime"].any()


def test_an_order_that_nobody_took_is_taken_back_first():
    # As before, but nobody ends a chat between 600 and 700: both stay, and both take chats all the time.
    steps = {"08:00": 2, "08:10": 1, "08:11:40": 2}
    log = run(chats(steps, speed=[1, 1]), (0, 1000), (0, 1000), (605, 1000), (610, 90), (701, 5))
    assert told(log)[2:] == [("agent", 0, 1605, 0), ("agent", 0, 700, 1), ("agent", 0, 706, 1)]
    assert [to_s for *_, to_s in spans_of(log, SpanKind.DUTY)] == [7200, 7200]


def test_nobody_is_cut_off_and_staying_for_chats_is_overtime():
    # Closing at 3600 s. Two chats run until 3700; the third waits since 3500, is served from 3650 to 3680.
    log = run(chats(1, to="09:00", speed=[1, 1]), (3400, 300), (3400, 250), (3500, 30))
    assert told(log) == [("agent", 0, 3700, 0), ("agent", 0, 3650, 0), ("agent", 150, 3680, 0)]
    late = agent_time(log)["overtime"]
    assert agent_time(log)["seconds"][late].tolist() == [100]
    assert agent_time(log)["slot_seconds"][late].tolist() == [100 + 50 + 30]


def test_from_closing_on_nobody_is_kept_empty():
    scenario = chats(2, keep_empty=2, to="09:00")
    assert story(scenario, (3500, 30), (3510, 30), (3520, 30)) == [
        ("agent", 100, 3660, 0), ("agent", 90, 3630, 1), ("agent", 80, 3660, 0),
    ]  # fmt: skip
    cleared = chats(2, keep_empty=2, to="09:00", at_close="clear")
    assert story(cleared, (3500, 30)) == [("cleared", 100, 3600, None)]


def test_each_chat_has_the_speed_of_its_own_channel_at_the_number_of_all_in_hand():
    # Chats (2 slots, half speed) and messages (3 slots, always full speed) share one agent: a chat fills half of a
    # hand, a message a third. Chat A 100 s from 0, a message at 10; the one at 20 does not fit: 1/2 + 1/3 + 1/3. A did
    # 10 by 10, then goes on at 1/2, also from 110 on, when the first message goes and the second comes: 90 / ½ = 180.
    scenario = center(
        types={"chats": {"channel": "chat"}, "messages": {"channel": "messaging"}},
        groups={"front": {"agents": 1, "serves": {"chats": {}, "messages": {}}}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}, "messaging": {"slots": 3}},
    )
    assert story(scenario, (0, 100), (10, 100), (20, 100), types=[0, 1, 1]) == [
        ("agent", 0, 190, 0), ("agent", 0, 110, 0), ("agent", 90, 210, 0),
    ]  # fmt: skip
    # A chat finds no half of a hand beside two messages, a third message its third.
    assert story(scenario, (0, 100), (1, 100), (5, 10), (6, 10), types=[1, 1, 0, 1])[2:] == [
        ("agent", 95, 110.5, 0), ("agent", 0, 16, 0),
    ]  # fmt: skip


def test_agent_time_counts_engaged_time_once_and_slots_by_each():
    # Half an hour each. Chats 0 to 100 and 50 to 150 at full speed, a call from 200 to 300 with 20 s of wrap-up.
    log = run(beside(1), (0, 100), (50, 100), (200, 100, 99, 20), types=[CHAT, CHAT, CALL])
    states = {
        (int(state), int(interval)): (seconds, slot_s)
        for state, interval, seconds, slot_s in zip(
            *(agent_time(log)[name].tolist() for name in ("state", "interval", "seconds", "slot_seconds")), strict=True
        )
    }
    assert states == {
        (0, 0): (1800 - 150 - 120, 0), (1, 0): (150 + 100, 200 + 2 * 100), (2, 0): (20, 2 * 20),
        (0, 1): (1800, 0), (0, 2): (1800, 0), (0, 3): (1800, 0),
    }  # fmt: skip
    assert log.facts.slots.tolist() == [2]


@pytest.mark.parametrize("agent", ["least_loaded", "pack"])
def test_a_chat_of_no_length_takes_and_leaves_a_slot_at_once(agent):
    scenario = chats(1, agent=agent)
    assert story(scenario, (0, 50), (10, 0), (10, 0), (10, 40)) == [
        ("agent", 0, 90, 0), ("agent", 0, 10, 0), ("agent", 0, 10, 0), ("agent", 0, 90, 0),
    ]  # fmt: skip
