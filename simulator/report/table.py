"""Tables for the terminal: what a manager reads, from the question to the sentence that answers it.

Strategies stand side by side, as many as fit; below stand their differences to the baseline in words. Nothing is wider
than the terminal, and without colours (a pipe, NO_COLOR) nothing is lost.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.catalogue import HEADLINE, METRICS, Better
from simulator.report.notes import notes
from simulator.report.numbers import format_difference, format_value, half_width, shorten
from simulator.report.sentence import answer, round_up
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
KEY_METRICS = ("served_in_time", "abandonment_rate", "asa_s", "agent_hours")
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

_STYLE = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.CANNOT_TELL: "yellow"}


def lines_for(stream: TextIO, show: Callable[[Console], None]) -> list[str]:
    """Return what ``show`` prints as lines fit for ``stream``: its width, colours only where a terminal wants them."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        show(console)
    return [line.rstrip() for line in captured.get().splitlines()]


def show_comparison(comparison: "Comparison", console: Console) -> None:
    """Print the whole answer: question, values, differences, notes, sentence."""
    show_heading(comparison, console)
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
    console.print(Text(answer(comparison), style="bold"))


def show_heading(comparison: "Comparison", console: Console) -> None:
    """Print what was asked and how it was worked out."""
    console.print(Text(comparison.name, style="bold"))
    if comparison.question:
        console.print(Text(comparison.question))
    days = "1 replication" if comparison.replications == 1 else f"{comparison.replications} replications"
    future = f"future {comparison.future}, " if comparison.future else ""
    how = f"{future}{days}, seed {comparison.seed}, ± is {comparison.confidence * 100:g} % confidence"
    came = comparison.row(comparison.baseline, "arrived")
    console.print(Text(f"{how}; {format_value(came.value, METRICS['arrived'].unit)} contacts came a day", style="dim"))
    console.print()


def show(console: Console, renderable: RenderableType) -> None:
    """Print with an empty line after it."""
    console.print(Padding(renderable, (0, 0, 1, 0)))


def values_tables(comparison: "Comparison", width: int) -> Iterator[Table]:
    """Yield tables of all strategies side by side, as many to a table as fit into ``width``."""
    columns = [_column(comparison, name) for name in comparison.strategies]
    block: list[list[str]] = []
    left = width - LABEL_WIDTH
    for column in columns:
        wide = 2 + max(len(line) for text in column for line in text.split("\n"))
        if block and wide > left:
            yield _values_table(block)
            block, left = [], width - LABEL_WIDTH
        block.append(column)
        left -= wide
    yield _values_table(block)


def _column(comparison: "Comparison", name: str) -> list[str]:
    """Return a strategy's header and values."""
    return [_header(comparison, name), *(cell(comparison.row(name, metric)) for metric in LABELS)]


def _values_table(columns: Sequence[Sequence[str]]) -> Table:
    table = grid("")
    for header, *_ in columns:
        table.add_column(header, justify="right", min_width=VALUE_WIDTH, no_wrap=True)
    for place, (metric, label) in enumerate(LABELS.items(), start=1):
        style = "bold" if metric == HEADLINE else ""
        table.add_row(label, *(column[place] for column in columns), style=style)
    return table


def differences_table(comparison: "Comparison", name: str, width: int) -> Table:
    """Return the differences of one strategy to the baseline, each with its verdict in words."""
    metrics = KEY_METRICS if len(comparison.others) > MANY else tuple(LABELS)
    mine, theirs = (shorten(each, (width - len(" against ")) // 2) for each in (name, comparison.baseline))
    table = Table(title=f"{mine} against {theirs}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.show_header = False
    table.add_column(min_width=LABEL_WIDTH, no_wrap=True)
    table.add_column(justify="right", min_width=DIFFERENCE_WIDTH, no_wrap=True)
    table.add_column()
    for metric in metrics:
        delta = comparison.delta(name, metric)
        half = half_width(delta.low, delta.high)
        size = format_difference(delta.difference, METRICS[metric].unit, half)
        word = Text(_word(delta), style=_STYLE.get(delta.verdict, ""))
        table.add_row(LABELS[metric], size, word, style="bold" if metric == HEADLINE else "")
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


def _header(comparison: "Comparison", name: str) -> str:
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
