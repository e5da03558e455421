"""Step functions of the day: ``{"08:00": 4, "12:00": 6}``, each value until the next, nothing before the first."""

from bisect import bisect_right
from collections.abc import Mapping

from simulator.scenario.nouns import Horizon


def at(steps: Mapping[float, float], time_s: float) -> float:
    """Return the value of ``steps`` (sorted by time in s) at ``time_s``."""
    times = list(steps)
    index = bisect_right(times, time_s)
    return steps[times[index - 1]] if index else 0.0


def changes(horizon: Horizon, *functions: Mapping[float, float]) -> list[float]:
    """Return the instants in [from, to), in s, at which a value may be another than before; the first is ``from``."""
    times = {time_s for steps in functions for time_s in steps if horizon.from_s < time_s < horizon.to_s}
    return [horizon.from_s, *sorted(times)]


def most(steps: Mapping[float, float], horizon: Horizon) -> float:
    """Return the largest value of ``steps`` within the horizon."""
    return max(at(steps, time_s) for time_s in changes(horizon, steps))
