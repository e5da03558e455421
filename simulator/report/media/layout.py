"""Tables and paragraphs as lines: nothing is wider than the paper, and nothing is cut.

Columns stand side by side, as many as fit: first with less said of how sure the later ones are, then in several tables
below each other, and where not even one column fits beside the names of the rows, row by row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from simulator.printable import printable
from simulator.report.blocks import Block, Column, Paragraph, Section, Sheet, SheetPair, TableCell, Tone
from simulator.report.media.wrapping import fold, wrapped
from simulator.report.words.numbers import shorten
from simulator.report.words.signs import for_encoding

STYLE = {
    Tone.PLAIN: "",
    Tone.TITLE: "bold",
    Tone.QUIET: "dim",
    Tone.STRONG: "bold",
    Tone.GOOD: "green",
    Tone.BAD: "red",
    Tone.UNSURE: "yellow",
}
PROSE_WIDTH = 100
"""Longer lines are hard to read."""
HEAD_WIDTH = 12
"""Names above columns are folded to this, unless the values below are wider."""
MARK_WIDTH = 13
"""So wide are the longest marks that should not be broken."""
HEAD_LINES = 4
"""Longer names are cut in their middle: names often differ at their ends."""
LABEL_WIDTH = 36
"""What rows are called is folded to this, and so are texts in the table."""
READ_WIDTH, NARROWEST = 42, 24
"""Texts that are to be read stand side by side where each has as much room as this, else below each other; a single
one stands beside numbers where it has some."""
GAP = "  "


class Paper(NamedTuple):
    """What is written on: how many signs wide it is, and which signs it knows."""

    width: int
    encoding: str = "utf-8"

    def said(self, text: str) -> str:
        """Return ``text`` with signs that can be shown."""
        return for_encoding(printable(text), self.encoding)


def lines_of(block: Block, paper: Paper) -> Iterator[Text]:
    """Yield the lines of one block."""
    if isinstance(block, Paragraph):
        for paragraph in paper.said(block.text).split("\n"):
            for line in wrapped(paragraph, min(paper.width, PROSE_WIDTH)):
                yield Text(line, style=STYLE[block.tone])
    elif isinstance(block, SheetPair):
        yield from _pair(SheetPair(_fit_for(paper, block.values), _fit_for(paper, block.differences)), paper)
    else:
        yield from _sheet(_fit_for(paper, block), paper)


def _fit_for(paper: Paper, sheet: Sheet) -> Sheet:
    """Return ``sheet`` with texts that the paper can show."""

    def fitted(one: Column) -> Column:
        cells = tuple(TableCell(paper.said(text), tone, paper.said(short)) for text, tone, short in one.cells)
        return Column(paper.said(one.head), cells, tuple(map(paper.said, one.marks)), one.left, one.fills)

    labels, columns = (tuple(map(fitted, part)) for part in (sheet.labels, sheet.columns))
    sections = tuple(one._replace(title=paper.said(one.title)) for one in sheet.sections)
    return replace(sheet, labels=labels, columns=columns, title=paper.said(sheet.title), sections=sections)


class _Set:
    """A column as it is set: the lines of its head, those of its cells, its width."""

    def __init__(self, column: Column, short: bool = False, label: bool = False, text_width: int = 0) -> None:
        self.left = column.left or label
        self.fills = column.fills
        self.styles = [STYLE[cell.tone] for cell in column.cells]
        texts = [cell.short if short and cell.short else cell.text for cell in column.cells]
        break_up = fold if label else wrapped
        text_width = text_width if column.fills else LABEL_WIDTH
        self.cells = [break_up(text, text_width) if self.left else [text] for text in texts]
        widest = max((cell_len(line) for lines in self.cells for line in lines), default=0)
        room = max(widest, text_width if column.fills else HEAD_WIDTH)
        self.head = [
            *_head(column.head, room),
            *(line for mark in column.marks for line in wrapped(mark, max(room, MARK_WIDTH))),
        ]
        self.width = max(widest, *map(cell_len, self.head), 0)

    def padded(self, lines: Sequence[str], number: int) -> str:
        """Return one of the lines, or nothing where there are fewer, as wide as the column."""
        text = lines[number] if 0 <= number < len(lines) else ""
        space = " " * (self.width - cell_len(text))
        return text + space if self.left else space + text


def _head(text: str, width: int) -> list[str]:
    """Return the lines of a head, which is broken where it says so itself."""
    return text.split("\n") if "\n" in text else fold(shorten(text, HEAD_LINES * HEAD_WIDTH), width)


def _sheet(sheet: Sheet, paper: Paper) -> Iterator[Text]:
    """Yield a table, or as many parts of it as the width needs."""
    if sheet.title:
        yield from (Text(line, style="bold") for line in wrapped(sheet.title, paper.width))
    labels = [_Set(one, label=True) for one in sheet.labels]
    left = paper.width - _width(labels) - len(GAP)
    columns = _shortened(sheet.columns, left, sheet.alike)
    if any(column.width > left for column in columns):
        yield from _one_by_one(sheet, paper.width)
        return
    for number, part in enumerate(_packed(columns, left)):
        if number:
            yield Text("")
        yield from _table(sheet, [*labels, *part], paper)


def _shortened(columns: Sequence[Column], left: int, alike: bool) -> list[_Set]:
    """Return the columns, the last ones shortened as far as it takes; all or none where they are ``alike``.

    Where it takes several tables, no more is shortened than makes them fewer.
    """
    text_width = _text_width(columns, left)
    ways = [
        [_Set(one, short=number >= full, text_width=text_width) for number, one in enumerate(columns)]
        for full in ((len(columns), 0) if alike else range(len(columns), 0, -1))
    ]
    return min(ways, key=lambda found: len(list(_packed(found, left))))


def _text_width(columns: Sequence[Column], left: int) -> int:
    """Return how wide texts are that are to be read: side by side where there is room for all, else one alone."""
    texts = sum(one.fills for one in columns)
    others = sum(_Set(one).width + len(GAP) for one in columns if not one.fills)
    each = (left - others - len(GAP) * max(0, texts - 1)) // max(1, texts)
    least = READ_WIDTH if texts > 1 else NARROWEST
    return max(1, min(PROSE_WIDTH, each if each >= least else left))


def _packed(columns: Sequence[_Set], left: int) -> Iterator[list[_Set]]:
    """Yield the columns in parts, as many to a part as fit; at least one."""
    part: list[_Set] = []
    for column in columns:
        if part and _width([*part, column]) > left:
            yield part
            part = []
        part.append(column)
    yield part


def _width(columns: Sequence[_Set]) -> int:
    return sum(column.width for column in columns) + len(GAP) * max(0, len(columns) - 1)


def _table(sheet: Sheet, columns: Sequence[_Set], paper: Paper) -> Iterator[Text]:
    """Yield the lines of one table: heads, a rule, rows."""
    height = max(len(column.head) for column in columns)
    for number in range(height):
        # A head stands on the rule, however many lines it has.
        texts = (column.padded(column.head, number - height + len(column.head)) for column in columns)
        yield Text(GAP.join(texts), style="bold")
    yield Text(paper.said("─") * _width(columns))
    to_read = [column for column in columns if column.fills]
    for row in sheet.rows:
        # Of texts that stand below each other each has the rows that say something in it.
        if to_read and not any("".join(column.cells[row]) for column in to_read):
            continue
        if sheet.feet and row == len(sheet.rows) - sheet.feet:
            yield Text("")
        yield from _section(sheet, row, paper.width)
        for number in range(max(1, *(len(column.cells[row]) for column in columns))):
            line = Text(style="bold" if row in sheet.strong else "")
            for place, column in enumerate(columns):
                line.append(GAP if place else "")
                line.append(column.padded(column.cells[row], number), style=column.styles[row])
            yield line


def _section(sheet: Sheet, row: int, width: int) -> Iterator[Text]:
    """Yield what stands above a row, apart from the rows before it; nothing where no section begins."""
    if title := sheet.section(row):
        yield from [Text("")] * (row > 0)
        yield from (Text(line, style="bold") for line in wrapped(title, width))


def _one_by_one(sheet: Sheet, width: int) -> Iterator[Text]:
    """Yield a table row by row, each value on a line of its own; a row without a name goes on with the one before."""
    for row in sheet.rows:
        yield from _section(sheet, row, width)
        name = ", ".join(one.cells[row].text for one in sheet.labels)
        if name:
            yield from (Text(line, style="bold") for line in wrapped(name, width))
        for one in sheet.columns:
            text, tone, _ = one.cells[row]
            head = " ".join((one.head, *one.marks)).replace("\n", " ").strip()
            lines = wrapped(f"{head}: {text}" if name and head else text, max(1, width - len(GAP)))
            yield from (Text(f"{GAP}{line}", style=STYLE[tone]) for line in lines)


def _pair(pair: SheetPair, paper: Paper) -> Iterator[Text]:
    """Yield two tables; or a block for each column, where no two columns fit side by side."""
    columns = [_Set(one) for one in pair.values.columns]
    left = paper.width - _width([_Set(one, label=True) for one in pair.values.labels]) - len(GAP)
    if len(columns) > 1 and len(list(_packed(columns, left))) == len(columns):
        yield from _blocks(pair, paper)
        return
    yield from _sheet(pair.values, paper)
    yield Text("")
    yield from _sheet(pair.differences, paper)


def _blocks(pair: SheetPair, paper: Paper) -> Iterator[Text]:
    """Yield a block for each column: its values, with the differences in the lines between."""
    differences = {one.head: one for one in pair.differences.columns}
    for number, one in enumerate(pair.values.columns):
        if number:
            yield Text("")
        other = differences.get(one.head)
        if other is None:
            yield from _sheet(replace(pair.values, columns=(one,)), paper)
        else:
            yield from _sheet(_together(pair, one, other), paper)


def _together(pair: SheetPair, one: Column, other: Column) -> Sheet:
    """Return one column's values and differences as rows below each other; the difference has no name of its own."""
    names = pair.values.labels[0].cells
    rows: list[tuple[TableCell, TableCell]] = []
    strong: list[int] = []
    sections: list[Section] = []
    for number, (name, value, difference) in enumerate(zip(names, one.cells, other.cells, strict=False)):
        if title := pair.values.section(number):
            sections.append(Section(len(rows), title))
        if number in pair.values.strong:
            strong += (len(rows), len(rows) + 1)
        rows += [(name, value), (TableCell(""), difference)]
    # What there is of differences alone stands below.
    rows += zip(pair.differences.labels[0].cells[len(names) :], other.cells[len(names) :], strict=True)
    labels, cells = zip(*rows, strict=True)
    return Sheet(
        (pair.values.labels[0]._replace(cells=labels),),
        (one._replace(cells=cells),),
        strong=tuple(strong),
        sections=tuple(sections),
    )
