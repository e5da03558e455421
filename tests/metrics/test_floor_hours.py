"""Hours on duty, available and of unpaid absence, as the hours beside them say."""

import pytest
from small_floor import floor, floor_run

from simulator.comparing import compare
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.metrics import presence
from simulator.metrics.frames import spans_frame
from simulator.scenario.reader import load_text

UNPAID = """\
version: 1
name: Unpaid absence
horizon: {from: "08:00", to: "12:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 4/h}}
contact_types: {orders: {from: callers, channel: voice, talk: 3m, wrap_up: 1m, patience: 10m}}
people: {ana: {team: north}, ben: {team: north}}
agent_groups:
  front:
    shifts:
      absent: {people: ana, from: "09:00", to: "11:30"}
      late: {people: ben, from: "09:30", to: "12:00"}
    absence: {share: 99.9%, paid: false}
    serves: {orders: {}}
  back: {agents: 1, serves: {orders: {}}}
"""
"""Ana and ben are as good as always absent: 1 hour from nine on, then 2, and the halves after eleven."""


def test_unpaid_absence_has_hours_of_its_own_by_group_team_and_interval():
    one = compare(load_text(UNPAID), replications=3, jobs=1).first
    for of, hours in (("all", 5.0), ("group:front", 5.0), ("group:back", 0.0), ("team:north", 5.0)):
        assert one.row("base", "unpaid_absent_hours", of).value == pytest.approx(hours), of
    by_interval = {interval: one.row("base", "unpaid_absent_hours", "all", interval).value for interval in (
        "08:00-09:00", "09:00-10:00", "10:00-11:00", "11:00-12:00")}  # fmt: skip
    assert list(by_interval.values()) == pytest.approx([0.0, 1.5, 2.0, 1.5])
    for metric in ("absent_hours", "paid_hours", "on_duty_hours", "available_hours"):
        assert one.row("base", metric, "group:front").value == 0.0


def test_the_function_for_a_table_says_the_same():
    scenario = load_text(UNPAID).resolve()
    log = simulate(scenario, draw(scenario, 1, 0))
    assert presence.unpaid_absent_hours(spans_frame(log)) == pytest.approx(5.0)
    assert (log.spans["kind"] == SpanKind.UNPAID_ABSENCE).sum() == 2


@pytest.mark.parametrize("strategy", ["as_planned", "absent", "absent_unpaid", "away", "by_number"])
def test_hours_on_duty_are_those_logged_in_without_breaks_and_what_takes_people_away(strategy):
    one = floor_run(strategy).first

    def hours(name, of="all"):
        return one.row(strategy, name, of).value

    for of in ("all", "group:front", "group:back"):
        gone = sum(hours(name, of) for name in ("break_hours", "off_phone_hours", "away_hours"))
        assert hours("on_duty_hours", of) == pytest.approx(hours("agent_hours", of) - gone)
        if strategy != "by_number":
            # Of headcounts alone it is not known who talks.
            handled = hours("talk_hours", of) + hours("wrap_up_hours", of)
            assert hours("available_hours", of) == pytest.approx(hours("on_duty_hours", of) - handled)
    assert hours("available_hours") > 0


def test_paid_and_unpaid_absence_of_the_same_people_differ_by_their_unpaid_breaks():
    one = floor_run("absent", "absent_unpaid").first
    assert floor().resolve("absent").agent_groups["front"].absence is not None
    unpaid = one.row("absent_unpaid", "unpaid_absent_hours").value
    # Of each shift, of 5 or 6 hours, half an hour is lunch: paid absence is not paid for it.
    shifts = (unpaid - one.row("absent", "absent_hours").value) / 0.5
    assert 0 < 5 * shifts <= unpaid <= 6 * shifts
    assert one.row("absent", "unpaid_absent_hours").value == 0.0
