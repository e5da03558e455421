"""Numbers look the same everywhere, and no rounding makes them lie."""

import doctest
import math

import pytest

from simulator.catalogue import Unit
from simulator.report.tables import table
from simulator.report.words import condition_words, numbers, sentence
from simulator.report.words.numbers import format_change, format_difference, format_row, format_value, listed, shorten


@pytest.mark.parametrize("module", [condition_words, numbers, sentence, table])
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
        # No sign where rounding leaves nothing, and a clock on either side of 0.
        (-0.0, Unit.SHARE, math.nan, "0.0 %"),
        (-0.0004, Unit.SHARE, 0.01, "0.0 % ± 1.0"),
        (-0.04, Unit.SECONDS, math.nan, "0.0 s"),
        (-0.0, Unit.HOURS, math.nan, "0.0"),
        (-200.0, Unit.SECONDS, 3.2, "-3m20s ± 3 s"),
        (-59.6, Unit.SECONDS, math.nan, "-59.6 s"),
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


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "text"),
    [
        (0.8421, 0.8311, 0.8531, Unit.SHARE, "84.2 % ± 1.1"),
        (0.997, 0.989, 0.999, Unit.SHARE, "99.7 % (98.9–99.9)"),
        (0.877, 0.843, 0.900, Unit.SHARE, "87.7 % ± 3.4"),
        (0.877, 0.840, 0.900, Unit.SHARE, "87.7 % (84.0–90.0)"),
        (0.02, 0.001, 0.034, Unit.SHARE, "2.0 % ± 1.9"),
        (0.02, 0.005, 0.042, Unit.SHARE, "2.0 % (0.5–4.2)"),
        (0.985, 0.975, 0.9999, Unit.SHARE, "98.5 % ± 1.5"),
        (0.985, 0.969, 0.997, Unit.SHARE, "98.5 % (96.9–99.7)"),
        (0.9999, 0.9884, 1.0, Unit.SHARE, "100.0 % (98.8–100.0)"),
        (0.0, 0.0, 0.0012, Unit.SHARE, "0.0 % (0.0–0.1)"),
        (1.0, 0.988, 1.0, Unit.SHARE, "100.0 % (98.8–100.0)"),
        (6.9, 4.1, 12.3, Unit.SECONDS, "6.9 s (4.1–12.3)"),
        (58.9, 48.0, 87.0, Unit.SECONDS, "58.9 s (48 s–1m27s)"),
        (135.0, 104.0, 166.0, Unit.SECONDS, "2m15s ± 31 s"),
        (17160.0, 15940.0, 18398.0, Unit.SECONDS, "4h46m ± 21m"),
        (7505.0, 7495.0, 7515.0, Unit.SECONDS, "2h05m ± 1m"),
        (7505.0, 3305.0, 11705.0, Unit.SECONDS, "2h05m ± 1h10m"),
        (79.2, 79.16, 79.26, Unit.HOURS, "79.2 ± 0.1"),
        (1.5, 0.4, 4.2, Unit.CONTACTS, "1.5 (0.4–4.2)"),
        (-5.0, -9.0, -3.0, Unit.SECONDS, "-5.0 s (-9.0 to -3.0)"),
        (-65.0, -70.0, -40.0, Unit.SECONDS, "-1m05s (-1m10s to -40 s)"),
        (0.0, -0.0, 0.03, Unit.SHARE, "0.0 % (0.0–3.0)"),
        (0.3, math.nan, math.nan, Unit.SHARE, "30.0 %"),
        (math.nan, math.nan, math.nan, Unit.SHARE, "–"),
    ],
)
def test_an_interval_is_shown_with_plus_minus_only_where_its_sides_look_alike(value, low, high, unit, text):
    assert format_row(value, low, high, unit) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "limit", "text"),
    [
        (0.7996, 0.7896, 0.8096, Unit.SHARE, 0.8, "79.96 % ± 1.00"),
        (0.8, 0.79, 0.81, Unit.SHARE, 0.8, "80.0 % ± 1.0"),
        (0.80003, 0.79003, 0.81003, Unit.SHARE, 0.8, "80.003 % ± 1.000"),
        (0.805, 0.79997, 0.81003, Unit.SHARE, 0.8, "80.500 % ± 0.503"),
        (0.85, 0.84, 0.86, Unit.SHARE, 0.8, "85.0 % ± 1.0"),
        (0.83, 0.81, 0.861, Unit.SHARE, 0.8, "83.0 % (81.0–86.1)"),
        (100.0, 86.0, 119.0, Unit.SECONDS, 120.0, "1m40s ± 19 s"),
        (110.0, 102.0, 119.0, Unit.SECONDS, 120.0, "1m50s ± 9 s"),
        (101.5, 80.2, 118.9, Unit.SECONDS, 120.0, "1m42s (1m20s–1m59s)"),
        (119.7, 119.5, 119.9, Unit.SECONDS, 120.0, "119.7 s ± 0.2"),
        (100.0, 95.0, 105.0, Unit.SECONDS, 120.0, "1m40s ± 5 s"),
        (19.96, 19.0, 21.0, Unit.SECONDS, 20.0, "19.96 s ± 1.04"),
    ],
)
def test_a_value_never_looks_as_if_it_were_on_the_other_side_of_its_limit(value, low, high, unit, limit, text):
    assert format_row(value, low, high, unit, limit) == text


@pytest.mark.parametrize(
    ("difference", "low", "high", "unit", "text"),
    [
        (0.021, 0.017, 0.025, Unit.SHARE, "+2.1 ± 0.4 points"),
        (0.021, -0.004, 0.09, Unit.SHARE, "+2.1 (-0.4 to +9.0) points"),
        (-64.0, -120.0, -50.0, Unit.SECONDS, "-1m04s (-2m00s to -50 s)"),
        (0.021, 0.018, 0.0255, Unit.SHARE, "+2.1 ± 0.4 points"),
        (0.021, 0.001, 0.05, Unit.SHARE, "+2.1 (+0.1 to +5.0) points"),
        (0.0, 0.0, 0.0, Unit.SHARE, "0.0 ± 0.0 points"),
        (1.0, math.nan, math.nan, Unit.HOURS, "+1.0 h"),
    ],
)
def test_a_change_shows_both_ends_where_its_sides_differ(difference, low, high, unit, text):
    assert format_change(difference, low, high, unit) == text


def test_what_the_days_do_not_carry_is_marked_and_the_mark_stands_at_the_number():
    assert format_row(0.5, 0.4, 0.6, Unit.SHARE, enough=False) == "50.0 % ± 10.0°"
    assert format_change(0.02, 0.01, 0.03, Unit.SHARE, enough=False) == "+2.0 ± 1.0° points"
    assert format_change(2.0, 1.0, 9.0, Unit.CONTACTS, enough=False) == "+2.0 (+1.0 to +9.0)°"
