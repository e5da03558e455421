"""When customers write again who think more slowly at some times of day: a budget that the clock uses up.

At every time of day the rate is that of the step before it; before the first step of a day it is that of the last one.
"""

from math import floor

from reference import grid

_DAY_S = 86400.0


def written_at(steps: dict[float, float], from_s: float, thinking_s: float) -> float:
    """Return when ``thinking_s`` that begins at ``from_s`` is used up, at the rates of ``steps`` by time of day."""
    now_s, left_s = from_s, thinking_s
    while True:
        rate, until_s = rate_at(steps, now_s), next_step(steps, now_s)
        at_s = now_s + grid(left_s / rate)
        if at_s <= until_s:
            return at_s
        left_s = max(0.0, left_s - grid((until_s - now_s) * rate))
        now_s = until_s


def rate_at(steps: dict[float, float], time_s: float) -> float:
    clock_s = time_s % _DAY_S
    begun = [step_s for step_s in steps if step_s <= clock_s]
    return steps[max(begun or steps)]


def next_step(steps: dict[float, float], time_s: float) -> float:
    """Return when the next time of day comes that is named."""
    day_s = floor(time_s / _DAY_S) * _DAY_S
    return min(
        day_s + more_s + step_s for step_s in steps for more_s in (0.0, _DAY_S) if day_s + more_s + step_s > time_s
    )
