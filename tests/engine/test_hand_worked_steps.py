"""Steps of a contact type, worked out by hand: who may take a contact the longer it waits, and who no more."""

import pytest
from building import center, day, simulated, spans_of, story

from simulator.engine.tables.eligibility import eligibility_of
from simulator.log import NOBODY, SpanKind


def rings(steps, priority=1, **orders):
    """Return a center with a front (agent 0) for orders, experts (agent 1) for advice and, by ``steps``, orders."""
    kinds = {"orders": {"steps": steps, **orders}, "advice": {}}
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": priority}}},
    }
    return center(types=kinds, groups=groups)


ALSO = {"ring_2": {"after": "30s", "also": {"experts": 2}}}


def test_a_group_that_a_step_names_takes_nothing_before_it():
    # Expert 1 is idle all the time: the second order is his after 30 s, not at once.
    assert story(rings(ALSO), day((0, 100), (10, 50))) == [("agent", 0, 100, 0), ("agent", 30, 90, 1)]


def test_a_group_that_is_ranked_may_take_it_from_the_beginning():
    scenario = rings(ALSO, ranks={"front": 1, "experts": 2})
    assert story(scenario, day((0, 100), (10, 50))) == [("agent", 0, 100, 0), ("agent", 0, 60, 1)]


def test_an_agent_who_becomes_free_sees_only_those_who_have_reached_the_step():
    # At 60 expert 1 has finished the advice; of the orders one has waited 40 s, one 20 s: that one waits until 70.
    scenario = rings(ALSO)
    work = day((0, 60), (1, 500), (20, 5), (40, 5), types=[1, 0, 0, 0])
    assert story(scenario, work)[2:] == [("agent", 40, 65, 1), ("agent", 30, 75, 1)]


def test_also_is_what_after_of_the_group_is():
    """Two ways to write it, to the bit."""
    work = day(*((30 * k, 37 + 13 * (k % 7), 90) for k in range(60)), types=[k % 3 == 0 for k in range(60)])
    step = simulated(rings(ALSO, ranks={"front": 1}), work)
    after = center(
        types={"orders": {"ranks": {"front": 1, "experts": 2}}, "advice": {}},
        groups={
            "front": {"agents": 1, "serves": {"orders": {}}},
            "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"after": "30s"}}},
        },
    )
    other = simulated(after, work)
    assert (step.contacts["answered_by"] != NOBODY).sum() > 20
    for name, column in step.contacts.items():
        assert column.tobytes() == other.contacts[name].tobytes(), name


def test_only_takes_a_contact_away_from_who_could_take_it_before():
    # The front is free at 70, when the order has waited 60 s and is the experts': it takes the younger one.
    steps = {"experts": {"after": "60s", "only": {"experts": 1}}}
    work = day((0, 70), (0, 100), (10, 10), (30, 20), types=[0, 1, 0, 0])
    assert story(rings(steps), work)[2:] == [("agent", 90, 110, 1), ("agent", 40, 90, 0)]


def test_flatten_makes_it_the_own_work_of_whoever_may_take_it():
    # Expert 1, who takes advice first, finds at 100 advice that has waited 50 s and an older order.
    steps = {"together": {"after": "60s", "flatten": True}}
    orders = {"ranks": {"front": 1, "experts": 2}}
    busy = ((0, 500), (0, 100))
    old, young = day(*busy, (10, 5), (50, 5), types=[0, 1, 0, 1]), day(*busy, (45, 5), (50, 5), types=[0, 1, 0, 1])
    assert [agent for *_, agent in story(rings(steps, 2, **orders), old)] == [0, 1, 1, 1]
    answered = [wait for _, wait, *_ in story(rings(steps, 2, **orders), old)]
    assert answered[2:] == [90, 55], "the order has waited for 60 s: the older one first"
    answered = [wait for _, wait, *_ in story(rings(steps, 2, **orders), young)]
    assert answered[2:] == [60, 50], "the order has waited for 55 s: advice first"


def test_who_joins_after_flatten_is_alike_until_an_only():
    flat = {"together": {"after": "10s", "flatten": True}, "more": {"after": "20s", "also": {"experts": 2}}}
    table = eligibility_of(rings(flat, 2))
    assert [reach.flat for reach in table.reaches[0]] == [False, True, True]
    assert table.reaches[0][2].tiers == ((0, 1),)
    anew = {**flat, "anew": {"after": "30s", "only": {"front": 1, "experts": 2}}}
    last = eligibility_of(rings(anew, 2)).reaches[0][-1]
    assert (last.tiers, last.flat) == (((0,), (1,)), False)


def test_the_rank_of_a_step_decides_between_groups_that_join_together():
    """Ring beats skill, or skill beats ring: the two are a rank apart."""
    groups = {name: {"agents": 1, "serves": {"orders": {}}} for name in ("front", "near", "far")}
    work = day((0, 500), (10, 5), (40, 5))
    for near, far, first in ((1, 2, 1), (2, 1, 2), (1, 1, 1)):
        steps = {"wider": {"after": "20s", "also": {"near": near, "far": far}}}
        scenario = center(types={"orders": {"steps": steps}}, groups=groups)
        assert story(scenario, work)[1] == ("agent", 20, 35, first)


def test_the_groups_own_after_filters_as_well():
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"orders": {"after": "45s"}}},
    }
    scenario = center(types={"orders": {"steps": ALSO}}, groups=groups)
    assert story(scenario, day((0, 500), (10, 5)))[1] == ("agent", 45, 60, 1)


def test_steps_of_one_wait_apply_in_the_order_of_the_file():
    also, only = {"after": "30s", "also": {"experts": 1}}, {"after": "30s", "only": {"front": 1}}
    work = day((0, 100), (10, 5))
    ranks = {"front": 1}
    assert story(rings({"also": also, "only": only}, ranks=ranks), work)[1] == ("agent", 90, 105, 0)
    assert story(rings({"only": only, "also": also}, ranks=ranks), work)[1] == ("agent", 30, 45, 1)


def test_the_place_in_line_is_kept():
    # The older of two orders has gone on to the experts' queue too; the front still takes it first.
    work = day((0, 60), (0, 500), (10, 5), (50, 5), types=[0, 1, 0, 0])
    assert story(rings(ALSO), work)[2:] == [("agent", 50, 65, 0), ("agent", 15, 70, 0)]


def test_steps_begin_anew_with_every_wait():
    # Order 0 is passed back at 50 and keeps its place; the front goes on with order 1. Experts may take it at 80.
    back = {"of": {"type": "orders", "group": "front"}, "share": ["100%", "0%"], "at": "50%", "pass": {"place": "kept"}}
    groups = {name: {"agents": 1, "serves": {"orders": {}}} for name in ("front", "experts")}
    scenario = center(types={"orders": {"steps": ALSO}}, groups=groups, transfers={"back": back})
    log = simulated(scenario, day((0, 100), (20, 900)))
    assert spans_of(log, SpanKind.QUEUE) == [(0, SpanKind.QUEUE, None, 50, 80), (1, SpanKind.QUEUE, None, 20, 50)]


def test_a_step_that_changes_nothing_is_no_step():
    plain = eligibility_of(rings({}, ranks={"front": 1, "experts": 2}))
    nothing = {"nothing": {"after": "20s", "also": {"experts": 2}}}
    assert eligibility_of(rings(nothing, ranks={"front": 1, "experts": 2})).reaches == plain.reaches


def test_flatten_at_once_is_equal_priorities():
    """Whoever waits for a thousandth of a millisecond is the own work of all."""
    work = day(*((7 * k + k % 5, 31 + 13 * (k % 7), 200) for k in range(90)), types=[k % 2 for k in range(90)])
    flat = {"at_once": {"after": "0.000001s", "flatten": True}}
    ranks = {"front": 1, "experts": 2}
    with pytest.raises(ValueError, match="after"):
        rings({"at_once": {"after": "0s", "flatten": True}})
    one, other, first = (
        simulated(rings(steps, priority, ranks=ranks), work).contacts["answered_s"]
        for steps, priority in ((flat, 2), ({}, 1), ({}, 2))
    )
    assert one.tobytes() == other.tobytes()
    assert one.tobytes() != first.tobytes()


def test_an_only_ends_what_flatten_began():
    # At 100 the order has waited for 95 s: the step at 90 s makes it the experts' second choice again.
    flat = {"together": {"after": "60s", "flatten": True}}
    ends = {**flat, "anew": {"after": "90s", "only": {"front": 1, "experts": 1}}}
    work = day((0, 500), (0, 100), (5, 5), (50, 5), types=[0, 1, 0, 1])
    ranks = {"ranks": {"front": 1, "experts": 2}}
    assert [wait for _, wait, *_ in story(rings(flat, 2, **ranks), work)][2:] == [95, 55]
    assert [wait for _, wait, *_ in story(rings(ends, 2, **ranks), work)][2:] == [100, 50]
