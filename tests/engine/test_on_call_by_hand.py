"""People on call on days that a pencil can follow. Seconds are counted from 08:00; the center closes at 14400.

Agent 0 works all day; agents 1 and 2 are on call from 08:00 to 11:00 (10800), unless a test says otherwise.
"""

import pytest
from building import center, day, spans_of, told

from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.metrics.measure import MEASURES, measure

ALL_DAY = {"agents": 1, "from": "08:00", "to": "12:00"}
STANDBY = {"agents": 2, "from": "08:00", "to": "11:00", "on_call": {"paid": "20%"}}
ONE_WAITS = {"when": {"waiting": 1}, "again": "10m"}


def on_call(standby=STANDBY, rule=None, *, called=None, shifts=None, **group):
    """Return a center in which a rule calls one person in, ready after ten minutes, as soon as somebody waits."""
    call_in = {"number": 1, "to": "front", "ready": "10m", **(called or {})}
    team = {"shifts": {"day": ALL_DAY, "standby": standby, **(shifts or {})}, "serves": {"calls": {}}, **group}
    return center(
        types={"calls": {}},
        groups={"front": team},
        interventions={"more": {**(rule or ONE_WAITS), "call_in": call_in}},
        to="12:00",
    )


def run(scenario, *contacts):
    return simulate(scenario, day(*contacts))


def of(log, *kinds):
    return sorted((agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, *kinds))


def done(log):
    return list(zip(log.interventions["at_s"] - 8 * 3600, log.interventions["did"], strict=True))


def test_nobody_comes_who_is_not_called():
    log = run(on_call(), (100, 60))
    assert of(log, SpanKind.ON_CALL) == [(1, 0, 10800), (2, 0, 10800)]
    assert of(log, SpanKind.DUTY) == [(0, 0, 14400)]
    assert "rule" not in log.interventions or not len(log.interventions["rule"])


def test_whoever_is_called_comes_when_ready_and_stays_until_the_end():
    # At 200 one waits: agent 1 is called, and answers at 800. Nobody waits later, so agent 2 stands by to the end.
    log = run(on_call(), (100, 4000), (200, 60))
    assert done(log) == [(200, 1)]
    assert of(log, SpanKind.ON_CALL) == [(1, 0, 800), (2, 0, 10800)]
    assert of(log, SpanKind.DUTY) == [(0, 0, 14400), (1, 800, 10800)]
    assert [(wait_s, agent) for _, wait_s, _, agent in told(log)] == [(0, 0), (600, 1)]


def test_the_lowest_number_is_called_first_and_nobody_twice():
    # Somebody waits from 200 on for good: one comes every ten minutes, until there is nobody left to call.
    log = run(on_call(), (100, 14000), (200, 14000), (210, 14000), (220, 14000))
    assert done(log) == [(200, 1), (800, 1)]
    assert [agent for _, _, _, agent in told(log)] == [0, 1, 2, 0]


def test_fewer_come_where_fewer_are_on_call():
    log = run(on_call(called={"number": 5}), (100, 4000), (200, 60))
    assert done(log) == [(200, 2)]


@pytest.mark.parametrize(("ready", "come"), [("2h59m", 1), ("3h", 0)])
def test_nobody_is_called_who_would_come_when_the_shift_is_over(ready, come):
    log = run(on_call(called={"ready": ready}), (0, 14000), (0, 60))
    assert [did for _, did in done(log)] == [1] * come
    assert len(of(log, SpanKind.DUTY)) == 1 + come


def test_a_rule_waits_for_somebody_to_stand_by():
    # From 200 on somebody waits; at 3600 the first are on call, and one is called.
    log = run(on_call({**STANDBY, "from": "09:00"}), (100, 14000), (200, 60))
    assert done(log) == [(3600, 1)]
    assert of(log, SpanKind.DUTY)[1:] == [(1, 4200, 10800)]


def test_whoever_is_still_busy_stands_by_when_they_are_through():
    # Ana works until 09:00 with a call until 4000, and is on call after that.
    early = {"people": ["ana"], "from": "08:00", "to": "09:00"}
    standby = {**STANDBY, "people": ["ana"], "from": "09:00"}
    standby.pop("agents")
    team = {"shifts": {"early": early, "standby": standby}, "serves": {"calls": {}}}
    rule = {"more": {**ONE_WAITS, "call_in": {"number": 1, "to": "front", "ready": "10m"}}}
    scenario = center(types={"calls": {}}, groups={"front": team}, people=["ana"], interventions=rule, to="12:00")
    log = run(scenario, (100, 3900), (3000, 60))
    assert of(log, SpanKind.ON_CALL) == [(0, 4000, 4600)]
    assert of(log, SpanKind.DUTY) == [(0, 0, 4000), (0, 4600, 10800)]
    assert of(log, SpanKind.OVERTIME) == [(0, 3600, 4000)]


def test_whoever_comes_at_the_end_finishes_in_overtime():
    log = run(on_call(), (100, 10650), (200, 10100))
    assert of(log, SpanKind.DUTY) == [(0, 0, 14400), (1, 800, 10900)]
    assert of(log, SpanKind.OVERTIME) == [(1, 10800, 10900)]


def test_breaks_of_a_time_that_is_over_are_not_had():
    # Who comes at 800 is too late for the tea at 08:10 (600), and has lunch at 1800.
    breaks = {"tea": {"for": "5m", "at": "08:10"}, "lunch": {"for": "10m", "from": "08:30", "to": "08:40"}}
    log = run(on_call({**STANDBY, "breaks": breaks}), (100, 4000), (200, 60))
    assert of(log, SpanKind.BREAK) == [(1, 1800, 2400)]


def test_whoever_is_absent_is_not_called_and_nobody_comes_late():
    # With half of the people absent, agent 0 among them, some of thirty are called at 1900, none of them absent. Late
    # log-ins are of planned shifts: all who come do so at 2500.
    many = {**STANDBY, "agents": 30}
    late = {"share": "100%", "late": {"share": "100%", "by": "20m"}}
    log = run(on_call(many, called={"number": 30}, absence="50%", adherence=late), (1900, 4000), (2000, 60), (2200, 60))
    came = [one for one in of(log, SpanKind.DUTY) if one[0] and one[1] > 0]
    assert 0 < len(came) < 30
    assert {from_s for _, from_s, _ in came} == {2500}
    assert len(of(log, SpanKind.ON_CALL)) == len(came)


def test_time_on_call_costs_a_share_of_an_hour_and_is_no_paid_time():
    cost = {"hour": "10 EUR/h", "overtime": "150%", "supplements": {"all_day": {"from": "08:00", "pays": "200%"}}}
    # Agent 0: 4 h; agent 1: 800 s on call, then 10000 s at work; agent 2: 10800 s on call. On call nothing is doubled.
    worked_s, standby_s = 14400 + 10000, 800 + 10800
    for hour, times in (("10 EUR/h", 1.0), (cost, 2.0)):
        log = run(on_call(cost=hour), (100, 4000), (200, 60))
        sums = measure(log).sums[:, 0]
        assert sums[MEASURES.index("on_call_s")] == standby_s
        assert sums[MEASURES.index("paid_s")] == worked_s
        assert sums[MEASURES.index("scheduled_s")] == 14400
        assert sums[MEASURES.index("cost")] == pytest.approx(
            (worked_s * times + standby_s * 0.2) * 10 / 3600, rel=1e-14
        )


def test_shifts_and_people_have_shares_and_wages_of_their_own():
    standby = {"people": ["ana", "ben"], "from": "08:00", "to": "11:00", "on_call": {"paid": "20%"}}
    night = {"people": ["ana"], "from": "11:00", "to": "12:00", "on_call": {"paid": "50%"}}
    team = {
        "shifts": {"day": ALL_DAY, "standby": standby, "night": night},
        "cost": "10 EUR/h",
        "serves": {"calls": {}},
    }
    people = {"ana": {"cost": "30 EUR/h", "team": "north"}, "ben": {}}
    rule = {"more": {**ONE_WAITS, "call_in": {"number": 1, "to": "front"}}}
    scenario = center(types={"calls": {}}, groups={"front": team}, people=people, interventions=rule, to="12:00")
    sheet = measure(run(scenario, (100, 60)))
    # Ana: 3 h of 6 EUR and one of 15; Ben: 3 h of 2 EUR; the shift of four hours.
    assert sheet.sums[MEASURES.index("cost"), 0] == pytest.approx(40 + 18 + 15 + 6, rel=1e-14)
    assert sheet.sums[MEASURES.index("on_call_s"), 0] == 7 * 3600


def test_time_on_call_is_cut_where_the_run_is_stopped():
    scenario = center(
        types={"calls": {}},
        groups={"front": {"shifts": {"day": ALL_DAY, "standby": STANDBY}, "serves": {"calls": {}}}},
        interventions={"more": {"when": {"waiting": 9}, "call_in": {"number": 1, "to": "front"}}},
        to="11:00",
        run_on="0s",
    )
    log = run(scenario, (10700, 600))
    assert log.facts.stops_s - 8 * 3600 == 10800
    assert of(log, SpanKind.ON_CALL) == [(1, 0, 10800), (2, 0, 10800)]
