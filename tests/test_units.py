"""Texts with units are read exactly, and what has no unit is refused in words that say how to write it."""

import doctest

import pytest

from simulator import units
from simulator.units import parse_date, parse_money_per_hour


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(units).failed == 0


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("14 EUR/h", (14.0, "EUR")),
        ("14.50EUR/hour", (14.5, "EUR")),
        (" .5 USD / h ", (0.5, "USD")),
        ("0 CHF/h", (0.0, "CHF")),
    ],
)
def test_money_per_hour_is_an_amount_and_a_currency(text, money):
    assert parse_money_per_hour(text) == money


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14", "needs a currency, got 14. Write 14 EUR/h."),
        (14, "needs a currency, got 14."),
        ("14 EUR", "expected money per hour, got '14 EUR'. Write it as 14 EUR/h."),
        ("14 eur/h", "expected money per hour"),
        ("14 EURO/h", "expected money per hour"),
        ("EUR 14/h", "expected money per hour"),
        (None, "expected money per hour, got nothing"),
    ],
)
def test_other_money_is_refused(text, words):
    with pytest.raises(ValueError, match="money per hour") as refused:
        parse_money_per_hour(text)
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["2026-11-31", "2026-13-01", "26-11-30", "2026/11/30", "20261130", 2026, None])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"expected a date|expected a day of the calendar"):
        parse_date(text)
