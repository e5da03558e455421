"""Random situations: a seed draws a center and a routing test in it, on coarse times so that many things coincide."""

from typing import Any

import numpy as np
from building import center
from swarm import random_center

from simulator.scenario.nouns import RoutingTest, Scenario

WAITS_S = (0, 0, 10, 20, 30, 60)


def random_situation(seed: int) -> tuple[Scenario, RoutingTest]:
    """Return a scenario, and a test of which the expectation says nothing."""
    scenario, _ = random_center(seed, overflow=False)
    dice = np.random.default_rng([seed, 8])
    given = {f"c{number}": _contact(dice, scenario) for number in range(int(dice.integers(1, 6)))}
    free = {f"a{number}": _agents(dice, scenario) for number in range(int(dice.integers(0, 5)))}
    expect = {"c0": ["waits", "blocked", "refused", "voicemail", "redirected", "abandoned", "cleared", *free]}
    times = {"at": f"08:{dice.integers(10, 50)}"} if dice.random() < 0.5 else {}
    return scenario, RoutingTest.model_validate({"given": given, "free": free, "expect": expect, **times})


TYPES: dict[str, dict[str, Any]] = {"calls": {}, "chats": {"channel": "chat"}, "mails": {"channel": "mail"}}


def random_situation_by_count(seed: int) -> tuple[Scenario, RoutingTest]:
    """Return the same in a center where what agents took before decides, round midnight too."""
    dice = np.random.default_rng([seed, 9])
    rule = ("fewest_contacts", "round_robin")[seed % 2]
    at = ("12:00", "00:00:10", "00:00")[seed % 3]
    groups = {
        name: {"agents": 1, "serves": {"calls": {}} | {one: {} for one in TYPES if dice.random() < 0.7}}
        for name in ("front", "back", "third")
    }
    ranks = {name: int(dice.integers(1, 3)) for name in groups if dice.random() < 0.5}
    types = {
        name: {**one, "ranks": {group: rank for group, rank in ranks.items() if name in groups[group]["serves"]}}
        for name, one in TYPES.items()
        if any(name in group["serves"] for group in groups.values())
    }
    channels = {"chat": {"slots": 3, "agent": rule}, "mail": {"slots": 5, "agent": rule}}
    routing = {"agent": rule}
    scenario = center(types=types, groups=groups, channels=channels, routing=routing, to="24:00", **{"from": "00:00"})
    given = {f"c{number}": _contact(dice, scenario) for number in range(int(dice.integers(1, 7)))}
    for one in given.values():
        one["waited"] = "0s" if at == "00:00" or dice.random() < 0.7 else "10s"
    free = {f"a{number}": _agents(dice, scenario) for number in range(int(dice.integers(1, 5)))}
    return scenario, RoutingTest.model_validate({"given": given, "free": free, "expect": {"c0": "waits"}, "at": at})


def _contact(dice: np.random.Generator, scenario: Scenario) -> dict[str, Any]:
    name = str(dice.choice(list(scenario.contact_types)))
    contact: dict[str, Any] = {"type": name, "waited": f"{dice.choice(WAITS_S)}s"}
    segments = list(scenario.contact_types[name].segments)
    if segments and dice.random() < 0.6:
        contact["segment"] = str(dice.choice(segments))
    return contact | ({"patience": f"{dice.choice([30, 60])}s"} if dice.random() < 0.2 else {})


def _agents(dice: np.random.Generator, scenario: Scenario) -> dict[str, Any]:
    name = str(dice.choice(list(scenario.agent_groups)))
    agents: dict[str, Any] = {"group": name, "idle": f"{dice.choice([0, 0, 0, 10, 30])}s"}
    if dice.random() < 0.4:
        served = {scenario.contact_types[one].channel for one in scenario.agent_groups[name].serves}
        agents["in_hand"] = {str(dice.choice(sorted(served))): int(dice.integers(1, 3))}
    return agents | ({"agents": 2} if dice.random() < 0.2 else {})
