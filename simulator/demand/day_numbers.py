"""Whether numbers in a column may be days, or are those of things: queue 101 and queue 102 are no days.

The heading decides where it has a word for it; else what days are numbered with: those of a month, dates without
signs between, days of a spreadsheet.
"""

import re
from collections.abc import Collection

_NUMBER = re.compile(r"\d+(\.\d*)?")
_DAY = re.compile(r"day|date|datum|dow\b|\btag\b|fecha|\bd[ií]a\b|jour", re.IGNORECASE)
_THING = re.compile(
    r"queue|skill|group|team|site|agent|vdn|split|channel|line|trunk|number|code|type|kind|campaign|country|branch|"
    r"cola|gruppe|service|(?:\b|_)id|id\b",
    re.IGNORECASE,
)
_PLAIN_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_DAYS_OF_A_MONTH = 31
_SPREADSHEET = range(36_526, 73_051)
"""The days of this century until 2099, counted from 1900."""


def is_a_number(cell: str) -> bool:
    """Return whether a cell is a number."""
    return _NUMBER.fullmatch(cell) is not None


def may_be_days(heading: str, numbers: Collection[str]) -> bool:
    """Return whether the ``numbers`` of a column may be days.

    >>> [may_be_days(*one) for one in (("queue", ["1", "2"]), ("nr", ["1", "2"]), ("nr", ["101", "102"]))]
    [False, True, False]
    >>> may_be_days("weekday", ["1", "7"]), may_be_days("x", ["20261130", "20261201"])
    (True, True)
    """
    if _DAY.search(heading):
        return True
    if _THING.search(heading):
        return False
    return all(map(_may_be_a_day, numbers))


def _may_be_a_day(cell: str) -> bool:
    if _PLAIN_DATE.fullmatch(cell):
        return True
    number = float(cell)
    return number <= _DAYS_OF_A_MONTH or number in _SPREADSHEET
