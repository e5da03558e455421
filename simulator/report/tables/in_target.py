"""Days in target of one strategy: a target that is met in the mean of many days may be missed on most of them.

A client who reads *80 % in 20 s: 82 %* believes that their days look like that. So beside the mean stands on how many
days each type met its target, and on how many it did so in every interval.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.metrics.cells import Cell
from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.tables.table import cell
from simulator.report.words.closed_hours import closed_days
from simulator.report.words.numbers import listed
from simulator.report.words.parts import ResultPart, target
from simulator.report.words.titled import label

if TYPE_CHECKING:
    from simulator.comparison import Comparison

DAYS_LEAST = 10
"""Of fewer days no share is worth a table."""
ROWS_MAX = 8
"""Of more contact types, those that miss their target on most days."""
_HEADS = {
    "service_level": "all days\ntogether",
    "days_in_target": "days in\ntarget",
    "days_every_interval": "in every\ninterval",
}


def in_target_blocks(comparison: "Comparison") -> Blocks:
    """Yield on how many days each type of the baseline met its target; nothing of a few days."""
    name = comparison.baseline
    scenario = comparison.scenarios[name]
    if comparison.replications * scenario.horizon.days < DAYS_LEAST:
        return
    rows = {kind: comparison.row(name, "days_in_target", f"type:{kind}") for kind in scenario.contact_types}
    known = sorted((kind for kind, row in rows.items() if row.value == row.value), key=lambda kind: rows[kind].value)
    if known:
        yield _sheet(comparison, [kind for kind in rows if kind in known[:ROWS_MAX]])
    if left := known[ROWS_MAX:]:
        yield Paragraph(
            f"More days in target: {listed([label(comparison, f'type:{kind}') for kind in left])}.", Tone.QUIET
        )


def _sheet(comparison: "Comparison", kinds: Sequence[str]) -> Sheet:
    name = comparison.baseline
    told = [target(comparison, name, ResultPart(f"type:{kind}", kind, (kind,))) for kind in kinds]
    columns = [column("target", told)]
    for metric, head in _HEADS.items():
        values = (cell(comparison.row(name, metric, f"type:{kind}"), shorter=True) for kind in kinds)
        columns.append(column(head, list(values)))
    judged = [_judged(comparison, kind) for kind in kinds]
    if any(closed for _, closed in judged):
        columns.append(
            column("days judged", [f"{said}; {closed:,} closed" if closed else said for said, closed in judged])
        )
    return Sheet(
        (column("contact type", [label(comparison, f"type:{kind}") for kind in kinds]),),
        tuple(columns),
        "days in target: of the days with contacts, the share on which the target was met",
    )


def _judged(comparison: "Comparison", kind: str) -> tuple[str, int]:
    """Return how many of all days are judged, as *26 of 30*, and how many of the others the type is closed on."""
    name, stack = comparison.baseline, comparison.stacks[comparison.baseline]
    days = comparison.scenarios[name].horizon.open_days
    shut = closed_days(comparison.scenarios[name], kind)
    counted = np.array([stack.place_of[Cell(f"type:{kind}", day.name or None)] for day in days])
    judged = stack.sum_of(("days_judged",), counted)
    # Who waits outside until the next opening may be judged on the day on which they came.
    closed = sum(stack.replications - int(judged[place]) for place, day in enumerate(days) if day.name in shut)
    return f"{int(judged.sum()):,} of {stack.replications * len(days):,}", closed
