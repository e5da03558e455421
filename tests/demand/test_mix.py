"""Who wants what: shares by the time of day, segments, and a true mix that differs from the forecast."""

import numpy as np
import pytest
from demand_texts import scenario_of
from scipy import stats

from simulator.demand.workload import NO_SEGMENT, draw, expected_contacts, forecast_contacts

P_MIN = 1e-4
ORDERS = {"from": "shoppers", "channel": "voice", "talk": {"exponential": {"mean": "4m"}}, "patience": "3m"}
COLUMNS = ("key", "source", "type", "segment", "arrived_s", "talk_s", "wrap_up_s", "patience_s")
BY_TIME = {
    "orders": {**ORDERS, "share": {"08:00": "60%", "12:10": "0%", "15:00": "20%"}},
    "advice": {**ORDERS, "share": {"08:00": "40%", "12:10": "70%", "15:00": "80%"}},
    "returns": {**ORDERS, "share": {"12:10": "30%", "15:00": "0%"}},
}


def seen(some, types):
    edges_s = np.arange(8 * 3600, 18 * 3600 + 1, 1800)
    return np.array([np.histogram(some.arrived_s[some.type == number], edges_s)[0] for number in range(types)])


def test_types_come_in_the_shares_of_their_hour():
    scenario = scenario_of({"arrivals": {"linear": {"08:00": 3000, "18:00": 6000}}}, types=BY_TIME)
    expected = expected_contacts(scenario)
    found = seen(draw(scenario, 1, 0), 3)
    assert found[expected == 0].sum() == 0
    # No orders from 12:30 to 15:00, no returns before 12:00 and from 15:00.
    assert (expected == 0).sum() == 5 + 8 + 6
    often = expected > 0
    chi_square = ((found - expected)[often] ** 2 / expected[often]).sum()
    assert P_MIN < stats.chi2.sf(chi_square, often.sum()) < 1 - P_MIN


def test_a_mix_that_changes_inside_an_interval_is_expected_by_its_parts():
    scenario = scenario_of({"arrivals": "60/h"}, types=BY_TIME)
    # 12:00 to 12:30, 30 cases: ten minutes of 60 %, twenty minutes of 0 %.
    assert expected_contacts(scenario)[0, 8] == pytest.approx(10 * 0.6)
    assert expected_contacts(scenario).sum(axis=0) == pytest.approx(np.full(20, 30.0))


def test_a_mix_changed_at_noon_changes_nobodys_wish_at_nine():
    before = draw(scenario_of({"arrivals": "60/h"}, types=BY_TIME), 1, 0)
    changed = {
        "orders": {**ORDERS, "share": {"08:00": "60%", "12:10": "50%", "15:00": "20%"}},
        "advice": {**ORDERS, "share": {"08:00": "40%", "12:10": "20%", "15:00": "80%"}},
        "returns": BY_TIME["returns"],
    }
    after = draw(scenario_of({"arrivals": "60/h"}, types=changed), 1, 0)
    assert (before.key == after.key).all()
    differ = before.type != after.type
    assert differ.any()
    assert ((after.arrived_s[differ] >= 43_800) & (after.arrived_s[differ] < 54_000)).all()


def test_one_share_for_the_day_and_the_same_by_time_are_the_same_to_the_bit():
    plain = {"orders": {**ORDERS, "share": "60%"}, "advice": {**ORDERS, "share": "40%"}}
    timed = {
        "orders": {**ORDERS, "share": {"08:00": "60%", "11:00": "60%"}},
        "advice": {**ORDERS, "share": {"08:00": "40%", "14:00": "40%"}},
    }
    one, other = (draw(scenario_of({"arrivals": "60/h"}, types=types), 1, 0) for types in (plain, timed))
    assert all((getattr(one, name) == getattr(other, name)).all() for name in COLUMNS)


# --- the true mix ---


def test_a_true_mix_is_drawn_and_the_other_is_the_forecast():
    types = {"orders": {**ORDERS, "share": "60%"}, "advice": {**ORDERS, "share": "40%"}}
    source = {"arrivals": "3000/h", "truth": {"mix": {"orders": {"08:00": "50%", "12:00": "90%"}, "advice": "10%"}}}
    source["truth"]["mix"]["advice"] = {"08:00": "50%", "12:00": "10%"}
    scenario = scenario_of(source, types=types)
    assert forecast_contacts(scenario)[:, 0].tolist() == pytest.approx([900, 600])
    expected = expected_contacts(scenario)
    assert expected[:, [0, 19]].tolist() == [[750, 1350], [750, 150]]
    found = seen(draw(scenario, 1, 0), 2)
    assert P_MIN < stats.chi2.sf(((found - expected) ** 2 / expected).sum(), found.size) < 1 - P_MIN


def test_a_type_that_is_not_in_the_true_mix_does_not_come():
    types = {"orders": {**ORDERS, "share": "60%"}, "advice": {**ORDERS, "share": "40%"}}
    some = draw(scenario_of({"arrivals": "60/h", "truth": {"mix": {"advice": "100%"}}}, types=types), 1, 0)
    assert set(some.type.tolist()) == {1}


# --- segments ---

SEGMENTS = {
    "vip": {"share": "10%", "patience": {"exponential": {"mean": "10m"}}},
    "foreign": {"share": "25%", "talk": "7m", "wrap_up": "1m"},
    "calm": {"share": "5%", "patience": "endless"},
}


def segmented(segments=SEGMENTS, rate="3000/h", **more):
    types = {"orders": {**ORDERS, "segments": segments, **more}}
    return draw(scenario_of({"arrivals": rate}, types=types), 1, 0)


def test_segments_come_in_their_shares_and_the_rest_is_in_none():
    some = segmented()
    numbers = np.bincount(some.segment + 1, minlength=4)
    assert numbers.sum() == len(some)
    assert P_MIN < stats.chisquare(numbers, len(some) * np.array([0.6, 0.1, 0.25, 0.05])).pvalue < 1 - P_MIN


def test_a_segment_has_its_own_talk_and_patience_and_the_rest_of_the_type():
    some, alike = segmented(), segmented({})
    vip, foreign, calm, rest = (some.segment == number for number in (0, 1, 2, NO_SEGMENT))
    assert stats.kstest(some.patience_s[vip], stats.expon(scale=600).cdf).pvalue > P_MIN
    assert set(some.talk_s[foreign]) == {420.0}
    assert set(some.wrap_up_s[foreign]) == {60.0}
    assert set(some.patience_s[calm]) == {np.inf}
    assert set(some.patience_s[foreign | rest]) == {180.0}
    # Everything that a segment does not change is to the bit as without segments, chance included.
    assert (some.talk_s[~foreign] == alike.talk_s[~foreign]).all()
    assert (some.key == alike.key).all()
    assert set(alike.segment) == {NO_SEGMENT}


def test_who_is_in_a_segment_tells_nothing_else():
    some = segmented()
    place = some.segment == 0
    for column in (some.arrived_s, some.talk_s):
        mine, others = column[place & (some.talk_s != 420.0)], column[~place & (some.talk_s != 420.0)]
        assert stats.ks_2samp(mine, others).pvalue > P_MIN


def test_segments_of_one_name_in_two_types_are_one_kind_of_customer():
    types = {
        "orders": {**ORDERS, "share": "50%", "segments": {"vip": {"share": "30%"}, "new": {"share": "20%"}}},
        "advice": {**ORDERS, "share": "50%", "segments": {"vip": {"share": "30%"}}},
    }
    scenario = scenario_of({"arrivals": "600/h"}, types=types)
    assert scenario.segment_names == ("vip", "new")
    some = draw(scenario, 1, 0)
    # The same uniform decides in both types: who is one of the VIPs stays one, whatever type the case is of.
    turned = {name: {**types[name], "share": "100%" if name == "advice" else "0%"} for name in types}
    again = draw(scenario_of({"arrivals": "600/h"}, types=turned), 1, 0)
    assert ((some.segment == 0) == (again.segment == 0)).all()
    assert set(some.segment[some.type == 1].tolist()) == {0, NO_SEGMENT}


def test_segments_that_are_everybody_leave_nobody_over():
    some = segmented({"vip": {"share": "30%"}, "usual": {"share": "70%"}})
    assert set(some.segment.tolist()) == {0, 1}


def test_a_mean_of_work_knows_the_segments():
    scenario = scenario_of({"arrivals": "60/h"}, types={"orders": {**ORDERS, "segments": SEGMENTS}})
    # A quarter talks 7 min and is worked on for 1 min, three quarters talk 4 min.
    assert scenario.contact_types["orders"].work_s_mean(0.0) == pytest.approx(0.25 * 480 + 0.75 * 240)
    assert scenario.contact_types["orders"].endless
