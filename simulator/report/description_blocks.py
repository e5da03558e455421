"""A table for any width: its columns in as many blocks as it takes, each with the labels of the rows before it."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def blocks(
    title: str, labels: Sequence[str], columns: Sequence[list[str]], width: int, together: int = 1
) -> Iterator[Table]:
    """Yield tables of ``columns``, each a header and a cell per label; those that fit beside each other in one.

    So many columns stay ``together``. A header that begins with a blank has its column on the left. A label that begins
    with no blank, beside cells that are all empty, is the heading of the rows below it. A cell that begins with an
    exclamation mark has its row in red.
    """
    label_width = max(len(line) for label in (title, *labels) for line in label.split("\n"))
    for block in _packed(columns, width - label_width - 1, together):
        table = grid(title, label_width)
        table.columns[0].no_wrap = True
        for header, *_ in block:
            table.add_column(header.lstrip(" "), justify="left" if header.startswith(" ") else "right", no_wrap=True)
        for place, label in enumerate(labels, start=1):
            cells = [column[place] for column in block]
            bad = any(cell.startswith("!") for cell in cells)
            heading = not any(column[place] for column in columns) and not label.startswith(" ")
            table.add_row(Text(label, style="bold" if heading else ""), *cells, style="red" if bad else "")
        yield table


def _packed(columns: Sequence[list[str]], width: int, together: int) -> Iterator[list[list[str]]]:
    """Yield the columns in blocks, as many sets of ``together`` to a block as fit into ``width``; at least one."""
    block: list[list[str]] = []
    for first in range(0, len(columns), together):
        more = list(columns[first : first + together])
        if block and sum(map(column_width, [*block, *more])) > width:
            yield block
            block = []
        block += more
    yield block


def show(console: Console, renderable: RenderableType) -> None:
    """Print with an empty line after it."""
    console.print(Padding(renderable, (0, 0, 1, 0)))


def grid(title: str, label_width: int) -> Table:
    """Return an empty table in the house's look, whose first column is labels under ``title``."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(title, min_width=label_width)
    return table


def column_width(column: Sequence[str]) -> int:
    """Return how wide a column is, with the space before it."""
    return 2 + max(len(line) for text in column for line in text.split("\n"))
