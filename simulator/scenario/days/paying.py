"""What a cost says, and when its supplements go.

Nothing is drawn and nothing is simulated here: the engine's facts and what a plan costs are made from it.
"""

from collections.abc import Callable
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.days.joined import joined
from simulator.scenario.nouns import Cost, Scenario, Supplement
from simulator.scenario.nouns.hours import Span
from simulator.units import DAY_S

Floats = NDArray[np.float64]
Clock = Callable[[Floats], Floats]
"""What times become: seconds of some kind that have passed until then."""

_LONG_AFTER = 14
"""Days after the last one in which somebody may still be paid for finishing."""


class CostFactors(NamedTuple):
    """What a cost says, as more than the hour itself."""

    per_hour: float
    overtime: float
    """How much more an hour of overtime costs, as a share of the hour's cost."""
    supplements: tuple[tuple[Supplement, float], ...]
    """The same of the hours of each supplement that makes a difference."""


def factors_of(cost: Cost) -> CostFactors:
    """Return what a cost says."""
    overtime = 0.0 if cost.overtime is None else more(cost.overtime)
    supplements = tuple((one, more(one.pays)) for one in cost.supplements.values() if one.pays != 1.0)
    return CostFactors(cost.hour.per_hour, overtime, supplements)


def more(times: float) -> float:
    """Return how much more so many times are, as it is written: 1.1 are 0.1 more, to the last digit."""
    return round(times - 1.0, 12)


def hours_of(scenario: Scenario, supplement: Supplement) -> list[Span]:
    """Return when a supplement goes, in seconds since 00:00 of day 0; what touches is joined."""
    horizon = scenario.horizon
    first = floor(horizon.starts_s / DAY_S) - 1
    last = horizon.simulated_days[-1].number + _LONG_AFTER
    return joined(supplement.spans(horizon, first, last))


def running_in(hours: Floats) -> Clock:
    """Return a clock that runs only in ``hours``, shape (spans, 2), which are in order and do not overlap."""
    from_s, to_s = hours.T
    before_s = np.concatenate((np.zeros(1), np.cumsum(to_s - from_s)))

    def clock(time_s: Floats) -> Floats:
        place = np.searchsorted(from_s, time_s, side="right") - 1
        known = np.maximum(place, 0)
        passed: Floats = np.clip(np.minimum(time_s, to_s[known]) - from_s[known], 0.0, None)
        return np.where(place >= 0, before_s[known] + passed, 0.0)

    return clock if len(hours) else np.zeros_like
