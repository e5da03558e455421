"""Random centers that are written in other words, and whether their logs are the same, to the bit."""

from collections.abc import Callable
from typing import Any

import numpy as np
from plain_centers import plain_center

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario

Change = Callable[[dict[str, Any]], None]
"""What is written otherwise in the tree of a scenario."""


def same(one: RunLog, other: RunLog, name: str, tables: tuple[str, ...] = ("contacts", "spans")) -> None:
    """Fail unless both logs say the same."""
    for table in tables:
        mine, theirs = getattr(one, table), getattr(other, table)
        assert mine.keys() == theirs.keys(), f"{name}, {table}"
        for column in mine:
            np.testing.assert_array_equal(mine[column], theirs[column], err_msg=f"{name}, {column}")


def plain(seed: int, change: Change) -> RunLog:
    """Return the log of a plain random center of which something is said otherwise."""
    tree, cases = plain_center(seed)
    change(tree)
    scenario = Scenario.model_validate(tree)
    count, types = len(cases.arrived_s), len(scenario.contact_types)
    unknown = np.full((types, 1), np.nan)
    key, source = np.arange(count, dtype=np.uint64), np.zeros(count, dtype=np.int16)
    more = {"key": key, "source": source, "expected": unknown, "forecast": unknown, "seed": 0, "replication": 0}
    return simulate(scenario, Workload(**vars(cases), **more))
