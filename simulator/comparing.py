"""Compare strategies on the same customers: which is better, by how much, how sure; in every future that may come.

Strategies are what the center decides, futures what it does not, and a grid asks about a number that nobody has decided
yet. All of it is one pool of replications, and in each replication the same customers come wherever nothing about them
was changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from simulator.arguments import (
    STUDY,
    future_names,
    of_kind,
    text_or_none,
    texts,
    texts_or_none,
    whole_number_or_none,
    with_methods,
)
from simulator.compared import Compared
from simulator.comparison import Comparison
from simulator.day_checks import question_of
from simulator.demand.coming import Coming
from simulator.errors import Problem, ScenarioError, UsageError
from simulator.execution.log_files import LogTarget
from simulator.execution.needs import Extent, blocks_of, extents_of, queues_of
from simulator.execution.room import check_memory
from simulator.execution.tasks import DoneSoFar, Progress, run_all
from simulator.metrics.gathering import Keep
from simulator.metrics.own_metrics import NO_OWN, Function, OwnMetrics
from simulator.metrics.values import Stack
from simulator.scenario.judged.checks import EVERY_INTERVAL, Check, parse_check
from simulator.scenario.judged.goal import USUAL, Goal, goal_of
from simulator.scenario.language.warning_kinds import AFTER_A_RUN
from simulator.scenario.layers.grid import Grid, Point, read_grid, settings_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.resolved.titles import Titles
from simulator.scenario.resolved.varied import chosen_strategies
from simulator.scenario.text.spelling import one_spelling

ALL_FUTURES = "all"
"""Means the scenario as stated and every future it lists."""
AS_STATED = "as_stated"
"""Means the scenario without any of its futures."""


class Place(NamedTuple):
    """Where strategies are compared: in a future (None: as stated), at a point of the grid."""

    future: str | None
    point: Point


class StrategyRun(NamedTuple):
    """One strategy in one place."""

    strategy: str
    place: Place

    def __str__(self) -> str:
        future = f" in {self.place.future}" if self.place.future else ""
        return ", ".join((f"{self.strategy}{future}", *settings_of(self.place.point)))


def compare(
    study: "Study",
    strategies: str | Sequence[str] | None = None,
    baseline: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    futures: str | Sequence[str | None] | None = None,
    vary: str | Sequence[str] = (),
    progress: Progress | None = None,
    metrics: Mapping[str, Function] | None = None,
) -> Compared:
    """Run ``strategies`` (None: all of the study) and the baseline (None: the file's first) on the same customers.

    Every strategy is run in every one of the ``futures``: names, None for the scenario as stated (the default),
    ``"all"`` for that and every future of the file. With ``vary``, each PATH=FROM..TO:STEP or PATH=VALUE,VALUE, all are
    run at every point of the grid; strategies then default to the baseline alone, or to those that have the path, if
    only some have. Replications and seed are those of the scenario unless given; ``jobs`` is the number of processes
    (None: all cores, when it is worth it) and changes no result. Where names belong, a text is one.

    ``metrics`` are functions by name, each of which takes the log of a replication and returns a number, NaN where
    there is none. They are told, paired and given intervals like any other metric of the whole center: their value is
    the mean of the replications' numbers. A function that no worker process could find, as one that is written in a
    notebook, runs in this process: then ``jobs`` is 1.

    Raises `UsageError` for arguments of another kind, and for names,
    numbers and grids that do not exist or do not fit, `ScenarioError` for strategies that do not resolve,
    `IncompleteRun` when worker processes keep dying.
    """
    asked = ask(study, strategies, baseline, replications, seed, futures, vary, metrics)
    return run_asked(asked, jobs, progress)


@dataclass(frozen=True, eq=False)
class Asked:
    """What is going to be run, resolved: all that decides the numbers."""

    path: str
    """The scenario's file, as it was called."""
    studies: Mapping[Point, "Study"]
    """What the file says at each point of the grid."""
    baseline: str
    strategies: tuple[str, ...]
    """The baseline first."""
    replications: int
    seed: int
    confidence: float
    grid: Grid
    scenarios: dict[Place, dict[str, Scenario]]
    """The scenario of each strategy in each place, the futures in order and in each the points."""
    checks: tuple[str, ...] = ()
    """The texts under ``checks:`` of the scenario, as they stand."""
    goal: Goal = USUAL
    """What *best* means."""
    titles: Titles = field(default_factory=dict)
    """What people are told in place of names; it decides nothing."""
    acknowledged: tuple[str, ...] = ()
    """The warnings after a run that are known, each as *kind at place*; they decide nothing."""
    shown: tuple[str, ...] = ()
    """Intervals that are asked for by name beside checks and goal, as they are labelled."""
    planned: int | None = None
    """How many replications there were to be, where a run ended early; None: it did not."""
    own: OwnMetrics = NO_OWN
    """What whoever asks wants to know of every replication beside. No folder keeps it, for it has no identity."""

    @cached_property
    def extents(self) -> list[Extent]:
        """How large the results of each run are. Raises ScenarioError when a recorded file cannot be used."""
        return extents_of(self.runs.values())

    @cached_property
    def keeps(self) -> dict[StrategyRun, Keep]:
        """What is kept of each run: all of every replication, or, of a large run, blocks in which some are added up."""
        blocks, queues = blocks_of(self.extents, self.replications), queues_of(self.extents, self.replications)
        read = {run: self._checks_of(scenario) for run, scenario in self.runs.items()}
        intervals = {one.interval for mine in read.values() for one in mine} | {one.interval for one in self.goal.terms}
        named = frozenset(label for label in (*intervals, *self.shown) if label and label != EVERY_INTERVAL)
        return {
            run: Keep(
                blocks,
                named,
                tuple(dict.fromkeys(question_of(one.on_days) for one in mine if one.on_days)),
                queues,
                self.own,
            )
            for run, mine in read.items()
        }

    def _checks_of(self, scenario: Scenario) -> list[Check]:
        found = [parse_check(text, scenario) for text in self.checks]
        return [*(one for one in found if isinstance(one, Check)), *(one.check for one in self.goal.within)]

    def showing(self, intervals: Iterable[str | None]) -> "Asked":
        """Return the same, with the intervals that a command shows."""
        return replace(self, shown=tuple(dict.fromkeys(label for label in intervals if label)))

    @property
    def runs(self) -> dict[StrategyRun, Scenario]:
        """Return every strategy in every place."""
        return {
            StrategyRun(name, place): scenario
            for place, there in self.scenarios.items()
            for name, scenario in there.items()
        }


def ask(
    study: "Study",
    strategies: str | Sequence[str] | None = None,
    baseline: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    futures: str | Sequence[str | None] | None = None,
    vary: str | Sequence[str] = (),
    metrics: Mapping[str, Function] | None = None,
) -> Asked:
    """Return what `compare` would run; arguments and errors are the same, and nothing is run."""
    a_study(study)
    own = OwnMetrics({} if metrics is None else metrics)
    strategies, futures = texts_or_none("strategies", strategies), future_names(futures)
    vary = texts("vary", vary, "a grid, as PATH=20..30:2, or a list of them")
    replications, seed = whole_number_or_none("replications", replications), whole_number_or_none("seed", seed)
    baseline = text_or_none("baseline", baseline, "the name of a strategy")
    first = study.strategies[0] if baseline is None else baseline
    grid = read_grid(vary)
    studies = studies_at(study, grid.points)
    chosen = strategies if strategies is not None else chosen_strategies(study, vary)
    first, *others = (one_spelling(name) for name in (first, *chosen))
    names = tuple(dict.fromkeys((first, *others)))
    # What is only set, and not varied, may well be in none of them.
    for path, have in next(iter(studies.values())).only.items() if vary else ():
        if not set(have) & set(names):
            raise UsageError(f"no strategy that is run has {path}; strategy '{have[0]}' has it.")
    scenarios = _resolved(studies, names, chosen_futures(study, futures))
    rule = next(iter(scenarios.values()))[first].run
    replications = rule.replications if replications is None else replications
    seed = rule.seed if seed is None else seed
    if replications < 1:
        raise UsageError(f"the number of replications is at least 1, got {replications}.")
    if not 0 <= seed < 2**63:
        raise UsageError(f"the seed is a whole number, 0 or more and less than 2⁶³, got {seed}.")
    goal, wrong = goal_of(study.goal, next(iter(scenarios.values()))[first])
    if wrong:
        raise ScenarioError(tuple(wrong))
    checks = tuple(text for text, _ in study.checks)
    known = tuple(f"{one.kind} at {one.place}" for one in study.acknowledged if one.kind in AFTER_A_RUN)
    rules = (replications, seed, rule.confidence, grid, scenarios, checks, goal, study.titles, known)
    return Asked(str(study.path), studies, first, names, *rules, own=own)


def a_study(given: object) -> None:
    """Raise `UsageError` when ``given`` is no study."""
    of_kind("study", given, Study, STUDY)


def run_asked(
    asked: Asked,
    jobs: int | None = None,
    progress: Progress | None = None,
    log_to: Mapping[StrategyRun, LogTarget] | None = None,
    left: DoneSoFar | None = None,
) -> Compared:
    """Run what was asked and return all of it.

    ``jobs`` and errors are those of `compare`, ``log_to`` and ``left`` of `run_all`.

    Raises `UsageError` too when there is no room for it in memory.
    """
    jobs = whole_number_or_none("jobs", jobs)
    with_methods("progress", progress, ("started", "finished"), "somebody to tell, with methods started and finished")
    if jobs is not None and jobs < 1:
        raise UsageError(f"the number of jobs is at least 1, got {jobs}.")
    if (name := asked.own.who_cannot_travel()) is not None:
        if jobs is not None and jobs > 1:
            raise UsageError(
                f"metrics['{name}']: no other process can find the function. Write it in a module that can be imported "
                "(not in a notebook, nor as a lambda), or run with jobs=1."
            )
        jobs = 1
    check_memory(asked.extents, asked.replications, jobs)
    stacks = run_all(asked.runs, asked.replications, asked.seed, jobs, progress, log_to, asked.keeps, left)
    return compared_of(asked, stacks)


def compared_of(asked: Asked, stacks: Mapping[StrategyRun, Stack]) -> Compared:
    """Return the comparisons that the measures of all runs of ``asked`` make."""
    first = asked.baseline

    def comparison(place: Place, there: dict[str, Scenario]) -> Comparison:
        return Comparison(
            name=there[first].name,
            question=there[first].question,
            path=asked.path,
            baseline=first,
            future=place.future,
            seed=asked.seed,
            replications=asked.replications,
            confidence=asked.confidence,
            stacks={name: stacks[StrategyRun(name, place)] for name in asked.strategies},
            scenarios=there,
            customers_differ=tuple(
                name for name in asked.strategies if customers_of(there[name]) != customers_of(there[first])
            ),
            point=place.point,
            checks=asked.checks,
            goal=asked.goal,
            titles=asked.titles,
            acknowledged=asked.acknowledged,
            futures_asked=len({place.future for place in asked.scenarios}),
            planned=asked.planned,
        )

    return Compared(tuple(comparison(*one) for one in asked.scenarios.items()), asked.grid)


def chosen_futures(study: "Study", names: Sequence[str | None] | None) -> tuple[str | None, ...]:
    """Return the futures that ``names`` choose, each once; None is the scenario as stated, and so is no choice at all.

    ``all`` and ``as_stated`` are understood unless the file has futures of these names. A first future that is empty
    is the scenario as stated under a name of its own: ``all`` does not run it twice. Whether the others exist is
    for the study to say when it resolves them.
    """
    chosen: list[str | None] = []
    for name in names or (None,):
        if name == ALL_FUTURES and name not in study.futures:
            chosen += study.futures if study.first_future_is_as_stated else (None, *study.futures)
        else:
            as_stated = name == AS_STATED and name not in study.futures
            chosen.append(None if name is None or as_stated else one_spelling(name))
    return tuple(dict.fromkeys(chosen))


def resolve_everywhere(
    study: "Study", names: Sequence[str], futures: Sequence[str | None], points: Sequence[Point] = ((),)
) -> dict[Place, dict[str, Scenario]]:
    """Return the scenario of each strategy in each place, the futures in order and in each the points.

    Raises `UsageError` for names that do not exist, `ScenarioError` with all problems of all places.
    """
    return _resolved(studies_at(study, points), names, futures)


def studies_at(study: "Study", points: Sequence[Point]) -> dict[Point, "Study"]:
    """Return the study at each point. The file is not read again: a point is the study with other settings."""
    return {point: study.with_settings(settings_of(point)) if point else study for point in points}


def _resolved(
    studies: Mapping[Point, "Study"], names: Sequence[str], futures: Sequence[str | None]
) -> dict[Place, dict[str, Scenario]]:
    scenarios: dict[Place, dict[str, Scenario]] = {}
    found: dict[Problem, dict[Point, None]] = {}
    for place in (Place(future, point) for future in futures for point in studies):
        there = scenarios.setdefault(place, {})
        for name in names:
            try:
                there[name] = studies[place.point].resolve(name, place.future)
            except ScenarioError as error:
                for problem in error.problems:
                    found.setdefault(problem, {})[place.point] = None
    if found:
        raise ScenarioError(tuple(_at(problem, tuple(where), len(studies)) for problem, where in found.items()))
    return scenarios


def _at(problem: Problem, where: Sequence[Point], of: int) -> Problem:
    """Return ``problem`` with the points that have it, unless all have or it says itself which setting is wrong."""
    if len(where) == of or "--set " in problem.where:
        return problem
    more = f" and {len(where) - 1} more" if len(where) > 1 else ""
    return replace(problem, where=f"{problem.where} (at {', '.join(settings_of(where[0]))}{more})".strip())


def customers_of(scenario: Scenario) -> Coming:
    """Return who comes and when, to compare: not what they want, nor how long they talk or would wait.

    Whoever has the same has, in every replication, the same cases (source, key, arrival) to the bit.
    """
    return Coming(scenario)
