"""Rows of a day that is told: its reporting intervals, or its hours where intervals are many."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from simulator.describing.description import Description
from simulator.report.words.numbers import NOTHING
from simulator.units import HOUR_S
from simulator.units import format_time_of_day as clock
from simulator.work.load_nouns import ratio

ROWS_MAX = 26
"""More intervals than this are told by the hour."""
BY_HOUR, BY_INTERVAL = "hour", "interval"


class IntervalRow(NamedTuple):
    """Neighbouring intervals that are told in one row."""

    from_s: float
    to_s: float
    places: tuple[int, ...]

    @property
    def label(self) -> str:
        """Return its span, as ``08:00-08:30``."""
        return f"{clock(self.from_s)}-{clock(self.to_s)}"


def rows_of(one: Description, by: str | None = None) -> list[IntervalRow]:
    """Return the rows by ``hour`` or ``interval``; None: intervals, unless they are many.

    An hour holds the intervals that begin in it.
    """
    places = range(len(one.edges_s) - 1)
    if by == BY_INTERVAL or (by is None and len(places) <= ROWS_MAX):
        groups: list[tuple[int, ...]] = [(place,) for place in places]
    else:
        groups = [tuple(mine) for _, mine in groupby(places, key=lambda place: one.edges_s[place] // HOUR_S)]
    return [IntervalRow(one.edges_s[mine[0]], one.edges_s[mine[-1] + 1], mine) for mine in groups]


def without_nothing(rows: Sequence[IntervalRow], *columns: Sequence[float]) -> list[IntervalRow]:
    """Return the rows, neighbours in which all ``columns`` are 0 as one: there is nothing to tell of them."""
    found: list[IntervalRow] = []
    for row in rows:
        empty = not any(total(column, row) for column in columns)
        if empty and found and not any(total(column, found[-1]) for column in columns):
            before = found.pop()
            row = IntervalRow(before.from_s, row.to_s, before.places + row.places)
        found.append(row)
    return found


def total(column: Sequence[float], row: IntervalRow) -> float:
    """Return what a column of numbers adds up to in a row."""
    return sum(column[place] for place in row.places)


def mean(column: Sequence[float], hours: Sequence[float], row: IntervalRow) -> float:
    """Return the mean of a column through a row's time."""
    return hours_of(column, hours, row) / sum(hours[place] for place in row.places)


def hours_of(column: Sequence[float], hours: Sequence[float], row: IntervalRow | None = None) -> float:
    """Return the agent hours that a column of agents means in a row; None: all day."""
    places = range(len(column)) if row is None else row.places
    return sum(column[place] * hours[place] for place in places)


def occupancy(work: float, staff: float) -> str:
    """Return work per agent as a reader sees it: more than 100 % is marked, for nobody could do that.

    >>> occupancy(9.0, 12.0), occupancy(13.0, 12.0), occupancy(1.0, 0.0)
    ('75 %', '! 109 %', '! nobody')
    """
    share = ratio(work, staff)
    if math.isnan(share):
        return NOTHING
    if math.isinf(share):
        return "! nobody"
    mark = "! " if work > staff * (1 + 1e-9) else ""
    # What is a little too much does not show as just enough.
    return f"{mark}{math.ceil(100 * share) if mark else round(100 * share):,} %"


def number(value: float, decimals: int = 1) -> str:
    """Return a number with its thousands told apart; missing is a dash."""
    if math.isnan(value):
        return NOTHING
    return f"{value:,.{decimals}f}" if math.isfinite(value) else "∞"


def numbers(values: Sequence[float]) -> list[str]:
    """Return the numbers of one column, all with a decimal or, where all are whole, none.

    >>> numbers([12.0, 3.0]), numbers([12.5, 3.0])
    (['12', '3'], ['12.5', '3.0'])
    """
    whole = all(math.isclose(value, round(value), abs_tol=1e-9) for value in values if math.isfinite(value))
    return [number(value, 0 if whole else 1) for value in values]


def apart(larger: float, smaller: float) -> tuple[str, str]:
    """Return two numbers with so many decimals that the larger one is seen to be larger.

    >>> apart(13.2, 12.0), apart(1.02, 1.0)
    (('13.2', '12'), ('1.02', '1'))
    """
    decimals = next((one for one in (1, 2, 3) if number(larger, one) != number(smaller, one)), 4)
    return number(larger, decimals), number(smaller, 0 if smaller == round(smaller) else decimals)


def of_a_day(value: float) -> str:
    """Return a number of cases or contacts a day: with a decimal only where there are few.

    >>> of_a_day(1432.6), of_a_day(7.25), of_a_day(0.0)
    ('1,433', '7.2', '0')
    """
    return number(value, 0 if value >= 10 or value == 0 else 1)
