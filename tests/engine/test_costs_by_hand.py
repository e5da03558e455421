"""What agents cost, worked out with a pencil: own wages, overtime, supplements, absence. Seconds count from 08:00."""

import numpy as np
import pytest
from building import center, day

from simulator.engine.simulate import simulate
from simulator.metrics.measure import MEASURES, measure

COST = MEASURES.index("cost")
EVENING = {"from": "09:15", "to": "24:00", "pays": "125%"}
CALLS = {"serves": {"calls": {}}}


def cost_of(scenario, *contacts, cell=0):
    return measure(simulate(scenario, day(*contacts))).sums[COST, cell]


def by_interval(scenario, *contacts):
    """Return the cost of everything in each interval of 30 minutes."""
    return measure(simulate(scenario, day(*contacts))).sums[COST, 1:5].tolist()


def one_group(cost, **group):
    return center(types={"calls": {}}, groups={"front": {"agents": 1, "cost": cost, **CALLS, **group}}, interval="30m")


def test_overtime_and_a_supplement_that_begins_inside_an_interval_add_up():
    # One agent, 10 EUR/h, 08:00 to 10:00, and 300 s longer. From 09:15 on an hour costs a quarter more: 12.5 EUR.
    # Of 09:00 to 09:30 half is of the evening: 2.5 + 2.5 × 1.25. Overtime: 300 s × 10 × (1 + 0.5 + 0.25) = 1.4583.
    scenario = one_group({"hour": "10 EUR/h", "overtime": "150%", "supplements": {"evening": EVENING}})
    assert by_interval(scenario, (100, 7400)) == [5.0, 5.0, 2.5 + 3.125, 6.25]
    assert cost_of(scenario, (100, 7400)) == pytest.approx(5 + 5 + 5.625 + 6.25 + 300 / 3600 * 17.5, rel=1e-15)


def test_supplements_at_the_same_time_add_up_and_do_not_multiply():
    extra = {"evening": EVENING, "late": {"from": "09:30", "pays": "150%"}}
    # From 09:30 on 100 + 25 + 50 = 175 %, not 187.5 %.
    assert by_interval(one_group({"hour": "10 EUR/h", "supplements": extra}), (100, 60))[2:] == [5.625, 8.75]


def test_a_supplement_of_a_day_goes_by_the_calendar_and_not_by_the_shift():
    night = {"night": {"agents": 1, "from": "22:00", "to": "26:00"}}
    cost = {"hour": "10 EUR/h", "supplements": {"sunday": {"on": "sunday", "pays": "150%"}}}
    groups = {"front": {"shifts": night, "cost": cost, **CALLS}}
    horizon = {"from": "00:00", "to": "24:00", "days": 2, "weekday": "saturday"}
    scenario = center(types={"calls": {}}, groups=groups, **horizon)
    log = simulate(scenario, day((15 * 3600, 10)))
    # 00:00 to 02:00 of Saturday from the shift before, 22:00 to 24:00; the two hours after midnight are Sunday's, and
    # so are the two from 22:00 on: 4 h of 10 EUR and 4 h of 15 EUR.
    assert measure(log).sums[COST, 0] == 4 * 10 + 4 * 15


def test_a_supplement_over_midnight_belongs_to_the_day_on_which_it_begins():
    cost = {
        "hour": "10 EUR/h",
        "supplements": {"night": {"on": "saturday", "from": "22:00", "to": "30:00", "pays": "120%"}},
    }
    groups = {"front": {"agents": 1, "cost": cost, **CALLS}}
    horizon = {"from": "00:00", "to": "24:00", "days": 2, "weekday": "saturday"}
    scenario = center(types={"calls": {}}, groups=groups, **horizon)
    # 22:00 of Saturday to 06:00 of Sunday: 8 of 48 hours, for 2 EUR more each; nothing from 22:00 of Sunday on.
    assert measure(simulate(scenario, day((15 * 3600, 10)))).sums[COST, 0] == 48 * 10 + 8 * 2


def test_people_have_wages_of_their_own_and_the_supplements_of_the_group():
    people = {"ana": {"cost": "20 EUR/h"}, "ben": {}, "cem": {"cost": {"hour": "10 EUR/h", "overtime": "200%"}}}
    shifts = {"day": {"people": ["ana", "ben", "cem"], "from": "08:00", "to": "10:00"}}
    cost = {"hour": "12 EUR/h", "overtime": "150%", "supplements": {"evening": EVENING}}
    scenario = center(types={"calls": {}}, people=people, groups={"front": {"shifts": shifts, "cost": cost, **CALLS}})
    # 2 h of 20 + 12 + 10 EUR, 45 min of them a quarter more; each works 360 s of overtime, 0.1 h, in the evening:
    # 2 × 1.75, 1.2 × 1.75 and cem 1 × (1 + 1 + 0.25).
    hours = 2 * 42 + 0.75 * 42 * 0.25
    assert cost_of(scenario, (100, 7460), (100, 7460), (100, 7460)) == pytest.approx(
        hours + 3.5 + 2.1 + 2.25, rel=1e-15
    )


def test_a_group_without_a_cost_is_known_where_everybody_in_it_has_one():
    shifts = {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "10:00"}}
    for people, known in (
        ({"ana": {"cost": "20 EUR/h"}, "ben": {"cost": "10 EUR/h"}}, 60.0),
        ({"ana": {"cost": "20 EUR/h"}, "ben": {}}, np.nan),
    ):
        scenario = center(types={"calls": {}}, people=people, groups={"front": {"shifts": shifts, **CALLS}})
        assert cost_of(scenario, (100, 60)) == pytest.approx(known, nan_ok=True)


def test_paid_absence_costs_what_work_would_and_unpaid_absence_nothing():
    shifts = {
        "day": {"agents": 1, "from": "08:00", "to": "10:00"},
        "more": {"agents": 30, "from": "08:00", "to": "10:00"},
    }
    cost = {"hour": "10 EUR/h", "overtime": "150%", "supplements": {"evening": EVENING}}
    each = 20 + 0.75 * 2.5
    for paid in (True, False):
        group = {"shifts": shifts, "cost": cost, "absence": {"share": "50%", "paid": paid}, **CALLS}
        log = simulate(center(types={"calls": {}}, groups={"front": group}), day((100, 60)))
        there = 31 if paid else 31 - len({int(agent) for agent in log.spans["agent"][log.spans["kind"] == 16]})
        assert there > 0
        assert measure(log).sums[COST, 0] == pytest.approx(there * each, rel=1e-14)
        assert paid or there < 31


def test_who_is_absent_with_pay_costs_what_they_would_if_they_came():
    cost = {"hour": "10 EUR/h", "supplements": {"evening": EVENING}}
    shifts = {"day": {"agents": 1, "from": "08:00", "to": "10:00"}}
    meals = {
        # From 09:00 to 09:30: a quarter of an hour of 10 EUR and one of 12.50 EUR.
        "at": ({"at": "09:00"}, 2.5 + 3.125),
        # The middle of the window is the same time.
        "window": ({"from": "08:45", "to": "09:45"}, 2.5 + 3.125),
        "early": ({"at": "08:30"}, 5),
        "late": ({"at": "09:20"}, 6.25),
    }
    for when, less in meals.values():
        team = {"shifts": shifts, "breaks": {"meal": {"for": "30m", "paid": False, **when}}, "cost": cost, **CALLS}
        absent = {"front": {**team, "absence": "99.999999%"}}
        expected = pytest.approx(20 + 0.75 * 2.5 - less, rel=1e-14)
        assert cost_of(center(types={"calls": {}}, groups=absent), (100, 60, 50)) == expected
        if "at" in when:
            assert cost_of(center(types={"calls": {}}, groups={"front": team}), (100, 60)) == expected


def test_an_absent_night_is_paid_without_its_meal_on_the_day_on_which_the_meal_is():
    night = {"night": {"agents": 1, "from": "22:00", "to": "26:00", "on": "saturday"}}
    cost = {"hour": "10 EUR/h", "supplements": {"sunday": {"on": "sunday", "pays": "150%"}}}
    horizon = {"from": "00:00", "to": "24:00", "days": 2, "weekday": "saturday"}
    # 2 h of 10 EUR and 2 h of 15 EUR, without half an hour before or after midnight.
    for at, expected in (("23:30", 50 - 5), ("00:00", 50 - 7.5)):
        meal = {"meal": {"for": "30m", "at": at, "paid": False}}
        team = {"shifts": night, "breaks": meal, "cost": cost, "absence": "99.999999%", **CALLS}
        log = simulate(center(types={"calls": {}}, groups={"front": team}, **horizon), day((15 * 3600, 10, 50)))
        assert measure(log).sums[COST, 0] == expected


def test_an_unpaid_break_costs_nothing_and_a_paid_one_what_its_time_of_day_costs():
    cost = {"hour": "10 EUR/h", "supplements": {"evening": EVENING}}
    shifts = {"day": {"agents": 1, "from": "08:00", "to": "10:00"}}
    for paid, expected in ((True, 20 + 0.75 * 2.5), (False, 20 + 0.75 * 2.5 - 0.25 * 12.5)):
        pause = {"for": "15m", "at": "09:15", "paid": paid}
        group = {"shifts": shifts, "breaks": {"pause": pause}, "cost": cost, **CALLS}
        assert cost_of(center(types={"calls": {}}, groups={"front": group}), (100, 60)) == expected


def test_a_cost_of_which_every_hour_is_alike_gives_the_same_bits_as_the_wage():
    hours = {"from": "08:30", "pays": "100%"}
    for fine in ({"hour": "14.3 EUR/h", "overtime": "100%"}, {"hour": "14.3 EUR/h", "supplements": {"none": hours}}):
        plain, other = (one_group(cost, agents=3) for cost in ("14.3 EUR/h", fine))
        sums = [measure(simulate(one, day((100, 300), (130, 9000)))).sums[COST] for one in (plain, other)]
        assert sums[0].tobytes() == sums[1].tobytes()


def test_plain_costs_are_no_rules():
    assert simulate(one_group("14 EUR/h"), day((100, 60))).facts.pay is None
