"""Customers who left silently, in a replication: the center goes on as if they were there, and so do its queues."""

import numpy as np
from numpy.typing import NDArray

from simulator.log import RunLog
from simulator.metrics.outcomes import floats
from simulator.tracing.playback import Playback


def left_silently_s(play: Playback, row: int) -> float | None:
    """Return when the customer of a contact left silently; None where they did not."""
    if not play.log.silences:
        return None
    mine = floats(play.log.silences["left_s"])[play.log.silences["contact"] == row]
    return float(mine[0]) if len(mine) else None


def is_gone_at(play: Playback, row: int, time_s: float) -> bool:
    """Return whether the customer of a contact has left silently by an instant."""
    left_s = left_silently_s(play, row)
    return left_s is not None and left_s <= time_s


def was_told_at(play: Playback, row: int, time_s: float) -> bool:
    """Return whether an agent has written by an instant to the customer of a contact, who had left silently."""
    if not play.log.silences:
        return False
    return bool((floats(play.log.silences["told_s"])[play.log.silences["contact"] == row] <= time_s).any())


def was_taken_in_vain(play: Playback, row: int) -> bool:
    """Return whether an agent had a contact in hand whose customer left silently."""
    if not play.log.silences:
        return False
    return bool((play.log.silences["agent"][play.log.silences["contact"] == row] >= 0).any())


def is_through_s(log: RunLog, contact: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return until when each contact held its place: until it ended, or the center was through with it."""
    ended_s = floats(log.contacts["ended_s"])[contact]
    if not log.silences:
        return ended_s
    over_s = np.full(len(log.contacts["type"]), np.nan)
    over_s[log.silences["contact"]] = log.silences["over_s"]
    silent = np.zeros(len(over_s), dtype=np.bool_)
    silent[log.silences["contact"]] = True
    return np.where(silent[contact], over_s[contact], ended_s)
