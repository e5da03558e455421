"""Who may serve whom, worked out by hand: after, handle-time factor, age credit, due time."""

from building import OPENS_S, center, day, simulated, story, told


def teams(**helpers):
    """Return two groups of one agent: the front (agent 0) serves calls, the helpers (agent 1) as stated."""
    return {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": helpers}},
    }


def test_a_group_with_after_gets_a_contact_only_once_it_has_waited_that_long():
    # Helper 1 is idle all the time, but may take a call only after 30 s.
    scenario = center(groups=teams(after="30s"))
    assert story(scenario, day((0, 100), (10, 50), (95, 5))) == [
        ("agent", 0, 100, 0),
        ("agent", 30, 90, 1),
        ("agent", 5, 105, 0),
    ]


def test_a_contact_whose_wait_ends_meanwhile_is_not_looked_for():
    # The second call leaves after 20 s, the third is taken by agent 0 after 10 s: the helper stays idle.
    scenario = center(groups=teams(after="30s"))
    assert story(scenario, day((0, 100), (10, 50, 20), (90, 5))) == [
        ("agent", 0, 100, 0),
        ("abandoned", 20, 30, None),
        ("agent", 10, 105, 0),
    ]


def test_patience_and_after_at_one_instant_is_answered():
    scenario = center(groups=teams(after="30s"))
    assert story(scenario, day((0, 100), (10, 50, 30)))[1] == ("agent", 30, 90, 1)


def test_a_freed_helper_leaves_the_young_alone_and_takes_the_old():
    # Helper 1 takes the second call at 40 (wait 30) until 60; at 60 the third has waited 5 s: not yet; at 85 it has 30.
    scenario = center(groups=teams(after="30s"))
    assert story(scenario, day((0, 500), (10, 20), (55, 5)))[1:] == [("agent", 30, 60, 1), ("agent", 30, 90, 1)]


def test_after_of_several_groups_opens_them_one_by_one():
    groups = teams(after="20s") | {"more": {"agents": 1, "serves": {"calls": {"after": "60s"}}}}
    scenario = center(groups=groups)
    # 0 s: front. 1 s: helper at 21 until 221. 2 s: `more` at 62.
    assert story(scenario, day((0, 300), (1, 200), (2, 10))) == [
        ("agent", 0, 300, 0), ("agent", 20, 221, 1), ("agent", 60, 72, 2),
    ]  # fmt: skip


def test_ranks_decide_among_those_whose_after_is_met():
    # Ranked first, but only after 30 s: on arrival the lower ranked front takes the call.
    kinds = {"calls": {"ranks": {"helpers": 1, "front": 2}}}
    scenario = center(types=kinds, groups=teams(after="30s"))
    assert [agent for *_, agent in story(scenario, day((0, 100), (5, 10)))] == [0, 1]


def test_handle_time_makes_talk_and_wrap_up_longer_with_that_group():
    scenario = center(groups=teams(handle_time=1.5))
    assert story(scenario, day((0, 100, 99, 10), (1, 100, 99, 10))) == [("agent", 0, 100, 0), ("agent", 0, 151, 1)]
    # Wrap-up of 10 s takes the helper 15 s: free again at 166, not at 161.
    contacts = day((0, 900), (1, 100, 99, 10), (160, 4, 5), (165.5, 4, 5))
    assert [how for how, *_ in story(scenario, contacts)] == ["agent", "agent", "abandoned", "agent"]


def test_talk_and_wrap_up_may_have_factors_of_their_own():
    scenario = center(groups=teams(handle_time={"talk": 1.5, "wrap_up": 0.5}))
    log = simulated(scenario, day((0, 900), (1, 100, 99, 10)))
    # The helper talks for 150 s, from 1 to 151, and is done 5 s later.
    assert told(log)[1] == ("agent", 0, 151, 1)
    assert log.contacts["closed_s"][1] == OPENS_S + 156
    # Free again at 156: who comes at 150.5 and waits for 5 s leaves, who comes at 151.5 is served.
    contacts = day((0, 900), (1, 100, 99, 10), (150.5, 4, 5), (151.5, 4, 5))
    assert [how for how, *_ in story(scenario, contacts)] == ["agent", "agent", "abandoned", "agent"]


def test_a_factor_that_is_left_out_is_1():
    for said, ends, closes in (({"talk": 2}, 201, 211), ({"wrap_up": 2}, 101, 121)):
        log = simulated(center(groups=teams(handle_time=said)), day((0, 900), (1, 100, 99, 10)))
        assert (told(log)[1][2], log.contacts["closed_s"][1]) == (ends, OPENS_S + closes)


TWO = {"regular": {}, "priority": {"age_credit": "90s"}}


def test_age_credit_lets_the_younger_stand_ahead():
    # Regular waits since 10, priority since 90: 90 - 90 = 0 stands ahead of 10.
    contacts = day((0, 200), (10, 5), (90, 5), types=[0, 0, 1])
    assert story(center(1, types=TWO), contacts)[1:] == [("agent", 195, 210, 0), ("agent", 110, 205, 0)]
    # At 101 the credit is not enough: 101 - 90 = 11 stands behind 10.
    contacts = day((0, 200), (10, 5), (101, 5), types=[0, 0, 1])
    assert story(center(1, types=TWO), contacts)[1:] == [("agent", 190, 205, 0), ("agent", 104, 210, 0)]


def test_the_credit_is_no_wait():
    contacts = day((0, 200), (90, 5), types=[0, 1])
    assert story(center(1, types=TWO), contacts)[1] == ("agent", 110, 205, 0)
    # Nor does it count for `after`.
    groups = {
        "front": {"agents": 1, "serves": {"regular": {}}},
        "helpers": {"agents": 1, "serves": {"priority": {"after": "30s"}}},
    }
    assert story(center(types=TWO, groups=groups), day((0, 5), types=[1])) == [("agent", 30, 35, 1)]


def test_due_time_takes_who_must_be_answered_first():
    # Slow has 60 s, quick has 10 s. Slow came at 10 (due 70), quick at 50 (due 60): quick first.
    kinds = {"slow": {"service_level": "80% in 60s"}, "quick": {"service_level": "80% in 10s"}}
    scenario = center(1, types=kinds, routing={"contact": "due_time"})
    assert story(scenario, day((0, 100), (10, 5), (50, 5), types=[0, 0, 1]))[1:] == [
        ("agent", 95, 110, 0), ("agent", 50, 105, 0),
    ]  # fmt: skip
    by_age = story(center(1, types=kinds), day((0, 100), (10, 5), (50, 5), types=[0, 0, 1]))
    assert [wait for _, wait, *_ in by_age] == [0, 90, 55]
