"""How many people of a group with shifts are planned by time of day, where days go on after midnight."""

from building import center
from checkers import check

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.days.roster import headcount_of

HOUR_S = 3600
DAYS = {"days": 3, "to": "26:00"}
SHIFTS = {
    "late": {"agents": 1, "from": "20:00", "to": "25:00"},
    "night": {"agents": 2, "from": "00:30", "to": "01:30"},
}


def nights():
    return center(groups={"front": {"shifts": SHIFTS, "serves": {"calls": {}}}}, **DAYS)


def test_who_begins_on_the_next_day_is_there_while_this_one_is_open():
    scenario = nights()
    one, two, three = (headcount_of(scenario, "front", day) for day in scenario.horizon.simulated_days)
    late = {8 * HOUR_S: 0, 20 * HOUR_S: 1, 24.5 * HOUR_S: 3, 25 * HOUR_S: 2, 25.5 * HOUR_S: 0}
    assert one == two == late
    # After the last day, nobody is simulated any more.
    assert three == {8 * HOUR_S: 0, 20 * HOUR_S: 1, 25 * HOUR_S: 0}


def test_so_many_hours_are_scheduled():
    scenario = nights()
    workload = draw(scenario, 1, 0)
    log = check(scenario, workload, simulate(scenario, workload))
    assert log.facts.scheduled_s.sum() == (3 * 5 + 2 * 2) * HOUR_S
