"""Which contacts of a log were conversations in somebody's hand, and who had whom from when on."""

import numpy as np

from simulator.log import NOBODY, RunLog


def conversed(log: RunLog) -> np.ndarray:
    """Return whether each contact was a conversation that somebody had in hand: there are messages of it."""
    found = np.zeros(len(log.contacts["contact"]), dtype=bool)
    if log.replies:
        found[log.replies["contact"]] = True
    return found


def taken_by(log: RunLog) -> np.ndarray:
    """Return who took each contact first, answered or not; NOBODY where nobody did."""
    found = log.contacts["answered_by"].astype(int)
    if log.replies:
        first = log.replies["number"] == 1
        found[log.replies["contact"][first]] = log.replies["agent"][first]
    return found


def waited_s(log: RunLog) -> np.ndarray:
    """Return how long each contact waited until somebody took it, or it was gone."""
    contacts = log.contacts
    until_s = np.where(np.isnan(contacts["assigned_s"]), contacts["ended_s"], contacts["assigned_s"])
    return np.where(taken_by(log) == NOBODY, contacts["wait_s"], until_s - contacts["queued_s"])
