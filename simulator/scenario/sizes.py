"""Sizes beyond all measure: what would fill the memory before anybody sees a result is refused, with the numbers.

Nearly always a slip: a rate per second that was meant per hour, an interval in milliseconds. The limits are far above
any center there is; what is merely large only warns (`warn`).
"""

import collections.abc
import math

from simulator.errors import Problem
from simulator.scenario import course
from simulator.scenario.nodes import Mapping, dotted, problem
from simulator.scenario.nouns import Scenario
from simulator.scenario.places import step_value_mark, value_mark

AGENTS_MAX = 100_000
"""On duty at one time, in all groups together."""
CASES_MAX = 10_000_000
"""Expected in the day, from all sources together."""
INTERVALS_MAX = 3_000
REPLICATIONS_MAX = 1_000_000

Steps = collections.abc.Mapping[str, collections.abc.Mapping[float, float]]


def size_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is too large to be simulated; places come from the scenario's ``tree``."""
    return [
        *_agents(scenario, tree),
        *_cases(scenario, tree),
        *_intervals(scenario, tree),
        *_replications(scenario, tree),
    ]


def cases_a_day(scenario: Scenario, source: str) -> float:
    """Return how many cases of a source are expected within the horizon; 0 when they are recorded."""
    return course.cases(scenario, source, scenario.horizon.from_s, scenario.horizon.to_s)


def many(number: float) -> str:
    """Return a large number as it is said: 1,200,000; 3e+20 when nobody could count the digits."""
    if number == math.inf:
        return "endlessly many"
    return f"{number:,.0f}" if number < 1e15 else f"{number:.0e}"


def _agents(scenario: Scenario, tree: Mapping) -> list[Problem]:
    groups = scenario.agent_groups
    total = sum(max(group.agents.values(), default=0) for group in groups.values())
    if total <= AGENTS_MAX:
        return []
    name, time_s = _largest({name: group.agents for name, group in groups.items()})
    path = ("agent_groups", name, "agents")
    what = f"{many(total)} agents in all groups are more than can be simulated; at most {AGENTS_MAX:,} are."
    return [problem(step_value_mark(tree, path, time_s), dotted(*path), what)]


def _cases(scenario: Scenario, tree: Mapping) -> list[Problem]:
    total = sum(cases_a_day(scenario, name) for name in scenario.sources)
    if total <= CASES_MAX:
        return []
    name = max(scenario.sources, key=lambda one: cases_a_day(scenario, one))
    arrivals = scenario.sources[name].arrivals
    path, steps = ("sources", name, "arrivals"), arrivals.rate_per_hour_steps()
    what = f"{many(total)} cases a day from all sources are more than can be simulated; at most {CASES_MAX:,} are."
    if steps:
        largest = step_value_mark(tree, (*path, arrivals.form), max(steps, key=lambda time_s: steps[time_s]))
    else:
        largest = value_mark(tree, *path, arrivals.form)
    return [problem(largest, dotted(*path), what)]


def _largest(steps: Steps) -> tuple[str, float]:
    """Return the name and the time in s of the largest of all steps."""
    every = [(name, time_s) for name, mine in steps.items() for time_s in mine]
    return max(every, key=lambda one: steps[one[0]][one[1]])


def _intervals(scenario: Scenario, tree: Mapping) -> list[Problem]:
    horizon = scenario.horizon
    number = (horizon.to_s - horizon.from_s) / horizon.interval_s
    if number <= INTERVALS_MAX:
        return []
    path = ("horizon", "interval")
    what = f"the day would be reported in {many(number)} intervals; at most {INTERVALS_MAX:,} are."
    return [problem(value_mark(tree, *path), dotted(*path), what)]


def _replications(scenario: Scenario, tree: Mapping) -> list[Problem]:
    if scenario.run.replications <= REPLICATIONS_MAX:
        return []
    path = ("run", "replications")
    what = (
        f"{many(scenario.run.replications)} replications are more than can be kept; at most {REPLICATIONS_MAX:,} are."
    )
    return [problem(value_mark(tree, *path), dotted(*path), what)]
