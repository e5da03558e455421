"""Reports as Markdown: tables that paste into a wiki, with names that cannot break it.

The tables are pipe tables, as GitHub, GitLab and most wikis read them. Names come from a scenario file and may hold
anything: what would be markup, HTML or a new column is escaped.
"""

import re
from collections.abc import Iterable, Iterator

from simulator.printable import printable
from simulator.report.blocks import Block, Column, Paragraph, Sheet, SheetPair, TableCell, Tone

_MARKUP = re.compile(r"[\\`*\[\]<>|~&#$]|(?<![^\W_])_|_(?![^\W_])")
"""What means something wherever it stands; an underscore only beside something that is no letter or number."""
_AT_START = re.compile(r"^(\d+)([.)])|^([+=!-])")
"""What means something only where a paragraph begins."""
_TEXT = {Tone.STRONG: "**{}**", Tone.QUIET: "*{}*"}


def markdown(blocks: Iterable[Block]) -> str:
    """Return ``blocks`` as a Markdown page; the first title is its heading, and the answer stands below the question.

    On a terminal the last words are the ones that are seen; of a page it is the first.
    """
    return "\n\n".join(_parts(_answer_first(list(blocks)))) + "\n"


def escaped(text: str) -> str:
    """Return ``text`` as Markdown that shows just this, in one line.

    >>> escaped("a|b <i> `c` as_today")
    'a\\\\|b \\\\<i\\\\> \\\\`c\\\\` as_today'
    """
    return _MARKUP.sub(r"\\\g<0>", " ".join(printable(text).split()))


def _answer_first(blocks: list[Block]) -> list[Block]:
    """Return ``blocks`` with the last one, if it is an answer, behind the paragraphs that belong to the title."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or last.tone is not Tone.STRONG:
        return blocks
    place = next((number for number, one in enumerate(blocks) if not isinstance(one, Paragraph) or one.closed), 0)
    return [*blocks[:place], last, *blocks[place:-1]]


def _parts(blocks: Iterable[Block]) -> Iterator[str]:
    level = 1
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraph(block, level)
            level = 2
        elif isinstance(block, SheetPair):
            yield from _sheet(block.values)
            yield from _sheet(block.differences)
        else:
            yield from _sheet(block)


def _paragraph(block: Paragraph, level: int) -> Iterator[str]:
    for line in block.text.split("\n"):
        text = escaped(line)
        if not text:
            continue
        if block.tone is Tone.TITLE:
            yield f"{'#' * level} {text}"
        elif block.tone in _TEXT:
            yield _TEXT[block.tone].format(text)
        else:
            yield _AT_START.sub(r"\1\\\2\3", text) if text[0].isdigit() else _AT_START.sub(r"\\\3", text)


def _sheet(sheet: Sheet) -> Iterator[str]:
    if sheet.title:
        yield f"**{escaped(sheet.title)}**"
    columns = (*sheet.labels, *sheet.columns)
    marks = ["---" if one.left or one in sheet.labels else "---:" for one in columns]
    lines = [_line(map(_head, columns)), _line(marks)]
    for row in sheet.rows:
        if title := sheet.section(row):
            lines.append(_line([f"**{escaped(title)}**", *[""] * (len(columns) - 1)]))
        lines.append(_line(_cell(one.cells[row], row in sheet.strong) for one in columns))
    yield "\n".join(lines)


def _line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _head(one: Column) -> str:
    return " ".join(filter(None, (escaped(text) for text in (one.head, *one.marks))))


def _cell(cell: TableCell, strong: bool) -> str:
    text = escaped(cell.text)
    return f"**{text}**" if strong and text else text
