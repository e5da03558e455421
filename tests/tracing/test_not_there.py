"""Traces of agents with shifts: who is not there and why, and that who is free is who the engine saw."""

from pathlib import Path

import pytest
from building import center, day

from simulator.demand.workload import draw
from simulator.engine.record import Rule
from simulator.scenario.reader import load
from simulator.tracing.agent_days import agent_told
from simulator.tracing.instants import on_duty_at, room_for
from simulator.tracing.off_duty import Gone, not_there_at, times_off
from simulator.tracing.playback import of_workload
from simulator.tracing.state_at import state_told
from simulator.units import GRID_PER_S

ALL_DAY = {"agents": 1, "from": "08:00", "to": "12:00"}
EIGHT = 8 * 3600


def played(shifts, *contacts, **group):
    team = {"shifts": shifts, "serves": {"calls": {}}, **group}
    scenario = center(types={"calls": {}}, groups={"front": team}, to="12:00")
    return of_workload(scenario, day(*(contacts or ((14000, 10),))))


def told(play, agent=0):
    """Return (why, name, from, to) of each time off of an agent."""
    return [(str(one.why), one.name, one.from_s - EIGHT, one.to_s - EIGHT) for one in times_off(play, agent)]


def test_a_break_has_its_name_although_the_log_does_not_say_it():
    play = played(
        {"day": ALL_DAY},
        breaks={
            "coffee": {"for": "15m", "at": "09:00"},
            "lunch": {"for": "30m", "at": "10:00", "paid": False},
            "team": {"for": "15m", "at": "11:00", "counts_as": "off_phone"},
        },
    )
    assert told(play) == [
        ("break", "coffee", 3600, 4500),
        ("break", "lunch", 7200, 9000),
        ("off_phone", "team", 10800, 11700),
    ]
    assert [one.paid for one in times_off(play, 0)] == [True, False, True]


def test_of_two_breaks_alike_each_is_told_when_its_time_has_come():
    breaks = {"first": {"for": "15m", "at": "09:00"}, "second": {"for": "15m", "at": "10:00"}}
    assert [name for _, name, *_ in told(played({"day": ALL_DAY}, breaks=breaks))] == ["first", "second"]


def test_who_has_a_contact_in_hand_goes_later_and_the_break_is_still_named():
    play = played({"day": ALL_DAY}, (3500, 300), breaks={"coffee": {"for": "15m", "at": "09:00"}})
    assert told(play) == [("break", "coffee", 3800, 4700)]


def test_late_back_late_and_absent_are_told_apart():
    late = {"late": {"share": "100%", "by": "4m"}, "long_breaks": {"share": "100%", "by": "3m"}}
    play = played({"day": ALL_DAY}, breaks={"coffee": {"for": "15m", "at": "09:00"}}, adherence=late)
    assert told(play) == [
        ("late", "", 0, 240),
        ("break", "coffee", 3600, 4500),
        ("back_late", "coffee", 4500, 4680),
    ]
    gone = played({"day": {**ALL_DAY, "agents": 40}}, absence="50%")
    absent = [one for one in not_there_at(gone, EIGHT + 5000.0) if one.why is Gone.ABSENT]
    assert 10 < len(absent) < 30
    assert len(on_duty_at(gone, EIGHT + 5000.0)) == 40 - len(absent)


def test_whoever_is_absent_is_so_all_day_although_a_break_is_not_paid():
    lunch = {"for": "30m", "at": "10:00", "paid": False}
    for days in (1, 2):
        horizon = {"to": "12:00", "days": days, "from": "00:00"}
        team = {"shifts": {"day": {**ALL_DAY, "from": "00:00"}}, "serves": {"calls": {}}, "breaks": {"lunch": lunch}}
        scenario = center(types={"calls": {}}, groups={"front": {**team, "absence": "99.999999%"}}, **horizon)
        play = of_workload(scenario, day((14000, 10)))
        assert told(play) == [("absent", "", -28800 + 86400 * n, 14400 + 86400 * n) for n in range(days)]
        assert [one.paid for one in times_off(play, 0)] == [True] * days
        # Also while the break would be.
        assert [one.until for one in not_there_at(play, EIGHT + 7300.0)] == [play.clock(EIGHT + 14400.0)]
    (one,) = agent_told(play, 0, play.scenario.horizon.simulated_days[0]).entries
    assert one.not_there is not None


def test_whoever_is_not_there_is_in_no_list_of_agents_on_duty():
    play = played({"day": {**ALL_DAY, "agents": 2}}, breaks={"coffee": {"for": "15m", "at": "09:00"}})
    state = state_told(play, EIGHT + 4000.0)
    assert state.agents == ()
    assert [(one.agent, one.until) for one in state.not_there] == [
        ("front day 1", play.clock(EIGHT + 4500.0)),
        ("front day 2", play.clock(EIGHT + 4500.0)),
    ]
    assert state.next_of[0].agents == ()
    assert state_told(play, EIGHT + 4500.0).not_there == ()


def test_whoever_takes_nothing_new_before_the_end_is_told_as_leaving():
    play = played({"day": {**ALL_DAY, "to": "11:00", "no_new": "10m"}, "all": ALL_DAY})
    (leaves, stays) = on_duty_at(play, EIGHT + 10500.0)
    assert (leaves.may_take, stays.may_take) == (False, True)
    assert all(one.may_take for one in on_duty_at(play, EIGHT + 10000.0))


def test_the_day_of_an_agent_has_breaks_in_place_of_idle_times():
    play = played({"day": ALL_DAY}, breaks={"coffee": {"for": "15m", "at": "09:00"}})
    found = agent_told(play, 0, play.scenario.horizon.simulated_days[0])
    assert [
        (one.from_s - EIGHT, one.to_s - EIGHT, bool(one.not_there)) for one in found.entries if one.contact is None
    ][:3] == [
        (0, 3600, False),
        (3600, 4500, True),
        (4500, 14000, False),
    ]


SHIFTS = """\
version: 1
name: Shifts
horizon: {from: "08:00", to: "20:00"}
channels: {voice: {}}
sources: {callers: {arrivals: 40/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, wrap_up: 30s, patience: 3m}
people: {ana: {}, ben: {}}
routing: {agent: RULE}
agent_groups:
  front:
    shifts:
      early: {agents: 4, from: "08:00", to: "16:00", no_new: 5m}
      late: {agents: 4, from: "12:00", to: "20:00"}
      both: {people: [ana, ben], from: "09:00", to: "18:00", split: {from: "12:00", to: "13:00"}}
    breaks:
      lunch: {for: 30m, from: "11:00", to: "17:00", paid: false}
      screen: {for: 5m, every: 1h, within: 15m}
      team: {for: 15m, at: "15:00", counts_as: off_phone}
    absence: 6%
    adherence: {share: 92%, late: {share: 30%, by: 5m}, long_breaks: {share: 30%, by: 4m}}
    serves: {orders: {}}
"""


@pytest.mark.parametrize("rule", ["longest_idle", "longest_since_contact", "fewest_contacts"])
def test_who_is_free_by_the_log_is_who_the_engine_saw(tmp_path: Path, rule):
    file = tmp_path / "shifts.yaml"
    file.write_text(SHIFTS.replace("RULE", rule))
    scenario = load(str(file)).resolve("base", None)
    compared = 0
    for replication in range(2):
        play = of_workload(scenario, draw(scenario, 1, replication))
        times = [one.time_s for one in play.decisions]
        ends = set(play.log.spans["to_s"].tolist()) | set(play.log.spans["from_s"].tolist())
        for place, one in enumerate(play.decisions):
            before_s = one.time_s - 1 / GRID_PER_S
            if one.rule is not Rule.FREE_AGENT or times.count(one.time_s) > 1 or before_s in ends:
                continue
            room = room_for(play, 0, on_duty_at(play, before_s), {0: 1}, before_s)
            read, saw = (
                {(each.agent, each.idle_since_s, each.assigned_s) for each in seen}
                for seen in (room, play.seen_agents(place))
            )
            assert read == saw, (replication, one)
            compared += len(saw)
    assert compared > 500
