"""Invariants of announced waits: who hears one is about to wait, and how patient it is then."""

import numpy as np
from overflow_checkers import left_when_told, was_told

from simulator.demand.workload import Workload
from simulator.log import RunLog, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.time_grid import on_grid


def announcements_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check what is rounded, who waits then, and patience, which is what it was, times what the announcement says."""
    contacts, kinds, leaves = log.contacts, list(scenario.contact_types.values()), left_when_told(log)
    waits = leaves.copy()
    waits[log.spans["contact"][log.spans["kind"] == SpanKind.QUEUE]] = True
    for row in np.flatnonzero(was_told(log)).tolist():
        said, said_s = kinds[contacts["type"][row]].announcement, contacts["announced_s"].item(row)
        assert said is not None, f"contact {row} heard what nobody says"
        assert waits[row], f"contact {row} heard of a wait and did not begin to"
        if said.rounded_up_to_s is not None and np.isfinite(said_s):
            assert not said_s % on_grid(said.rounded_up_to_s), f"contact {row} heard of a wait that is not rounded"
        if row >= len(workload):
            continue
        own_s, patience_s = workload.patience_s.item(row), contacts["patience_s"].item(row)
        is_longer = said_s > own_s
        times = said.longer.patience if is_longer else said.shorter.patience
        stays_s = own_s if np.isinf(own_s) else on_grid(own_s * times)
        left = bool(is_longer and said.longer.leave and leaves[row])
        assert patience_s == (own_s if left else stays_s), f"contact {row} makes something else of what it heard"
