"""Who leads, who cannot be told from the leader, and the loss of choosing one everywhere."""

import pytest
from places import in_futures, shifted

from simulator.standing import contenders, least_loss, standing, worst_loss

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
