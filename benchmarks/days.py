"""The days that are raced: drawn once, so that every engine serves the same customers.

A comparison of speeds is worth something only if the engines do the same work. The columns come from the product's own
draws; the other engines replay them and have to arrive at the same waits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload, draw
from simulator.scenario.nouns import Scenario

SEED = 1999


@dataclass(frozen=True)
class Model:
    """One queue, one group of agents; customers come by chance, talk and leave by chance. Times in minutes."""

    name: str
    per_min: float
    minutes: int
    agents: int
    talk_min: float
    patience_min: float
    days: int


SINGLE = Model("single", per_min=60, minutes=600, agents=245, talk_min=4, patience_min=3, days=1)
"""One long day of a large center, nearly as many customers as it can serve."""
SMALL = Model("small", per_min=0.5, minutes=600, agents=4, talk_min=6, patience_min=5, days=1000)
"""Many days of a small center: what starting a day costs counts here."""
MILLION = Model("million", per_min=695, minutes=1440, agents=2800, talk_min=4, patience_min=3, days=1)
"""A day on which about a million customers come, for the memory that it takes."""


@dataclass(frozen=True)
class Day:
    """The columns of one day, in order of arrival. Seconds on the grid of 2⁻²⁰ s, shape (contacts,)."""

    arrived_s: NDArray[np.float64]
    talk_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    agents: int
    workload: Workload


@dataclass(frozen=True)
class Outcome:
    """What an engine says of each customer of a day, in order of arrival; shape (contacts,)."""

    wait_s: NDArray[np.float64]
    abandoned: NDArray[np.bool_]


def scenario_of(model: Model) -> Scenario:
    """Return the model as a scenario of this product."""
    closes = f"{model.minutes // 60:02d}:{model.minutes % 60:02d}"
    return Scenario.model_validate(
        {
            "version": 1,
            "name": model.name,
            "horizon": {"from": "00:00", "to": closes, "interval": "30m", "at_close": "serve_out"},
            "channels": {"voice": {"behaviour": "live"}},
            "sources": {"callers": {"arrivals": {"rate": f"{model.per_min}/min"}}},
            "contact_types": {
                "calls": {
                    "from": "callers",
                    "channel": "voice",
                    "talk": {"exponential": {"mean": f"{model.talk_min}m"}},
                    "patience": {"exponential": {"mean": f"{model.patience_min}m"}},
                }
            },
            "agent_groups": {"team": {"agents": model.agents, "serves": {"calls": {}}}},
        }
    )


def days_of(model: Model, scenario: Scenario, days: int | None = None) -> list[Day]:
    """Return the model's days, ``days`` of them; day ``n`` is always the same."""
    count = model.days if days is None else days
    return [_day(model, draw(scenario, SEED, replication)) for replication in range(count)]


def _day(model: Model, workload: Workload) -> Day:
    return Day(workload.arrived_s, workload.talk_s, workload.patience_s, model.agents, workload)
