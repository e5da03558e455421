"""Replications in any number of chunks and processes are the same replications."""

import numpy as np
import pytest
from hotline import study

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.execution.tasks import (
    CHUNK_S,
    SMALL_S,
    Plan,
    Task,
    join,
    plan_chunks,
    run_all,
    simulate_replications,
)
from simulator.metrics.measure import measure


class Told:
    """Progress that remembers."""

    def __init__(self):
        self.promised, self.done = {}, {}

    def started(self, strategies, replications):
        self.promised = dict.fromkeys(strategies, replications)

    def finished(self, strategy, replications):
        self.done[strategy] = self.done.get(strategy, 0) + replications


def assert_same(one, other):
    assert one.cells == other.cells
    np.testing.assert_array_equal(one.sums, other.sums)
    for name in ("starts", "place", "number", "count"):
        np.testing.assert_array_equal(getattr(one.waits, name), getattr(other.waits, name))


def test_replication_i_is_what_its_number_says_wherever_a_task_begins():
    scenario = study().resolve("as_today")
    middle = simulate_replications(scenario, seed=3, first=2, last=4)
    alone = measure(simulate(scenario, draw(scenario, 3, 3)))
    np.testing.assert_array_equal(middle.sums[1], alone.sums)
    np.testing.assert_array_equal(middle.waits.number[middle.waits.starts[1] :], alone.waits.number)


def test_chunks_joined_are_the_whole():
    scenario = study().resolve("three")
    whole = simulate_replications(scenario, 3, 0, 7)
    assert_same(join([simulate_replications(scenario, 3, first, min(first + 3, 7)) for first in (0, 3, 6)]), whole)


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_replications_of_all_strategies_come_back_in_order_and_are_told(jobs):
    scenarios = {name: study().resolve(name) for name in ("as_today", "three")}
    told = Told()
    stacks = run_all(scenarios, 9, 3, jobs, told)
    assert told.done == told.promised == {"as_today": 9, "three": 9}
    for name, scenario in scenarios.items():
        assert_same(stacks[name], simulate_replications(scenario, 3, 0, 9))


def test_a_single_replication_is_enough():
    stacks = run_all({"as_today": study().resolve("as_today")}, 1, 3)
    assert len(stacks["as_today"].sums) == 1


def test_small_work_stays_in_this_process_unless_told_otherwise():
    assert plan_chunks(took_s=SMALL_S / 1000, left=900, jobs=None)[0] == 1
    assert plan_chunks(took_s=SMALL_S / 1000, left=900, jobs=3)[0] == 3
    assert plan_chunks(took_s=10.0, left=2, jobs=None)[0] >= 1


def test_chunks_are_short_and_enough_for_everybody():
    assert plan_chunks(took_s=0.01, left=10_000, jobs=2)[1] == round(CHUNK_S / 0.01)
    assert plan_chunks(took_s=0.001, left=40, jobs=2)[1] == 5
    assert plan_chunks(took_s=60.0, left=40, jobs=2)[1] == 1
    assert plan_chunks(took_s=0.0, left=0, jobs=2)[1] == 1


@pytest.mark.parametrize("size", [1, 3, 4, 100])
@pytest.mark.parametrize("firsts", [(0, 0), (2, 0, 0), (8, 0), (8, 8), (8, 0, 8)])
def test_a_plan_holds_every_replication_of_every_run_once_and_in_order(firsts, size):
    runs = [Task(study().resolve("three"), number, first, 8) for number, first in enumerate(firsts)]
    plan = Plan(runs, size)
    chunks = list(plan)
    assert len(chunks) == len(plan)
    assert [chunk.seed for chunk in chunks] == [plan.run_of(index) for index in range(len(plan))]
    days = [(chunk.seed, day) for chunk in chunks for day in range(chunk.first, chunk.last)]
    assert days == [(number, day) for number, first in enumerate(firsts) for day in range(first, 8)]
    assert all(1 <= chunk.last - chunk.first <= size for chunk in chunks)
    assert plan[1:3] == chunks[1:3]
