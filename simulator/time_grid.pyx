"""The grid of time, compiled: `time_grid.py` in C numbers. The same tests hold for both."""

from libc.math cimport isfinite, rint

GRID_PER_S = 2**20


cpdef double on_grid(double seconds) noexcept:
    # As a whole number has no sign at 0, the grid has none.
    return rint(seconds * 1048576.0) / 1048576.0 + 0.0 if isfinite(seconds) else seconds
