"""Random interventions, laid over the tree of a random center: people moved and called in, types opened and closed.

Conditions are those of overflow rules, many of them so simple that they soon hold; times are those at which everything
else happens as well. Roster numbers stay few.
"""

from typing import Any

import numpy as np
from swarm_overflow import conditions, every, one_of, some_of

_READY = ("0s", "0s", "10s", "1m", "5m")
_FOR = (None, "10s", "1m", "5m", "20m")
_LONG = (None, "1m", "20m", "3h", "12h")


def with_interventions(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center up to four interventions, some of which undo what others do."""
    rules = [_rule(dice, tree) for _ in range(dice.integers(1, 5))]
    groups = list(tree["agent_groups"])
    if len(groups) > 1 and dice.random() < 0.3:
        # In a circle.
        rules += [
            {"when": a_condition(dice, tree)} | again(dice, tree) | _moved(dice, tree, group, groups[place - 1])
            for place, group in enumerate(groups)
        ]
    tree["interventions"] = {f"change{number}": rule for number, rule in enumerate(rules)}


def _rule(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"when": a_condition(dice, tree)}
    if dice.random() < 0.4:
        rule["look"] = every(dice, tree)
    rule |= again(dice, tree) | _verb(dice, tree)
    if _is_long(tree) and ("open" in rule or "close" in rule):
        # Once a minute, of two that undo each other, is thousands of times.
        rule.setdefault("again", "2h")
    return rule


def _is_long(tree: dict[str, Any]) -> bool:
    return tree["horizon"]["to"] == "24:00" or "days" in tree["horizon"]


def again(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, str]:
    often = ["3h", "5h", "11h"] if _is_long(tree) else ["10m", "20m", "25m"]
    return {"again": str(dice.choice(often))} if dice.random() < 0.4 else {}


def a_condition(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    form = dice.random()
    if form < 0.25:
        return {"waiting": int(dice.integers(0, 4))}
    if form < 0.45:
        return {"logged_in": {"at_least" if dice.random() < 0.5 else "at_most": int(dice.integers(1, 5))}}
    if form < 0.55:
        return {"oldest_wait": str(dice.choice(["10s", "30s", "1m"]))}
    return _of_the_center(dice, tree, conditions(dice, tree, waited=False))


def _of_the_center(dice: np.random.Generator, tree: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return conditions that say of which type they are where the center as a whole has no such number."""
    if "expected_wait" in said:
        said["expected_wait"].setdefault("of", one_of(dice, tree["contact_types"]))
    if "with_room" in said:
        said["with_room"].setdefault("type", one_of(dice, tree["contact_types"]))
    for way in ("all", "any"):
        for part in said.get(way, {}).values():
            _of_the_center(dice, tree, part)
    if "not" in said:
        _of_the_center(dice, tree, said["not"])
    return said


def _verb(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    groups, form = list(tree["agent_groups"]), dice.random()
    if form < 0.35 and len(groups) > 1:
        from_, to = dice.choice(groups, 2, replace=False).tolist()
        return _moved(dice, tree, from_, to)
    if form < 0.5:
        called = {"number": int(dice.integers(1, 4)), "to": one_of(dice, groups), "ready": str(dice.choice(_READY))}
        return {"call_in": called | _for(dice, tree)}
    if form < 0.65:
        return {"open": some_of(dice, types_named(tree))}
    if form < 0.85:
        return {"close": some_of(dice, types_named(tree))}
    of = some_of(dice, [*types_named(tree), *groups, *(f"group:{name}" for name in groups)])
    return {"extend": {"of": of, "by": str(dice.choice(["1m", "10m", "15m", "30m", "3h"]))}}


def _moved(dice: np.random.Generator, tree: dict[str, Any], from_: str, to: str) -> dict[str, Any]:
    number, leave = int(dice.integers(1, 4)), int(dice.choice([0, 0, 0, 1, 2]))
    said = {"number": number, "from": from_, "to": to, "ready": str(dice.choice(_READY)), "leave": leave}
    return {"move_people": said | _for(dice, tree)}


def _for(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, str]:
    said = one_of(dice, _LONG if _is_long(tree) else _FOR)
    return {} if said is None else {"for": said}


def types_named(tree: dict[str, Any]) -> list[str]:
    types, channels = tree["contact_types"], {noun["channel"] for noun in tree["contact_types"].values()}
    return [*types, *(f"type:{name}" for name in types), *(f"channel:{name}" for name in sorted(channels))]
