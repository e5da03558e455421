"""What came of calls for help: how many there were, for how many somebody came and when, how long the helpers stayed.

There is a row for each rule, in the order of the file. Where several strategies stand side by side, each has how many
calls there were, and for which share somebody came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
from simulator.report.tables.rules_in_tables import Found, rule_blocks, rule_labels, seen_of, side_by_side
from simulator.report.words.help_words import given_said
from simulator.report.words.numbers import format_value
from simulator.report.words.titled import label
from simulator.run_seen import RunSeen
from simulator.units import HOUR_S

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import HelpRule

TITLE = "help: calls of agents"


@dataclass(frozen=True)
class HelpGiven:
    """What a rule of help did with one strategy, per replication; what there are no calls for is NaN."""

    name: str
    rule: "HelpRule"
    calls: float
    helped: float
    """The share of the calls for which somebody came."""
    wait_s: float
    """The mean time until they did."""
    hours: float
    """How long helpers stayed, all together."""


def helps_given(comparison: "Comparison", strategy: str) -> tuple[HelpGiven, ...]:
    """Return what each rule of help of a strategy did; nothing for a run in which that was not kept."""
    rules, seen = comparison.scenarios[strategy].helps, seen_of(comparison, strategy)
    if seen is None:
        return ()
    return tuple(_given(seen, name, one) for name, one in rules.items())


def _given(seen: RunSeen, name: str, one: "HelpRule") -> HelpGiven:
    calls, helped, wait_s, helping_s = seen.helped(name)
    replications = seen.comparison.replications
    return HelpGiven(
        name,
        one,
        calls / replications,
        helped / calls if calls else float("nan"),
        wait_s / helped if helped else float("nan"),
        helping_s / HOUR_S / replications,
    )


def helps_given_blocks(comparison: "Comparison") -> Blocks:
    """Yield the table, where agents of any strategy call for help."""
    yield from rule_blocks(comparison, helps_given, partial(_sheet, comparison), partial(_side_by_side, comparison))


def _sheet(comparison: "Comparison", rows: Sequence[HelpGiven]) -> Sheet:
    columns = (
        column(f"calls\n{comparison.period}", [format_value(row.calls, Unit.CONTACTS) for row in rows]),
        column("helped", [format_value(row.helped, Unit.SHARE) for row in rows]),
        column("mean wait\nfor help", [format_value(row.wait_s, Unit.SECONDS) for row in rows]),
        column(f"hours helping\n{comparison.period}", [format_value(row.hours, Unit.HOURS) for row in rows]),
    )
    return Sheet(rule_labels("rule", rows, partial(_said, comparison)), columns, TITLE)


def _side_by_side(comparison: "Comparison", found: Found[HelpGiven]) -> Sheet:
    title = f"{TITLE} {comparison.period}, and for which share somebody came"
    return side_by_side(found, "rule", partial(_said, comparison), _helped, title)


def _helped(row: HelpGiven) -> TableCell:
    short = format_value(row.calls, Unit.CONTACTS)
    return TableCell(f"{short} ({format_value(row.helped, Unit.SHARE)})", short=short)


def _said(comparison: "Comparison", row: HelpGiven) -> str:
    return given_said(row.rule, lambda group: label(comparison, f"group:{group}"))
