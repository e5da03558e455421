"""Agents expected on duty: by pencil, and as the mean of many simulated days."""

import numpy as np
import pytest
from building import center

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import State
from simulator.log.agent_time import group_time
from simulator.scenario.days.expected_staff import expected_staff
from simulator.scenario.days.views import views
from simulator.work.load_against_staff import load_of

DAY = {"agents": 4, "from": "08:00", "to": "12:00"}
HOUR = 3600


def hotline(shifts=None, arrivals="10/h", **group):
    plan = {"shifts": shifts or {"day": DAY}} if "agents" not in group else {}
    team = {**plan, "serves": {"calls": {}}, **group}
    return center(types={"calls": {"arrivals": arrivals}}, groups={"front": team}, to="12:00")


def steps(**group):
    """Return (hours since 08:00, agents expected from then on)."""
    ((_, view),) = views(hotline(**group))
    return [((time_s - 8 * HOUR) / HOUR, agents) for time_s, agents in view.agent_groups["front"].expected.items()]


def pause(**keys):
    return {"breaks": {"pause": {"for": "30m", **keys}}}


def test_without_breaks_and_rates_it_is_the_plan():
    assert expected_staff(hotline()) == {}
    assert steps() == [(0, 4)]
    assert steps(agents=3) == [(8 - 16, 3)]


def test_a_fixed_break_takes_all_who_have_it_and_a_share_some():
    assert steps(**pause(at="10:00")) == [(0, 4), (2, 0), (2.5, 4)]
    assert steps(**pause(at="10:00", share="25%")) == [(0, 4), (2, 3), (2.5, 4)]


def test_a_staggered_break_takes_one_after_the_other():
    found = steps(breaks={"pause": {"for": "30m", "from": "09:00", "to": "11:00", "start": "staggered"}})
    assert found == [(0, 4), (1, 3), (3, 4)]


def test_when_free_as_many_go_at_once_as_may():
    # Four people of half an hour in two hours: one at a time, which takes all of it; two at a time half of it.
    assert steps(**pause(**{"from": "09:00", "to": "11:00"})) == [(0, 4), (1, 3), (3, 4)]
    assert steps(**pause(**{"from": "09:00", "to": "11:00", "together": 2})) == [(0, 4), (1, 2), (2, 4)]


def test_by_own_choice_rises_and_falls_and_all_have_it():
    found = steps(**pause(**{"from": "09:00", "to": "11:00", "start": "own_choice"}))
    times, agents = map(np.array, zip(*found, strict=True))
    taken = ((4 - agents) * np.diff([*times, 4])).sum()
    assert taken == pytest.approx(4 * 0.5)
    assert min(agents) == pytest.approx(4 - 4 * 0.5 / 1.5)
    assert (times.min(), times[agents < 4].min()) == (0, pytest.approx(1, abs=0.05))


def test_what_is_due_every_so_often_is_a_share_of_the_time():
    # Due at 9:00; 10:05 and 11:10, of which all three are over by 12:00: a quarter of an hour of three.
    assert steps(breaks={"screen": {"for": "5m", "every": "1h"}}) == [
        (0, 4),
        (1, pytest.approx(4 - 4 * 0.25 / 3)),
    ]


def test_absence_and_adherence_take_a_part_of_all_by_rung():
    rates = {"absence": "50%", "adherence": "80%"}
    assert steps(**rates) == [(0, pytest.approx(1.6))]
    assert steps(**rates, agents_are="present") == [(0, pytest.approx(3.2))]
    assert steps(agents=10, shrinkage="30%")[0][1] == pytest.approx(7)
    assert steps(agents=10, shrinkage="30%", agents_are="on_duty")[0][1] == 10


def test_who_comes_late_is_missing_at_the_beginning():
    assert steps(adherence={"late": {"share": "50%", "by": "30m"}}) == [(0, 2), (0.5, 4)]


def test_days_with_other_plans_have_other_numbers():
    team = {"shifts": {"day": {**DAY, "agents_on": {"tuesday": 2}}}, "absence": "50%", "serves": {"calls": {}}}
    scenario = center(types={"calls": {}}, groups={"front": team}, to="12:00", days=2, weekday="monday")
    assert [sum(one.agent_groups["front"].expected.values()) for _, one in views(scenario)] == [2, 1]


def test_over_many_days_so_many_are_there():
    group = {
        "breaks": {
            "lunch": {"for": "30m", "from": "09:30", "to": "11:30", "paid": False},
            "screen": {"for": "5m", "every": "1h", "within": "10m"},
            "own": {"for": "10m", "from": "08:30", "to": "11:00", "start": "own_choice"},
            "team": {"for": "15m", "at": "11:30", "counts_as": "off_phone", "share": "50%"},
        },
        "absence": "10%",
        "adherence": {
            "share": "92%",
            "late": {"share": "30%", "by": "6m"},
            "long_breaks": {"share": "30%", "by": "4m"},
        },
    }
    scenario = hotline({"day": {**DAY, "agents": 12}}, "60/h", **group)
    load = load_of(scenario)
    there = [State.AVAILABLE, State.TALK, State.WRAP_UP]
    seconds = np.mean(
        [group_time(simulate(scenario, draw(scenario, 1, one))).seconds[:, 0, there].sum(axis=1) for one in range(60)],
        axis=0,
    )
    lengths = np.diff(load.edges_s)
    simulated, expected = seconds[: len(lengths)] / lengths, np.array(load.groups[0].staff)
    assert simulated.mean() == pytest.approx(expected.mean(), rel=0.015)
    assert np.abs(simulated - expected).max() < 0.08 * 12
    assert 12 - expected.min() > 3
