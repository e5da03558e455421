"""What a mark means is said where it stands: once, below the first table that has it, and nowhere without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from simulator.report.blocks import Block, Blocks, Paragraph, SheetPair, Tone
from simulator.report.words.signs import TOO_FEW, TOO_FEW_LEGEND

Asked = ParamSpec("Asked")


def explained(blocks: Callable[Asked, Blocks]) -> Callable[Asked, Blocks]:
    """Let a report say what the mark of too few days means, in the note that follows it or in one of its own."""

    @wraps(blocks)
    def with_legend(*asked: Asked.args, **named: Asked.kwargs) -> Blocks:
        return _explained(blocks(*asked, **named))

    return with_legend


def _explained(blocks: Blocks) -> Iterator[Block]:
    marked = said = False
    for block in blocks:
        if marked and not said:
            said = True
            if isinstance(block, Paragraph) and block.tone is Tone.QUIET:
                yield replace(block, text=f"{block.text}\n{TOO_FEW_LEGEND}")
                continue
            yield Paragraph(TOO_FEW_LEGEND, Tone.QUIET)
        marked = marked or has_few(block)
        yield block
    if marked and not said:
        yield Paragraph(TOO_FEW_LEGEND, Tone.QUIET)


def has_few(block: Block) -> bool:
    """Return whether a table has a value of too few days."""
    if isinstance(block, Paragraph):
        return False
    sheets = (block.values, block.differences) if isinstance(block, SheetPair) else (block,)
    return any(TOO_FEW in cell.text for sheet in sheets for one in sheet.columns for cell in one.cells)
