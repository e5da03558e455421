"""Gates, worked out by hand: whom they keep from which contacts, when they are read, who looks when they open."""

import pytest
from building import center, day, simulated, spans_of, story

from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import SpanKind

TYPES = {"orders": {"talk": "60s"}, "advice": {"talk": "50s", "arrivals": "6/h"}}
CLOSE, DAY_S = 7200, 86400


def gated(holds, experts=1, types=TYPES, front=1, **more):
    """Return a center with a front (agent 0) for orders and experts, who take orders only while something holds."""
    groups = {
        "front": {"agents": front, "serves": {"orders": {}}},
        "experts": {"agents": experts, "serves": {"advice": {}, "orders": {"priority": 2, "while": holds}}},
    }
    return center(types=types, groups=groups, **more)


def waits(scenario, *contacts, types=None):
    """Return (wait, agent) of each contact."""
    return [(wait_s, agent) for _, wait_s, _, agent in story(scenario, day(*contacts, types=types))]


def test_a_freed_agent_passes_over_what_stands_behind_a_gate():
    # At 60 and at 100 an expert is freed. The order of 10 is there; it is the experts' when two wait.
    contacts = ((0, 500), (0, 60), (10, 30), (70, 5))
    found = waits(gated({"waiting": 2}), *contacts, types=[0, 1, 0, 0])
    assert found[2:] == [(60, 1), (430, 0)]
    assert waits(gated({"waiting": 1}), *contacts, types=[0, 1, 0, 0])[2:] == [(50, 1), (20, 1)]


def test_a_gate_is_before_one_type_only():
    # Advice is taken whatever becomes of orders.
    found = waits(gated({"waiting": 9}), (0, 500), (0, 60), (10, 30), (20, 50), types=[0, 1, 0, 1])
    assert found[2:] == [(490, 0), (40, 1)]


def test_the_next_priority_is_seen_past_a_shut_gate():
    # Orders come first for experts, but only when two wait: at 60 there is one, and advice.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"orders": {"while": {"waiting": 2}}, "advice": {"priority": 2}}},
    }
    contacts = ((0, 500), (0, 60), (10, 30), (20, 50), (65, 10))
    found = waits(center(types=TYPES, groups=groups), *contacts, types=[0, 1, 0, 1, 0])
    assert found[2:] == [(100, 1), (40, 1), (435, 0)]


def test_an_open_gate_lets_as_many_through_as_it_may():
    """All look in one turn, and each reads the gate anew."""
    # At 30 three wait: expert 1 takes the first. Two wait, and expert 2 leaves them alone.
    contacts = ((0, 500), (10, 500), (20, 400), (30, 400))
    assert waits(gated({"waiting": 3}, experts=2), *contacts)[1:] == [(20, 1), (480, 0), (870, 0)]
    # Where it stays open, each takes one as soon as it has waited for 5 s.
    assert waits(gated({"oldest_wait": "5s"}, experts=2), *contacts)[1:] == [(5, 1), (5, 2), (395, 2)]


def test_when_a_gate_opens_agents_look_by_their_numbers_and_take_the_first_in_line():
    # Experts are 2 and 3; the front has two. At 60 the hour comes: three wait for two of them.
    hours = {"hour": {"from": "08:01", "to": "09:00"}}
    contacts = ((0, 500), (0, 600), (10, 300), (20, 300), (30, 300))
    found = waits(gated(hours, experts=2, front=2), *contacts)
    assert found[2:] == [(50, 2), (40, 3), (330, 2)]


def test_after_a_gate_opens_agents_are_idle_as_long_as_before():
    """Looking in vain is no work."""
    # Experts 1 and 2: 1 has advice until 20. At 60 the gate opens, nobody waits; at 70 and 71 one comes: 2 is first.
    hours = {"hour": {"from": "08:01", "to": "09:00"}}
    contacts = ((0, 500), (0, 20), (50, 5, 1), (70, 50), (71, 50))
    assert waits(gated(hours, experts=2), *contacts, types=[0, 1, 0, 0, 0])[3:] == [(0, 2), (0, 1)]


def test_agents_with_something_in_hand_are_kept_by_gates_too():
    # The expert has one chat of two. When two about orders wait the first is taken, and the other is one alone.
    types = {"chat_advice": {"channel": "chat"}, "chat_orders": {"channel": "chat"}}
    channels = {"chat": {"slots": 2, "speed": [1, 1]}}
    contacts = ((0, 100), (10, 20), (30, 20))
    for holds, found in (
        ({"waiting": 2}, [20, CLOSE - 30]),
        ({"oldest_wait": "5s"}, [5, 5]),
        ({"waiting": 9}, [CLOSE - 10, CLOSE - 30]),
    ):
        groups = {"experts": {"agents": 1, "serves": {"chat_advice": {}, "chat_orders": {"while": holds}}}}
        scenario = center(types=types, groups=groups, channels=channels)
        told = [wait_s for wait_s, _ in waits(scenario, *contacts, types=[0, 1, 1])][1:]
        assert told == found


def test_who_is_passed_on_to_one_group_is_taken_whatever_its_gate_says():
    to = {"of": {"type": "orders", "group": "front"}, "share": "100%", "at": "50%", "pass": {"group": "experts"}}
    never = {"waiting": {"of": "advice", "at_least": 9}}
    log = simulated(gated(never, transfers={"on": to}), day((0, 100), (10, 80)))
    # Of order 0 the expert takes the second half, from 50 on; of order 1, which the front has until 90, from 100 on.
    talks = [(row, agent, from_s) for row, _, agent, from_s, _ in spans_of(log, SpanKind.TALK)]
    assert sorted(talks) == [(0, 0, 0), (0, 1, 50), (1, 0, 50), (1, 1, 100)]


# Looked at every so often


@pytest.mark.parametrize(
    ("at_s", "wait_s"),
    [
        # At 60 it waits: the gate is open from then on, whoever waits, and at 120 it is seen that nobody does.
        (10, 50),
        # Whoever comes at this very instant is not seen: the look is before.
        (60, 60),
        (61, 59),
    ],
)
def test_a_gate_that_is_looked_at_every_minute_opens_then(at_s, wait_s):
    scenario = gated({"waiting": 1, "look": "1m"})
    assert waits(scenario, (0, 500), (at_s, 10))[1] == (wait_s, 1)


def test_what_was_found_holds_until_the_next_look():
    scenario = gated({"waiting": 1, "look": "1m"})
    # Open from 60 on: at 100 nobody waits, and the order is taken. Shut from 120 on, so that of 130 waits until 180.
    assert waits(scenario, (0, 900), (10, 10), (100, 10), (130, 10))[1:] == [(50, 1), (0, 1), (50, 1)]


def test_the_first_look_is_at_the_opening_before_anybody_comes():
    # Open until 60, when the last one waits, and again when the front has taken it and nobody does.
    open_first = gated({"waiting": {"at_most": 0}, "look": "1m"})
    assert waits(open_first, (0, 500), (0, 50), (10, 50), (50, 10))[1:] == [(0, 1), (40, 1), (450, 0)]
    shut_first = gated({"waiting": 1, "look": "1m"})
    assert waits(shut_first, (0, 500), (0, 50))[1] == (60, 1)


def test_looks_begin_anew_with_every_opening():
    # The day ends at 10:00 and begins at 08:00 again, whatever the distance: an order at 10 is seen at 7 min.
    scenario = gated({"waiting": 1, "look": "7m"}, days=2, weekday="monday")
    contacts = ((0, 900), (10, 10), (DAY_S, 900), (DAY_S + 10, 10))
    assert [wait_s for wait_s, _ in waits(scenario, *contacts)] == [0, 410, 0, 410]


# Closing, lines, traces


def test_after_closing_gates_are_open():
    # The expert has advice until a minute after closing, and then takes the order that nobody else would.
    never = {"waiting": {"of": "advice", "at_least": 9}}
    contacts = ((CLOSE - 100, 900), (CLOSE - 100, 160), (CLOSE - 50, 10))
    assert waits(gated(never), *contacts, types=[0, 1, 0])[2] == (110, 1)
    # Idle at closing, they take it then, and not before.
    contacts = ((CLOSE - 100, 900), (CLOSE - 100, 40), (CLOSE - 70, 10))
    assert waits(gated(never), *contacts, types=[0, 1, 0])[2] == (70, 1)
    # Nor is a polled gate shut any more that was when the center closed.
    assert waits(gated({**never, "look": "7m"}), *contacts, types=[0, 1, 0])[2] == (70, 1)


def test_when_the_center_closes_whoever_has_room_beside_a_contact_takes_who_waited_at_the_gate():
    # The front has two chats in hand, the expert one of advice: the order is theirs at closing.
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2, "while": {"waiting": 9}}}},
    }
    chats = {"orders": {"channel": "chat"}, "advice": {"channel": "chat"}}
    scenario = center(types=chats, groups=groups, channels={"chat": {"slots": 2, "speed": [1, 1]}})
    contacts = ((CLOSE - 100, 900), (CLOSE - 100, 900), (CLOSE - 90, 400), (CLOSE - 70, 10))
    assert waits(scenario, *contacts, types=[0, 0, 1, 0])[3] == (70, 1)


def test_a_gate_that_always_holds_is_none():
    """To the bit."""
    work = day(*((30 * k + k % 5, 31 + 13 * (k % 7), 200) for k in range(90)), types=[k % 3 == 0 for k in range(90)])
    plain = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
    }
    expected = simulated(center(types=TYPES, groups=plain), work)
    always = ({"waiting": 0}, {"waiting": 0, "look": "1m"}, {"not": {"oldest_wait": "2h"}}, {"busy_share": "0%"})
    for holds in always:
        found = simulated(gated(holds), work)
        for name, column in expected.contacts.items():
            assert column.tobytes() == found.contacts[name].tobytes(), (name, holds)
    shut = simulated(gated({"waiting": {"at_most": 0}}), work)
    assert shut.contacts["answered_s"].tobytes() != expected.contacts["answered_s"].tobytes()


def test_a_contact_that_waits_at_a_shut_gate_is_told_who_was_kept():
    seen = Decisions()
    scenario = gated({"waiting": 2})
    simulate(scenario, day((0, 100), (10, 30)), seen)
    (waiting,) = [one for one in seen.rows if one.contact == 1 and one.agent is None]
    assert waiting.rule == Rule.KEPT_FREE
