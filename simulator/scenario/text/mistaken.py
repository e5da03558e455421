"""What a column of bare numbers probably is, where it is not what it is taken for: a spreadsheet's way to keep time.

Everywhere else in a scenario a bare number is refused, because nobody should have to guess its unit. In a file it is
seconds, and what programs write instead still reads as numbers: here it is told apart by what all of them have in
common. Plain Python and numpy's arrays; no noun is known.
"""

import datetime
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.units import DAY_S, HOUR_S, format_duration, format_time_of_day

Numbers = NDArray[np.float64]

FEW = 3
"""Of fewer numbers nothing is said: they may be anything."""
_EPOCH = datetime.datetime(1899, 12, 30)
"""Day 0 of spreadsheets."""
_AS_CLOCK = "Let the spreadsheet show the column as 09:30:15 (hh:mm:ss) and save it again."
_AS_SECONDS = "Let the spreadsheet show the column as seconds, or as 0:03:30, and save it again."


class Mistaken(NamedTuple):
    """What numbers look like, with the first of them as an example, and what to do about it."""

    what: str
    hint: str
    certain: bool
    """Whether they can hardly be what they are taken for, wherever they lie."""


def mistaken_times(numbers: Numbers) -> Mistaken | None:
    """Return what ``numbers``, read as seconds since 00:00, look like instead; None where they look like seconds.

    >>> mistaken_times(np.array([46328.377731, 46329.378553, 46330.381887])).what
    'dates and times as spreadsheets keep them: 46328.377731 is 2026-11-02 09:03:56'
    """
    return _first(numbers, _TIMES)


def mistaken_durations(numbers: Numbers) -> Mistaken | None:
    """Return what ``numbers``, read as seconds of a duration, look like instead; None where they look like seconds.

    >>> mistaken_durations(np.array([0.002731481, 0.004212963, 0.0])).what
    'durations as spreadsheets keep them, in days: 0.002731481 is 3m56s'
    """
    return _first(numbers[numbers > 0], _DURATIONS)


def _first(numbers: Numbers, kinds: "tuple[_Kind, ...]") -> Mistaken | None:
    if len(numbers) < FEW or numbers.min() == numbers.max():
        return None
    for kind in kinds:
        if kind.fits(numbers):
            one = float(numbers[0])
            return Mistaken(f"{kind.what}: {one:.10g} is {kind.read(one)}", kind.hint, kind.certain)
    return None


class _Kind(NamedTuple):
    what: str
    fits: Callable[[Numbers], bool]
    read: Callable[[float], str]
    """What one of the numbers is, in words."""
    hint: str
    certain: bool = True


def _has_decimals(numbers: Numbers, places: int) -> bool:
    """Return whether most of the numbers have more decimals than so many places."""
    scaled = numbers * 10.0**places
    return bool((np.abs(scaled - np.round(scaled)) > 1e-6 * 10.0**places).mean() > 0.5)


def _are_whole(numbers: Numbers) -> bool:
    return bool((numbers == np.round(numbers)).all())


def _are_dates(numbers: Numbers) -> bool:
    # Half a century of days, and so few of them that as seconds all would lie within minutes of one another.
    return bool(numbers.min() >= 20_000 and numbers.max() < 80_000 and np.ptp(numbers) <= 400)


def _are_hundreds(numbers: Numbers) -> bool:
    return _are_whole(numbers) and bool(numbers.max() < 2400 and (numbers % 100 < 60).all() and numbers.max() >= 100)


def _have_thousands(numbers: Numbers) -> bool:
    three = numbers * 1000
    return bool(
        numbers.max() < DAY_S / 1000 and (np.abs(three - np.round(three)) < 1e-6).all() and _has_decimals(numbers, 2)
    )


def _are_clocks(numbers: Numbers) -> bool:
    hundredths = np.round(numbers % 1 * 100)
    return bool(
        numbers.max() < 24 and not _has_decimals(numbers, 2) and (hundredths < 60).all() and not _are_whole(numbers)
    )


def _date(number: float) -> str:
    there = _EPOCH + datetime.timedelta(seconds=round(number * DAY_S))
    return there.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M:%S")


def _since_1970(number: float) -> str:
    there = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=number if number < 1e11 else number / 1000)
    return there.strftime("%Y-%m-%d %H:%M:%S")


def _clock(unit_s: float) -> Callable[[float], str]:
    return lambda number: format_time_of_day(number * unit_s)


def _hundreds(number: float) -> str:
    return f"{int(number) // 100:02d}:{int(number) % 100:02d}"


_TIMES = (
    _Kind("seconds since 1970", lambda numbers: bool(numbers.min() >= 1e8), _since_1970, _AS_CLOCK),
    _Kind(
        "dates and times as spreadsheets keep them",
        lambda numbers: _are_dates(numbers) and _has_decimals(numbers, 3),
        _date,
        "Put the date and the time into a column each, the time as 09:30:15, and save it again.",
    ),
    _Kind(
        "dates as spreadsheets keep them",
        lambda numbers: _are_dates(numbers) and _are_whole(numbers) and len(np.unique(numbers)) * 3 <= len(numbers),
        _date,
        "'time' is the column with the time of day; the one with the date is 'day', shown as 2026-11-02.",
    ),
    _Kind(
        "times of day as spreadsheets keep them",
        lambda numbers: bool(numbers.min() >= 0 and numbers.max() < 1),
        _clock(DAY_S),
        _AS_CLOCK,
    ),
    _Kind("seconds with a point before the thousands", _have_thousands, _clock(1000.0), _AS_CLOCK, certain=False),
    _Kind(
        "hours and minutes with a point between",
        _are_clocks,
        lambda number: _hundreds(number * 100 + 0.5),
        _AS_CLOCK,
        certain=False,
    ),
    _Kind("hours", lambda numbers: bool(numbers.max() < 24), _clock(HOUR_S), _AS_CLOCK, certain=False),
    _Kind("hours and minutes without a colon", _are_hundreds, _hundreds, _AS_CLOCK, certain=False),
    _Kind("minutes since 00:00", lambda numbers: bool(numbers.max() < 1440), _clock(60.0), _AS_CLOCK, certain=False),
)
"""Which of them comes first is what a number is taken for that might be several."""
_DURATIONS = (
    _Kind(
        "durations as spreadsheets keep them, in days",
        lambda numbers: bool(numbers.max() < 0.5 and _has_decimals(numbers, 3)),
        lambda number: format_duration(float(round(number * DAY_S))),
        _AS_SECONDS,
    ),
    _Kind(
        "minutes",
        lambda numbers: (
            bool(numbers.mean() < 15 and numbers.max() < 180 and not _has_decimals(numbers, 2))
            and not _are_whole(numbers)
        ),
        lambda number: format_duration(float(round(number * 60))),
        _AS_SECONDS,
        certain=False,
    ),
)
