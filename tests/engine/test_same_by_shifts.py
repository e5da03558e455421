"""A headcount that is written as shifts gives the same, to the bit, where nobody is busy when it changes.

So what the engine says of the published cases and of the tables of theory it says of shifts as well. Where people are
busy at a change, those leave whose shift ends, and not those who are idle; see `test_published_hours.py`.
"""

import numpy as np
import pytest
from as_shifts import as_shifts
from building import center, day, simulated
from test_published import VARIANTS, eight_hours
from test_published_week import telethon
from test_theory import queue_of, rows

from simulator.demand.workload import Workload, draw
from simulator.log import Columns
from simulator.scenario.nouns import Scenario

SERVICE_S = 240
"""The mean service of the queues of theory."""


def says_the_same(scenario: Scenario, workload: Workload) -> None:
    by_headcount, by_shifts = simulated(scenario, workload), simulated(as_shifts(scenario), workload)
    assert not differing(by_shifts.contacts, by_headcount.contacts)
    assert not differing(by_shifts.spans, by_headcount.spans)
    assert by_shifts.facts.stops_s == by_headcount.facts.stops_s


def differing(ours: Columns, theirs: Columns) -> set[str]:
    """Return the names of the columns that are not the same to the bit."""
    assert ours.keys() == theirs.keys()
    return {name for name in ours if ours[name].tobytes() != theirs[name].tobytes()}


@pytest.mark.parametrize("variant", VARIANTS)
def test_eight_hours_as_published(variant):
    scenario = eight_hours(variant)
    for replication in range(3):
        says_the_same(scenario, draw(scenario, seed=2, replication=replication))


def test_a_telethon_as_published():
    scenario = telethon()
    for replication in range(3):
        says_the_same(scenario, draw(scenario, seed=1, replication=replication))


@pytest.mark.parametrize("number", range(0, 34, 3))
def test_queues_of_erlang_a(number):
    row = rows("erlang_a.csv")[number]
    patience = {"mean": f"{row['mu'] / row['theta'] * SERVICE_S!r}s"} if row["theta"] > 1e-6 else {}
    scenario = queue_of(int(row["n"]), row["offered_load"], row["K_total"], hours=2, **patience)
    says_the_same(scenario, draw(scenario, seed=4, replication=0))


@pytest.mark.parametrize("limit", [5, np.inf])
def test_queues_of_erlang_b_and_c(limit):
    scenario = queue_of(5, 4, limit, hours=16)
    says_the_same(scenario, draw(scenario, seed=4, replication=0))


def test_a_headcount_that_changes_while_nobody_is_busy():
    scenario = center({"08:00": 3, "08:30": 1, "09:00": 2, "09:30": 4})
    arrivals = (100, 110, 120, 1900, 1910, 3700, 3710, 3720, 5500, 5510, 5520, 5530)
    workload = day(*((at_s, 300) for at_s in arrivals))
    by_headcount, by_shifts = simulated(scenario, workload), simulated(as_shifts(scenario), workload)
    assert (by_shifts.contacts["wait_s"] > 0).sum() == 2
    # Others are there, by their numbers, but as many.
    assert differing(by_shifts.contacts, by_headcount.contacts) == {"answered_by", "closed_by"}
