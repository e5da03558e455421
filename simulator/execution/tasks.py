"""All runs as one pool of tasks: a task is a portion of replications of many runs, done one replication after another.

A replication is a pure function of (scenario, seed, replication), so a portion can be done here, in a worker process
or, later, on another machine, and be done again when it was lost. In a replication, customers are drawn once for all
runs that have the same (`demand/shared.py`); then each run is simulated, measured, and its log forgotten.
"""

import time
from collections.abc import Hashable, Mapping, Sequence
from contextlib import closing
from typing import Protocol, TypeVar

from simulator.demand.shared import SharedDraws
from simulator.engine.simulate import simulate
from simulator.execution.interrupts import raise_interrupt
from simulator.execution.log_files import LogTarget, put_aside
from simulator.execution.portions import Portion, Portions, cut
from simulator.execution.processes import results_of
from simulator.metrics.gathering import Alike, Collector, Gatherer, Keep, Piece
from simulator.metrics.values import Stack
from simulator.scenario.nouns import Scenario

Key = TypeVar("Key", bound=Hashable)

WARM_S = 0.5
"""First replications shorter than this are mostly warming up: the next ones are timed instead."""


class Progress(Protocol):
    """Who wants to know how far a run is."""

    def started(self, runs: Sequence[str], replications: int) -> None:
        """Learn what is going to be done: so many replications of each run, a strategy in a future at a point."""

    def finished(self, run: str, replications: int) -> None:
        """Learn that so many more replications of a run are done."""


class Work:
    """All that portions have in common: it is sent to each worker process once."""

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        seed: int,
        keeps: Sequence[Keep],
        log_to: Sequence[LogTarget | None],
    ) -> None:
        """Take the runs' scenarios, what is kept of each and where its logs are put aside (None: they are forgotten).

        Blocks of all runs are of one size.
        """
        self.scenarios, self.seed, self.keeps, self.log_to = tuple(scenarios), seed, tuple(keeps), tuple(log_to)
        self._draws: dict[tuple[int, int], SharedDraws] = {}

    def draws(self, of: int, to: int) -> SharedDraws:
        """Return the draws of some of the runs; who shares which is found out once."""
        if (of, to) not in self._draws:
            self._draws[of, to] = SharedDraws(self.scenarios[of:to])
        return self._draws[of, to]


def work_off(work: Work, portion: Portion) -> list[Piece]:
    """Do a portion; return what is kept of each of its runs."""
    first, last, of, to = portion
    gatherers = [Gatherer(keep, first) for keep in work.keeps[of:to]]
    draws = work.draws(of, to)
    for replication in range(first, last):
        for place, workload in draws.of(work.seed, replication):
            raise_interrupt()
            log = simulate(work.scenarios[of + place], workload)
            gatherers[place].add(log)
            if target := work.log_to[of + place]:
                put_aside(log, target)
    return [gatherer.piece(with_cells=first == 0) for gatherer in gatherers]


def run_all(
    scenarios: Mapping[Key, Scenario],
    replications: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
    log_to: Mapping[Key, LogTarget] | None = None,
    keeps: Mapping[Key, Keep] | None = None,
) -> dict[Key, Stack]:
    """Run every scenario ``replications`` times with one seed, so that all meet the same customers.

    All are one pool of tasks; progress is told of each as the text of its key. ``jobs`` is the number of processes;
    None uses all cores, unless the work is too small to be worth it. The results depend on neither. ``log_to`` says
    where each run's logs are put aside (`execution/log_files.py`), ``keeps`` what is kept of each (None: everything, of
    every replication). Raises `IncompleteRun` when worker processes keep dying.
    """
    names = list(scenarios)
    if progress:
        progress.started([str(name) for name in names], replications)
    kept = [keeps[name] if keeps else Keep() for name in names]
    work = Work(list(scenarios.values()), seed, kept, [(log_to or {}).get(name) for name in names])
    alike: Alike = {}
    collectors = [Collector(alike) for _ in names]

    def told(portion: Portion) -> None:
        for name in names[portion.of : portion.to] if progress else ():
            assert progress is not None
            progress.finished(str(name), portion.last - portion.first)

    def take(portion: Portion, pieces: Sequence[Piece]) -> None:
        for place, piece in enumerate(pieces, portion.of):
            collectors[place].add(piece)

    block = kept[0].block
    took_s = 0.0
    # The first ones are done here: that tells how long they take, and wastes nothing.
    while collectors[0].done < min(2 * block, replications) and took_s * block < WARM_S:
        first = collectors[0].done
        portion = Portion(first, min(first + block, replications), 0, 1)
        started_s = time.perf_counter()
        take(portion, work_off(work, portion))
        took_s = (time.perf_counter() - started_s) / (portion.last - first)
        told(portion)
    already, runs = collectors[0].done, len(names)
    how = cut(took_s, runs, replications, jobs, block)
    portions = Portions([Portion(0, already, 1, runs), Portion(already, replications, 0, runs)], how)
    with closing(results_of(work_off, work, portions, how.jobs, lambda index: told(portions[index]))) as results:
        for portion, pieces in zip(portions, results, strict=True):
            take(portion, pieces)
    return {name: collector.stack() for name, collector in zip(names, collectors, strict=True)}
