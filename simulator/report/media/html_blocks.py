"""Reports as HTML: the blocks of every report as paragraphs and tables, with names that cannot break the page.

All text goes through `text`, which shows control signs instead of obeying them and escapes the rest, so that no name
from a scenario file is ever markup. A table says in words what its signs mean, for who sees it and for who hears it
read; a wide one is cut into parts that fit on paper, each with its row labels.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from simulator.printable import printable
from simulator.report.blocks import Block, Column, Paragraph, Sheet, SheetPair, TableCell, Tone
from simulator.report.words.numbers import shorten
from simulator.report.words.signs import KEPT, NOT_KEPT, Sign

WIDTH_MAX = 112
"""Letters beside each other that fit on paper in a table's small type, as counted by `_width`."""
PADDING = 2
"""What a column needs beside its letters, in letters."""
WORD_MAX, TEXT_MAX, LABEL_MAX = 14, 18, 24
"""Longer words of a head are broken, longer texts and labels stand in several lines."""
HEAD_MAX = 72
"""Letters of a head; of a longer name the middle is left out."""
BRIEF = 60
"""A caption of at most so many letters stands in one line, however narrow its table is."""
SHORT = 18
"""A table of at most so many rows stays on one page of paper."""
WORDS: dict[str, str] = {
    Sign.BETTER: "better",
    Sign.WORSE: "worse",
    Sign.CLOSE: "close",
    Sign.SAME: "same",
    Sign.OPEN: "undecided",
    KEPT: "met",
    NOT_KEPT: "missed",
}
"""What stands beside a sign."""


def text(words: str) -> Markup:
    """Return ``words`` as HTML that shows just this.

    >>> str(text("a<b> & c"))
    'a&lt;b&gt; &amp; c'
    """
    return escape(printable(words))


def name(words: str) -> Markup:
    """Return a name as HTML: whichever way its letters run, what is beside it keeps its place; it breaks at its parts.

    >>> str(name("as_today"))
    '<bdi>as_<wbr>today</bdi>'
    """
    return Markup("<bdi>{}</bdi>").format(joined(map(text, re.split(r"(?<=[_/-])(?=[^\W_])", words)), "<wbr>"))


def joined(parts: Iterable[Markup], between: str = "\n") -> Markup:
    """Return pieces of HTML one after the other."""
    return Markup(between).join(parts)


def html_blocks(blocks: Iterable[Block], captions: Sequence[str] = ()) -> Markup:
    """Return ``blocks`` as HTML; ``captions`` are for the tables that have no title of their own, in order."""
    left = iter(captions)
    return joined(_block(block, left) for block in blocks)


def _block(block: Block, captions: Iterator[str]) -> Markup:
    if isinstance(block, Paragraph):
        return html_paragraph(block)
    sheets = (block.values, block.differences) if isinstance(block, SheetPair) else (block,)
    return joined(html_table(sheet, sheet.title or next(captions, "") or _of_labels(sheet)) for sheet in sheets)


def html_paragraph(block: Paragraph) -> Markup:
    """Return a paragraph; a title within a report is a heading of the third level."""
    lines = [text(line) for line in block.text.split("\n") if line]
    if block.tone is Tone.TITLE:
        return joined(Markup("<h3>{}</h3>").format(line) for line in lines)
    return Markup('<p class="{}">{}</p>').format(block.tone.value, joined(lines, "<br>\n"))


def html_table(sheet: Sheet, caption: str) -> Markup:
    """Return a table with its caption, in as many parts as it takes to fit on paper."""
    parts = list(_parts(sheet))
    if len(parts) == 1:
        return _table(sheet, caption)
    return joined(_table(part, f"{caption} ({number} of {len(parts)})") for number, part in enumerate(parts, start=1))


def _parts(sheet: Sheet) -> Iterator[Sheet]:
    """Yield the table in parts that fit on paper, about equally wide; one of texts stays whole, for texts can wrap."""
    room = WIDTH_MAX - sum(min(_width(one), LABEL_MAX) for one in sheet.labels)
    widths = [_width(one) for one in sheet.columns]
    number = 1 if any(one.left for one in sheet.columns) else max(1, -(-sum(widths) // max(room, 1)))
    size = max(1, -(-len(sheet.columns) // number))
    for first in range(0, len(sheet.columns), size):
        yield replace(sheet, columns=sheet.columns[first : first + size])


def _width(one: Column) -> int:
    """Return about how many letters a column takes."""
    heads = [word for said in (one.head, *one.marks) for word in re.split(r"[\s_]", said)]
    head = min(max(map(len, heads), default=0), WORD_MAX)
    cells = max((len(_without_sign(cell.text)) for cell in one.cells), default=0)
    return max(head, min(cells, TEXT_MAX)) + PADDING


def _table(sheet: Sheet, caption: str) -> Markup:
    columns = (*sheet.labels, *sheet.columns)
    head = joined(_head(one, one in sheet.labels) for one in columns)
    kinds = ["short"] * (len(sheet.rows) <= SHORT) + ["texts"] * any(one.left for one in columns)
    kinds += ["brief"] * (len(caption) <= BRIEF)
    classes = Markup(' class="{}"').format(" ".join(kinds)) if kinds else ""
    first_foot = len(sheet.rows) - sheet.feet
    rows = joined(_section(sheet, row) + _row(sheet, row, row == first_foot) for row in sheet.rows)
    return Markup(
        '<div class="scroll" role="region" aria-label="{}" tabindex="0">\n<table{}>\n<caption>{}</caption>\n'
        "<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>"
    ).format(text(caption), classes, text(caption), head, rows)


def _head(one: Column, is_label: bool) -> Markup:
    marks = joined((Markup('<span class="mark">{}</span>').format(text(mark)) for mark in one.marks), " ")
    if not one.head and not one.marks:
        return Markup("<td></td>")
    side = ' class="left"' if is_label or one.left else ""
    words = name(shorten(" ".join(one.head.split("\n")), HEAD_MAX))
    return Markup('<th scope="col"{}>{}{}</th>').format(
        Markup(side), words, Markup(" {}").format(marks) if marks else ""
    )


def _section(sheet: Sheet, row: int) -> Markup:
    """Return a row that says what the rows below it belong to; nothing where no section begins."""
    title = sheet.section(row)
    if not title:
        return Markup("")
    width = len(sheet.labels) + len(sheet.columns)
    return Markup('<tr class="section"><th scope="rowgroup" colspan="{}">{}</th></tr>\n').format(width, name(title))


def _row(sheet: Sheet, row: int, is_foot: bool) -> Markup:
    kinds = ["strong"] * (row in sheet.strong) + ["foot"] * is_foot
    opening = Markup('<tr class="{}">').format(" ".join(kinds)) if kinds else Markup("<tr>")
    labels = [Markup('<th scope="row">{}</th>').format(name(one.cells[row].text)) for one in sheet.labels]
    cells = [_cell(one.cells[row], one.left, sheet.alike) for one in sheet.columns]
    return opening + joined([*labels, *cells], "") + Markup("</tr>")


def _cell(cell: TableCell, left: bool, only_sign: bool) -> Markup:
    kinds = ["left"] * left + [cell.tone.value] * (cell.tone is not Tone.PLAIN)
    opening = Markup('<td class="{}">').format(" ".join(kinds)) if kinds else Markup("<td>")
    return opening + (name(cell.text) if left else _number(cell.text, only_sign)) + Markup("</td>")


def _number(words: str, only_sign: bool) -> Markup:
    """Return a number with its sign and the word for it; where there are many, the word is only read aloud."""
    number, kind = _without_sign(words), "sign only" if only_sign else "sign"
    if number == words.strip():
        # Numbers stand below each other, whether they have a sign or not.
        room = Markup(' <span class="{}"></span>').format(kind) if words.endswith("  ") else ""
        return Markup('<span class="n">{}</span>{}').format(text(number), room)
    found = words.strip()[-1]
    hidden = Markup(' class="aloud"') if only_sign else ""
    said = Markup('<span class="{}">{} <span{}>{}</span></span>').format(kind, found, hidden, WORDS[found])
    return Markup('<span class="n">{}</span> {}').format(text(number), said)


def _without_sign(words: str) -> str:
    """Return a cell's text without the sign at its end."""
    number, _, last = words.strip().rpartition(" ")
    return number.strip() if number and last in WORDS else words.strip()


def _of_labels(sheet: Sheet) -> str:
    """Return a caption for a table without title: what its rows are."""
    return next((" ".join(one.head.split("\n")) for one in sheet.labels if one.head), "Values")
