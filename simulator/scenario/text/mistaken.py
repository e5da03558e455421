"""What a column of bare numbers probably is, where it is not what it is taken for: a spreadsheet's way to keep time.

Everywhere else in a scenario a bare number is refused, because nobody should have to guess its unit. In a file it is
seconds, and what programs write instead still reads as numbers: here it is told apart by what all cells have in common.
A look is certain only where the other reading is out of the question; a warning costs less than a wrong refusal.
"""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.units import DAY_S, HOUR_S, format_duration, format_time_of_day, shown

Numbers = NDArray[np.float64]

FEW = 3
"""Of fewer numbers nothing is said: they may be anything."""
MANY = 20
"""So many arrivals do not all come within the minutes after midnight."""
MINUTES_AFTER_S = 1440.0
"""Within these: as many minutes as a day has, taken for seconds."""
_SURE = 10
"""Of so many dates and times several are of one day."""
_YEARS_DAYS = 1100
"""A file is of at most three years; so many seconds are a quarter of an hour."""
_WEEKS_DAYS = 8
"""Between two days on which somebody comes there is a week and a holiday at most."""
_EPOCH = datetime.datetime(1899, 12, 30)
"""Day 0 of spreadsheets."""
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})*")
_AS_CLOCK = "Show the column as 09:30:15 (hh:mm:ss) in the spreadsheet and save it again."
_AS_SECONDS = "Show the column as 0:03:30 (h:mm:ss) in the spreadsheet and save it again, or turn it into seconds."
_APART = "Put the date and the time into a column each, the time as 09:30:15."
_AS_DATE = "Show the column as 2026-11-02 (yyyy-mm-dd) in the spreadsheet and save it again."


class Mistaken(NamedTuple):
    """What numbers look like, with the first of them as an example, and what to do about it."""

    what: str
    hint: str
    certain: bool
    """Whether they cannot be what they are taken for."""
    taken_for: str = "A bare number is a number of seconds"
    of_long_ones: bool = False
    """Whether it is only said of durations that are longer than seconds, as talks: those after them may be as short."""

    @property
    def certainly(self) -> str:
        """Return the sentence of an error."""
        return f"{self.taken_for[0].lower()}{self.taken_for[1:]}, and these are {self.what}."

    @property
    def probably(self) -> str:
        """Return the sentence of a warning."""
        return f"{self.taken_for[0].lower()}{self.taken_for[1:]}, but these look like {self.what}."


class _Kind(NamedTuple):
    what: str
    fits: Callable[[list[str], Numbers], bool]
    read: Callable[[float], str]
    """What one of the numbers is, in words."""
    hint: str
    certain: Callable[[Numbers], bool] = lambda _: True
    thousands: bool = False
    """Whether only those with a point are something else."""
    of_long_ones: bool = False


def mistaken_times(texts: list[str], numbers: Numbers) -> Mistaken | None:
    """Return what cells, read as seconds since 00:00, look like instead; None where they look like seconds.

    >>> mistaken_times(["0.377731", "0.378553", "0.381887"], np.array([0.377731, 0.378553, 0.381887])).what
    'times of day as spreadsheets keep them: 0.377731 is 09:03:56'
    """
    return _first(texts, numbers, _TIMES)


def mistaken_times_after_midnight(texts: list[str], numbers: Numbers) -> Mistaken | None:
    """Return as `mistaken_times` what cells look like, where the minutes after midnight are all that is simulated.

    >>> mistaken_times_after_midnight(["930", "1000", "1030"], np.array([930.0, 1000.0, 1030.0]))
    """
    return _first(texts, numbers, _AFTER_MIDNIGHT)


def mistaken_durations(texts: list[str], numbers: Numbers) -> Mistaken | None:
    """Return what cells, read as seconds of a duration, look like instead; None where they look like seconds.

    >>> mistaken_durations(["0", "0.002731", "0.004213", "0.004595"], np.array([0, 0.002731, 0.004213, 0.004595])).what
    'durations in days, as spreadsheets keep them: 0.002731 is 3m56s'
    """
    there = numbers > 0
    return _first([text for text, one in zip(texts, there.tolist(), strict=True) if one], numbers[there], _DURATIONS)


def mistaken_days(texts: list[str], numbers: Numbers) -> Mistaken | None:
    """Return what cells, read as names of days, are instead; None where they may be numbers of days.

    >>> mistaken_days(["46328"], np.array([46328.0])).what
    'dates as spreadsheets keep them: 46328 is 2026-11-02'
    """
    if not len(numbers) or numbers.min() < 20_000 or numbers.max() >= 80_000:
        return None
    example = f"{texts[0]} is {_date(float(numbers[0]))}"
    return Mistaken(
        f"dates as spreadsheets keep them: {example}", _AS_DATE, True, "A bare number is read as the number of a day"
    )


def mistaken_counts(texts: list[str], numbers: Numbers) -> Mistaken | None:
    """Return what cells, read as numbers with decimals, look like instead; None where they may be such numbers.

    >>> mistaken_counts(["950", "1.020", "1.100"], np.array([950, 1.02, 1.1])).what
    "thousands with a point: '1.020' is 1020"
    """
    if not len(texts) or not _are_thousands(texts, numbers):
        return None
    example = next(text for text in texts if "." in text)
    what = f"numbers with a point as thousands separator: {shown(example)} is {example.replace('.', '')}"
    return Mistaken(what, "Save the column without thousands separators.", False, "A point is read as a decimal point")


def _first(texts: list[str], numbers: Numbers, kinds: tuple[_Kind, ...]) -> Mistaken | None:
    if not len(numbers) or (numbers.min() == numbers.max() and numbers[0] < 1e8):
        return None
    for kind in kinds:
        if kind.fits(texts, numbers):
            certain = kind.certain(numbers)
            at = next(place for place, text in enumerate(texts) if "." in text) if kind.thousands else 0
            what = f"{kind.what}: {texts[at]} is {kind.read(float(numbers[at]))}"
            return Mistaken(what, kind.hint, certain, of_long_ones=kind.of_long_ones)
    return None


def _has_decimals(numbers: Numbers, places: int) -> bool:
    """Return whether most of the numbers have more decimals than so many places."""
    scaled = numbers * 10.0**places
    return bool((np.abs(scaled - np.round(scaled)) > 1e-6 * 10.0**places).mean() > 0.5)


def _are_whole(numbers: Numbers) -> bool:
    return bool((numbers == np.round(numbers)).all())


def _are_near(numbers: Numbers) -> bool:
    # Days of half a century, and so few of them that as seconds all would lie within minutes of one another.
    return bool(len(numbers) >= FEW and numbers.min() >= 20_000 and numbers.max() < 80_000) and (
        float(np.ptp(numbers)) <= _YEARS_DAYS
    )


def _are_of_few_days(numbers: Numbers) -> bool:
    """Return whether many share a whole part, and no fraction lies in the night: so seconds of a day never are."""
    if len(numbers) < _SURE or len(np.unique(np.floor(numbers))) * 2 > len(numbers):
        return False
    fractions = np.unique(numbers % 1)
    gaps = np.diff(np.append(fractions, fractions[0] + 1))
    return bool(gaps.max() >= 0.15)


def _follow_one_another(numbers: Numbers) -> bool:
    """Return whether these are days of a week after week: a crowd has gaps, and a log of minutes whole ones."""
    return bool((np.diff(np.unique(numbers)) <= _WEEKS_DAYS).all())


def _are_few_dates(numbers: Numbers) -> bool:
    return len(numbers) >= _SURE and len(np.unique(numbers)) * 3 <= len(numbers)


def _are_hundreds(numbers: Numbers) -> bool:
    return bool(_are_whole(numbers) and 100 <= numbers.max() < 2400 and (numbers % 100 < 60).all())


def _have_thousands(texts: list[str]) -> bool:
    return (
        len(texts) >= FEW
        and any("." in text for text in texts)
        and all(_THOUSANDS.fullmatch(text) and text[:2] != "0." for text in texts)
    )


def _are_thousands(texts: list[str], numbers: Numbers) -> bool:
    # Programs write three decimals in every row: that all are tens of thousands is less likely.
    return _have_thousands(texts) and (numbers.max() < 10 or {text.count(".") for text in texts} != {1})


def _are_clocks(texts: list[str], numbers: Numbers) -> bool:
    parts = (text.partition(".") for text in texts)
    return bool(len(numbers) >= FEW and numbers.max() < 24 and not _are_whole(numbers)) and all(
        len(after) <= 2 and int(after.ljust(2, "0") or 0) < 60 for _, _, after in parts
    )


def _many(numbers: Numbers) -> bool:
    return len(numbers) >= MANY


def _below(bound: float) -> Callable[[list[str], Numbers], bool]:
    return lambda _, numbers: bool(len(numbers) >= FEW and numbers.min() >= 0 and numbers.max() < bound)


def _date(number: float) -> str:
    there = _EPOCH + datetime.timedelta(seconds=round(number * DAY_S))
    return there.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M:%S")


def _since_1970(number: float) -> str:
    there = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=number if number < 1e11 else number / 1000)
    return there.strftime("%Y-%m-%d %H:%M:%S")


def _clock(unit_s: float) -> Callable[[float], str]:
    return lambda number: format_time_of_day(float(round(number * unit_s)))


def _length(unit_s: float) -> Callable[[float], str]:
    return lambda number: format_duration(float(round(number * unit_s)))


def _hundreds(number: float) -> str:
    return f"{int(number) // 100:02d}:{int(number) % 100:02d}"


_TIMES = (
    _Kind(
        "seconds or milliseconds since 1970",
        lambda _, numbers: bool(numbers.min() >= 3e8 and numbers.max() < 1e13),
        _since_1970,
        _APART,
    ),
    _Kind(
        "dates and times as spreadsheets keep them",
        lambda _, numbers: _are_near(numbers) and _has_decimals(numbers, 1),
        _date,
        _APART,
        _are_of_few_days,
    ),
    _Kind(
        "dates as spreadsheets keep them",
        lambda _, numbers: _are_near(numbers) and _are_whole(numbers) and _follow_one_another(numbers),
        _date,
        "Name the column with the time of day; the one with the date is 'day'.",
        _are_few_dates,
    ),
    _Kind("times of day as spreadsheets keep them", _below(1.0), _clock(DAY_S), _AS_CLOCK),
    _Kind(
        "seconds with a point as thousands separator",
        lambda texts, numbers: bool(24 <= numbers.max() < DAY_S / 1000) and _have_thousands(texts),
        _clock(1000.0),
        "Save the column without thousands separators.",
        _many,
        thousands=True,
    ),
    _Kind(
        "hours and minutes with a point",
        _are_clocks,
        lambda number: _hundreds(round(number * 100)),
        _AS_CLOCK,
        _many,
    ),
    _Kind("hours", _below(24.0), _clock(HOUR_S), _AS_CLOCK, _many),
    _Kind(
        "hours and minutes without a colon",
        lambda texts, numbers: _below(2400.0)(texts, numbers) and _are_hundreds(numbers),
        _hundreds,
        _AS_CLOCK,
        _many,
    ),
    _Kind("minutes since 00:00", _below(MINUTES_AFTER_S), _clock(60.0), _AS_CLOCK, _many),
)
"""Which of them comes first is what a number is taken for that might be several."""
_AFTER_MIDNIGHT = tuple(kind for kind in _TIMES if kind.certain is not _many)
_DURATIONS = (
    _Kind(
        "durations in hours",
        lambda texts, numbers: _are_parts(texts, numbers) and float(np.median(numbers)) * DAY_S > HOUR_S / 2,
        _length(HOUR_S),
        _AS_SECONDS,
    ),
    _Kind("durations in days, as spreadsheets keep them", lambda *both: _are_parts(*both), _length(DAY_S), _AS_SECONDS),
    _Kind(
        "seconds with a point as thousands separator",
        _are_thousands,
        _length(1000.0),
        "Save the column without thousands separators.",
        lambda _: False,
        thousands=True,
    ),
    _Kind(
        "durations in minutes",
        lambda texts, numbers: (
            _below(180.0)(texts, numbers)
            and bool(numbers.mean() < 15)
            and not _has_decimals(numbers, 2)
            and not _are_whole(numbers)
        ),
        _length(60.0),
        _AS_SECONDS,
        lambda _: False,
        of_long_ones=True,
    ),
)


def _are_parts(texts: list[str], numbers: Numbers) -> bool:
    """Return whether all are parts of one, most of them with many decimals."""
    return bool(_below(0.5)(texts, numbers) and _has_decimals(numbers, 2))
