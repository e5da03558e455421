"""Simulated days of the bank, summed by hour as the recorded ones are."""

from collections.abc import Mapping, Sequence

import numpy as np
from tables import HOURS, IN_TIME_S, Days, Floats

from simulator.demand.workload import Workload, draw
from simulator.engine.simulate import simulate
from simulator.log import Columns, EndedBy, RunLog
from simulator.scenario.nouns import Scenario

GROUP, LATE_GROUP = "agents", "on_other_work"


def workloads(scenario: Scenario, days: int, seed: int) -> list[Workload]:
    """Return the customers of so many days: the same whatever the staffing."""
    return [draw(scenario, seed, day) for day in range(days)]


def staffed(scenario: Scenario, agents: Mapping[float, int], on_other_work: int = 1) -> Scenario:
    """Return ``scenario`` with other staffing.

    ``agents`` are there from each of these seconds of the day on, ``on_other_work`` all day.
    """
    numbers = {GROUP: dict(sorted(agents.items())), LATE_GROUP: {scenario.horizon.from_s: on_other_work}}
    groups = {name: group.model_copy(update={"agents": numbers[name]}) for name, group in scenario.agent_groups.items()}
    return scenario.model_copy(update={"agent_groups": groups})


def logs_of(scenario: Scenario, customers: Sequence[Workload]) -> list[RunLog]:
    """Return what happened on each day."""
    return [simulate(scenario, workload) for workload in customers]


def by_hour(logs: Sequence[RunLog], types: Sequence[int] = ()) -> Days:
    """Return the sums by hour of arrival; ``types`` takes contacts of some types only, by their number."""
    sums = np.array([_sums(log.contacts, types) for log in logs])
    return Days(*sums.transpose(1, 0, 2))


def _sums(contacts: Columns, types: Sequence[int]) -> list[Floats]:
    mine = np.isin(contacts["type"], types) if len(types) else slice(None)
    hour = (contacts["arrived_s"][mine].astype(float) // 3600).astype(int) - HOURS.start
    wait_s = contacts["wait_s"][mine].astype(float)
    gave_up = contacts["ended_by"][mine] == EndedBy.ABANDONED
    soon = ~gave_up & (wait_s <= IN_TIME_S)
    return [np.bincount(hour, weights, len(HOURS)) for weights in (np.ones(len(hour)), gave_up, soon, wait_s)]
