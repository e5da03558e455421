"""What a strategy costs, and what it gives for it, is said only where it says something."""

import pytest
from hotline import by_hand, with_money

from simulator.report.words.cost import cost, money_per_point, points_per_hour, prices

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]


def compared(gain, hours, money=None, **more):
    days = by_hand(
        {"today": DAYS, "other": [day + gain + number % 2 for number, day in enumerate(DAYS)]}, hours, **more
    )
    return with_money(days, money) if money else days


@pytest.mark.parametrize(
    ("gain", "hours", "each"),
    [
        (29.5, 42.0, "1.5"),
        (-30.5, 38.0, "1.5"),
        (29.5, 38.0, ""),
        (29.5, 40.4, ""),
        (-0.5, 42.0, ""),
    ],
)
def test_an_agent_hour_has_a_price_where_gain_and_hours_go_together(gain, hours, each):
    assert points_per_hour(compared(gain, {"other": hours}), "other") == each


def test_a_gain_that_other_customers_made_has_no_price():
    differ = compared(29.5, {"other": 42.0}, customers_differ=("other",))
    assert points_per_hour(differ, "other") == ""
    assert not any(prices(differ)["points per agent hour"].values())


def test_a_point_has_a_price_where_money_is_known():
    known = compared(29.5, {"other": 42.0}, {"today": 560.0, "other": 590.0})
    assert money_per_point(known, "other") == "10.00"
    assert money_per_point(compared(29.5, {"other": 42.0}), "other") == ""


@pytest.mark.parametrize(
    ("hours", "money", "said"),
    [
        (40.0, None, ", with the same agent hours"),
        (48.0, None, ", for 8.0 more agent hours a day"),
        (38.5, None, ", with 1.5 fewer agent hours a day"),
        (40.0, 500.0, ", with the same agent hours (60 EUR less)"),
        (48.0, 1560.0, ", for 8.0 more agent hours a day (1,000 EUR more)"),
        (48.0, 560.4, ", for 8.0 more agent hours a day"),
    ],
)
def test_the_cost_in_words(hours, money, said):
    known = None if money is None else {"today": 560.0, "other": money}
    assert cost(compared(30, {"other": hours}, known), "other") == said


def test_of_several_no_cost_is_said():
    assert cost(compared(30, {"other": 48.0}), "other", ["other", "another"]) == ""
