"""When people who are known one by one are planned, and when they are on call; of the log's facts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class PlannedParts:
    """When agents who are known one by one are planned, a row for each part of a shift, sorted by agent and time."""

    agent: NDArray[np.int64]
    group: NDArray[np.int64]
    from_s: NDArray[np.float64]
    to_s: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OnCallParts:
    """When agents are on call, a row for each part of a shift, sorted by agent and time."""

    agent: NDArray[np.int64]
    from_s: NDArray[np.float64]
    paid: NDArray[np.float64]
    """What an hour on call costs, as a share of an hour's work."""
