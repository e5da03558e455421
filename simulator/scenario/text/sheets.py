"""A sheet as rows of cells, whatever file it is in: a CSV file, or an Excel workbook.

A cell of a CSV file is a text. One of a workbook is a text, a number, a date, a time, as the planner sees it. What a
cell means is said in `cell_values.py`; here it only has a place that an analyst finds again.
"""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.text.cell_kinds import CellValue, SheetCell, Unreadable
from simulator.scenario.text.csv_lines import FileError, beside, csv_lines, stamp_of
from simulator.scenario.text.nodes import Mark
from simulator.scenario.text.spelling import as_spoken
from simulator.scenario.text.suggest import did_you_mean
from simulator.scenario.text.workbooks import workbook_rows
from simulator.units import shown

_SEPARATORS = ",;\t"
"""Spreadsheets write semicolons where a comma is the decimal point, and tabs as text."""
HEADINGS_WITHIN = 20
"""The names of the columns are in one of so many first rows: planners write a title above them."""


class PlanSheet(NamedTuple):
    """The rows of a sheet that are not empty, each with all its cells."""

    file: str
    """As messages call it, with the sheet's name."""
    is_workbook: bool
    rows: tuple[tuple[SheetCell, ...], ...]

    def mark(self, row: int, column: int) -> Mark:
        """Return the place of a cell."""
        return Mark(self.file, row, column, "", f"{letters(column)}{row}" if self.is_workbook else "")

    def mark_of(self, cell: SheetCell) -> Mark:
        """Return the place of a cell."""
        return self.mark(cell.row, cell.column)

    def place_of(self, cell: SheetCell) -> str:
        """Return how a message about another cell calls the place of this one."""
        mark = self.mark_of(cell)
        return mark.cell or f"line {mark.line}"

    def problem(self, cell: SheetCell, where: str, what: str, hint: str = "") -> Problem:
        """Return what is wrong with a cell."""
        mark = self.mark_of(cell)
        return Problem(mark.file, mark.line, mark.column, where, what, hint, "", mark.cell)


class SheetTable(NamedTuple):
    """A sheet whose headings are known."""

    sheet: PlanSheet
    headings: tuple[SheetCell, ...]
    columns: dict[str, int]
    """By what a column is called: its place, from 0."""
    rows: tuple[tuple[SheetCell, ...], ...]
    """Below the headings."""


def letters(column: int) -> str:
    """Return how a spreadsheet calls a column.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, last = divmod(column - 1, 26)
        text = chr(65 + last) + text
    return text


def sheet_of(folder: str, file: str, name: str | None) -> PlanSheet:
    """Return the sheet called ``name`` (None: the only one) of a ``file`` in ``folder``; kept until the file changes.

    Raises FileError for a file that cannot be read, or has no such sheet.
    """
    path = beside(folder, file)
    return _sheet(path, *stamp_of(path), name)


@lru_cache(maxsize=16)
def _sheet(path: str, _changed_ns: int, _size: int, name: str | None) -> PlanSheet:
    if os.path.splitext(path)[1].lower() in (".xlsx", ".xlsm"):
        called, rows = workbook_rows(path, name)
        return PlanSheet(f"{path}, sheet {called}", True, _not_empty(rows))
    lines = ((line, list[CellValue | Unreadable](cells)) for line, cells in csv_lines(path, _SEPARATORS))
    return PlanSheet(path, False, _not_empty(lines))


def _not_empty(
    rows: "Iterator[tuple[int, list[CellValue | Unreadable]]]",
) -> tuple[tuple[SheetCell, ...], ...]:
    found = []
    for number, values in rows:
        cells = [_trimmed(value) for value in values]
        if any(value is not None for value in cells):
            found.append(tuple(SheetCell(value, number, place + 1) for place, value in enumerate(cells)))
    return tuple(found)


def _trimmed(value: CellValue | Unreadable) -> CellValue | Unreadable:
    """Return a value without the blanks around it, which nobody sees; None where nothing is left."""
    if not isinstance(value, str):
        return value
    return " ".join(value.split()) or None


def table_of(sheet: PlanSheet, needed: Sequence[str], optional: Sequence[str] = ()) -> SheetTable:
    """Return a ``sheet`` with the places of its columns, of which the ``needed`` ones are there, each once.

    Raises FileError where they are not.
    """
    if not sheet.rows:
        raise FileError((sheet.problem(SheetCell(None, 1, 1), "", "the sheet is empty.", _EMPTY),))
    wanted = {" ".join(one.split()): one for one in (*needed, *optional)}
    must = [" ".join(one.split()) for one in needed]
    above = sheet.rows[:HEADINGS_WITHIN]
    number, headings = max(enumerate(above), key=lambda each: (_found(each[1], must), -each[0]))
    names = [cell.value if isinstance(cell.value, str) else None for cell in headings]
    places = {name: places_called(name, names) for name in wanted}
    problems = []
    for name in must:
        place = headings[0]
        if not places[name]:
            known = [one for one in names if one is not None]
            problems.append(sheet.problem(place, "", f"no column {shown(name)}.", _near(name, known)))
    for name in wanted:
        if len(places[name]) > 1:
            cell = headings[places[name][-1]]
            what = f"{len(places[name])} columns are called {shown(name)}."
            problems.append(sheet.problem(cell, "", what, "Rename all but one."))
    if problems:
        raise FileError(tuple(problems))
    columns = {given: places[name][0] for name, given in wanted.items() if places[name]}
    rows = tuple(_filled(row, len(headings)) for row in sheet.rows[number + 1 :])
    return SheetTable(sheet, headings, columns, rows)


def places_called(name: str, names: Sequence[str | None]) -> list[int]:
    """Return which of the ``names`` are ``name``; if none is, those that differ from it in large letters only.

    >>> places_called("shift", ["Name", "Shift", None]), places_called("Name", ["NAME", "Name"])
    ([1], [1])
    """
    same = [place for place, one in enumerate(names) if one == name]
    return same or [place for place, one in enumerate(names) if one and as_spoken(one) == as_spoken(name)]


def _found(row: tuple[SheetCell, ...], names: Sequence[str]) -> int:
    """Return how many of the ``names`` stand in a row."""
    spoken = {as_spoken(cell.value) for cell in row if isinstance(cell.value, str)}
    return len(spoken & {as_spoken(one) for one in names})


_EMPTY = "One row names the columns, and below it each row is one of the plan."


def _near(name: str, known: list[str]) -> str:
    return did_you_mean(name, known) or "Name the columns in `columns`."


def _filled(row: tuple[SheetCell, ...], width: int) -> tuple[SheetCell, ...]:
    """Return a row that is as long as the headings."""
    more = range(len(row), width)
    return (*row, *(SheetCell(None, row[0].row, place + 1) for place in more))
