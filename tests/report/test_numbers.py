"""Numbers look the same everywhere, and no rounding makes them lie."""

import doctest
import math

import pytest

from simulator.catalogue import Unit
from simulator.report import numbers, sentence, table
from simulator.report.numbers import format_difference, format_value, listed, shorten


@pytest.mark.parametrize("module", [numbers, sentence, table])
def test_the_examples_in_the_docstrings_are_true(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("value", "unit", "half", "text"),
    [
        (0.8421, Unit.SHARE, 0.011, "84.2 % ± 1.1"),
        (0.8421, Unit.SHARE, 0.0003, "84.21 % ± 0.03"),
        (1.0, Unit.SHARE, 0.0, "100.0 % ± 0.0"),
        (0.0, Unit.SHARE, math.nan, "0.0 %"),
        (12.34, Unit.SECONDS, 1.2, "12.3 s ± 1.2"),
        (59.97, Unit.SECONDS, math.nan, "1m00s"),
        (65.0, Unit.SECONDS, 3.2, "1m05s ± 3 s"),
        (20.0, Unit.SECONDS, 80.0, "20.0 s ± 1m20s"),
        (3599.6, Unit.SECONDS, math.nan, "1h00m"),
        (7505.0, Unit.SECONDS, math.nan, "2h05m"),
        (1433.0, Unit.CONTACTS, 0.0, "1,433 ± 0"),
        (3.25, Unit.CONTACTS, 1.5, "3.2 ± 1.5"),
        (29.0, Unit.CONTACTS, math.nan, "29.0"),
        (0.0, Unit.CONTACTS, math.nan, "0"),
        (412.0, Unit.HOURS, math.nan, "412.0"),
        (15.04, Unit.PER_HOUR, 0.12, "15.0 ± 0.1"),
        (2.918, Unit.MONEY, 0.131, "2.92 ± 0.13"),
        (1296.6, Unit.MONEY, 3.2, "1,297 ± 3"),
        (589.05, Unit.MONEY, 0.35, "589.05 ± 0.35"),
        (math.nan, Unit.MONEY, math.nan, "–"),
        (math.nan, Unit.SHARE, math.nan, "–"),
        (math.inf, Unit.SECONDS, math.nan, "∞"),
    ],
)
def test_a_value_is_shown_with_its_unit_and_half_width(value, unit, half, text):
    assert format_value(value, unit, half) == text


@pytest.mark.parametrize(
    ("difference", "unit", "half", "text"),
    [
        (0.021, Unit.SHARE, 0.004, "+2.1 ± 0.4 points"),
        (-0.021, Unit.SHARE, math.nan, "-2.1 points"),
        (-0.0001, Unit.SHARE, math.nan, "0.0 points"),
        (-3.21, Unit.SECONDS, 0.7, "-3.2 ± 0.7 s"),
        (64.0, Unit.SECONDS, 3.0, "+1m04s ± 3 s"),
        (-1.5, Unit.SECONDS, 75.0, "-2 s ± 1m15s"),
        (2.0, Unit.HOURS, 0.0, "+2.0 ± 0.0 h"),
        (0.0, Unit.CONTACTS, 0.0, "0.0 ± 0.0"),
        (math.nan, Unit.SHARE, math.nan, "–"),
    ],
)
def test_a_difference_has_its_sign_and_shares_are_in_points(difference, unit, half, text):
    assert format_difference(difference, unit, half) == text


def test_a_long_name_keeps_its_start_and_its_end():
    assert shorten("generalists_with_more_at_the_peak", 15) == "general…he_peak"
    assert shorten("short", 15) == "short"


def test_names_are_listed_as_a_sentence_does():
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
