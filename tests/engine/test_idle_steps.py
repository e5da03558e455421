"""What is warned of as changing nothing changes nothing: the step can go, and the log stays as it is, to the bit."""

from dataclasses import replace

import numpy as np
from swarm import random_center

from simulator.engine.simulate import simulate
from simulator.scenario.nouns import Scenario
from simulator.scenario.sound.steps_taken import without_effect


def test_a_step_that_is_said_to_change_nothing_can_go():
    seen = 0
    for seed in range(400):
        scenario, workload = random_center(seed, overflow=False)
        for name, kind in scenario.contact_types.items():
            for word in [path[-1] for path, what, _ in without_effect(scenario, name, kind) if "same groups" in what]:
                steps = {other: step for other, step in kind.steps.items() if other != word}
                types = scenario.contact_types | {name: kind.model_copy(update={"steps": steps})}
                without = scenario.model_copy(update={"contact_types": types})
                assert isinstance(without, Scenario)
                with_it, other = (simulate(one, replace(workload)).contacts for one in (scenario, without))
                seen += 1
                for column in with_it:
                    same = np.array_equal(with_it[column], other[column], equal_nan=with_it[column].dtype.kind == "f")
                    assert same, f"center {seed}: {name}.steps.{word}, {column}"
    assert seen > 20
