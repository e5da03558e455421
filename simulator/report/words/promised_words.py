"""Targets of conversations in words: as a line of a table is called, and as what is promised beside a value."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.catalogue.conversation_metrics import TARGETS
from simulator.metrics.cells import Cell
from simulator.scenario.nouns.conversation_channel import clock_of
from simulator.scenario.nouns.conversation_targets import ReplyTarget, Targets
from simulator.units import format_duration

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario

SAID = {
    "first_reply_in_target": "first reply in target",
    "reply_in_target": "replies in target",
    "solved_in_target": "solved in target",
}
"""What lines of tables are called."""
_SENTENCES = {"first_reply": "First reply", "reply": "Each reply", "solved": "Solved"}
KEY_OF = {metric: key for key, metric in TARGETS.items()}
"""The key of a scenario by the metric that says what became of it."""


def targets_said(targets: Targets, clock: str) -> str:
    """Say the targets of a contact type, and which time they count.

    >>> solved = {"share": "90%", "within": "8h", "counts": "open"}
    >>> targets_said(Targets(first_reply="80% in 15m", solved=solved), "always")
    'First reply: 80% in 15m. Solved: 90% in 8h, from the arrival to the last reply.'
    >>> targets_said(Targets(solved="90% in 8h"), "hours")
    'Solved: 90% in 8h, the waits for replies added up. Only time inside the opening hours counts.'
    """
    how = "from the arrival to the last reply" if targets.counts_all else "the waits for replies added up"
    said = [f"{_SENTENCES[key]}: {one}{f', {how}' * (key == 'solved')}." for key, one in targets.stated.items()]
    if clock == "hours":
        said.append("Only time inside the opening hours counts.")
    return " ".join(said)


def is_judged(comparison: "Comparison", metric: str, of: str) -> bool:
    """Return whether anything was judged by a target with any strategy, be it that none of it was in time."""
    known = [name for name in comparison.strategies if Cell(of, None) in comparison.stacks[name].cells]
    return any(not math.isnan(comparison.row(name, metric, of).value) for name in known)


def called(comparison: "Comparison", metric: str, types: Iterable[str]) -> str:
    """Return what a line is called: with the target, where all ``types`` have the same with every strategy."""
    types, scenarios = tuple(types), [comparison.scenarios[name] for name in comparison.strategies]
    stated = {one for scenario in scenarios for one in promised(scenario, metric, types)}
    if not stated:
        return SAID[metric]
    # By another clock the same words are another promise.
    how = {(clock, whole) for one in scenarios for clock, whole in _counting(one, metric, types)}
    return f"{SAID[metric]} ({stated.pop() if len(stated) == len(how) == 1 else 'differing'})"


def _counting(scenario: "Scenario", metric: str, types: Iterable[str]) -> set[tuple[str, bool]]:
    """Return by which clock targets of a kind count, and whether all of the time."""
    kinds = [scenario.contact_types[name] for name in types if target_of(scenario, metric, name) is not None]
    is_solved = KEY_OF[metric] == "solved"
    return {(clock_of(scenario.channels[one.channel]), is_solved and one.targets.counts_all) for one in kinds}


def promised(scenario: "Scenario", metric: str, types: Iterable[str]) -> set[str]:
    """Return which targets ``types`` have of a kind, each as *80 % in 15m*."""
    found = (target_of(scenario, metric, name) for name in types)
    return {f"{one.share * 100:.10g} % in {format_duration(one.within_s)}" for one in found if one is not None}


def target_of(scenario: "Scenario", metric: str, name: str) -> ReplyTarget | None:
    """Return the target of a type that ``metric`` judges; None where it has none, or there is no such type."""
    kind, key = scenario.contact_types.get(name), KEY_OF.get(metric)
    return None if kind is None or key is None else kind.targets.stated.get(key)
