"""One strategy in one place, in numbers: a row for each part where there are several, then the whole center.

A boss looks for the channel that misses its target, so the target stands beside the values, with what became of it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.checking import worst_first
from simulator.report.blocks import Block, Column, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.tables.conversations_of_parts import conversation_sheets
from simulator.report.tables.kept import MARK, OF_TARGETS, TONE_OF, marks_said, target_found, types_found
from simulator.report.tables.lines import (
    SHOWN,
    UNSERVED,
    WENT_ON,
    WHILE_OPEN,
    LineBlock,
    asked,
    comes_again,
    further_blocks,
    goal_note,
    happens,
    kinds_of,
    sections,
    whole_center,
)
from simulator.report.tables.silent_of_parts import silent_sheets
from simulator.report.tables.table import cell, line_cell, strong_rows, value_cell, values_sheet
from simulator.report.words.parts import ResultPart, parts, target
from simulator.report.words.promised_words import SAID
from simulator.report.words.titled import label

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Measured

_HEADS = {
    "offered": "offered\n{}",
    "served_in_time": "served\nin time",
    WHILE_OPEN: "no closed\ndoor",
    "service_level": "service\nlevel",
    "abandonment_rate": "abandoned",
    **dict.fromkeys((*UNSERVED, *WENT_ON), ""),
    "asa_s": "ASA",
    "wait_s_p90": "90 %\nwait",
}
"""The columns of the parts; the gap is for *a day*."""
TYPES_MAX = 3
"""So many types that miss their target stand below their part; the answer names them too."""


def totals(comparison: "Comparison", show: "Sequence[Measured]" = ()) -> Iterator[Block]:
    """Yield the values of the baseline in all the horizon."""
    split = parts(comparison)
    if len(split) == 1:
        yield values_sheet(comparison, show)
        return
    yield parts_sheet(comparison, split)
    yield from conversation_sheets(comparison, split)
    yield from silent_sheets(comparison, split)
    yield _center_sheet(comparison, show)
    yield Paragraph(f"{_targets_said(comparison, split)}\n{goal_note(comparison)}", Tone.QUIET)


def parts_sheet(comparison: "Comparison", split: Sequence[ResultPart]) -> Sheet:
    """Return a row for each part: its target, what became of that, and what its contacts met."""
    name = comparison.baseline
    shown = [each for part in split for each in (part, *_missed_within(comparison, part))]
    rare = {**UNSERVED, **WENT_ON, WHILE_OPEN: ""}
    happening = {
        metric
        for metric in rare
        if any(happens(comparison, "came_closed" if metric == WHILE_OPEN else metric, part.of) for part in split)
    }
    # Of the same contacts it is the same share.
    apart = happening & UNSERVED.keys() or any(comes_again(comparison, part.of) for part in split)
    left_out = set() if apart else {"service_level"}
    columns = [Column("target", tuple(_target_cell(comparison, part) for part in shown))]
    for metric, head in _HEADS.items():
        if metric in left_out or (metric in rare and metric not in happening):
            continue
        said = (head or rare[metric].replace(" {}", "\n{}")).format(comparison.period)
        sure = metric != "offered"
        values = (
            value_cell(comparison, name, metric, part.of, shorter=True)
            if sure
            else cell(comparison.row(name, metric, part.of), sure=False)
            for part in shown
        )
        columns.append(Column(said, tuple(values)))
    return Sheet((column(f"by {_kind(split)}", [part.label for part in shown]),), tuple(columns))


def _missed_within(comparison: "Comparison", part: ResultPart) -> list[ResultPart]:
    """Return the types of a part that miss their target, the worst first: the part's own level does not show them."""
    if len(part.types) == 1:
        return []
    missed = worst_first(types_found(comparison, comparison.baseline, part))[:TYPES_MAX]
    names = [one.check.of.partition(":")[2] for one in missed]
    return [ResultPart(f"type:{name}", f"- {label(comparison, f'type:{name}')}", (name,)) for name in names]


def _target_cell(comparison: "Comparison", part: ResultPart) -> TableCell:
    found = target_found(comparison, comparison.baseline, part)
    return TableCell(f"{target(comparison, comparison.baseline, part)} {MARK[found]}", TONE_OF[found])


def _targets_said(comparison: "Comparison", split: Sequence[ResultPart]) -> str:
    """Return what the signs beside the targets mean, and that the types that miss theirs stand below their part."""
    within = [each for part in split for each in _missed_within(comparison, part)]
    name = comparison.baseline
    found = {target_found(comparison, name, part) for part in (*split, *within)}
    own = ((part, metric) for part in split for metric in SAID if types_found(comparison, name, part, metric))
    found |= {target_found(comparison, name, part, metric) for part, metric in own}
    more = f" Below {_kind(split, 'a')} stand its types that miss their own." if within else ""
    return f"Targets: {marks_said(found, OF_TARGETS)}.{more}"


def _kind(split: Sequence[ResultPart], article: str = "") -> str:
    return f"{article} {kinds_of(split).removesuffix('s')}".strip()


def _center_sheet(comparison: "Comparison", show: "Sequence[Measured]") -> Sheet:
    """Return what adds up over the whole center, and what was asked for."""
    blocks = [LineBlock("", whole_center(comparison)), *further_blocks(comparison)]
    blocks += [LineBlock(SHOWN, tuple(asked(comparison, one) for one in show))] if show else []
    lines = [line for block in blocks for line in block.lines]
    name = comparison.baseline
    values = Column(name, tuple(line_cell(comparison, name, line) for line in lines))
    first = column("whole center", [line.label for line in lines])
    return Sheet((first,), (values,), strong=strong_rows(lines), sections=sections(blocks))
