"""Who is taken at random is the one on whom a uniform falls: all as likely, in any order in which they are listed."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from simulator.demand.draws import Purpose, u_column
from simulator.demand.later import ordinal_of
from simulator.routing.random_agent import random_agent, random_group, random_of


@dataclass
class Agent:
    id: int
    idle_since_s: float = 0.0


@dataclass
class Group:
    idle: list[Agent] = field(default_factory=list)


# Idle longest first: not in the order of their numbers.
FRONT = Group([Agent(2, 1.0), Agent(0, 5.0)])
BACK = Group([Agent(7, 3.0), Agent(5, 8.0), Agent(6, 9.0)])
NOBODY = Group()
UNIFORMS = u_column(np.arange(20_000, dtype=np.uint64), Purpose.AGENT)


@pytest.mark.parametrize(("uniform", "number"), [(2.0**-53, 0), (0.19, 0), (0.21, 2), (0.5, 5), (0.79, 6), (0.99, 7)])
def test_agents_are_counted_by_their_numbers(uniform, number):
    for groups in ([FRONT, BACK], [BACK, NOBODY, FRONT]):
        assert random_agent(groups, uniform).id == number
    assert random_of(reversed([*FRONT.idle, *BACK.idle]), uniform).id == number


def test_all_agents_are_as_likely():
    found = np.array([random_agent([FRONT, BACK], float(one)).id for one in UNIFORMS])
    counts = [(found == number).mean() for number in (0, 2, 5, 6, 7)]
    assert sum(counts) == 1.0
    assert counts == pytest.approx([0.2] * 5, abs=4.5 * (0.16 / len(UNIFORMS)) ** 0.5)


def test_of_a_random_group_the_one_idle_longest_is_taken():
    found = [random_group([FRONT, NOBODY, BACK], float(one)).id for one in UNIFORMS]
    # A group of three is no more likely than one of two, and one with nobody free is never asked.
    assert {*found} == {2, 7}
    assert found.count(2) / len(found) == pytest.approx(0.5, abs=4.5 * 0.5 / len(UNIFORMS) ** 0.5)


def test_nobody_free_is_nobody():
    for rule in (random_agent, random_group):
        assert rule([NOBODY, NOBODY], 0.5) is None
        assert rule([], 0.5) is None
    assert random_of([], 0.5) is None


def test_the_last_uniform_is_the_last_agent():
    for last in (random_agent, random_group):
        assert last([FRONT, BACK], 1.0 - 2.0**-53).id == 7


def test_every_look_of_a_contact_is_another_draw():
    places = [ordinal_of(attempt, hop, look) for attempt in (1, 2, 1 << 20) for hop in (0, 1, (1 << 20) - 1)
              for look in (0, 1, 1000)]  # fmt: skip
    assert len({*places}) == 27
    assert ordinal_of(1, 0, 0) == 0
    with pytest.raises(AssertionError):
        ordinal_of(1, 1 << 20)
