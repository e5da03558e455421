"""One strategy in detail: totals, then by contact type, by segment, by agent group, by interval."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.metrics.cells import Cell
from simulator.report.numbers import shorten
from simulator.report.sentence import sentence
from simulator.report.table import cell, grid, show, show_heading, values_tables

if TYPE_CHECKING:
    from simulator.comparison import Compared, Comparison

_OF_CUSTOMERS = {
    "offered": "offered",
    "served_in_time": "served\nin time",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "wait_s_p90": "90 %\nwait",
}
_OF_STAFF = {
    "answered": "answered",
    "closed_per_agent_hour": "closed per\nagent hour",
    "occupancy": "occupancy",
    "agent_hours": "agent\nhours",
}
_OF_INTERVALS = {
    "offered": "offered",
    "served_in_time": "served\nin time",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "occupancy": "occupancy",
}
_NAME_WIDTH = 28


def show_run(run: "Compared", console: Console) -> None:
    """Print one strategy in one future: totals, the details, and the sentence."""
    comparison = run.first
    show_heading(run, console)
    for table in values_tables(comparison, console.width):
        show(console, table)
    for table in breakdown(comparison):
        show(console, table)
    console.print(Text(sentence(comparison), style="bold"))


def breakdown(comparison: "Comparison") -> Iterator[Table]:
    """Yield the tables by type and by group, where there are several, by segment and by interval."""
    cells = comparison.stacks[comparison.baseline].cells
    whole = [of for of, interval in cells if interval is None]
    for kind, metrics in (("type", _OF_CUSTOMERS), ("segment", _OF_CUSTOMERS), ("group", _OF_STAFF)):
        members = [Cell(of, None) for of in whole if of.startswith(f"{kind}:")]
        # The only type or group is everything; the only segment is not.
        if len(members) > (kind != "segment"):
            yield _table(comparison, f"by {kind}", {_name(member.of): member for member in members}, metrics)
    intervals = {place.interval: place for place in cells if place.of == "all" and place.interval}
    yield _table(comparison, "by interval", intervals, _OF_INTERVALS)


def _table(comparison: "Comparison", title: str, members: dict[str, Cell], metrics: dict[str, str]) -> Table:
    table = grid(title, label_width=0)
    for label in metrics.values():
        table.add_column(label, justify="right")
    for name, (of, interval) in members.items():
        rows = (comparison.row(comparison.baseline, metric, of, interval) for metric in metrics)
        table.add_row(name, *(cell(row, sure=False) for row in rows))
    return table


def _name(of: str) -> str:
    return shorten(of.partition(":")[2], _NAME_WIDTH)
