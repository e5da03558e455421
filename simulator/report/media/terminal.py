"""Reports on a terminal, and in a pipe or a file: how wide it is, which signs it knows, whether it wants colours.

A pipe has no width of its own: there it is 100 signs, unless the variable COLUMNS says otherwise, so that what is kept
in a file or shown by a CI job can be read, and does not depend on the window it was started from. What programs are to
read are JSON and CSV, which have no width, and Markdown.
"""

from collections.abc import Callable, Iterable
from typing import TextIO

from rich.console import Console

from simulator.report.blocks import Block, Paragraph
from simulator.report.media.layout import Paper, lines_of
from simulator.report.media.line_width import width_of

HEIGHT = 25
"""Of any terminal: nothing depends on it."""


def lines_for(stream: TextIO, show: Callable[[Console], None]) -> list[str]:
    """Return what ``show`` prints as lines fit for ``stream``: its width, colours only where a terminal wants them."""
    # With a height too, for otherwise a dumb terminal would be taken to be 80 wide.
    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width_of(stream), height=HEIGHT)
    with console.capture() as captured:
        show(console)
    return [line.rstrip() for line in captured.get().splitlines()]


def show(console: Console, blocks: Iterable[Block]) -> None:
    """Print ``blocks``, with an empty line between those that do not belong together."""
    apart = False
    for block in blocks:
        if apart:
            console.print()
        for line in lines_of(block, Paper(console.width, console.encoding)):
            console.print(line, soft_wrap=True)
        apart = not isinstance(block, Paragraph) or block.closed
