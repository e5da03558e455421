"""Random centers: the engine against its naive twin, to the bit, and every invariant."""

import numpy as np
import pytest
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.record import Witness
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind
from simulator.scenario.nouns import Intervention


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_centers_agree_with_the_naive_engine(first):
    for seed in range(first, first + 50):
        agrees_with_reference(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 5000, 500))
def test_many_random_centers_agree_with_the_naive_engine(first):
    for seed in range(first, first + 100):
        agrees_with_reference(seed)


@pytest.mark.parametrize("coming_again", [False, True])
def test_recording_decisions_changes_nothing(coming_again):
    for seed in range(40):
        scenario, workload = random_center(seed, coming_again)
        silent, recorded = simulate(scenario, workload), simulate(scenario, workload, record=Witness())
        for table in ("contacts", "spans"):
            for name, column in getattr(silent, table).items():
                np.testing.assert_array_equal(column, getattr(recorded, table)[name])


def test_the_swarm_meets_every_ending():
    endings = set()
    for seed in range(200):
        endings |= set(simulate(*random_center(seed)).contacts["ended_by"].tolist())
    assert endings == {
        EndedBy.AGENT,
        EndedBy.ABANDONED,
        EndedBy.BLOCKED,
        EndedBy.CLEARED,
        EndedBy.VOICEMAIL,
        EndedBy.REFUSED,
        EndedBy.MOVED,
        EndedBy.SENT_AWAY,
        EndedBy.STILL_OPEN,
    }


def test_the_swarm_bears_contacts_whose_talk_goes_by_the_time_of_day():
    found = 0
    for seed in range(200):
        scenario, workload = random_center(seed, interventions=False)
        by_clock = [
            len({each.deterministic for each in kind.talk.values()}) > 1 for kind in scenario.contact_types.values()
        ]
        if any(by_clock):
            types = simulate(scenario, workload).contacts["type"][len(workload) :]
            found += sum(by_clock[number] for number in types.tolist())
    assert found > 100


def test_the_swarm_meets_every_intervention():
    acts, on_the_way = set(), 0
    for seed in range(100):
        scenario, workload = random_center(seed)
        if scenario.interventions:
            log, rules = simulate(scenario, workload), list(scenario.interventions.values())
            acts |= {rules[number].verb for number in log.interventions["rule"].tolist()}
            on_the_way += int((log.spans["kind"] == SpanKind.OFF_PHONE).sum())
    assert acts == set(Intervention.exactly_one)
    assert on_the_way > 10
