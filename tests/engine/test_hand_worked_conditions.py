"""Conditions, worked out by hand: every measure in a situation that it decides, and in its opposite.

The front (agent 0) has an order in hand. An expert (agent 1) is idle or finishes advice, and takes orders only while
something holds: who waits for how long says when it did. Nobody is kept from anything else.
"""

import pytest
from building import center, day, simulated, spans_of, story

from simulator.log import SpanKind


def gated(holds, experts=1, types=None, groups=None, **more):
    """Return a center whose experts take orders while something holds."""
    kinds = {
        "orders": {"talk": "60s", "service_level": "80% in 20s"},
        "advice": {"talk": "50s", "arrivals": "6/h"},
        **(types or {}),
    }
    teams = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": experts, "serves": {"advice": {}, "orders": {"priority": 2, "while": holds}}},
        **(groups or {}),
    }
    return center(types=kinds, groups=teams, **more)


def waits(holds, *contacts, types=None, **more):
    """Return (wait, agent) of each contact."""
    told = story(gated(holds, **more), day(*contacts, types=types))
    return [(wait_s, agent) for _, wait_s, _, agent in told]


# Who waits


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        # At 20 the second one waits: expert 1 takes the first, and the other is one alone.
        ({"waiting": 2}, [(10, 1), (80, 0)]),
        ({"waiting": 1}, [(0, 1), (20, 1)]),
        ({"waiting": {"at_most": 0}}, [(0, 1), (80, 0)]),
        ({"waiting": {"of": "advice", "at_least": 1}}, [(90, 0), (110, 0)]),
        ({"waiting": {"of": "channel:voice", "at_least": 2}}, [(10, 1), (80, 0)]),
        ({"waiting": {"of": "group:experts", "at_least": 2}}, [(10, 1), (80, 0)]),
        ({"waiting": {"of": ["orders", "channel:voice"], "at_least": 2}}, [(10, 1), (80, 0)]),
    ],
)
def test_waiting_counts_who_waits_now_but_not_who_asks_on_arriving(holds, found):
    assert waits(holds, (0, 100), (10, 30), (20, 50))[1:] == found


def test_waiting_of_two_types_is_their_sum():
    # Advice 1 and 2: one in hand until 300, one waits; with order 4 it is two.
    holds = {"waiting": {"of": ["orders", "advice"], "at_least": 2}}
    contacts = ((0, 100), (0, 300), (5, 50), (10, 30))
    of_both = waits(holds, *contacts, types=[0, 1, 1, 0], experts=2)
    # Two experts take both pieces of advice; the order is alone.
    assert of_both[3] == (90, 0)
    more = ((0, 100), (0, 300), (0, 60), (5, 50), (10, 30))
    # At 60 agent 2 is free: the advice first. At 110 nobody waits but the order, which the front took at 100.
    assert waits(holds, *more, types=[0, 1, 1, 1, 0], experts=2)[3:] == [(55, 2), (90, 0)]


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        ({"oldest_wait": "30s"}, (30, 1)),
        ({"oldest_wait": {"of": "advice", "at_least": "30s"}}, (90, 0)),
        # 0 where nobody waits.
        ({"oldest_wait": {"at_most": "0s"}}, (0, 1)),
        ({"oldest_wait": {"at_least": "1s", "at_most": "1h"}}, (1, 1)),
        ({"expected_wait": {"by": "head", "at_least": "30s"}}, (30, 1)),
        ({"expected_wait": {"by": "head", "at_most": "0s"}}, (0, 1)),
    ],
)
def test_the_oldest_wait_grows_with_time(holds, found):
    assert waits(holds, (0, 100), (10, 30))[1] == found


@pytest.mark.parametrize(
    "measure", [{"oldest_wait": {"at_most": "20s"}}, {"expected_wait": {"at_most": "20s", "by": "head"}}]
)
@pytest.mark.parametrize(("until", "found"), [(30, (20, 1)), (31, (90, 0))])
def test_bounds_belong_to_what_holds(measure, until, found):
    # Expert 1 has advice until then; the order has waited for 20 s or 21.
    assert waits(measure, (0, 100), (0, until), (10, 30), types=[0, 1, 0])[2] == found


def test_the_oldest_wait_is_that_of_who_still_waits():
    # The first gave up at 30: the other has waited for 30 s at 50 only.
    assert waits({"oldest_wait": "30s"}, (0, 100), (10, 30, 20), (20, 30))[2] == (30, 1)


# Which wait is to be expected: the first order is taken at once, the second after 40 s, at 50


@pytest.mark.parametrize(
    ("by", "expected_s"),
    [({"by": "last_wait"}, 40), ({}, 40), ({"by": "mean_of_last", "last": 2}, 20), ({"by": "mean_of_last"}, 20),
     ({"by": "mean_of_last", "last": 1}, 40), ({"by": "average"}, 10)],
)  # fmt: skip
def test_waits_of_those_who_were_answered_say_what_to_expect(by, expected_s):
    contacts = ((0, 50), (10, 50), (60, 30))
    # Before, it was 0: the second order has to wait.
    for bound_s, found in ((expected_s, (0, 1)), (expected_s + 0.5, (40, 0))):
        assert waits({"expected_wait": {**by, "at_least": f"{bound_s}s"}}, *contacts)[1:] == [(40, 0), found]


def test_before_the_first_answer_nothing_is_to_be_expected():
    assert waits({"expected_wait": {"at_most": "0s"}}, (0, 50), (10, 50))[1] == (0, 1)
    assert waits({"expected_wait": {"at_least": "1s"}}, (0, 50), (10, 50))[1] == (40, 0)


@pytest.mark.parametrize(("bound_s", "found"), [(30, (0, 1)), (29, (90, 0))])
def test_the_queue_says_what_to_expect(bound_s, found):
    # Nobody waits but who asks: 1 × 60 s ÷ 2 agents.
    assert waits({"expected_wait": {"by": "queue", "at_most": f"{bound_s}s"}}, (0, 100), (10, 30))[1] == found


def test_the_queue_grows_by_who_joins():
    # With one who waits it is 60 s: as soon as the order has joined expert 1 takes it.
    assert waits({"expected_wait": {"by": "queue", "at_least": "60s"}}, (0, 100), (10, 30))[1] == (0, 1)
    assert waits({"expected_wait": {"by": "queue", "at_least": "61s"}}, (0, 100), (10, 30))[1] == (90, 0)


def test_where_nobody_is_on_duty_a_wait_has_no_end():
    late = {"late": {"agents": {"08:00": 0, "08:01": 1}, "serves": {"mail": {}}}}
    types = {"mail": {"talk": "60s", "arrivals": "6/h"}}
    holds = {"expected_wait": {"of": "mail", "by": "queue", "at_least": "10h"}}
    contacts = ((0, 100), (10, 10), (70, 10))
    told = story(gated(holds, types=types, groups=late), day(*contacts))
    assert [wait_s for _, wait_s, _, _ in told] == [0, 0, 30]


# Agents

LATE = {"late": {"agents": {"08:00": 0, "08:01": 1, "08:02": 0}, "serves": {"advice": {}}}}
"""Agent 2, from 60 to 120."""


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        ({"logged_in": {"of": "late", "at_least": 1}}, [(50, 1), (0, 1), (50, 0)]),
        ({"logged_in": {"of": "late", "at_most": 0}}, [(0, 1), (50, 1), (0, 1)]),
        ({"not": {"logged_in": {"of": "late", "at_least": 1}}}, [(0, 1), (50, 1), (0, 1)]),
        # Left out: the group itself.
        ({"logged_in": 1}, [(0, 1), (0, 1), (0, 1)]),
        ({"logged_in": 2}, [(170, 0), (120, 0), (70, 0)]),
        ({"logged_in": {"of": ["experts", "late"], "at_least": 2}}, [(50, 1), (0, 1), (50, 0)]),
        # 100 % where nobody is on duty.
        ({"busy_share": {"of": "late", "at_least": "100%"}}, [(0, 1), (50, 1), (0, 1)]),
        ({"busy_share": {"of": "late", "at_most": "0%"}}, [(50, 1), (0, 1), (50, 0)]),
    ],
)
def test_who_is_on_duty_changes_what_holds(holds, found):
    assert waits(holds, (0, 180), (10, 10), (70, 10), (130, 10), groups=LATE)[1:] == found


def test_who_stays_to_finish_is_not_on_duty():
    # Agent 2 has advice from 60 to 500, and is told to leave at 120.
    contacts = ((0, 300), (0, 40), (60, 440), (65, 20), (130, 10))
    holds = {"logged_in": {"of": "late", "at_most": 0}}
    groups = {"late": {"agents": {"08:00": 0, "08:01": 1, "08:02": 0}, "serves": {"mail": {}}}}
    types = {"mail": {"talk": "60s", "arrivals": "6/h"}}
    told = story(gated(holds, types=types, groups=groups), day(*contacts, types=[0, 1, 2, 0, 0]))
    assert [(wait_s, agent) for _, wait_s, _, agent in told][2:] == [(0, 2), (55, 1), (10, 1)]


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        ({"free": 2}, [(0, 1), (10, 1), (25, 1)]),
        ({"free": 1}, [(0, 1), (0, 2), (5, 1)]),
        ({"free": {"at_most": 1}}, [(90, 0), (100, 0), (115, 0)]),
        ({"with_room": 2}, [(0, 1), (10, 1), (25, 1)]),
        ({"with_room": {"type": "advice", "at_least": 2}}, [(0, 1), (10, 1), (25, 1)]),
        # The front does not serve advice; of orders it has no room.
        ({"with_room": {"of": "front", "type": "advice", "at_most": 0}}, [(0, 1), (0, 2), (5, 1)]),
        ({"with_room": {"of": ["front", "experts"], "at_least": 2}}, [(0, 1), (10, 1), (25, 1)]),
        ({"busy_share": {"at_most": "0%"}}, [(0, 1), (10, 1), (25, 1)]),
        ({"busy_share": {"at_most": "50%"}}, [(0, 1), (0, 2), (5, 1)]),
        ({"busy_share": {"of": "front", "at_least": "100%"}}, [(0, 1), (0, 2), (5, 1)]),
        ({"busy_share": {"of": "front", "at_most": "99%"}}, [(90, 0), (100, 0), (115, 0)]),
        ({"busy_share": {"of": ["front", "experts"], "at_most": "34%"}}, [(0, 1), (10, 1), (25, 1)]),
    ],
)
def test_how_many_are_free(holds, found):
    """Two experts; an order takes 20 s."""
    assert waits(holds, (0, 100), (10, 20), (20, 20), (25, 20), experts=2)[1:] == found


def chatting(holds):
    """Return a center with chats: one expert (agent 0) with three slots, another (1) who takes chats while it holds."""
    groups = {
        "experts": {"agents": 1, "serves": {"chats": {}}},
        "late": {"agents": 1, "serves": {"chats": {"while": holds}}},
    }
    channels = {"chat": {"slots": 3, "speed": [1, 1, 1]}}
    return center(
        types={"chats": {"channel": "chat", "ranks": {"experts": 1, "late": 2}}}, groups=groups, channels=channels
    )


@pytest.mark.parametrize(
    ("holds", "waits_s"),
    [
        ({"busy_share": {"of": "experts", "at_least": "100%"}}, [0, 0, 0, 0]),
        ({"busy_share": {"of": ["experts", "late"], "at_least": "51%"}}, [0, 0, 0, 70]),
        ({"with_room": {"of": "experts", "at_most": 0}}, [0, 0, 0, 0]),
        ({"with_room": {"of": "experts", "at_least": 1}}, [0, 0, 0, 70]),
        # Nothing in hand is another thing than room.
        ({"free": {"of": "experts", "at_most": 0}}, [0, 0, 0, 0]),
        ({"free": {"of": ["experts", "late"], "at_least": 2}}, [0, 0, 0, 70]),
    ],
)
def test_hands_with_slots_have_room_and_are_in_use_in_part(holds, waits_s):
    told = story(chatting(holds), day((0, 100), (10, 500), (20, 500), (30, 50)))
    assert [wait_s for _, wait_s, _, _ in told] == waits_s


def test_room_ends_while_a_hand_is_not_empty():
    # With two slots left of three the expert has room; the second condition says that they are not free any more.
    one_in_hand = {
        "with_room": {"of": "experts", "type": "chats", "at_least": 1},
        "not": {"free": {"of": "experts", "at_least": 1}},
    }
    groups = {
        "experts": {"agents": 1, "serves": {"chats": {}}},
        "front": {"agents": 1, "serves": {"orders": {"while": one_in_hand}}},
    }
    types = {"chats": {"channel": "chat"}, "orders": {}}
    scenario = center(types=types, groups=groups, channels={"chat": {"slots": 2, "speed": [1, 1]}})
    contacts = ((5, 10), (30, 100), (40, 60), (50, 10))
    told = story(scenario, day(*contacts, types=[1, 0, 0, 1]))
    # The order of 5 waits for the first chat; that of 50 for the end of one of two chats, at 100.
    assert [wait_s for _, wait_s, _, _ in told] == [25, 0, 0, 50]


# The service level of the last minutes: an order in time at 0, one after 40 s at 50


@pytest.mark.parametrize(
    ("holds", "at_s", "wait_s"),
    [
        ({"service_level": {"at_most": "50%", "over": "1m"}}, 55, 0),
        # At 60 the first is a minute ago, and counts no more.
        ({"service_level": {"at_most": "49%", "over": "1m"}}, 55, 5),
        ({"service_level": {"at_most": "0%", "over": "1m"}}, 59, 1),
        ({"service_level": {"at_most": "49%", "over": "2m"}}, 55, 45),
        ({"service_level": {"at_most": "99%", "of": "advice", "over": "1m"}}, 55, 45),
        ({"service_level": {"at_most": "50%", "of": "group:front", "over": "1m"}}, 55, 0),
        ({"service_level": {"at_most": "50%", "of": ["orders", "advice"], "over": "1m"}}, 55, 0),
    ],
)
def test_the_service_level_is_that_of_its_window(holds, at_s, wait_s):
    assert waits(holds, (0, 50), (10, 50), (at_s, 30))[2] == (wait_s, 0 if at_s + wait_s == 100 else 1)


def test_where_nothing_was_decided_lately_all_was_in_time():
    holds = {"service_level": {"at_least": "100%", "over": "30s"}}
    # At 50 one was answered late: until 80 it is 0 %. Expert 1 has advice until 70.
    found = waits(holds, (0, 50), (0, 70), (10, 150), (60, 10), types=[0, 1, 0, 0])
    assert found[2:] == [(40, 0), (20, 1)]


def test_who_gave_up_was_not_answered_in_time():
    # 1 of 2 from 15 on, when the second gave up; else all was in time, and the third waits for the front.
    holds = {"service_level": {"at_most": "50%", "over": "10m"}}
    assert waits(holds, (0, 100), (10, 50, 5), (20, 10))[2] == (0, 1)
    assert waits(holds, (0, 100), (10, 50, 15), (20, 10))[2] == (5, 1)


# The time of day, and the wait of who asks


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        (("08:01", "08:02"), [(50, 1), (0, 1), (55, 0)]),
        (("08:02", "08:01"), [(0, 1), (45, 1), (5, 1)]),
        (("32:01", "32:02"), [(50, 1), (0, 1), (55, 0)]),
        (("20:00", "20:01"), [(170, 0), (115, 0), (75, 0)]),
    ],
)
def test_hours_are_those_of_any_day_and_may_go_past_midnight(hours, found):
    holds = {"hour": {"from": hours[0], "to": hours[1]}}
    assert waits(holds, (0, 180), (10, 10), (75, 10), (125, 10))[1:] == found


@pytest.mark.parametrize(("at_s", "wait_s"), [(59, 1), (60, 0), (119, 0), (120, 60)])
def test_hours_begin_with_their_first_instant_and_end_before_their_last(at_s, wait_s):
    assert waits({"hour": {"from": "08:01", "to": "08:02"}}, (0, 180), (at_s, 10))[1][0] == wait_s


@pytest.mark.parametrize(
    ("waited", "found"),
    [
        ("20s", (20, 1)),
        ({"at_most": "15s"}, (0, 1)),
        ({"at_least": "20s", "at_most": "25s"}, (20, 1)),
        # Expert 1 has advice until 70, when the order has waited for 60 s.
        ({"at_least": "2m"}, (90, 0)),
    ],
)
def test_the_wait_of_the_contact_itself(waited, found):
    rule = {"of": "orders", "when": {"waited": waited}, "also": {"experts": 2}}
    groups = {"experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}}}
    scenario = gated({"waiting": 1}, groups=groups, overflow={"rule": rule})
    told = story(scenario, day((0, 100), (10, 30)))
    assert (told[1][1], told[1][3]) == found


def test_a_wait_begins_anew_when_a_contact_is_passed_on_and_waits_again():
    # Passed back at 50, the order waits again: by rule experts may take it at 80.
    back = {"of": {"type": "orders", "group": "front"}, "share": ["100%", "0%"], "at": "50%", "pass": {"place": "kept"}}
    groups = {name: {"agents": 1, "serves": {"orders": {}}} for name in ("front", "experts")}
    rule = {"of": "orders", "when": {"waited": "30s"}, "also": {"experts": 1}}
    scenario = center(types={"orders": {}}, groups=groups, transfers={"back": back}, overflow={"rule": rule})
    log = simulated(scenario, day((0, 100), (20, 900)))
    assert spans_of(log, SpanKind.QUEUE) == [(0, SpanKind.QUEUE, None, 50, 80), (1, SpanKind.QUEUE, None, 20, 50)]


# All, any, not


@pytest.mark.parametrize(
    ("holds", "wait_s"),
    [
        ({"oldest_wait": "20s", "hour": {"from": "08:01", "to": "09:00"}}, 50),
        ({"all": {"a": {"oldest_wait": "20s"}, "b": {"oldest_wait": "30s"}}}, 30),
        ({"any": {"a": {"oldest_wait": "20s"}, "b": {"oldest_wait": "30s"}}}, 20),
        ({"any": {"a": {"oldest_wait": "20s"}, "b": {"free": 1}}}, 0),
        ({"any": {"a": {"oldest_wait": "20s"}, "b": {"free": 2}}}, 20),
        # All keys of a level hold, those of `any` with the others.
        ({"any": {"a": {"free": 1}, "b": {"free": 2}}, "oldest_wait": "25s"}, 25),
        ({"not": {"oldest_wait": {"at_most": "20s"}}}, 20 + 2**-20),
        ({"not": {"hour": {"from": "08:00", "to": "08:01"}}}, 50),
        # Not all of them is one that does not hold.
        ({"not": {"free": 1, "oldest_wait": {"at_most": "20s"}}}, 20 + 2**-20),
        ({"not": {"free": 2, "oldest_wait": {"at_most": "20s"}}}, 0),
        ({"not": {"not": {"oldest_wait": "20s"}}}, 20),
        ({"not": {"any": {"a": {"free": 2}, "b": {"oldest_wait": {"at_most": "30s"}}}}}, 30 + 2**-20),
    ],
)
def test_all_any_and_not(holds, wait_s):
    assert waits(holds, (0, 100), (10, 30))[1] == (wait_s, 1)


# What begins anew

DAY_S = 86400


@pytest.mark.parametrize(
    "holds",
    [
        *({"expected_wait": {"by": by, "at_most": "0s"}} for by in ("last_wait", "mean_of_last", "average")),
        {"service_level": {"at_least": "100%", "over": "20h"}},
    ],
)
def test_what_was_answered_is_forgotten_at_the_next_opening(holds):
    # Nobody is there but the front, until 08:01; on the first day it answers late, and does at 08:02.
    groups = {"experts": {"agents": {"08:00": 0, "08:01": 1}, "serves": {"advice": {}, "orders": {"while": holds}}}}
    contacts = ((0, 50), (10, 500), (70, 50), *((DAY_S + at_s, 500) for at_s in (61, 62)))
    found = waits(holds, *contacts, groups=groups, days=2, weekday="monday")
    assert found[:3] == [(0, 0), (40, 0), (480, 0)]
    assert sorted(found[3:]) == [(0, 0), (0, 1)]
