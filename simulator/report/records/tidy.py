"""Tidy CSV: a line for each value, difference or check, with the columns of the JSON document.

Numbers are at full precision, what is missing is empty, shares are 0 to 1 and times seconds, whatever the language of
the machine. A name that a spreadsheet would take for a formula gets an apostrophe before it: such a file is opened by
double-click, and nobody should have to trust the names in a scenario.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from simulator.printable import printable
from simulator.report.records.records import (
    Record,
    answered_by_records,
    check_records,
    difference_records,
    routing_records,
    row_records,
)

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.routing_tests.asking import RoutingOutcomes

ROWS = ("strategy", "future", "metric", "of", "interval", "value", "low", "high", "n", "too_few")
DIFFERENCES = (
    "strategy", "baseline", "future", "metric", "of", "interval",
    "difference", "low", "high", "n", "verdict", "customers_differ", "too_few",
)  # fmt: skip
ANSWERED_BY = ("strategy", "future", "type", "group", "value", "share", "n")
CHECKS = ("check", "strategy", "future", "verdict", "value", "low", "high", "n", "reason", "too_few")
EVERYTHING = (
    "table", "check", "strategy", "baseline", "future", "metric", "of", "interval",
    "value", "difference", "low", "high", "n", "verdict", "customers_differ", "reason", "too_few",
    "type", "group", "share",
)  # fmt: skip
"""All of them in one table; ``table`` says which list of the JSON document a line belongs to."""
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_TITLES = {"strategy": "strategies", "future": "futures"}
_AS_IT_IS = frozenset({float, int, type(None)})
"""Kinds of values that the writer of CSV takes in full, or leaves out, by itself."""


def rows_csv(run: "Compared", records: Iterable[Record] | None = None) -> str:
    """Return every value of the run as CSV, as ``rows`` of the JSON document; ``records`` where they are there."""
    columns = (*ROWS, *axis_columns(run, "point"))
    return _titled_csv(run, columns, row_records(run) if records is None else records)


def differences_csv(run: "Compared", records: Iterable[Record] | None = None) -> str:
    """Return every difference of the run as CSV, as ``differences`` of the JSON document; ``records`` as above."""
    columns = (*DIFFERENCES, *axis_columns(run, "point", "from_point"))
    return _titled_csv(run, columns, difference_records(run) if records is None else records)


def answered_by_csv(run: "Compared") -> str:
    """Return who answered what as CSV, as ``answered_by`` of the JSON document; an empty group is nobody."""
    return _titled_csv(run, (*ANSWERED_BY, *axis_columns(run, "point")), answered_by_records(run))


def checks_csv(checked: "Checked") -> str:
    """Return what became of every check as CSV, as ``checks`` of the JSON document."""
    run = checked.compared
    return _titled_csv(run, (*CHECKS, *axis_columns(run, "point")), check_records(checked))


def everything_csv(run: "Compared", checked: "Checked | None" = None) -> str:
    """Return all lists of the JSON document in one table; its first column says of which of them a line is."""
    parts: list[tuple[str, Iterable[Record]]] = [
        ("rows", row_records(run)),
        ("differences", difference_records(run)),
        ("answered_by", answered_by_records(run)),
    ]
    if checked:
        parts.append(("checks", check_records(checked)))
        parts.append(("routing_tests", map(_as_check, routing_records(checked.routing))))
    records = ({"table": table} | record for table, found in parts for record in found)
    return _titled_csv(run, (*EVERYTHING, *axis_columns(run, "point", "from_point")), records)


def routing_csv(routing: "RoutingOutcomes") -> str:
    """Return what the routing tests found in the columns that a check has."""
    records = ({"table": "routing_tests"} | _as_check(one) for one in routing_records(routing))
    return csv_text(("table", "check", "strategy", "future", "verdict", "reason"), records)


def _as_check(record: Record) -> Record:
    reason = " ".join(one["message"] for one in record["problems"]) or record["found"]
    return {"check": record["test"], "reason": reason} | {key: record[key] for key in ("strategy", "future", "verdict")}


def _titled_csv(run: "Compared", columns: Sequence[str], records: Iterable[Record]) -> str:
    """Return records as CSV, with the titles of their strategies and futures, where there are any, behind."""
    titles = run.first.titles
    known = {key: titles[section] for key, section in _TITLES.items() if titles.get(section)}
    if not known:
        return csv_text(columns, records)
    titled = (
        record | {f"{key}_title": names.get(record.get(key) or "", {}).get("title") for key, names in known.items()}
        for record in records
    )
    return csv_text((*columns, *(f"{key}_title" for key in known)), titled)


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula; numbers stay what they are.

    Source: the OWASP note on CSV injection.

    >>> harmless("=1+1"), harmless("-20"), harmless("as_today")
    ("'=1+1", '-20', 'as_today')
    """
    text = printable(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


class _Harmless(dict[str, str]):
    """Texts of one table by what they were: the same few names stand in thousands of lines."""

    def __missing__(self, text: str) -> str:
        self[text] = found = harmless(text)
        return found


def axis_columns(run: "Compared", *keys: str) -> tuple[str, ...]:
    """Return a column for each axis of the grid: a point has a value on each."""
    return tuple(f"{key}.{axis.path}" for key in keys for axis in run.grid.axes)


def csv_text(columns: Sequence[str], records: Iterable[Record]) -> str:
    """Return records as CSV with these columns; a field that a record lacks is empty."""
    text = io.StringIO()
    write_csv(text, columns, records)
    return text.getvalue()


def write_csv(file: TextIO, columns: Sequence[str], records: Iterable[Record]) -> None:
    """Write records as `csv_text` has them, one after the other: of some tables there are a million lines."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(harmless, columns))
    texts = _Harmless()
    for record in records:
        values = map((dict(_flat(record)) if "point" in record else record).get, columns)
        # There are millions of numbers, and the same few names.
        writer.writerow([v if type(v) in _AS_IT_IS else texts[v] if isinstance(v, str) else _field(v) for v in values])


def _flat(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record, a point as one field for each of its axes."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{axis}", each) for axis, each in value.items())
        else:
            yield key, value


def _field(value: Any) -> Any:
    """Return what is neither number nor text as the writer of CSV takes it."""
    return str(value).lower() if isinstance(value, bool) else value
