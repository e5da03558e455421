"""Erlang's values beside the simulated ones, and why they differ: as far as it can be computed, and what else there is.

A client knows the formulas and asks for them first. Where the simulation says the same, that is worth knowing; where it
does not, the reason is what the simulation is for. A reason is told with its size where the formula can be tried with
one assumption less (`describing/erlang_day.py`); the others are named, and that they cannot be told apart is said.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.describing.erlang_day import ErlangDay, erlang_days
from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.description.description_words import few
from simulator.report.tables.erlang_causes import causes
from simulator.report.tables.table import cell
from simulator.report.words.numbers import NOTHING, format_value, listed

if TYPE_CHECKING:
    from simulator.answers import Row
    from simulator.comparison import Comparison

ROWS_MAX = 8
"""Of more contact types, those with the most contacts."""
SAID_MAX = 4
_LITTLE = 0.005
"""A smaller difference than half a point is not explained."""
_PART = 0.2
"""An effect is told when it is at least this part of the difference."""


def erlang_blocks(comparison: "Comparison") -> Blocks:
    """Yield the baseline's types beside the formulas, and why they differ; nothing where there are too many days."""
    found = [one for one, _ in erlang_found(comparison)]
    told = sorted((one for one in found if not one.reason), key=lambda one: -one.contacts)[:ROWS_MAX]
    told = [one for one in found if one in told]
    if told:
        yield _sheet(comparison, told)
        yield Paragraph("\n".join(_why(comparison, told)))
    if missing := list(dict.fromkeys((one.types, one.reason) for one in found if one.reason)):
        said = [f"Erlang's formulas do not apply to {few(types)}: {reason}." for types, reason in missing[:SAID_MAX]]
        yield Paragraph("\n".join(said), Tone.QUIET)


def erlang_found(comparison: "Comparison") -> "Iterator[tuple[ErlangDay, Row]]":
    """Yield what the formulas say of each type of the baseline, with its simulated share served in time."""
    scenario = comparison.scenarios[comparison.baseline]
    came = {name: _came(comparison, name) for name in scenario.contact_types}
    yield from ((one, _row(comparison, one)) for one in erlang_days(scenario, came))


def _came(comparison: "Comparison", name: str) -> float:
    """Return how many came of a type: with those who came again, but for those of them who met a closed door."""
    came, cases, shut, first_shut = (
        comparison.row(comparison.baseline, metric, f"type:{name}").value
        for metric in ("arrived", "cases", "refused", "came_closed")
    )
    return came - max(shut - first_shut, 0.0) if came > cases else came


def _sheet(comparison: "Comparison", told: Sequence[ErlangDay]) -> Sheet:
    columns = [
        column("simulated", [cell(_row(comparison, one)) for one in told]),
        column("Erlang C", [_share(one.in_time_c) for one in told]),
    ]
    if not all(math.isnan(one.in_time_a) for one in told):
        columns.append(column("Erlang A", [_share(one.in_time_a) for one in told]))
    title = "Served in time, all contacts, beside Erlang's formulas"
    return Sheet((column("contact type", [one.type for one in told]),), tuple(columns), title)


def _row(comparison: "Comparison", one: ErlangDay, metric: str = HEADLINE) -> "Row":
    return comparison.row(comparison.baseline, metric, f"type:{one.type}")


def _share(value: float) -> str:
    return NOTHING if math.isnan(value) else format_value(value, Unit.SHARE)


def _why(comparison: "Comparison", told: Sequence[ErlangDay]) -> Iterator[str]:
    """Yield a sentence on those who agree, on the others one each, and on Erlang C beside Erlang A."""
    rows = {one: _row(comparison, one) for one in told}
    told = [one for one in told if rows[one].enough and not math.isnan(rows[one].low)]
    if not told:
        yield "There are too few replications to compare the simulation with the formulas."
        return
    agree = {name: [one.type for one in told if _agrees(rows[one], one.nearer) and _name(one) == name] for name in "AC"}
    for name, types in agree.items():
        if types:
            yield f"For {few(types)} the simulation agrees with Erlang {name} within its ±."
    others = [one for one in told if not _agrees(rows[one], one.nearer)]
    # The largest differences are those that somebody asks about.
    others.sort(key=lambda one: -abs(rows[one].value - one.nearer))
    for one in others[:SAID_MAX]:
        yield _difference(comparison, one, rows[one])
    yield from _without_patience(comparison, told)


def _name(one: ErlangDay) -> str:
    """Return which formula is the nearer one."""
    return "C" if math.isnan(one.in_time_a) else "A"


def _agrees(row: "Row", value: float) -> bool:
    return row.low <= value <= row.high or abs(row.value - value) < _LITTLE


def _difference(comparison: "Comparison", one: ErlangDay, row: "Row") -> str:
    """Return how far the simulation is from the nearer formula, and why."""
    gap = row.value - one.nearer
    said = f"{one.type}: {_points(gap)} {'more' if gap > 0 else 'less'} than Erlang {_name(one)}"
    known = [
        (effect, words) for effect, words in _effects(comparison, one) if effect * gap > 0 and _counts(effect, gap)
    ]
    known.sort(key=lambda each: -abs(each[0]))
    after = one.nearer + sum(effect for effect, _ in known)
    if not known:
        return f"{said}. {_unmeasured(list(causes(comparison, one, gap > 0)), '')}"
    if _agrees(row, after):
        with_ = listed([words for _, words in known])
        return f"{said}, explained within its ± by {with_}: with that, Erlang {_name(one)} is {_share(after)}."
    sizes = listed([f"{_points(effect)} through {words}" for effect, words in known])
    rest = row.value - after
    names = list(causes(comparison, one, rest > 0))
    if rest * gap > 0:
        return f"{said}; of that {sizes}. {_unmeasured(names, ' of the rest')}"
    return f"{said}; it would be {sizes}. {_unmeasured(names, ' of the opposite effect')}"


def _unmeasured(names: Sequence[str], of_what: str) -> str:
    """Return the causes whose sizes are not known, of the difference or ``of_what``."""
    if not names:
        return f"The scenario does not show the cause{of_what}."
    if len(names) == 1:
        return f"A possible cause{of_what}: {names[0]}."
    return f"Possible causes{of_what}, of unknown size: {listed(names)}."


def _effects(comparison: "Comparison", one: ErlangDay) -> Iterator[tuple[float, str]]:
    """Yield what the formula says otherwise with one assumption less, and what that is."""
    if not math.isnan(one.busy):
        yield one.busy - one.nearer, f"variation between days (busyness, cv {100 * one.cv:.3g} %)"
    yield one.moving - one.nearer, "load that changes within the day, starting from an empty center"
    if not math.isnan(one.drawn):
        how = f"{100 * abs(one.more_drawn):.1f} % {'more' if one.more_drawn > 0 else 'fewer'}"
        said = f"the days drawn, on which {how} contacts arrived than expected"
        if _row(comparison, one, "arrived").value > _row(comparison, one, "cases").value:
            said = f"repeat contacts and the days drawn: {how} contacts arrived than expected before a run"
        yield one.drawn - one.nearer, said


def _counts(effect: float, gap: float) -> bool:
    return abs(effect) >= max(_PART * abs(gap), _LITTLE / 2)


def _points(difference: float) -> str:
    return f"{100 * abs(difference):.1f} points"


def _without_patience(comparison: "Comparison", told: Sequence[ErlangDay]) -> Iterator[str]:
    """Yield why Erlang C is another number than Erlang A, where it is and customers do leave."""
    apart = [one for one in told if one.in_time_a - one.in_time_c >= 2 * _LITTLE]
    if apart:
        most = max(apart, key=lambda one: one.in_time_a - one.in_time_c)
        left = format_value(_row(comparison, most, "abandonment_rate").value, Unit.SHARE)
        yield (
            f"Erlang C is up to {_points(most.in_time_a - most.in_time_c)} lower, because it assumes that nobody "
            f"abandons; {left} of {most.type} do, and those behind them wait less."
        )
