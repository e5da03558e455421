"""Single answers of a comparison: a value with its interval, and a difference with its interval and verdict.

They are plain data that says of what it is, so whoever shows or judges it needs no comparison.
"""

from typing import NamedTuple

from simulator.scenario.layers.grid import Point
from simulator.stats.paired import Verdict, replications_needed


class Row(NamedTuple):
    """A value with its interval: of what and when; NaN where there is no value or no interval."""

    strategy: str
    future: str | None
    metric: str
    of: str
    interval: str | None
    value: float
    low: float
    high: float
    n: int
    point: Point = ()
    enough: bool = True
    """Whether the replications carry the value: what too few days show decides nothing."""


class Delta(NamedTuple):
    """Strategy minus baseline, paired by replication, and what it amounts to."""

    strategy: str
    baseline: str
    future: str | None
    metric: str
    of: str
    interval: str | None
    difference: float
    low: float
    high: float
    n: int
    verdict: Verdict
    half_width_unpaired: float
    """Half the width of the interval if each strategy had had its own customers."""
    point: Point = ()
    from_point: Point | None = None
    """Where the baseline stands when it is at another point of the grid than the strategy."""
    enough: bool = True
    """Whether the replications carry the difference; without, nothing can be told."""

    @property
    def gain(self) -> float:
        """Return how many times as many replications with different customers would tell as much; NaN if unknown."""
        half = (self.high - self.low) / 2
        return (self.half_width_unpaired / half) ** 2 if half > 0 else float("nan")

    @property
    def replications_needed(self) -> int | None:
        """Return how many replications would probably tell; None when it is told or no number would do."""
        return replications_needed(self.difference, self.low, self.high, self.n)
