"""Skills of single people on days that a pencil can follow. Seconds are counted from 08:00; the center closes at 14400.

Agents are numbered as the shift lists them: 0 is ana, 1 is ben, 2 is cid.
"""

import pytest
from building import center, day, simulated, spans_of, told

from simulator.engine.simulate import simulate
from simulator.log import SpanKind

CALLS, MAILS, CLAIMS = range(3)
TYPES = {"calls": {}, "mails": {}, "claims": {}}


def office(people, *, serves=None, types=TYPES, groups=None, breaks=None, queue_limit=None, **more):
    """Return a center in which all people work in the front all day; it serves calls, then mails, unless stated."""
    shift = {"people": list(people), "from": "08:00", "to": "12:00"}
    front = {"shifts": {"day": shift}, "serves": serves or {"calls": {}, "mails": {"priority": 2}}}
    front |= {"breaks": breaks or {}, "queue_limit": queue_limit}
    return center(types=types, groups={"front": front, **(groups or {})}, people=people, to="12:00", **more)


def who(scenario, *contacts, types):
    """Return (agent, wait) of each contact."""
    return [(agent, wait_s) for _, wait_s, _, agent in told(simulated(scenario, day(*contacts, types=types)))]


def test_people_take_only_what_they_can():
    people = {"ana": {"skills": "mails"}, "ben": {}}
    # Ana is idle longest and takes no call; ben is busy with one until 100.
    assert who(office(people), (0, 100), (10, 50), (20, 50), types=[CALLS, CALLS, MAILS]) == [(1, 0), (1, 90), (0, 0)]
    # Without skills of her own she takes the first one.
    both = {"ana": {}, "ben": {}}
    assert who(office(both), (0, 100), (10, 50), (20, 50), types=[CALLS, CALLS, MAILS])[0] == (0, 0)


def test_a_person_may_serve_what_nobody_else_in_the_group_does():
    people = {"ana": {}, "ben": {"skills": {"claims": 1, "calls": 2}}}
    # The claim of 10 waits for ben, whose call lasts until 200, although ana is free from 100 on.
    contacts, types = ((0, 100), (1, 199), (10, 30), (20, 30)), [CALLS, CALLS, CLAIMS, CALLS]
    assert who(office(people), *contacts, types=types) == [(0, 0), (1, 0), (1, 190), (0, 80)]


@pytest.mark.parametrize(("own", "first"), [({"calls": 2, "mails": 1}, 2), ({"calls": 1, "mails": 1}, 1)])
def test_own_priorities_take_the_place_of_the_groups(own, first):
    # Ben of the front has calls first; whoever has mails first takes the later mail of 20 before the call of 10.
    people = {"ana": {"skills": own}}
    found = who(office(people), (0, 100), (10, 50), (20, 50), types=[CALLS, CALLS, MAILS])
    assert found[first] == (0, 100 - 10 * first)
    assert who(office({"ana": {}}), (0, 100), (10, 50), (20, 50), types=[CALLS, CALLS, MAILS])[1] == (0, 90)
    # With `true` they have those of the group.
    as_group = {"ana": {"skills": ["mails", "calls"]}}
    assert who(office(as_group), (0, 100), (10, 50), (20, 50), types=[CALLS, CALLS, MAILS])[1] == (0, 90)


def test_a_type_outside_the_group_has_priority_1_where_none_is_stated():
    people = {"ana": {"skills": {"mails": 2, "claims": True}}}
    assert who(office(people), (0, 100), (10, 50), (20, 50), types=[MAILS, MAILS, CLAIMS]) == [
        (0, 0),
        (0, 140),
        (0, 80),
    ]


def test_what_the_group_says_of_a_type_goes_for_whoever_serves_it():
    # Its `after`, its handle time, and on top of that the person's own.
    serves = {"calls": {}, "mails": {"after": "60s", "handle_time": 2}}
    people = {"ana": {"skills": "mails", "serves": {"mails": {"handle_time": 1.5}}}, "ben": {"skills": "calls"}}
    log = simulate(office(people, serves=serves), day((0, 100), (10, 50), types=[MAILS, CALLS]))
    assert told(log)[0] == ("agent", 60, 360, 0)
    # A type that only the person serves is handled as drawn, times their own pace.
    people = {"ana": {"skills": "claims", "serves": {"claims": {"handle_time": 1.5, "solved": "0%"}}}}
    log = simulate(office(people, serves={"calls": {"handle_time": 2}}), day((0, 100), types=[CLAIMS]))
    assert told(log)[0] == ("agent", 0, 150, 0)
    assert log.contacts["solved"].tolist() == [0]


def test_a_step_reaches_both_pools_of_a_group():
    # Calls are the back's; after 30 s also the front's, where ana takes none and ben does.
    types = {"calls": {"ranks": {"back": 1}, "steps": {"wider": {"after": "30s", "also": {"front": 2}}}}, "mails": {}}
    back = {"back": {"agents": 1, "serves": {"calls": {}}}}
    people = {"ana": {"skills": "mails"}, "ben": {}, "cid": {"skills": {"calls": 2}}}
    scenario = office(people, types=types, groups=back)
    contacts = ((0, 1000), (10, 500), (20, 500), (25, 500))
    # Ben and cid, of two pools, take those of 10 and 20, ben as the lower number first; the last one waits for ben.
    assert who(scenario, *contacts, types=[CALLS] * 4) == [(3, 0), (1, 30), (2, 30), (1, 515)]


def test_keep_free_counts_the_whole_group():
    serves = {"calls": {}, "mails": {"keep_free": 1}}
    people = {"ana": {"skills": "mails"}, "ben": {"skills": "calls"}}
    # Ben is free: ana may take the mail of 0. While he talks, from 10 on, the mail of 100 waits until he is free again.
    contacts, types = ((0, 50), (10, 200), (100, 50)), [MAILS, CALLS, MAILS]
    assert who(office(people, serves=serves), *contacts, types=types) == [(0, 0), (1, 0), (0, 110)]
    # The same by whoever is freed: ana, freed at 60, leaves the mail alone as long as ben talks.
    contacts, types = ((10, 200), (20, 40), (30, 50)), [CALLS, CLAIMS, MAILS]
    both = {"ana": {"skills": ["mails", "claims"]}, "ben": {"skills": "calls"}}
    assert who(office(both, serves=serves), *contacts, types=types) == [(1, 0), (0, 0), (0, 180)]


def test_a_gate_of_the_group_stands_before_all_who_serve_the_type():
    serves = {"calls": {}, "mails": {"while": {"free": 2}}}
    people = {"ana": {"skills": "mails"}, "ben": {"skills": "calls"}}
    # Both are free at 0. At 20 ben talks, so the gate is shut until he is through at 110.
    contacts, types = ((0, 5), (10, 100), (20, 50)), [MAILS, CALLS, MAILS]
    assert who(office(people, serves=serves), *contacts, types=types) == [(0, 0), (1, 0), (0, 90)]


def test_a_queue_limit_of_a_group_counts_all_who_wait_for_any_of_its_people():
    people = {"ana": {"skills": "mails"}, "ben": {"skills": "calls"}}
    contacts, types = ((0, 500), (0, 500), (1, 5), (2, 5), (3, 5)), [MAILS, CALLS, MAILS, CALLS, CALLS]
    for limit in (2, {"per_agent": 1}):
        log = simulated(office(people, queue_limit=limit), day(*contacts, types=types))
        assert [how for how, *_ in told(log)] == ["agent"] * 4 + ["blocked"]


def test_a_pass_to_a_group_means_whoever_in_it_serves_the_type():
    passed = {
        "on": {"of": {"type": "mails", "group": "back"}, "share": "100%", "at": "50%", "pass": {"group": "front"}}
    }
    back = {"back": {"agents": 1, "serves": {"mails": {}}}}
    types = {"calls": {}, "mails": {"ranks": {"back": 1, "front": 2}}}
    people = {"ana": {"skills": "calls"}, "ben": {}, "cid": {"skills": "mails"}}
    scenario = office(people, types=types, groups=back, transfers=passed)
    log = simulated(scenario, day((0, 100), (0, 100), types=[CALLS, MAILS]))
    # At 0 ana takes the call. The mail is with the back (agent 3) and goes to ben, who is idle longest with cid.
    assert log.contacts["closed_by"].tolist()[1] == 1


@pytest.mark.parametrize("rule", ["random_group", "round_robin", "random", "fewest_contacts", "longest_since_contact"])
def test_skills_that_come_to_those_of_the_group_change_nothing(rule):
    contacts = [(7 * number, 60 + 13 * (number % 5)) for number in range(60)]
    types = [number % 2 for number in range(60)]
    groups = {"back": {"agents": 1, "serves": {"calls": {}}}}
    said = {"ana": {"skills": {"calls": 1, "mails": 2}}, "ben": {"skills": ["calls", "mails"]}, "cid": {}}
    logs = [
        simulate(office(people, groups=groups, routing={"agent": rule}), day(*contacts, types=types))
        for people in (said, {name: {} for name in said})
    ]
    assert logs[0].spans["agent"].tolist() == logs[1].spans["agent"].tolist()
    assert told(logs[0]) == told(logs[1])


def test_any_of_the_groups_counts_a_group_once():
    # Three pools in the front, one in the back: each group has half of the contacts that find all free.
    people = {"ana": {"skills": {"calls": 1}}, "ben": {"skills": {"calls": 2}}, "cid": {"skills": {"calls": 3}}}
    groups = {"back": {"agents": 1, "serves": {"calls": {}}}}
    contacts = [(30 * number, 1) for number in range(400)]
    scenario = office(people, groups=groups, routing={"agent": "random_group"})
    agents = [agent for agent, _ in who(scenario, *contacts, types=[CALLS] * 400)]
    assert 160 <= agents.count(3) <= 240


def test_people_in_two_groups_have_their_skills_in_both():
    shifts = {"front": ("08:00", "09:00", "calls"), "back": ("09:00", "12:00", "mails")}
    groups = {
        name: {"shifts": {"own": {"people": "ana", "from": from_, "to": to}}, "serves": {served: {}}}
        for name, (from_, to, served) in shifts.items()
    }
    scenario = center(types=TYPES, groups=groups, people={"ana": {"skills": ["mails", "claims"]}}, to="12:00")
    found = who(scenario, (10, 5), (20, 5), (30, 5), (3700, 5), (3800, 5), types=[CALLS, MAILS, CLAIMS, MAILS, CLAIMS])
    # Nobody serves calls, so that of 10 waits for ever.
    assert [agent for agent, _ in found] == [None, 0, 0, 1, 1]


def test_so_many_of_the_group_have_a_break_together_whatever_they_can():
    breaks = {"pause": {"for": "10m", "from": "08:10", "to": "09:10", "together": 1}}
    people = {"ana": {"skills": "mails"}, "ben": {}, "cid": {"skills": "claims"}}
    log = simulated(office(people, breaks=breaks), day((14000, 10), types=[CALLS]))
    spans = [(agent, from_s) for _, _, agent, from_s, _ in spans_of(log, SpanKind.BREAK)]
    assert sorted(spans) == [(0, 600), (1, 1200), (2, 1800)]
