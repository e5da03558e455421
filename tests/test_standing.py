"""Who leads, who cannot be told from the leader, and the loss of choosing one everywhere."""

import random
from dataclasses import replace

import pytest
from hotline import by_hand
from places import in_futures, shifted

from simulator.compared import Compared
from simulator.metrics.measure import MEASURES
from simulator.scenario.judged.goal import Goal, Term
from simulator.standing import contenders, least_loss, standing, worst_loss
from simulator.stats.paired import Verdict

TODAY = shifted(0)


def standings(run):
    return [standing(one, contenders(run)) for one in run]


def test_the_leader_has_the_highest_value_and_equals_share_it():
    (only,) = standings(in_futures({None: {"a": TODAY, "b": shifted(30), "c": shifted(30), "d": shifted(-10)}}))
    assert (only.leader, only.equals, only.rivals) == ("b", ("c",), ())
    assert only.best == only.ahead == ("b", "c")


def test_a_rival_leaves_nobody_best():
    (only,) = standings(in_futures({None: {"a": TODAY, "b": shifted(1, 20), "c": shifted(-80)}}))
    assert (only.leader, only.rivals, only.best, only.ahead) == ("b", ("a",), (), ("a", "b"))


def test_the_loss_is_the_largest_distance_to_the_best_of_a_future():
    run = in_futures(
        {
            None: {"a": TODAY, "b": shifted(30), "c": shifted(-20)},
            "busy": {"a": TODAY, "b": shifted(10), "c": shifted(50)},
        }
    )
    worst = {name: worst_loss(name, standings(run)) for name in run.strategies}
    assert {name: round(loss.size, 6) for name, loss in worst.items()} == {"a": 0.05, "b": 0.04, "c": 0.05}
    assert (worst["a"].to_leader.future, worst["c"].to_leader.future) == ("busy", None)
    assert least_loss(run.strategies, standings(run)).strategy == "b"


def test_a_leader_everywhere_loses_nothing():
    run = in_futures({None: {"a": TODAY, "b": shifted(30)}, "busy": {"a": TODAY, "b": shifted(10)}})
    assert worst_loss("b", standings(run)).size == 0.0


@pytest.mark.parametrize(("differ", "expected"), [((), ("a", "b", "c")), (("c",), ("a", "b")), (("b", "c"), ("a",))])
def test_who_changed_the_customers_is_not_compared(differ, expected):
    served = {"a": TODAY, "b": shifted(30), "c": shifted(60)}
    assert contenders(in_futures({None: served}, customers_differ=differ)) == expected


def test_nobody_leads_where_nobody_came():
    run = in_futures({None: {"a": TODAY, "b": TODAY}})
    for stack in run.first.stacks.values():
        stack.sums[:] = 0.0
    assert standings(run) == [None]


@pytest.mark.parametrize("seed", range(40))
def test_best_is_told_and_who_may_be_is_told_to_be_worse_than_nobody(seed):
    dice = random.Random(seed)
    served = {name: shifted(dice.choice([0, 0, 2, 5, 30]), dice.choice([0, 1, 4, 20])) for name in "abcde"}
    differ = tuple(name for name in "bcde" if dice.random() < 0.2)
    one = by_hand(served, customers_differ=differ)
    found = standing(one)
    better = {(x, y) for x in found.among for y in found.among if x != y and _told(one, x, y)}
    assert set(found.among).isdisjoint(differ)
    assert set(found.ahead) == {y for y in found.among if not any((x, y) in better for x in found.among)}
    for name in found.best:
        rest = set(found.among) - set(found.best)
        assert all((name, other) in better for other in rest)
    assert bool(found.best) != bool(found.may_be_best)


def _told(one, x, y):
    return one.goal_delta(x, against=y).verdict is Verdict.BETTER


def test_whoever_is_told_to_be_worse_than_another_cannot_be_best_even_if_not_worse_than_the_leader():
    # The leader's days waver so much that b cannot be told from it; c beats b every day.
    days = {"a": shifted(30, 80), "b": shifted(0), "c": shifted(10, 1)}
    found = standing(by_hand(days))
    assert (found.leader, found.ahead, found.best) == ("a", ("a", "c"), ())
    assert found.mark("b") == ""
    assert found.mark("c") == "may be best"


def test_the_bound_of_a_loss_is_what_may_be_lost_in_any_place():
    calm = {"a": TODAY, "b": shifted(30, 1)}
    run = in_futures({None: calm, "busy": calm | {"b": shifted(1, 20)}})
    loss = worst_loss("b", standings(run))
    assert loss.size == 0
    assert loss.at_most == pytest.approx(run.at("busy").goal_delta("a", against="b").high)
    only = in_futures({None: calm, "calm": calm})
    assert worst_loss("b", standings(only)).at_most == 0


def test_where_less_is_better_the_loss_is_still_more_than_nothing():
    run = in_futures({None: {"a": TODAY, "b": shifted(30)}})
    fewer = replace(run.first, goal=Goal((Term("abandonment_rate"),)))
    fewer.stacks["a"].sums[:, MEASURES.index("abandoned"), 0] = 100.0
    found = standing(fewer)
    assert (found.leader, found.best) == ("b", ("b",))
    assert worst_loss("a", [found]).size == pytest.approx(0.1)
    assert worst_loss("b", [found]).size == 0


def test_who_leads_is_worked_out_once():
    # Every column of a table asks for it.
    run = in_futures({None: {"a": TODAY, "b": shifted(30), "c": shifted(-10)}})
    assert standing(run.first) is standing(run.first, contenders(run))
    assert run.first.goal_delta("b") is run.first.goal_delta("b")


def test_one_replication_tells_nobody_apart():
    (only,) = standings(Compared((by_hand({"a": TODAY[:1], "b": shifted(30)[:1]}),)))
    assert only.may_be_best == ("a", "b")
