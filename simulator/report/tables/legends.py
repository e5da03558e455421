"""What a mark means is said where it stands: once, below the first table that has it, and nowhere without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from simulator.report.blocks import Block, Blocks, Paragraph, SheetPair, TableCell, Tone
from simulator.report.words.closed_hours import CLOSED, CLOSED_DOOR_LEGEND, CLOSED_LEGEND
from simulator.report.words.signs import AT_A_CLOSED_DOOR, TOO_FEW, TOO_FEW_LEGEND

Asked = ParamSpec("Asked")


def _has_few(cell: TableCell) -> bool:
    return TOO_FEW in cell.text


def _is_closed(cell: TableCell) -> bool:
    return cell.text.strip() == CLOSED


def _at_a_closed_door(cell: TableCell) -> bool:
    return AT_A_CLOSED_DOOR in cell.text


_LEGENDS: dict[str, Callable[[TableCell], bool]] = {
    TOO_FEW_LEGEND: _has_few,
    CLOSED_LEGEND: _is_closed,
    CLOSED_DOOR_LEGEND: _at_a_closed_door,
}
"""What is said, and of which cells."""


def explained(blocks: Callable[Asked, Blocks]) -> Callable[Asked, Blocks]:
    """Let a report say what its marks mean, in the note that follows the first table with one or in one of its own."""

    @wraps(blocks)
    def with_legend(*asked: Asked.args, **named: Asked.kwargs) -> Blocks:
        return _explained(blocks(*asked, **named))

    return with_legend


def _explained(blocks: Blocks) -> Iterator[Block]:
    open_, due = dict(_LEGENDS), list[str]()
    for block in blocks:
        if due and isinstance(block, Paragraph) and block.tone is Tone.QUIET:
            yield replace(block, text="\n".join((block.text, *due)))
            due = []
            continue
        if due:
            yield Paragraph("\n".join(due), Tone.QUIET)
        due = [said for said, is_marked in open_.items() if _has(block, is_marked)]
        open_ = {said: is_marked for said, is_marked in open_.items() if said not in due}
        yield block
    if due:
        yield Paragraph("\n".join(due), Tone.QUIET)


def _has(block: Block, is_marked: Callable[[TableCell], bool]) -> bool:
    """Return whether a table has a cell of a kind."""
    if isinstance(block, Paragraph):
        return False
    sheets = (block.values, block.differences) if isinstance(block, SheetPair) else (block,)
    return any(is_marked(cell) for sheet in sheets for one in sheet.columns for cell in one.cells)
