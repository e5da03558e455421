"""How much of the time between two instants lies inside opening hours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Hours = Floats | Sequence[tuple[float, float]]
"""Shape (stretches, 2): from and to, in order, with time between them."""


def between(from_s: Floats | float, to_s: Floats | float, hours: Hours | None) -> Floats:
    """Return the seconds from ``from_s`` to ``to_s`` inside ``hours``, all of them without; NaN where either is.

    A message of 22:00 that is answered at 08:10 has waited for ten minutes where it is open from 08:00:

    >>> hour, hours = 3600.0, [(8 * 3600.0, 18 * 3600.0), (32 * 3600.0, 42 * 3600.0)]
    >>> [between(22 * hour, 32 * hour + 600, each).item() for each in (hours, None)]
    [600.0, 36600.0]
    """
    if hours is None:
        return np.asarray(to_s, dtype=np.float64) - from_s
    stretches = np.asarray(hours, dtype=np.float64).reshape(-1, 2)
    return _until(to_s, stretches) - _until(from_s, stretches)


def _until(times_s: Floats | float, stretches: Floats) -> Floats:
    """Return how much time inside ``stretches`` is over at each instant."""
    times_s = np.asarray(times_s, dtype=np.float64)
    if not len(stretches):
        return times_s * 0.0
    begins_s, ends_s = stretches.T
    before_s = np.concatenate([[0.0], np.cumsum(ends_s - begins_s)])
    last = np.maximum(np.searchsorted(begins_s, times_s, side="right") - 1, 0)
    # Before the first stretch nothing of it is over.
    over_s: Floats = before_s[last] + np.clip(np.minimum(times_s, ends_s[last]) - begins_s[last], 0.0, None)
    return over_s
