"""Numbers as a manager reads them: percentages, minutes and seconds, always with what belongs to them.

Every report prints its values through these functions, so that the same number looks the same everywhere. Full
precision is in the JSON document; here a reader gets what matters. Missing is a dash, never 0.
"""

import datetime
import math
from collections.abc import Sequence

from simulator.catalogue import Unit
from simulator.units import WEEKDAYS

NOTHING = "–"
# Not the calendar's own names: they depend on the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MINUTE_S = 60


def format_value(value: float, unit: Unit, half: float = math.nan) -> str:
    """Return ``value`` (shares 0 to 1, times in seconds), and ``± half`` when there is a half width.

    Percentages and times carry their unit; that of hours, contacts, contacts per hour and money is in their label.

    >>> format_value(0.8421, Unit.SHARE, 0.011), format_value(65.2, Unit.SECONDS, 3.21)
    ('84.2 % ± 1.1', '1m05s ± 3 s')
    """
    if not math.isfinite(value):
        return _not_finite(value)
    decimals = _decimals(value, unit, half)
    return _plain(value, unit, decimals) + _plus_minus(value, half, unit, decimals)


def format_difference(difference: float, unit: Unit, half: float = math.nan) -> str:
    """Return a difference with its sign; differences of shares are in points, not percent of percent.

    >>> format_difference(0.021, Unit.SHARE, 0.004), format_difference(-64.0, Unit.SECONDS)
    ('+2.1 ± 0.4 points', '-1m04s')
    """
    if not math.isfinite(difference):
        return _not_finite(difference)
    decimals = max(1, _decimals(difference, unit, half))
    if unit is Unit.SECONDS and max(abs(difference), half if math.isfinite(half) else 0) >= MINUTE_S:
        sign = "-" if difference < 0 else "+"
        return sign + _clock(abs(difference), 0) + _plus_minus(difference, half, unit, decimals)
    scaled = _scaled(difference, unit)
    # Where rounding leaves nothing of it, it has no sign either.
    sign = "+" if scaled > 0 else ""
    text = f"{sign}{scaled:,.{decimals}f}" if round(scaled, decimals) else f"{0:.{decimals}f}"
    return f"{text}{_plus_minus(difference, half, unit, decimals)}{_UNIT_OF_DIFFERENCE[unit]}"


def format_day(date: datetime.date | None, weekday: str | None) -> str:
    """Return a day as a title has it; empty when it is no particular one.

    >>> format_day(datetime.date(2026, 11, 30), None), format_day(None, "monday")
    ('Monday, 30 November 2026', 'Monday')
    """
    if date is None:
        return weekday.capitalize() if weekday else ""
    return f"{WEEKDAYS[date.weekday()].capitalize()}, {date.day} {_MONTHS[date.month - 1]} {date.year}"


def format_days(date: datetime.date | None, weekday: str | None, days: int) -> str:
    """Return one or several days as a title has them; empty when it is one and no particular one.

    >>> format_days(datetime.date(2026, 11, 30), None, 5), format_days(None, "monday", 5), format_days(None, None, 3)
    ('5 days from Monday, 30 November 2026', 'Monday to Friday', '3 days')
    """
    first = format_day(date, weekday)
    if days == 1:
        return first
    if date is None and weekday and days <= len(WEEKDAYS):
        last = WEEKDAYS[(WEEKDAYS.index(weekday) + days - 1) % len(WEEKDAYS)]
        return f"{first} to {last.capitalize()}"
    return f"{days} days from {first}" if first else f"{days} days"


def half_width(low: float, high: float) -> float:
    """Return half the width of an interval; NaN when there is none."""
    return (high - low) / 2


def shorten(name: str, width: int) -> str:
    """Return ``name`` in at most ``width`` characters, cut in its middle: names often differ at their ends.

    >>> shorten("generalists_at_the_peak", 12)
    'genera…_peak'
    """
    if len(name) <= width:
        return name
    tail = (width - 1) // 2
    return f"{name[: width - 1 - tail]}…{name[len(name) - tail :]}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Return names as a sentence lists them.

    >>> listed(["early", "late", "both"], "or")
    'early, late or both'
    """
    return f" {word} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


_UNIT_OF_DIFFERENCE = {
    Unit.SHARE: " points",
    Unit.SECONDS: " s",
    Unit.PER_HOUR: "",
    Unit.CONTACTS: "",
    Unit.HOURS: " h",
    Unit.MONEY: "",
}


def _plain(value: float, unit: Unit, decimals: int) -> str:
    if unit is Unit.SECONDS:
        return _clock(value, decimals)
    sign = " %" if unit is Unit.SHARE else ""
    return f"{_scaled(value, unit):,.{decimals}f}{sign}"


def _scaled(value: float, unit: Unit) -> float:
    return 100 * value if unit is Unit.SHARE else value


def _clock(seconds: float, decimals: int) -> str:
    """Return 12.3 s below a minute, 1m05s below an hour, 2h05m above."""
    if round(seconds, decimals) < MINUTE_S:
        return f"{seconds:.{decimals}f} s"
    if round(seconds) < 60 * MINUTE_S:
        return f"{round(seconds) // 60}m{round(seconds) % 60:02d}s"
    minutes = round(seconds / MINUTE_S)
    return f"{minutes // 60}h{minutes % 60:02d}m"


def _plus_minus(value: float, half: float, unit: Unit, decimals: int) -> str:
    """Return ± the half width, in the unit the value has just been shown in."""
    if not math.isfinite(half):
        return ""
    if unit is Unit.SECONDS and (abs(value) >= MINUTE_S or half >= MINUTE_S):
        return f" ± {_clock(half, 0)}"
    return f" ± {_scaled(half, unit):,.{decimals}f}"


def _decimals(value: float, unit: Unit, half: float) -> int:
    """Return how many decimals are worth printing: one, two when it is known that well, none for many contacts.

    Money has its cents while it is little.
    """
    if unit is Unit.MONEY:
        return 0 if abs(value) >= 100 and not 0 < half < 1 else 2
    shown = _scaled(half, unit)
    if 0 < shown < 0.05:
        return 2
    many = value == 0 or abs(value) >= 100
    return 0 if unit is Unit.CONTACTS and many and not 0 < shown < 1 else 1


def _not_finite(value: float) -> str:
    return NOTHING if math.isnan(value) else ("∞" if value > 0 else "-∞")
