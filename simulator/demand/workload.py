"""The workload: one row per case, drawn column by column.

A case is somebody's wish that leads to a first contact. All that chance decides before the center meets it is here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Workload:
    """Cases sorted by (arrived_s, key); every column has shape (cases,). Times on the grid of 2⁻²⁰ s."""

    key: NDArray[np.uint64]
    source: NDArray[np.int16]
    type: NDArray[np.int16]
    arrived_s: NDArray[np.float64]
    talk_s: NDArray[np.float64]
    wrap_up_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    """Infinite when endless."""
    expected: NDArray[np.float64]
    """Shape (types, intervals): contacts expected; NaN when recorded."""
    seed: int
    replication: int

    def __len__(self) -> int:
        return len(self.arrived_s)
