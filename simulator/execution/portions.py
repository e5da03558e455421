"""How the work of a run is cut: a portion is some blocks of replications of some runs, of as many as can share a draw.

Where every replication is kept, a block is one. How work is cut depends on the clock and on the number of processes,
what comes out on neither: a block is added up in one place, and pieces are put together in their order
(`metrics/gathering.py`).
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, overload

from simulator.execution.cores import usable_cores

SMALL_S, SMALL_WARM_S = 1.5, 0.3
"""With less estimated work than this, starting worker processes, or warm ones, costs more time than it saves."""
SHORT_S = 0.4
"""Work handed out at once: long enough that handing it out costs nothing, short enough for a lively progress bar."""
LONG_S = 20.0
"""Where a block of all runs takes longer than this, runs are handed out apart, and each draws for itself."""
PORTIONS_PER_WORKER = 8
"""At least so many for each worker where there are blocks enough, so that the last one does not work alone for long."""
APART_BELOW = 4
"""With fewer for each worker, runs are handed out apart although each then draws for itself."""


class Portion(NamedTuple):
    """Blocks ``first`` to ``last`` (left out) of the runs at places ``of`` to ``to`` (left out)."""

    first: int
    last: int
    of: int
    to: int


class Cut(NamedTuple):
    """How work is cut."""

    jobs: int
    """Processes."""
    blocks: int
    """Of a portion."""
    runs: int
    """Of a portion."""


def cut(took_s: float, runs: int, blocks: int, jobs: int | None, warm: bool = False) -> Cut:
    """Return how to cut ``blocks`` of each of so many runs, where one of one takes about ``took_s``.

    ``warm`` workers cost next to nothing to start.
    """
    if jobs is None:
        small_s = SMALL_WARM_S if warm else SMALL_S
        jobs = 1 if took_s * runs * blocks < small_s else usable_cores()
    took_s = max(took_s, 1e-6)
    by_time = math.ceil(SHORT_S / (took_s * runs))
    by_balance = math.ceil(blocks / (PORTIONS_PER_WORKER * jobs))
    size = max(1, min(by_time, by_balance))
    together = max(1, min(runs, int(LONG_S / (took_s * size))))
    stretches = max(1, math.ceil(blocks / size))
    if jobs > 1 and stretches * math.ceil(runs / together) < APART_BELOW * jobs:
        apart = math.ceil(APART_BELOW * jobs / stretches)
        together = min(together, max(1, math.ceil(runs / apart)))
    return Cut(jobs, size, together)


class Portions(Sequence[Portion]):
    """Work that is cut: one whole after the other, in each stretch of blocks by stretch, in each the runs.

    Each portion is made when it is asked for: nobody waits for a long list.
    """

    def __init__(self, wholes: Sequence[Portion], cut: Cut) -> None:
        """Take all that is to be done and how it is cut."""
        self.wholes, self.cut = wholes, cut
        self._ends = list(accumulate(_groups(one, cut) * _stretches(one, cut) for one in wholes))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Portion: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Portion]: ...
    def __getitem__(self, index: int | slice) -> Portion | Sequence[Portion]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = bisect_right(self._ends, index)
        whole = self.wholes[number]
        stretch, group = divmod(index - (self._ends[number - 1] if number else 0), _groups(whole, self.cut))
        first = whole.first + self.cut.blocks * stretch
        of = whole.of + self.cut.runs * group
        last, to = min(first + self.cut.blocks, whole.last), min(of + self.cut.runs, whole.to)
        return Portion(first, last, of, to)


def _groups(whole: Portion, cut: Cut) -> int:
    return -(-(whole.to - whole.of) // cut.runs)


def _stretches(whole: Portion, cut: Cut) -> int:
    return -(-(whole.last - whole.first) // cut.blocks)
