"""Check the promises a scenario file makes: each holds, is broken, or cannot be decided yet.

A promise holds only when the whole interval of its value keeps it: a lucky mean is no proof, and no data is no success.
It is made for every future that was chosen, and judged in each alone.
All checks are read before anything is run (`scenario/judged/checks.py`), for every strategy they are asked of.
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from simulator.answers import Row
from simulator.arguments import future_names, texts_or_none
from simulator.catalogue import METRICS
from simulator.catalogue.conversation_metrics import TARGETS
from simulator.compared import Compared
from simulator.comparing import a_study, chosen_futures, compare, resolve_everywhere
from simulator.comparison import Comparison
from simulator.day_checks import NotKept, row_of_days, rows_of_intervals
from simulator.errors import ExitCode, Problem, ScenarioError, UsageError
from simulator.execution.tasks import Progress
from simulator.routing_tests.asking import NO_ROUTING_TESTS, RoutingOutcomes, run_routing_tests
from simulator.scenario.judged.checks import EVERY_INTERVAL, Check, parse_check
from simulator.scenario.layers.grid import Point
from simulator.scenario.sound.bringing import only_become
from simulator.scenario.sound.promised_in_vain import longer_than_the_run
from simulator.scenario.text.nodes import problem
from simulator.shown import HasTable
from simulator.stats.intervals import together as confidence_together

if TYPE_CHECKING:
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.reader import Study

Key = TypeVar("Key", bound=Hashable)

LEVEL = "service_level"
"""The metric of the target that every type has."""
FAR = 3.0
"""Where too few days carry a value, a promise is judged by an interval so many times as wide (docs/intervals.md)."""
VARIED_AT_LEAST = 10
"""Of fewer days, that one is like the other says little: hours that no overtime lengthened in two, or in three."""


class Finding(StrEnum):
    """What became of a promise."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class CheckResult:
    """A check of one strategy in one future: what was found, and from which value. ``reason`` says what is unusual."""

    check: Check
    strategy: str
    finding: Finding
    value: float
    low: float
    high: float
    n: int
    reason: str = ""
    future: str | None = None
    point: Point = ()
    enough: bool = True
    """Whether the replications carry the value; without, nothing is decided."""


@dataclass(frozen=True, eq=False, repr=False)
class Checked(HasTable):
    """All checks of all strategies that were asked for, the run they were judged from, and the routing tests."""

    run: Compared | None
    """None where there are no checks: routing tests need no run."""
    outcomes: tuple[CheckResult, ...]
    routing: RoutingOutcomes = NO_ROUTING_TESTS

    @property
    def compared(self) -> Compared:
        """Return the run. Raises `UsageError` where nothing was run, because there are no checks."""
        if self.run is None:
            raise UsageError("the scenario has no checks, so nothing was run. Its routing tests are in routing.")
        return self.run

    @property
    def exit_code(self) -> ExitCode:
        """Return 1 when a routing test fails or a check is broken, else 4 when one is undecided, else 0."""
        return ExitCode.CHECK_FAILED if self.routing.failed else _EXIT_CODE[worst(self.outcomes)]


_EXIT_CODE = {
    Finding.HOLDS: ExitCode.FINE,
    Finding.BROKEN: ExitCode.CHECK_FAILED,
    Finding.UNDECIDED: ExitCode.UNDECIDED,
}


def worst(outcomes: Iterable[CheckResult]) -> Finding:
    """Return what can be said of all of them together: broken where one is broken, else undecided where one is."""
    found = {outcome.finding for outcome in outcomes}
    return next((each for each in (Finding.BROKEN, Finding.UNDECIDED) if each in found), Finding.HOLDS)


def check(
    study: "Study",
    strategies: str | Sequence[str] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    futures: str | Sequence[str | None] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Judge the study's checks for ``strategies`` (None: the file's first) in ``futures``, each from its own interval.

    Routing tests are played first, for ``strategies`` (None: all that they are tests of). Names and futures are chosen
    as for `compare`. Raises `UsageError` for arguments of another kind, when the file has neither checks nor routing
    tests and for names that do not exist, `ScenarioError` with everything that is wrong in them before anything is run,
    `IncompleteRun` when worker processes keep dying.
    """
    a_study(study)
    strategies, futures = texts_or_none("strategies", strategies), future_names(futures)
    names = tuple(dict.fromkeys(strategies or study.strategies[:1]))
    places = resolve_everywhere(study, names, chosen_futures(study, futures))
    routing = run_routing_tests(study, strategies, chosen_futures(study, futures))
    if not study.checks:
        if not routing.outcomes:
            raise UsageError(f"{study.path} has no checks to judge. Add a list, as\n{_EXAMPLE}")
        return Checked(None, (), routing)
    # What is in the file is wrong in the same way in every future: a check is read once for each and told once.
    asked = read_checks(study, {(name, place): there[name] for name in names for place, there in places.items()})
    run = compare(study, names, names[0], replications, seed, jobs, [place.future for place in places], (), progress)
    outcomes = [judged(promise, run.at(place.future), name) for (name, place), promise in asked]
    return Checked(run, tuple(outcomes), routing)


_EXAMPLE = """  checks:
    - service_level(orders) >= 80%
    - abandonment_rate <= 5%"""


def read_checks(study: "Study", scenarios: "Mapping[Key, Scenario]") -> list[tuple[Key, Check]]:
    """Return (key, check) for all checks and scenarios; raise `ScenarioError` with all that is wrong in them."""
    asked: list[tuple[Key, Check]] = []
    problems: list[Problem] = []
    for number, (text, mark) in enumerate(study.checks, start=1):
        for name, scenario in scenarios.items():
            parsed = parse_check(text, scenario)
            if isinstance(parsed, Check):
                asked.append((name, parsed))
                continue
            where = f"checks[{number}]"
            problems += [problem(mark, where, complaint.what, complaint.hint) for complaint in parsed]
    if problems:
        raise ScenarioError(tuple(dict.fromkeys(problems)))
    return asked


def check_points(promises: Sequence[Check], run: Compared) -> Checked:
    """Judge what the baseline strategy promises in every future, at every point of the grid that was run.

    Without ``promises`` the types' own targets are judged: each service level, `service_level: 80% in 20s`, and what
    conversations are promised besides.
    """
    name = run.baseline
    outcomes = [judged(promise, one, name) for one in run for promise in promises or targets_of(one.scenarios[name])]
    return Checked(run, tuple(outcomes))


def targets_of(scenario: "Scenario") -> tuple[Check, ...]:
    """Return what the scenario promises its customers, type by type, as checks.

    A type that contacts only become has no service level of its own: they count by the target of whom they were. Its
    messages count by its own. A service level that is the target of the first reply is judged as that, by its clock.
    """
    became = only_become(scenario)
    return tuple(
        Check(f"{metric}({name}) >= {share * 100:.10g}%", metric, f"type:{name}", None, ">=", share)
        for name, kind in scenario.contact_types.items()
        for metric, share in {
            **({} if kind.level_is_first_reply else {LEVEL: kind.service_level.share}),
            **{TARGETS[key]: one.share for key, one in kind.targets.stated.items()},
        }.items()
        if name not in became or not METRICS[metric].of_requests
    )


def targets(run: Comparison, strategy: str) -> tuple[CheckResult, ...]:
    """Return what became of all that is promised of ``strategy``: the checks, then each type's own targets.

    A check of something that only another strategy has says nothing of this one. A type's target that a check states
    too, no lower, is judged once; of a type from whom nobody came nothing was promised.
    """
    scenario = run.scenarios[strategy]
    read = (parse_check(text, scenario) for text in run.checks)
    stated = [one for one in read if isinstance(one, Check)]
    own = [judged(one, run, strategy) for one in targets_of(scenario) if not any(_covers(each, one) for each in stated)]
    return (*(judged(one, run, strategy) for one in stated), *(one for one in own if not math.isnan(one.value)))


def missed(run: Comparison, strategy: str) -> tuple[CheckResult, ...]:
    """Return the targets that ``strategy`` misses, the worst first: by how much of the limit is lacking."""
    return worst_first(targets(run, strategy))


def worst_first(outcomes: Iterable[CheckResult], finding: Finding = Finding.BROKEN) -> tuple[CheckResult, ...]:
    """Return those that are broken, or what else is asked for, by how much of the limit is lacking, or is too much."""
    return tuple(sorted((one for one in outcomes if one.finding is finding), key=_shortfall, reverse=True))


def is_own(outcome: CheckResult, run: Comparison) -> bool:
    """Return whether a target is a type's own, and none of the scenario's checks."""
    return outcome.check.text not in {text.strip() for text in run.checks}


def _shortfall(outcome: CheckResult) -> float:
    limit = outcome.check.limit
    if math.isnan(outcome.value) or limit == 0:
        return math.inf
    lacking = limit - outcome.value
    return (lacking if outcome.check.comparison.startswith(">") else -lacking) / limit


def _covers(check: Check, own: Check) -> bool:
    """Return whether ``check`` promises what a type's ``own`` target does, or more."""
    same = (check.metric, check.of, check.interval) == (own.metric, own.of, own.interval)
    return same and check.on_days is None and check.comparison in (">=", ">") and check.limit >= own.limit


def judged(promise: Check, run: Comparison, strategy: str) -> CheckResult:
    """Return what became of ``promise`` in one future, at one point. What is not there is no data.

    Nor is what was about nobody: no calls abandoned of none is no success.
    """
    try:
        if promise.on_days:
            row = row_of_days(promise, run, strategy)
        elif promise.interval == EVERY_INTERVAL:
            return _judged_throughout(promise, run, strategy)
        else:
            row = run.row(strategy, promise.metric, promise.of, promise.interval)
    except NotKept:
        raise
    except UsageError:
        row = None
    if row is None or not run.anybody(strategy, promise.metric, promise.of, promise.interval):
        of, interval, nothing = promise.of, promise.interval, math.nan
        row = Row(strategy, run.future, promise.metric, of, interval, nothing, nothing, nothing, 0, run.point)
    result = judge(promise, row)
    if promise.metric == "fcr_measured" and (window := longer_than_the_run(run.scenarios[strategy], promise.of)):
        return replace(result, reason=f"{result.reason}: no answer {window} before the end")
    return result


def _judged_throughout(promise: Check, run: Comparison, strategy: str) -> CheckResult:
    """Return what became of ``promise`` in every interval: that of the worst one.

    It holds where it holds in each, and for that each may be looked at alone. That it is broken in *one* is said only
    with intervals that hold together, or one of many would be broken by chance.
    """
    rows = rows_of_intervals(promise, run, strategy)
    if not rows:
        raise UsageError("no interval has a value.")
    alone = [(row.interval, judge(promise, row)) for row in rows]
    surer = replace(run, confidence=confidence_together(run.confidence, len(rows)))
    together = [(row.interval, judge(promise, row)) for row in rows_of_intervals(promise, surer, strategy)]
    broken = [one for one in together if one[1].finding is Finding.BROKEN]
    unsure = [one for one in alone if one[1].finding is not Finding.HOLDS]
    finding = Finding.BROKEN if broken else Finding.UNDECIDED if unsure else Finding.HOLDS
    sign = 1 if promise.comparison in (">=", ">") else -1
    where, worst = min(broken or unsure or alone, key=lambda one: sign * one[1].value)
    reason = f"worst in {where}" + (f", {worst.reason}" if worst.reason else "")
    return replace(worst, finding=finding, reason=reason)


def _ends(row: Row) -> tuple[float, float]:
    """Return the interval that must keep a promise: three times as wide where too few days carry the value.

    A mail that 98 % get in time surely keeps a target of 80 %, however few the bad days are that it rests on.
    """
    if row.enough:
        return row.low, row.high
    return row.value - FAR * (row.value - row.low), row.value + FAR * (row.high - row.value)


def judge(promise: Check, row: Row) -> CheckResult:
    """Return whether ``promise`` holds for the whole interval of ``row``, for none of it, or for a part."""
    finding, reason = Finding.UNDECIDED, ""
    if math.isnan(row.value):
        finding, reason = Finding.BROKEN, "no data"
    elif math.isnan(row.low) or math.isnan(row.high):
        reason = "no interval: too few replications with data"
    elif row.low == row.high and row.n < VARIED_AT_LEAST:
        reason = f"nothing varied in {row.n} replications: too few to tell"
    else:
        kept = {promise.holds_at(end) for end in _ends(row)}
        if len(kept) == 1:
            finding = Finding.HOLDS if kept.pop() else Finding.BROKEN
        elif not row.enough:
            reason = f"too few days to tell: days differ, and a few of the {row.n} make up most of it"
    what = (row.value, row.low, row.high, row.n, reason, row.future, row.point)
    return CheckResult(promise, row.strategy, finding, *what, row.enough)
