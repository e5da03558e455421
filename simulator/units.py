"""Units in texts: ``3m30s``, ``80%``, ``240/h``, ``"09:30"``, ``14 EUR/h``; inside, seconds and shares.

A number without a unit is refused where a unit is needed: nobody should have to guess whether 20 is seconds or minutes.
The messages of the ``ValueError`` raised here are shown to the analyst as they are.
"""

import datetime
import re

from simulator.time_grid import GRID_PER_S as GRID_PER_S
from simulator.time_grid import on_grid as on_grid

HOUR_S = 3600.0
DAY_S = 86400.0

_UNIT_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": HOUR_S, "d": DAY_S, "w": 7 * DAY_S}
PER_S = {
    "s": 1.0,
    "second": 1.0,
    "min": 60.0,
    "m": 60.0,
    "minute": 60.0,
    "h": HOUR_S,
    "hour": HOUR_S,
    "d": DAY_S,
    "day": DAY_S,
}
_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
DURATION = re.compile(rf"(?:{_NUMBER}\s*(?:ms|min|[smhdw])\s*)+")
SHARE = re.compile(rf"({_NUMBER})\s*%")
RATE = re.compile(rf"({_NUMBER})\s*/\s*([a-z]+)")
MONEY_PER_HOUR = re.compile(rf"({_NUMBER})\s*([A-Z]{{3}})\s*/\s*(?:h|hour)")
TIME_OF_DAY = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""What each text looks like as a whole, blanks around it aside."""
_PART = re.compile(rf"({_NUMBER})\s*(ms|min|[smhdw])")
_LAST_HOUR = 99
"""Hours go on after midnight, with two digits."""
_DATES = 1_000_000
"""Above all numbers of days there are."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_S = 100 * 366 * DAY_S
"""Longer than anybody waits; far beyond, seconds have no exact grid."""


def parse_duration(text: object) -> float:
    """Return the seconds of a duration such as ``20s``, ``3m30s``, ``1.5h``, ``500ms``, ``2w``.

    >>> parse_duration("3m30s")
    210.0
    """
    if isinstance(text, str) and DURATION.fullmatch(text.strip()):
        seconds = sum(float(number) * _UNIT_S[unit] for number, unit in _PART.findall(text))
        if seconds > LONGEST_S:
            raise ValueError(f"expected a duration of ordinary length, at most 100 years, got {shown(text)}.")
        return on_grid(seconds)
    if _is_number(text):
        raise ValueError(f"a duration needs a unit, got {text}. Write {text}s, {text}m or {text}h.")
    raise ValueError(f"expected a duration, got {shown(text)}. Write it as 20s, 3m30s or 1.5h.")


def parse_share(text: object) -> float:
    """Return a share, 0 to 1, from a text such as ``80%``.

    >>> parse_share("80%")
    0.8
    """
    match = SHARE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match:
        share = float(match[1]) / 100
        if share <= 1:
            return share
        raise ValueError(f"a share is at most 100%, got {text}.")
    if _is_number(text):
        raise ValueError(f"a share needs a percent sign, got {text}. Write 80% for four in five.")
    raise ValueError(f"expected a share, got {shown(text)}. Write it as 80%.")


def parse_rate_per_hour(text: object) -> float:
    """Return contacts per hour from a rate such as ``240/h``, ``4.2/min``.

    >>> parse_rate_per_hour("4/min")
    240.0
    """
    match = RATE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match and match[2] in PER_S:
        return float(match[1]) * HOUR_S / PER_S[match[2]]
    if match:
        raise ValueError(f"a rate is per s, min, h or day, got {shown(text)}.")
    if _is_number(text):
        raise ValueError(f"a rate needs a unit, got {text}. Write {text}/h or {text}/min.")
    raise ValueError(f"expected a rate, got {shown(text)}. Write it as 240/h or 4/min.")


def parse_time_of_day(text: object) -> float:
    """Return seconds since 00:00 of day 0 from a time such as ``"09:30"``; ``"26:00"`` is 2:00 of the next day.

    >>> parse_time_of_day("09:30")
    34200.0
    """
    match = TIME_OF_DAY.fullmatch(text.strip()) if isinstance(text, str) else None
    if match:
        return int(match[1]) * HOUR_S + int(match[2]) * 60.0 + int(match[3] or 0)
    hours = isinstance(text, int) and not isinstance(text, bool) and 0 <= text <= _LAST_HOUR
    example = f"{text:02d}:00" if hours else "09:30"
    raise ValueError(f'expected a time of day, got {shown(text)}. Write it as "{example}".')


def parse_money_per_hour(text: object) -> tuple[float, str]:
    """Return (amount per hour, currency) of a wage such as ``14 EUR/h``; the currency is three capital letters.

    >>> parse_money_per_hour("14.50 EUR/h")
    (14.5, 'EUR')
    """
    match = MONEY_PER_HOUR.fullmatch(text.strip()) if isinstance(text, str) else None
    if match:
        return float(match[1]), match[2]
    if _is_number(text):
        raise ValueError(f"money per hour needs a currency, got {text}. Write {text} EUR/h.")
    raise ValueError(f"expected money per hour, got {shown(text)}. Write it as 14 EUR/h.")


def parse_date(text: object) -> datetime.date:
    """Return the date of a text such as ``2026-11-30``.

    >>> parse_date("2026-11-30").isoformat()
    '2026-11-30'
    """
    if isinstance(text, str) and DATE.fullmatch(text.strip()):
        try:
            return datetime.date.fromisoformat(text.strip())
        except ValueError:
            raise ValueError(f"expected a day of the calendar, got {shown(text)}.") from None
    raise ValueError(f'expected a date, got {shown(text)}. Write it as "2026-11-30", year, month, day.')


def parse_day(text: object) -> int:
    """Return one whole number for what names a day: a weekday, a date, or the number of the day, 1 being the first.

    Weekdays are −1 to −7, dates beyond a million, so that one column can hold any of them.

    >>> parse_day("monday"), parse_day(3), parse_day("0001-01-01")
    (-1, 3, 1000001)
    """
    if isinstance(text, int) and not isinstance(text, bool) and 1 <= text < _DATES:
        return text
    if isinstance(text, str) and text.strip().lower() in WEEKDAYS:
        return weekday_code(text.strip().lower())
    if isinstance(text, str) and DATE.fullmatch(text.strip()):
        return date_code(parse_date(text))
    raise ValueError(f'expected a day, got {shown(text)}. Write it as monday, as "2026-11-30", or as 3 for the third.')


def weekday_code(weekday: str) -> int:
    """Return what `parse_day` makes of a weekday."""
    return -1 - WEEKDAYS.index(weekday)


def date_code(date: datetime.date) -> int:
    """Return what `parse_day` makes of a date."""
    return _DATES + date.toordinal()


def date_of(code: int) -> datetime.date:
    """Return the date whose code `parse_day` made."""
    return datetime.date.fromordinal(code - _DATES)


def is_weekday(day: int) -> bool:
    """Return whether a number that `parse_day` made stands for a weekday."""
    return day < 0


def is_date(day: float) -> bool:
    """Return whether a number that `parse_day` made stands for a date."""
    return day > _DATES


def format_time_of_day(seconds: float) -> str:
    """Return the clock's text for seconds since 00:00 of day 0; seconds are shown when they are not 0.

    >>> format_time_of_day(34200.0)
    '09:30'
    """
    whole = round(seconds)
    text = f"{whole // 3600:02d}:{whole // 60 % 60:02d}"
    return text + (f":{whole % 60:02d}" if whole % 60 else "")


def format_interval(from_s: float, to_s: float, day: str = "") -> str:
    """Return how an interval is called; times are seconds since 00:00 of its day, which has a name among several.

    >>> format_interval(32400.0, 34200.0), format_interval(32400.0, 34200.0, "monday")
    ('09:00-09:30', 'monday 09:00-09:30')
    """
    return f"{day} {format_time_of_day(from_s)}-{format_time_of_day(to_s)}".lstrip()


def format_duration(seconds: float) -> str:
    """Return a short exact text that ``parse_duration`` reads back to the same number; from two days on in days.

    >>> format_duration(210.0), format_duration(7 * DAY_S)
    ('3m30s', '7d')
    """
    if seconds != int(seconds):
        return f"{seconds!r}s"
    whole, days = int(seconds), 0
    if whole >= 2 * DAY_S:
        days, whole = divmod(whole, int(DAY_S))
    parts = [(days, "d"), (whole // 3600, "h"), (whole // 60 % 60, "m"), (whole % 60, "s")]
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def format_share(share: float) -> str:
    """Return a share as a file says it.

    >>> format_share(0.8), format_share(0.025)
    ('80%', '2.5%')
    """
    return f"{share * 100:.10g}%"


def shown(value: object) -> str:
    """Return ``value`` as an analyst would recognise it in a message, cut to a readable length."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…'"


def _is_number(value: object) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True
    return isinstance(value, str) and re.fullmatch(_NUMBER, value.strip()) is not None
