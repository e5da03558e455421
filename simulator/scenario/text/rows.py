"""The rows of a CSV file that somebody's past was kept in: which are taken, what stands in their columns.

All that is wrong with a file is told at once, each with its line, in an analyst's words.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import PROBLEMS_MAX, Problem
from simulator.scenario.text.csv_lines import (
    WRONG_AS_ONE,
    AskedOfFile,
    FileError,
    Header,
    csv_lines,
    header_of,
    stamp_of,
    wrong,
)
from simulator.scenario.text.mistaken import Mistaken
from simulator.scenario.text.other_spelling import number_hint, time_hint
from simulator.scenario.text.suggest import nearest
from simulator.scenario.text.wanted import Answers, Wanted
from simulator.units import parse_day, parse_time_of_day, shown

KNOWN_MAX = 8
"""A message lists the values of a column when there are no more than these."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


class FileColumn(NamedTuple):
    """A column that is read."""

    name: str
    read: Callable[[str], float]
    """What a cell says; raises ValueError in an analyst's words."""
    mistaken: Callable[[list[str], NDArray[np.float64]], Mistaken | None] | None = None
    """What the cells probably are, all of them bare numbers, if not what they are read as."""


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


def rows_of(path: str, columns: tuple[FileColumn, ...], where: tuple[Wanted, ...]) -> Rows:
    """Return the wanted columns of the rows that pass ``where``.

    The first line of the file names its columns; empty lines do not count. Raises FileError when the file cannot be
    read, a column is missing, a cell or a whole row cannot be understood, numbers are surely not what they are read as,
    or no row passes.
    """
    return _read(path, *stamp_of(path), columns, where)


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
        hint = time_hint(text) or 'Write seconds since 00:00 or a time of day as "09:30:15".'
        raise ValueError(f"expected a time, got {shown(text or None)}. {hint}") from None


def day_code(text: str) -> float:
    """Return what stands for a day (`units.parse_day`): monday, 2026-11-30, or 3 for the third day."""
    return float(parse_day(int(text) if text.isascii() and text.isdigit() else text or None))


def number(text: str) -> float:
    """Return a number, 0 or more."""
    if _NUMBER.fullmatch(text) and 0 <= float(text) < math.inf:
        return float(text)
    raise ValueError(f"expected a number, 0 or more, got {shown(text or None)}. {number_hint(text)}".strip())


def whole_number(text: str) -> float:
    """Return a whole number, 0 or more."""
    if _NUMBER.fullmatch(text) and 0 <= float(text) < 2**53 and float(text) == int(float(text)):
        return float(text)
    hint = number_hint(text)
    if _NUMBER.fullmatch(text) and "." in text:
        hint = f"Averages are 'drawn: on_average'. {hint}"
    raise ValueError(f"expected a whole number, 0 or more, got {shown(text or None)}. {hint}".strip())


@lru_cache(maxsize=16)
def _read(path: str, _changed_ns: int, _size: int, columns: tuple[FileColumn, ...], where: tuple[Wanted, ...]) -> Rows:
    """Return the rows of a file; kept until the file changes, because every replication asks again."""
    lines = csv_lines(path)
    header = header_of(path, lines, [*(one.name for one in columns), *(one.column for one in where)])
    tests = [(header.names.index(one.column), Answers(one)) for one in where]
    reads = [(one, header.names.index(one.name)) for one in columns]
    width = len(header.names)
    looked_at = [header.names.index(one.name) for one in columns if one.mistaken is not None]
    texts: list[list[str]] = [[] for _ in looked_at]
    values: list[list[float]] = []
    places: list[int] = []
    problems: list[Problem] = []
    first_line = 0
    for place, (line, row) in enumerate(lines):
        if len(row) != width:
            problems.append(_of_another_width(path, line, row, header))
            continue
        if not all(answers[row[at]] for at, answers in tests):
            continue
        first_line = first_line or line
        values.append(_cells(path, line, row, reads, problems))
        places.append(place)
        for column, at in zip(texts, looked_at, strict=True):
            column.append(row[at])
    if problems:
        raise _of_cells(problems, len(values))
    if not places:
        raise _nobody(path, header, where)
    numbers = np.array(values).T.copy()
    by_column = iter(texts)
    looks_like = [
        None if one.mistaken is None else _mistaken(one.mistaken, next(by_column), mine)
        for one, mine in zip(columns, numbers, strict=True)
    ]
    asked = [
        AskedOfFile(
            Problem(path, first_line, header.names.index(one.name) + 1, one.name, said.certainly, said.hint), one.name
        )
        for one, said in zip(columns, looks_like, strict=True)
        if said is not None and said.certain
    ]
    if asked:
        raise FileError((), tuple(asked))
    return Rows(numbers, np.array(places, dtype=np.int64), tuple(looks_like))


def _mistaken(
    look: Callable[[list[str], NDArray[np.float64]], Mistaken | None], texts: list[str], numbers: NDArray[np.float64]
) -> Mistaken | None:
    # Most columns have a colon in the first cell already.
    return look(texts, numbers) if all(map(_NUMBER.fullmatch, texts)) else None


def _cells(
    path: str, line: int, row: list[str], reads: list[tuple[FileColumn, int]], problems: list[Problem]
) -> list[float]:
    """Return the numbers of a row; what is wrong with them is told to ``problems``."""
    values = []
    for column, at in reads:
        try:
            values.append(column.read(row[at]))
        except ValueError as error:
            problems.append(Problem(path, line, at + 1, column.name, str(error)))
    return values


def _of_another_width(path: str, line: int, row: list[str], header: Header) -> Problem:
    number, wanted = len(row), len(header.names)
    what = f"the row has {number} value{'s' if number != 1 else ''}, but line {header.line} names {wanted} columns."
    if number > wanted:
        return Problem(path, line, 1, "", what, 'A value with a comma in it needs quotation marks, as "a, b".')
    return Problem(path, line, 1, "", what, "Add the missing commas; remove remarks and totals.")


def _of_cells(problems: list[Problem], rows: int) -> FileError:
    """Return the error of the cells in so many rows; a column that is wrong in all of them is one problem."""
    by_column: dict[str, list[Problem]] = {}
    for one in problems:
        by_column.setdefault(one.where, []).append(one)
    whole = {name: mine for name, mine in by_column.items() if name and len(mine) == rows > WRONG_AS_ONE}
    asked = [
        AskedOfFile(replace(mine[0], hint=f"So are the other {rows - 1:,} rows."), name) for name, mine in whole.items()
    ]
    return FileError(_first_of([one for one in problems if one.where not in whole]), tuple(asked))


def _first_of(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= PROBLEMS_MAX:
        return tuple(problems)
    rest = f"and {len(problems) - PROBLEMS_MAX:,} more rows, the last one here."
    return (*problems[:PROBLEMS_MAX], replace(problems[-1], what=rest))


def _nobody(path: str, header: Header, where: tuple[Wanted, ...]) -> FileError:
    """Return the error of a file without a single row that passes the filter, with what there is instead."""
    rows = [row for _, row in csv_lines(path)][1:]
    if not rows:
        return wrong(path, "there are no rows below the names of the columns.")
    hints, column = [], where[0].column
    for one in where:
        values = dict.fromkeys(row[header.names.index(one.column)] for row in rows)
        if any(map(one.is_in, values)):
            continue
        column = one.column
        near = nearest(str(one.value), values)
        if len(values) <= KNOWN_MAX:
            hints.append(f"{one.column} has {', '.join(shown(value or None) for value in values)}.")
        if near is not None:
            hints.append(f"Did you mean {shown(near)}?")
    return wrong(path, f"no row has {' and '.join(map(str, where))}.", " ".join(hints), column)
