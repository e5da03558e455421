"""One comparison, from the question to the sentence that answers it: what a manager reads.

Strategies stand side by side, and below them what each of them changes against the baseline, with a sign for what it
amounts to. The signs of a row hold together: the best of many is not marked by chance.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS, Unit
from simulator.compared import Compared
from simulator.report.blocks import Blocks, Column, Paragraph, Section, Sheet, SheetPair, TableCell, Tone, column
from simulator.report.tables.helps_given import helps_given_blocks
from simulator.report.tables.interventions_done import interventions_done_blocks
from simulator.report.tables.lines import (
    WHILE_OPEN,
    WHOLE_CENTER,
    TableLine,
    goal_note,
    is_remixed,
    is_there,
    line_blocks,
    sections,
)
from simulator.report.tables.own_blocks import own_blocks
from simulator.report.tables.rules_applied import rules_applied_blocks
from simulator.report.tables.who import who_blocks
from simulator.report.words.before_and_after import after_warm_up
from simulator.report.words.cost import prices
from simulator.report.words.never import is_never
from simulator.report.words.notes import notes, uneven
from simulator.report.words.numbers import NOTHING, format_change, format_days, format_row, format_value
from simulator.report.words.parts import has_part, parts
from simulator.report.words.sentence import round_up, sentence
from simulator.report.words.signs import BEST, TONE, UNEVEN, Sign, by_chance, is_fact, legend, sign
from simulator.report.words.stopped import stopped_said
from simulator.report.words.titled import titles_sheet
from simulator.scenario.judged.goal import WEIGHED
from simulator.standing import standing

if TYPE_CHECKING:
    from simulator.answers import Delta, Row
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Measured

OF_OFFERED = ("service_level", "abandonment_rate", WHILE_OPEN)
"""The metrics whose denominator is not everybody who came."""
REACH, REACH_TIMES = 1000, 10
"""More replications than this, and than so many times those there are, is no advice."""


def comparison_blocks(comparison: "Comparison", show: "Sequence[Measured]" = ()) -> Blocks:
    """Yield the whole answer: question, values, differences, notes, sentence; with lines for what is in ``show``."""
    yield from heading(Compared((comparison,)))
    yield from titles_blocks(Compared((comparison,)))
    if comparison.others and comparison.replications > 1:
        yield SheetPair(values_sheet(comparison, show), differences_sheet(comparison, show))
        signs = list(_explained(comparison, show))
    else:
        yield values_sheet(comparison, show)
        signs = []
    if remarks := "\n".join(filter(None, (*signs, goal_note(comparison), *notes(comparison)))):
        yield Paragraph(remarks, Tone.QUIET)
    yield from own_blocks(Compared((comparison,)))
    yield from who_blocks(comparison)
    yield from rules_applied_blocks(comparison)
    yield from interventions_done_blocks(comparison)
    yield from helps_given_blocks(comparison)
    yield Paragraph(sentence(comparison), Tone.STRONG)


def titles_blocks(run: Compared) -> Blocks:
    """Yield what the titles and notes of the run stand for, where there are any."""
    if sheet := titles_sheet(run):
        yield sheet


def heading(run: Compared) -> Blocks:
    """Yield what was asked and how it was worked out."""
    first = run.first
    yield Paragraph(_title(first), Tone.TITLE, closed=False)
    if first.question:
        yield Paragraph(first.question, closed=False)
    days = "1 replication" if first.replications == 1 else f"{first.replications} replications"
    how = f"{_scope(run)}{days}, seed {first.seed}, ± is {first.confidence * 100:g} % confidence"
    came = set(map(_came, run))
    if len(came) == 1:
        how += f"; {came.pop()}"
    if before := after_warm_up(first.scenarios[first.baseline].horizon.warm_up_s):
        how += f"; {before}"
    yield Paragraph(how, Tone.QUIET)


def _came(comparison: "Comparison") -> str:
    """Return how many came with the baseline, by part where there are several."""
    name = comparison.baseline
    known = [part for part in parts(comparison) if has_part(comparison, name, part)]
    counts = (format_value(comparison.row(name, "arrived", part.of).value, Unit.CONTACTS) for part in known)
    said = ", ".join(f"{part.label} {count}".strip() for part, count in zip(known, counts, strict=True))
    return f"{said} contacts {comparison.period}"


def _title(comparison: "Comparison") -> str:
    """Return the scenario's name with its day or days, where they are particular ones."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    day = format_days(horizon.date, horizon.weekday, horizon.days)
    title = f"{comparison.name}, {day}" if day else comparison.name
    return f"{stopped}: {title}" if (stopped := stopped_said(comparison)) else title


def _scope(run: Compared) -> str:
    """Return which futures and how many points were run, where that is not just the scenario as stated."""
    future = f"future {run.futures[0]}, " if run.futures[0] else ""
    found = [future if len(run.futures) == 1 else f"{len(run.futures)} futures, "]
    if run.grid.axes:
        found.append(f"{len(run.grid.points)} points, ")
    return "".join(found)


def values_sheet(comparison: "Comparison", show: "Sequence[Measured]" = ()) -> Sheet:
    """Return all metrics of all strategies side by side; the best are marked, and what is not of the same contacts."""
    blocks = line_blocks(comparison, show)
    lines = [line for block in blocks for line in block.lines]
    columns = (
        Column(name, tuple(line_cell(comparison, name, line) for line in lines), marks(comparison, name))
        for name in comparison.strategies
    )
    first = column("", _names(comparison, lines))
    return Sheet((first,), tuple(columns), strong=strong_rows(lines), sections=sections(blocks))


def differences_sheet(comparison: "Comparison", show: "Sequence[Measured]" = ()) -> Sheet:
    """Return the differences of all strategies to the baseline side by side, each with its sign."""
    blocks = line_blocks(comparison, show)
    lines = [line for block in blocks for line in block.lines]
    worth = {label: found for label, found in prices(comparison).items() if any(found.values())}
    columns = []
    for name in comparison.others:
        told = [_line_difference(comparison, name, line) for line in lines]
        told += [TableCell(f"{found[name] or NOTHING}  ") for found in worth.values()]
        columns.append(Column(name, tuple(told)))
    first = column(f"against {comparison.baseline}", [*_names(comparison, lines), *worth])
    apart = (Section(len(lines), "what it costs"),) if worth and blocks[-1].title not in ("", WHOLE_CENTER) else ()
    return Sheet((first,), tuple(columns), strong=strong_rows(lines), sections=(*sections(blocks), *apart))


def strong_rows(lines: "Sequence[TableLine]") -> tuple[int, ...]:
    """Return which of the lines matter most."""
    return tuple(row for row, line in enumerate(lines) if line.metric == HEADLINE or line.label.startswith("goal: "))


def _names(comparison: "Comparison", lines: "Sequence[TableLine]") -> list[str]:
    """Return what the ``lines`` are called, with a mark where they are not of the same contacts."""
    differ = any(uneven(comparison))
    return [
        line.label + f" {UNEVEN}" * (differ and line.metric in OF_OFFERED and any(uneven(comparison, line.of)))
        for line in lines
    ]


def line_cell(comparison: "Comparison", name: str, line: TableLine) -> TableCell:
    """Return the value of a line with one strategy; a dash where that has no such thing."""
    if not is_there(comparison, line, name):
        return TableCell(NOTHING)
    if line.of == WEIGHED:
        return cell(comparison.goal_row(name))
    return value_cell(comparison, name, line.metric, line.of, line.interval)


def _line_difference(comparison: "Comparison", name: str, line: TableLine) -> TableCell:
    """Return the difference of a line; a dash where the strategy, or the baseline, has no such thing."""
    if not is_there(comparison, line, name, comparison.baseline):
        return TableCell(f"{NOTHING}  ")
    delta = _delta(comparison, name, line)
    return difference_cell(comparison, delta, line.signed and not is_remixed(comparison, name, line))


def _delta(comparison: "Comparison", name: str, line: TableLine) -> "Delta":
    if line.of == WEIGHED:
        return comparison.goal_delta(name)
    return comparison.delta(name, line.metric, line.of, line.interval)


def difference_cell(comparison: "Comparison", delta: "Delta", signed: bool = True) -> TableCell:
    """Return a difference with its sign, unless it is not to be ``signed``; those of shares are in points."""
    change = format_change(delta.difference, delta.low, delta.high, METRICS[delta.metric].unit, delta.enough)
    size = change.removesuffix(" points")
    found = sign_of(comparison, delta) if signed else Sign.FACT
    return TableCell(f"{size} {found}", TONE.get(found, Tone.PLAIN))


def sign_of(comparison: "Comparison", delta: "Delta") -> Sign:
    """Return what a difference amounts to."""
    if delta.of == WEIGHED:
        return sign(delta, comparison.goal_row(delta.baseline).value)
    return sign(delta, comparison.row(delta.baseline, delta.metric, delta.of, delta.interval).value)


def value_cell(
    comparison: "Comparison", name: str, metric: str, of: str, interval: str | None = None, shorter: bool = False
) -> TableCell:
    """Return a value with its half width; a plain 0 where the scenario says that there can be none."""
    return cell(comparison.row(name, metric, of, interval), not is_never(comparison, name, metric, of), shorter)


def cell(row: "Row", sure: bool = True, shorter: bool = False) -> TableCell:
    """Return a row's value, with its half width if ``sure``, which may go where there is little room if ``shorter``."""
    unit = METRICS[row.metric].unit
    plain = format_row(row.value, math.nan, math.nan, unit, enough=row.enough)
    text = format_row(row.value, row.low, row.high, unit, enough=row.enough) if sure else plain
    return TableCell(text, short=plain if shorter else "")


def marks(comparison: "Comparison", name: str, leads: bool = True) -> tuple[str, ...]:
    """Return what must be known of a strategy, as lines below its name; that it ``leads`` too, unless that is False."""
    found = ["(baseline)"] if name == comparison.baseline and comparison.others else []
    found += ["(customers differ)"] if name in comparison.customers_differ else []
    # A broken condition is told in every table; without any, who leads is worked out only where it is shown.
    asked = leads or bool(comparison.goal.within)
    there = standing(comparison) if asked and comparison.others else None
    if there and name in there.barred:
        found.append("(breaks a condition)")
    if there and leads and (word := there.mark(name)):
        found.append(f"{BEST} {word}")
    return tuple(found)


def _explained(comparison: "Comparison", show: "Sequence[Measured]") -> Iterator[str]:
    """Yield what the signs mean, and how many replications would probably tell what is open."""
    lines = [line for block in line_blocks(comparison, show) for line in block.lines if line.signed]
    deltas = [
        _delta(comparison, name, line)
        for name in comparison.others
        for line in lines
        if is_there(comparison, line, name, comparison.baseline) and not is_remixed(comparison, name, line)
    ]
    signs = {delta: sign_of(comparison, delta) for delta in deltas}
    # The row of the goal holds together; of the others some sign is wrong by chance.
    others = [delta for delta in deltas if (delta.metric, delta.of, delta.interval) != comparison.goal.cell]
    rows = len({(delta.metric, delta.of) for delta in others if not is_fact(delta.metric)})
    chance = by_chance(comparison.confidence, rows, sum(not is_fact(delta.metric) for delta in others))
    yield f"{legend(signs.values())}. Differences of percentages are in points."
    yield f"The signs of a row hold jointly with {comparison.confidence * 100:g} % confidence; {chance}."
    open_ = [delta for delta, found in signs.items() if found is Sign.OPEN and not is_fact(delta.metric)]
    near = [
        needed
        for delta in open_
        if (needed := delta.replications_needed) and needed <= max(REACH, REACH_TIMES * delta.n)
    ]
    if near:
        some = f"{len(near)} of the {len(open_)} undecided differences"
        which = "what is undecided" if len(near) == len(open_) else some
        yield f"About {round_up(max(near)):,} replications should settle {which}."
