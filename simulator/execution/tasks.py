"""All runs as one pool of tasks: a task is a portion of replications of many runs, done one replication after another.

A replication is a pure function of (scenario, seed, replication), so a portion can be done here, in a worker process
or, later, on another machine, and be done again when it was lost. In a replication, customers are drawn once for all
runs that have the same (`demand/shared.py`); then each run is simulated, measured, and its log forgotten.
"""

import pickle
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import closing
from typing import Protocol, TypeVar

from simulator.demand.shared import SharedDraws
from simulator.demand.workload import expected_contacts
from simulator.engine.simulate import simulate
from simulator.execution.interrupts import raise_interrupt
from simulator.execution.log_files import LogTarget, put_aside
from simulator.execution.portions import Portion, Portions, cut
from simulator.execution.processes import results_of
from simulator.execution.warm_workers import warm_jobs
from simulator.metrics.gathering import Alike, Collector, Gatherer, Keep, Piece, block_starts
from simulator.metrics.values import Stack
from simulator.scenario.nouns import Scenario

Key = TypeVar("Key", bound=Hashable)

WARM_S = 0.5
"""First replications shorter than this are mostly warming up: the next ones are timed instead."""
LARGE = 30_000
"""A block of more contacts than these is large."""
CONTACT_S = 6e-6
"""About so long takes a contact: drawn, simulated and measured."""


class Progress(Protocol):
    """Who wants to know how far a run is."""

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Learn what is going to be done: so many replications of each run, a strategy in a future at a point."""

    def finished(self, run: str, replications: int) -> None:
        """Learn that so many more replications of a run are done."""


class Runs:
    """All runs, which portions have in common: sent to each worker process once."""

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        replications: int,
        seed: int,
        keeps: Sequence[Keep],
        log_to: Sequence[LogTarget | None],
    ) -> None:
        """Take the runs' scenarios, what is kept of each and where its logs are put aside (None: they are forgotten).

        All runs have the same blocks.
        """
        self.scenarios, self.replications, self.seed = tuple(scenarios), replications, seed
        self.keeps, self.log_to = tuple(keeps), tuple(log_to)
        self.blocks = keeps[0].blocks or replications
        assert {keep.blocks or replications for keep in keeps} == {self.blocks}, "all runs have the same blocks"
        self._draws: dict[tuple[int, int], SharedDraws] = {}

    def starts(self, block: int) -> int:
        """Return the first replication of a block."""
        return block_starts(block, self.replications, self.blocks)

    def draws(self, of: int, to: int) -> SharedDraws:
        """Return the draws of some of the runs; who shares which is found out once."""
        if (of, to) not in self._draws:
            self._draws[of, to] = SharedDraws(self.scenarios[of:to])
        return self._draws[of, to]


def work_off(runs: Runs, portion: Portion, told: Callable[[int], None] | None = None) -> list[Piece]:
    """Do a portion; return what is kept of each of its runs. ``told`` learns of every replication whose run it is."""
    first, last, of, to = portion
    gatherers = [Gatherer(keep, runs.starts(first)) for keep in runs.keeps[of:to]]
    draws = runs.draws(of, to)
    for block in range(first, last):
        for replication in range(runs.starts(block), runs.starts(block + 1)):
            for place, workload in draws.of(runs.seed, replication):
                raise_interrupt()
                log = simulate(runs.scenarios[of + place], workload)
                gatherers[place].add(log)
                if target := runs.log_to[of + place]:
                    put_aside(log, target)
                if told:
                    told(of + place)
        for gatherer in gatherers:
            gatherer.end_block()
    return [gatherer.piece(with_cells=first == 0) for gatherer in gatherers]


def run_all(
    scenarios: Mapping[Key, Scenario],
    replications: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
    log_to: Mapping[Key, LogTarget] | None = None,
    keeps: Mapping[Key, Keep] | None = None,
    left: "DoneSoFar | None" = None,
) -> dict[Key, Stack]:
    """Run every scenario ``replications`` times with one seed, so that all meet the same customers.

    All are one pool of tasks; progress is told of each as the text of its key. ``jobs`` is the number of processes;
    None uses all cores, unless the work is too small to be worth it. The results depend on neither. ``log_to`` says
    where each run's logs are put aside (`execution/log_files.py`), ``keeps`` what is kept of each (None: everything, of
    every replication). ``left`` is told what is done when the run ends early. Raises `IncompleteRun` when worker
    processes keep dying.
    """
    names = list(scenarios)
    kept = [keeps[name] if keeps else Keep() for name in names]
    runs = Runs(list(scenarios.values()), replications, seed, kept, [(log_to or {}).get(name) for name in names])
    results = _Results(runs, [str(name) for name in names], progress)
    if left is not None:
        left.collectors = results.collectors
    took_s, done = _the_first(runs, results, jobs)
    how = cut(took_s, len(names), runs.blocks, jobs, warm_jobs() > 0)
    portions = Portions([Portion(0, done, 1, len(names)), Portion(done, runs.blocks, 0, len(names))], how)
    if how.jobs == 1:
        for portion in portions:
            results.take(portion, work_off(runs, portion, results.told))
    else:
        found = results_of(_sent, runs, portions, how.jobs, lambda index: results.told_all(portions[index]))
        with closing(found):
            for portion, pieces in zip(portions, found, strict=True):
                results.take(portion, pickle.loads(pieces))
    return {name: collector.stack() for name, collector in zip(names, results.collectors, strict=True)}


def _sent(runs: Runs, portion: Portion) -> bytes:
    """Do a portion in a worker process. What comes back is one stretch of memory until it is taken.

    As thousands of small arrays, made in the thread that receives them, it would leave the memory in pieces.
    """
    return pickle.dumps(work_off(runs, portion), protocol=pickle.HIGHEST_PROTOCOL)


class _Results:
    """What is there already of all runs, and who is told of it."""

    def __init__(self, runs: Runs, names: Sequence[str], progress: Progress | None) -> None:
        self.runs, self.names, self.progress = runs, names, progress
        alike: Alike = {}
        self.collectors = [Collector(keep, runs.replications, alike) for keep in runs.keeps]
        if progress:
            progress.started(names, runs.replications)

    def told(self, place: int, count: int = 1) -> None:
        """Tell that so many more replications of the run at ``place`` are done."""
        if self.progress:
            self.progress.finished(self.names[place], count)

    def told_all(self, portion: Portion) -> None:
        """Tell that a portion is done."""
        for place in range(portion.of, portion.to):
            self.told(place, self.runs.starts(portion.last) - self.runs.starts(portion.first))

    def take(self, portion: Portion, pieces: Sequence[Piece]) -> None:
        """Take what is kept of a portion; those of a run come in their order."""
        for place, piece in enumerate(pieces, portion.of):
            self.collectors[place].add(piece)
        if portion.to == len(self.collectors):
            common = min(one.done for one in self.collectors)
            for one in self.collectors:
                one.settle(common)


class DoneSoFar:
    """What is done of a run that ended early: of all its strategies and futures the same replications."""

    def __init__(self) -> None:
        self.collectors: Sequence[Collector] = ()

    @property
    def replications(self) -> int:
        """Return how many replications all runs have done, up to a place where results can be cut."""
        if not self.collectors:
            return 0
        return max(set(self.collectors[0].ends).intersection(*(one.ends for one in self.collectors)), default=0)

    def stacks(self) -> list[Stack]:
        """Return what is kept of these replications, of each run in its order; there is at least one replication."""
        count = self.replications
        return [one.first(count) for one in self.collectors]


def _the_first(runs: Runs, results: _Results, jobs: int | None) -> tuple[float, int]:
    """Do the first one or two blocks of the first run here; return how long the last one took, and how many there are.

    That tells how long the others take, and wastes nothing. Where a block is large it is estimated and left to the
    workers: the memory that it takes this process would hardly get back.
    """
    contacts = float(expected_contacts(runs.scenarios[0]).sum()) * runs.starts(1)
    if jobs != 1 and contacts > LARGE:
        return contacts * CONTACT_S, 0
    took_s, done = 0.0, 0
    while done < min(2, runs.blocks) and took_s < WARM_S:
        portion = Portion(done, done + 1, 0, 1)
        started_s = time.perf_counter()
        results.take(portion, work_off(runs, portion, results.told))
        took_s, done = time.perf_counter() - started_s, done + 1
    return took_s, done
