"""What plans come to in hours and money, by a pencil and against the mean of many runs."""

import math
from dataclasses import replace

import pytest
from building import center, day
from hotline import write
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.engine.simulate import simulate
from simulator.metrics.measure import MEASURES, measure
from simulator.work.planned_hours import hours_on_call, planned_hours

CALLS = {"serves": {"calls": {}}}
DAY = {"agents": 4, "from": "08:00", "to": "16:00"}


def planned(people=(), horizon=None, **group):
    group = {"shifts": {"day": DAY}, "cost": "10 EUR/h", **CALLS, **group}
    return planned_hours(
        center(types={"calls": {}}, groups={"front": group}, people=people, **{"to": "16:00", **(horizon or {})})
    )


def test_unpaid_breaks_and_unpaid_absence_are_scheduled_and_not_paid():
    lunch = {"for": "30m", "at": "12:00", "paid": False}
    assert planned() == (32, 32, 320)
    assert planned(breaks={"lunch": lunch}) == (32, 30, 300)
    assert planned(breaks={"lunch": {**lunch, "share": "50%"}}) == (32, 31, 310)
    assert planned(breaks={"lunch": {**lunch, "paid": True}}) == (32, 32, 320)
    # Who is absent and paid is paid as if they came; who is not paid has nothing.
    assert planned(breaks={"lunch": lunch}, absence="25%") == (32, 30, 300)
    assert planned(breaks={"lunch": lunch}, absence={"share": "25%", "paid": False}) == (32, 24 - 0.75 * 2, 225)


def test_a_break_that_comes_again_is_had_as_often_as_it_fits():
    # 1 h of work and 10 min of break fit six times into eight hours, with an hour left.
    assert planned(breaks={"screen": {"for": "10m", "every": "1h", "paid": False}}) == (32, 28, 280)


def test_what_comes_again_begins_anew_after_another_break():
    # With coffee from 09:30 to 09:45 it is due at 09:00, 10:45, 11:55, 13:05, 14:15 and 15:25: still six times.
    screen = {"for": "10m", "every": "1h", "paid": False}
    coffee = {"for": "15m", "at": "09:30"}
    assert planned(breaks={"screen": screen, "coffee": coffee}) == (32, 28, 280)
    # From 09:55 to 10:15 it is due at 09:00, 11:15, 12:25, 13:35 and 14:45: five times.
    coffee = {"for": "20m", "at": "09:55"}
    assert planned(breaks={"screen": screen, "coffee": coffee}).paid == pytest.approx(32 - 4 * 5 / 6)


def test_a_break_that_would_not_be_over_at_the_closing_is_not_had_and_so_is_paid():
    shifts = {"day": {"agents": 4, "from": "08:00", "to": "18:00"}}
    cut = {"for": "30m", "at": "15:45", "paid": False}
    assert planned(shifts=shifts, breaks={"cut": cut}) == (32, 32, 320)
    # Of a window there is still room for it before; of one's own times from 15:00 to 16:00 a half are too late.
    window = {"for": "30m", "from": "15:00", "to": "16:30", "paid": False}
    assert planned(shifts=shifts, breaks={"cut": window}) == (32, 30, 300)
    assert planned(shifts=shifts, breaks={"cut": {**window, "start": "own_choice"}}) == (32, 31, 310)


def test_everybody_is_absent_and_paid_for_what_is_planned():
    """Breaks of all kinds, over midnight, cut by the opening and the closing; of nothing that is drawn."""
    breaks = {
        "lunch": {"for": "30m", "from": "11:00", "to": "14:00", "paid": False},
        "meal": {"for": "40m", "at": "23:40", "paid": False},
        "screen": {"for": "7m", "every": "70m", "paid": False},
        "coffee": {"for": "15m", "from": "09:00", "to": "12:00", "start": "staggered"},
        "team": {"for": "30m", "after": "3h", "counts_as": "off_phone"},
    }
    shifts = {
        "day": {"agents": 3, "from": "07:00", "to": "16:00", "split": {"from": "10:00", "to": "10:30"}},
        "night": {"agents": 2, "from": "21:00", "to": "29:00"},
    }
    late = {"hour": "10 EUR/h", "supplements": {"late": {"from": "22:00", "to": "30:00", "pays": "150%"}}}
    group = {"shifts": shifts, "breaks": breaks, "cost": late, **CALLS}
    found = []
    for absence in ({}, {"absence": "99.99999999%"}):
        horizon = {"from": "00:00", "to": "24:00", "days": 2}
        scenario = center(types={"calls": {}}, groups={"front": {**group, **absence}}, **horizon)
        sums = measure(simulate(scenario, day((60, 10, 50)))).sums[:, 0]
        plan = planned_hours(scenario)
        found.append(plan)
        if absence:
            assert sums[MEASURES.index("paid_s")] / 3600 == pytest.approx(plan.paid, rel=1e-12)
            assert sums[MEASURES.index("cost")] == pytest.approx(plan.cost, rel=1e-12)
    assert found[0] == found[1]


def test_supplements_are_worked_out_for_the_hours_of_the_plan_and_breaks_in_a_window_are_spread():
    late = {"hour": "10 EUR/h", "supplements": {"late": {"from": "12:00", "pays": "150%"}}}
    assert planned(cost=late) == (32, 32, 320 + 16 * 5)
    # The half hour may begin at any time from 11:30 to 12:00: a quarter of it lies in the supplement in the mean.
    lunch = {"for": "30m", "from": "11:30", "to": "12:30", "paid": False}
    assert planned(cost=late, breaks={"lunch": lunch}).cost == pytest.approx(400 - 20 - 2 * 0.5 * 5)


def test_people_cost_their_own_wage_and_what_is_unknown_stays_so():
    shifts = {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "16:00"}}
    assert planned(people={"ana": {"cost": "20 EUR/h"}, "ben": {}}, shifts=shifts) == (16, 16, 240)
    assert math.isnan(planned(people={"ana": {"cost": "20 EUR/h"}, "ben": {}}, shifts=shifts, cost=None).cost)


def test_a_headcount_is_planned_as_it_stands_and_a_warm_up_is_not_counted():
    groups = {"front": {"agents": {"08:00": 2, "12:00": 3}, "cost": "10 EUR/h", **CALLS}}
    scenario = center(types={"calls": {}}, groups=groups, to="16:00", warm_up="2d")
    assert planned_hours(scenario) == (20, 20, 200)


def test_what_is_planned_is_what_runs_come_to_in_the_mean():
    breaks = {
        "lunch": {"for": "30m", "from": "11:00", "to": "14:00", "paid": False, "start": "own_choice", "share": "80%"},
        "coffee": {"for": "15m", "at": "15:00"},
    }
    late = {"hour": "10 EUR/h", "supplements": {"late": {"from": "12:30", "pays": "150%"}}}
    group = {
        "shifts": {"day": {"agents": 20, "from": "08:00", "to": "16:00"}},
        "breaks": breaks,
        "absence": {"share": "10%", "paid": False},
        "cost": late,
        **CALLS,
    }
    scenario = center(types={"calls": {}}, groups={"front": group}, to="16:00")
    plan, paid, cost = planned_hours(scenario), [], []
    for replication in range(60):
        sums = measure(simulate(scenario, replace(day((60, 10)), replication=replication))).sums
        paid.append(sums[MEASURES.index("paid_s"), 0] / 3600)
        cost.append(sums[MEASURES.index("cost"), 0])
    # 1200 shifts, each absent with 10 %: the mean of 60 days has a standard error of about 1.3 h of 137.
    assert sum(paid) / 60 == pytest.approx(plan.paid, abs=4 * 1.3)
    assert sum(cost) / sum(paid) == pytest.approx(plan.cost / plan.paid, rel=0.005)


def compared(tmp_path, *words):
    arguments = ["compare", write(tmp_path), "-n", "2", "--jobs", "1", "-s", "as_today", "-s", "three", *words]
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stderr


def test_plans_are_told_before_a_run_only_where_people_have_shifts_or_rates(tmp_path):
    assert "by the plan" not in compared(tmp_path)
    said = compared(tmp_path, "--set", "agent_groups.front.absence=10%")
    assert "by the plan, a day  scheduled" in said
    assert all(len(line) <= 80 for line in said.splitlines() if " h  " in line)
    assert said.index("by the plan") < said.index("replications done")
    assert "by the plan" not in compared(tmp_path, "--set", "agent_groups.front.absence=10%", "--quiet")


def test_time_on_call_costs_its_share_and_is_neither_scheduled_nor_paid():
    late = {"hour": "10 EUR/h", "supplements": {"late": {"from": "08:00", "pays": "150%"}}}
    shifts = {"day": DAY, "standby": {"agents": 2, "from": "10:00", "to": "15:00", "on_call": {"paid": "20%"}}}
    group = {"shifts": shifts, "cost": late, **CALLS}
    for absence, comes in (({}, 1.0), ({"absence": {"share": "25%", "paid": False}}, 0.75)):
        scenario = center(types={"calls": {}}, groups={"front": group | absence}, to="16:00")
        assert hours_on_call(scenario) == 10 * comes
        assert planned_hours(scenario) == (32, 32 * comes, (320 * 1.5 + 20) * comes)


def test_what_a_plan_has_deducted_is_paid_on_top_and_takes_nobody_away_again():
    # 32 hours of those who come, of 40 who are paid; unpaid absence costs nothing more.
    assert planned(absence="20%", agents_are="present") == (32, 40, 400)
    assert planned(absence={"share": "20%", "paid": False}, agents_are="present") == (32, 32, 320)
    counted = {"agents": 4, "shifts": None, "off_phone": "20%", "agents_are": "on_phone"}
    assert planned(**counted) == (32, 40, 400)
