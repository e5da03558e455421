"""What a cell of a sheet may hold."""

import datetime
from typing import NamedTuple

CellValue = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
"""What a cell holds; None where it is empty."""


class Unreadable(NamedTuple):
    """What a cell of a workbook holds that is no value, and what to do."""

    what: str
    hint: str


class SheetCell(NamedTuple):
    """A cell and where it is, both from 1."""

    value: CellValue | Unreadable
    row: int
    column: int
