"""Numbers that name queues, and numbers that name days: only of the days there is a warning."""

import pytest
from files_taken import HALF_HOURS, a_study, counts, only_odd

from simulator.demand.look import look
from simulator.units import format_time_of_day


def rows_of(heading: str, values: tuple[str, ...]) -> str:
    rows = (f"{value},{row}\n" for row in HALF_HOURS.split() for value in values)
    return f"{heading},time,count\n{''.join(rows)}"


@pytest.mark.parametrize(
    ("heading", "values"),
    [("queue", ("101", "102")), ("queue", ("1", "2", "3")), ("nr", ("101", "102")), ("skill_id", ("7", "30"))],
)
def test_numbers_of_queues_are_no_days(tmp_path, heading, values):
    assert look(counts(tmp_path, rows_of(heading, values))) == ((), ())


@pytest.mark.parametrize(
    ("heading", "values"),
    [("day", ("1", "2")), ("nr", ("1", "2", "3")), ("x", ("20261101", "20261102")), ("day_id", ("101", "102"))],
)
def test_numbers_that_may_be_days_are_told(tmp_path, heading, values):
    assert f"each time occurs {len(values)} times in g.csv" in only_odd(counts(tmp_path, rows_of(heading, values)))


def test_days_as_numbers_below_one_another_are_told_and_queues_are_not(tmp_path):
    day = [f"{format_time_of_day(32400 + 300 * place)}" for place in range(100)]
    rows = "".join(f"{time},{part}\n" for part in (1, 2) for time in day)
    days = a_study(tmp_path, "{recorded: {file: r.csv, time: time}}", r=f"time,no_of_day\n{rows}")
    assert "the times in r.csv start over once, as if 2 days were read as one." in only_odd(days)
    assert look(a_study(tmp_path, "{recorded: {file: r.csv, time: time}}", r=f"time,queue\n{rows}")) == ((), ())


def test_measured_numbers_do_not_tell_the_rows_of_a_time_apart(tmp_path):
    rows = "".join(f"{row},{100 + place % 40}\n" for place, row in enumerate(HALF_HOURS.split() * 3))
    assert "each time occurs 3 times in g.csv" in only_odd(counts(tmp_path, f"time,count,handled\n{rows}"))
