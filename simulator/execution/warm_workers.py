"""Workers that are there when they are needed: one process imports what they work with while this one is still reading.

Starting a worker is mostly importing, half a second each. Where the system can copy a process safely (Linux), the
command line has Python's fork server import it all once, early and on another core; workers are then copies of it,
there in some hundredths of a second. It is a process without threads of ours that has run nothing, unlike this one.
Whoever uses the library gets fresh workers, for the fork server is the whole process's and may be somebody else's.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext

from simulator.execution.cores import usable_cores
from simulator.execution.interrupts import interrupts_deferred

IMPORTED = ("simulator.execution.tasks", "simulator.run_folder.contents", "scipy.special")
"""What workers need and a command does, too, when it has its results."""
WORTH_IT = 20
"""Fewer replications are mostly done before workers are."""


class _Warm:
    """How many processes may work, where the fork server was started; else 0."""

    def __init__(self) -> None:
        self.jobs = 0


_warm = _Warm()


def warm_up(jobs: int | None, replications: float) -> None:
    """Begin to start workers for so many replications of all runs, if that will be worth it; this takes milliseconds.

    ``jobs`` is what the user asked for. To be called from the main thread of a program that is this process's own.
    Where the system refuses, workers are started as ever.
    """
    jobs = usable_cores() if jobs is None else jobs
    if _warm.jobs or jobs <= 1 or replications < WORTH_IT or not _possible():
        return
    forkserver.set_forkserver_preload(list(IMPORTED))
    try:
        track_resources()
        with interrupts_deferred(), _imports_as_here(), _born_with_blocked("SIGINT"):
            forkserver.ensure_running()
    except OSError:
        return
    _warm.jobs = jobs


def track_resources() -> None:
    """Start the process that knows what workers share, unless it is there: it must outlive whoever uses it.

    It ignores interrupts by itself, but not the end of the terminal, which goes to all processes; Python would start
    another one, with a warning.
    """
    if os.name != "posix":
        return
    # Starting it unblocks interrupts behind our back, so this is never done inside of what blocks them.
    with interrupts_deferred(), _born_with_blocked("SIGHUP"):
        resource_tracker.ensure_running()


def cool_down() -> None:
    """Start workers afresh from now on: those that were copied have died, and nobody knows of what."""
    _warm.jobs = 0


def warm_jobs() -> int:
    """Return how many processes may work and cost next to nothing to start; 0: starting them is expensive."""
    return _warm.jobs


def how_to_start() -> BaseContext:
    """Return the way in which workers are started."""
    return multiprocessing.get_context("forkserver" if _warm.jobs else "spawn")


@contextmanager
def starting() -> Iterator[None]:
    """Be where a worker is started: a fork server that was killed is started again with it."""
    with _imports_as_here() if _warm.jobs else nullcontext():
        yield


def _possible() -> bool:
    # Elsewhere than on Linux, what the system's libraries know of a process does not survive its being copied.
    there = sys.platform == "linux" and "forkserver" in multiprocessing.get_all_start_methods()
    told = not sys.flags.ignore_environment and not any(os.pathsep in path for path in sys.path)
    return there and told


@contextmanager
def _imports_as_here() -> Iterator[None]:
    """Let a new interpreter look for modules where this one does: the fork server imports before it is told."""
    ours = {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _born_with_blocked(name: str) -> Iterator[None]:
    """Have processes that are started here ignore a signal until they decide otherwise, where the system can."""
    if not hasattr(signal, "pthread_sigmask") or not hasattr(signal, name):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name)})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
