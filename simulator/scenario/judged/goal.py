"""``goal:``, what *best* means: a measure or a weighted mean of some, and what a strategy must stay within.

``{best: served_in_time(all)}`` is the goal where none is stated. ``{best: asa_s(channel:voice)}`` takes another
measure, whose better direction the catalogue knows; ``{best: {served_in_time(channel:voice): 2,
served_in_time(channel:chat): 1}}`` weighs some; under ``within:`` stand conditions, written as checks, each with a
name. It is said once for the file: strategies that choose what they are judged by could not be compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.catalogue import HEADLINE, METRICS, Better, Metric, Unit
from simulator.errors import Problem
from simulator.scenario.judged.checks import HOW_TO_WRITE, Check, Complaint, Measured, parse_check, parse_measured
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Entry, Node, Scalar, dotted, is_nothing, plain, problem
from simulator.scenario.text.nodes import Mapping as Tree
from simulator.scenario.text.spelling import wrong_label
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import shown

KEYS = ("best", "within")
WEIGHED = "goal"
"""What a row of weighed measures is of."""
_HOW = "Write it as {best: served_in_time(all), within: {budget: staff_cost <= 9000 EUR}}."
_HOW_BEST = "Write a measure, as served_in_time(all), or weights, as {served_in_time(channel:voice): 2, …: 1}."


@dataclass(frozen=True)
class Term:
    """A measure of the goal and its weight."""

    metric: str
    of: str = "all"
    interval: str | None = None
    weight: float = 1.0

    @property
    def text(self) -> str:
        """Return the measure as a file has it."""
        return f"{self.metric}({', '.join((self.of, *([self.interval] if self.interval else [])))})"


@dataclass(frozen=True)
class Condition:
    """What a strategy must stay within to be best: a check with a name."""

    name: str
    check: Check


@dataclass(frozen=True)
class Goal:
    """What *best* means: the weighted mean of the terms, which share unit and direction, within the conditions."""

    terms: tuple[Term, ...] = (Term(HEADLINE),)
    within: tuple[Condition, ...] = ()

    @property
    def alone(self) -> Term | None:
        """Return the only term; None where some are weighed."""
        return self.terms[0] if len(self.terms) == 1 else None

    @property
    def cell(self) -> tuple[str, str, str | None]:
        """Return (metric, of, interval) of its row; weighed measures are of `WEIGHED` and have the first one's unit."""
        first = self.terms[0]
        return (first.metric, first.of, first.interval) if self.alone else (first.metric, WEIGHED, None)

    @property
    def metric(self) -> Metric:
        """Return the first term's metric, whose unit and direction are those of all."""
        return METRICS[self.terms[0].metric]

    @property
    def sense(self) -> float:
        """Return 1 where more is better, -1 where less is."""
        return 1.0 if self.metric.better is Better.HIGHER else -1.0

    @property
    def is_usual(self) -> bool:
        """Return whether it is the one where none is stated: served in time, all contacts."""
        return self.terms == (Term(HEADLINE),)

    def as_stated(self) -> dict[str, Any]:
        """Return the goal as plain data, as a file would state it."""
        best: Any = self.alone.text if self.alone else {term.text: term.weight for term in self.terms}
        return {"best": best} | ({"within": {one.name: one.check.text for one in self.within}} if self.within else {})


USUAL = Goal()
"""The goal where none is stated."""


def read_goal(root: Tree, wrong: list[Problem]) -> Tree | None:
    """Return what stands under ``goal:``, None where nothing does; what is no goal anywhere goes to ``wrong``."""
    given = root.get("goal")
    if given is None or is_nothing(given):
        return None
    if not isinstance(given, Tree):
        wrong.append(problem(given.mark, "goal", f"expected a mapping, got {shown(plain(given))}.", _HOW))
        return None
    found = [*_unknown_keys(given), *_no_best(given), *_no_conditions(given)]
    wrong += found
    return None if found else given


def goal_of(stated: Tree | None, scenario: Scenario) -> tuple[Goal, list[Problem]]:
    """Return the goal that a file's ``stated`` one is in ``scenario``, and all that is wrong with it there."""
    if stated is None:
        return USUAL, []
    wrong: list[Problem] = []
    terms = tuple(_terms(stated, scenario, wrong)) or USUAL.terms
    within = tuple(_conditions(stated, scenario, wrong))
    return Goal(terms, within), wrong


def unreadable_goal(stated: Tree | None, scenarios: Mapping[str, Scenario | None]) -> list[Problem]:
    """Return what is wrong with the goal in any of the ``scenarios``, by strategy: all of them are judged by it.

    Nothing while one of them is not valid.
    """
    valid = {name: one for name, one in scenarios.items() if one is not None}
    if len(valid) < len(scenarios):
        return []
    found: dict[Problem, list[str]] = {}
    for name, scenario in valid.items():
        for one in goal_of(stated, scenario)[1]:
            found.setdefault(one, []).append(name)
    return [one if len(names) == len(valid) else _in(one, names[0]) for one, names in found.items()]


def _in(one: Problem, strategy: str) -> Problem:
    return Problem(one.file, one.line, one.column, f"{one.where} (in strategy '{strategy}')", one.what, one.hint)


def _unknown_keys(given: Tree) -> Iterator[Problem]:
    for key, entry in given.entries.items():
        if key not in KEYS:
            yield problem(entry.key, "goal", f"unknown key '{key}'.", did_you_mean(key, KEYS))


def _no_best(given: Tree) -> Iterator[Problem]:
    best = given.get("best")
    if best is None or is_nothing(best) or _is_text(best):
        return
    if not isinstance(best, Tree) or not best.entries:
        yield problem(best.mark, "goal.best", f"expected a measure, got {shown(plain(best))}.", _HOW_BEST)
        return
    for measure, entry in best.entries.items():
        weight = plain(entry.value)
        number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not number or not 0 < weight < float("inf"):
            what = f"expected a weight, a number more than 0, got {shown(weight)}."
            yield problem(entry.value.mark, dotted("goal", "best", measure), what)


def _no_conditions(given: Tree) -> Iterator[Problem]:
    within = given.get("within")
    if within is None or is_nothing(within):
        return
    if not isinstance(within, Tree):
        what = f"expected conditions by name, got {shown(plain(within))}."
        yield problem(within.mark, "goal.within", what, "Write it as {budget: staff_cost <= 9000 EUR}.")
        return
    for name, entry in within.entries.items():
        said, hint = wrong_label(name)
        if said:
            yield problem(entry.key, "goal.within", said, hint)
        if not _is_text(entry.value):
            what = f"expected a check, got {shown(plain(entry.value))}."
            yield problem(entry.value.mark, dotted("goal", "within", name), what, HOW_TO_WRITE)


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str)


def _terms(stated: Tree, scenario: Scenario, wrong: list[Problem]) -> Iterator[Term]:
    for text, weight, entry, where in _measures(stated):
        read = parse_measured(text, scenario)
        if isinstance(read, Measured):
            complaints = list(_unfit(METRICS[read.metric], weight, next(_measures(stated))[0], scenario))
            term = Term(read.metric, read.of, read.interval, weight or 1.0)
        else:
            complaints, term = list(read), Term(HEADLINE)
        wrong += [problem(entry, where, one.what, one.hint) for one in complaints]
        yield term


def _measures(stated: Tree) -> Iterator[tuple[str, float | None, Any, str]]:
    """Yield (text, weight or None, mark, path) of each measure; a mark is where it was written."""
    best = stated.get("best")
    if isinstance(best, Scalar) and isinstance(best.value, str):
        yield best.value, None, best.mark, "goal.best"
    elif isinstance(best, Tree):
        for text, entry in best.entries.items():
            yield text, float(plain(entry.value)), entry.key, "goal.best"


def _unfit(metric: Metric, weight: float | None, first: str, scenario: Scenario) -> Iterator[Complaint]:
    """Yield why a metric is no goal, or cannot be weighed with the ``first`` one."""
    if metric.better is Better.NEITHER:
        known = ", ".join(one.name for one in METRICS.values() if one.better is not Better.NEITHER)
        yield Complaint(
            f"{metric.name} has no better direction, so it cannot decide which strategy is best.",
            f"Use one of {known}.",
        )
        return
    if metric.unit is Unit.MONEY and scenario.currency is None:
        hint = "Write cost: 14 EUR/h in an agent group."
        yield Complaint(f"{metric.name} is unknown: no agent group has a cost.", hint)
    if weight is None:
        return
    if metric.quantile is not None:
        yield Complaint(f"{metric.name} cannot be weighted: a mean of quantiles is not a quantile.", "Use it alone.")
    other = METRICS.get(first.partition("(")[0].strip())
    fits = other is None or other.better is Better.NEITHER or (other.unit, other.better) == (metric.unit, metric.better)
    if other and not fits:
        what = f"{metric.name} ({_kind(metric)}) and {other.name} ({_kind(other)}) cannot be weighted together."
        yield Complaint(what, "Weighted measures need the same unit and the same better direction.")


def _kind(metric: Metric) -> str:
    return f"{metric.unit}, {metric.better} is better"


def _conditions(stated: Tree, scenario: Scenario, wrong: list[Problem]) -> Iterator[Condition]:
    for name, entry in stated.section("within").entries.items():
        yield from _condition(name, entry, scenario, wrong)


def _condition(name: str, entry: Entry, scenario: Scenario, wrong: list[Problem]) -> Iterator[Condition]:
    read = parse_check(str(plain(entry.value)), scenario)
    if isinstance(read, Check):
        yield Condition(name, read)
    else:
        wrong += [problem(entry.value.mark, dotted("goal", "within", name), one.what, one.hint) for one in read]
