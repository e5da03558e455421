"""Progress on stderr: a bar with the remaining time on a terminal, else a line per run, and one at least every 30 s.

A run is a strategy, in a future, at a point of a grid. Who is interrupted says how far it came.
"""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.cli.answering import complain
from simulator.cli.slowness import Slowness
from simulator.printable import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import ProgressColumn

    from simulator.execution.tasks import Progress


RUN_WIDTH = 30
"""Of a run's name beside the bar; what differs stands at its end."""
BAR_WIDTH = 80
"""A terminal narrower than this has no room for a bar."""
SILENT_S = 25.0
"""Without a terminal nobody waits longer than about this for a sign of life, however long a replication takes."""


@contextmanager
def progress_on_stderr(quiet: bool = False) -> "Iterator[Progress]":
    """Yield who is to be told how far a run is; nothing of a bar stays on the screen, nothing is shown when ``quiet``.

    A KeyboardInterrupt leaves with a text that says what was done so far.
    """
    counted = CountedProgress()
    try:
        with _shown(quiet) as progress:
            counted.also = progress
            counted.slowness = None if quiet else Slowness(complain)
            yield counted
    except KeyboardInterrupt:
        raise KeyboardInterrupt(counted.interrupted()) from None


@contextmanager
def _shown(quiet: bool) -> "Iterator[Progress | None]":
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        lines = Lines()
        try:
            yield lines
        finally:
            lines.stop()
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(*_columns(console.width), console=console, transient=True) as bar:
        yield Bar(bar)


def _columns(width: int) -> "list[ProgressColumn]":
    """Return the parts of the bar; where there is little room the numbers alone, for they say it all."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    run, counted, left = TextColumn("{task.description}", markup=False), MofNCompleteColumn(), TimeRemainingColumn()
    if width < BAR_WIDTH:
        return [run, counted, left]
    words = (TextColumn(text) for text in ("simulating", "replications,", "left"))
    return [next(words), run, BarColumn(), counted, next(words), left, next(words)]


class CountedProgress:
    """Progress as far as it matters to who is interrupted; it tells another one too."""

    def __init__(self) -> None:
        self.also: Progress | None = None
        self.slowness: Slowness | None = None
        self.total = 0
        self.done = 0

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Take what will have to be done."""
        self.total = len(runs) * replications
        if self.also:
            self.also.started(runs, replications)

    def finished(self, run: str, replications: int) -> None:
        """Count."""
        self.done += replications
        if self.also:
            self.also.finished(run, replications)
        if self.slowness:
            self.slowness.done(self.done / self.total)

    def interrupted(self) -> str:
        """Return how far it came."""
        if not self.total:
            return "interrupted before anything was simulated"
        return f"interrupted after {self.done:,} of {self.total:,} replications"


class Bar:
    """Progress on a terminal."""

    def __init__(self, bar: "RichProgress") -> None:
        self.bar = bar
        self.task = bar.add_task("", total=None)

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Take the full length of the bar."""
        self.bar.update(self.task, total=len(runs) * replications)

    def finished(self, run: str, replications: int) -> None:
        """Move on, and say where we are."""
        room = RUN_WIDTH if self.bar.console.width >= BAR_WIDTH else self.bar.console.width // 3
        run = one_line(run)
        name = run if len(run) <= room else f"…{run[1 - room :]}"
        self.bar.update(self.task, advance=replications, description=name)


class Lines:
    """Progress in a log file: a line for each run that is done, and where nothing was said for long, how far it is."""

    def __init__(self, silent_s: float = SILENT_S) -> None:
        self.replications = 0
        self.left: dict[str, int] = {}
        self._silent_s = silent_s
        self._began_s = self._said_s = time.monotonic()
        self._over = threading.Event()

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Take what will have to be done."""
        self.replications = replications
        self.left = dict.fromkeys(runs, replications)
        threading.Thread(target=self._watch, daemon=True).start()

    def finished(self, run: str, replications: int) -> None:
        """Count, and print the line when nothing is left."""
        self.left[run] -= replications
        if not self.left[run]:
            days = "1 replication" if self.replications == 1 else f"{self.replications} replications"
            self._say(f"{one_line(run)}: {days} done")

    def stop(self) -> None:
        """Say nothing any more."""
        self._over.set()

    def _say(self, text: str) -> None:
        self._said_s = time.monotonic()
        complain(text)

    def _watch(self) -> None:
        """Speak where nobody else did; a replication may take long, and tells nobody before it is done."""
        while not self._over.wait(max(self._said_s + self._silent_s - time.monotonic(), 0.01)):
            if time.monotonic() - self._said_s >= self._silent_s:
                self._say(self._how_far())

    def _how_far(self) -> str:
        total = self.replications * len(self.left)
        done = total - sum(self.left.values())
        spent_s = time.monotonic() - self._began_s
        left = f", about {_duration(spent_s / done * (total - done))} left" if done else ""
        return f"{done:,} of {total:,} replications done after {_duration(spent_s)}{left}"


def _duration(seconds: float) -> str:
    """Return about how long something takes.

    >>> _duration(42), _duration(150), _duration(7000)
    ('42 s', '2 min', '1.9 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
