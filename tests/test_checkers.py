"""The checkers catch what they are there for."""

import checkers
import numpy as np
import pytest

from simulator.log import EndedBy


def three(answered_s: list[float]) -> dict[str, np.ndarray]:
    """Three contacts that queued at 10, 11 and 12 s and were answered then."""
    queued_s = np.array([10.0, 11.0, 12.0])
    return {
        "queued_s": queued_s,
        "answered_s": np.array(answered_s),
        "wait_s": np.array(answered_s) - queued_s,
        "ended_by": np.array([EndedBy.AGENT] * 3),
    }


def test_whoever_is_taken_before_somebody_with_priority_is_found():
    everybody = np.array([True, True, True])
    with pytest.raises(AssertionError, match=r"\[1\]"):
        checkers._better_ones_first(three([15.0, 14.0, 12.0]), everybody, np.array([1, 2, 1]))


def test_whoever_has_priority_or_does_not_wait_hurts_nobody():
    everybody = np.array([True, True, True])
    checkers._better_ones_first(three([15.0, 14.0, 12.0]), everybody, np.array([2, 1, 1]))
    checkers._better_ones_first(three([15.0, 14.0, 12.0]), everybody, np.array([2, 2, 2]))
    # Answered at the very instant at which the one with priority leaves the queue.
    checkers._better_ones_first(three([14.0, 14.0, 12.0]), everybody, np.array([1, 2, 2]))
