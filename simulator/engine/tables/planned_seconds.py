"""How long agents are planned in each interval, from how many of them are when."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.staff import Steps, headcount
from simulator.scenario.nouns import Day, Scenario


def scheduled_s(scenario: Scenario) -> NDArray[np.float64]:
    """Return the agent seconds on the plan; shape (groups, intervals)."""
    return np.array([planned_s(scenario, partial(headcount, scenario, name)) for name in scenario.agent_groups])


def planned_s(scenario: Scenario, steps_on: Callable[[Day], Steps]) -> NDArray[np.float64]:
    """Return the agent seconds in each interval; shape (intervals,). ``steps_on`` says how many agents a day has."""
    intervals = scenario.horizon.intervals
    starts, ends = (np.array(times) for times in zip(*((one.from_s, one.to_s) for one in intervals), strict=True))
    total = np.zeros(len(starts))
    for place, day in enumerate(scenario.horizon.open_days):
        mine = np.flatnonzero([one.day == place for one in intervals])
        steps = steps_on(day)
        until = [time_s for time_s, _ in steps[1:]] + [day.closes_s]
        for (from_s, people), to_s in zip(steps, until, strict=True):
            there_s = np.minimum(ends[mine], to_s) - np.maximum(starts[mine], from_s)
            total[mine] += people * np.clip(there_s, 0.0, None)
    return total
