"""Random rules by how things stand, laid over the tree of a random center: overflow, gates, reservation, announcements.

Bounds are small numbers and multiples of ten seconds, as everything else of a random center, so that they are met
exactly, and several at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

_WAITS = ("0s", "10s", "20s", "30s", "1m", "2m")
_SHARES: tuple[Any, ...] = ("100%", "100%", "50%", ["50%", "100%"], ["0%", "50%"])
_PREDICTORS = ("last_wait", "mean_of_last", "average", "head", "queue")
_EDGES = ("08:00", "08:10", "08:20", "08:30", "08:40", "08:50", "09:00", "23:50", "24:10")


def with_overflow(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center some of all of it."""
    what = dice.integers(1, 16)
    if what & 1 or what & 2:
        tree["overflow"] = {f"rule{number}": _rule(dice, tree) for number in range(dice.integers(1, 5))}
    if what & 4:
        for group in tree["agent_groups"].values():
            for name, serves in group["serves"].items():
                if dice.random() < 0.4:
                    serves["while"] = conditions(dice, tree, waited=False)
                    if dice.random() < 0.3:
                        serves["while"]["look"] = every(dice, tree)
                if dice.random() < 0.3:
                    serves["reserves"] = True
                    serves.setdefault("priority", 1)
                del name
    if what & 8:
        for noun in tree["contact_types"].values():
            if dice.random() < 0.6:
                noun["announcement"] = _announcement(dice)


def one_of(dice: np.random.Generator, things: Any) -> Any:
    return list(things)[dice.integers(0, len(things))]


def some_of(dice: np.random.Generator, names: Any) -> Any:
    some = [name for name in names if dice.random() < 0.5] or [one_of(dice, names)]
    return some if len(some) > 1 or dice.random() < 0.5 else some[0]


def _announcement(dice: np.random.Generator) -> dict[str, Any]:
    said: dict[str, Any] = {"by": one_of(dice, _PREDICTORS), "last": int(dice.integers(1, 4))}
    if dice.random() < 0.4:
        said["rounded_up_to"] = str(dice.choice(["10s", "1m"]))
    if dice.random() < 0.7:
        said["longer"] = {"leave": str(dice.choice(["0%", "50%", "100%"])), "patience": one_of(dice, [0.5, 0.9, 1.0])}
    if dice.random() < 0.5:
        said["shorter"] = {"patience": one_of(dice, [1.0, 1.5, 2.0])}
    return said


def _rule(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    look: Any = "change"
    form = dice.random()
    if form < 0.25:
        look = "entering"
    elif form < 0.45:
        waits = dice.choice(["10s", "20s", "30s", "1m"], int(dice.integers(1, 3)), replace=False)
        look = {"waited": [str(one) for one in waits]}
    elif form < 0.6:
        look = every(dice, tree)
    rule: dict[str, Any] = {"of": _whose(dice, tree), "look": look}
    if dice.random() < 0.85:
        rule["when"] = conditions(dice, tree, waited=look != "entering")
    if dice.random() < 0.4:
        rule["share"] = one_of(dice, _SHARES)
    return rule | _verb(dice, tree)


def _verb(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    types, groups = list(tree["contact_types"]), list(tree["agent_groups"])
    ranks = {group: int(dice.integers(1, 4)) for group in groups if dice.random() < 0.6} or {groups[0]: 1}
    to = one_of(dice, types)
    raised = {"priority": int(dice.integers(1, 4))} if dice.random() < 0.6 else {}
    if not raised or dice.random() < 0.3:
        raised["age_credit"] = str(dice.choice(["0s", "1m", "5m"]))
    told = {"context": "lost", "repeat_story": "10s"} if dice.random() < 0.5 else {}
    verbs: list[Callable[[], dict[str, Any]]] = [
        lambda: {"also": ranks},
        lambda: {"only": ranks},
        lambda: {"flatten": True},
        lambda: {"move": {"type": to, "place": str(dice.choice(["kept", "back"]))}},
        lambda: {"move": {"type": to, "place": str(dice.choice(["kept", "back"]))}},
        lambda: {"offer": {"type": to, "accept": str(dice.choice(["50%", "100%"])), **told}},
        lambda: {"raise": raised},
        lambda: {"message": True},
        lambda: {"end": True},
    ]
    return one_of(dice, verbs)()


def _whose(dice: np.random.Generator, tree: dict[str, Any]) -> Any:
    if dice.random() < 0.6:
        return some_of(dice, tree["contact_types"])
    segments = sorted({name for noun in tree["contact_types"].values() for name in noun["segments"]})
    known = {"type": tree["contact_types"], "channel": tree["channels"], "group": tree["agent_groups"]}
    known |= {"segment": segments} if segments else {}
    if dice.random() < 0.3:
        return {kind: some_of(dice, names) for kind, names in known.items() if dice.random() < 0.5} or {
            "type": some_of(dice, tree["contact_types"])
        }
    return some_of(dice, [f"{kind}:{name}" for kind, names in known.items() for name in names])


def conditions(dice: np.random.Generator, tree: dict[str, Any], waited: bool, deep: int = 0) -> dict[str, Any]:
    measures: dict[str, Callable[[], Any]] = {
        "waiting": lambda: _bounds(dice, _whole) | _of_types(dice, tree),
        "oldest_wait": lambda: _bounds(dice, _wait) | _of_types(dice, tree),
        "expected_wait": lambda: _expected(dice, tree),
        "logged_in": lambda: _bounds(dice, _whole) | _of_groups(dice, tree),
        "free": lambda: _bounds(dice, _whole) | _of_groups(dice, tree),
        "with_room": lambda: _with_room(dice, tree),
        "busy_share": lambda: _bounds(dice, _share) | _of_groups(dice, tree),
        "service_level": lambda: (
            _bounds(dice, _share) | _of_types(dice, tree) | {"over": str(dice.choice(["1m", "5m", "10m"]))}
        ),
        "hour": lambda: dict(zip(("from", "to"), dice.choice(_EDGES, 2, replace=False).tolist(), strict=True)),
    }
    if waited:
        measures["waited"] = lambda: _bounds(dice, _wait)
    some = dice.choice(list(measures), int(dice.integers(1, 3)), replace=False).tolist()
    if waited and dice.random() < 0.4:
        some = ["waited"] if dice.random() < 0.5 else list(dict.fromkeys(["waited", *some]))
    found: dict[str, Any] = {name: measures[name]() for name in some}
    if deep < 2 and dice.random() < 0.3:
        way = str(dice.choice(["all", "any", "any", "not"]))
        parts = [conditions(dice, tree, waited, deep + 1) for _ in range(int(dice.integers(1, 3)))]
        found[way] = parts[0] if way == "not" else {f"part{number}": part for number, part in enumerate(parts)}
    if deep == 0 and len(found) == 1 and dice.random() < 0.2:
        return {"not": found}
    return found


def _whole(dice: np.random.Generator) -> int:
    return int(dice.integers(0, 4))


def _wait(dice: np.random.Generator) -> str:
    return str(dice.choice(_WAITS))


def _share(dice: np.random.Generator) -> str:
    return str(dice.choice(["0%", "50%", "60%", "75%", "100%"]))


def _bounds(dice: np.random.Generator, draw: Callable[[np.random.Generator], Any]) -> dict[str, Any]:
    return {"at_least" if dice.random() < 0.6 else "at_most": draw(dice)}


def _of_types(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    form = dice.random()
    if form < 0.4:
        return {}
    if form < 0.8:
        return {"of": some_of(dice, tree["contact_types"])}
    known = {"channel": tree["channels"], "group": tree["agent_groups"]}
    return {"of": some_of(dice, [f"{kind}:{name}" for kind, names in known.items() for name in names])}


def _of_groups(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    return {} if dice.random() < 0.4 else {"of": some_of(dice, tree["agent_groups"])}


def _with_room(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    kind = {"type": one_of(dice, tree["contact_types"])} if dice.random() < 0.5 else {}
    return _bounds(dice, _whole) | _of_groups(dice, tree) | kind


def _expected(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    of = {"of": one_of(dice, tree["contact_types"])} if dice.random() < 0.4 else {}
    return _bounds(dice, _wait) | of | {"by": one_of(dice, _PREDICTORS), "last": int(dice.integers(1, 4))}


def every(dice: np.random.Generator, tree: dict[str, Any]) -> str:
    """Return how often it is looked: not so often that a day around the clock has thousands of looks."""
    often = (
        ["30m", "1h", "7m"] if tree["horizon"]["to"] == "24:00" or "days" in tree["horizon"] else ["13s", "1m", "5m"]
    )
    return str(dice.choice(often))
