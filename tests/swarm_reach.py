"""Random steps of who may take whom, and limits of who may wait or call, laid over the tree of a random center."""

from typing import Any

import numpy as np


def with_wider_reach(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give types up to three steps, at waits at which other things happen as well; groups stay who they are."""
    groups = tree["agent_groups"]
    for name, noun in tree["contact_types"].items():
        able = [group for group, one in groups.items() if name in one["serves"]]
        if not able or dice.random() < 0.3:
            continue
        waits = dice.choice(
            ["10s", "20s", "30s", "1m", "90s", "2m"], int(dice.integers(1, 4)), replace=dice.random() < 0.2
        )
        noun["steps"] = {f"step{number}": _step(dice, str(wait), able) for number, wait in enumerate(waits)}


def with_limits(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give types, channels and groups queue limits, as numbers and by how many agents are there."""
    for section in ("contact_types", "channels", "agent_groups"):
        for noun in tree[section].values():
            if dice.random() < 0.4:
                number = int(dice.integers(0, 5))
                per_agent = float(dice.choice([0.5, 1.1, 1.5, 2.0]))
                noun["queue_limit"] = number if dice.random() < 0.5 else {"per_agent": per_agent}


def with_lines(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give types lines of their own, few where others are passed on to; and lines by how many agents are there."""
    led_to = {rule["pass"].get("type") for rule in tree.get("transfers", {}).values()}
    for section in ("contact_types", "channels"):
        for name, noun in tree[section].items():
            if name in led_to and section == "contact_types":
                noun["lines"] = int(dice.integers(1, 3))
            elif dice.random() < 0.5:
                per_agent = {"per_agent": float(dice.choice([0.5, 1.0, 1.1, 1.5, 2.5]))}
                noun["lines"] = int(dice.integers(1, 6)) if dice.random() < 0.5 else per_agent


def _step(dice: np.random.Generator, wait: str, able: list[str]) -> dict[str, Any]:
    form = dice.random()
    if form < 0.25:
        return {"after": wait, "flatten": True}
    some = [group for group in able if dice.random() < 0.6] or able[:1]
    return {"after": wait, "also" if form < 0.65 else "only": {group: int(dice.integers(1, 4)) for group in some}}
