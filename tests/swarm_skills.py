"""Random skills of single people, laid over a random center with shifts; also types outside their groups."""

from typing import Any

import numpy as np


def with_skills(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give most people skills of their own; nobody reserves agents of groups in which they work."""
    types = list(tree["contact_types"])
    for person in tree["people"].values():
        if dice.random() < 0.75:
            mine = dice.permutation(types)[: dice.integers(1, len(types) + 1)].tolist()
            person["skills"] = _written(dice, mine)
    for group in tree["agent_groups"].values():
        shifts = group.get("shifts", {}).values()
        if any("skills" in tree["people"][name] for shift in shifts for name in shift.get("people", [])):
            for serves in group["serves"].values():
                serves.pop("reserves", None)


def _written(dice: np.random.Generator, mine: list[str]) -> Any:
    if dice.random() < 0.3:
        return mine[0] if len(mine) == 1 else mine
    return {name: True if dice.random() < 0.3 else int(dice.integers(1, 4)) for name in mine}
