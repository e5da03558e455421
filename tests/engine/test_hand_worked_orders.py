"""The order of contacts and of agents, worked out by hand: rates and caps, ratios, who is chosen, who is kept when."""

from typing import Any

import pytest
from building import center, day, story

from simulator.engine.tables import tables_of
from simulator.scenario.nouns import Scenario

VIP, NONE = 0, -1
DAY_S = 86400


def calls(vip: dict[str, Any], **usual: Any) -> dict[str, dict[str, Any]]:
    """Return the types: only `calls`, with a segment of vips."""
    return {"calls": {"segments": {"vip": {"share": "10%", **vip}}, **usual}}


def first_taken(scenario: Scenario, free_s: float, *came: float, types: Any = None, segments: Any = None) -> int:
    """Return which of those who came while the only agent was busy, until ``free_s``, is taken first."""
    contacts = day((0, free_s), *((one, 5) for one in came), types=types and [0, *types], segments=segments)
    return min(range(len(came)), key=lambda row: story(scenario, contacts)[1 + row][2])


def taken_by(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> list[int | None]:
    return [agent for *_, agent in story(scenario, day(*contacts, types=types))]


# Ages that grow faster, and up to a cap


@pytest.mark.parametrize(("free_s", "first"), [(89, 0), (90, 0), (91, 1)])
def test_a_rate_of_2_overtakes_whoever_came_40_s_before_after_40_s(free_s, first):
    # At 89 the vip of 50 counts 78, the usual one of 10 79; at 90 both 80: the earlier place; at 91 82 and 81.
    scenario = center(1, types=calls({"age_rate": 2}))
    assert first_taken(scenario, free_s, 10, 50, segments=[NONE, NONE, VIP]) == first


def test_a_rate_below_1_lets_others_pass():
    # At 100 the usual one of 10 counts 45 and the vip of 50, with a rate of its own, 50.
    scenario = center(1, types=calls({"age_rate": 1}, age_rate="50%"))
    assert first_taken(scenario, 100, 10, 50, segments=[NONE, NONE, VIP]) == 1
    # As the type says, they would age alike.
    alike = center(1, types=calls({}, age_rate="50%"))
    assert first_taken(alike, 100, 10, 50, segments=[NONE, NONE, VIP]) == 0


def test_rate_and_credit_add_up_and_the_rate_is_not_of_the_credit():
    # At 100 the vip of 60 counts 20 + 1.5 * 40 = 80, the usual one of 20 counts 80: the earlier place. At 102: 83, 82.
    scenario = center(1, types=calls({"age_rate": 1.5, "age_credit": "20s"}))
    assert first_taken(scenario, 100, 20, 60, segments=[NONE, NONE, VIP]) == 0
    assert first_taken(scenario, 102, 20, 60, segments=[NONE, NONE, VIP]) == 1


@pytest.mark.parametrize(("usual_s", "first"), [(39, 0), (40, 0), (41, 1)])
def test_nobody_counts_for_more_than_the_cap(usual_s, first):
    # At 100 the vip of 50 counts no more than 60 s, credit of 10 s included; the usual one of 40 counts as many.
    scenario = center(1, types=calls({"age_rate": 3, "age_credit": "10s", "age_cap": "60s"}))
    assert first_taken(scenario, 100, usual_s, 50, segments=[NONE, NONE, VIP]) == first


def test_a_segments_cap_takes_the_place_of_its_types():
    # At 100 the usual one of 10 counts 30 s at most. The vip of 60 counts 40; by the cap of the type it would be 30.
    types = calls({"age_cap": "60s"}, age_cap="30s")
    assert first_taken(center(1, types=types), 100, 10, 60, segments=[NONE, NONE, VIP]) == 1
    assert first_taken(center(1, types=calls({}, age_cap="30s")), 100, 10, 60, segments=[NONE, NONE, VIP]) == 0


def test_of_those_at_their_caps_the_earlier_place_is_first_then_the_lower_number():
    types = {"orders": {"age_cap": "30s"}, "advice": {"age_cap": "30s"}}
    assert first_taken(center(1, types=types), 100, 10, 20, types=[1, 0]) == 0
    assert first_taken(center(1, types=types), 100, 10, 10, types=[1, 0]) == 0
    # Nobody is overtaken by who came later in the same line.
    assert first_taken(center(1, types=types), 100, 10, 20, 30, types=[1, 1, 1]) == 0


def test_the_order_is_that_of_the_instant_at_which_an_agent_is_free():
    # The usual one of 10 is taken at 60 (50 to 40 s); at 65 the vip of 40 counts 50, the usual one of 20 counts 45.
    scenario = center(1, types=calls({"age_rate": 2}))
    contacts = day((0, 60), (10, 5), (20, 5), (40, 5), segments=[NONE, NONE, NONE, VIP])
    assert [end for _, _, end, _ in story(scenario, contacts)] == [60, 65, 75, 70]


def test_priorities_come_before_ages():
    scenario = center(1, types=calls({"priority": 3, "age_rate": 100}))
    assert first_taken(scenario, 100, 10, 20, segments=[NONE, VIP, NONE]) == 1
    types = {"orders": {"age_rate": 100}, "advice": {}}
    groups = {"front": {"agents": 1, "serves": {"orders": {"priority": 2}, "advice": {"priority": 1}}}}
    assert first_taken(center(types=types, groups=groups), 100, 10, 20, types=[0, 1]) == 1


def test_an_age_is_no_wait():
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
    }
    scenario = center(types={"calls": {"age_rate": 10}}, groups=groups)
    assert story(scenario, day((0, 500), (10, 5)))[1] == ("agent", 30, 45, 1)


def test_customers_who_age_differently_stand_in_lines_of_their_own():
    def lines(vip: dict[str, Any]) -> int:
        return len(tables_of(center(1, types=calls(vip, age_cap="9m"))).eligibility.queues)

    assert [lines(one) for one in ({}, {"age_rate": 1}, {"age_cap": "9m"}, {"age_rate": 2}, {"age_cap": "8m"})] == [
        1, 1, 1, 2, 2,
    ]  # fmt: skip


# What users of platforms are surprised at


def test_a_vip_in_front_does_not_turn_round_the_longest_wait_between_two_queues():
    # Elsewhere only the heads of two queues are compared. A vip of 30 in front of the order of 10 makes the order's
    # queue look younger than the advice of 20, which is then taken before the order. Here vips have their own line.
    def ends(segment: int) -> list[float]:
        types = calls({"priority": 1}) | {"advice": {}}
        contacts = day((0, 100), (10, 5), (20, 5), (30, 5), types=[0, 0, 1, 0], segments=[NONE, NONE, NONE, segment])
        return [end for _, _, end, _ in story(center(1, types=types), contacts)[1:]]

    assert ends(NONE) == [105, 110, 115]
    assert ends(VIP) == [110, 115, 105]


def test_a_credit_of_5_minutes_overtakes_every_younger_one_at_once_and_a_rate_only_later():
    # The usual one of 10 has waited 290 s when the vip comes at 300, just before an agent is free.
    credit, rate = center(1, types=calls({"age_credit": "5m"})), center(1, types=calls({"age_rate": 2}))
    assert first_taken(credit, 301, 10, 300, segments=[NONE, NONE, VIP]) == 1
    assert first_taken(rate, 301, 10, 300, segments=[NONE, NONE, VIP]) == 0
    # The rate makes good for 290 s in 290 s; no credit is ever made good for, so 301 s are too many for it.
    assert first_taken(rate, 591, 10, 300, segments=[NONE, NONE, VIP]) == 1
    assert first_taken(credit, 2000, 10, 311, segments=[NONE, NONE, VIP]) == 0
    assert first_taken(rate, 2000, 10, 311, segments=[NONE, NONE, VIP]) == 1


# In proportion to the target


def by_ratio(**mails: Any) -> Scenario:
    types = {"orders": {"service_level": "80% in 20s"}, "mails": {"service_level": "80% in 60s", **mails}}
    return center(1, types=types, routing={"contact": "ratio_to_target"})


@pytest.mark.parametrize(("free_s", "first"), [(69, 0), (70, 0), (71, 1)])
def test_the_larger_part_of_the_target_time_goes_first(free_s, first):
    # The mail of 10 and the order of 50: at 69 59/60 and 19/20, at 70 both 1: the earlier place; at 71 61/60 and 21/20.
    assert first_taken(by_ratio(), free_s, 10, 50, types=[1, 0]) == first


def test_by_ratio_a_credit_is_added_to_the_wait():
    # At 71 the mail has (61 + 2)/60 = 1.05, the order of 50 has 21/20: a tie; with 3 s it is more.
    assert first_taken(by_ratio(age_credit="1s"), 71, 10, 50, types=[1, 0]) == 1
    assert first_taken(by_ratio(age_credit="2s"), 71, 10, 50, types=[1, 0]) == 0
    # Of one place the lower number.
    assert first_taken(by_ratio(age_credit="2s", service_level="80% in 22s"), 30, 10, 10, types=[1, 0]) == 0
    assert first_taken(by_ratio(age_credit="2s", service_level="80% in 22s"), 30, 10, 10, types=[0, 1]) == 0


# Longest since the last contact


def with_rule(rule: str, agents: Any, **more: Any) -> Scenario:
    return center(agents, routing={"agent": rule}, **more)


def test_a_break_does_not_reset_the_time_since_the_last_contact():
    # Agent 0 ends at 50, agent 1 at 15. Agent 1 is not there from 600 to 1200.
    contacts = [(0, 50), (5, 10), (1300, 5)]
    agents = {"08:00": 2, "08:10": 1, "08:20": 2}
    assert taken_by(with_rule("longest_idle", agents), *contacts) == [0, 1, 0]
    assert taken_by(with_rule("longest_since_contact", agents), *contacts) == [0, 1, 1]


def test_nor_does_a_night():
    contacts = [(0, 50), (5, 10), (DAY_S + 100, 5)]
    assert taken_by(with_rule("longest_idle", 2, days=2), *contacts) == [0, 1, 0]
    assert taken_by(with_rule("longest_since_contact", 2, days=2), *contacts) == [0, 1, 1]


def test_who_had_no_contact_yet_counts_from_the_first_coming():
    # Agent 1 comes at 600 for the first time, goes at 1200 and comes again at 1800. Agent 0 ends at 595, or 605.
    agents = {"08:00": 1, "08:10": 2, "08:20": 1, "08:30": 2}
    for end_s, agent in ((595, 0), (600, 0), (605, 1)):
        scenario = with_rule("longest_since_contact", agents)
        assert taken_by(scenario, (0, end_s), (2000, 5)) == [0, agent]


def test_the_time_runs_from_the_end_of_wrap_up():
    # Agent 0 talks until 50 and wraps up until 200; agent 1 talks until 100.
    contacts = [(0, 50, float("inf"), 150), (5, 95), (300, 5)]
    assert taken_by(with_rule("longest_since_contact", 2), *contacts) == [0, 1, 1]


# Fewest contacts


def test_whoever_had_the_fewest_contacts_takes_the_next():
    # Agent 0 has had two and is idle since 30, agent 1 one, which lasted until 205.
    contacts = [(0, 10), (5, 200), (20, 10), (300, 5)]
    assert taken_by(with_rule("longest_idle", 2), *contacts) == [0, 1, 0, 0]
    assert taken_by(with_rule("fewest_contacts", 2), *contacts) == [0, 1, 0, 1]
    # Both have had two: idle since 30 and since 305.
    assert taken_by(with_rule("fewest_contacts", 2), *contacts, (400, 5)) == [0, 1, 0, 1, 0]


def test_a_contact_that_an_agent_takes_from_the_queue_counts():
    # Agent 0 takes the one of 10 from the queue at 20, agent 1 is free at 100: two contacts and one.
    contacts = [(0, 20), (5, 95), (10, 5), (200, 5)]
    assert taken_by(with_rule("longest_idle", 2), *contacts) == [0, 1, 0, 0]
    assert taken_by(with_rule("fewest_contacts", 2), *contacts) == [0, 1, 0, 1]


def test_at_midnight_counting_begins_anew():
    # Open until 02:00. Midnight is 57,600 s after 08:00: a second before it agent 0 has had two contacts and agent 1
    # one, from then on nobody any, and agent 0 is idle for longer.
    contacts = [(0, 10), (5, 200), (20, 10)]
    scenario = with_rule("fewest_contacts", 2, to="26:00")
    assert taken_by(scenario, *contacts, (57599, 5))[-1] == 1
    assert taken_by(scenario, *contacts, (57600, 5))[-1] == 0


def test_the_next_agent_of_a_transfer_has_had_one_more():
    # Agent 0 talks for 10 s with the call, then agent 1 has it, as a mail of 10 s. At 30 the fewest has agent 2, who
    # talks until 130; at 40 only agent 1 is free. At 200 agent 1 has had two and is idle since 50.
    types = {"calls": {}, "mails": {"arrivals": None, "talk": "10s"}, "others": {}}
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "back": {"agents": 2, "serves": {"mails": {}, "others": {}}},
    }
    on = {"on": {"of": "calls", "share": "100%", "at": "10s", "pass": {"type": "mails"}}}
    contacts = [(0, 20), (30, 100), (40, 10), (200, 5)]
    for rule, last in (("longest_idle", 1), ("fewest_contacts", 2)):
        scenario = center(types=types, groups=groups, transfers=on, routing={"agent": rule})
        assert taken_by(scenario, *contacts, types=[0, 2, 2, 2]) == [0, 2, 1, last, 1]


# Round robin


def test_round_robin_goes_on_by_number_and_begins_again():
    contacts = [(10 * k, 5) for k in range(4)]
    assert taken_by(with_rule("round_robin", 3), *contacts) == [0, 1, 2, 0]
    # Agent 1 is busy when it would be the next.
    assert taken_by(with_rule("round_robin", 3), (0, 5), (10, 100), (20, 5), (30, 5), (40, 5)) == [0, 1, 2, 0, 2]


def test_whoever_takes_one_from_the_queue_was_the_last():
    # Agent 0 takes the one of 10 at 50 and is idle since 55; at 300 the next one after 0 is 1. After the last who was
    # chosen, agent 2, it would be 0.
    contacts = [(0, 50), (1, 100), (2, 200), (10, 5), (300, 5)]
    assert taken_by(with_rule("round_robin", 3), *contacts) == [0, 1, 2, 0, 1]
    assert taken_by(with_rule("longest_idle", 3), *contacts)[-1] == 0


def test_each_type_goes_round_by_itself():
    types = {"orders": {}, "advice": {}}
    contacts = [(0, 5), (10, 5), (20, 5), (30, 5)]
    scenario = center(3, types=types, routing={"agent": "round_robin"})
    assert taken_by(scenario, *contacts, types=[0, 1, 0, 1]) == [0, 0, 1, 1]


def test_each_rank_goes_round_by_itself():
    # Front are agents 0 and 1, back are 2 and 3. At 14 front is busy, and 2 takes the call; of front 0 was the last, so
    # at 50 it is 1, then 0; of back 2 was the last, so it is 3.
    types = {"calls": {"ranks": {"front": 1, "back": 2}}}
    groups = {name: {"agents": 2, "serves": {"calls": {}}} for name in ("front", "back")}
    contacts = [(0, 5), (10, 20), (12, 18), (14, 5), (50, 100), (51, 100), (52, 5)]
    scenario = center(types=types, groups=groups, routing={"agent": "round_robin"})
    assert taken_by(scenario, *contacts) == [0, 1, 0, 2, 1, 0, 3]


def test_the_turn_is_kept_over_night():
    contacts = [(0, 5), (DAY_S, 5), (DAY_S + 10, 5)]
    assert taken_by(with_rule("round_robin", 3, days=2), *contacts) == [0, 1, 2]


# Channels with slots


def chats(rule: str, agents: int = 2, **more: Any) -> Scenario:
    channels = {"chat": {"slots": 2, "agent": rule, **more}}
    return center(agents, types={"chats": {"channel": "chat"}}, channels=channels)


def test_of_chats_the_fewest_count_and_then_who_was_assigned_to_longest_ago():
    # Agent 1 has the chat of 1 for long. At 10 both have had one: agent 0 was assigned to first. At 20 it has had two.
    contacts = [(0, 5), (1, 500), (10, 5), (20, 5)]
    assert taken_by(chats("least_loaded"), *contacts) == [0, 1, 0, 0]
    assert taken_by(chats("fewest_contacts"), *contacts) == [0, 1, 0, 1]


def test_chats_go_round_among_all_with_room():
    contacts = [(0, 5), (1, 500), (10, 5), (20, 500), (30, 500), (40, 5)]
    # At 40 agent 1 has two and no room.
    assert taken_by(chats("round_robin"), *contacts) == [0, 1, 0, 1, 0, 0]


def test_calls_and_chats_count_together():
    # Agent 0 has had a call and a chat, agent 1 a chat, which lasted until 205.
    types = {"calls": {}, "chats": {"channel": "chat"}}
    channels = {"chat": {"slots": 2, "agent": "fewest_contacts"}}
    scenario = center(2, types=types, channels=channels, routing={"agent": "fewest_contacts"})
    contacts = [(0, 10), (5, 200), (20, 10), (300, 5), (400, 5)]
    assert taken_by(scenario, *contacts, types=[0, 1, 1, 0, 1]) == [0, 1, 0, 1, 0]


# What holds for every rule


RULES = ("longest_idle", "longest_since_contact", "fewest_contacts", "round_robin")


@pytest.mark.parametrize("rule", RULES)
def test_agents_who_become_free_at_one_instant_look_by_number(rule):
    # Both are free at 100. Agent 0 has had two contacts and was the last to be given one, and takes the waiting one.
    assert taken_by(with_rule(rule, 2), (0, 10), (5, 95), (20, 80), (30, 10)) == [0, 1, 0, 0]


@pytest.mark.parametrize("rule", RULES)
def test_nobody_takes_whom_the_last_are_kept_from(rule):
    groups = {"front": {"agents": 2, "serves": {"orders": {}, "advice": {"keep_free": 1}}}}
    scenario = center(types={"orders": {}, "advice": {}}, groups=groups, routing={"agent": rule})
    contacts = day((0, 100), (10, 5), (20, 5), types=[1, 1, 0])
    assert [wait for _, wait, *_ in story(scenario, contacts)] == [0, 90, 0]


@pytest.mark.parametrize("rule", ["fewest_contacts", "round_robin"])
def test_nor_do_chats_take_them(rule):
    contacts = day((0, 100), (1, 50), (2, 5))
    assert [agent for *_, agent in story(chats(rule, keep_empty=1), contacts)] == [0, 0, 0]
    assert [wait for _, wait, *_ in story(chats(rule, keep_empty=1), contacts)] == [0, 0, 49]


# Kept free by time of day


def kept(agents: int, keep_free: Any, **more: Any) -> Scenario:
    groups = {"front": {"agents": agents, "serves": {"orders": {}, "advice": {"keep_free": keep_free}}}}
    return center(types={"orders": {}, "advice": {}}, groups=groups, **more)


ORDER, ADVICE = 0, 1


def test_when_fewer_are_kept_whoever_was_kept_looks_again():
    # One of two is kept until 08:10.
    contacts = day((0, 2000), (10, 5), types=[ADVICE, ADVICE])
    assert story(kept(2, {"08:00": 1, "08:10": 0}), contacts)[1] == ("agent", 590, 605, 1)
    assert story(kept(2, 1), contacts)[1] == ("agent", 1990, 2005, 0)


def test_when_more_are_kept_nobody_is_interrupted():
    contacts = day((590, 100), (600, 5), types=[ADVICE, ADVICE])
    assert [wait for _, wait, *_ in story(kept(2, {"08:00": 0, "08:10": 1}), contacts)] == [0, 90]


def test_those_who_were_kept_look_in_the_order_of_their_numbers():
    # Agent 0 has had the order, and is idle for less long than agent 1; both are kept from the advice until 08:10.
    contacts = day((0, 5), (10, 5), (20, 7), types=[ORDER, ADVICE, ADVICE])
    told = story(kept(2, {"08:00": 2, "08:10": 0}), contacts)
    assert told[1:] == [("agent", 590, 605, 0), ("agent", 580, 607, 1)]


def test_whoever_looked_in_vain_is_idle_since_before():
    # Agent 0 is idle since 5, agent 1 since the opening: at 700 it is still so.
    contacts = day((0, 5), (700, 5), types=[ORDER, ORDER])
    assert [agent for *_, agent in story(kept(2, {"08:00": 2, "08:10": 0}), contacts)] == [0, 1]


def test_before_the_first_time_of_a_day_the_last_number_holds():
    # From 23:00 to 08:30 one is kept.
    contacts = day((0, 2500), (10, 5), types=[ADVICE, ADVICE])
    assert story(kept(2, {"08:30": 0, "23:00": 1}), contacts)[1] == ("agent", 1790, 1805, 1)


def test_the_numbers_come_again_every_day():
    contacts = day((0, 900), (10, 5), (DAY_S, 900), (DAY_S + 10, 5), types=[ADVICE] * 4)
    told = story(kept(2, {"08:00": 1, "08:10": 0}, days=2), contacts)
    assert [wait for _, wait, *_ in told] == [0, 590, 0, 590]


def test_a_channel_keeps_by_time_of_day_as_well():
    contacts = day((0, 2000), (1, 2000), (10, 5))
    told = story(chats("least_loaded", keep_empty={"08:00": 1, "08:10": 0}), contacts)
    assert told[2] == ("agent", 590, 605, 1)


def test_an_agent_who_ends_a_contact_then_looks_by_number_among_those_who_were_kept():
    # Agent 1 is kept until 600, at which agent 0 ends; one waits.
    contacts = day((0, 600), (10, 5), types=[ORDER, ADVICE])
    assert story(kept(2, {"08:00": 2, "08:10": 0}), contacts)[1] == ("agent", 590, 605, 0)


def test_of_channel_and_type_the_larger_number_counts_at_any_time():
    # The channel keeps one until 08:20, the type one until 08:10 and from 08:15 on nobody.
    channels = {"chat": {"slots": 1, "keep_empty": {"08:00": 1, "08:20": 0}}}
    groups = {"front": {"agents": 2, "serves": {"chats": {"keep_free": {"08:00": 2, "08:10": 0}}}}}
    scenario = center(types={"chats": {"channel": "chat"}}, groups=groups, channels=channels)
    # Until 08:10 nobody may take any, then one, from 08:20 on both.
    assert [wait for _, wait, *_ in story(scenario, day((0, 2000), (10, 2000)))] == [600, 1190]
