"""People who differ: by name, because they are new, because they were trained; on days that a pencil can follow.

Seconds are counted from 08:00; the center closes at 14400 unless it is open around the clock.
"""

import pytest
from building import center, spans_of, told
from test_shifts_by_hand import ALL_DAY, STAYS, hotline, of, run

from simulator.log import SpanKind
from simulator.scenario.nouns import Scenario


def test_people_have_a_pace_of_their_own_that_multiplies_the_groups():
    kinds = {"calls": {}}
    front = {
        "shifts": {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "12:00"}},
        "serves": {"calls": {"handle_time": 2.0}},
    }
    people = {"ana": {"serves": {"calls": {"handle_time": {"talk": 0.5, "wrap_up": 3}}}}, "ben": {}}
    log = run(
        center(types=kinds, groups={"front": front}, people=people, to="12:00"), (0, 100, 1e9, 10), (1, 100, 1e9, 10)
    )
    assert spans_of(log, SpanKind.TALK) == [(0, SpanKind.TALK, 0, 0, 100), (1, SpanKind.TALK, 1, 1, 201)]
    assert spans_of(log, SpanKind.WRAP_UP) == [(0, SpanKind.WRAP_UP, 0, 100, 160), (1, SpanKind.WRAP_UP, 1, 201, 221)]


def test_who_is_new_is_slower_and_less_so_week_by_week():
    shift = {**ALL_DAY, "learning": {"from": "2026-11-02", "over": "4w", "handle_time": "180%"}}
    for date, talk_s in (("2026-11-02", 180), ("2026-11-08", 180), ("2026-11-09", 160), ("2026-11-30", 100)):
        log = run(hotline({"new": shift}, horizon={"date": date}), (0, 100))
        assert told(log)[0][2] == pytest.approx(talk_s)
    # Before the first day nobody works it.
    before = run(hotline({"new": shift, "day": ALL_DAY}, horizon={"date": "2026-11-01"}), (0, 100))
    assert of(before, *STAYS) == [(0, 0, 14400)]


def test_people_solve_what_they_solve():
    front = {
        "shifts": {"day": {"people": ["ana", "ben"], "from": "08:00", "to": "12:00"}},
        "serves": {"calls": {"solved": "100%"}},
    }
    people = {"ana": {"serves": {"calls": {"solved": "0%"}}}, "ben": {}}
    log = run(center(groups={"front": front}, people=people, to="12:00"), (0, 100), (1, 100))
    assert log.contacts["solved"].tolist() == [0, 1]


WEEK = {"from": "08:00", "to": "12:00", "days": 4, "date": "2026-11-30"}
DAY_S = 86400
FROM_8_TO_12 = {"from": "08:00", "to": "12:00"}


def trained(shift=FROM_8_TO_12, horizon=WEEK, **training):
    front = {"shifts": {"day": {"agents": 2, **shift}}, "serves": {"calls": {"solved": "100%"}}}
    named = {"of": "front", "from": "2026-11-30", "serves": {"calls": {"handle_time": 0.5, "solved": "0%"}}, **training}
    return Scenario.model_validate({**plan(front), "horizon": horizon, "trainings": {"product": named}})


def plan(front):
    return {
        "version": 1,
        "name": "test",
        "horizon": WEEK,
        "channels": {"voice": {}},
        "sources": {"callers": {"arrivals": "60/h"}},
        "contact_types": {"calls": {"from": "callers", "channel": "voice", "talk": "4m", "patience": "endless"}},
        "agent_groups": {"front": front},
    }


def test_a_training_takes_time_now_and_pays_later():
    sessions = {"number": 2, "for": "1h", "at": "09:00", "on": ["monday", "wednesday"]}
    log = run(trained(sessions=sessions), *[(day_ * DAY_S, 100) for day_ in range(4)])
    two = [(agent, day_ * DAY_S + 3600, day_ * DAY_S + 7200) for agent in (0, 1) for day_ in (0, 2)]
    assert of(log, SpanKind.OFF_PHONE) == two
    # From Thursday on they are twice as fast and solve nothing.
    assert [ended_s % DAY_S for _, _, ended_s, _ in told(log)] == [100, 100, 100, 50]
    assert log.contacts["solved"].tolist() == [1, 1, 1, 0]


def test_waves_go_one_after_the_other():
    waves = trained(sessions={"number": 1, "for": "1h", "at": "09:00", "waves": 2})
    log = run(waves, *[(DAY_S + k, 100) for k in (0, 1)])
    assert of(log, SpanKind.OFF_PHONE) == [(0, 3600, 7200), (1, DAY_S + 3600, DAY_S + 7200)]
    # On Tuesday the first is trained, the second is not.
    assert [ended_s % DAY_S for _, _, ended_s, _ in told(log)] == [50, 101]


def test_waves_go_in_the_order_of_the_shifts():
    sessions = {"number": 1, "for": "1h", "at": "09:00", "waves": 2}
    log = run(trained(shift={**ALL_DAY, "agents": 3}, sessions=sessions))
    assert [(agent, from_s // DAY_S) for agent, from_s, _ in of(log, SpanKind.OFF_PHONE)] == [(0, 0), (1, 0), (2, 1)]


def test_a_training_without_sessions_is_over_when_it_begins():
    decided = {"decided": "2026-11-17", "lead": "2w"}
    log = run(trained(**{"from": decided}), *[(day_ * DAY_S, 100) for day_ in range(3)])
    assert [ended_s % DAY_S for _, _, ended_s, _ in told(log)] == [100, 50, 50]


def test_who_is_hired_comes_when_the_lead_time_is_over():
    shifts = {"old": ALL_DAY, "new": {**ALL_DAY, "since": {"decided": "2026-11-18", "lead": "2w"}}}
    front = {"shifts": shifts, "serves": {"calls": {}}}
    log = run(Scenario.model_validate(plan(front)))
    first_days = [from_s // DAY_S for agent, from_s, _ in of(log, *STAYS) if agent == 1]
    assert first_days == [2, 3]


NIGHTS = {"from": "00:00", "to": "24:00", "days": 3, "date": "2026-11-30"}
TUESDAY = {"from": "2026-12-01"}


def test_who_works_over_midnight_is_trained_when_the_session_is_and_not_a_day_before():
    sessions = {"for": "1h", "at": "02:00", "on": "tuesday"}
    night = {"from": "22:00", "to": "30:00"}
    log = run(trained(shift=night, horizon=NIGHTS, sessions=sessions))
    assert of(log, SpanKind.OFF_PHONE) == [(agent, 18 * 3600, 19 * 3600) for agent in (0, 1)]
    # What is on Tuesday at 23:00 is in the shift that begins on Tuesday.
    log = run(trained(shift=night, horizon=NIGHTS, sessions={**sessions, "at": "23:00"}))
    assert of(log, SpanKind.OFF_PHONE) == [(agent, 39 * 3600, 40 * 3600) for agent in (0, 1)]


def test_a_contact_of_no_length_is_solved_by_who_answers_it_as_they_are_then():
    # On Tuesday they solve nothing any more, from the very beginning of the shift on.
    log = run(trained(**TUESDAY), (0, 0), (DAY_S, 0), (DAY_S + 1, 0))
    assert log.contacts["solved"].tolist() == [1, 0, 0]


@pytest.mark.parametrize("slots", [{}, {"slots": 2}])
def test_what_was_solved_stays_solved_however_long_the_wrap_up_takes(slots):
    # It is still being wrapped up when everything stops on Wednesday, and solves nothing from Tuesday on.
    scenario = trained(shift={"from": "00:00", "to": "24:00"}, horizon={**NIGHTS, "run_on": "0s"}, **TUESDAY)
    voice = {name: type(noun).model_validate(slots) for name, noun in scenario.channels.items()}
    log = run(scenario.model_copy(update={"channels": voice}), (0, 60, 1e9, 9 * DAY_S), (DAY_S, 60, 1e9, 9 * DAY_S))
    assert log.contacts["solved"].tolist() == [1, 0]
