"""One comparison, from the question to the sentence that answers it: what a manager reads.

Strategies stand side by side, and below them what each of them changes against the baseline, with a sign for what it
amounts to. The signs of a row hold together: the best of many is not marked by chance.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS
from simulator.comparison import Compared
from simulator.report.blocks import Blocks, Cell, Column, Pair, Paragraph, Sheet, Tone, column
from simulator.report.cost import prices
from simulator.report.notes import notes, uneven
from simulator.report.numbers import NOTHING, format_days, format_difference, format_value, half_width
from simulator.report.sentence import round_up, sentence
from simulator.report.signs import BEST, TONE, UNEVEN, Sign, by_chance, is_fact, legend, sign
from simulator.standing import standing

if TYPE_CHECKING:
    from simulator.comparison import Comparison, Delta, Row

LABELS = {
    "served_in_time": "served in time of all",
    "service_level": "service level",
    "abandonment_rate": "abandoned",
    "asa_s": "speed of answer (ASA)",
    "wait_s_p90": "90 % waited at most",
    "closed_per_hour": "closed per hour",
    "closed_per_agent_hour": "closed per agent hour",
    "occupancy": "occupancy",
    "agent_hours": "agent hours {}",
}
"""The metrics of the table, in its order, as a manager calls them; the gap is for *a day*."""
UNSERVED = {
    "blocked": "blocked {}",
    "messages": "left a message {}",
    "cleared": "sent away {}",
    "still_open": "still open {}",
}
"""Beside them where it happens with any strategy; the gaps are for *a day*."""
MONEY_LABELS = {"staff_cost": "staff cost, {} {}", "cost_per_closed": "cost per closed, {}"}
"""Beside them where the scenario states what agents cost; the gaps are for the currency, and for *a day*."""
OF_OFFERED = ("service_level", "abandonment_rate")
"""The metrics whose denominator is not everybody who came."""
REACH, REACH_TIMES = 1000, 10
"""More replications than this, and than so many times those there are, is no advice."""


def comparison_blocks(comparison: "Comparison") -> Blocks:
    """Yield the whole answer: question, values, differences, notes, sentence."""
    yield from heading(Compared((comparison,)))
    if comparison.others and comparison.replications > 1:
        yield Pair(values_sheet(comparison), differences_sheet(comparison))
        yield Paragraph("\n".join(_explained(comparison)), Tone.QUIET)
    else:
        yield values_sheet(comparison)
    if remarks := "\n".join(notes(comparison)):
        yield Paragraph(remarks, Tone.QUIET)
    yield Paragraph(sentence(comparison), Tone.STRONG)


def heading(run: Compared) -> Blocks:
    """Yield what was asked and how it was worked out."""
    first = run.first
    yield Paragraph(_title(first), Tone.TITLE, closed=False)
    if first.question:
        yield Paragraph(first.question, closed=False)
    days = "1 replication" if first.replications == 1 else f"{first.replications} replications"
    how = f"{_scope(run)}{days}, seed {first.seed}, ± is {first.confidence * 100:g} % confidence"
    came = {one.row(one.baseline, "arrived").value for one in run}
    if len(came) == 1:
        how += f"; {format_value(came.pop(), METRICS['arrived'].unit)} contacts came {first.period}"
    yield Paragraph(how, Tone.QUIET)


def _title(comparison: "Comparison") -> str:
    """Return the scenario's name with its day or days, where they are particular ones."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    day = format_days(horizon.date, horizon.weekday, horizon.days)
    return f"{comparison.name}, {day}" if day else comparison.name


def _scope(run: Compared) -> str:
    """Return which futures and how many points were run, where that is not just the scenario as stated."""
    future = f"future {run.futures[0]}, " if run.futures[0] else ""
    parts = [future if len(run.futures) == 1 else f"{len(run.futures)} futures, "]
    if run.grid.axes:
        parts.append(f"{len(run.grid.points)} points, ")
    return "".join(parts)


def labels(comparison: "Comparison") -> dict[str, str]:
    """Return the metrics of the table with their labels: what it costs is among them where that is known."""
    shown = {metric: label for metric, label in UNSERVED.items() if _happens(comparison, metric)}
    known = [name for name in comparison.strategies if not math.isnan(comparison.row(name, "staff_cost").value)]
    found = {metric: label.format(comparison.period) for metric, label in _in_order(shown).items()}
    if not known:
        return found
    currency = comparison.scenarios[known[0]].currency
    return found | {metric: label.format(currency, comparison.period) for metric, label in MONEY_LABELS.items()}


def _in_order(shown: dict[str, str]) -> dict[str, str]:
    """Return the labels with those ``shown`` where who was not served stands."""
    names = list(LABELS)
    place = names.index("abandonment_rate") + 1
    return {name: LABELS[name] for name in names[:place]} | shown | {name: LABELS[name] for name in names[place:]}


def _happens(comparison: "Comparison", measure: str) -> bool:
    return any(comparison.per_day(name, measure) > 0 for name in comparison.strategies)


def values_sheet(comparison: "Comparison") -> Sheet:
    """Return all metrics of all strategies side by side; the best are marked, and what is not of the same contacts."""
    rows = labels(comparison)
    names = _names(comparison, rows)
    columns = (
        Column(name, tuple(cell(comparison.row(name, metric)) for metric in rows), marks(comparison, name))
        for name in comparison.strategies
    )
    return Sheet((column("", names),), tuple(columns), strong=(list(rows).index(HEADLINE),))


def differences_sheet(comparison: "Comparison") -> Sheet:
    """Return the differences of all strategies to the baseline side by side, each with its sign."""
    rows = labels(comparison)
    names = _names(comparison, rows)
    worth = {label: found for label, found in prices(comparison).items() if any(found.values())}
    columns = []
    for name in comparison.others:
        told = [difference_cell(comparison, comparison.delta(name, metric)) for metric in rows]
        told += [Cell(f"{found[name] or NOTHING}  ") for found in worth.values()]
        columns.append(Column(name, tuple(told)))
    first = column(f"against {comparison.baseline}", [*names, *worth])
    return Sheet((first,), tuple(columns), strong=(list(rows).index(HEADLINE),))


def _names(comparison: "Comparison", rows: dict[str, str]) -> list[str]:
    """Return what the ``rows`` (labels by metric) are called, with a mark where they are not of the same contacts."""
    mark = f" {UNEVEN}" if any(uneven(comparison)) else ""
    return [label + mark * (metric in OF_OFFERED) for metric, label in rows.items()]


def difference_cell(comparison: "Comparison", delta: "Delta") -> Cell:
    """Return a difference with its sign; those of shares are in points."""
    half = half_width(delta.low, delta.high)
    size = format_difference(delta.difference, METRICS[delta.metric].unit, half).removesuffix(" points")
    found = sign_of(comparison, delta)
    return Cell(f"{size} {found}", TONE.get(found, Tone.PLAIN))


def sign_of(comparison: "Comparison", delta: "Delta") -> Sign:
    """Return what a difference amounts to."""
    place = (delta.metric, delta.of, delta.interval)
    row = (
        comparison.goal_row(delta.baseline) if place == comparison.goal.cell else comparison.row(delta.baseline, *place)
    )
    return sign(delta, row.value)


def cell(row: "Row", sure: bool = True, shorter: bool = False) -> Cell:
    """Return a row's value, with its half width if ``sure``, which may go where there is little room if ``shorter``."""
    unit = METRICS[row.metric].unit
    plain = format_value(row.value, unit)
    text = format_value(row.value, unit, half_width(row.low, row.high)) if sure else plain
    return Cell(text, short=plain if shorter else "")


def marks(comparison: "Comparison", name: str, leads: bool = True) -> tuple[str, ...]:
    """Return what must be known of a strategy, as lines below its name; that it ``leads`` too, unless that is False."""
    found = ["(baseline)"] if name == comparison.baseline and comparison.others else []
    found += ["(customers differ)"] if name in comparison.customers_differ else []
    there = standing(comparison) if leads and comparison.others else None
    if there and (word := there.mark(name)):
        found.append(f"{BEST} {word}")
    return tuple(found)


def _explained(comparison: "Comparison") -> Iterator[str]:
    """Yield what the signs mean, and how many replications would probably tell what is open."""
    deltas = [comparison.delta(name, metric) for name in comparison.others for metric in labels(comparison)]
    signs = {delta: sign_of(comparison, delta) for delta in deltas}
    # The row of the goal holds together; of the others some sign is wrong by chance.
    others = [delta for delta in deltas if (delta.metric, delta.of, delta.interval) != comparison.goal.cell]
    rows = len({(delta.metric, delta.of) for delta in others if not is_fact(delta.metric)})
    chance = by_chance(comparison.confidence, rows, sum(not is_fact(delta.metric) for delta in others))
    yield f"{legend(signs.values())}; differences of percentages are in points."
    yield f"The signs of a row hold together with {comparison.confidence * 100:g} % confidence; {chance}."
    open_ = [delta for delta, found in signs.items() if found is Sign.OPEN and not is_fact(delta.metric)]
    near = [
        needed
        for delta in open_
        if (needed := delta.replications_needed) and needed <= max(REACH, REACH_TIMES * delta.n)
    ]
    if near:
        which = "what is open" if len(near) == len(open_) else f"{len(near)} of the {len(open_)} that are open"
        yield f"About {round_up(max(near)):,} replications would probably tell {which}."
