"""Random centers in which people have skills of their own: engine and naive twin, and every invariant."""

from collections import Counter

import pytest
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import NOBODY


@pytest.mark.parametrize("first", [0, 10])
def test_random_centers_with_skills_agree(first):
    for seed in range(first, first + 10):
        agrees_with_reference(seed, coming_again=seed % 2 == 1, shifts=True, skills=True)


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (22, "whoever was kept looks again when somebody who cannot take the contact has nothing in hand"),
        (4, "what a group keeps free is kept by all its pools"),
    ],
)
def test_a_random_center_with_skills_that_would_differ_agrees(seed, what):
    for coming_again in (False, True):
        agrees_with_reference(seed, coming_again, shifts=True, skills=True)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 2500, 500))
def test_many_random_centers_with_skills_agree(first):
    for seed in range(first, first + 40):
        for coming_again in (False, True):
            agrees_with_reference(seed, coming_again, shifts=True, skills=True)


def test_the_swarm_with_skills_meets_everything():
    met: Counter[str] = Counter()
    for seed in range(60):
        scenario, workload = random_center(seed, coming_again=seed % 2 == 1, shifts=True, skills=True)
        log = simulate(scenario, workload)
        types, columns = list(scenario.contact_types), (log.contacts["closed_by"], log.contacts["type"])
        for group in scenario.agent_groups.values():
            own = [scenario.people[one].skills for one in group.everybody]
            met["mixed"] += any(own) and not all(one == own[0] for one in own)
            met["beside others"] += any(own) and any(shift.agents for shift in (group.shifts or {}).values())
            for name in group.serves:
                met["kept free"] += any(own) and any(group.serves[name].keep_free.values())
                met["gate"] += any(own) and group.serves[name].while_ is not None
        for agent, kind in zip(*(column.tolist() for column in columns), strict=True):
            name = log.names.agents[agent].partition(" in ")[0] if agent != NOBODY else ""
            skills = scenario.people[name].skills if name in scenario.people else None
            if skills is not None:
                met["served by skill"] += 1
                groups = [one for one in scenario.agent_groups.values() if name in one.everybody]
                met["outside the group"] += not any(types[kind] in one.usual for one in groups)
    wanted = ("mixed", "beside others", "kept free", "gate", "served by skill", "outside the group")
    assert not [one for one in wanted if met[one] < 5], met
