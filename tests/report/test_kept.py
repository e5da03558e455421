"""What became of a check in a cell: its value, how sure it is, and the sign, never against each other."""

import pytest
from hotline import study

from simulator.checking import CheckResult, Finding
from simulator.report.tables.kept import outcome_cell
from simulator.scenario.judged.checks import parse_check


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "shown"),
    [
        ("days(asa_s(orders) <= 20s) >= 60%", 0.05, 0.001, 0.249, "5.0 % (0.1–24.9) ✗"),
        ("days(service_level(orders) >= 80%) >= 90%", 1.0, 0.832, 1.0, "100.0 % (83.2–100.0) ✗"),
        ("service_level(orders) >= 80%", 0.7996, 0.7994, 0.7998, "79.96 % ± 0.02 ✗"),
        ("asa_s(orders) <= 20s", 30.0, 29.0, 31.0, "30.0 s ± 1.0 ✗"),
    ],
)
def test_a_check_in_a_cell_has_its_own_unit_an_interval_that_is_possible_and_digits_enough(
    text, value, low, high, shown
):
    check = parse_check(text, study().resolve("as_today"))
    assert outcome_cell(CheckResult(check, "as_today", Finding.BROKEN, value, low, high, 20)).text == shown


def test_a_check_that_too_few_days_show_is_marked_in_its_cell():
    check = parse_check("service_level(orders) >= 80%", study().resolve("as_today"))
    found = CheckResult(check, "as_today", Finding.UNDECIDED, 0.7, 0.6, 0.8, 20, enough=False)
    assert outcome_cell(found).text == "70.0 % ± 10.0° ?"
