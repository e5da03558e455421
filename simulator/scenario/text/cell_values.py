"""What the cells of a plan mean: texts, days, times, numbers of people; a cell that could mean two things is refused.

Texts are written as everywhere in a scenario. Cells that a spreadsheet keeps as dates and times are what they show.
Every message is what is wrong with the cell, and what to write instead.
"""

import datetime
import re

from simulator.scenario.text.cell_kinds import CellValue, Unreadable
from simulator.scenario.text.other_spelling import number_hint, time_hint
from simulator.units import DATE, DAY_S, TIME_OF_DAY, WEEKDAYS, parse_date, parse_time_of_day, shown

Value = CellValue | Unreadable

_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.0+)?")
_FRACTION = re.compile(r"[01]?\.\d{3,}|[01]")
_EPOCH = datetime.date(1899, 12, 30)
"""Day 0 of spreadsheets."""
_SERIALS = range(20_000, 80_000)
"""What a date is in a cell that is not shown as one: of the years from 1954 to 2119."""
_WITH_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
"""Wherever dates are written with dots, the day comes first."""
_OTHER_ORDER = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_WEEKDAYS = {
    **{day[:letters]: day for day in WEEKDAYS for letters in (3, len(day))},
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
HOW_DAYS_ARE_WRITTEN = "Write a date as 2026-11-30 or 30.11.2026, a day of the week as monday or Mon."
_YES = ("x", "yes", "true", "✓", "✔")
_NO = ("-", "–", "—", "no", "false")
_AS_DATE = "Show the column as a date in the spreadsheet."
_AS_TIME = "Show the column as a time in the spreadsheet, or write it as 09:30."


class CellError(ValueError):
    """A cell does not say what it should; ``hint`` says what to do."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def text_in(value: Value) -> str:
    """Return the text of a cell, empty where the cell is; a number as a spreadsheet shows it. Raises CellError."""
    value = _readable(value)
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def day_in(value: Value) -> str:
    """Return the date or the day of the week in a cell, as a scenario writes it. Raises CellError."""
    value = _readable(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = text_in(value)
    if found := _STAMP.fullmatch(text):
        text = found[1]
    if found := _WITH_DOTS.fullmatch(text):
        text = f"{found[3]}-{found[2]:>02}-{found[1]:>02}"
    if (weekday := text.lower().rstrip(".")) in _WEEKDAYS:
        return _WEEKDAYS[weekday]
    if DATE.fullmatch(text):
        try:
            return parse_date(text).isoformat()
        except ValueError as error:
            raise CellError(str(error)) from None
    raise CellError(f"expected a date or a day of the week, got {_seen(value)}.", _date_hint(text))


def _date_hint(text: str) -> str:
    if text.isdigit() and int(text) in _SERIALS:
        date = _EPOCH + datetime.timedelta(days=int(text))
        return f"As spreadsheets keep dates, it is {date.isoformat()}. {_AS_DATE}"
    if _OTHER_ORDER.fullmatch(text):
        return f"Which is the day and which the month? Write it as 2026-11-30. Or: {_AS_DATE[0].lower()}{_AS_DATE[1:]}"
    return HOW_DAYS_ARE_WRITTEN


def is_like_a_day(value: Value) -> bool:
    """Return whether a cell has a date or a day of the week."""
    try:
        return bool(day_in(value))
    except CellError:
        return False


def time_in(value: Value, day: str = "") -> float:
    """Return the seconds since 00:00 in a cell; of one with a date, since 00:00 of the ``day``, where that is a date.

    Raises CellError.
    """
    value = _readable(value)
    if isinstance(value, str) and (found := _STAMP.fullmatch(value)):
        return _since(datetime.date.fromisoformat(_checked(found[1])), parse_time_of_day(found[2]), day, value)
    if isinstance(value, datetime.datetime):
        clock_s = round((value - datetime.datetime.combine(value.date(), datetime.time())).total_seconds())
        return _since(value.date(), float(clock_s), day, value)
    if isinstance(value, datetime.time):
        return float(round(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6))
    if isinstance(value, datetime.timedelta):
        return _in_a_plan(float(round(value.total_seconds())), value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _of_fraction(float(value), value)
    text = text_in(value)
    if TIME_OF_DAY.fullmatch(text):
        return parse_time_of_day(text)
    if _FRACTION.fullmatch(text):
        return _of_fraction(float(text), text)
    if not text:
        raise CellError("the time is missing.", "Write it as 09:30.")
    raise CellError(f"expected a time of day, got {_seen(value)}.", time_hint(text) or "Write it as 09:30.")


def day_of_time(value: Value) -> str:
    """Return the date that stands before the time in a cell; empty where none does."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    found = _STAMP.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else ""


def number_in(value: Value) -> int:
    """Return the number of people in a cell; 0 where it is empty. Raises CellError."""
    value = _readable(value)
    if value is None:
        return 0
    number = value
    if isinstance(value, str) and re.fullmatch(r"\d+(\.0+)?", value):
        number = float(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number < 1e6 and number == int(number):
        return int(number)
    hint = number_hint(value) if isinstance(value, str) else "Agents are whole people."
    raise CellError(f"expected a whole number of agents, 0 or more, got {_seen(value)}.", hint)


def skill_in(value: Value) -> int | bool:
    """Return the priority in a cell; true where it only says yes, false where it is empty or says no.

    Raises CellError.
    """
    value = _readable(value)
    if value is None or isinstance(value, bool):
        return bool(value)
    text = text_in(value).lower()
    if text in _YES or text in _NO:
        return text in _YES
    if text.isdecimal() and 0 < int(text) < 1000:
        return int(text)
    hint = "Leave the cell empty where the person does not serve the type."
    raise CellError(f"expected a priority from 1, or x, got {_seen(value)}.", hint)


def _readable(value: Value) -> CellValue:
    if isinstance(value, Unreadable):
        raise CellError(value.what, value.hint)
    return value


def _seen(value: CellValue) -> str:
    if value is None:
        return "an empty cell"
    return shown(value) if isinstance(value, str) else str(value)


def _checked(date: str) -> str:
    try:
        return parse_date(date).isoformat()
    except ValueError as error:
        raise CellError(str(error)) from None


def _since(date: datetime.date, clock_s: float, day: str, value: CellValue) -> float:
    """Return the time of a ``date`` as one of the ``day``; it may be of the next day."""
    if not DATE.fullmatch(day):
        return clock_s
    later = (date - parse_date(day)).days
    if later not in (0, 1):
        raise CellError(f"the time is of another day than {day}: {value}.", "The next day at the latest is possible.")
    return later * DAY_S + clock_s


def _of_fraction(days: float, value: CellValue) -> float:
    """Return the time that a spreadsheet keeps as a part of a day."""
    if not (0 <= days < 1 or days in (1.0,) or (1 < days < 2 and days != int(days))):
        raise CellError(f"expected a time of day, got {_seen(value)}.", _AS_TIME)
    return float(round(days * DAY_S))


def _in_a_plan(time_s: float, value: CellValue) -> float:
    if not 0 <= time_s < 3 * DAY_S:
        raise CellError(f"expected a time of day, got {_seen(value)}.", _AS_TIME)
    return time_s
