"""Times and add work on what an analyst writes, exactly, in the unit it was written in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.text.quantities import Value, factor, increased, multiplied
from simulator.units import parse_duration, parse_rate_per_hour, parse_share


@pytest.mark.parametrize(
    ("value", "by", "result"),
    [
        (10, "1.2", 12),
        (24, "1.1", 26.4),
        (95, "1.2", 114),
        (3, "1.1", 3.3),
        (0.9, "2", 1.8),
        ("4m", "1.2", "4m48s"),
        ("3m30s", "0.5", "1m45s"),
        ("1s", "0.001", "0.001s"),
        ("80%", "1.1", "88%"),
        ("33.3%", "3", "99.9%"),
        ("240/h", "1.2", "288/h"),
        ("4 / min", "0.5", "2/min"),
        ("4m", "0", "0s"),
        ("14 EUR/h", "1.05", "14.7 EUR/h"),
    ],
)
def test_times_multiplies_exactly_and_keeps_the_unit(value: Value, by: str, result: Value) -> None:
    found = multiplied(value, Decimal(by))
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("value", "by", "result"),
    [
        (4, 2, 6),
        (4, -2, 2),
        (4, 0.5, 4.5),
        (0.1, 0.2, 0.3),
        ("4m", "30s", "4m30s"),
        ("4m", "-30s", "3m30s"),
        ("4m", "+500ms", "240.5s"),
        ("80%", "5%", "85%"),
        ("80%", "-5%", "75%"),
        ("240/h", "20/h", "260/h"),
        ("4/min", "20/h", "260/h"),
        ("4/min", "-1/min", "3/min"),
        ("18:00", "30m", "18:30"),
        ("18:00", "-90m", "16:30"),
        ("25:30", "1h", "26:30"),
        ("14 EUR/h", "1.50 EUR/h", "15.5 EUR/h"),
        ("14.25 EUR/hour", "-0.25 EUR/h", "14 EUR/h"),
    ],
)
def test_add_adds_exactly_and_keeps_the_unit(value: Value, by: Value, result: Value) -> None:
    found = increased(value, by)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(("value", "result"), [(1.2, "1.2"), (0, "0"), ("120%", "1.2"), ("85 %", "0.85")])
def test_a_factor_is_a_number_or_a_percentage(value: Value, result: str) -> None:
    assert factor(value) == Decimal(result)


@pytest.mark.parametrize("value", [True, None, -1, "1.2", "4m", "-5%", float("nan")])
def test_nothing_else_is_a_factor(value: Value) -> None:
    with pytest.raises(ValueError, match="expected a number or a percentage for 'times'"):
        factor(value)


@pytest.mark.parametrize("value", [True, None, "endless", "", "80% in 20s", "12"])
def test_what_is_no_number_is_not_changed(value: Value) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        multiplied(value, Decimal(2))
    with pytest.raises(ValueError, match="is not a number"):
        increased(value, 2)


@pytest.mark.parametrize(
    ("value", "by"), [("4m", 2), ("4m", "2"), (4, "4m"), ("80%", 5), ("18:00", "01:00"), (4, None)]
)
def test_only_what_measures_the_same_is_added(value: Value, by: Value) -> None:
    with pytest.raises(ValueError, match="cannot be added to"):
        increased(value, by)


numbers = st.decimals(0, 10_000, places=3)


@given(numbers, st.sampled_from(["ms", "s", "m", "min", "h", "d"]), st.decimals(0, 3, places=3))
def test_a_changed_duration_is_read_back_as_what_it_is(number: Decimal, unit: str, by: Decimal) -> None:
    text = f"{number}{unit}"
    changed = parse_duration(multiplied(text, by))
    assert changed == pytest.approx(parse_duration(text) * float(by), abs=1e-3 + 2e-6 * float(by))


@given(numbers, numbers)
def test_a_changed_rate_and_a_changed_share_are_read_back(number: Decimal, by: Decimal) -> None:
    rate = parse_rate_per_hour(multiplied(f"{number}/min", by))
    assert rate == pytest.approx(60 * float(number) * float(by))
    share = multiplied("50%", by)
    if by <= 2:
        assert parse_share(share) == pytest.approx(0.5 * float(by))


@given(st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_whole_numbers_stay_whole(number: int, more: int) -> None:
    if number + more >= 0:
        assert increased(number, more) == number + more
        assert isinstance(increased(number, more), int)
