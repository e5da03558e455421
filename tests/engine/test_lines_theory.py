"""Lines against theory: M/M/n/K, the product form of types with lines of their own, and ways to write the same."""

from math import factorial
from typing import Any

import numpy as np
import pytest
from agreement import assert_agrees
from building import center
from test_theory import balance

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog
from simulator.scenario.nouns import Scenario

CALLS = {"arrivals": "60/h", "talk": {"exponential": {"mean": "4m"}}}
SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a number": ({}, {"lines": 7}),
    "per agent": ({}, {"lines": {"per_agent": 1.4}}),
    "of the type": ({"lines": 7}, {}),
    "of the type, per agent": ({"lines": {"per_agent": 1.4}}, {}),
    "of both": ({"lines": {"per_agent": 1.4}}, {"lines": 7}),
    "places in the queue": ({"queue_limit": 2}, {}),
}
"""Seven lines for five agents, in several ways: of the type, of the channel."""


def of_five(name: str) -> Scenario:
    kind, channel = SAME[name]
    return center(5, types={"calls": {**CALLS, **kind}}, to="20:00", **channel)


def blocked(log: RunLog, type_: int = 0, from_s: float = 10 * 3600.0) -> float:
    """Return the share of a type's contacts that are blocked, after two hours."""
    mine = (log.contacts["type"] == type_) & (log.contacts["arrived_s"] >= from_s)
    return float((log.contacts["ended_by"][mine] == EndedBy.BLOCKED).mean())


@pytest.mark.parametrize("name", [one for one in SAME if one != "a number"])
def test_seven_lines_are_the_same_however_they_are_written(name):
    for replication in range(3):
        workload = draw(of_five("a number"), seed=3, replication=replication)
        one, other = simulate(of_five("a number"), workload), simulate(of_five(name), workload)
        for table in ("contacts", "spans"):
            mine, its = getattr(one, table), getattr(other, table)
            assert mine.keys() == its.keys()
            assert all(np.array_equal(mine[column], its[column], equal_nan=True) for column in mine), (name, table)
        assert (one.contacts["ended_by"] == EndedBy.BLOCKED).any()


def test_a_fraction_of_a_line_is_none():
    # 1.59 lines for each of five agents are 7.95.
    workload = draw(of_five("a number"), seed=3, replication=0)
    scenario = center(5, types={"calls": CALLS}, to="20:00", lines={"per_agent": 1.59})
    one, other = simulate(of_five("a number"), workload), simulate(scenario, workload)
    assert np.array_equal(one.contacts["ended_by"], other.contacts["ended_by"])


def test_lines_per_agent_give_finite_capacity():
    scenario = of_five("per agent")
    found = [blocked(simulate(scenario, draw(scenario, seed=5, replication=k))) for k in range(60)]
    assert_agrees(found, balance(5, 4.0, 0.0, 7)[0][7], relative=0.2, what="M/M/5/7: blocked")


def test_types_with_lines_of_their_own_have_the_product_form():
    # Agents for all: a state (i, j) is as likely as a^i/i! b^j/j!, of those that the lines let be.
    erlangs, own, all_ = (4.0, 3.0), 4, 7
    types = {"orders": {**CALLS, "lines": own}, "advice": {**CALLS, "arrivals": "45/h"}}
    weight = {
        (i, j): erlangs[0] ** i / factorial(i) * erlangs[1] ** j / factorial(j)
        for i in range(own + 1)
        for j in range(all_ - i + 1)
    }
    total = sum(weight.values())
    full = sum(one for (i, j), one in weight.items() if i + j == all_) / total
    orders = sum(one for (i, j), one in weight.items() if i == own or i + j == all_) / total
    scenario = center(all_, types=types, to="20:00", lines=all_)
    logs = [simulate(scenario, draw(scenario, seed=6, replication=k)) for k in range(60)]
    assert_agrees([blocked(log, 0) for log in logs], orders, relative=0.1, what="blocked orders")
    assert_agrees([blocked(log, 1) for log in logs], full, relative=0.15, what="blocked advice")
