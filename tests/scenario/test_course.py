"""What is expected of a source: as planned, as it comes, with its campaigns, on its weekday."""

import pytest
from demand_texts import scenario_of

from simulator.scenario.days import course, curves
from simulator.units import HOUR_S


def expected(source, **more):
    return curves.total(course.coming(scenario_of(source, **more), "shoppers").own)


def test_a_weekday_multiplies_and_a_day_that_is_not_named_is_as_it_is():
    arrivals = {"per_day": 1000, "weekday": {"monday": "120%", "saturday": "40%"}}
    for day, number in (("monday", 1200), ("saturday", 400), ("friday", 1000)):
        assert expected({"arrivals": arrivals}, weekday=day) == pytest.approx(number)
    # A date says it as well: 30 November 2026 is a Monday.
    assert expected({"arrivals": arrivals}, date="2026-11-30") == pytest.approx(1200)


def test_a_day_is_spread_over_the_opening_hours():
    scenario = scenario_of({"arrivals": {"per_day": 1000, "profile": {"08:00": "40%", "12:00": "60%"}}})
    assert course.cases(scenario, "shoppers", 8 * HOUR_S, 12 * HOUR_S) == pytest.approx(400)
    assert course.cases(scenario, "shoppers", 12 * HOUR_S, 18 * HOUR_S) == pytest.approx(600)


def test_the_truth_changes_what_comes_and_not_the_forecast():
    scenario = scenario_of({"arrivals": {"per_hour": {"08:00": 40, "12:00": 90}}, "truth": {"volume": "120%"}})
    assert curves.total(course.forecast(scenario, "shoppers").own) == 4 * 40 + 6 * 90
    assert curves.total(course.coming(scenario, "shoppers").own) == pytest.approx(1.2 * (4 * 40 + 6 * 90))


def test_a_true_peak_comes_later_with_the_same_number():
    source = {"arrivals": {"linear": {"08:00": 10, "11:00": 100, "18:00": 20}}, "truth": {"later": "1h"}}
    scenario = scenario_of(source)
    forecast, truth = course.forecast(scenario, "shoppers").own, course.coming(scenario, "shoppers").own
    assert curves.total(truth) == pytest.approx(curves.total(forecast))
    assert curves.at(truth, 12 * HOUR_S) > curves.at(truth, 11 * HOUR_S)
    assert curves.at(forecast, 12 * HOUR_S) < curves.at(forecast, 11 * HOUR_S)


def test_a_campaign_rises_stays_and_fades():
    campaign = {"at": "10:00", "ramp": "30m", "lift": "60/h", "for": "1h", "half_life": "30m"}
    scenario = scenario_of({"arrivals": "40/h", "campaigns": {"mailing": campaign}})
    curve = course.coming(scenario, "shoppers").campaigns["mailing"]
    times_h = (9.9, 10.0, 10.25, 10.5, 11.49, 12.0, 12.5, 13.0)
    assert [curves.at(curve, hour * HOUR_S) for hour in times_h] == pytest.approx([0, 0, 30, 60, 60, 30, 15, 7.5])
    # 15 in the ramp, 60 at the height, 60/h · half-life / ln 2 after that.
    assert curves.total(curve) == pytest.approx(15 + 60 + 30 / 0.6931472, rel=1e-3)


def test_a_campaign_may_be_a_percentage_of_what_comes_at_that_time():
    source = {
        "arrivals": {"per_hour": {"08:00": 40, "12:00": 100}},
        "campaigns": {"mailing": {"at": "11:00", "for": "2h", "lift_of_source": "50%"}},
    }
    curve = course.coming(scenario_of(source), "shoppers").campaigns["mailing"]
    assert [curves.at(curve, hour * HOUR_S) for hour in (10.9, 11, 12, 13)] == [0, 20, 50, 0]


def test_a_campaign_stays_where_it_is_when_the_day_comes_later_and_grows_with_the_volume():
    campaigns = {"mailing": {"at": "11:00", "for": "1h", "lift": "30/h"}}
    truth = {"volume": "150%", "later": "1h"}
    curve = course.coming(scenario_of({"arrivals": "40/h", "campaigns": campaigns, "truth": truth}), "shoppers")
    assert [curves.at(curve.campaigns["mailing"], hour * HOUR_S) for hour in (10.9, 11, 11.9, 12)] == [0, 45, 45, 0]


def test_those_who_stay_away_and_batches_change_how_many_cases_come():
    scenario = scenario_of({"arrivals": "40/h", "keep": "75%", "batch": {"mean": 1.5}})
    assert course.cases(scenario, "shoppers", 8 * HOUR_S, 9 * HOUR_S) == pytest.approx(40 * 0.75 * 1.5)
    assert course.cases_per_hour(scenario, "shoppers", 8 * HOUR_S) == pytest.approx(45)


def test_a_fixed_number_follows_the_weekday_and_the_truth_in_whole_cases():
    source = {"arrivals": {"count": 101, "weekday": {"monday": "150%"}}, "truth": {"volume": "110%"}}
    scenario = scenario_of(source, weekday="monday")
    assert course.fixed_number(scenario.sources["shoppers"], scenario.horizon) == round(101 * 1.5 * 1.1)
