"""Targets of random conversations are what a recount message by message says, whatever else the center has."""

from collections import Counter

import numpy as np
import pytest
from naive_targets import NAMES, TargetsRead, with_targets
from swarm import random_center

from simulator.engine.simulate import simulate
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, measure


def center_of(seed: int):
    """Return a random center with targets, and its workload."""
    leaving = {"shifts": True, "leaving": True} if seed % 3 == 2 else {}
    scenario, workload = random_center(seed, conversations=True, coming_again=seed % 4 == 1, **leaving)
    return with_targets(np.random.default_rng([seed, 31]), scenario), workload


def agrees(seed: int) -> Counter[str]:
    """Hold the measures of a random center against the recount; return what was met in it."""
    scenario, workload = center_of(seed)
    log = simulate(scenario, workload)
    summary, naive, met = measure(log), TargetsRead(scenario, log), Counter[str]()
    for cell in (cell for cell in summary.cells if cell.interval is None and cell.kind != "team"):
        place = summary.cells.index(cell)
        found = {name: summary.sums[MEASURES.index(name), place] for name in NAMES}
        assert found == naive.of(cell.of), f"seed {seed}, {cell.of}"
    whole = naive.of("all")
    for name in ("first_replies", "replies", "solved"):
        met[f"{name} met"] += whole[f"{name}_met"]
        met[f"{name} missed"] += whole[f"{name}_judged"] - whole[f"{name}_met"]
    for row in naive.rows:
        open_ = naive.first_reply(row, row) is None and naive.target(row, "first_reply") is not None
        met["first reply not counted"] += open_
        met["by hours"] += naive.by_hours[row.type]
    return met


@pytest.mark.parametrize("first", range(0, 24, 6))
def test_random_centers_with_targets_agree(first):
    for seed in range(first, first + 6):
        agrees(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(3000, 5000, 500))
def test_many_random_centers_with_targets_agree(first):
    for seed in range(first, first + 40):
        agrees(seed)


def test_the_random_targets_meet_everything():
    met = sum((agrees(seed) for seed in range(30)), Counter())
    assert not [what for what, times in met.items() if times < 10], met


@pytest.mark.parametrize("seed", [2, 5])
def test_intervals_add_up_to_the_days_and_these_to_the_whole(seed):
    scenario, workload = center_of(seed)
    summary = measure(simulate(scenario, workload))
    for of in ("all", *(f"type:{name}" for name in scenario.contact_types)):
        cells = [place for place, cell in enumerate(summary.cells) if cell.of == of and cell.is_interval]
        whole = summary.cells.index(Cell(of, None))
        for name in NAMES:
            row = summary.sums[MEASURES.index(name)]
            # What comes after closing is in no interval.
            assert row[cells].sum() <= row[whole]
