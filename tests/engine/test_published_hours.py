"""Thirteen hours with changing staff: against results published with another simulator (tests/cases/README.md).

One in ten has no patience at all; contacts belong to the hour in which they came.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from as_shifts import as_shifts
from building import simulated
from published import assert_close_to_published, ratio_of_means

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

CASE = Path(__file__).parent.parent / "cases" / "published_case_2.csv"
AGENTS = (4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4)
PER_HOUR = (100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60)
OPENS_H, HOURS, EXPECTED = 8, 13, sum(PER_HOUR)


def thirteen_hours(**source) -> Scenario:
    def by_hour(numbers):
        return {f"{OPENS_H + hour:02d}:00": number for hour, number in enumerate(numbers)}

    patience = {"zero": {"share": "10%", "of": {"exponential": {"mean": "1000s"}}}}
    calls = {"from": "callers", "channel": "voice", "talk": {"exponential": {"mean": "100s"}}, "patience": patience}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "Thirteen hours",
            "horizon": {"from": "08:00", "to": "21:00", "interval": "1h"},
            "channels": {"voice": {}},
            "sources": {"callers": {"arrivals": {"per_hour": by_hour(PER_HOUR)}, **source}},
            "contact_types": {"calls": calls},
            "agent_groups": {"all": {"agents": by_hour(AGENTS), "serves": {"calls": {}}}},
        }
    )


@cache
def measured(variant: str, days: int, by_shifts: bool) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    """Return numerator and denominator of every measure, a number per day in each."""
    scenario = thirteen_hours(**({"busyness": {"gamma": {"cv": "5%"}}} if variant == "busy" else {}))
    scenario = as_shifts(scenario) if by_shifts else scenario
    found = []
    for number in range(days):
        workload = draw(scenario, seed=1, replication=number)
        # Invariants hold on days like these; of a thousand the first few are looked at.
        found.append(measures(simulated(scenario, workload) if number < 20 else simulate(scenario, workload)))
    return {key: tuple(np.array([day[key][part] for day in found]) for part in (0, 1)) for key in found[0]}


def measures(log: RunLog) -> dict[tuple[str, str], tuple[float, float]]:
    contacts, time = log.contacts, agent_time(log)
    wait_s, abandoned = contacts["wait_s"], contacts["ended_by"] == EndedBy.ABANDONED
    hour = (contacts["arrived_s"] // 3600).astype(int)
    busy = time["state"] != State.AVAILABLE
    found = {
        ("occupancy_percent", "all"): (100 * time["seconds"][busy].sum(), time["seconds"].sum()),
        ("arrivals", "all"): (len(wait_s), 1.0),
        ("wait_s_per_expected", "all"): (wait_s.sum(), EXPECTED),
        ("under_20_per_expected", "all"): ((wait_s < 20).sum(), EXPECTED),
    }
    for within_s in (20, 30):
        in_target, left = ~abandoned & (wait_s <= within_s), abandoned & (wait_s <= within_s)
        for name in (*map(str, range(OPENS_H, OPENS_H + HOURS)), "all"):
            mine = hour == int(name) if name != "all" else np.ones(len(hour), bool)
            found[f"level_{within_s}_percent", name] = (100 * in_target[mine].sum(), (mine & ~left).sum())
    return found


def published(variant: str) -> list[dict[str, str]]:
    with CASE.open() as file:
        return [row for row in csv.DictReader(file) if row["variant"] == variant]


def agrees(variant: str, days: int, by_shifts: bool = False) -> None:
    for row in published(variant):
        ours, error = ratio_of_means(*measured(variant, days, by_shifts)[row["measure"], row["hour"]])
        assert_close_to_published(ours, error, row, f"{variant} {row['measure']} {row['hour']}")


def test_thirty_days_agree_with_published_results():
    agrees("alike", 30)


def test_thirty_days_with_shifts_agree_with_published_results():
    # Whose shift ends leaves, and not who is idle: those are other days, and agree as well.
    agrees("alike", 30, by_shifts=True)


@pytest.mark.long
@pytest.mark.parametrize(
    ("variant", "days", "by_shifts"), [("alike", 300, False), ("alike", 300, True), ("busy", 1500, False)]
)
def test_many_days_agree_with_published_results(variant, days, by_shifts):
    agrees(variant, days, by_shifts)
