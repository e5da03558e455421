"""Recorded arrivals: the instants of a file, the same in every replication; only what people bring is chance.

A row's key comes from its place in the file, so that another filter or another horizon changes nobody's draws.
"""

import os
from dataclasses import dataclass

import numpy as np

from simulator.demand.arrivals import Cases
from simulator.demand.draws import derive, derive_column
from simulator.scenario.nouns import Horizon, Recorded
from simulator.scenario.rows import rows_of, time_s, wrong
from simulator.units import GRID_PER_S, format_time_of_day


@dataclass(frozen=True)
class Replay:
    """What a recorded file gives for a horizon."""

    cases: Cases
    outside: int
    """Rows that passed the filter and lie before or after the horizon: left out."""


def recorded_cases(recorded: Recorded, folder: str, horizon: Horizon, key: int) -> Replay:
    """Return the recorded cases with arrivals in [from, to), on the grid; ``key`` is their source's.

    Raises ScenarioError when the file cannot be used (`scenario/rows.py`), or nobody is left.
    """
    path = os.path.join(folder, recorded.file)
    rows = rows_of(path, ((recorded.time, time_s),), tuple(sorted(recorded.where.items())))
    times_s = rows.values[0]
    inside = (times_s >= horizon.from_s) & (times_s < horizon.to_s)
    if not inside.any():
        span = f"{format_time_of_day(horizon.from_s)} and {format_time_of_day(horizon.to_s)}"
        raise wrong(path, f"none of the {len(times_s)} recorded arrivals is between {span}.")
    keys = derive_column(derive(key, "recorded"), rows.place[inside])
    # Down, not to the nearest, so that a last instant before closing stays before closing.
    arrived_s = np.floor(times_s[inside] * GRID_PER_S) / GRID_PER_S
    return Replay(Cases(keys, arrived_s), int((~inside).sum()))
