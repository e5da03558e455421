"""Promises about days and about every interval: the values they are judged by.

A mean over days can be in target while hardly a day is. ``days(…) >= 90%`` asks each day by its own value; the share
of days has an exact interval. ``every interval`` asks each reporting interval; of one day, or of all days' values.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.answers import Row
from simulator.catalogue import METRICS
from simulator.comparison import Comparison
from simulator.errors import Problem, UsageError
from simulator.metrics.cells import Cell
from simulator.metrics.day_question import DayQuestion, days_that_keep
from simulator.metrics.values import Stack, metric_values
from simulator.scenario.judged.checks import EVERY_INTERVAL, Check, parse_check
from simulator.scenario.language.warning_kinds import of_kind
from simulator.scenario.text.nodes import problem
from simulator.stats.days import days_interval, days_needed

if TYPE_CHECKING:
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.resolved.study import Study

Counts = NDArray[np.float64]


class NotKept(UsageError):
    """What is asked of a run was not kept of it."""


def row_of_days(promise: Check, run: Comparison, strategy: str) -> Row:
    """Return the share of days on which ``promise.on_days`` is kept, with its interval; ``n`` counts the days.

    A day without a value, because there was nobody to judge, counts in neither. Raises `UsageError` when the strategy
    has nothing of what is asked for, `NotKept` when it has, but not of every replication.
    """
    assert promise.on_days is not None
    kept, judged = days_kept(promise.on_days, run.stacks[strategy])
    found = days_interval(kept[:, np.newaxis], judged[:, np.newaxis], run.confidence)
    share, low, high = (float(each[0]) for each in (found.value, found.low, found.high))
    what = (strategy, run.future, promise.metric, promise.of, promise.interval)
    return Row(*what, share, low, high, int(judged.sum()), run.point)


def question_of(asked: Check) -> DayQuestion:
    """Return what a check inside ``days(…)`` asks of each day."""
    return DayQuestion(asked.metric, asked.of, asked.interval, asked.comparison, asked.limit)


def days_kept(asked: Check, stack: Stack) -> tuple[Counts, Counts]:
    """Return on how many days of each replication ``asked`` is kept, and how many have a value; shape (replications,).

    Asked of every interval, a day keeps it when each of its intervals that has a value does. Raises `UsageError` when
    there are no such cells, `NotKept` when they were not kept of every replication and it was not asked before the run.
    """
    question = question_of(asked)
    if question in stack.promised:
        kept, judged = stack.promised[question].T.astype(np.float64)
        return kept, judged
    metric = METRICS[asked.metric]
    if len(stack.parts) > 1 and not stack.are_replications(_cells_asked(asked, stack)):
        raise NotKept(
            f"{asked.text}: of a run as large as this one, single days are not kept by interval. "
            "Write days(…) under checks: of the scenario and run it again."
        )
    found = days_that_keep(question, stack.cells, lambda places: metric_values(metric, stack, places))
    if found is None:
        raise UsageError(f"there is no {asked.metric} of {asked.of}.")
    return found


def _cells_asked(asked: Check, stack: Stack) -> NDArray[np.intp]:
    every = question_of(asked).needs_intervals
    mine = (asked.of, asked.interval)
    return np.array([place for place, cell in enumerate(stack.cells) if _is_asked(cell, mine, every)], dtype=np.intp)


def _is_asked(cell: Cell, mine: tuple[str, str | None], every: bool) -> bool:
    return cell.of == mine[0] and (cell.is_interval if every else cell.interval == mine[1])


def rows_of_intervals(promise: Check, run: Comparison, strategy: str) -> list[Row]:
    """Return the value of each reporting interval that has one, in their order; not of those that are about nobody."""
    cells = [cell for cell in run.stacks[strategy].cells if cell.of == promise.of and cell.is_interval]
    rows = [run.row(strategy, promise.metric, *cell) for cell in cells if run.anybody(strategy, promise.metric, *cell)]
    return [row for row in rows if not np.isnan(row.value)]


def too_few_replications(
    study: "Study", scenarios: "Sequence[Scenario]", replications: int | None = None
) -> tuple[Problem, ...]:
    """Return a warning for every check of days that ``replications`` (None: the scenario's) can never show to hold.

    Where one replication is several days there is no such number, because days of one replication may hang together.
    """
    found: list[Problem] = []
    for number, (text, mark) in enumerate(study.checks, start=1):
        for scenario in scenarios:
            promise = parse_check(text, scenario)
            if isinstance(promise, Check) and promise.on_days:
                planned = replications or scenario.run.replications
                said = _too_few(promise, scenario, planned, "there are" if replications else "run.replications is")
                found += [problem(mark, f"checks[{number}]", said)] if said else []
    return tuple(dict.fromkeys(of_kind("too_few_replications", found)))


def _too_few(promise: Check, scenario: "Scenario", planned: int, words: str) -> str:
    """Return what is to be said when no outcome of so many replications could show that the promise holds."""
    at_least = promise.comparison in (">=", ">")
    if len(scenario.horizon.open_days) > 1 and promise.interval in (None, EVERY_INTERVAL):
        return ""
    needed = days_needed(promise.limit, scenario.run.confidence, at_least)
    shown = f"days(…) {promise.comparison} {promise.limit * 100:.10g}%"
    even = "every day" if at_least else "no day"
    if needed is None:
        return f"{shown}: even if {even} kept it, no number of replications could show it."
    if needed <= planned:
        return ""
    return f"{shown}: even if {even} kept it, {needed} replications are needed to show it; {words} {planned}."
