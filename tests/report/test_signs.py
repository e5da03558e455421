"""A sign says what a difference amounts to: better, worse, too close to matter, the same, or not told yet."""

import pytest
from hotline import by_hand

from simulator.report.words.signs import Sign, by_chance, legend, sign

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]
DELTA = by_hand({"today": DAYS, "more": [day + 30 + day % 3 for day in DAYS]}).delta("more", "served_in_time")


def of(metric, low, high, verdict):
    return DELTA._replace(metric=metric, difference=(low + high) / 2, low=low, high=high, verdict=verdict)


@pytest.mark.parametrize(
    ("metric", "low", "high", "verdict", "baseline", "found"),
    [
        ("served_in_time", 0.01, 0.02, "better", 0.8, Sign.BETTER),
        ("served_in_time", 0.0002, 0.0009, "better", 0.8, Sign.CLOSE),
        ("served_in_time", -0.0009, 0.0002, "cannot tell", 0.8, Sign.CLOSE),
        ("served_in_time", -0.0009, 0.0011, "cannot tell", 0.8, Sign.OPEN),
        ("served_in_time", 0.0, 0.0, "same", 0.8, Sign.SAME),
        ("abandonment_rate", 0.01, 0.02, "worse", 0.1, Sign.WORSE),
        ("asa_s", -0.09, -0.01, "better", 2.0, Sign.CLOSE),
        ("asa_s", -0.4, -0.2, "better", 60.0, Sign.BETTER),
        ("asa_s", -0.29, -0.2, "better", 60.0, Sign.CLOSE),
        ("staff_cost", 1.0, 4.9, "worse", 1000.0, Sign.CLOSE),
        ("staff_cost", 1.0, 5.1, "worse", 1000.0, Sign.WORSE),
        ("agent_hours", 7.0, 9.0, "higher", 40.0, Sign.FACT),
        ("occupancy", -0.1, 0.1, "cannot tell", 0.8, Sign.OPEN),
        ("closed", 0.001, 0.002, "better", float("nan"), Sign.BETTER),
        ("asa_s", float("nan"), float("nan"), "cannot tell", 60.0, Sign.OPEN),
    ],
)
def test_the_sign_of_a_difference(metric, low, high, verdict, baseline, found):
    from simulator.stats.paired import Verdict

    assert sign(of(metric, low, high, Verdict(verdict)), baseline) is found


def test_a_difference_that_too_few_days_show_is_open_however_small_it_looks():
    from simulator.stats.paired import Verdict

    small = of("served_in_time", -0.0001, 0.0001, Verdict.CANNOT_TELL)
    assert sign(small, 0.8) is Sign.CLOSE
    assert sign(small._replace(enough=False), 0.8) is Sign.OPEN


def test_how_many_signs_chance_gets_wrong_is_worked_out():
    assert by_chance(0.95, 60, 120) == "about 3 of the 120 signs outside the goal's row may be wrong by chance"
    assert (
        by_chance(0.95, 10, 40)
        == "in about 1 of 2 tables one of the 40 signs outside the goal's row is wrong by chance"
    )
    assert (
        by_chance(0.99, 10, 40)
        == "in about 1 of 10 tables one of the 40 signs outside the goal's row is wrong by chance"
    )
    assert by_chance(0.95, 0, 0) == ""


def test_the_legend_has_a_fixed_order_and_only_what_occurs():
    assert legend([Sign.OPEN, Sign.FACT, Sign.WORSE]) == "▼ worse, ? undecided"
    assert legend([Sign.FACT]) == ""
