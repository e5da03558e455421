"""Numbers as a manager reads them: percentages, minutes and seconds, always with what belongs to them.

Every report prints its values through these functions, so that the same number looks the same everywhere. Full
precision is in the JSON document; here a reader gets what matters. Missing is a dash, never 0.
"""

import datetime
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from simulator.catalogue import Unit
from simulator.report.words.signs import TOO_FEW
from simulator.units import WEEKDAYS

NOTHING = "–"
# Not the calendar's own names: they depend on the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MINUTE_S, HOUR_S = 60, 3600


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
    if _is_clock(difference, half if math.isfinite(half) else 0.0, unit):
        return _signed_clock(difference) + _plus_minus(difference, half, unit, decimals)
    text = _signed(_scaled(difference, unit), decimals)
    return f"{text}{_plus_minus(difference, half, unit, decimals)}{_UNIT_OF_DIFFERENCE[unit]}"


def format_row(
    value: float, low: float, high: float, unit: Unit, limit: float | None = None, enough: bool = True
) -> str:
    """Return ``value`` with its interval: ± where both sides look alike, else from and to; marked if not ``enough``.

    What ± shows is the longer side: it claims no more than the interval does.
    With as many digits as tell the value, and the ends of its interval, from the ``limit`` it is held against.

    >>> format_row(0.8, 0.79, 0.81, Unit.SHARE), format_row(0.997, 0.989, 0.999, Unit.SHARE)
    ('80.0 % ± 1.0', '99.7 % (98.9–99.9)')
    >>> format_row(0.7996, 0.7994, 0.7998, Unit.SHARE, limit=0.8), format_row(0.2, 0.1, 0.3, Unit.SHARE, enough=False)
    ('79.96 % ± 0.02', '20.0 % ± 10.0°')
    """
    if not math.isfinite(value):
        return _not_finite(value)
    sided = _sided(value, low, high, unit, limit)
    if math.isnan(low) or math.isnan(high):
        text = _plain(value, unit, sided.decimals, sided.fine)
    elif sided.alike:
        text = _plain(value, unit, sided.decimals, sided.fine)
        text += _plus_minus(value, longer_side(value, low, high), unit, sided.decimals, sided.fine)
    else:
        text = f"{_plain(value, unit, sided.decimals, sided.fine)} ({_range(low, high, unit, sided)})"
    return text + TOO_FEW * (not enough)


def format_change(difference: float, low: float, high: float, unit: Unit, enough: bool = True) -> str:
    """Return a difference with its sign and its interval, as `format_row` does; those of shares are in points.

    >>> format_change(0.021, 0.017, 0.025, Unit.SHARE), format_change(-4.1, -9.8, -0.3, Unit.SECONDS)
    ('+2.1 ± 0.4 points', '-4.1 (-9.8 to -0.3) s')
    """
    if not math.isfinite(difference):
        return _not_finite(difference)
    mark = TOO_FEW * (not enough)
    if math.isnan(low) or math.isnan(high) or _alike(difference, low, high, unit):
        text = format_difference(difference, unit, longer_side(difference, low, high))
        name = _UNIT_OF_DIFFERENCE[unit]
        return text.removesuffix(name) + mark + name if name and text.endswith(name) else text + mark
    if unit is Unit.SECONDS and max(abs(difference), abs(low), abs(high)) >= MINUTE_S:
        size, *ends = (_signed_clock(one) for one in (difference, low, high))
        return f"{size} ({ends[0]} to {ends[1]}){mark}"
    # What is told does not end at 0.
    decimals = max(1, _sided(difference, low, high, unit, 0.0 if low * high > 0 else None).decimals)
    size, *ends = (_signed(_scaled(one, unit), decimals) for one in (difference, low, high))
    return f"{size} ({ends[0]} to {ends[1]}){mark}{_UNIT_OF_DIFFERENCE[unit]}"


def format_size(difference: float, low: float, high: float, unit: Unit) -> str:
    """Return the size of a difference with its interval, as a loss is said: without a sign.

    >>> format_size(-0.021, -0.025, -0.017, Unit.SHARE), format_size(4.1, 0.3, 9.8, Unit.SECONDS)
    ('2.1 ± 0.4 points', '4.1 (0.3 to 9.8) s')
    """
    mine = (-difference, -high, -low) if difference < 0 else (difference, low, high)
    return format_change(*mine, unit).replace("+", "")


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


def longer_side(value: float, low: float, high: float) -> float:
    """Return what ± may say of an interval: how far its farther end is, never the mean of two sides; NaN without one.

    >>> longer_side(10.0, 9.0, 11.5)
    1.5
    """
    return max(value - low, high - value)


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
    Unit.RATIO: "",
}


class _Sided(NamedTuple):
    """How a value and its interval are printed."""

    decimals: int
    alike: bool
    """Both sides look the same, so ± says it all."""
    fine: bool = False
    """Seconds stay seconds, because minutes would hide on which side of the limit they are."""


SIDES_ALIKE = 1.6
"""A side of an interval may be so many times as long as the other where ± stands for both: ± then is the longer one."""
NARROW = 0.2
"""An interval as narrow as this (in points, seconds, or whatever it is in) is worth a decimal more."""
FINEST = 6


def _sided(value: float, low: float, high: float, unit: Unit, limit: float | None) -> _Sided:
    """Return how to print an interval: a narrow one with a decimal more where it would begin or end at the value."""
    none = math.isnan(low) or math.isnan(high)
    alike = none or _alike(value, low, high, unit)
    longer = longer_side(value, low, high)
    decimals = _decimals(value, unit, longer)
    if not alike and _scaled(longer, unit) < NARROW:
        ends = [(one, value) for one in (low, high) if one != value]
        decimals = next((some for some in (decimals, decimals + 1) if _told(ends, unit, some)), decimals)
    if limit is None:
        return _Sided(decimals, alike)
    shown = [value] if none else [value, low, high]
    # What is nearer to its limit than the finest digit is the limit to any reader.
    held = [(one, limit) for one in shown if _told([(one, limit)], unit, FINEST)]
    clocked = unit is Unit.SECONDS and max(map(abs, (*shown, limit))) >= MINUTE_S
    if clocked and all((round(one) < round(limit)) == (one < limit) and round(one) != round(limit) for one, _ in held):
        return _Sided(decimals, alike and (none or _same_side(value, low, high, round, limit)))
    fine = next((some for some in range(decimals, FINEST) if _told(held, unit, some)), FINEST)
    as_one = none or _same_side(value, low, high, lambda one: _rounded(one, unit, fine), limit)
    return _Sided(fine, alike and as_one, clocked)


def _same_side(value: float, low: float, high: float, shown: Callable[[float], float], limit: float) -> bool:
    """Return whether what ± says ends, as it is ``shown``, on the same side of the limit as the interval does."""
    longer = longer_side(value, low, high)
    ends = ((value - longer, low), (value + longer, high))
    return all(one == limit or (shown(end) - shown(limit)) * (one - limit) > 0 for end, one in ends)


def _told(pairs: Sequence[tuple[float, float]], unit: Unit, decimals: int) -> bool:
    """Return whether the two of each pair look different with so many decimals."""
    return all(_rounded(one, unit, decimals) != _rounded(other, unit, decimals) for one, other in pairs)


def _rounded(value: float, unit: Unit, decimals: int) -> float:
    return round(_scaled(value, unit), decimals)


def _alike(value: float, low: float, high: float, unit: Unit) -> bool:
    """Return whether ± stands for both sides: they differ by little, or by one in the last digit that is printed.

    Never where value ± the longer side would reach what the interval does not: 0, or what is impossible.
    """
    down, up, longer = value - low, high - value, longer_side(value, low, high)
    reached = (low > 0 >= value - longer) or (high < 0 <= value + longer)
    if reached or (low == 0 > value - longer) or (high == 0 < value + longer) or _impossible(value, longer, unit):
        return False
    if max(down, up) <= SIDES_ALIKE * min(down, up):
        return True
    last = 1.0 if _is_clock(value, longer, unit) else 10.0 ** -_decimals(value, unit, longer)
    return max(down, up) <= 2 * min(down, up) and abs(_scaled(up - down, unit)) <= last


def _impossible(value: float, half: float, unit: Unit) -> bool:
    return unit is Unit.SHARE and not -1 <= value - half <= value + half <= 1


def _is_clock(value: float, half: float, unit: Unit) -> bool:
    """Return whether minutes are printed, and no fractions of a second."""
    return unit is Unit.SECONDS and max(abs(value), abs(half)) >= MINUTE_S


def _range(low: float, high: float, unit: Unit, sided: _Sided) -> str:
    """Return from and to, in the unit the value has just been shown in; between signs a dash would be one as well."""
    if unit is Unit.SECONDS and max(high, -low) >= MINUTE_S and not sided.fine:
        ends = _clock(low, 0), _clock(high, 0)
    else:
        ends = f"{_scaled(low, unit):z,.{sided.decimals}f}", f"{_scaled(high, unit):z,.{sided.decimals}f}"
    return (" to " if ends[0].startswith("-") else "–").join(ends)


def _signed(scaled: float, decimals: int) -> str:
    """Return a number with its sign; where rounding leaves nothing of it, it has none."""
    sign = "+" if scaled > 0 else ""
    return f"{sign}{scaled:,.{decimals}f}" if round(scaled, decimals) else f"{0:.{decimals}f}"


def _signed_clock(seconds: float) -> str:
    return ("-" if seconds < 0 else "+") + _clock(abs(seconds), 0)


def _plain(value: float, unit: Unit, decimals: int, fine: bool = False) -> str:
    """Return a number with its unit; where rounding leaves nothing of it, it has no sign."""
    if unit is Unit.SECONDS:
        return f"{value:z,.{decimals}f} s" if fine else _clock(value, decimals)
    sign = " %" if unit is Unit.SHARE else ""
    return f"{_scaled(value, unit):z,.{decimals}f}{sign}"


def _scaled(value: float, unit: Unit) -> float:
    return 100 * value if unit is Unit.SHARE else value


def _clock(seconds: float, decimals: int) -> str:
    """Return 12.3 s below a minute, 1m05s below an hour, 2h05m above."""
    if round(-seconds) >= MINUTE_S:
        return f"-{_clock(-seconds, decimals)}"
    if round(seconds, decimals) < MINUTE_S:
        return f"{seconds:z.{decimals}f} s"
    if round(seconds) < 60 * MINUTE_S:
        return f"{round(seconds) // 60}m{round(seconds) % 60:02d}s"
    minutes = round(seconds / MINUTE_S)
    return f"{minutes // 60}h{minutes % 60:02d}m"


def _plus_minus(value: float, half: float, unit: Unit, decimals: int, fine: bool = False) -> str:
    """Return ± the half width, in the unit the value has just been shown in."""
    if not math.isfinite(half):
        return ""
    if _is_clock(value, half, unit) and not fine:
        if abs(value) >= HOUR_S and 0 < half < HOUR_S:
            # What is known to the minute has no seconds, and is never known better than that.
            return f" ± {max(1, round(half / MINUTE_S))}m"
        return f" ± {_clock(half, 0)}"
    return f" ± {_scaled(half, unit):,.{decimals}f}"


def _decimals(value: float, unit: Unit, half: float) -> int:
    """Return how many decimals are worth printing: one, two when it is known that well, none for many contacts.

    Money has its cents while it is little; what is a little more than 1 is told by its hundredths.
    """
    if unit is Unit.RATIO:
        return 2
    if unit is Unit.MONEY:
        return 0 if abs(value) >= 100 and not 0 < half < 1 else 2
    shown = _scaled(half, unit)
    if 0 < shown < 0.05:
        return 2
    many = value == 0 or abs(value) >= 100
    return 0 if unit is Unit.CONTACTS and many and not 0 < shown < 1 else 1


def _not_finite(value: float) -> str:
    return NOTHING if math.isnan(value) else ("∞" if value > 0 else "-∞")
