"""A telethon: five days a week with lines and messages, against results published with another simulator.

A replication is the whole week (tests/cases/README.md).
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from building import simulated
from published import assert_close_to_published, ratio_of_means

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

CASE = Path(__file__).parent.parent / "cases" / "published_case_3.csv"
EXPECTED, AGENTS, HOURS = 1000, 12, 20


def telethon() -> Scenario:
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "Telethon",
            "horizon": {"from": "06:00", "to": "10:00", "days": 5, "weekday": "monday", "at_close": "clear"},
            "channels": {"voice": {"lines": 24}},
            "sources": {"donors": {"arrivals": "50/h"}},
            "contact_types": {
                "calls": {
                    "from": "donors",
                    "channel": "voice",
                    "talk": {"exponential": {"mean": "10m"}},
                    "patience": {"exponential": {"mean": "2m"}},
                    "voicemail_after": "2m",
                    "service_level": "80% in 1m",
                }
            },
            "agent_groups": {"volunteers": {"agents": AGENTS, "serves": {"calls": {}}}},
        }
    )


def measures(log: RunLog) -> dict[str, tuple[float, float]]:
    """Return numerator and denominator of each measure of a week."""
    how, wait_s, time = log.contacts["ended_by"], log.contacts["wait_s"], agent_time(log)
    answered = how == EndedBy.AGENT
    in_target = float((answered & (wait_s < 60)).sum())
    busy, inside = time["state"] != State.AVAILABLE, time["interval"] < len(log.facts.open_s)
    planned_s = AGENTS * HOURS * 3600 / 100
    return {
        "arrived": (len(how), 1.0),
        "answered": (answered.sum(), 1.0),
        "abandoned": ((how == EndedBy.ABANDONED).sum(), 1.0),
        "messages": ((how == EndedBy.VOICEMAIL).sum(), 1.0),
        "cleared": ((how == EndedBy.CLEARED).sum(), 1.0),
        "in_target": (in_target, 1.0),
        "asa_min": (wait_s[answered].sum() / 60, answered.sum()),
        "service_level_percent": (in_target * 100, EXPECTED),
        # Work after 10:00 counts above and not below: 963 calls of ten minutes are 66.9 % of 240 hours.
        "occupancy_percent": (time["seconds"][busy].sum(), planned_s),
        "occupancy_while_open_percent": (time["seconds"][busy & inside].sum(), planned_s),
    }


@cache
def weeks(number: int) -> list[dict[str, tuple[float, float]]]:
    scenario, found = telethon(), []
    for replication in range(number):
        workload = draw(scenario, seed=1, replication=replication)
        found.append(measures(simulated(scenario, workload) if replication < 20 else simulate(scenario, workload)))
    return found


def agrees(row: dict[str, str], number: int) -> None:
    columns = np.array([week[row["measure"]] for week in weeks(number)])
    half_width = (float(row["high"]) - float(row["low"])) / 2
    theirs = {**row, "half_width": str(half_width), "confidence": "95"}
    assert_close_to_published(*ratio_of_means(*columns.T), theirs, row["measure"])


def published() -> list[dict[str, str]]:
    with CASE.open() as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", published(), ids=lambda row: row["measure"])
def test_forty_weeks_agree_with_published_results(row):
    agrees(row, 40)


@pytest.mark.long
@pytest.mark.parametrize("row", published(), ids=lambda row: row["measure"])
def test_many_weeks_agree_with_published_results(row):
    agrees(row, 600)
