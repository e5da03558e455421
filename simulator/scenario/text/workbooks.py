"""Excel workbooks: the cells of a sheet read, and a table written as a workbook.

The one place that knows the library for it, which is loaded only when there is a workbook. Of what a workbook may be
(protected, damaged, made by other programs) nobody knows all, so whatever the library raises is one sentence.
"""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulator.errors import PROBLEMS_MAX, reason_of
from simulator.scenario.text.bounded import NotRead, read_at_most
from simulator.scenario.text.cell_kinds import CellValue, Unreadable
from simulator.scenario.text.csv_lines import FileError, wrong
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import shown

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

BYTES_MAX = 50_000_000
"""A larger workbook is no plan."""
UNPACKED_MAX = 500_000_000
"""So much may be in it: a small file may unpack to any size."""
CELLS_MAX = 5_000_000
"""A sheet that is larger than a year of a thousand people has a stray cell at its end."""

_PROTECTED = b"\xd0\xcf\x11\xe0"
"""How an older kind of file begins: .xls, and every workbook with a password."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ZERO_1900 = datetime.datetime(1899, 12, 31)
_ZERO_1904 = datetime.datetime(1904, 1, 1)
_OLD_YEARS = 1905
"""Before this year a date is a time: of so many days since the first one there is."""
_WRITTEN = datetime.datetime(2000, 1, 1)
"""When each workbook says that it was written."""
_PROPERTIES = "docProps/core.xml"

Cells = tuple[int, list[CellValue | Unreadable]]


def workbook_rows(path: str, name: str | None) -> tuple[str, Iterator[Cells]]:
    """Return the name of a sheet and its rows, each with its number. Raises FileError."""
    content = _content(path)
    book = _opened(path, content, formulas=False)
    sheet = _chosen(path, book, name)
    if sheet.max_row * sheet.max_column > CELLS_MAX:
        what = f"the sheet {shown(sheet.title)} has {sheet.max_row:,} rows and {sheet.max_column:,} columns."
        raise wrong(path, what, "Delete the rows and columns behind the plan.")
    formulas = None
    if _has_formulas(content):
        # Only they say where a value is missing because the program that wrote the file computed none.
        formulas = _opened(path, content, formulas=True)[sheet.title]
    return sheet.title, _rows(book, sheet, formulas)


def _content(path: str) -> bytes:
    try:
        content = read_at_most(path, BYTES_MAX)
    except OSError as error:
        raise wrong(path, f"the file cannot be read: {reason_of(error)}.") from None
    except NotRead as error:
        raise wrong(path, str(error), "Keep the plan in a workbook of its own.") from None
    if content.startswith(_PROTECTED):
        what = "the file is no .xlsx workbook: it has a password, or it is an older .xls workbook."
        raise wrong(path, what, "Save it as an Excel workbook (.xlsx) without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise wrong(path, "the file is no Excel workbook.", "Save it as an Excel workbook (.xlsx).") from None
    if unpacked > UNPACKED_MAX:
        what = f"the workbook unpacks to {unpacked / 1e6:,.0f} MB; at most {UNPACKED_MAX / 1e6:,.0f} MB are possible."
        raise wrong(path, what, "Keep the plan in a workbook of its own.")
    return content


def _opened(path: str, content: bytes, formulas: bool) -> "Workbook":
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # Of what the library leaves out (drawings, validations) nothing is in a plan.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=not formulas, keep_links=False)
    except Exception:
        # Damaged workbooks raise whatever their parts do: KeyError, TypeError, errors of XML.
        hint = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) again."
        raise wrong(path, "the workbook is damaged, or of a kind that cannot be read.", hint) from None


def _chosen(path: str, book: "Workbook", name: str | None) -> "Worksheet":
    """Return the sheet that is meant; a hidden one only by its name."""
    sheets = {one_spelling(one.title): one for one in book.worksheets}
    visible = [title for title, one in sheets.items() if one.sheet_state == "visible"]
    if name is not None:
        wanted = one_spelling(name)
        found = sheets.get(wanted) or next(
            (one for title, one in sheets.items() if title.strip() == wanted.strip()), None
        )
        if found is None:
            raise _no_sheet(path, wanted, list(sheets))
        return found
    if len(visible) == 1:
        return sheets[visible[0]]
    if not visible:
        raise wrong(path, "the workbook has no visible sheet.", "Name the one that is meant: sheet: …")
    named = ", ".join(map(shown, visible[:8])) + (" …" if len(visible) > 8 else "")
    raise wrong(path, f"the workbook has {len(visible)} sheets.", f"Name the one that is meant in `sheet`: {named}.")


def _no_sheet(path: str, name: str, titles: list[str]) -> FileError:
    hint = did_you_mean(name, titles) or "It has no sheet with cells."
    return wrong(path, f"the workbook has no sheet {shown(name)}.", hint, "sheet")


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return any(
            _FORMULA.search(packed.read(one)) for one in packed.namelist() if one.startswith("xl/worksheets/sheet")
        )


def _rows(book: "Workbook", sheet: "Worksheet", formulas: "Worksheet | None") -> Iterator[Cells]:
    zero = _ZERO_1904 if book.epoch.year == _ZERO_1904.year else _ZERO_1900
    merged = _merged(sheet)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [_value(cell, zero, merged, formulas) for cell in row]


def _merged(sheet: "Worksheet") -> dict[str, str]:
    """Return by cell the merged cells that it is a part of, without the first, which has the value."""
    found: dict[str, str] = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] <= PROBLEMS_MAX * PROBLEMS_MAX:
            from openpyxl.utils import get_column_letter

            cells = [f"{get_column_letter(column)}{row}" for row, column in area.cells]
            found |= dict.fromkeys(cells[1:], area.coord)
    return found


def _value(
    cell: Any, zero: datetime.datetime, merged: dict[str, str], formulas: "Worksheet | None"
) -> CellValue | Unreadable:
    value = cell.value
    if value is None:
        if cell.coordinate in merged:
            area = merged[cell.coordinate]
            return Unreadable(f"the cell is one of the merged cells {area}.", "Unmerge them, and fill each of them.")
        if formulas is not None and formulas[cell.coordinate].data_type == "f":
            what = "the cell has a formula without a value."
            return Unreadable(what, "Open the workbook in a spreadsheet program, let it compute, and save it.")
        return None
    if cell.data_type == "e":
        return Unreadable(f"the cell has the error {value}.", "Mend the formula in the workbook.")
    if isinstance(value, str):
        return one_spelling(value)
    if isinstance(value, datetime.datetime) and value.year < _OLD_YEARS:
        return value - zero
    if isinstance(value, bool | int | float | datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return value
    return str(value)


def workbook_of(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet, whose cells are texts, also those that a spreadsheet would take for more."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.xml.functions import tostring

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text or None)
            if text:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.properties.created = _WRITTEN
    file = io.BytesIO()
    book.save(file)
    book.properties.modified = _WRITTEN
    return _timeless(file.getvalue(), tostring(book.properties.to_tree()))


def _timeless(written: bytes, properties: bytes) -> bytes:
    """Return a workbook without the time at which it was written: the same plan has the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = properties if name == _PROPERTIES else old.read(name)
            new.writestr(zipfile.ZipInfo(name, _WRITTEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
