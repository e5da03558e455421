"""What a terminal of a certain width shows of a report, and what a file says."""

import io
from collections.abc import Iterable

from simulator.compared import Compared
from simulator.report.blocks import Block, Paragraph
from simulator.report.media.layout import Paper, lines_of
from simulator.report.records.day_tables import write_day_csv


def printed(blocks: Iterable[Block], width: int = 80, encoding: str = "utf-8") -> str:
    """Return the lines of ``blocks`` without colours."""
    lines: list[str] = []
    for block in blocks:
        lines += [line.plain.rstrip() for line in lines_of(block, Paper(width, encoding))]
        lines += [""] * (not isinstance(block, Paragraph) or block.closed)
    return "\n".join(lines)


def in_one_line(text: str) -> str:
    """Return ``text`` without its line breaks."""
    return " ".join(text.split())


def day_csv(run: Compared, table: str) -> str:
    """Return one of the tables of the day as the run folder has it."""
    file = io.StringIO()
    write_day_csv(run, table, file)
    return file.getvalue()
