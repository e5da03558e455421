"""How long drawing a million cases takes: who comes when, with which wish, talk, wrap-up and patience.

Two centers: the plainest one, and one in which everything is drawn that may be: three types with their shares by the
time of day, lognormal and gamma durations, segments, a busyness of the day.
"""

import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.days import MILLION, SEED, scenario_of
from simulator.demand.workload import draw
from simulator.scenario.nouns import Scenario

AIM_S = 0.5
"""For a million cases of the plain center."""
ROUNDS = 7


@dataclass(frozen=True)
class Drawing:
    """Seconds of processor time per million cases, one number per round, each another day."""

    name: str
    cases: int
    per_million_s: list[float]


def rich() -> Scenario:
    """Return about as many cases as the plain center has, with much more to be drawn of each."""
    kind: dict[str, Any] = {
        "from": "callers",
        "channel": "voice",
        "talk": {"lognormal": {"mean": "4m", "sd": "3m"}},
        "wrap_up": {"gamma": {"mean": "30s", "cv": 0.8}},
        "patience": {"exponential": {"mean": "3m"}},
        "segments": {"vip": {"share": "10%", "patience": "6m"}, "new": {"share": "20%", "talk": "7m"}},
    }
    shares = ({"00:00": "60%", "12:00": "50%"}, {"00:00": "30%", "12:00": "30%"}, {"00:00": "10%", "12:00": "20%"})
    types = {f"calls {number + 1}": {**kind, "share": share} for number, share in enumerate(shares)}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "rich",
            "horizon": {"from": "00:00", "to": "24:00", "interval": "30m"},
            "channels": {"voice": {"behaviour": "live"}},
            "sources": {"callers": {"arrivals": {"rate": "695/min"}, "busyness": {"gamma": {"cv": "15%"}}}},
            "contact_types": types,
            "agent_groups": {"team": {"agents": 2800, "serves": {name: {} for name in types}}},
        }
    )


def measure(rounds: int = ROUNDS) -> list[Drawing]:
    """Return how long both take, round by round in turn, after a first day that warms up."""
    scenarios = {"plain": scenario_of(MILLION), "rich": rich()}
    found = {name: Drawing(name, len(draw(scenario, SEED, 0)), []) for name, scenario in scenarios.items()}
    for number in range(1, rounds + 1):
        for name, scenario in scenarios.items():
            started_s = time.process_time()
            cases = len(draw(scenario, SEED, number))
            found[name].per_million_s.append((time.process_time() - started_s) / cases * 1e6)
    return list(found.values())


def report(drawings: list[Drawing]) -> str:
    """Return a line for each."""
    lines = ["", "draw: seconds for a million cases"]
    for one in drawings:
        middle, low, high = median(one.per_million_s), min(one.per_million_s), max(one.per_million_s)
        aim = f", aim under {AIM_S:g}: {'met' if middle < AIM_S else 'MISSED'}" if one.name == "plain" else ""
        lines.append(f"{one.name:<16}{one.cases:>10,} cases  {middle:.2f} ({low:.2f}–{high:.2f}){aim}")
    return "\n".join(lines)
