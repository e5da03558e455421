"""Metrics of whoever asks, as tables: their values, what each strategy changes, and what has no value."""

import math
from typing import TYPE_CHECKING

import numpy as np

from simulator.catalogue import Unit
from simulator.report.blocks import Blocks, Paragraph, Sheet, SheetPair, TableCell, Tone, column
from simulator.report.words.numbers import format_change, format_row
from simulator.report.words.places import future_label
from simulator.scenario.layers.grid import settings_of

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison

_UNIT = Unit.RATIO
"""Plain numbers: of what they are, only whoever asks knows."""


def own_blocks(run: "Compared") -> Blocks:
    """Yield a table of the own metrics in each place; nothing where there are none."""
    for one in run if run.first.own_metrics else ():
        title = "your metrics" + (f", {where}" if (where := _where(run, one)) else "")
        values = _values(one, title)
        yield SheetPair(values, _differences(one, title)) if one.others and one.replications > 1 else values
    if said := "\n".join(line for one in run for line in _without_value(one, _where(run, one))):
        yield Paragraph(said, Tone.QUIET)


def _where(run: "Compared", one: "Comparison") -> str:
    """Return which place of a run this is; empty where there is but one."""
    return ", ".join((*([future_label(one.future)] if len(run.futures) > 1 else []), *settings_of(one.point)))


def _values(one: "Comparison", title: str) -> Sheet:
    columns = []
    for name in one.strategies:
        rows = [one.row(name, metric) for metric in one.own_metrics]
        texts = [format_row(row.value, row.low, row.high, _UNIT) for row in rows]
        shorter = [format_row(row.value, math.nan, math.nan, _UNIT) for row in rows]
        cells = [TableCell(text, short=short) for text, short in zip(texts, shorter, strict=True)]
        columns.append(column(name, cells))
    return Sheet((column("", one.own_metrics),), tuple(columns), title)


def _differences(one: "Comparison", title: str) -> Sheet:
    columns = []
    for name in one.others:
        cells = []
        for metric in one.own_metrics:
            delta = one.delta(name, metric)
            change = format_change(delta.difference, delta.low, delta.high, _UNIT, delta.enough)
            cells.append(TableCell(f"{change}, {delta.verdict}"))
        columns.append(column(name, cells))
    return Sheet((column(f"against {one.baseline}", one.own_metrics),), tuple(columns), f"{title}: differences")


def _without_value(one: "Comparison", where: str) -> list[str]:
    """Return which metrics have no value in some replications, and that these are left out."""
    lines = []
    for metric in one.own_metrics:
        missing = {name: int(np.isnan(stack.own[metric]).sum()) for name, stack in one.stacks.items()}
        told = ", ".join(f"{count} with {name}" for name, count in missing.items() if count)
        if told:
            pairs = "; a difference leaves out the replication of both" if one.others else ""
            place = f"{where}: " if where else ""
            days = f"in some of the {one.replications} replications"
            lines.append(f"{place}{metric} has no value {days} ({told}){pairs}.")
    return lines
