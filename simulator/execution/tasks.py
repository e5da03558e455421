"""What a task is: some replications of one scenario; what comes back are two small arrays.

A replication is a pure function of (scenario, seed, replication). A task holds nothing else, so it can be done here,
in a worker process or, later, on another machine, and be done again when it was lost.
"""

import bisect
import itertools
import math
import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar, overload

import numpy as np

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.execution.interrupts import raise_interrupt
from simulator.execution.log_files import LogTarget, put_aside
from simulator.execution.processes import map_tasks, usable_cores
from simulator.metrics.details import details, together
from simulator.metrics.measure import measure
from simulator.metrics.values import Stack, stack
from simulator.metrics.wait_bins import joined
from simulator.scenario.nouns import Scenario

Key = TypeVar("Key", bound=Hashable)

SMALL_S = 1.5
"""With less estimated work than this, starting worker processes costs more time than it saves."""
CHUNK_S = 0.4
"""Work handed out at once: long enough that handing it out costs nothing, short enough for a lively progress bar."""
CHUNKS_PER_WORKER = 4
"""At least so many chunks for each worker, so that the last one does not work alone for long."""
WARM_S = 0.5
"""A first replication shorter than this is mostly warming up: the second one is timed instead."""


class Progress(Protocol):
    """Who wants to know how far a run is."""

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Learn what is going to be done: so many replications of each run, a strategy in a future at a point."""

    def finished(self, run: str, replications: int) -> None:
        """Learn that so many more replications of a run are done."""


class Task(NamedTuple):
    """Replications ``first`` to ``last`` (left out) of a scenario."""

    scenario: Scenario
    seed: int
    first: int
    last: int
    log_to: LogTarget | None = None
    """Where the logs go; None: they are forgotten."""


class Plan(Sequence[Task]):
    """Runs cut into chunks, one after the other. Each is made when it is asked for: nobody waits for a long list."""

    def __init__(self, runs: Sequence[Task], size: int) -> None:
        """Take whole runs and how many replications a chunk has."""
        self.runs, self.size = runs, size
        self._ends = list(itertools.accumulate(-(-(run.last - run.first) // size) for run in runs))

    def __len__(self) -> int:
        return self._ends[-1]

    def run_of(self, index: int) -> int:
        """Return the place among the runs of the one that a chunk is of."""
        return bisect.bisect_right(self._ends, index)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Task]: ...
    def __getitem__(self, index: int | slice) -> Task | Sequence[Task]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = self.run_of(index)
        run = self.runs[number]
        first = run.first + self.size * (index - (self._ends[number - 1] if number else 0))
        return run._replace(first=first, last=min(first + self.size, run.last))


def simulate_replications(
    scenario: Scenario, seed: int, first: int, last: int, log_to: LogTarget | None = None
) -> Stack:
    """Simulate replications ``first`` to ``last`` (left out; at least one); return their measures and details."""
    summaries, parts = [], []
    for number in range(first, last):
        raise_interrupt()
        log = simulate(scenario, draw(scenario, seed, number))
        summaries.append(measure(log))
        parts.append(details(log))
        if log_to:
            put_aside(log, log_to)
    return replace(stack(summaries), details=together(parts))


def run_task(task: Task) -> Stack:
    """Do one task."""
    return simulate_replications(*task)


def run_all(
    scenarios: Mapping[Key, Scenario],
    replications: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
    log_to: Mapping[Key, LogTarget] | None = None,
) -> dict[Key, Stack]:
    """Run every scenario ``replications`` times with one seed, so that all meet the same customers.

    All are one pool of tasks; progress is told of each as the text of its key. ``jobs`` is the number of processes;
    None uses all cores, unless the work is too small to be worth it. The results depend on neither. ``log_to`` says
    where each run's logs are put aside (`execution/log_files.py`). Raises `IncompleteRun` when worker processes keep
    dying.
    """
    logs = log_to or {}
    names = list(scenarios)
    if progress:
        progress.started([str(name) for name in names], replications)
    parts: dict[Key, list[Stack]] = {name: [] for name in names}
    parts[names[0]], took_s = _first_ones(scenarios[names[0]], seed, replications, logs.get(names[0]))
    already = len(parts[names[0]])
    if progress:
        progress.finished(str(names[0]), already)
    workers, size = plan_chunks(took_s, len(names) * replications - already, jobs)
    firsts = {name: range(len(parts[name]), replications, size) for name in names}
    plan = Plan([Task(scenarios[name], seed, firsts[name].start, replications, logs.get(name)) for name in names], size)

    def on_done(index: int) -> None:
        if progress:
            task = plan[index]
            progress.finished(str(names[plan.run_of(index)]), task.last - task.first)

    done = iter(map_tasks(run_task, plan, workers, on_done))
    for name in names:
        parts[name] += itertools.islice(done, len(firsts[name]))
    return {name: join(mine) for name, mine in parts.items()}


def plan_chunks(took_s: float, left: int, jobs: int | None) -> tuple[int, int]:
    """Return (processes, replications per chunk) for ``left`` replications that take about ``took_s`` each."""
    if jobs is None:
        jobs = 1 if took_s * left < SMALL_S else usable_cores()
    by_time = math.ceil(CHUNK_S / max(took_s, 1e-6))
    by_balance = math.ceil(left / (CHUNKS_PER_WORKER * jobs))
    return jobs, max(1, min(by_time, by_balance))


def join(parts: Sequence[Stack]) -> Stack:
    """Return consecutive stacks of one scenario as one."""
    return Stack(
        parts[0].cells,
        np.concatenate([part.sums for part in parts]),
        joined([part.waits for part in parts]),
        together([part.details for part in parts if part.details is not None]),
        np.concatenate([part.answered_by for part in parts if part.answered_by is not None]),
    )


def _first_ones(
    scenario: Scenario, seed: int, replications: int, log_to: LogTarget | None
) -> tuple[list[Stack], float]:
    """Simulate the first one or two replications here; return them and how long the last of them took."""
    done: list[Stack] = []
    took_s = 0.0
    while len(done) < min(2, replications) and took_s < WARM_S:
        started_s = time.perf_counter()
        done.append(simulate_replications(scenario, seed, len(done), len(done) + 1, log_to))
        took_s = time.perf_counter() - started_s
    return done, took_s
