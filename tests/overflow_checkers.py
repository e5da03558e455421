"""Invariants of overflow rules: what they did is what became of contacts."""

import numpy as np

from simulator.log import RunLog


def was_changed(log: RunLog) -> np.ndarray:
    """Return whether any overflow rule was carried out for each contact."""
    rows = log.contacts["contact"]
    return np.isin(rows, log.overflow["contact"][log.overflow["did"] == 1]) if log.overflow else rows < 0
