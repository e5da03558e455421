"""Lines, worked out by hand: of a type beside those of its channel, and by how many agents are there."""

import numpy as np
import pytest
from building import center, day, simulated, story

from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import EndedBy

TWO = {"orders": {"lines": 2}, "advice": {}}
OTHERS = {
    "front": {"agents": 2, "serves": {"orders": {}}},
    "experts": {"agents": 1, "serves": {"advice": {}, "own": {}}},
}


def ends(scenario, *contacts, types=None):
    """Return how each contact ended."""
    return [how for how, *_ in story(scenario, day(*contacts, types=types))]


def outcomes(scenario, workload):
    """Return how each contact ended, those that were born later too."""
    return [EndedBy(how).name.lower() for how in simulated(scenario, workload).contacts["ended_by"].tolist()]


# Of a type


def test_a_type_has_no_more_contacts_on_the_line_than_lines():
    # One order is talked to, one waits; the third is blocked although agents for advice and lines are there.
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    scenario = center(types=TWO, groups=groups, lines=9)
    assert ends(scenario, (0, 50), (1, 9), (2, 9), (3, 9), types=[0, 0, 0, 1]) == ["agent", "agent", "blocked", "agent"]


def test_a_type_without_lines_takes_those_of_the_channel():
    # Three lines: two orders and one advice hold them; a further advice is blocked, and so is an order.
    scenario = center(5, types=TWO, lines=3)
    assert ends(scenario, (0, 50), (1, 50), (2, 50), (3, 9), (4, 9), types=[0, 0, 1, 1, 0]) == [
        "agent", "agent", "agent", "blocked", "blocked",
    ]  # fmt: skip


def test_a_line_is_free_when_the_talk_ends_and_wrap_up_holds_none():
    scenario = center(2, types={"calls": {"lines": 1}})
    contacts = day((0, 50, float("inf"), 30), (49, 9), (50, 9))
    assert [how for how, *_ in story(scenario, contacts)] == ["agent", "blocked", "agent"]


def test_who_gives_up_or_leaves_a_voicemail_gives_both_lines_back():
    # The second is gone at 30, after whoever arrives at that instant.
    for kind, patience in (({}, 20), ({"voicemail_after": "20s"}, float("inf"))):
        scenario = center(1, types={"calls": {"lines": 2, **kind}}, lines=2)
        told = [how for how, *_ in story(scenario, day((0, 50), (10, 9, patience), (30, 9), (31, 9)))]
        assert told == ["agent", "voicemail" if kind else "abandoned", "blocked", "agent"]


def test_who_finds_the_queue_full_gives_both_lines_back():
    # The second finds a line and no place; the third, of the other type, gets the second line.
    types = {"orders": {"lines": 2, "queue_limit": 0}, "advice": {}}
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    scenario = center(types=types, groups=groups, lines=2)
    assert ends(scenario, (0, 90), (1, 9), (2, 9), (3, 9), types=[0, 0, 1, 0]) == [
        "agent",
        "blocked",
        "agent",
        "blocked",
    ]


def test_chats_hold_lines_of_their_type():
    types = {"chats": {"channel": "chat", "lines": 2}}
    scenario = center(1, types=types, channels={"chat": {"slots": 4}})
    assert ends(scenario, (0, 50), (1, 50), (2, 9), (50, 9)) == ["agent", "agent", "blocked", "agent"]


def test_it_is_said_which_lines_were_in_use():
    scenario = center(5, types=TWO, lines=3)
    told = Decisions()
    simulate(scenario, day((0, 50), (1, 50), (2, 9), (3, 50), (4, 9), (5, 9), types=[0, 0, 0, 1, 1, 0]), told)
    blocked = {one.contact: one.rule for one in told.rows if one.rule in (Rule.NO_LINE, Rule.NO_TYPE_LINE)}
    # The last one finds neither; its own are asked first.
    assert blocked == {2: Rule.NO_TYPE_LINE, 4: Rule.NO_LINE, 5: Rule.NO_TYPE_LINE}


# By how many agents are there


@pytest.mark.parametrize(("per_agent", "lines"), [(0.5, 1), (1.0, 2), (1.6, 3), (2.5, 5), (0.4, 0)])
@pytest.mark.parametrize("whose", ["channel", "type"])
def test_lines_per_agent_are_rounded_down(per_agent, lines, whose):
    said = {"per_agent": per_agent}
    scenario = center(2, types={"calls": {"lines": said}}) if whose == "type" else center(2, lines=said)
    told = ends(scenario, *((k, 90) for k in range(7)))
    assert told == ["agent"] * lines + ["blocked"] * (7 - lines)


def test_whoever_serves_any_type_of_the_channel_counts_once():
    # Three agents for the channel, two for orders; whoever serves both counts once.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "both": {"agents": 1, "serves": {"orders": {}, "advice": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}}},
        "writers": {"agents": 5, "serves": {"chats": {}}},
    }
    types = {"orders": {"lines": {"per_agent": 2}}, "advice": {}, "chats": {"channel": "chat"}}
    scenario = center(types=types, groups=groups, lines={"per_agent": 2}, channels={"chat": {}})
    five, three = [0] * 5, [1] * 3
    told = ends(scenario, *((k, 90) for k in range(8)), types=[*five, *three])
    assert told == ["agent"] * 4 + ["blocked"] + ["agent"] * 2 + ["blocked"]


def test_lines_follow_the_staff_and_nobody_loses_one():
    # Three lines until 08:01, then one: the three talk on, and nobody gets a line before the last of them has ended.
    scenario = center({"08:00": 3, "08:01": 1}, lines={"per_agent": 1})
    assert ends(scenario, (0, 100), (1, 109), (2, 118), (59, 9), (60, 9), (100, 9), (110, 9), (119, 9), (120, 9)) == [
        "agent", "agent", "agent", "blocked", "blocked", "blocked", "blocked", "blocked", "agent",
    ]  # fmt: skip


def test_agents_who_come_at_an_instant_bring_their_lines_for_who_arrives_then():
    scenario = center({"08:00": 1, "08:01": 2}, lines={"per_agent": 1})
    assert ends(scenario, (0, 100), (59, 9), (60, 9)) == ["agent", "blocked", "agent"]


def test_with_nobody_on_duty_there_are_no_lines():
    scenario = center({"08:10": 1}, lines={"per_agent": 3})
    assert ends(scenario, (599, 50), (600, 50), (601, 9), (602, 9), (603, 9)) == [
        "blocked", "agent", "agent", "agent", "blocked",
    ]  # fmt: skip


def test_who_waited_for_the_opening_finds_the_lines_of_those_who_are_there_then():
    types = {"calls": {"hours": {"from": "08:10", "to": "10:00"}, "when_closed": "wait"}}
    scenario = center({"08:00": 0, "08:10": 1}, types=types, lines={"per_agent": 2})
    assert ends(scenario, (10, 50), (20, 9), (30, 9)) == ["agent", "agent", "blocked"]


# Who goes on as another type


def passed(**to):
    return {"up": {"of": "orders", "share": "100%", "at": "50s", "pass": to}}


def test_who_is_passed_on_needs_a_line_of_the_new_type_and_keeps_that_of_the_channel():
    # Advice holds its one line until 100, so the order that is passed on at 50 is blocked. Until then it keeps its line
    # of the channel, of which there are two: nobody gets one at 49, somebody does at 51, and then there is none at 60.
    # With nine lines the order of 60 is passed on at 110, when advice has a line.
    types = {"orders": {}, "advice": {"lines": 1, "talk": "10s"}, "own": {}}
    contacts = day((0, 100), (0, 90), (49, 9), (51, 9), (60, 100), types=[1, 0, 2, 2, 0])
    told = outcomes(center(types=types, groups=OTHERS, lines=2, transfers=passed(type="advice")), contacts)
    assert told[:5] == ["agent", "passed_on", "blocked", "agent", "blocked"]
    assert told[5:] == ["blocked"]
    told = outcomes(center(types=types, groups=OTHERS, lines=9, transfers=passed(type="advice")), contacts)
    assert told[:5] == ["agent", "passed_on", "agent", "agent", "passed_on"]
    assert told[5:] == ["blocked", "agent"]


def test_who_is_passed_on_leaves_the_line_of_the_old_type():
    types = {"orders": {"lines": 1}, "advice": {"talk": "90s"}, "own": {}}
    scenario = center(types=types, groups=OTHERS, transfers=passed(type="advice"))
    assert outcomes(scenario, day((0, 90), (49, 9), (50, 9), types=[0, 0, 0]))[:3] == ["passed_on", "blocked", "agent"]


def test_who_is_passed_on_within_the_type_keeps_its_line():
    # From 50 on it waits for the experts, who are busy until 100, and talks until 140: its line is free then.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"orders": {}, "own": {}}},
    }
    types = {"orders": {"lines": 1, "ranks": {"front": 1, "experts": 2}}, "own": {}}
    rule = passed(group="experts")["up"] | {"of": {"type": "orders", "group": "front"}}
    scenario = center(types=types, groups=groups, transfers={"up": rule})
    contacts = day((0, 100), (0, 90), (60, 9), (139, 9), (140, 9), types=[1, 0, 0, 0, 0])
    assert outcomes(scenario, contacts) == ["agent", "agent", "blocked", "blocked", "agent"]


def moving(**more):
    """Return a center whose orders become advice after half a minute of waiting, while there is a line for them."""
    rule = {"of": "orders", "when": {"waited": "30s"}, "move": {"type": "advice", "place": "back"}}
    types = {"orders": {"lines": 2}, "advice": {"lines": 1, "talk": "5s"}}
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    return center(types=types, groups=groups, overflow={"on": rule}, **more)


def test_who_is_moved_waits_until_the_new_type_has_a_line_and_leaves_that_of_the_old_one():
    # Advice holds its line until 70: the order of 10, due at 40, is moved then. Both lines of the orders are in use
    # until then, so the order of 69 is blocked and that of 71 is not.
    log = simulated(moving(lines=3), day((0, 200), (5, 65), (10, 9), (69, 9), (71, 9), types=[0, 1, 0, 0, 0]))
    contacts = log.contacts
    assert [EndedBy(how).name for how in contacts["ended_by"].tolist()[:4]] == ["AGENT", "AGENT", "MOVED", "BLOCKED"]
    child = np.flatnonzero(contacts["parent"] == 2)[0]
    assert contacts["arrived_s"][child] - 8 * 3600 == 70
    assert EndedBy(contacts["ended_by"][child]).name == "AGENT"
    assert EndedBy(contacts["ended_by"][4]).name == "MOVED", "it found a line"


def test_who_is_redirected_arrives_and_needs_lines_like_everybody():
    closed = {"hours": {"from": "09:00", "to": "10:00"}, "when_closed": {"redirect": "advice"}}
    types = {"orders": closed, "advice": {"lines": 1, "talk": "50s"}}
    told = outcomes(center(3, types=types), day((0, 9), (10, 9), (49, 9), (50, 9)))
    assert told[4:] == ["agent", "blocked", "blocked", "agent"]
