"""First contacts, as far as only those are asked for it of whom more comes: key, type, segment, and uniforms of a case.

This file exists twice: compiled, columns are read where they lie (`firsts.pyx`), and the same tests hold for both.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import u, u_column
from simulator.demand.workload import Workload


class Firsts:
    """The cases of one run, which have the rows of their first contacts."""

    __slots__ = ("_uniforms", "_workload")

    def __init__(self, workload: Workload) -> None:
        self._workload = workload
        self._uniforms: dict[int, NDArray[np.float64]] = {}
        """By purpose: what all cases draw for it the first time; of purposes that somebody asked for."""

    def key(self, case: int) -> int:
        """Return the key of a case."""
        return self._workload.key.item(case)

    def type(self, case: int) -> int:
        """Return the type of its first contact."""
        return self._workload.type.item(case)

    def segment(self, case: int) -> int:
        """Return the segment of its customer."""
        return self._workload.segment.item(case)

    def uniform(self, case: int, purpose: int, ordinal: int) -> float:
        """Return the uniform of a case for a purpose: `u` of its key, to the bit."""
        if ordinal:
            return u(self._workload.key.item(case), purpose, ordinal)
        # Mostly it is the first time, and where a few are asked, all drawn at once are cheaper than those few alone.
        column = self._uniforms.get(purpose)
        if column is None:
            column = self._uniforms[purpose] = u_column(self._workload.key, purpose)
        return column.item(case)

    def forget(self) -> None:
        """Let go of what was drawn."""
        self._uniforms.clear()
