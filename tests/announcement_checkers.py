"""Invariants of announced waits: who hears one, and what it makes of patience."""

import numpy as np

from simulator.demand.workload import Workload
from simulator.log import Cause, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.time_grid import on_grid


def heard(log: RunLog) -> np.ndarray:
    """Return whether a wait was announced to each contact."""
    said_s = log.contacts.get("announced_s")
    return np.zeros(len(log.contacts["contact"]), dtype=bool) if said_s is None else ~np.isnan(said_s)


def left_at_once(log: RunLog) -> np.ndarray:
    """Return whether each contact heard of a longer wait than it would wait, and left then."""
    contacts = log.contacts
    at_once = (contacts["ended_by"] == EndedBy.ABANDONED) & (contacts["ended_s"] == contacts["queued_s"])
    return at_once & (contacts["announced_s"] > contacts["patience_s"]) if heard(log).any() else heard(log)


def announcements_hold(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Who hears of a wait is about to wait; patience is what it was, times what the announcement says."""
    contacts, kinds = log.contacts, list(scenario.contact_types.values())
    waited = left_at_once(log)
    waited[log.spans["contact"][log.spans["kind"] == SpanKind.QUEUE]] = True
    for row in np.flatnonzero(heard(log)).tolist():
        said = kinds[contacts["type"][row]].announcement
        assert said is not None, f"contact {row} heard what nobody says"
        assert waited[row], f"contact {row} heard of a wait and did not begin to"
        assert contacts["cause"][row] not in (Cause.TRANSFER, Cause.OVERFLOW), f"contact {row} was moved, and heard"
        said_s, step_s = contacts["announced_s"][row], said.rounded_up_to_s
        if step_s is not None and np.isfinite(said_s):
            assert not said_s % on_grid(step_s), f"contact {row} heard of a wait that is not rounded"
        if row >= len(workload):
            continue
        own_s, patience_s = workload.patience_s.item(row), contacts["patience_s"].item(row)
        is_longer = said_s > own_s
        times = said.longer.patience if is_longer else said.shorter.patience
        stays_s = own_s if np.isinf(own_s) else on_grid(own_s * times)
        leaves = bool(is_longer and said.longer.leave and patience_s == own_s and left_at_once(log)[row])
        assert leaves or patience_s == stays_s, f"contact {row} makes something else of what it heard"
