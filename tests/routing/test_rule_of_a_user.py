"""A routing rule in plain Python plugs in, whichever engine runs: it decides, and its errors are its own."""

from collections.abc import Sequence

import numpy as np
import pytest
from building import center, day
from swarm import random_center

from simulator.engine import furnishing as module
from simulator.engine.simulate import simulate
from simulator.routing.longest_idle import LongestIdle
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class LastIn(AgentRule):
    """Who has been idle for the shortest time."""

    def __init__(self) -> None:
        self.asked = 0

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        self.asked += 1
        idle = [agent for group in groups for agent in group.idle]
        return max(idle, key=lambda agent: (agent.idle_since_s, agent.id), default=None)


class AsUsual(LongestIdle):
    """The default, by way of Python."""

    def choose(self, groups):
        return super().choose(groups)


class Broken(AgentRule):
    """A rule with a mistake."""

    def choose(self, groups):
        raise KeyError("no such skill")


def use(rule: AgentRule, monkeypatch: pytest.MonkeyPatch) -> AgentRule:
    monkeypatch.setattr(module, "agent_rule", lambda tables, type_, keeps, looks, taken, reserved=False: rule)
    return rule


def test_it_decides(monkeypatch):
    three, calls = center(3), day((0, 30), (10, 30), (100, 30), (200, 30))
    assert simulate(three, calls).contacts["answered_by"].tolist() == [0, 1, 2, 0]
    rule = use(LastIn(), monkeypatch)
    assert simulate(three, calls).contacts["answered_by"].tolist() == [2, 1, 1, 1]
    assert rule.asked == 4


def test_the_default_by_way_of_python_is_the_default(monkeypatch):
    compared = 0
    for seed in range(0, 200, 2):
        scenario, workload = random_center(seed, overflow=False)
        if scenario.routing.agent != "longest_idle" or any(one.slots for one in scenario.channels.values()):
            continue
        if any(
            any(one.keep_free.values()) for group in scenario.agent_groups.values() for one in group.serves.values()
        ):
            continue
        usual = simulate(scenario, workload)
        with monkeypatch.context() as patched:
            use(AsUsual(), patched)
            ours = simulate(scenario, workload)
        for name, column in usual.contacts.items():
            np.testing.assert_array_equal(column, ours.contacts[name], err_msg=f"random_center({seed}), {name}")
        compared += 1
    assert compared > 5


def test_its_mistake_is_told_where_it_is(monkeypatch):
    use(Broken(), monkeypatch)
    with pytest.raises(KeyError, match="no such skill") as caught:
        simulate(center(1), day((0, 30)))
    assert caught.traceback[-1].name == "choose"
