"""Compare strategies on the same customers: which is better, by how much, how sure.

Replication i of every strategy has the same customers, so differences are taken within replications. A `Comparison`
keeps the replications' measures of all strategies; every value, interval and difference of any metric, of anything,
in any interval is worked out from them when it is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Metric
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.execution.tasks import Progress, run_all
from simulator.metrics.cells import Cell, cells_for
from simulator.metrics.values import Stack, total
from simulator.scenario.nouns import Scenario
from simulator.stats.estimate import difference, estimate
from simulator.stats.paired import Verdict, replications_needed, verdict

if TYPE_CHECKING:
    from simulator.scenario.reader import Study


@dataclass(frozen=True)
class Row:
    """A value with its interval: of what and when; NaN where there is no value or no interval."""

    strategy: str
    future: str | None
    metric: str
    of: str
    interval: str | None
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Delta:
    """Strategy minus baseline, paired by replication, and what it amounts to."""

    strategy: str
    baseline: str
    future: str | None
    metric: str
    of: str
    interval: str | None
    difference: float
    low: float
    high: float
    n: int
    verdict: Verdict
    half_width_unpaired: float
    """Half the width of the interval if each strategy had had its own customers."""

    @property
    def gain(self) -> float:
        """Return how many times as many replications with different customers would tell as much; NaN if unknown."""
        half = (self.high - self.low) / 2
        return (self.half_width_unpaired / half) ** 2 if half > 0 else float("nan")

    @property
    def replications_needed(self) -> int | None:
        """Return how many replications would probably tell; None when it is told or no number would do."""
        return replications_needed(self.difference, self.low, self.high, self.n)


@dataclass(frozen=True, eq=False)
class Comparison:
    """All strategies that were run, in the order they are shown: the baseline first."""

    name: str
    question: str
    path: str
    baseline: str
    future: str | None
    seed: int
    replications: int
    confidence: float
    stacks: dict[str, Stack]
    scenarios: dict[str, Scenario]
    customers_differ: tuple[str, ...] = ()
    """The strategies whose customers are not the baseline's: what differs is not only what the center decided."""

    @property
    def strategies(self) -> tuple[str, ...]:
        """Return the strategies' names, the baseline first."""
        return tuple(self.stacks)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the strategies that are compared with the baseline."""
        return self.strategies[1:]

    def rows(self, strategy: str, metrics: Sequence[str] = tuple(METRICS)) -> Iterator[Row]:
        """Yield a row for every metric and everything it is defined for."""
        stack = self.stacks[strategy]
        for name in metrics:
            yield from self._rows(strategy, METRICS[name], cells_for(METRICS[name], stack.cells))

    def differences(self, strategy: str, metrics: Sequence[str] = tuple(METRICS)) -> Iterator[Delta]:
        """Yield a difference to the baseline for every metric and everything that both have."""
        for name in metrics:
            yield from self._deltas(strategy, METRICS[name], cells_for(METRICS[name], self._common(strategy)))

    def row(self, strategy: str, metric: str, of: str = "all", interval: str | None = None) -> Row:
        """Return one value. Raises `UsageError` when the strategy has no such row."""
        place = _place(self.stacks[strategy].cells, METRICS[metric], Cell(of, interval))
        return next(self._rows(strategy, METRICS[metric], place))

    def delta(
        self, strategy: str, metric: str, of: str = "all", interval: str | None = None, against: str | None = None
    ) -> Delta:
        """Return one difference to the baseline, or to ``against``. Raises `UsageError` when there is no such row."""
        place = _place(self._common(strategy, against), METRICS[metric], Cell(of, interval))
        return next(self._deltas(strategy, METRICS[metric], place, against))

    def per_day(self, strategy: str, measure: str) -> float:
        """Return the mean of a measure of everything, per replication."""
        return float(total((measure,), self.stacks[strategy].sums[:, :, :1]).mean())

    def _rows(self, strategy: str, metric: Metric, places: NDArray[np.intp]) -> Iterator[Row]:
        stack = self.stacks[strategy]
        found = estimate(stack, metric, places, self.confidence)
        numbers = zip(*(column.tolist() for column in (found.value, found.low, found.high, found.n)), strict=True)
        for place, (value, low, high, n) in zip(places.tolist(), numbers, strict=True):
            of, interval = stack.cells[place]
            yield Row(strategy, self.future, metric.name, of, interval, value, low, high, n)

    def _deltas(
        self, strategy: str, metric: Metric, places: NDArray[np.intp], against: str | None = None
    ) -> Iterator[Delta]:
        baseline = against or self.baseline
        cells = self._common(strategy, against)
        mine, theirs = (_aligned(self.stacks[name], cells) for name in (strategy, baseline))
        found = difference(mine, theirs, metric, places, self.confidence)
        columns = (found.difference, found.low, found.high, found.n, found.half_width_unpaired)
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        for place, (size, low, high, n, unpaired) in zip(places.tolist(), numbers, strict=True):
            word = verdict(size, low, high, metric.better)
            of, interval = cells[place]
            yield Delta(strategy, baseline, self.future, metric.name, of, interval, size, low, high, n, word, unpaired)

    def _common(self, strategy: str, against: str | None = None) -> tuple[Cell, ...]:
        """Return the cells that both have, in the order of the baseline."""
        theirs, mine = self.stacks[against or self.baseline].cells, self.stacks[strategy].cells
        if theirs == mine:
            return theirs
        known = frozenset(mine)
        return tuple(cell for cell in theirs if cell in known)


def compare(
    study: "Study",
    strategies: Sequence[str] | None = None,
    baseline: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    future: str | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run ``strategies`` (None: all of the study) and the baseline (None: the file's first) on the same customers.

    Replications and seed are those of the scenario unless given; ``jobs`` is the number of processes (None: all cores,
    when it is worth it) and changes no result. Raises `UsageError` for names and numbers that do not exist,
    `ScenarioError` for strategies that do not resolve, `IncompleteRun` when worker processes keep dying.
    """
    if jobs is not None and jobs < 1:
        raise UsageError(f"the number of jobs is at least 1, got {jobs}.")
    first = study.strategies[0] if baseline is None else baseline
    names = tuple(dict.fromkeys((first, *(study.strategies if strategies is None else strategies))))
    scenarios = resolve_all(study, names, future)
    run = scenarios[first].run
    replications = run.replications if replications is None else replications
    seed = run.seed if seed is None else seed
    if replications < 1:
        raise UsageError(f"the number of replications is at least 1, got {replications}.")
    if not 0 <= seed < 2**63:
        raise UsageError(f"the seed is a whole number, 0 or more and less than 2⁶³, got {seed}.")
    return Comparison(
        name=scenarios[first].name,
        question=scenarios[first].question,
        path=str(study.path),
        baseline=first,
        future=future,
        seed=seed,
        replications=replications,
        confidence=run.confidence,
        stacks=run_all(scenarios, replications, seed, jobs, progress),
        scenarios=scenarios,
        customers_differ=tuple(name for name in names if _customers(scenarios[name]) != _customers(scenarios[first])),
    )


def resolve_all(study: "Study", names: Sequence[str], future: str | None) -> dict[str, Scenario]:
    """Return the scenario of each strategy; `UsageError` for unknown names, `ScenarioError` with all problems."""
    scenarios: dict[str, Scenario] = {}
    problems: set[Problem] = set()
    for name in names:
        try:
            scenarios[name] = study.resolve(name, future)
        except ScenarioError as error:
            problems.update(error.problems)
    if problems:
        raise ScenarioError(tuple(problems))
    return scenarios


def _customers(scenario: Scenario) -> object:
    """Return what decides who comes and what they want."""
    wishes = {name: (kind.from_, kind.share) for name, kind in scenario.contact_types.items()}
    return scenario.sources, wishes


def _place(cells: tuple[Cell, ...], metric: Metric, cell: Cell) -> NDArray[np.intp]:
    if cell not in cells or cell.kind not in metric.of:
        where = f" in {cell.interval}" if cell.interval else ""
        raise UsageError(f"there is no {metric.name} of {cell.of}{where}.")
    return np.array([cells.index(cell)], dtype=np.intp)


def _aligned(stack: Stack, cells: tuple[Cell, ...]) -> Stack:
    """Return ``stack`` with just these cells, in this order."""
    if stack.cells == cells:
        return stack
    position = {cell: place for place, cell in enumerate(stack.cells)}
    places = [position[cell] for cell in cells]
    return Stack(cells, stack.sums[:, :, places], stack.quantiles[:, :, places])
