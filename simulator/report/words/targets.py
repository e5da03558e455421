"""Which targets an answer misses, by name, value and target, and of which that cannot be told yet, the worst first."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE
from simulator.checking import LEVEL, Finding, targets, worst_first
from simulator.report.words.numbers import format_row, listed
from simulator.report.words.phrases import named
from simulator.report.words.places import where
from simulator.report.words.promised_words import target_of
from simulator.report.words.titled import label
from simulator.units import format_duration

if TYPE_CHECKING:
    from simulator.checking import CheckResult
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Check
    from simulator.scenario.nouns import Scenario

_WHAT = {"first_reply_in_target": "first reply", "reply_in_target": "replies", "solved_in_target": "solved"}
"""What a target of conversations is of, behind the name of the type."""
SHOWN = 3
"""So many missed targets are named; more are counted."""


def targets_said(comparison: "Comparison", name: str) -> str:
    """Return what ``name`` misses, as a sentence; nothing where it has no targets.

    What cannot be told yet is named apart and never as met.
    """
    found = targets(comparison, name)
    if not found or comparison.replications == 1:
        return ""
    broken = worst_first(found)
    open_ = [target_words(one, comparison) for one in worst_first(found, Finding.UNDECIDED)]
    if not broken:
        return _nothing_missed(name, len(found), open_) + _met_by_leaving_out(comparison, name, found)
    told = [target_words(one, comparison) for one in broken]
    ends = f"; undecided: {shortened(open_)}" if open_ else ""
    said = f"{named(name)} {_how_many(len(broken), len(found))}: {shortened(told)}{ends}."
    return said + _met_by_leaving_out(comparison, name, found)


def _met_by_leaving_out(comparison: "Comparison", name: str, found: "Sequence[CheckResult]") -> str:
    """Return which service levels are met only because they leave out who was blocked, cleared or left a voicemail."""
    told = []
    for one in found:
        check = one.check
        if one.finding is not Finding.HOLDS or check.metric != "service_level" or check.on_days or check.interval:
            continue
        row = comparison.row(name, HEADLINE, check.of)
        if check.comparison[0] == ">" and row.enough and row.high < check.limit:
            value = format_row(row.value, math.nan, math.nan, check.unit, check.limit)
            told.append(f"{label(comparison, check.of) or 'all'} {value} (target {check.limit * 100:.10g} %)")
    if not told:
        return ""
    return (
        " Counting all contacts, including those a service level leaves out, fewer are served in time than the "
        f"target asks: {shortened(told)}."
    )


def targets_said_across(run: "Compared", name: str) -> str:
    """Return the same over several places: each target with its worst value, and where that is."""
    found = {one: targets(one, name) for one in run}
    if run.replications == 1 or not any(found.values()):
        return ""
    texts = {each.check.text for outcomes in found.values() for each in outcomes}
    broken = [each for outcomes in found.values() for each in worst_first(outcomes)]
    worst = list({each.check.text: each for each in reversed(worst_first(broken))}.values())[::-1]
    told = [_said_where(each, run, name) for each in worst_first(worst)]
    unsure = worst_first((each for some in found.values() for each in some), Finding.UNDECIDED)
    missed = {each.check.text for each in worst}
    first = {each.check.text: each for each in reversed(unsure) if each.check.text not in missed}
    open_ = [_said_where(each, run, name) for each in worst_first(first.values(), Finding.UNDECIDED)]
    if not told:
        # A target is met where it is met everywhere.
        return _nothing_missed(name, len(texts), open_)
    ends = f"; undecided: {shortened(open_)}" if open_ else ""
    return f"{named(name)} {_how_many_where(found, len(worst), len(texts), run)}: {shortened(told)}{ends}."


def _how_many_where(found: "dict[Comparison, tuple[CheckResult, ...]]", broken: int, of: int, run: "Compared") -> str:
    """Return how many are missed and where; what is missed in one place need not be missed in another."""
    missed = [frozenset(each.check.text for each in worst_first(outcomes)) for outcomes in found.values()]
    here = [each for each in missed if each]
    kind = "points" if run.grid.axes else "futures"
    which = f"in all {kind}" if len(here) == len(run) else f"in {len(here)} of {len(run)} {kind}"
    if len(set(here)) == 1:
        return f"{_how_many(broken, of)}, {which}"
    return f"misses {'each' if broken == of else broken} of its {of} targets somewhere, some of them {which}"


def target_words(outcome: "CheckResult", comparison: "Comparison") -> str:
    """Return a target with its value: *orders 73.0 % (target 80 % in 20s)*, *asa_s < 20s (34.2 s)*."""
    check = outcome.check
    value = format_row(outcome.value, math.nan, math.nan, check.unit, check.limit)
    within_s = _within_s(check, comparison.scenarios[outcome.strategy])
    if within_s is not None:
        whose = own_called(comparison, check.of, check.metric)
        return f"{whose} {value} (target {check.limit * 100:.10g} % in {format_duration(within_s)})"
    return f"{check.text} ({outcome.reason if math.isnan(outcome.value) else value})"


def own_called(comparison: "Comparison", of: str, metric: str) -> str:
    """Return what a target of a contact type is called, as *messages replies*; the service level by the type alone."""
    return f"{label(comparison, of)} {_WHAT.get(metric, '')}".strip()


def _within_s(check: "Check", scenario: "Scenario") -> float | None:
    """Return the time of the target that a check is about; None where it is about anything else."""
    kind, _, name = check.of.partition(":")
    if kind != "type" or check.interval is not None or check.on_days or check.comparison[0] != ">":
        return None
    target = target_of(scenario, check.metric, name)
    if target is not None:
        return target.within_s
    return scenario.contact_types[name].service_level.within_s if check.metric == LEVEL else None


def beside(told: str, place: str) -> str:
    """Return words on a target with the place they are of.

    >>> beside("orders 73.0 % (target 80 % in 20s)", "in busy")
    'orders 73.0 % (target 80 % in 20s; in busy)'
    """
    return f"{told[:-1]}; {place})" if told.endswith(")") else f"{told} ({place})"


def shortened(told: Sequence[str]) -> str:
    """Return the first few, and how many more there are."""
    more = len(told) - SHOWN
    # One more takes no more room than saying that there is one.
    return f"{', '.join(told[:SHOWN])} and {more} more" if more > 1 else listed(told)


def _said_where(outcome: "CheckResult", run: "Compared", name: str) -> str:
    one = next(each for each in run if (each.future, each.point) == (outcome.future, outcome.point))
    return beside(target_words(outcome, one), where(one, run))


def _how_many(broken: int, of: int) -> str:
    if broken == of:
        return "misses its only target" if of == 1 else f"meets none of its {of} targets"
    return f"misses {broken} of its {of} targets"


def _nothing_missed(name: str, of: int, open_: Sequence[str]) -> str:
    if not open_:
        return f"{named(name)} meets {'its target' if of == 1 else 'both targets' if of == 2 else f'all {of} targets'}."
    if len(open_) == of:
        which = "target" if of == 1 else "targets"
        return f"Whether {named(name)} meets its {which} is undecided: {shortened(open_)}."
    return f"{named(name)} meets {of - len(open_)} of its {of} targets; undecided: {shortened(open_)}."
