"""The grid of time: every time and every duration is a multiple of 2⁻²⁰ s, so their sums are exact.

This file exists twice: compiled (`time_grid.pyx`), rounding is one instruction. The same tests hold for both.
"""

import math

GRID_PER_S = 2**20
"""Steps of the time grid in a second."""


def on_grid(seconds: float) -> float:
    """Return ``seconds`` rounded to the time grid (half to even); infinity stays infinite."""
    return round(seconds * GRID_PER_S) / GRID_PER_S if math.isfinite(seconds) else seconds
