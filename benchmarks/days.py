"""The days that are raced: drawn once, so that every engine serves the same customers.

A comparison of speeds is worth something only if the engines do the same work. The columns come from the product's own
draws; the other engines replay them and have to arrive at the same waits.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload, draw
from simulator.scenario.nouns import Scenario

SEED = 1999


@dataclass(frozen=True)
class Calls:
    """A contact type: how many come, how long they talk on average."""

    per_min: float
    talk_min: float


@dataclass(frozen=True)
class Team:
    """A group of agents and the numbers of the types it serves, all alike to it."""

    agents: int
    types: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Model:
    """Customers come by chance, talk and leave by chance; a type tries the teams that serve it in their order.

    A freed agent takes who has waited longest. Times in minutes.
    """

    name: str
    minutes: int
    patience_min: float
    types: tuple[Calls, ...]
    teams: tuple[Team, ...]
    days: int


SINGLE = Model("single", 600, 3, (Calls(60, 4),), (Team(245),), days=1)
"""One long day of a large center, nearly as many customers as it can serve."""
SMALL = Model("small", 600, 5, (Calls(0.5, 6),), (Team(4),), days=1000)
"""Many days of a small center: what starting a day costs counts here."""
SKILLS = Model(
    "skills",
    600,
    3,
    (Calls(30, 4), Calls(20, 5), Calls(10, 6)),
    (Team(90, (0,)), Team(80, (1,)), Team(60, (0, 1)), Team(75, (0, 1, 2))),
    days=1,
)
"""One long day of a large center in which some can do more than others."""
MILLION = Model("million", 1440, 3, (Calls(695, 4),), (Team(2800),), days=1)
"""A day on which about a million customers come, for the memory and the time that it takes."""


@dataclass(frozen=True)
class Day:
    """The columns of one day, in order of arrival. Seconds on the grid of 2⁻²⁰ s, shape (contacts,)."""

    arrived_s: NDArray[np.float64]
    talk_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    type: NDArray[np.int16]
    teams: tuple[Team, ...]
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
            "sources": {
                _source(number): {"arrivals": {"rate": f"{calls.per_min}/min"}}
                for number, calls in enumerate(model.types)
            },
            "contact_types": {_type(number): _noun(model, number) for number in range(len(model.types))},
            "agent_groups": {
                _team(number): {"agents": team.agents, "serves": {_type(kind): {} for kind in team.types}}
                for number, team in enumerate(model.teams)
            },
        }
    )


def _noun(model: Model, number: int) -> dict[str, Any]:
    able = [position for position, team in enumerate(model.teams) if number in team.types]
    return {
        "from": _source(number),
        "channel": "voice",
        "talk": {"exponential": {"mean": f"{model.types[number].talk_min}m"}},
        "patience": {"exponential": {"mean": f"{model.patience_min}m"}},
        "ranks": {_team(position): rank for rank, position in enumerate(able, start=1)},
    }


def _source(number: int) -> str:
    # The only source has kept its name: days are drawn by it.
    return "callers" if number == 0 else f"callers {number + 1}"


def _type(number: int) -> str:
    return f"calls {number + 1}"


def _team(number: int) -> str:
    return f"team {number + 1}"


def days_of(model: Model, scenario: Scenario, days: int | None = None) -> list[Day]:
    """Return the model's days, ``days`` of them; day ``n`` is always the same."""
    count = model.days if days is None else days
    return [_day(model, draw(scenario, SEED, replication)) for replication in range(count)]


def _day(model: Model, workload: Workload) -> Day:
    return Day(workload.arrived_s, workload.talk_s, workload.patience_s, workload.type, model.teams, workload)
