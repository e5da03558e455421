"""Random rules of help, laid over the tree of a random center: talks last tens of seconds, and so does what help waits.

Some of those who help serve contacts as well, and some do nothing else.
"""

from typing import Any

import numpy as np
from swarm_rules import one_of, whose

_AFTER = ("0s", "10s", "10s", "20s", "30s", "1m")
_TIMES = ("0%", "50%", "50%", "30%", "100%", "150%")


def with_helps(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center one to three rules of help, and perhaps a group that does nothing else."""
    groups = list(tree["agent_groups"])
    if dice.random() < 0.5:
        tree["agent_groups"]["leaders"] = {"agents": int(dice.integers(0, 3)), "serves": {}}
    exclusive = [
        name for name, kind in tree["contact_types"].items() if "slots" not in tree["channels"][kind["channel"]]
    ]
    if not exclusive:
        return
    tree["helps"] = {}
    for number in range(int(dice.integers(1, 4))):
        by = [name for name in tree["agent_groups"] if dice.random() < 0.5] or [one_of(dice, tree["agent_groups"])]
        dice.shuffle(by)
        given: dict[str, Any] = {"by": by, "talk": str(dice.choice(_TIMES)), "wrap_up": str(dice.choice(_TIMES))}
        if dice.random() < 0.5:
            given["solved"] = str(dice.choice(["0%", "30%", "70%", "100%"]))
        if dice.random() < 0.5:
            given["ready"] = str(dice.choice(["0s", "10s", "20s", "1m"]))
        of = one_of(dice, exclusive) if dice.random() < 0.5 else whose(dice, tree)
        rule = {"of": of, "after": str(dice.choice(_AFTER)), "help": given}
        if dice.random() < 0.4:
            rule["share"] = str(dice.choice(["30%", "70%"]))
        tree["helps"][f"help{number}"] = rule
    for group in groups:
        for serves in tree["agent_groups"][group]["serves"].values():
            if dice.random() < 0.2:
                serves["solved"] = str(dice.choice(["30%", "70%"]))
