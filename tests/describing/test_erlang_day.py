"""The formulas over a whole day, and the same with one assumption less."""

from math import isnan

import pytest
from building import center

from simulator.demand.busy_factors import levels_of
from simulator.describing.erlang_day import DAYS_MAX, erlang_days
from simulator.scenario.nouns import Busyness
from simulator.scenario.reader import load_text
from simulator.stats.erlang import erlang_a, erlang_c

CALLS = {
    "arrivals": {"rate": {"08:00": "150/h", "10:00": "225/h"}},
    "talk": {"exponential": {"mean": "4m"}},
    "patience": {"exponential": {"mean": "2m"}},
}


def day(scenario, **came):
    (one,) = erlang_days(scenario, came or None)
    return one


def busy(scenario, **busyness):
    (name,) = scenario.sources
    source = scenario.sources[name].model_copy(update={"busyness": Busyness.model_validate(busyness)})
    return scenario.model_copy(update={"sources": {name: source}})


def test_a_day_is_the_mean_of_its_intervals_weighted_by_who_comes():
    one = day(center({"08:00": 12, "10:00": 16}, types={"calls": CALLS}, to="14:00"))
    assert one.contacts == pytest.approx(2 * 150 + 4 * 225)
    by_hand = [(300, 12, 150), (900, 16, 225)]
    assert one.in_time_a == pytest.approx(sum(n * erlang_a(a, r, 240, 120, 20).in_time for n, a, r in by_hand) / 1200)
    assert one.in_time_c == pytest.approx(sum(n * erlang_c(a, r, 240, 20).in_time for n, a, r in by_hand) / 1200)
    assert one.nearer == one.in_time_a
    assert one.overloaded == 0.0
    assert one.cv == 0.0
    assert isnan(one.busy)
    assert isnan(one.drawn)


def test_an_interval_with_more_work_than_agents_is_told():
    one = day(center(12, types={"calls": CALLS}, to="14:00"))
    assert one.overloaded == pytest.approx(900 / 1200)
    assert 0 < one.in_time_c < one.in_time_a


def test_without_an_end_of_patience_erlang_c_is_the_nearer_one():
    one = day(center(20, types={"calls": {**CALLS, "patience": "endless"}}, to="14:00"))
    assert isnan(one.in_time_a)
    assert one.nearer == one.in_time_c


def test_days_that_differ_are_averaged_over_their_contacts():
    steady = {**CALLS, "arrivals": "150/h"}
    scenario = center(12, types={"calls": steady})
    one = day(busy(scenario, gamma={"cv": 0.2}))
    levels = levels_of(Busyness.model_validate({"gamma": {"cv": 0.2}}), 31)
    by_hand = sum(level * erlang_a(12, 150 * level, 240, 120, 20).in_time for level in levels) / 31
    assert one.cv == pytest.approx(0.2)
    assert one.busy == pytest.approx(by_hand)
    # Busy days take more from the target than quiet ones give.
    assert one.busy < one.in_time_a - 0.01


def test_equally_likely_levels_have_the_mean_and_nearly_the_spread_that_is_stated():
    levels = levels_of(Busyness.model_validate({"lognormal": {"cv": 0.2}}), 31)
    assert sum(levels) / 31 == pytest.approx(1.0)
    assert (sum((level - 1) ** 2 for level in levels) / 31) ** 0.5 == pytest.approx(0.2, rel=0.06)
    assert list(levels) == sorted(levels)


def test_an_empty_center_at_opening_serves_more_than_the_steady_state():
    short, long = (day(center(12, types={"calls": {**CALLS, "arrivals": "150/h"}}, to=to)) for to in ("08:30", "20:00"))
    assert short.moving > short.in_time_a + 0.02
    assert long.moving == pytest.approx(long.in_time_a, abs=0.005)


def test_as_many_as_came_are_put_into_the_formula():
    scenario = center(12, types={"calls": {**CALLS, "arrivals": "150/h"}})
    assert day(scenario, calls=300.0).drawn == pytest.approx(day(scenario).in_time_a)
    assert day(scenario, calls=330.0).drawn == pytest.approx(erlang_a(12, 165, 240, 120, 20).in_time)


def test_types_of_one_queue_have_its_load_and_each_its_own_target():
    types = {
        "calls": {**CALLS, "arrivals": "150/h"},
        "rare": {**CALLS, "arrivals": "15/h", "service_level": "80% in 1m"},
    }
    one, two = erlang_days(center(13, types=types))
    assert one.types == two.types == ("calls", "rare")
    assert one.in_time_a == pytest.approx(erlang_a(13, 165, 240, 120, 20).in_time)
    assert two.in_time_a == pytest.approx(erlang_a(13, 165, 240, 120, 60).in_time)


def test_where_they_do_not_apply_the_reason_is_told():
    one = day(center(12, types={"calls": {**CALLS, "channel": "chat"}}, channels={"chat": {"slots": 2}}))
    assert one.reason.startswith("on chat agents have several contacts")
    assert isnan(one.in_time_c)


def test_several_days_are_one_mean_and_very_many_are_not_told():
    steady = {**CALLS, "arrivals": "150/h"}
    alone, week = (day(center(12, types={"calls": steady}, days=days)) for days in (1, 5))
    assert week.in_time_a == pytest.approx(alone.in_time_a)
    assert week.contacts == pytest.approx(5 * alone.contacts)
    assert erlang_days(center(12, types={"calls": steady}, days=DAYS_MAX + 1)) == ()


def test_who_comes_while_it_is_closed_came_and_is_not_served_in_time():
    hours = {"hours": {"from": "08:00", "to": "10:00"}}
    calls = {**CALLS, "arrivals": "150/h"}
    whole = day(center(12, types={"calls": calls}, to="10:00"))
    half = day(center(12, types={"calls": {**calls, **hours}}, to="12:00"))
    assert half.contacts == pytest.approx(2 * whole.contacts)
    assert half.in_time_a == pytest.approx(whole.in_time_a / 2)
    assert half.in_time_c == pytest.approx(whole.in_time_c / 2)
    # By the formulas nobody would come all at once, or as another type.
    waiting = day(center(12, types={"calls": {**calls, **hours, "when_closed": "wait"}}, to="12:00"))
    assert waiting.reason == "contacts of calls that arrive while it is closed wait for the opening, all at once"
    types = {"calls": {**calls, **hours, "when_closed": {"redirect": "late"}}, "late": {"arrivals": "0/h"}}
    groups = {name: {"agents": 12, "serves": {name: {}}} for name in types}
    told = {one.type: one.reason for one in erlang_days(center(types=types, groups=groups, to="12:00"))}
    assert told == dict.fromkeys(types, "contacts of calls that arrive while it is closed become late")


def test_who_comes_on_a_day_on_which_nobody_is_taken_counts_among_all_who_come():
    week = """\
version: 1
name: Week
horizon: {from: "08:00", to: "18:00", days: 7, weekday: monday}
channels: {voice: {hours: HOURS, when_closed: voicemail}}
sources: {callers: {arrivals: 40/h}}
contact_types: {calls: {from: callers, channel: voice, talk: 4m, patience: {exponential: {mean: 2m}}}}
agent_groups: {front: {agents: 4, serves: {calls: {}}}}
"""
    open_daily = day(load_text(week.replace("HOURS", '{from: "08:00", to: "17:00"}')).resolve())
    shut = day(load_text(week.replace("HOURS", '{from: "08:00", to: "17:00", sunday: closed}')).resolve())
    assert shut.contacts == open_daily.contacts == pytest.approx(2800)
    assert shut.in_time_c == pytest.approx(open_daily.in_time_c * 6 / 7)
    assert shut.in_time_a == pytest.approx(open_daily.in_time_a * 6 / 7)
    assert shut.overloaded == open_daily.overloaded
