"""Random centers with people on call: engine, naive twin, every invariant."""

from collections import Counter

import pytest
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import SpanKind


@pytest.mark.parametrize("first", [0, 15])
def test_random_centers_with_people_on_call_agree(first):
    for seed in range(first, first + 15):
        agrees_with_reference(seed, seed % 2 == 1, shifts=True, on_call=True, skills=seed % 3 == 0)


@pytest.mark.long
@pytest.mark.parametrize("first", [4000, 4500])
def test_many_random_centers_with_people_on_call_agree(first):
    for seed in range(first, first + 40):
        agrees_with_reference(seed, seed % 2 == 1, shifts=True, on_call=True, skills=seed % 4 == 0, helps=seed % 4 == 1)


def test_the_swarm_with_people_on_call_meets_everything():
    met: Counter[str] = Counter()
    for seed in range(40):
        scenario, workload = random_center(seed, shifts=True, on_call=True)
        log = simulate(scenario, workload)
        met["on call"] += int((log.spans["kind"] == SpanKind.ON_CALL).sum())
        rules = list(scenario.interventions.values())
        columns = [log.interventions[name].tolist() for name in ("rule", "did")] if rules else [[], []]
        for rule, did in zip(*columns, strict=True):
            if rules[rule].call_in is not None:
                met["all come" if did == rules[rule].call_in.number else "fewer come"] += 1
    assert min(met[one] for one in ("on call", "all come", "fewer come")) >= 10, met
