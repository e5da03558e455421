"""Several futures or points on one screen: the headline of every strategy in each, then what lies behind it.

Futures and points stand below each other, strategies side by side. With one strategy its metrics stand side by side
instead: then the question is what a future, or a number, does to all of them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.checking import worst
from simulator.report.answer import answer
from simulator.report.behind import behind
from simulator.report.blocks import Blocks, Cell, Column, Paragraph, Sheet, Tone, column
from simulator.report.breakdown import by_blocks
from simulator.report.by import By
from simulator.report.goal_words import goal_head, goal_label
from simulator.report.notes import notes_across
from simulator.report.numbers import NOTHING, format_difference, half_width, shorten
from simulator.report.places import axis_labels, future_label
from simulator.report.signs import BEST, legend
from simulator.report.table import cell, comparison_blocks, heading, labels, marks, sign_of
from simulator.standing import contenders, standing, worst_loss

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.comparison import Compared, Comparison
    from simulator.standing import Standing

METRICS_ALONG = {
    "served_in_time": "served\nin time",
    "service_level": "service\nlevel",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "occupancy": "occupancy",
    "agent_hours": "agent\nhours",
}
"""The metrics of one strategy in several places, with the heads of their columns."""
PRICE = ("agent_hours", "staff_cost")
"""What a strategy costs, as stated or in the first future: what it takes is decided before any of them comes."""
LABEL_MAX = 24
"""Of a value of the grid, which may be a whole distribution."""
LEGEND = f"{BEST} best, or cannot be told from the best"


def compared_blocks(run: "Compared", promises: "Checked | None" = None, by: By | None = None) -> Blocks:
    """Yield the whole answer; ``promises`` are what `check_points` found along a grid.

    Broken down ``by`` something it is another answer: what is behind the one figure of each strategy.
    """
    if by:
        yield from by_blocks(run, by)
        return
    if len(run) == 1:
        yield from comparison_blocks(run.first)
        return
    yield from heading(run)
    if paths := _paths(run):
        yield Paragraph(paths, Tone.QUIET)
    for part in map(run.in_future, run.futures) if run.grid.axes else (run,):
        yield places_sheet(part, _title(run, part), promises)
    if run.others:
        yield Paragraph(LEGEND, Tone.QUIET)
    if run.others and run.replications > 1 and not run.grid.axes:
        yield from map(behind, run)
        yield Paragraph(_signs(run), Tone.QUIET)
    if remarks := "\n".join(notes_across(run)):
        yield Paragraph(remarks, Tone.QUIET)
    yield Paragraph(answer(run, promises), Tone.STRONG)


def _paths(run: "Compared") -> str:
    """Return what the heads of a grid's columns are short for."""
    short = [(label, axis.path) for label, axis in zip(axis_labels(run.grid), run.grid.axes, strict=True)]
    return "\n".join(f"{label}: {path}" for label, path in short if label != path)


def _signs(run: "Compared") -> str:
    meaning = legend(sign_of(one, one.goal_delta(name)) for one in run for name in one.others)
    together = "those of all futures" if len(run) > 1 else "they"
    return f"{meaning}; {together} hold together with {run.first.confidence * 100:g} % confidence" if meaning else ""


def _title(run: "Compared", part: "Compared") -> str:
    """Return what stands above a table of points: in which future, and what is shown of the strategies."""
    if not run.grid.axes:
        return ""
    future = future_label(part.first.future) if len(run.futures) > 1 else ""
    what = "served in time of all who came" if run.first.goal.is_usual else goal_label(run.first.goal)
    return ": ".join(text for text in (future, what if run.others else "") if text)


def places_sheet(run: "Compared", title: str = "", promises: "Checked | None" = None) -> Sheet:
    """Return a table of ``run`` with a row for each place: the points of a grid in one future, or several futures."""
    if run.others:
        feet = 0 if run.grid.axes else len(_feet(run))
        return Sheet(_label_columns(run), _strategy_columns(run), title, feet=feet)
    return Sheet(_label_columns(run), _metric_columns(run, promises), title)


def _label_columns(run: "Compared") -> tuple[Column, ...]:
    """Return the columns that say which place a row is, and which foot."""
    if run.grid.axes:
        heads = [label.replace(".", ".\n") for label in axis_labels(run.grid)]
        values = [[shorten(value, LABEL_MAX) for _, value in one.point] for one in run]
        return tuple(column(head, [row[place] for row in values]) for place, head in enumerate(heads))
    what = goal_head(run.first.goal) if run.others else ""
    return (column(what, [*(future_label(one.future) for one in run), *(_feet(run) if run.others else ())]),)


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
        cells.append(Cell(cell(one.goal_row(name)).text + mark))
    if not run.grid.axes:
        known = [found for found in standings if found and found.leader]
        loss = _loss(name, known) if contends and known else NOTHING
        price = [cell(run.row(name, metric), sure=False).text for metric in PRICE if metric in labels(run.first)]
        cells += [Cell(f"{foot} ") for foot in (loss, *price)]
    return Column(name, tuple(cells), marks(run.first, name, leads=False))


def _loss(name: str, standings: "Sequence[Standing]") -> str:
    loss, unit = worst_loss(name, standings), standings[0].comparison.goal.metric.unit
    half = half_width(loss.to_leader.low, loss.to_leader.high)
    if loss.size > 0:
        return format_difference(loss.size, unit, half).removeprefix("+").removesuffix(" points")
    # Nothing is lost that can be told; what can be told has a bound.
    most = format_difference(loss.at_most, unit).removeprefix("+").removesuffix(" points")
    return f"0 (≤ {most})" if loss.at_most > 0 else "0"


def _metric_columns(run: "Compared", promises: "Checked | None") -> tuple[Column, ...]:
    """Return the columns of one strategy's metrics, and of its promises."""
    columns = [
        column(head, [cell(one.row(run.baseline, metric), shorter=True) for one in run])
        for metric, head in METRICS_ALONG.items()
    ]
    return (*columns, _promises_column(run, promises)) if promises else tuple(columns)


def _promises_column(run: "Compared", promises: "Checked") -> Column:
    def found(one: "Comparison") -> str:
        there = [each for each in promises.outcomes if (each.future, each.point) == (one.future, one.point)]
        return str(worst(there))

    return column("promises", list(map(found, run)))
