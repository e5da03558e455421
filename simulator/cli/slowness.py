"""A long run by the interpreted engine says once what would make it fast, to whoever has the time to read it."""

import os
import time
from collections.abc import Callable

from simulator.which_engine import INTERPRETED, WISH, engine_kind

LONG_S = 60.0
"""A run that will take at least so long is worth a word."""
_LOOKED_S = 5.0
"""After so long it can be told how long a run will take."""


class Slowness:
    """How long a run will take, judged by what is done of it."""

    def __init__(self, tell: Callable[[str], None], now_s: Callable[[], float] = time.monotonic) -> None:
        self._tell, self._now_s = tell, now_s
        self._began_s = now_s()
        # Who asked for this engine knows.
        self._silent = bool(os.environ.get(WISH)) or engine_kind() != INTERPRETED

    def done(self, share: float) -> None:
        """Take how much of the run is done, and speak where that took, and will take, long."""
        spent_s = self._now_s() - self._began_s
        if self._silent or spent_s < _LOOKED_S or spent_s < LONG_S * share:
            return
        self._silent = True
        takes = "will take" if share < 1 else "took"
        self._tell(
            f"this run {takes} about {_minutes(spent_s / share)}: the engine is not compiled here and runs several "
            "times slower; docs/install.md says how to compile it"
        )


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return "a minute" if minutes <= 1 else f"{minutes:,} minutes"
