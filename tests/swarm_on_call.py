"""Random people on call, laid over the tree of a random center with shifts, and interventions that call them in."""

from typing import Any

import numpy as np
from swarm_interventions import a_condition, again, types_named
from swarm_overflow import every, one_of, some_of

_READY = ("0s", "10s", "1m", "5m", "10m")


def with_people_on_call(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let some shifts be on call, at least one where there are any, and let them be called in."""
    able = {name: group for name, group in tree["agent_groups"].items() if "shifts" in group}
    rules: list[dict[str, Any]] = []
    for name, group in able.items():
        shifts = list(group["shifts"].values())
        mine = [shift for shift in shifts if dice.random() < 0.4] or [shifts[-1]]
        for shift in mine:
            shift["on_call"] = {"paid": str(dice.choice(["0%", "25%"]))}
        rules += [_called(dice, tree, name) for _ in range(dice.integers(1, 3))]
    if rules and dice.random() < 0.3:
        verb = str(dice.choice(["open", "close"]))
        rules.append({"when": a_condition(dice, tree), "again": "2h", verb: some_of(dice, types_named(tree))})
    if rules:
        tree["interventions"] = {f"call{number}": rule for number, rule in enumerate(rules)}


def _called(dice: np.random.Generator, tree: dict[str, Any], group: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"when": a_condition(dice, tree)} | again(dice, tree)
    if dice.random() < 0.3:
        rule["look"] = every(dice, tree)
    called = {"number": int(dice.integers(1, 4)), "to": group, "ready": one_of(dice, _READY)}
    return rule | {"call_in": called}
