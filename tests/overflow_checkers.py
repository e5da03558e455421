"""Invariants of overflow rules: what they did is what became of contacts."""

import numpy as np

from simulator.log import EndedBy, RunLog


def was_told(log: RunLog) -> np.ndarray:
    """Return whether each contact was told which wait to expect, which may change how patient it is."""
    return ~np.isnan(log.contacts.get("announced_s", np.full(len(log.contacts["contact"]), np.nan)))


def left_when_told(log: RunLog) -> np.ndarray:
    """Return whether each contact left when it was told of a longer wait than it would wait: it does not wait."""
    contacts = log.contacts
    at_once = (contacts["ended_by"] == EndedBy.ABANDONED) & (contacts["wait_s"] == 0)
    return was_told(log) & at_once


def was_changed(log: RunLog) -> np.ndarray:
    """Return whether any overflow rule was carried out for each contact."""
    rows = log.contacts["contact"]
    return np.isin(rows, log.overflow["contact"][log.overflow["did"] == 1]) if log.overflow else rows < 0
