"""What a comparison knows: values, intervals and differences of strategies that met the same customers.

Replication i of every strategy has the same customers, so differences are taken within replications. Where several
strategies are compared, the intervals of one metric hold together, so that the best of many is not best by chance. A
`Comparison` is of strategies in one future, at one point of a grid; it keeps the replications' measures of all
strategies, and every value, interval and difference of any metric, of anything, in any interval is worked out from them
when it is asked for. `compared.Compared` holds one for every future and point that was run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.answers import Delta, Row
from simulator.arguments import A_STRATEGY, of_kind, text, text_or_none, texts, whole_number, yes_or_no
from simulator.asked_rows import asked_at_once, asked_of, metric_called, no_strategy, place_of, places_of
from simulator.catalogue import METRICS, Instant, Metric
from simulator.errors import UsageError
from simulator.metrics.cells import Cell
from simulator.metrics.told import told
from simulator.metrics.values import Stack
from simulator.own_answers import check_cell, own_delta, own_row
from simulator.scenario.judged.goal import USUAL, Goal
from simulator.scenario.layers.grid import Point
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.titles import Titles
from simulator.shown import HasPicture
from simulator.stats.combined import weighed_in, weighted_difference, weighted_mean
from simulator.stats.estimate import difference, estimate
from simulator.stats.intervals import together
from simulator.stats.paired import verdict
from simulator.units import shown


class _Side(NamedTuple):
    """What a strategy is compared with; ``point`` where that is another point of the grid."""

    strategy: str
    point: Point | None
    stack: Stack


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(HasPicture):
    """All strategies that were run in one future at one point, in the order they are shown: the baseline first."""

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
    point: Point = ()
    checks: tuple[str, ...] = ()
    """The texts under ``checks:`` of the scenario, as they stand."""
    goal: Goal = USUAL
    """What *best* means."""
    titles: Titles = field(default_factory=dict)
    """What people are told in place of names, and notes; tables for programs keep the names."""
    own_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names of strategies and futures by what they are called, in a comparison that is made to be read."""
    acknowledged: tuple[str, ...] = ()
    """The warnings after a run that the scenario says are known, each as *kind at place*."""
    futures_asked: int = 1
    """In how many futures the same is asked: what is said of the goal holds in all of them together."""
    planned: int | None = None
    """How many replications there were to be, where a run ended early; None: it did not."""
    _rows_asked: dict[tuple[object, ...], Row] = field(default_factory=dict, init=False, repr=False)
    _deltas_asked: dict[tuple[object, ...], Delta] = field(default_factory=dict, init=False, repr=False)
    """Single answers, by what was asked: a report asks for most of them several times."""
    worked_out: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    """What others make of all strategies at once, kept beside what it is made of."""

    @property
    def strategies(self) -> tuple[str, ...]:
        """Return the strategies' names, the baseline first."""
        return tuple(self.stacks)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the strategies that are compared with the baseline."""
        return self.strategies[1:]

    @property
    def own_metrics(self) -> tuple[str, ...]:
        """Return the names of the metrics that whoever asked brought along."""
        return tuple(self.stacks[self.baseline].own)

    @property
    def period(self) -> str:
        """Return what a replication is long, as it stands behind a number: *a day*, *a week*, *in 5 days*."""
        return self.scenarios[self.baseline].horizon.period

    @property
    def family(self) -> int:
        """Return how many differences of one metric hold together with the stated confidence: one for each other.

        That is enough for *is best* too, although who leads is seen in the same data: for the truly best one, one
        interval against each of the others holds, so nobody else can be shown to beat it. Source: Hsu, Multiple
        Comparisons (comparisons with the best).
        """
        return max(1, len(self.others))

    def rows(self, strategy: str, metrics: Sequence[str] | None = None, intervals: bool = True) -> Iterator[Row]:
        """Yield a row for every metric told and all it is defined for; without ``intervals`` of the whole horizon."""
        cells = self._stack(strategy).cells
        yes_or_no("intervals", intervals)
        for name in self._named(metrics):
            if name in self.own_metrics:
                yield self.row(strategy, name)
                continue
            known = metric_called(name, self.own_metrics)
            yield from self._rows(strategy, known, places_of(known, cells, intervals))

    def differences(
        self,
        strategy: str,
        metrics: Sequence[str] | None = None,
        since: "Comparison | None" = None,
        intervals: bool = True,
    ) -> Iterator[Delta]:
        """Yield a difference to the baseline for every metric and everything that both have, as `rows` does.

        For each metric, of each thing and interval, those of all strategies hold together. With ``since``, a comparison
        at another point, the differences are to the same strategy there, and each holds alone.
        """
        self._check_other(None, since, 1)
        yes_or_no("intervals", intervals)
        cells = self._common(strategy, to := self._other(strategy, None, since))
        for name in self._named(metrics):
            if name in self.own_metrics:
                yield self.delta(strategy, name, since=since)
                continue
            known = metric_called(name, self.own_metrics)
            places = places_of(known, cells, intervals)
            for among, some in self._by_questions(known, cells, places, to):
                yield from self._deltas(strategy, known, some, to, among)

    def row(
        self, strategy: str | None = None, metric: str | None = None, of: str = "all", interval: str | None = None
    ) -> Row:
        """Return one value; of a single strategy without naming it.

        Raises `UsageError` when there is no such strategy, metric or row.
        """
        strategy, metric = self._asked(strategy, metric, of, interval)
        asked = (strategy, metric, of, interval)
        if asked not in self._rows_asked:
            stack, place = self._stack(strategy), (self.future, self.point)
            if metric in self.own_metrics:
                check_cell(metric, Cell(of, interval))
                self._rows_asked[asked] = own_row(stack, strategy, place, metric, self.confidence)
                return self._rows_asked[asked]
            known = metric_called(metric, self.own_metrics)
            places = asked_at_once(stack, known, place_of(stack.cells, known, Cell(of, interval), self.titles))
            for row in self._rows(strategy, known, places):
                self._rows_asked[strategy, metric, row.of, row.interval] = row
        return self._rows_asked[asked]

    def delta(
        self,
        strategy: str | None = None,
        metric: str | None = None,
        of: str = "all",
        interval: str | None = None,
        against: str | None = None,
        since: "Comparison | None" = None,
        among: int = 1,
    ) -> Delta:
        """Return one difference: to the baseline, to the strategy ``against``, or to the same one in ``since``.

        Its interval holds together with those of the other strategies, and that in each of ``among`` places (intervals
        of the day, points of a grid) at once. Raises `UsageError` when there is no such strategy, metric or row.
        """
        strategy, metric = self._asked(strategy, metric, of, interval, self.others)
        self._check_other(against, since, among)
        asked = (strategy, metric, of, interval, against, since, among)
        if asked not in self._deltas_asked:
            mine, to, cell = self._stack(strategy), self._other(strategy, against, since), Cell(of, interval)
            if metric in self.own_metrics:
                check_cell(metric, cell)
                values = mine.own[metric], to.stack.own[metric]
                alone = together(self.confidence, among * (self.family if to.point is None else 1))
                place = (self.future, self.point, to.point)
                self._deltas_asked[asked] = own_delta(values, (strategy, to.strategy), place, metric, alone)
                return self._deltas_asked[asked]
            known = metric_called(metric, self.own_metrics)
            cells, questions = self._common(strategy, to), self._questions(known, cell, to)
            places = place_of(cells, known, cell, self.titles)
            if cells == to.stack.cells:
                places = asked_at_once(to.stack, known, places)
            alike = [place for place in places.tolist() if self._questions(known, cells[place], to) == questions]
            for delta in self._deltas(strategy, known, np.array(alike, dtype=np.intp), to, among * questions):
                self._deltas_asked[strategy, metric, delta.of, delta.interval, against, since, among] = delta
        return self._deltas_asked[asked]

    def goal_row(self, strategy: str) -> Row:
        """Return what a strategy is at by the goal: `row` of its measure, or the weighted mean of several.

        NaN where a strategy has nothing of the kind.
        """
        stack, cell = self._stack(strategy), self.goal.cell
        weighed = weighed_in(self.goal, stack.cells)
        if weighed and self.goal.alone:
            return self.row(strategy, *cell)
        found = weighted_mean(stack, weighed, self.confidence)
        value, low, high = (column.item() for column in (found.value, found.low, found.high))
        return Row(strategy, self.future, *cell, value, low, high, found.n.item(), self.point, bool(found.enough.all()))

    def goal_delta(
        self, strategy: str, against: str | None = None, since: "Comparison | None" = None, among: int = 1
    ) -> Delta:
        """Return the difference of two strategies by the goal, as `delta` does; those of all futures hold together.

        Nothing can be told where one of them has nothing of the kind.
        """
        self._check_other(against, since, among)
        # Who is best asks for all pairs, and every sentence asks who is best.
        asked = (self.goal.cell, text("strategy", strategy, A_STRATEGY), against, since, among)
        if asked not in self._deltas_asked:
            self._deltas_asked[asked] = self._goal_delta(strategy, against, since, among)
        return self._deltas_asked[asked]

    def _goal_delta(self, strategy: str, against: str | None, since: "Comparison | None", among: int) -> Delta:
        to, stack, cell = self._other(strategy, against, since), self._stack(strategy), self.goal.cell
        mine, theirs = ((one, weighed_in(self.goal, one.cells)) for one in (stack, to.stack))
        if self.goal.alone and mine[1] and theirs[1]:
            return self.delta(strategy, *cell, against, since, among)
        confidence = together(self.confidence, among * (self.family * self.futures_asked if to.point is None else 1))
        found = weighted_difference(mine, theirs, confidence)
        columns = (found.difference, found.low, found.high, found.half_width_unpaired)
        size, low, high, unpaired = (column.item() for column in columns)
        n, carried = found.n.item(), bool(found.enough.all())
        word = verdict(size, low, high, self.goal.metric.better, carried)
        what = (strategy, to.strategy, self.future, *cell)
        return Delta(*what, size, low, high, n, word, unpaired, self.point, to.point, carried)

    @cached_property
    def _happening(self) -> tuple[str, ...]:
        """The metrics that lists of all of them have."""
        return told(self.stacks.values())

    def _by_questions(
        self, metric: Metric, cells: tuple[Cell, ...], places: NDArray[np.intp], to: "_Side"
    ) -> Iterator[tuple[int, NDArray[np.intp]]]:
        """Yield stretches of ``places`` of which the same is asked in as many places each."""
        if metric.name == self.goal.cell[0]:
            asked = [self._questions(metric, cells[place], to) for place in places.tolist()]
            for among, some in groupby(zip(asked, places.tolist(), strict=True), key=itemgetter(0)):
                yield among, np.array([place for _, place in some], dtype=np.intp)
        elif len(places):
            yield 1, places

    def _questions(self, metric: Metric, cell: Cell, to: "_Side") -> int:
        """Return in how many places one and the same is asked of a metric: of the goal in every future."""
        return self.futures_asked if to.point is None and (metric.name, *cell) == self.goal.cell else 1

    def anybody(self, strategy: str, metric: str, of: str = "all", interval: str | None = None) -> bool:
        """Return whether there was anybody ``metric`` could be about: who came, or for agents who was there."""
        asked_of(self.strategies, self.stacks[self.baseline].cells, strategy, metric, of, interval)
        agents = metric_called(metric, ()).instant is Instant.CLOCK or of.startswith(("group:", "team:"))
        measures = ("logged_in_s",) if agents else METRICS[metric].somebody
        stack = self._stack(strategy)
        # Of each interval, or of each day, there is somebody where there is anybody at all.
        place = stack.place_of.get(Cell(of, interval), None)
        place = stack.place_of[Cell(of, None)] if place is None else place
        return bool(stack.sum_of(measures, np.array([place])) > 0)

    def per_day(self, strategy: str, measure: str) -> float:
        """Return the mean of a measure of everything, per replication."""
        return float(self._stack(strategy).mean_of((measure,), np.array([0]))[0])

    def _rows(self, strategy: str, metric: Metric, places: NDArray[np.intp]) -> Iterator[Row]:
        stack = self.stacks[strategy]
        found = estimate(stack, metric, places, self.confidence)
        enough = np.broadcast_to(found.enough, found.value.shape)
        columns = (found.value, found.low, found.high, found.n, enough)
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        for place, (value, low, high, n, carried) in zip(places.tolist(), numbers, strict=True):
            of, interval = stack.cells[place]
            yield Row(strategy, self.future, metric.name, of, interval, value, low, high, n, self.point, carried)

    def _other(self, strategy: str, against: str | None, since: "Comparison | None") -> _Side:
        if since is None:
            name = against or self.baseline
            return _Side(name, None, self._stack(name))
        return _Side(strategy, since.point, since._stack(strategy))

    def _check_other(self, against: object, since: object, among: object) -> None:
        """Raise UsageError unless this is what a difference can be to, in so many places."""
        text_or_none("against", against, A_STRATEGY)
        if whole_number("among", among) < 1:
            raise UsageError(f"among: expected a number of places, 1 or more, got {shown(among)}.")
        if since is None or since is self:
            return
        other = of_kind("since", since, Comparison, "a comparison at another point, as compared.at() returns it")
        if (other.replications, other.seed, other.own_metrics) != (self.replications, self.seed, self.own_metrics):
            raise UsageError("since: expected a comparison of the same run, got one of another run.")

    def _deltas(
        self, strategy: str, metric: Metric, places: NDArray[np.intp], to: _Side, among: int
    ) -> Iterator[Delta]:
        confidence = together(self.confidence, among * (self.family if to.point is None else 1))
        cells = self._common(strategy, to)
        there = [to.stack.place_of[cells[place]] for place in places.tolist()]
        found = difference(self.stacks[strategy], to.stack, metric, np.array(there, dtype=np.intp), confidence)
        enough = np.broadcast_to(found.enough, found.difference.shape)
        columns = (found.difference, found.low, found.high, found.n, found.half_width_unpaired, enough)
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        for place, (size, low, high, n, unpaired, carried) in zip(places.tolist(), numbers, strict=True):
            word = verdict(size, low, high, metric.better, carried)
            of, interval = cells[place]
            what = (strategy, to.strategy, self.future, metric.name, of, interval)
            yield Delta(*what, size, low, high, n, word, unpaired, self.point, to.point, carried)

    def _asked(
        self, strategy: str | None, metric: str | None, of: str, interval: str | None, among: Sequence[str] = ()
    ) -> tuple[str, str]:
        if type(strategy) is str and type(metric) is str and type(of) is str and type(interval) in (str, type(None)):
            return strategy, metric
        return asked_of(among or self.strategies, self.stacks[self.baseline].cells, strategy, metric, of, interval)

    def _named(self, metrics: Sequence[str] | None) -> Sequence[str]:
        return (*self._happening, *self.own_metrics) if metrics is None else texts("metrics", metrics)

    def _stack(self, strategy: str) -> Stack:
        if text("strategy", strategy, A_STRATEGY) not in self.stacks:
            raise no_strategy(strategy, self.strategies, self.titles)
        return self.stacks[strategy]

    def _common(self, strategy: str, to: _Side) -> tuple[Cell, ...]:
        """Return the cells that both have, in the order of the baseline."""
        theirs, mine = to.stack.cells, self._stack(strategy).cells
        if theirs == mine:
            return theirs
        return tuple(cell for cell in theirs if cell in self.stacks[strategy].place_of)
