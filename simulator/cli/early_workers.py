"""Workers begin to start as soon as a command knows that it will need them, where the process is the command's own."""

import os
from math import inf

from simulator.execution.interrupts import take_signals


class _Process:
    """This one."""

    def __init__(self) -> None:
        self.is_ours = False


_process = _Process()


def process_is_ours() -> None:
    """Say that this process was started to run a command: what is the whole process's is ours as well."""
    take_signals()
    # A window that pictures are to be shown in, which may not be there: none is ever opened.
    os.environ.pop("MPLBACKEND", None)
    _process.is_ours = True


def start_workers(jobs: int | None, replications: float = inf) -> None:
    """Begin to start workers for so many replications of all runs; ``jobs`` is what the user asked for."""
    if _process.is_ours:
        from simulator.execution.warm_workers import warm_up
        from simulator.which_engine import engine_kind

        # An engine that is refused is refused here, in a sentence, and not by a process that is just starting.
        engine_kind()

        warm_up(jobs, replications)
