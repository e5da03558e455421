"""What interventions did: on how many days each was carried out, how often, with how many agents, and when first.

There is a row for each, in the order in which they are checked. Where several strategies stand side by side, each has
how often it was carried out.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Sheet, TableCell, column
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
    stack, scenario = comparison.stacks[strategy], comparison.scenarios[strategy]
    if not scenario.interventions or stack.details is None or stack.details.used is None:
        return ()
    seen = RunSeen(comparison, scenario, stack, stack.details.used)
    return tuple(_done(seen, name, one) for name, one in scenario.interventions.items())


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
    found = {name: interventions_done(comparison, name) for name in comparison.strategies}
    if any(found.values()):
        alone = next(iter(found.values())) if len(found) == 1 else None
        yield _sheet(comparison, alone) if alone is not None else _side_by_side(comparison, found)


def _sheet(comparison: "Comparison", rows: tuple[InterventionDone, ...]) -> Sheet:
    columns = [
        column("on days", [format_value(row.days, Unit.SHARE) for row in rows]),
        column(f"times\n{comparison.period}", [_count(row.times) for row in rows]),
    ]
    if any(row.agents is not None for row in rows):
        agents = [NOTHING if row.agents is None else _count(row.agents) for row in rows]
        columns.append(column(f"agents\n{comparison.period}", agents))
    columns.append(column("first at,\non average", [_clock(row.first_s) for row in rows]))
    called = partial(_called, comparison)
    labels = (
        column("intervention", [row.name for row in rows], left=True),
        column("", [done_said(row.noun, called) for row in rows], left=True),
    )
    return Sheet(labels, tuple(columns), TITLE)


def _side_by_side(comparison: "Comparison", found: dict[str, tuple[InterventionDone, ...]]) -> Sheet:
    by = {name: {row.name: row for row in rows} for name, rows in found.items()}
    names = dict.fromkeys(row.name for rows in found.values() for row in rows)
    columns = [column(name, [_applied(mine.get(one)) for one in names]) for name, mine in by.items()]
    called = partial(_called, comparison)
    does = [dict.fromkeys(done_said(mine[one].noun, called) for mine in by.values() if one in mine) for one in names]
    labels = (
        column("intervention", list(names), left=True),
        column("", [", or ".join(said) for said in does], left=True),
    )
    title = f"{TITLE} {comparison.period}, and on which share of the days"
    return Sheet(labels, tuple(columns), title, alike=True)


def _applied(row: InterventionDone | None) -> TableCell:
    if row is None:
        return TableCell(NOTHING)
    short = _count(row.times)
    return TableCell(f"{short} ({format_value(row.days, Unit.SHARE)})", short=short)


def _called(comparison: "Comparison", name: str) -> str:
    """Return what something that an intervention names is called; it is one thing in the scenario of the baseline."""
    kinds = kinds_meant(name, known_names(comparison.scenarios[comparison.baseline]))
    return label(comparison, f"{kinds[0]}:{prefix_and_name(name)[1]}") if kinds else name


def _clock(time_s: float) -> str:
    return NOTHING if time_s != time_s else format_time_of_day(round(time_s / MINUTE_S) * MINUTE_S)


def _count(count: float) -> str:
    return format_value(count, Unit.CONTACTS)
