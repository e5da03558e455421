"""Tables for the terminal: what a manager reads, from the question to the sentence that answers it.

Strategies stand side by side, as many as fit; below stand their differences to the baseline in words. Nothing is wider
than the terminal, and without colours (a pipe, NO_COLOR) nothing is lost.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.catalogue import HEADLINE, METRICS, Better
from simulator.comparison import Compared
from simulator.report.notes import notes
from simulator.report.numbers import format_day, format_difference, format_value, half_width, shorten
from simulator.report.sentence import round_up, sentence
from simulator.stats.paired import Verdict

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
    "agent_hours": "agent hours a day",
}
"""The metrics of the table, in its order, as a manager calls them."""
MONEY_LABELS = {"staff_cost": "staff cost, {} a day", "cost_per_closed": "cost per closed, {}"}
"""Beside them where the scenario states what agents cost; the gap is for the currency."""
KEY_METRICS = ("served_in_time", "abandonment_rate", "asa_s", "agent_hours", "staff_cost")
"""What is shown of the differences when there are many strategies."""
MANY = 4
"""More strategies than this beside the baseline are many."""
LABEL_WIDTH = 21
VALUE_WIDTH = 12
DIFFERENCE_WIDTH = 19
"""Fixed, so that the columns of one table stand below those of another."""
SHOWN = 0.005
"""A difference in hours that shows as 0.00, or of half a point."""
FAR = 100_000
"""More replications than this are not worth naming."""

STYLE = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.CANNOT_TELL: "yellow"}


def lines_for(stream: TextIO, show: Callable[[Console], None]) -> list[str]:
    """Return what ``show`` prints as lines fit for ``stream``: its width, colours only where a terminal wants them."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        show(console)
    return [line.rstrip() for line in captured.get().splitlines()]


def show_comparison(comparison: "Comparison", console: Console) -> None:
    """Print the whole answer: question, values, differences, notes, sentence."""
    show_heading(Compared((comparison,)), console)
    for table in values_tables(comparison, console.width):
        show(console, table)
    if comparison.replications > 1:
        for name in comparison.others:
            show(console, differences_table(comparison, name, console.width))
    remarks = [Text(note, style="dim") for note in notes(comparison)]
    for remark in remarks:
        console.print(remark)
    if remarks:
        console.print()
    console.print(Text(sentence(comparison), style="bold"))


def show_heading(run: Compared, console: Console) -> None:
    """Print what was asked and how it was worked out."""
    first = run.first
    console.print(Text(_title(first), style="bold"))
    if first.question:
        console.print(Text(first.question))
    days = "1 replication" if first.replications == 1 else f"{first.replications} replications"
    how = f"{_scope(run)}{days}, seed {first.seed}, ± is {first.confidence * 100:g} % confidence"
    came = {one.row(one.baseline, "arrived").value for one in run}
    if len(came) == 1:
        how += f"; {format_value(came.pop(), METRICS['arrived'].unit)} contacts came a day"
    console.print(Text(how, style="dim"))
    console.print()


def _title(comparison: "Comparison") -> str:
    """Return the scenario's name with its day, where it is a particular one."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    day = format_day(horizon.date, horizon.weekday)
    return f"{comparison.name}, {day}" if day else comparison.name


def _scope(run: Compared) -> str:
    """Return which futures and how many points were run, where that is not just the scenario as stated."""
    future = f"future {run.futures[0]}, " if run.futures[0] else ""
    parts = [future if len(run.futures) == 1 else f"{len(run.futures)} futures, "]
    if run.grid.axes:
        parts.append(f"{len(run.grid.points)} points, ")
    return "".join(parts)


def show(console: Console, renderable: RenderableType) -> None:
    """Print with an empty line after it."""
    console.print(Padding(renderable, (0, 0, 1, 0)))


def values_tables(comparison: "Comparison", width: int) -> Iterator[Table]:
    """Yield tables of all strategies side by side, as many to a table as fit into ``width``."""
    columns = [_column(comparison, name) for name in comparison.strategies]
    for block in packed(columns, width - LABEL_WIDTH):
        yield _values_table(labels(comparison), block)


def labels(comparison: "Comparison") -> dict[str, str]:
    """Return the metrics of the table with their labels: what it costs is among them where that is known."""
    known = [name for name in comparison.strategies if not math.isnan(comparison.row(name, "staff_cost").value)]
    if not known:
        return LABELS
    currency = comparison.scenarios[known[0]].currency
    return LABELS | {metric: label.format(currency) for metric, label in MONEY_LABELS.items()}


def packed(columns: Sequence[list[str]], width: int) -> Iterator[list[list[str]]]:
    """Yield the columns in blocks, as many to a block as fit into ``width``; at least one."""
    block: list[list[str]] = []
    left = width
    for column in columns:
        wide = column_width(column)
        if block and wide > left:
            yield block
            block, left = [], width
        block.append(column)
        left -= wide
    yield block


def column_width(column: Sequence[str]) -> int:
    """Return how many signs a column of texts takes, with what separates it from the one before."""
    return 2 + max(len(line) for text in column for line in text.split("\n"))


def _column(comparison: "Comparison", name: str) -> list[str]:
    """Return a strategy's header and values."""
    return [header(comparison, name), *(cell(comparison.row(name, metric)) for metric in labels(comparison))]


def _values_table(labels: Mapping[str, str], columns: Sequence[Sequence[str]]) -> Table:
    table = grid("")
    for header, *_ in columns:
        table.add_column(header, justify="right", min_width=VALUE_WIDTH, no_wrap=True)
    for place, (metric, label) in enumerate(labels.items(), start=1):
        style = "bold" if metric == HEADLINE else ""
        table.add_row(label, *(column[place] for column in columns), style=style)
    return table


def differences_table(comparison: "Comparison", name: str, width: int) -> Table:
    """Return the differences of one strategy to the baseline, each with its verdict in words."""
    rows = labels(comparison)
    if len(comparison.others) > MANY:
        rows = {metric: label for metric, label in rows.items() if metric in KEY_METRICS}
    mine, theirs = (shorten(each, (width - len(" against ")) // 2) for each in (name, comparison.baseline))
    table = Table(title=f"{mine} against {theirs}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.show_header = False
    table.add_column(min_width=LABEL_WIDTH, no_wrap=True)
    table.add_column(justify="right", min_width=DIFFERENCE_WIDTH, no_wrap=True)
    table.add_column()
    for metric, label in rows.items():
        delta = comparison.delta(name, metric)
        half = half_width(delta.low, delta.high)
        size = format_difference(delta.difference, METRICS[metric].unit, half)
        word = Text(_word(delta), style=STYLE.get(delta.verdict, ""))
        table.add_row(label, size, word, style="bold" if metric == HEADLINE else "")
    return table


def grid(title: str, label_width: int = LABEL_WIDTH) -> Table:
    """Return an empty table in the house's look, whose first column is labels under ``title``."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(title, min_width=label_width)
    return table


def cell(row: "Row", sure: bool = True) -> str:
    """Return a row's value, with its half width unless ``sure`` is False."""
    half = half_width(row.low, row.high) if sure else float("nan")
    return format_value(row.value, METRICS[row.metric].unit, half)


def header(comparison: "Comparison", name: str) -> str:
    """Return a strategy's name in short lines, with what must be known of it."""
    marks = ["(baseline)"] if name == comparison.baseline and comparison.others else []
    marks += ["(customers differ)"] if name in comparison.customers_differ else []
    return "\n".join((*fold(shorten(name, 4 * VALUE_WIDTH), VALUE_WIDTH), *marks))


def fold(name: str, width: int) -> list[str]:
    """Return ``name`` in lines of at most ``width``, broken where its words end: at spaces, hyphens and underscores.

    >>> fold("one_more_at_the_peak", 12)
    ['one_more_at_', 'the_peak']
    """
    lines = [""]
    for word in re.findall(r"[^\s_-]*[\s_-]*", name):
        if len(lines[-1]) + len(word.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += word
    pieces = (line[first : first + width].strip() for line in lines for first in range(0, len(line), width))
    return [piece for piece in pieces if piece]


def _word(delta: "Delta") -> str:
    """Return the verdict, and how many replications would probably tell where nobody can tell yet."""
    needed = delta.replications_needed
    if delta.verdict is not Verdict.CANNOT_TELL or needed is None:
        return str(delta.verdict)
    if METRICS[delta.metric].better is Better.NEITHER:
        # A fact is not decided by more replications; one that shows as zero should not look like a riddle.
        return "about the same" if max(abs(delta.low), abs(delta.high)) < SHOWN else str(delta.verdict)
    return f"{delta.verdict}, " + (f"try {round_up(needed):,} replications" if needed <= FAR else "nearly equal so far")
