"""Reservation, worked out by hand: who waits keeps free agents from contacts of worse priority.

VIPs (type 0) reserve the agents of `all`, the front (agent 0) serves VIPs alone and has one in hand until 500. Orders
(type 1) are served by `all` alone.
"""

import pytest
from building import center, day, simulated, story

VIP, ORDER, OTHER = 0, 1, 2
CLOSE = 7200
NOT_YET = {"after": "60s"}
TYPES = {"vips": {}, "orders": {}}


def reserving(agents=1, vips=NOT_YET, orders=None, others=None, reserves=True, types=TYPES, front=1, **more):
    """Return the center: VIPs come first for all and are theirs after a minute, unless stated."""
    serves = {"vips": {"priority": 1, "reserves": reserves, **vips}, "orders": {"priority": 2, **(orders or {})}}
    groups = {
        "front": {"agents": front, "serves": {"vips": {}}},
        "all": {"agents": agents, "serves": {**serves, **(others or {})}},
    }
    return center(types={"vips": {"ranks": {"front": 1, "all": 2}}, **types}, groups=groups, **more)


def waits(scenario, *contacts, types):
    """Return (wait, agent) of each contact."""
    return [(wait_s, agent) for _, wait_s, _, agent in story(scenario, day(*contacts, types=types))]


def test_a_heavier_queue_reserves_an_agent_that_it_may_not_use():
    # A VIP of 10 is agent 1's from 70 on. The order of 20 waits beside an idle agent, who then has the VIP until 100.
    contacts, types = ((0, 500), (10, 30), (20, 50)), [VIP, VIP, ORDER]
    assert waits(reserving(), *contacts, types=types)[1:] == [(60, 1), (80, 1)]
    # Without reservation the order is taken at once, and the VIP as soon as it may be.
    assert waits(reserving(reserves=False), *contacts, types=types)[1:] == [(60, 1), (0, 1)]
    # And later than that where the order takes longer: what the reservation is good for.
    longer = ((0, 500), (10, 30), (20, 500))
    assert waits(reserving(reserves=False), *longer, types=types)[1:] == [(490, 0), (0, 1)]
    assert waits(reserving(), *longer, types=types)[1:] == [(60, 1), (80, 1)]


def test_as_many_are_kept_as_wait():
    # Agents 1 to 3. One VIP waits: orders of 20 and 21 are taken, that of 22 is not.
    types = [VIP, VIP, ORDER, ORDER, ORDER]
    found = waits(reserving(3), (0, 500), (10, 30), (20, 300), (21, 300), (22, 300), types=types)
    assert found[1:] == [(60, 3), (0, 1), (0, 2), (78, 3)]
    # Two wait: one order is taken. Agents 2 and 3 take a VIP each when they may, and then orders again.
    types = [VIP, VIP, VIP, ORDER, ORDER]
    found = waits(reserving(3), (0, 500), (10, 30), (11, 30), (20, 300), (21, 300), types=types)
    assert found[1:] == [(60, 2), (60, 3), (0, 1), (79, 2)]


def test_who_is_freed_is_kept_too():
    # Agent 1 has an order until 50. Freed, they leave the second one alone for the VIP.
    contacts, types = ((0, 500), (0, 50), (10, 30), (20, 40)), [VIP, ORDER, VIP, ORDER]
    assert waits(reserving(), *contacts, types=types)[2:] == [(60, 1), (80, 1)]
    assert waits(reserving(reserves=False), *contacts, types=types)[2:] == [(80, 1), (30, 1)]
    # With agent 2 free beside them they need not.
    assert waits(reserving(2), (0, 500), (0, 50), (0, 45), (10, 30), (20, 40), types=[VIP, ORDER, ORDER, VIP, ORDER])[
        3:
    ] == [(60, 2), (30, 1)]


@pytest.mark.parametrize(
    ("patience_s", "found"),
    [
        # The VIP gives up at 30: nobody is kept any more, and the order is taken then.
        (20, [(20, None), (10, 1)]),
        (59, [(59, None), (49, 1)]),
        (500, [(60, 1), (80, 1)]),
    ],
)
def test_when_fewer_wait_agents_look_again(patience_s, found):
    assert waits(reserving(), (0, 500), (10, 30, patience_s), (20, 50), types=[VIP, VIP, ORDER])[1:] == found


def test_when_a_colleague_takes_the_one_who_waited_agents_look_again():
    # The front takes the VIP at 30.
    assert waits(reserving(), (0, 30), (10, 30), (20, 50), types=[VIP, VIP, ORDER])[1:] == [(20, 0), (10, 1)]


def test_one_fewer_lets_one_more_go():
    # Two VIPs keep both; the first gives up at 40: of two orders the first is taken.
    types = [VIP, VIP, VIP, ORDER, ORDER]
    found = waits(reserving(2), (0, 500), (10, 30, 30), (15, 30), (20, 200), (21, 200), types=types)
    assert found[1:] == [(30, None), (60, 2), (20, 1), (84, 2)]


@pytest.mark.parametrize(("priority", "wait_s"), [(1, 0), (2, 80), (7, 80)])
def test_only_worse_priorities_are_kept_from(priority, wait_s):
    scenario = reserving(orders={"priority": priority})
    contacts = ((0, 500), (10, 30), (20, 5 if priority == 1 else 50))
    assert waits(scenario, *contacts, types=[VIP, VIP, ORDER])[2] == (wait_s, 1)


def test_several_types_reserve_together():
    # VIPs of priority 1 and others of 2 reserve; before orders, of 3, both stand; before others only VIPs.
    others = {"others": {"priority": 2, "reserves": True, "after": "60s"}}
    types = {**TYPES, "others": {"ranks": {"all": 1}}}
    scenario = reserving(3, orders={"priority": 3}, others=others, types=types)
    contacts = ((0, 500), (10, 30), (11, 30), (20, 300), (21, 300))
    found = waits(scenario, *contacts, types=[VIP, VIP, OTHER, ORDER, ORDER])
    # Of three one is left to orders. At 70 and 71 the VIP and the other are taken.
    assert found[3:] == [(0, 1), (79, 2)]
    found = waits(scenario, *contacts, types=[VIP, VIP, VIP, ORDER, ORDER])
    assert found[3:] == [(0, 1), (79, 2)]


def test_keep_free_and_reservation_are_not_added_up():
    # One is kept free anyway. With one VIP that is one, with two it is two.
    kept = {"orders": {"keep_free": 1}}
    one, two = [VIP, VIP, ORDER, ORDER, ORDER], [VIP, VIP, VIP, ORDER, ORDER]
    contacts = ((0, 500), (10, 30), (11, 300), (12, 300), (13, 300))
    # The last order waits until agent 1 has finished, and another is free.
    assert waits(reserving(3, **kept), *contacts, types=one)[2:] == [(0, 1), (0, 2), (298, 1)]
    assert waits(reserving(3, **kept), *contacts, types=two)[2:] == [(60, 3), (0, 1), (299, 1)]
    # Where nobody reserves, one is kept.
    assert waits(reserving(3, **kept, reserves=False), *contacts, types=one)[2:] == [(0, 1), (0, 2), (298, 1)]
    assert waits(reserving(3, **kept, reserves=False), *contacts, types=two)[3:] == [(0, 1), (0, 2)]


def test_what_is_kept_free_by_time_comes_together_with_what_is_reserved():
    # From 08:01 on nobody is kept free: the order of 20 is taken then, but for a VIP that waits from 50 to 110.
    orders = {"keep_free": {"08:00": 1, "08:01": 0}}
    assert waits(reserving(orders=orders), (0, 500), (20, 10), types=[VIP, ORDER])[1] == (40, 1)
    found = waits(reserving(orders=orders), (0, 500), (20, 10), (50, 10), types=[VIP, ORDER, VIP])
    assert found[1:] == [(100, 1), (60, 1)]


def test_agents_with_something_in_hand_are_not_held():
    # Chats: agent 1 has one of two. A VIP waits; the second chat about an order is taken, by an empty hand it is not.
    types = {"vips": {"channel": "chat"}, "orders": {"channel": "chat"}}
    channels = {"chat": {"slots": 2, "speed": [1, 1]}}
    scenario = reserving(vips={"after": "10m"}, types=types, channels=channels)
    contacts = ((0, 900), (1, 900), (5, 900), (10, 900), (20, 300))
    found = waits(scenario, *contacts, types=[VIP, VIP, ORDER, VIP, ORDER])
    assert found[2:] == [(0, 1), (600, 1), (0, 1)]
    found = waits(scenario, (0, 900), (1, 900), (10, 900), (20, 300), types=[VIP, VIP, VIP, ORDER])
    assert found[2:] == [(600, 1), (590, 1)]


def test_after_closing_nothing_is_reserved():
    # The VIP of 10 s before closing would be agent 1's later; the order waits for closing.
    contacts = ((CLOSE - 100, 900), (CLOSE - 10, 30), (CLOSE - 5, 50))
    assert waits(reserving(), *contacts, types=[VIP, VIP, ORDER])[2] == (5, 1)


def test_a_flattened_contact_is_of_the_first_priority():
    # Reserved from orders, of 2: those that have waited for 30 s are alike, and taken.
    types = {
        "vips": {"ranks": {"front": 1, "all": 2}},
        "orders": {"steps": {"flat": {"after": "30s", "flatten": True}}},
    }
    contacts = ((0, 500), (10, 30), (20, 50))
    assert waits(reserving(vips={"after": "5m"}, types=types), *contacts, types=[VIP, VIP, ORDER])[2] == (30, 1)
    assert waits(reserving(vips={"after": "5m"}), *contacts, types=[VIP, VIP, ORDER])[2] == (320, 1)


def test_who_waits_before_a_shut_gate_reserves_nobody():
    # VIPs are theirs while two wait. With one, the order is taken at 20; with two, from 40 on, agent 1 is kept.
    vips = {"while": {"waiting": 2}}
    found = waits(reserving(vips=vips), (0, 500), (10, 30), (20, 50), (40, 30), types=[VIP, VIP, ORDER, VIP])
    assert found[1:] == [(60, 1), (0, 1), (460, 0)]
    later = {"after": "100s", **vips}
    found = waits(
        reserving(vips=later), (0, 500), (10, 30), (20, 30), (40, 30), (60, 50), types=[VIP, VIP, ORDER, VIP, ORDER]
    )
    # At 110 the first VIP is taken; the second waits behind the gate then, and the order is taken at 140.
    assert found[1:] == [(100, 1), (0, 1), (460, 0), (80, 1)]


@pytest.mark.parametrize("look", [{}, {"look": "20s"}])
def test_a_gate_that_time_shuts_lets_agents_look_again(look):
    # The VIP of 10 keeps agent 1 until 08:01: the order of 20 is taken then.
    vips = {"after": "10m", "while": {"hour": {"from": "07:00", "to": "08:01"}, **look}}
    contacts, types = ((0, 500), (10, 30), (20, 50), (80, 30)), [VIP, VIP, ORDER, ORDER]
    assert waits(reserving(vips=vips), *contacts, types=types)[2:] == [(40, 1), (30, 1)]
    # The other way round it keeps them from 08:01 on, from the order of 80 until the front is free.
    vips["while"]["hour"] = {"from": "08:01", "to": "12:00"}
    assert waits(reserving(vips=vips), *contacts, types=types)[2:] == [(0, 1), (420, 1)]


def test_who_was_passed_to_others_reserves_nobody():
    # The VIP of 10 is answered at 20 by agent 2 of the lobby, who passes it on at 30: to the front alone, which is busy
    # until 501, or to agent 1 alone, who takes it at 35. The order of 40 waits only for the latter.
    groups = {
        "front": {"agents": 1, "serves": {"vips": {}}},
        "all": {"agents": 1, "serves": {"vips": {"priority": 1, "reserves": True}, "orders": {"priority": 2}}},
        "lobby": {"agents": 1, "serves": {"vips": {}, "others": {}}},
    }
    types = {"vips": {"ranks": {"lobby": 1, "front": 2, "all": 3}}, "orders": {}, "others": {}}
    contacts, kinds = ((0, 20), (1, 500), (2, 33), (10, 60), (40, 50)), [OTHER, VIP, ORDER, VIP, ORDER]
    for to, found in (("front", (0, 1)), ("all", (45, 1))):
        passing = {
            "on": {"of": {"type": "vips", "group": "lobby"}, "share": "100%", "at": "10s", "pass": {"group": to}}
        }
        scenario = center(types=types, groups=groups, transfers=passing)
        log = simulated(scenario, day(*contacts, types=kinds))
        assert (log.contacts["wait_s"][4], log.contacts["answered_by"][4]) == found, to


def test_whom_a_step_or_rule_takes_away_for_good_reserves_nobody_any_more():
    # The VIP of 10 is agent 1's until 40, and the front's alone from then on: the order of 20 is taken.
    alone = {"steps": {"alone": {"after": "30s", "only": {"front": 1}}}}
    types = {"vips": {"ranks": {"front": 1, "all": 2}, **alone}, "orders": {}}
    contacts, kinds = ((0, 500), (10, 30), (20, 50)), [VIP, VIP, ORDER]
    assert waits(reserving(vips={"after": "10m"}, types=types), *contacts, types=kinds)[2] == (0, 1)
    # Before 30 s agent 1 could have taken it after 25.
    assert waits(
        reserving(1, vips={"after": "25s"}, types=types),
        (0, 500),
        (0, 60),
        *contacts[1:],
        types=[VIP, ORDER, VIP, ORDER],
    )[3] == (40, 1)
    rule = {"alone": {"of": "vips", "when": {"waited": "30s"}, "only": {"front": 1}}}
    types["vips"].pop("steps")
    assert waits(reserving(vips={"after": "10m"}, types=types, overflow=rule), *contacts, types=kinds)[2] == (20, 1)


def test_a_group_that_a_step_brings_is_reserved_before_and_one_that_a_rule_brings_then():
    step = {"steps": {"help": {"after": "60s", "also": {"all": 2}}}}
    types = {"vips": {"ranks": {"front": 1}, **step}, "orders": {}}
    contacts, kinds = ((0, 500), (10, 30), (20, 50)), [VIP, VIP, ORDER]
    assert waits(reserving(vips={}, types=types), *contacts, types=kinds)[1:] == [(60, 1), (80, 1)]
    rule = {"help": {"of": "vips", "when": {"waited": "60s"}, "also": {"all": 2}}}
    types["vips"].pop("steps")
    assert waits(reserving(vips={}, types=types, overflow=rule), *contacts, types=kinds)[1:] == [(60, 1), (0, 1)]
    # Once it applies they are kept, here until the VIP has waited for two minutes.
    found = waits(
        reserving(vips={"after": "2m"}, types=types, overflow=rule), *contacts, (80, 5), types=[*kinds, ORDER]
    )
    assert found[1:] == [(120, 1), (0, 1), (80, 1)]


def test_what_waits_for_nobody_reserves_nothing():
    """To the bit, where those who reserve are taken at once whenever somebody is free."""
    work = day(*((30 * k + k % 5, 31 + 13 * (k % 7), 200) for k in range(90)), types=[k % 2 for k in range(90)])
    plain, same = (simulated(reserving(2, vips={}, reserves=one), work) for one in (False, True))
    for name, column in plain.contacts.items():
        assert column.tobytes() == same.contacts[name].tobytes(), name
    later = simulated(reserving(2, reserves=True), work).contacts["answered_s"]
    assert later.tobytes() != simulated(reserving(2, reserves=False), work).contacts["answered_s"].tobytes()
