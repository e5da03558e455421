"""What a report is made of, whoever prints it: paragraphs and tables of texts, in the order they are read.

The terminal, Markdown and whatever comes later show the same blocks, so that nobody reads another answer in another
place. A block knows nothing of widths, colours or escapes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How a text is meant; without colours nothing is lost."""

    PLAIN = "plain"
    TITLE = "title"
    QUIET = "quiet"
    STRONG = "strong"
    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


class TableCell(NamedTuple):
    """One entry of a table; ``short`` may stand there instead where there is little room."""

    text: str
    tone: Tone = Tone.PLAIN
    short: str = ""


class Column(NamedTuple):
    """A head and what stands below it.

    A head may be broken at its line breaks, and where its words end; ``marks`` are lines of their own below it.
    """

    head: str
    cells: tuple[TableCell, ...]
    marks: tuple[str, ...] = ()
    left: bool = False
    """Whether it is text, which begins at the left, and not numbers, which end at the right."""
    fills: bool = False
    """Whether it is text to be read, which takes the width that the others leave."""


class Section(NamedTuple):
    """What the rows from one on have in common, said above them."""

    row: int
    title: str


@dataclass(frozen=True)
class Sheet:
    """A table: what its rows are called, then columns that may be shown side by side or, for want of room, in parts."""

    labels: tuple[Column, ...]
    columns: tuple[Column, ...]
    title: str = ""
    strong: tuple[int, ...] = ()
    """The rows that matter most."""
    feet: int = 0
    """How many of the last rows stand apart from the others."""
    alike: bool = False
    """Whether all columns show the same thing, so that all or none of them have short entries."""
    sections: tuple[Section, ...] = ()
    """What the rows belong to, in the order of the rows: a table may be told in blocks."""

    @property
    def rows(self) -> range:
        """Return the numbers of the rows."""
        return range(len(self.labels[0].cells))

    def section(self, row: int) -> str:
        """Return what stands above ``row``; nothing where no section begins."""
        return next((one.title for one in self.sections if one.row == row), "")


@dataclass(frozen=True)
class Paragraph:
    """Some lines of text."""

    text: str
    tone: Tone = Tone.PLAIN
    closed: bool = True
    """Whether it ends what belongs together: an empty line follows."""


@dataclass(frozen=True)
class SheetPair:
    """Values and, for the same rows and perhaps more, differences; where one column has room, they stand in turn."""

    values: Sheet
    differences: Sheet


Block = Sheet | Paragraph | SheetPair
Blocks = Iterator[Block]


def column(
    head: str, texts: "Sequence[str | TableCell]", left: bool = False, marks: Sequence[str] = (), fills: bool = False
) -> Column:
    """Return a column of texts."""
    cells = tuple(text if isinstance(text, TableCell) else TableCell(text) for text in texts)
    return Column(head, cells, tuple(marks), left or fills, fills)
