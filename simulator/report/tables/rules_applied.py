"""What overflow rules did: how often the conditions of each held, how often it applied, how many accepted its offer.

There is a row for each rule, in the order in which they are asked. Where several strategies stand side by side, each
has how often a rule applied. A share is of the contacts that the rule covers, with those that became one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
from simulator.report.words.numbers import NOTHING, format_value
from simulator.report.words.overflow_words import does_said
from simulator.report.words.titled import label
from simulator.run_seen import RunSeen

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Overflow

TITLE = "overflow rules: contacts {}"


@dataclass(frozen=True)
class RuleApplied:
    """What a rule did with one strategy; contacts per replication."""

    name: str
    rule: "Overflow"
    covered: float
    """How many contacts it covers, whatever its conditions are."""
    asked: float
    """How often its conditions held and it could act."""
    applied: float
    """How often its share did not leave the contact out."""
    done: float
    """How often it acted: of an offer, how often it was accepted."""

    @property
    def share(self) -> float:
        """Return to which share of the contacts it applied; NaN where it covers nobody."""
        return self.applied / self.covered if self.covered else float("nan")

    @property
    def accepted(self) -> float | None:
        """Return how many accepted its offer; None where it offers nothing."""
        return self.done if self.rule.offer is not None else None


def rules_applied(comparison: "Comparison", strategy: str) -> tuple[RuleApplied, ...]:
    """Return what each overflow rule of a strategy did; nothing for a run in which that was not kept."""
    stack, scenario = comparison.stacks[strategy], comparison.scenarios[strategy]
    if not scenario.overflow or stack.details is None or stack.details.used is None:
        return ()
    seen, days = RunSeen(comparison, scenario, stack, stack.details.used), comparison.replications
    return tuple(
        RuleApplied(name, rule, seen.covered(name) / days, *(count / days for count in seen.did(name)))
        for name, rule in scenario.overflow.items()
    )


def rules_applied_blocks(comparison: "Comparison") -> Blocks:
    """Yield the table, where any strategy has overflow rules."""
    found = {name: rules_applied(comparison, name) for name in comparison.strategies}
    if any(found.values()):
        alone = next(iter(found.values())) if len(found) == 1 else None
        yield _sheet(comparison, alone) if alone is not None else _side_by_side(comparison, found)


def _sheet(comparison: "Comparison", rows: tuple[RuleApplied, ...]) -> Sheet:
    columns = [
        column("conditions\nmet", [_count(row.asked) for row in rows]),
        column("applied", [_count(row.applied) for row in rows]),
        column("of its\ncontacts", [_share(row) for row in rows]),
    ]
    if any(row.accepted is not None for row in rows):
        columns.append(column("accepted", [NOTHING if row.accepted is None else _count(row.accepted) for row in rows]))
    called = partial(label, comparison)
    labels = (
        column("rule", [row.name for row in rows], left=True),
        column("", [does_said(row.rule, called) for row in rows], left=True),
    )
    return Sheet(labels, tuple(columns), TITLE.format(comparison.period))


def _side_by_side(comparison: "Comparison", found: dict[str, tuple[RuleApplied, ...]]) -> Sheet:
    by = {name: {row.name: row for row in rows} for name, rows in found.items()}
    rules = dict.fromkeys(row.name for rows in found.values() for row in rows)
    columns = [column(name, [_applied(mine.get(rule)) for rule in rules]) for name, mine in by.items()]
    labels = (
        column("rule", list(rules), left=True),
        column("", [", or ".join(_does(comparison, by, rule)) for rule in rules], left=True),
    )
    title = f"{TITLE.format(comparison.period)} to which each applied"
    return Sheet(labels, tuple(columns), title, alike=True)


def _does(comparison: "Comparison", by: dict[str, dict[str, RuleApplied]], name: str) -> Iterator[str]:
    """Yield what a rule does, which may be something else with another strategy."""
    found = [rules[name].rule for rules in by.values() if name in rules]
    yield from dict.fromkeys(does_said(rule, partial(label, comparison)) for rule in found)


def _applied(row: RuleApplied | None) -> TableCell:
    if row is None:
        return TableCell(NOTHING)
    short = _count(row.applied)
    accepted = "" if row.accepted is None else f", accepted {_count(row.accepted)}"
    return TableCell(f"{short} ({_share(row)}{accepted})", short=short)


def _share(row: RuleApplied) -> str:
    return NOTHING if row.share != row.share else format_value(row.share, Unit.SHARE)


def _count(count: float) -> str:
    return format_value(count, Unit.CONTACTS)
