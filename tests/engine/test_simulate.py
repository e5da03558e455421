"""What a day needs and what it leaves behind."""

import gc
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from building import OPENS_S, center, day, simulated

from simulator.demand.workload import Workload, draw
from simulator.engine.simulate import simulate


@pytest.mark.parametrize("arrived", [-1.0, 7200.0], ids=["before opening", "at closing"])
def test_a_case_that_arrives_outside_the_horizon_is_refused(arrived):
    with pytest.raises(ValueError, match="while the center is closed"):
        simulate(center(1), day((arrived, 10)))


def test_a_case_at_the_first_and_the_last_instant_is_taken():
    log = simulated(center(1), day((0, 10), (7200 - 2**-20, 10)))
    assert log.contacts["wait_s"].tolist() == [0, 0]


def test_cases_that_are_not_in_the_order_of_their_arrival_are_refused():
    backwards = replace(day((0, 10), (10, 10), (20, 10)), arrived_s=np.array([0.0, 20.0, 10.0]) + OPENS_S)
    with pytest.raises(ValueError, match="in the order of their arrival"):
        simulate(center(1), backwards)
    unknown = replace(day((0, 10), (10, 10)), arrived_s=np.array([0.0, np.nan]) + OPENS_S)
    with pytest.raises(ValueError):
        simulate(center(1), unknown)


PLAIN = center(40, types={"calls": {"arrivals": "600/h"}}, lines=50)
WITH_RULES = center(
    types={"calls": {"arrivals": "3000/h", "patience": {"exponential": {"mean": "2m"}}}},
    groups={"front": {"agents": 180, "serves": {"calls": {"solved": "50%"}}}},
    routing={"agent": "random"},
    follow_ups={
        "return": {"of": "calls", "when": {"solved": False}, "share": "50%", "after": "20m", "attempts": 3},
        "redial": {"of": "calls", "when": {"ended": "abandoned"}, "share": "50%", "after": "5m", "attempts": 3},
    },
    transfers={"again": {"of": "calls", "share": "10%", "at": "50%", "pass": {"warm": "10s", "place": "front"}}},
)


@pytest.mark.parametrize("scenario", [PLAIN, WITH_RULES], ids=["plain", "with rules"])
def test_a_day_that_is_over_leaves_nothing_of_its_contacts_behind(scenario):
    workload = draw(scenario, 1, 1)
    assert len(workload) > 1000
    simulate(scenario, workload)
    # Agents and their groups point at each other, and stay until somebody looks; that is as much on any day. What has
    # grown and is empty again keeps its room; two columns would be more than that.
    few = _left_by(scenario, _beginning_of(workload, 20))
    assert _left_by(scenario, workload) - few < 16 * len(workload)


def _left_by(scenario, workload):
    """Return how many bytes a day leaves where nobody looks for reference cycles."""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        simulate(scenario, workload)
        # Whoever looks now finds nothing of that day, but lets go of what Python keeps for the next small objects.
        gc.freeze()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        gc.unfreeze()
        gc.enable()


def _beginning_of(workload, cases):
    columns = {name: column for name, column in vars(workload).items() if np.shape(column)[:1] == (len(workload),)}
    return replace(workload, **{name: column[:cases] for name, column in columns.items()})


def test_a_days_columns_are_the_workloads_afterwards_too():
    scenario = center(2)
    workload = draw(scenario, 1, 1)
    kept = {name: column.copy() for name, column in vars(workload).items() if isinstance(column, np.ndarray)}
    simulate(scenario, workload)
    for name, column in kept.items():
        np.testing.assert_array_equal(getattr(workload, name), column)


def test_simulating_looks_for_cycles_afterwards_as_before():
    for look in (gc.enable, gc.disable, gc.enable):
        look()
        wanted = gc.isenabled()
        simulate(center(1), day((0, 10)))
        with pytest.raises(ValueError):
            simulate(center(1), Workload.of(types=[0], arrived_s=[0.0], talk_s=[1.0]))
        assert gc.isenabled() is wanted
