"""Random centers whose agents call for help: engine and naive twin, and every invariant."""

from collections import Counter

import numpy as np
import pytest
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import NOBODY


@pytest.mark.parametrize("first", [0, 20])
def test_random_centers_with_help_agree(first):
    for seed in range(first, first + 20):
        agrees_with_reference(seed, coming_again=seed % 2 == 1, shifts=seed % 4 > 1, helps=True)


@pytest.mark.parametrize("seed", [5000, 5020, 5025, 5301, 5312])
def test_random_centers_with_help_and_own_skills_agree(seed):
    agrees_with_reference(seed, seed % 2 == 1, shifts=True, skills=True, helps=True)


@pytest.mark.long
@pytest.mark.parametrize("first", [5100, 5300])
def test_many_random_centers_with_help_and_own_skills_agree(first):
    for seed in range(first, first + 40):
        agrees_with_reference(seed, seed % 2 == 1, shifts=True, skills=True, helps=True)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 3000, 500))
def test_many_random_centers_with_help_agree(first):
    for seed in range(first, first + 25):
        for coming_again, shifts in ((False, False), (True, False), (False, True), (True, True)):
            agrees_with_reference(seed, coming_again, shifts=shifts, helps=True)


def test_the_swarm_with_help_meets_everything():
    met: Counter[str] = Counter()
    for seed in range(80):
        scenario, workload = random_center(seed, coming_again=seed % 2 == 1, shifts=seed % 3 == 0, helps=True)
        log = simulate(scenario, workload)
        if not log.helps:
            continue
        called_s, begun_s, joined_s = (log.helps[name] for name in ("called_s", "begun_s", "joined_s"))
        helped = log.helps["helper"] != NOBODY
        met["at once"] += int((begun_s == called_s).sum())
        met["waited for help"] += int((begun_s > called_s).sum())
        met["nobody came"] += int((~helped).sum())
        met["over before ready"] += int((helped & np.isnan(joined_s)).sum())
        met["after closing"] += int((called_s > log.facts.closes_s).sum())
        rows = log.helps["contact"]
        met["passed on"] += int((log.contacts["closed_by"][rows] != log.helps["agent"]).sum())
        met["solved otherwise"] += sum(rule.help.solved is not None for rule in scenario.helps.values())
        met["serve nothing"] += any(not group.serves for group in scenario.agent_groups.values())
    wanted = ("at once", "waited for help", "nobody came", "over before ready", "passed on")
    assert not [one for one in (*wanted, "solved otherwise", "serve nothing") if met[one] < 5], met
    assert met["after closing"]
