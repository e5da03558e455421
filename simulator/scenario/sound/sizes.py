"""Sizes beyond all measure: what would fill the memory before anybody sees a result is refused, with the numbers.

Nearly always a slip: a rate per second that was meant per hour, an interval in milliseconds. The limits are far above
any center there is; what is merely large only warns (`warn`).
"""

import math

from simulator.errors import Problem
from simulator.scenario.days import course
from simulator.scenario.days.views import views
from simulator.scenario.layers.positions import step_value_mark, value_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem

AGENTS_MAX = 100_000
"""On duty at one time, in all groups together."""
CASES_MAX = 10_000_000
"""Expected in a replication, from all sources together."""
INTERVALS_MAX = 40_000
"""Two years of half hours around the clock; what that needs in memory is estimated before a run."""
REPLICATIONS_MAX = 1_000_000


def size_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is too large to be simulated; places come from the scenario's ``tree``."""
    return [
        *_agents(scenario, tree),
        *_cases(scenario, tree),
        *_intervals(scenario, tree),
        *_replications(scenario, tree),
    ]


def cases_a_day(scenario: Scenario, source: str) -> float:
    """Return how many cases of a source are expected on the one day of ``scenario``; 0 when they are recorded."""
    return course.cases_of_the_day(scenario, source)


def cases_in_all(scenario: Scenario, source: str) -> float:
    """Return how many cases of a source are expected on all days; 0 when they are recorded."""
    return sum(cases_a_day(view, source) for _, view in views(scenario))


def many(number: float) -> str:
    """Return a large number as it is said: 1,200,000; 3e+20 when nobody could count the digits."""
    if number == math.inf:
        return "endlessly many"
    return f"{number:,.0f}" if number < 1e15 else f"{number:.0e}"


def _agents(scenario: Scenario, tree: Mapping) -> list[Problem]:
    most = {name: max(_agent_steps(name, group)) for name, group in scenario.agent_groups.items()}
    total = sum(people for people, _, _ in most.values())
    if total <= AGENTS_MAX:
        return []
    _, path, time_s = max(most.values())
    what = f"{many(total)} agents in all groups are too many: at most {AGENTS_MAX:,} can be simulated."
    return [problem(step_value_mark(tree, path, time_s), dotted(*path), what)]


def _agent_steps(name: str, group: AgentGroup) -> list[tuple[int, tuple[str, ...], float]]:
    """Return (agents, place, time in s) of every step of a group, of the usual day and of others."""
    place = ("agent_groups", name)
    if group.shifts is not None:
        _, largest = max((shift.most, called) for called, shift in group.shifts.items())
        return [(sum(shift.most for shift in group.shifts.values()), (*place, "shifts", largest, "agents"), 0.0)]
    by_place: dict[tuple[str, ...], dict[float, int]] = {(*place, "agents"): group.headcount}
    by_place |= {(*place, "agents_on", day): steps for day, steps in group.agents_on.items()}
    return [(people, path, time_s) for path, steps in by_place.items() for time_s, people in steps.items()]


def _cases(scenario: Scenario, tree: Mapping) -> list[Problem]:
    by_source = {name: cases_in_all(scenario, name) for name in scenario.sources}
    total, period = sum(by_source.values()), scenario.horizon.period
    if total <= CASES_MAX:
        return []
    name = max(by_source, key=lambda one: by_source[one])
    arrivals = scenario.sources[name].arrivals
    path, steps = ("sources", name, "arrivals"), arrivals.rate_per_hour_steps()
    what = f"{many(total)} cases {period} from all sources are too many: at most {CASES_MAX:,} can be simulated."
    if steps:
        largest = step_value_mark(tree, (*path, arrivals.form), max(steps, key=lambda time_s: steps[time_s]))
    else:
        largest = value_mark(tree, *path, arrivals.form)
    return [problem(largest, dotted(*path), what)]


def _intervals(scenario: Scenario, tree: Mapping) -> list[Problem]:
    horizon = scenario.horizon
    number = sum(day.closes_s - day.opens_s for day in horizon.open_days) / horizon.interval_s
    if number <= INTERVALS_MAX:
        return []
    path, whole = ("horizon", "interval"), "the day" if horizon.days == 1 else f"{horizon.days} days"
    what = f"{whole} would be reported in {many(number)} intervals: at most {INTERVALS_MAX:,} are possible."
    return [problem(value_mark(tree, *path), dotted(*path), what)]


def _replications(scenario: Scenario, tree: Mapping) -> list[Problem]:
    if scenario.run.replications <= REPLICATIONS_MAX:
        return []
    path = ("run", "replications")
    what = f"{many(scenario.run.replications)} replications are too many: at most {REPLICATIONS_MAX:,} can be kept."
    return [problem(value_mark(tree, *path), dotted(*path), what)]
