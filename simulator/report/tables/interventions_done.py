"""What interventions did: on how many days each was carried out, how often, with how many agents, and when first.

There is a row for each, in the order in which they are checked. Where several strategies stand side by side, each has
how often it was carried out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
from simulator.report.tables.rules_in_tables import Found, rule_blocks, rule_labels, seen_of, side_by_side
from simulator.report.words.intervention_words import done_said
from simulator.report.words.numbers import NOTHING, format_value
from simulator.report.words.titled import label
from simulator.run_seen import RunSeen
from simulator.scenario.rules.whom import kinds_meant, known_names, prefix_and_name
from simulator.units import format_time_of_day

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Intervention

TITLE = "interventions: how often they were carried out"
MINUTE_S = 60.0


@dataclass(frozen=True)
class InterventionDone:
    """What an intervention did with one strategy, per replication; without a day on which it was carried out NaN."""

    name: str
    noun: "Intervention"
    days: float
    """The share of the days on which it was carried out."""
    times: float
    """How often it was carried out."""
    agents: float | None
    """How many agents were moved or called in; None where it is about hours."""
    first_s: float
    """The time of day at which it was carried out first, on average over the days on which it was."""


def interventions_done(comparison: "Comparison", strategy: str) -> tuple[InterventionDone, ...]:
    """Return what each intervention of a strategy did; nothing for a run in which that was not kept."""
    nouns, seen = comparison.scenarios[strategy].interventions, seen_of(comparison, strategy)
    if seen is None:
        return ()
    return tuple(_done(seen, name, one) for name, one in nouns.items())


def _done(seen: RunSeen, name: str, one: "Intervention") -> InterventionDone:
    times, days, number, first_s = seen.carried_out(name)
    replications = seen.comparison.replications
    return InterventionDone(
        name,
        one,
        days / seen.days_simulated,
        times / replications,
        number / replications if one.leads_to is not None else None,
        first_s / days if days else float("nan"),
    )


def interventions_done_blocks(comparison: "Comparison") -> Blocks:
    """Yield the table, where any strategy has interventions."""
    yield from rule_blocks(
        comparison, interventions_done, partial(_sheet, comparison), partial(_side_by_side, comparison)
    )


def _sheet(comparison: "Comparison", rows: Sequence[InterventionDone]) -> Sheet:
    columns = [
        column("on days", [format_value(row.days, Unit.SHARE) for row in rows]),
        column(f"times\n{comparison.period}", [_count(row.times) for row in rows]),
    ]
    if any(row.agents is not None for row in rows):
        agents = [NOTHING if row.agents is None else _count(row.agents) for row in rows]
        columns.append(column(f"agents\n{comparison.period}", agents))
    columns.append(column("first at,\non average", [_clock(row.first_s) for row in rows]))
    return Sheet(rule_labels("intervention", rows, partial(_said, comparison)), tuple(columns), TITLE)


def _side_by_side(comparison: "Comparison", found: Found[InterventionDone]) -> Sheet:
    title = f"{TITLE} {comparison.period}, and on which share of the days"
    return side_by_side(found, "intervention", partial(_said, comparison), _applied, title)


def _applied(row: InterventionDone) -> TableCell:
    short = _count(row.times)
    return TableCell(f"{short} ({format_value(row.days, Unit.SHARE)})", short=short)


def _said(comparison: "Comparison", row: InterventionDone) -> str:
    return done_said(row.noun, partial(_called, comparison))


def _called(comparison: "Comparison", name: str) -> str:
    """Return what something that an intervention names is called; it is one thing in the scenario of the baseline."""
    kinds = kinds_meant(name, known_names(comparison.scenarios[comparison.baseline]))
    return label(comparison, f"{kinds[0]}:{prefix_and_name(name)[1]}") if kinds else name


def _clock(time_s: float) -> str:
    return NOTHING if time_s != time_s else format_time_of_day(round(time_s / MINUTE_S) * MINUTE_S)


def _count(count: float) -> str:
    return format_value(count, Unit.CONTACTS)
