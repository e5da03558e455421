"""Progress on stderr: a bar with the remaining time on a terminal, else one line per run when it is done.

A run is a strategy, in a future, at a point of a grid.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.cli.answering import complain

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from simulator.execution.tasks import Progress


RUN_WIDTH = 30
"""Of a run's name beside the bar; what differs stands at its end."""


@contextmanager
def progress_on_stderr() -> "Iterator[Progress]":
    """Yield who is to be told how far a run is; nothing of a bar stays on the screen."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("simulating {task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("replications,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)


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
        name = run if len(run) <= RUN_WIDTH else f"…{run[1 - RUN_WIDTH :]}"
        self.bar.update(self.task, advance=replications, description=name)


class Lines:
    """Progress in a log file: a line for each run that is done."""

    def __init__(self) -> None:
        self.replications = 0
        self.left: dict[str, int] = {}

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Take what will have to be done."""
        self.replications = replications
        self.left = dict.fromkeys(runs, replications)

    def finished(self, run: str, replications: int) -> None:
        """Count, and print the line when nothing is left."""
        self.left[run] -= replications
        if not self.left[run]:
            days = "1 replication" if self.replications == 1 else f"{self.replications} replications"
            complain(f"{run}: {days} done")
