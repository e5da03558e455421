"""Several futures or points on one screen: the headline of every strategy in each, then what lies behind it.

Futures and points stand below each other, strategies side by side. With one strategy its metrics stand side by side
instead: then the question is what a future, or a number, does to all of them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.catalogue import HEADLINE, METRICS
from simulator.checking import worst
from simulator.report.answer import answer
from simulator.report.behind import behind
from simulator.report.notes import notes_across
from simulator.report.numbers import NOTHING, format_difference, half_width, shorten
from simulator.report.places import axis_labels, future_label
from simulator.report.table import (
    cell,
    column_width,
    grid,
    header,
    labels,
    packed,
    show,
    show_comparison,
    show_heading,
)
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
SURE = (6, 4, 1)
"""Of so many of them ± is shown: of as many as the width allows."""
PRICE = ("agent_hours", "staff_cost")
"""What a strategy costs, as stated or in the first future: what it takes is decided before any of them comes."""
LABEL_MAX = 24
"""Of a value of the grid, which may be a whole distribution."""
BEST = "*"
LEGEND = f"{BEST} serves most, or cannot be told from the one that does"


def show_compared(run: "Compared", console: Console, promises: "Checked | None" = None) -> None:
    """Print the whole answer; ``promises`` are what `check_points` found along a grid."""
    if len(run) == 1:
        show_comparison(run.first, console)
        return
    show_heading(run, console)
    _show_paths(run, console)
    for part in map(run.in_future, run.futures) if run.grid.axes else (run,):
        title = _title(run, part)
        if title:
            console.print(Text(title, style="bold"))
        for table in places_tables(part, console.width, promises):
            show(console, table)
    if run.others:
        show(console, Text(LEGEND, style="dim"))
    if run.others and run.replications > 1 and not run.grid.axes:
        for one in run:
            show(console, behind(one, console.width))
    if remarks := "\n".join(notes_across(run)):
        show(console, Text(remarks, style="dim"))
    console.print(Text(answer(run, promises), style="bold"))


def _show_paths(run: "Compared", console: Console) -> None:
    """Print what the heads of a grid's columns are short for."""
    short = [(label, axis.path) for label, axis in zip(axis_labels(run.grid), run.grid.axes, strict=True)]
    if lines := "\n".join(f"{label}: {path}" for label, path in short if label != path):
        show(console, Text(lines, style="dim"))


def _title(run: "Compared", part: "Compared") -> str:
    """Return what stands above a table of points: in which future, and what is shown of the strategies."""
    if not run.grid.axes:
        return ""
    future = future_label(part.first.future) if len(run.futures) > 1 else ""
    return ": ".join(text for text in (future, "served in time of all who came" if run.others else "") if text)


def places_tables(run: "Compared", width: int, promises: "Checked | None" = None) -> Iterator[Table]:
    """Yield the tables of ``run``, a row for each place, as many columns to a table as fit into ``width``.

    The places are the points of a grid in one future, or several futures.
    """
    places = _label_columns(run)
    left = width + 2 - sum(map(column_width, places))
    columns = _strategy_columns(run) if run.others else _metric_columns(run, left, promises)
    for block in packed(columns, left):
        yield _table(places, block, len(run))


def _table(places: Sequence[list[str]], columns: Sequence[list[str]], rows: int) -> Table:
    """Return a table of these columns; a gap stands below its first ``rows``."""
    table = grid(places[0][0], label_width=0)
    for head, *_ in places[1:]:
        table.add_column(head)
    for head, *_ in columns:
        table.add_column(head, justify="right", no_wrap=True)
    for number, row in enumerate(zip(*(column[1:] for column in (*places, *columns)), strict=True), start=1):
        table.add_row(*row, end_section=number == rows)
    return table


def _label_columns(run: "Compared") -> list[list[str]]:
    """Return the columns that say which place a row is, and which foot."""
    what = "served in time\nof all who came" if run.others else ""
    if run.grid.axes:
        heads = [label.replace(".", ".\n") for label in axis_labels(run.grid)]
        values = [[shorten(value, LABEL_MAX) for _, value in one.point] for one in run]
        return [[head, *(row[place] for row in values)] for place, head in enumerate(heads)]
    return [[what, *(future_label(one.future) for one in run), *(_feet(run) if run.others else ())]]


def _feet(run: "Compared") -> tuple[str, ...]:
    """Return what stands below the futures: the loss in the worst of them against the best there, and the price."""
    known = labels(run.first)
    price = (known[metric].removeprefix("staff cost, ") for metric in PRICE if metric in known)
    return ("worst loss, points", *price)


def _strategy_columns(run: "Compared") -> list[list[str]]:
    among = contenders(run)
    standings = [standing(one, among) for one in run]
    return [_strategy_column(run, name, standings, name in among) for name in run.strategies]


def _strategy_column(run: "Compared", name: str, standings: "Sequence[Standing | None]", contends: bool) -> list[str]:
    """Return a strategy's head, its headline in every place, and what stands at the foot."""
    marks = [BEST if found and name in found.ahead else " " for found in standings]
    texts = [cell(one.row(name, HEADLINE)) + mark for one, mark in zip(run, marks, strict=True)]
    head = "\n".join(f"{line} " for line in header(run.first, name).split("\n"))
    if run.grid.axes:
        return [head, *texts]
    known = [found for found in standings if found]
    loss = _loss(name, known) if contends and known else NOTHING
    price = [cell(run.row(name, metric), sure=False) for metric in PRICE if metric in labels(run.first)]
    return [head, *texts, *(f"{foot} " for foot in (loss, *price))]


def _loss(name: str, standings: "Sequence[Standing]") -> str:
    loss = worst_loss(name, standings)
    half = half_width(loss.to_leader.low, loss.to_leader.high)
    text = format_difference(loss.share, METRICS[HEADLINE].unit, half)
    return "0" if loss.share == 0 else text.removeprefix("+").removesuffix(" points")


def _metric_columns(run: "Compared", left: int, promises: "Checked | None") -> list[list[str]]:
    """Return the columns of one strategy's metrics, with as many ± as fit into ``left`` signs, and its promises."""
    kept = [_promises_column(run, promises)] if promises else []
    for sure in SURE:
        columns = [
            [head, *(cell(one.row(run.baseline, metric), sure=number < sure) for one in run)]
            for number, (metric, head) in enumerate(METRICS_ALONG.items())
        ]
        if sum(map(column_width, (*columns, *kept))) <= left:
            break
    return [*columns, *kept]


def _promises_column(run: "Compared", promises: "Checked") -> list[str]:
    def found(one: "Comparison") -> str:
        there = [each for each in promises.outcomes if (each.future, each.point) == (one.future, one.point)]
        return str(worst(there))

    return ["promises", *map(found, run)]
