"""The lines of a CSV file, and the names of its columns; what a file is that is none.

What is asked of a file and cannot be had stands at the key that asks: so an error tells its problems of cells, which
are mended in the file, from those of whole columns.
"""

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.errors import Problem, ScenarioError, reason_of
from simulator.scenario.text.bounded import NotRead, read_at_most
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import shown

BYTES_MAX = 500_000_000
"""A larger file would take many times its size of memory."""

WRONG_AS_ONE = 10
"""In more rows than these a column that can be read in none of them is one problem: it is something else."""

TITLES_MAX = 20
"""So many lines above the names of the columns are taken for titles."""
_SEPARATOR = re.compile(r'"?sep=.?"?,*', re.IGNORECASE)


class AskedOfFile(NamedTuple):
    """A problem of what a scenario asks of a file."""

    problem: Problem
    column: str = ""
    """The column that is asked for; empty: the file."""


class FileError(ScenarioError):
    """A file beside a scenario is wrong. ``asked`` are those of its problems that are about what is asked of it."""

    def __init__(self, problems: tuple[Problem, ...], asked: tuple[AskedOfFile, ...] = ()) -> None:
        super().__init__((*problems, *(one.problem for one in asked)))
        self.asked = asked

    def __reduce__(self) -> tuple[type["FileError"], tuple[tuple[Problem, ...], tuple[AskedOfFile, ...]]]:
        mine = {one.problem for one in self.asked}
        return FileError, (tuple(one for one in self.problems if one not in mine), self.asked)


class Header(NamedTuple):
    """The names of a file's columns, and the line in which they stand."""

    line: int
    names: list[str]


def beside(folder: str, file: str) -> str:
    """Return the path of a scenario's ``file``; one beside it is called by its name alone."""
    return file if folder in ("", ".") else os.path.join(folder, file)


def stamp_of(path: str) -> tuple[int, int]:
    """Return by what a changed file is known: when it was written, and its size; zeros when it cannot be looked at."""
    try:
        stamp = os.stat(path)
    except OSError:
        # Whoever opens it says why.
        return 0, 0
    return stamp.st_mtime_ns, stamp.st_size


def wrong(path: str, what: str, hint: str = "", column: str = "", line: int = 0) -> FileError:
    """Return the error of a whole file, or of a column that is asked for."""
    return FileError((), (AskedOfFile(Problem(path, line, 1 if line else 0, "", what, hint), column),))


def csv_lines(path: str, separators: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield (line in the file, values) of each line that is not empty; of ``separators`` the commonest counts."""
    # Of one spelling at once: no sign beside a cell's end becomes another with what follows it.
    text = one_spelling(_text(path))
    above = "\n".join(text.split("\n", TITLES_MAX)[:TITLES_MAX])
    separator = max(separators, key=above.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if cells and (cells[0] or any(cells)):
                yield reader.line_num, cells
    except csv.Error:
        hint = "A quotation mark opens a cell and closes it; one inside is written twice."
        raise FileError((Problem(path, reader.line_num, 1, "", "this is not CSV.", hint),)) from None


def _text(path: str) -> str:
    try:
        content = read_at_most(path, BYTES_MAX)
    except OSError as error:
        raise wrong(path, f"the file cannot be read: {reason_of(error)}.") from None
    except NotRead as error:
        raise wrong(path, str(error), "Leave out what is not needed, or use a part of it.") from None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
        what = "the file is UTF-16 (spreadsheets call it Unicode text)."
        raise wrong(path, what, "Save it as CSV in UTF-8, with commas.", line=1)
    try:
        # Spreadsheets put a byte order mark in front of UTF-8.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = content.count(b"\n", 0, error.start) + 1, error.start - content.rfind(b"\n", 0, error.start)
        what = f"the byte 0x{content[error.start]:02X} is not UTF-8."
        raise FileError((Problem(path, line, column, "", what, "Save the file as CSV in UTF-8."),)) from None


def header_of(path: str, lines: Iterator[tuple[int, list[str]]], wanted: Sequence[str]) -> Header:
    """Return the names of the columns, each wanted one there exactly once."""
    line, names = next(lines, (0, []))
    if not names:
        raise wrong(path, "the file is empty. The first line names the columns, each other is one row.")
    missing = [name for name in dict.fromkeys(wanted) if name not in names]
    if missing and (found := _no_names(line, names, lines, wanted)):
        what, hint = found
        raise wrong(path, what, hint, line=line)
    asked = [_asked(path, line, name, f"no column {shown(name)}.", did_you_mean(name, names)) for name in missing]
    for name in dict.fromkeys(wanted):
        if names.count(name) > 1:
            what = f"{names.count(name)} columns are called {shown(name)}."
            asked.append(_asked(path, line, name, what, "Rename all but one."))
    if asked:
        raise FileError((), tuple(asked))
    return Header(line, names)


def _asked(path: str, line: int, column: str, what: str, hint: str) -> AskedOfFile:
    return AskedOfFile(Problem(path, line, 1, "", what, hint), column)


def _no_names(
    line: int, names: list[str], lines: Iterator[tuple[int, list[str]]], wanted: Sequence[str]
) -> tuple[str, str] | None:
    """Return what the first line is that does not name the columns, and what to do; None when it names others."""
    if _SEPARATOR.fullmatch(",".join(names)):
        what = f"the first line is {shown(','.join(names))}, which only spreadsheets understand."
        return what, "Remove it: the first line must name the columns."
    mark = next((mark for mark in ";\t|" if mark in names[0]), None) if len(names) == 1 else None
    known = {name.lower() for name in wanted}
    for place, (below, row) in enumerate(lines):
        if place >= TITLES_MAX:
            break
        cells = {cell.lower() for cell in row}
        if known <= cells:
            titles = "line 1 is a title" if below - line == 1 else f"lines {line} to {below - 1} are titles"
            return f"the names of the columns are in line {below}; {titles}.", "Remove what is above the names."
    if mark:
        by = "tabs" if mark == "\t" else shown(mark)
        return f"the columns are separated by {by}.", "Save the file with commas."
    return None
