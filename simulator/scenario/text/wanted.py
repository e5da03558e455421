"""What a column has to say for a row to be taken: the same text, the same number, the same truth value."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from simulator.units import shown

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_TRUTH = ("true", "false")
ANSWERS_MAX = 1000
"""Of a column with more values than these no more answers are kept."""


class Wanted(NamedTuple):
    """A column and what stands in it."""

    column: str
    kind: str
    """The value's type by its name: 1 and True are equal, and a cache must not give the rows of one for the other."""
    value: str | int | float | bool

    def is_in(self, cell: str) -> bool:
        """Return whether a cell says the value.

        >>> [one.is_in("TRUE") for one in wanted_rows({"a": True, "b": "true", "c": "True", "d": "yes", "e": 1})]
        [True, True, True, False, False]
        >>> [one.is_in("01") for one in wanted_rows({"a": 1, "b": 1.0, "c": "1", "d": True})]
        [True, True, False, False]
        """
        value = self.value
        text = str(value)
        if cell == text:
            return True
        if text.lower() in _TRUTH:
            # Spreadsheets write TRUE, programs true or True.
            return cell.lower() == text.lower()
        return not isinstance(value, str) and _NUMBER.fullmatch(cell) is not None and float(cell) == value

    def __str__(self) -> str:
        return f"{self.column} = {shown(self.value) if isinstance(self.value, bool) else self.value}"


class Answers(dict[str, bool]):
    """Whether cells say what is wanted, each cell asked once: a column that sorts rows has few that differ."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, cell: str) -> bool:
        answer = self._wanted.is_in(cell)
        if len(self) < ANSWERS_MAX:
            self[cell] = answer
        return answer


def wanted_rows(where: Mapping[str, str | int | float | bool]) -> tuple[Wanted, ...]:
    """Return what a scenario's ``where`` asks for, by the columns' names."""
    return tuple(Wanted(column, type(value).__name__, value) for column, value in sorted(where.items()))
