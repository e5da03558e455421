"""Check the promises a scenario file makes: each holds, is broken, or cannot be decided yet.

A promise holds only when the whole interval of its value keeps it: a lucky mean is no proof, and no data is no success.
All checks are read before anything is run (`scenario/checks.py`), for every strategy they are asked of.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.comparison import Comparison, Row, compare, resolve_all
from simulator.errors import ExitCode, Problem, ScenarioError, UsageError
from simulator.execution.tasks import Progress
from simulator.scenario.checks import Check, parse_check
from simulator.scenario.nodes import problem

if TYPE_CHECKING:
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.reader import Study


class Finding(StrEnum):
    """What became of a promise."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Outcome:
    """A check of one strategy: what was found, and the value it was found from. ``reason`` says what is unusual."""

    check: Check
    strategy: str
    finding: Finding
    value: float
    low: float
    high: float
    n: int
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Checked:
    """All checks of all strategies that were asked for, and the run they were judged from."""

    comparison: Comparison
    outcomes: tuple[Outcome, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Return 1 when a check is broken, else 4 when one is undecided, else 0."""
        found = {outcome.finding for outcome in self.outcomes}
        if Finding.BROKEN in found:
            return ExitCode.CHECK_FAILED
        return ExitCode.UNDECIDED if Finding.UNDECIDED in found else ExitCode.FINE


def check(
    study: "Study",
    strategies: Sequence[str] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    future: str | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Judge the study's checks for ``strategies`` (None: the file's first), each from its own interval.

    Raises `UsageError` when the file has no checks or names do not exist, `ScenarioError` with everything that is wrong
    in the checks before anything is run, `IncompleteRun` when worker processes keep dying.
    """
    if not study.checks:
        raise UsageError(f"{study.path} has no checks to judge. Add a list, as\n{_EXAMPLE}")
    names = tuple(dict.fromkeys(strategies or study.strategies[:1]))
    asked = read_checks(study, resolve_all(study, names, future))
    run = compare(study, names, names[0], replications, seed, jobs, future, progress)
    outcomes = [judge(promise, run.row(name, promise.metric, promise.of, promise.interval)) for name, promise in asked]
    return Checked(run, tuple(outcomes))


_EXAMPLE = """  checks:
    - service_level(orders) >= 80%
    - abandonment_rate <= 5%"""


def read_checks(study: "Study", scenarios: "dict[str, Scenario]") -> list[tuple[str, Check]]:
    """Return (strategy, check) for all strategies and checks; raise `ScenarioError` with all that is wrong in them."""
    asked: list[tuple[str, Check]] = []
    problems: list[Problem] = []
    for number, (text, mark) in enumerate(study.checks):
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


def judge(promise: Check, row: Row) -> Outcome:
    """Return whether ``promise`` holds for the whole interval of ``row``, for none of it, or for a part."""
    finding, reason = Finding.UNDECIDED, ""
    if math.isnan(row.value):
        finding, reason = Finding.BROKEN, "no data"
    elif math.isnan(row.low) or math.isnan(row.high):
        reason = "no interval: too few replications with data"
    else:
        kept = {promise.holds_at(row.low), promise.holds_at(row.high)}
        if len(kept) == 1:
            finding = Finding.HOLDS if kept.pop() else Finding.BROKEN
    return Outcome(promise, row.strategy, finding, row.value, row.low, row.high, row.n, reason)
