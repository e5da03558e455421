"""Several futures or points on one screen: the headline of every strategy in each, then what lies behind it.

Futures and points stand below each other, strategies side by side. With one strategy its metrics stand side by side
instead: then the question is what a future, or a number, does to all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.report.blocks import Blocks, Column, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.tables.behind import behind
from simulator.report.tables.breakdown import by_blocks
from simulator.report.tables.by import By
from simulator.report.tables.kept import (
    OF_CHECKS,
    OF_TARGETS,
    check_columns,
    check_sheets,
    findings,
    left_out,
    marks_said,
    outcomes_everywhere,
    shown_columns,
    shown_sheets,
    target_findings,
    target_sheets,
)
from simulator.report.tables.legends import explained
from simulator.report.tables.lines import goal_head, goal_note, labels
from simulator.report.tables.own_blocks import own_blocks
from simulator.report.tables.table import cell, comparison_blocks, heading, marks, sign_of, titles_blocks
from simulator.report.words.answer import conclusion
from simulator.report.words.cost_across import reacts
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.notes import notes_across
from simulator.report.words.numbers import NOTHING, format_difference, format_size, shorten
from simulator.report.words.parts import parts
from simulator.report.words.places import axis_labels, future_label
from simulator.report.words.signs import BEST, legend
from simulator.report.words.titled import checked_for_people, for_people
from simulator.standing import contenders, standing, worst_loss

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.scenario.judged.checks import Measured
    from simulator.standing import Standing

METRICS_ALONG = {
    "served_in_time": "served\nin time",
    "service_level": "service\nlevel",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "occupancy": "occupancy",
    "agent_hours": "agent\nhours",
}
"""The metrics of one strategy in several futures, with the heads of their columns."""
OF_CENTER = ("served_in_time", "occupancy", "agent_hours")
"""Those of them that stand beside checks along a grid, and beside the targets of several parts."""
_EACH = "For abandonment, speed of answer and occupancy, choose one future: --future NAME."
GOAL_HEAD = "goal: served\nin time (all)"
PRICE = ("agent_hours", "staff_cost")
"""What a strategy costs, as stated or in the first future: what it takes is decided before any of them comes.

Not where interventions decide it during the day: then it goes from the least of any future to the most.
"""
LABEL_MAX = 24
"""Of a value of the grid, which may be a whole distribution."""
LEGEND = f"{BEST} best, or not clearly worse than the best"
SPAN_LEGEND = "agent hours and cost: from the least to the most of any future"


@explained
def compared_blocks(
    run: "Compared", promises: "Checked | None" = None, by: By | None = None, show: "Sequence[Measured]" = ()
) -> Blocks:
    """Yield the whole answer; ``promises`` are what `check_points` found along a grid, ``show`` what is asked for too.

    Broken down ``by`` something it is another answer: what is behind the one figure of each strategy.
    """
    run, promises = for_people(run), checked_for_people(promises)
    if by:
        yield from by_blocks(run, by)
        return
    if len(run) == 1:
        yield from comparison_blocks(run.first, show)
        return
    yield from heading(run)
    yield from titles_blocks(run)
    if paths := _paths(run):
        yield Paragraph(paths, Tone.QUIET)
    for part in map(run.in_future, run.futures) if run.grid.axes else (run,):
        yield from _place_blocks(run, part, promises, show)
    if run.others and run.replications > 1 and not run.grid.axes and len(parts(run.first)) == 1:
        yield from map(behind, run)
        yield Paragraph(_signs(run), Tone.QUIET)
    yield from own_blocks(run)
    remarks = (*_signs_of_checks(run, promises), goal_note(run.first, signs=False), *notes_across(run))
    if said := "\n".join(filter(None, remarks)):
        yield Paragraph(said, Tone.QUIET)
    yield Paragraph(conclusion(run, promises), Tone.STRONG)


def _place_blocks(run: "Compared", part: "Compared", promises: "Checked | None", show: "Sequence[Measured]") -> Blocks:
    """Yield the tables of the futures, or of the points in one future; of several strategies one for each value."""
    title = _title(run, part)
    yield places_sheet(part, title, promises, show)
    if not run.others:
        return
    spans = reacts(part) and not run.grid.axes
    yield Paragraph(f"{LEGEND}\n{SPAN_LEGEND}" if spans else LEGEND, Tone.QUIET)
    labels = _label_columns(part, feet=False)
    future = f"{future_label(part.first.future)}: " if run.grid.axes and len(run.futures) > 1 else ""
    sheets = [*shown_sheets(part, labels, show)]
    if run.grid.axes:
        sheets += check_sheets(outcomes_everywhere(part), labels)
    elif len(parts(run.first)) > 1:
        sheets += target_sheets(part, labels)
    yield from (replace(sheet, title=f"{future}{sheet.title}") for sheet in sheets)


def _signs_of_checks(run: "Compared", promises: "Checked | None") -> Iterator[str]:
    """Yield what the signs of checks and targets mean, and which checks are not shown."""
    if run.grid.axes:
        found = outcomes_everywhere(run, promises)
        yield f"Checks: {marks_said(findings(found), OF_CHECKS)}."
        yield left_out(found) if run.others else ""
    elif len(parts(run.first)) > 1:
        yield f"Targets: {marks_said(target_findings(run), OF_TARGETS)}."
        yield _EACH if run.others else ""


def _paths(run: "Compared") -> str:
    """Return what the heads of a grid's columns are short for."""
    short = [(label, axis.path) for label, axis in zip(axis_labels(run.grid), run.grid.axes, strict=True)]
    return "\n".join(f"{label}: {path}" for label, path in short if label != path)


def _signs(run: "Compared") -> str:
    meaning = legend(sign_of(one, one.goal_delta(name)) for one in run for name in one.others)
    together = "those of all futures" if len(run) > 1 else "they"
    return f"{meaning}; {together} hold jointly with {run.first.confidence * 100:g} % confidence" if meaning else ""


def _title(run: "Compared", part: "Compared") -> str:
    """Return what stands above a table of points: in which future, and what is shown of the strategies."""
    if not run.grid.axes:
        # What a goal is called may take a line: it is no head of a column.
        return "" if run.first.goal.is_usual or not run.others else f"goal: {goal_head(run.first)}"
    future = future_label(part.first.future) if len(run.futures) > 1 else ""
    return ": ".join(text for text in (future, _what(run) if run.others else "") if text)


def _what(run: "Compared") -> str:
    """Return what is shown of the strategies."""
    usual = run.first.goal.is_usual and len(parts(run.first)) == 1
    return ALL_SERVED if usual else goal_head(run.first)


def places_sheet(
    run: "Compared", title: str = "", promises: "Checked | None" = None, show: "Sequence[Measured]" = ()
) -> Sheet:
    """Return a table of ``run`` with a row for each place: the points of a grid in one future, or several futures."""
    if run.others:
        feet = 0 if run.grid.axes else len(_feet(run))
        return Sheet(_label_columns(run), _strategy_columns(run), title, feet=feet)
    return Sheet(_label_columns(run), (*_metric_columns(run, promises), *shown_columns(run, show)), title)


def _in_lines(label: str) -> str:
    """Return the label of an axis as a head; paths that move together have a line each."""
    return label.replace(" + ", " +\n") if " + " in label else label.replace(".", ".\n")


def _label_columns(run: "Compared", feet: bool = True) -> tuple[Column, ...]:
    """Return the columns that say which place a row is, and which foot."""
    if run.grid.axes:
        heads = [_in_lines(label) for label in axis_labels(run.grid)]
        values = [[shorten(value, LABEL_MAX) for _, value in one.point] for one in run]
        return tuple(column(head, [row[place] for row in values]) for place, head in enumerate(heads))
    usual = run.others and feet and run.first.goal.is_usual
    what = _what(run).replace("in time of", "in time\nof") if usual else ""
    more = _feet(run) if run.others and feet else ()
    return (column(what, [*(future_label(one.future) for one in run), *more]),)


def _feet(run: "Compared") -> tuple[str, ...]:
    """Return what stands below the futures: the loss in the worst of them against the best there, and the price."""
    known = labels(run.first)
    price = (known[metric].removeprefix("staff cost, ") for metric in PRICE if metric in known)
    points = ", points" if run.first.goal.metric.unit is Unit.SHARE else ""
    return (f"worst loss{points}", *price)


def _strategy_columns(run: "Compared") -> tuple[Column, ...]:
    among = contenders(run)
    standings = [standing(one, among) for one in run]
    return tuple(_strategy_column(run, name, standings, name in among) for name in run.strategies)


def _strategy_column(run: "Compared", name: str, standings: "Sequence[Standing | None]", contends: bool) -> Column:
    """Return a strategy's head, its headline in every place, and what stands at the foot."""
    cells = []
    for one, found in zip(run, standings, strict=True):
        mark = BEST if found and name in found.ahead else " "
        cells.append(TableCell(cell(one.goal_row(name)).text + mark))
    if not run.grid.axes:
        known = [found for found in standings if found and found.leader]
        loss = _loss(name, known) if contends and known else NOTHING
        price = [_price(run, name, metric) for metric in PRICE if metric in labels(run.first)]
        cells += [TableCell(f"{foot} ") for foot in (loss, *price)]
    return Column(name, tuple(cells), marks(run.first, name, leads=False))


def _price(run: "Compared", name: str, metric: str) -> str:
    there = run.comparisons if reacts(run) else run.comparisons[:1]
    rows = sorted((one.row(name, metric) for one in there), key=lambda row: row.value)
    return "–".join(dict.fromkeys(cell(row, sure=False).text for row in (rows[0], rows[-1])))


def _loss(name: str, standings: "Sequence[Standing]") -> str:
    loss, unit = worst_loss(name, standings), standings[0].comparison.goal.metric.unit
    if loss.size > 0:
        lost = loss.to_leader
        return format_size(lost.difference, lost.low, lost.high, unit).removesuffix(" points")
    # Nothing is lost that can be told; what can be told has a bound.
    most = format_difference(loss.at_most, unit).removeprefix("+").removesuffix(" points")
    return f"0 (≤ {most})" if loss.at_most > 0 else "0"


def _metric_columns(run: "Compared", promises: "Checked | None") -> tuple[Column, ...]:
    """Return the columns of one strategy: checks along a grid, targets of several parts, else what a table has."""
    if run.grid.axes:
        return (*check_columns(outcomes_everywhere(run, promises), run.baseline), *_columns(run, OF_CENTER))
    if len(parts(run.first)) == 1:
        return _columns(run, tuple(METRICS_ALONG))
    targets = (Column(f"{sheet.title.partition(':')[0]}", sheet.columns[0].cells) for sheet in target_sheets(run, ()))
    return (*targets, *_columns(run, OF_CENTER))


def _columns(run: "Compared", metrics: "Sequence[str]") -> tuple[Column, ...]:
    goal, name = run.first.goal, run.baseline
    heads = METRICS_ALONG | ({HEADLINE: GOAL_HEAD} if len(parts(run.first)) > 1 and goal.is_usual else {})
    columns = [column(heads[metric], [cell(one.row(name, metric), shorter=True) for one in run]) for metric in metrics]
    if not goal.is_usual:
        by_goal = column(f"goal: {goal_head(run.first)}", [cell(one.goal_row(name), shorter=True) for one in run])
        mixed = len(parts(run.first)) > 1 and metrics[:1] == (HEADLINE,)
        columns = [by_goal, *columns[mixed:]]
    return tuple(columns)
