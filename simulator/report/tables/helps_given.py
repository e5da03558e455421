"""What came of calls for help: how many there were, for how many somebody came and when, how long the helpers stayed.

There is a row for each rule, in the order of the file. Where several strategies stand side by side, each has how many
calls there were, and for which share somebody came.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
from simulator.report.words.help_words import given_said
from simulator.report.words.numbers import NOTHING, format_value
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
    stack, scenario = comparison.stacks[strategy], comparison.scenarios[strategy]
    if not scenario.helps or stack.details is None or stack.details.used is None:
        return ()
    seen = RunSeen(comparison, scenario, stack, stack.details.used)
    return tuple(_given(seen, name, one) for name, one in scenario.helps.items())


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
    found = {name: helps_given(comparison, name) for name in comparison.strategies}
    if any(found.values()):
        alone = next(iter(found.values())) if len(found) == 1 else None
        yield _sheet(comparison, alone) if alone is not None else _side_by_side(comparison, found)


def _sheet(comparison: "Comparison", rows: tuple[HelpGiven, ...]) -> Sheet:
    columns = (
        column(f"calls\n{comparison.period}", [format_value(row.calls, Unit.CONTACTS) for row in rows]),
        column("helped", [format_value(row.helped, Unit.SHARE) for row in rows]),
        column("mean wait\nfor help", [format_value(row.wait_s, Unit.SECONDS) for row in rows]),
        column(f"hours helping\n{comparison.period}", [format_value(row.hours, Unit.HOURS) for row in rows]),
    )
    called = partial(_called, comparison)
    labels = (
        column("rule", [row.name for row in rows], left=True),
        column("", [given_said(row.rule, called) for row in rows], left=True),
    )
    return Sheet(labels, columns, TITLE)


def _side_by_side(comparison: "Comparison", found: dict[str, tuple[HelpGiven, ...]]) -> Sheet:
    by = {name: {row.name: row for row in rows} for name, rows in found.items()}
    names = dict.fromkeys(row.name for rows in found.values() for row in rows)
    columns = [column(name, [_helped(mine.get(one)) for one in names]) for name, mine in by.items()]
    called = partial(_called, comparison)
    does = [dict.fromkeys(given_said(mine[one].rule, called) for mine in by.values() if one in mine) for one in names]
    labels = (
        column("rule", list(names), left=True),
        column("", [", or ".join(said) for said in does], left=True),
    )
    title = f"{TITLE} {comparison.period}, and for which share somebody came"
    return Sheet(labels, tuple(columns), title, alike=True)


def _helped(row: HelpGiven | None) -> TableCell:
    if row is None:
        return TableCell(NOTHING)
    short = format_value(row.calls, Unit.CONTACTS)
    return TableCell(f"{short} ({format_value(row.helped, Unit.SHARE)})", short=short)


def _called(comparison: "Comparison", group: str) -> str:
    return label(comparison, f"group:{group}")
