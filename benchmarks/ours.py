"""The same day in this engine: agents as individuals and the full log, as every command runs it."""

import numpy as np

from benchmarks.days import Day, Outcome
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.scenario.nouns import Scenario


def run(scenario: Scenario, day: Day) -> Outcome:
    """Return the waits and abandonments of ``day`` from the whole log."""
    contacts = simulate(scenario, day.workload).contacts
    return Outcome(contacts["wait_s"].astype(np.float64), contacts["ended_by"] == EndedBy.ABANDONED)
