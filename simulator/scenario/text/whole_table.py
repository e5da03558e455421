"""A CSV file as a whole, as texts: what other columns say of those that are read."""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from simulator.scenario.text.csv_lines import csv_lines, header_of
from simulator.scenario.text.wanted import Answers, Wanted

ROWS_MAX = 100_000
"""So many rows of a file are looked at; what a file is shows in them."""
FEW_VALUES = 12
"""A column of no more values than these sorts the rows into kinds."""


class WholeTable(NamedTuple):
    """The rows of a file that pass a filter."""

    columns: dict[str, list[str]]
    """The cells of each column, by its name; all of the same length."""
    is_cut: bool = False
    """Whether the file has more rows than were looked at."""

    @property
    def looked_at(self) -> str:
        """Return how many rows were looked at, for a sentence about the file; nothing where all were."""
        return f" among the first {ROWS_MAX:,} rows" if self.is_cut else ""

    def others(self, apart: Collection[str]) -> dict[str, list[str]]:
        """Return the columns but those ``apart``."""
        return {name: cells for name, cells in self.columns.items() if name not in apart}


def table_of(path: str, where: tuple[Wanted, ...] = ()) -> WholeTable:
    """Return the rows of a file that pass ``where``; those of another width are left out. Raises FileError."""
    lines = csv_lines(path)
    names = header_of(path, lines, [one.column for one in where]).names
    tests = [(names.index(one.column), Answers(one)) for one in where]
    rows: list[list[str]] = []
    is_cut = False
    for _, row in lines:
        if len(row) == len(names) and all(answers[row[at]] for at, answers in tests):
            is_cut = len(rows) == ROWS_MAX
            if is_cut:
                break
            rows.append(row)
    return WholeTable({name: [row[at] for row in rows] for at, name in enumerate(names)}, is_cut)


def that_tells(columns: dict[str, list[str]], there: list[bool]) -> tuple[str, str, str] | None:
    """Return the column that has one value in the rows that are ``there`` and others in the rest: its name, that value,
    and the other one, where there is only one; None when no column tells them apart.

    >>> that_tells({"who": ["ann", "ben", "ann"], "answered": ["Y", "N", "Y"]}, [False, True, False])
    ('answered', 'N', 'Y')
    """
    found: list[tuple[str, str, str]] = []
    for name, cells in columns.items():
        values = Counter(cells)
        if not 2 <= len(values) <= FEW_VALUES:
            continue
        mine = {cell for cell, one in zip(cells, there, strict=True) if one}
        rest = {cell for cell, one in zip(cells, there, strict=True) if not one}
        if len(mine) == 1 and not mine & rest:
            found.append((name, mine.pop(), rest.pop() if len(rest) == 1 else ""))
    # The plainest is the one that has a word for either.
    return min(found, key=lambda one: not one[2], default=None)
