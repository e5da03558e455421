"""Who can do the same on a day: groups, and apart from them their people with skills of their own, with their staff.

Of a group in which people differ, each set of people has the part of the agents expected on duty that it is of those on
the plan.
"""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from simulator.scenario.days.roster import headcount_of
from simulator.scenario.days.steps import at, changes
from simulator.scenario.days.views import View
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.nouns import Horizon, Scenario, Serves
from simulator.scenario.rules.pools import SkillPool, pools_of
from simulator.work.timeline import Columns as Numbers

_ROUNDING = 1e-9
"""A smaller share is nobody."""


class Servers(NamedTuple):
    """Agents of a group who can do the same."""

    group: str
    serves: Mapping[str, Serves]
    staff: Numbers
    """On duty by interval."""


def servers_of(scenario: Scenario, view: View, staff: Mapping[str, Numbers], edges_s: Numbers) -> tuple[Servers, ...]:
    """Return who serves on a day of a ``scenario``, with ``staff`` by group between each two ``edges_s`` of the day."""
    pools, shares = pools_of(scenario), dict[str, list[Numbers]]()
    for pool in pools:
        if pool.people:
            mine, whole = (
                mean_through(headcount_of(scenario, pool.group, view.day, of), view.scenario.horizon, edges_s)
                for of in (partial(_is_in, pool), None)
            )
            share = np.divide(mine, whole, out=np.zeros_like(mine), where=whole > 0.0)
            shares.setdefault(pool.group, []).append(share)
    found = []
    for pool in pools:
        there = staff[pool.group]
        if pool.people:
            there = there * shares[pool.group].pop(0)
        elif pool.group in shares:
            rest = 1.0 - sum(shares[pool.group])
            there = there * np.where(rest > _ROUNDING, rest, 0.0)
        found.append(Servers(pool.group, pool.serves, there))
    return tuple(found)


def _is_in(pool: SkillPool, one: Somebody) -> bool:
    return one.number < 0 and one.name in pool.people


def mean_through(steps: Mapping[float, float], horizon: Horizon, edges_s: Numbers) -> Numbers:
    """Return the mean of a step function, such as agents on duty, between each two neighbours of ``edges_s``."""
    seconds = np.zeros(len(edges_s) - 1)
    for from_s, to_s in pairwise([*changes(horizon, steps), horizon.to_s]):
        inside = np.clip(np.minimum(edges_s[1:], to_s) - np.maximum(edges_s[:-1], from_s), 0.0, None)
        seconds += at(steps, from_s) * inside
    mean: Numbers = seconds / np.diff(edges_s)
    return mean
