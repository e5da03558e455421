"""What overflow rules did: how often the conditions of each held, how often it applied, how many accepted its offer.

There is a row for each rule, in the order in which they are asked. Where several strategies stand side by side, each
has how often a rule applied. A share is of the contacts that the rule covers, with those that became one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
from simulator.report.tables.rules_in_tables import Found, rule_blocks, rule_labels, seen_of, side_by_side
from simulator.report.words.numbers import NOTHING, format_value
from simulator.report.words.overflow_words import does_said
from simulator.report.words.titled import label

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
    rules, seen, days = comparison.scenarios[strategy].overflow, seen_of(comparison, strategy), comparison.replications
    if seen is None:
        return ()
    return tuple(
        RuleApplied(name, rule, seen.covered(name) / days, *(count / days for count in seen.did(name)))
        for name, rule in rules.items()
    )


def rules_applied_blocks(comparison: "Comparison") -> Blocks:
    """Yield the table, where any strategy has overflow rules."""
    yield from rule_blocks(comparison, rules_applied, partial(_sheet, comparison), partial(_side_by_side, comparison))


def _sheet(comparison: "Comparison", rows: Sequence[RuleApplied]) -> Sheet:
    columns = [
        column("conditions\nmet", [_count(row.asked) for row in rows]),
        column("applied", [_count(row.applied) for row in rows]),
        column("of its\ncontacts", [_share(row) for row in rows]),
    ]
    if any(row.accepted is not None for row in rows):
        columns.append(column("accepted", [NOTHING if row.accepted is None else _count(row.accepted) for row in rows]))
    return Sheet(rule_labels("rule", rows, partial(_said, comparison)), tuple(columns), TITLE.format(comparison.period))


def _side_by_side(comparison: "Comparison", found: Found[RuleApplied]) -> Sheet:
    title = f"{TITLE.format(comparison.period)} to which each applied"
    return side_by_side(found, "rule", partial(_said, comparison), _applied, title)


def _said(comparison: "Comparison", row: RuleApplied) -> str:
    return does_said(row.rule, partial(label, comparison))


def _applied(row: RuleApplied) -> TableCell:
    short = _count(row.applied)
    accepted = "" if row.accepted is None else f", accepted {_count(row.accepted)}"
    return TableCell(f"{short} ({_share(row)}{accepted})", short=short)


def _share(row: RuleApplied) -> str:
    return NOTHING if row.share != row.share else format_value(row.share, Unit.SHARE)


def _count(count: float) -> str:
    return format_value(count, Unit.CONTACTS)
