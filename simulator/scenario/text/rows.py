"""The rows of a CSV file that somebody's past was kept in: which are taken, what stands in their columns.

All that is wrong with a file is told at once, each with its line, in an analyst's words.
"""

import csv
import io
import math
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Problem, ScenarioError, reason_of
from simulator.scenario.text.mistaken import Mistaken
from simulator.units import parse_day, parse_time_of_day, shown

PROBLEMS_MAX = 10
"""A file in another format is wrong in every row: so many are shown, the others are counted."""

KNOWN_MAX = 8
"""A message lists the values of a column when there are no more than these."""

Where = tuple[tuple[str, str | int | float], ...]


class Column(NamedTuple):
    """A column that is read."""

    name: str
    read: Callable[[str], float]
    """What a cell says; raises ValueError in an analyst's words."""
    mistaken: Callable[[NDArray[np.float64]], Mistaken | None] | None = None
    """What bare numbers probably are that are not what they are read as."""


_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Rows:
    """The rows that passed the filter: the numbers of their columns, and their place among the file's rows, from 0."""

    values: NDArray[np.float64]
    """Shape (columns, rows)."""
    place: NDArray[np.int64]
    mistaken: tuple[Mistaken | None, ...] = ()
    """By column: what its numbers look like, where that is something else, and not for certain."""

    def about(self, days: frozenset[int]) -> NDArray[np.int64]:
        """Return the rows, in order, whose last column has one of the numbers that name a day (`day_code`)."""
        there = [self._by_day[day] for day in sorted(days) if day in self._by_day]
        return np.sort(np.concatenate(there)) if there else np.empty(0, dtype=np.int64)

    @cached_property
    def _by_day(self) -> dict[int, NDArray[np.int64]]:
        # Asked for every day of a year: each row is looked at once, and not once a day.
        order = np.argsort(self.values[-1], kind="stable")
        days, first = np.unique(self.values[-1][order], return_index=True)
        return {int(day): rows for day, rows in zip(days.tolist(), np.split(order, first[1:]), strict=True)}


def rows_of(path: str, columns: tuple[Column, ...], where: Where) -> Rows:
    """Return the wanted columns of the rows that pass ``where``.

    The first line of the file names its columns; empty lines do not count. Raises ScenarioError when the file cannot be
    read, a column is missing, a cell or a whole row cannot be understood, or no row passes.
    """
    try:
        stamp = os.stat(path)
        return _read(path, stamp.st_mtime_ns, stamp.st_size, columns, where)
    except OSError as error:
        raise wrong(path, f"the file cannot be read: {reason_of(error)}.") from None


def wrong(path: str, what: str, hint: str = "") -> ScenarioError:
    """Return the error of a whole file."""
    return ScenarioError((Problem(path, 0, 0, "", what, hint),))


def time_s(text: str) -> float:
    """Return seconds since 00:00 of day 0 from ``34215``, ``34215.5``, ``09:30``, ``09:30:15`` or ``09:30:15.5``."""
    if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    clock, point, fraction = text.partition(".")
    try:
        if point and clock.count(":") == 2 and fraction.isascii() and fraction.isdigit():
            return parse_time_of_day(clock) + float(f"0.{fraction}")
        return parse_time_of_day(text)
    except ValueError:
        hint = 'Write seconds since 00:00 or a time of day as "09:30:15".'
        raise ValueError(f"expected a time, got {shown(text or None)}. {hint}") from None


def day_code(text: str) -> float:
    """Return what stands for a day (`units.parse_day`): monday, 2026-11-30, or 3 for the third day."""
    return float(parse_day(int(text) if text.isascii() and text.isdigit() else text or None))


def number(text: str) -> float:
    """Return a number, 0 or more."""
    if _NUMBER.fullmatch(text) and 0 <= float(text) < math.inf:
        return float(text)
    raise ValueError(f"expected a number, 0 or more, got {shown(text or None)}.")


def whole_number(text: str) -> float:
    """Return a whole number, 0 or more."""
    if _NUMBER.fullmatch(text) and 0 <= float(text) < 2**53 and float(text) == int(float(text)):
        return float(text)
    raise ValueError(f"expected a whole number, 0 or more, got {shown(text or None)}.")


@lru_cache(maxsize=16)
def _read(path: str, _changed_ns: int, _size: int, columns: tuple[Column, ...], where: Where) -> Rows:
    """Return the rows of a file; kept until the file changes, because every replication asks again."""
    lines = _lines(path)
    header_line, header = _header(path, lines, [*(one.name for one in columns), *(name for name, _ in where)])
    tests = [(header.index(name), wanted) for name, wanted in where]
    values: list[list[float]] = []
    places: list[int] = []
    problems: list[Problem] = []
    first: list[str] = []
    for place, (line, row) in enumerate(lines):
        try:
            _check_width(row, header)
            if not all(_is(row[column], wanted) for column, wanted in tests):
                continue
        except ValueError as error:
            problems.append(Problem(path, line, header.index(columns[0].name) + 1, columns[0].name, str(error)))
            continue
        first = first or row
        mine, problem = _cells(path, line, row, header, columns)
        problems += problem
        values.append(mine)
        places.append(place)
    if problems:
        raise ScenarioError(_first_of(problems))
    if not places:
        raise _nobody(path, header, where)
    numbers = np.array(values).T.copy()
    looks_like: list[Mistaken | None] = []
    for column, mine in zip(columns, numbers, strict=True):
        at = header.index(column.name)
        is_bare = _NUMBER.fullmatch(first[at]) is not None
        found = column.mistaken(mine) if column.mistaken is not None and is_bare else None
        looks_like.append(found)
        if found is not None and found.certain:
            what = f"a bare number is seconds, and these look like {found.what}."
            problems.append(Problem(path, header_line, at + 1, column.name, what, found.hint))
    if problems:
        raise ScenarioError(tuple(problems))
    return Rows(numbers, np.array(places, dtype=np.int64), tuple(looks_like))


def _cells(
    path: str, line: int, row: list[str], header: list[str], columns: tuple[Column, ...]
) -> tuple[list[float], list[Problem]]:
    """Return the numbers of a row and what is wrong with them."""
    values, problems = [], []
    for column in columns:
        at = header.index(column.name)
        try:
            values.append(column.read(row[at]))
        except ValueError as error:
            problems.append(Problem(path, line, at + 1, column.name, str(error)))
    return values, problems


def _lines(path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line in the file, values) of each line that is not empty."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        hint = "A quotation mark opens a cell and closes it; one inside is written twice."
        raise ScenarioError((Problem(path, reader.line_num, 1, "", "this is not CSV.", hint),)) from None


def _text(path: str) -> str:
    with open(path, "rb") as file:
        content = file.read()
    try:
        # Spreadsheets put a byte order mark in front of UTF-8.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = content.count(b"\n", 0, error.start) + 1, error.start - content.rfind(b"\n", 0, error.start)
        what = f"the byte 0x{content[error.start]:02X} is not UTF-8."
        raise ScenarioError((Problem(path, line, column, "", what, "Save the file as CSV in UTF-8."),)) from None


def _header(path: str, lines: Iterator[tuple[int, list[str]]], wanted: list[str]) -> tuple[int, list[str]]:
    """Return in which line the names of the columns are, and which, each wanted one there exactly once."""
    line, header = next(lines, (0, []))
    if not header:
        raise wrong(path, "the file is empty. The first line names the columns, each other is one row.")
    hint = f"Known: {', '.join(header)}."
    mark = next((mark for mark in ";\t|" if mark in header[0]), None) if len(header) == 1 else None
    if mark:
        hint = f"The columns are separated by {'tabs' if mark == chr(9) else shown(mark)}: save the file with commas."
    problems = [Problem(path, line, 1, "", f"no column {shown(name)}.", hint) for name in wanted if name not in header]
    for name in wanted:
        if header.count(name) > 1:
            what = f"{header.count(name)} columns are called {shown(name)}."
            problems.append(Problem(path, line, 1, "", what, "Rename all but one."))
    if problems:
        raise ScenarioError(tuple(problems))
    return line, header


def _check_width(row: list[str], header: list[str]) -> None:
    if len(row) != len(header):
        raise ValueError(f"the row has {len(row)} values, the header {len(header)}.")


def _is(cell: str, wanted: str | int | float) -> bool:
    """Return whether a cell has the wanted value: the same text, or the same number where a number is wanted."""
    if cell == str(wanted):
        return True
    return not isinstance(wanted, str) and _NUMBER.fullmatch(cell) is not None and float(cell) == wanted


def _first_of(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= PROBLEMS_MAX:
        return tuple(problems)
    rest = f"and {len(problems) - PROBLEMS_MAX} more rows, the last one here."
    return (*problems[:PROBLEMS_MAX], replace(problems[-1], what=rest))


def _nobody(path: str, header: list[str], where: Where) -> ScenarioError:
    """Return the error of a file without a single row that passes the filter, with what there is instead."""
    rows = [row for _, row in _lines(path)][1:]
    if not rows:
        return wrong(path, "there are no rows below the names of the columns.")
    hints = []
    for name, wanted in where:
        values = dict.fromkeys(row[header.index(name)] for row in rows)
        if len(values) <= KNOWN_MAX and not any(_is(value, wanted) for value in values):
            hints.append(f"{name} has {', '.join(shown(value or None) for value in values)}.")
    wanted_all = " and ".join(f"{name} = {wanted}" for name, wanted in where)
    return wrong(path, f"no row has {wanted_all}.", " ".join(hints))
