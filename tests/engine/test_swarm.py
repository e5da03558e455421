"""Random centers: the engine against its naive twin, to the bit, and every invariant."""

import numpy as np
import pytest
from checkers import check
from reference import Reference
from swarm import random_center

from simulator.engine.record import Decisions
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, EndedBy


def agrees_with_reference(seed: int) -> None:
    scenario, workload = random_center(seed)
    log = check(scenario, workload, simulate(scenario, workload))
    columns = (log.contacts[name].tolist() for name in ("ended_by", "answered_s", "ended_s", "answered_by"))
    ours = [
        (EndedBy(how).name.lower(), _number(answered), _number(ended), None if agent == NOBODY else agent)
        for how, answered, ended, agent in zip(*columns, strict=True)
    ]
    theirs = Reference(scenario, workload).run()
    for row, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        assert mine == other, f"random_center({seed}), contact {row}: engine {mine}, reference {other}"


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_centers_agree_with_the_naive_engine(first):
    for seed in range(first, first + 50):
        agrees_with_reference(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 11000, 500))
def test_many_random_centers_agree_with_the_naive_engine(first):
    for seed in range(first, first + 500):
        agrees_with_reference(seed)


def test_recording_decisions_changes_nothing():
    for seed in range(40):
        scenario, workload = random_center(seed)
        silent, recorded = simulate(scenario, workload), simulate(scenario, workload, record=Decisions())
        for name in silent.contacts:
            np.testing.assert_array_equal(silent.contacts[name], recorded.contacts[name])


def test_the_swarm_meets_every_ending():
    endings = set()
    for seed in range(100):
        endings |= set(simulate(*random_center(seed)).contacts["ended_by"].tolist())
    assert endings == {
        EndedBy.AGENT,
        EndedBy.ABANDONED,
        EndedBy.BLOCKED,
        EndedBy.CLEARED,
        EndedBy.VOICEMAIL,
        EndedBy.STILL_OPEN,
    }
