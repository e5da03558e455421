"""What customers who come again cost: a center in which a tenth gives up and half of them dial again, and without them.

Both run the same days in turn, and contacts per second count all rows, those who come again among them. So the ratio
says how dear such a contact is beside one who comes by himself, and everybody else beside him.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.days import SEED
from simulator.demand.workload import Workload, draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.scenario.nouns import Scenario

AIM = 0.7
"""Times as many contacts per second as without follow-ups, at least."""
ROUNDS = 9
_DAYS = 4
AGAIN: dict[str, Any] = {"share": "50%", "after": {"lognormal": {"mean": "8m", "cv": 1}}, "attempts": 5}
"""How those who gave up dial again."""


@dataclass(frozen=True)
class Redialling:
    """Contacts per second by round, with follow-ups and without, and how many contacts came again."""

    contacts: int
    came_again: int
    abandoned: float
    per_s: list[float]
    per_s_without: list[float]

    def ratio(self) -> tuple[float, float, float]:
        """Return how many times as fast as without: median, smallest, largest over the rounds."""
        ratios = [mine / theirs for mine, theirs in zip(self.per_s, self.per_s_without, strict=True)]
        return median(ratios), min(ratios), max(ratios)


def center(follow_ups: dict[str, Any]) -> Scenario:
    """Return a center of 76 agents with 20 calls a minute of 4 minutes: about a tenth gives up."""
    redial = {"redial": {"of": "calls", "when": {"ended": "abandoned"}} | follow_ups} if follow_ups else {}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "Redials",
            "horizon": {"from": "08:00", "to": "18:00"},
            "channels": {"voice": {}},
            "sources": {"callers": {"arrivals": "1200/h"}},
            "contact_types": {
                "calls": {
                    "from": "callers",
                    "channel": "voice",
                    "talk": {"exponential": {"mean": "4m"}},
                    "patience": {"exponential": {"mean": "3m"}},
                }
            },
            "agent_groups": {"front": {"agents": 76, "serves": {"calls": {}}}},
            "follow_ups": redial,
        }
    )


def measure(rounds: int = ROUNDS) -> Redialling:
    """Race both."""
    centers = center(AGAIN), center({})
    days = [draw(centers[1], SEED, number) for number in range(_DAYS)]
    first = [simulate(centers[0], day).contacts for day in days]
    contacts, came = sum(len(one["case"]) for one in first), sum(int((one["attempt"] > 1).sum()) for one in first)
    abandoned = sum(int((one["ended_by"] == EndedBy.ABANDONED).sum()) for one in first) / contacts
    timed: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            timed[which].append(_per_s(lambda which=which, day=None: simulate(centers[which], day), days))
    return Redialling(contacts, came, abandoned, *timed)


def _per_s(run: Callable[..., Any], days: list[Workload]) -> float:
    started_s, contacts = time.process_time(), 0
    for day in days:
        contacts += len(run(day=day).contacts["case"])
    return contacts / (time.process_time() - started_s)


def report(one: Redialling) -> str:
    """Return the table's rows as text."""
    mid, low, high = one.ratio()
    return (
        f"redial: {one.contacts:,} contacts, {one.came_again:,} of them come again, {one.abandoned:.1%} give up; "
        f"{median(one.per_s):,.0f} contacts/s, {mid:.2f} times ({low:.2f} to {high:.2f}) as many as without (aim {AIM})"
    )


if __name__ == "__main__":
    print(report(measure()))
