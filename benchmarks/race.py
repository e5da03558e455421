"""A race: several engines run the same days in turn, round after round, and have to agree on every customer.

Rounds are interleaved so that whatever else the machine does meets all engines alike; a ratio is taken within a round.
The clock is the processor time of this process: all engines use one thread, and other work disturbs it less.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from benchmarks.days import Day, Outcome

Engine = Callable[[Day], Outcome]


class Disagreement(Exception):
    """Two engines tell different stories of the same customers: their speeds must not be compared."""


@dataclass(frozen=True)
class Entrant:
    """An engine and how many of the model's days it runs; a slow one may run fewer."""

    name: str
    engine: Engine
    days: int


@dataclass(frozen=True)
class Timing:
    """Contacts per second of one entrant, a number per round."""

    entrant: Entrant
    contacts: int
    per_s: list[float] = field(default_factory=list)

    def ratio(self, other: "Timing") -> tuple[float, float, float]:
        """Return how many times as fast as ``other``: median, smallest, largest over the rounds."""
        ratios = [mine / theirs for mine, theirs in zip(self.per_s, other.per_s, strict=True)]
        return median(ratios), min(ratios), max(ratios)


def race(entrants: Sequence[Entrant], days: Sequence[Day], rounds: int) -> list[Timing]:
    """Return the timings of all entrants in their order. Raises ``Disagreement``."""
    timings = [Timing(entrant, sum(len(day.arrived_s) for day in days[: entrant.days])) for entrant in entrants]
    for number in range(rounds):
        outcomes = [_timed(timing, days[: timing.entrant.days]) for timing in timings]
        if number == 0:  # every round serves the same customers
            for entrant, outcome in zip(entrants[1:], outcomes[1:], strict=True):
                agree(outcomes[0], outcome, entrants[0].name, entrant.name)
    return timings


def agree(first: Sequence[Outcome], second: Sequence[Outcome], first_name: str, second_name: str) -> None:
    """Compare the days both ran, customer by customer, to the bit.

    Raises ``Disagreement``, which names the first customer who differs.
    """
    for number, (ours, theirs) in enumerate(zip(first, second, strict=False)):
        if len(ours.wait_s) != len(theirs.wait_s):
            raise Disagreement(f"day {number}: {len(ours.wait_s)} contacts and {len(theirs.wait_s)}")
        differs = np.flatnonzero((ours.wait_s != theirs.wait_s) | (ours.abandoned != theirs.abandoned))
        if len(differs):
            who = differs[0]
            raise Disagreement(
                f"day {number}: {len(differs)} of {len(ours.wait_s)} contacts differ. The first is number {who}: "
                f"{first_name} {_said(ours, who)}, {second_name} {_said(theirs, who)}."
            )


def _said(outcome: Outcome, who: int) -> str:
    return f"{'abandoned' if outcome.abandoned[who] else 'answered'} after {outcome.wait_s[who]} s"


def _timed(timing: Timing, days: Sequence[Day]) -> list[Outcome]:
    gc.collect()
    start_s = time.process_time()
    outcomes = [timing.entrant.engine(day) for day in days]
    timing.per_s.append(timing.contacts / (time.process_time() - start_s))
    return outcomes
