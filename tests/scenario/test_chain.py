"""The rung of the chain on which a plan stands: what still takes people away, and what is paid for it."""

import numpy as np
import pytest
from building import center, day, spans_of, told

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.engine.tables import tables_of
from simulator.log import SpanKind
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.nouns import AgentGroup
from simulator.scenario.rules.chain import chain_of

RATES = {"absence": "50%", "adherence": {"share": "80%", "late": {"share": "50%", "by": "5m"}}}
SHIFTS = {"shifts": {"day": {"agents": 6, "from": "08:00", "to": "12:00"}}}


def hotline(**group):
    team = {"serves": {"calls": {}}, **group}
    return center(types={"calls": {}}, groups={"front": team}, to="12:00")


def run(**group):
    return simulate(hotline(**group), day((14000, 10)))


def kinds(log):
    return {kind for kind in SpanKind if spans_of(log, kind) and kind >= SpanKind.BREAK}


def chain(**group):
    return chain_of(AgentGroup.model_validate({"agents": 1, "serves": {"calls": {}}, **group}))


def test_by_default_all_of_it_takes_people_away_and_nothing_more_is_paid():
    one = chain(absence="6%", adherence="92%")
    assert (one.absence.share, one.adherence.share, one.paid_times, one.heads_times) == (0.06, 0.92, 1, 1)
    assert kinds(run(**SHIFTS, **RATES)) == {SpanKind.ABSENT, SpanKind.AWAY}


@pytest.mark.parametrize(
    ("rung", "there"),
    [("present", {SpanKind.AWAY, SpanKind.BREAK}), ("paid", {SpanKind.ABSENT, SpanKind.AWAY, SpanKind.BREAK})],
)
def test_of_those_who_are_present_nobody_is_absent(rung, there):
    pause = {"breaks": {"coffee": {"for": "15m", "at": "09:00"}}}
    assert kinds(run(**SHIFTS, **RATES, **pause, agents_are=rung)) == there


def test_of_those_on_the_phone_some_are_away_still():
    log = run(**SHIFTS, **RATES, agents_are="on_phone")
    assert kinds(log) == {SpanKind.AWAY}


def test_nothing_takes_those_on_duty_away_and_they_are_served_as_by_headcount():
    rates = {"absence": "50%", "adherence": "80%", "off_phone": "10%"}
    plain, deducted = hotline(agents=3), hotline(agents=3, agents_are="on_duty", **rates)
    logs = [simulate(one, draw(one, 1, 0)) for one in (plain, deducted)]
    for table in ("contacts", "spans"):
        for name, column in getattr(logs[0], table).items():
            np.testing.assert_array_equal(column, getattr(logs[1], table)[name])
    assert told(logs[1])


def test_stages_multiply():
    one = chain(absence="6%", off_phone="12%", adherence="92%", agents_are="on_duty")
    assert one.paid_times == pytest.approx(1 / (0.94 * 0.88 * 0.92))
    assert not one.takes_away
    assert chain(shrinkage="30%", agents_are="on_duty").paid_times == pytest.approx(1 / 0.7)
    assert chain(absence="6%", off_phone="12%", adherence="92%", agents_are="on_phone").paid_times == pytest.approx(
        1 / (0.94 * 0.88)
    )
    assert chain(absence="6%", adherence="92%", agents_are="present").paid_times == pytest.approx(1 / 0.94)


def test_absence_that_is_not_paid_needs_more_heads_and_no_more_pay():
    one = chain(absence={"share": "20%", "paid": False}, off_phone="50%", agents_are="on_phone")
    assert (one.paid_times, one.heads_times) == pytest.approx((2, 2.5))


def test_paid_hours_and_cost_are_raised_and_no_other_hours():
    def hours(**group):
        scenario = hotline(agents=3, cost="10 EUR/h", **group)
        sums = measure(simulate(scenario, day((100, 50), (1000, 50)))).sums
        return {
            name: sums[MEASURES.index(name), 0] for name in ("paid_s", "cost", "logged_in_s", "staffed_s", "busy_s")
        }

    plain, raised = hours(), hours(agents_are="on_duty", shrinkage="30%")
    for name in ("paid_s", "cost"):
        assert raised[name] == pytest.approx(plain[name] / 0.7), name
    for name in ("logged_in_s", "staffed_s", "busy_s"):
        assert raised[name] == plain[name], name


def test_a_scenario_without_a_rung_has_no_such_fact():
    assert len(tables_of(hotline(agents=3)).facts.paid_times) == 0
    assert len(tables_of(hotline(**SHIFTS, **RATES)).facts.paid_times) == 0
    assert not tables_of(hotline(agents=3, agents_are="on_duty")).facts.by_person
