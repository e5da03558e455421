"""Several days in a row, worked out by hand: closing, going home, beginning afresh, working through the night."""

from typing import Any

import numpy as np
from building import OPENS_S, center, day, simulated, spans_of, story

from simulator.log import EndedBy, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.metrics.cells import Cell, interval_labels
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.nouns import Scenario

DAY = 86400
"""Seconds after 08:00 on the first day are DAY more on the second."""
CLOSE = 7200
"""08:00 to 10:00."""


def days(agents: Any = 1, number: int = 2, **how: Any) -> Scenario:
    return center(agents, days=number, weekday="monday", **how)


def long_day(to: str = "31:50", agents: Any = 1, **how: Any) -> Scenario:
    """Return two days of which the first closes ten minutes before the second opens; then it closes at 10:00."""
    return days(agents, hours={"monday": {"to": to}}, **how)


def busy(log: RunLog) -> list[tuple[int, int, str, bool, float]]:
    """Return (agent, part, state, overtime, seconds) of what is not idle."""
    time = agent_time(log)
    rows = zip(*(time[name].tolist() for name in ("agent", "interval", "state", "overtime", "seconds")), strict=True)
    return [
        (agent, part, State(state).name.lower(), late, seconds)
        for agent, part, state, late, seconds in rows
        if state != State.AVAILABLE
    ]


def test_everybody_begins_afresh_on_the_next_day():
    # Monday: agents 0 and 1 get a call each, 1 the last one: on Monday agent 0 would be idle longest anyway. Tuesday:
    # idle alike since the opening, so 0 has the first call and 1 the second; a third waits.
    contacts = day((0, 10), (20, 30), (100, 5), (DAY + 5, 50), (DAY + 6, 50), (DAY + 7, 10))
    assert story(days(2), contacts) == [
        ("agent", 0, 10, 0),
        ("agent", 0, 50, 1),
        ("agent", 0, 105, 0),
        ("agent", 0, DAY + 55, 0),
        ("agent", 0, DAY + 56, 1),
        ("agent", 48, DAY + 65, 0),
    ]
    # Idle longest on Monday evening is agent 1, since 50: on Tuesday that is forgotten.


def test_each_day_closes_and_contacts_in_hand_are_finished():
    # At 10:00 on Monday the second waits: cleared, or served out until 7260. On Tuesday all goes on as if new.
    contacts = day((CLOSE - 100, 150), (CLOSE - 50, 10), (DAY + CLOSE - 10, 30), (DAY + CLOSE - 5, 5))
    assert story(days(at_close="clear"), contacts) == [
        ("agent", 0, CLOSE + 50, 0),
        ("cleared", 50, CLOSE, None),
        ("agent", 0, DAY + CLOSE + 20, 0),
        ("cleared", 5, DAY + CLOSE, None),
    ]
    assert story(days(), contacts) == [
        ("agent", 0, CLOSE + 50, 0),
        ("agent", 100, CLOSE + 60, 0),
        ("agent", 0, DAY + CLOSE + 20, 0),
        ("agent", 25, DAY + CLOSE + 25, 0),
    ]


def test_overtime_is_told_after_the_closing_of_each_day():
    log = simulated(days(interval="2h"), day((CLOSE - 100, 150), (DAY + CLOSE - 10, 30)))
    # Intervals 0 and 1, then what is after the closing of Monday (2) and of Tuesday (3).
    assert busy(log) == [
        (0, 0, "talk", False, 100),
        (0, 1, "talk", False, 10),
        (0, 2, "talk", True, 50),
        (0, 3, "talk", True, 20),
    ]


def test_who_still_waits_without_an_agent_is_served_on_the_next_day():
    # Nobody is on duty from 09:00 on; at 10:00 the center closes, and the contact still waits.
    scenario = days({"08:00": 1, "09:00": 0})
    assert story(scenario, day((5000, 60), (6000, 60, 1800))) == [
        ("agent", DAY - 5000, DAY + 60, 0),
        ("abandoned", 1800, 7800, None),
    ]


def test_who_is_still_busy_in_the_morning_is_one_of_todays():
    # Monday closes at 31:50, ten minutes before Tuesday opens; the call ends five minutes after that.
    begins = DAY - 900
    contacts = day((begins, 1200), (DAY + 10, 60), (DAY + 400, 60))
    assert story(long_day(), contacts) == [
        ("agent", 0, DAY + 300, 0),
        ("agent", 290, DAY + 360, 0),
        ("agent", 0, DAY + 460, 0),
    ]
    # With two agents it is the other who begins afresh.
    assert story(long_day(agents=2), contacts)[1] == ("agent", 0, DAY + 70, 1)


def test_working_through_the_night_is_overtime_until_the_opening():
    log = simulated(long_day(interval="48h"), day((DAY - 900, 1200)))
    assert busy(log) == [
        (0, 0, "talk", False, 300),
        (0, 1, "talk", False, 300),
        (0, 2, "talk", True, 600),
    ]
    # Two stays, one after the other, in spite of the one call.
    assert spans_of(log, SpanKind.DUTY, SpanKind.OVERTIME) == [
        (None, SpanKind.DUTY, 0, 0, DAY),
        (None, SpanKind.OVERTIME, 0, DAY - 600, DAY),
        (None, SpanKind.DUTY, 0, DAY, DAY + CLOSE),
    ]
    assert agent_time(log)["seconds"].sum() == DAY + CLOSE
    assert (log.facts.scheduled_s == log.facts.open_s).all()


def test_who_is_too_many_in_the_morning_leaves_first_or_as_the_contact_ends():
    # Two on Monday, both busy through the night; one on Tuesday. The first of them to be free goes.
    scenario = long_day(agents=1)
    scenario = scenario.model_copy(
        update={
            "agent_groups": {
                "front": scenario.agent_groups["front"].model_copy(update={"agents_on": {"monday": {0.0: 2}}})
            }
        }
    )
    contacts = day((DAY - 900, 1200), (DAY - 890, 1000), (DAY + 50, 40), (DAY + 55, 40))
    # Agent 1 ends at DAY + 110 and goes, agent 0 at DAY + 300 and takes what waits.
    assert story(scenario, contacts) == [
        ("agent", 0, DAY + 300, 0),
        ("agent", 0, DAY + 110, 1),
        ("agent", 250, DAY + 340, 0),
        ("agent", 285, DAY + 380, 0),
    ]
    log = simulated(scenario, contacts)
    late = [row for row in busy(log) if row[3]]
    # Ten minutes of the night for both; then agent 1's 110 s beyond Tuesday's plan.
    nights = len(log.facts.open_s)
    assert [(agent, seconds) for agent, part, _, _, seconds in late if part == nights] == [(0, 600), (1, 600)]
    assert [(agent, seconds) for agent, part, _, _, seconds in late if part < nights] == [(1, 110)]


def test_who_is_freed_at_the_instant_of_the_opening_stays_and_looks_for_a_contact():
    contacts = day((DAY - 900, 900), (DAY - 700, 30), (DAY, 10))
    assert story(long_day(), contacts) == [
        ("agent", 0, DAY, 0),
        ("agent", 700, DAY + 30, 0),
        ("agent", 30, DAY + 40, 0),
    ]


def test_days_that_touch_do_not_close():
    # Open from 08:00 on Monday to 10:00 on Tuesday. Who waits is not cleared at 08:00, and agent 0, idle longer, is
    # chosen after it as before.
    contacts = day((100, 50), (200, 60), (DAY - 50, 100), (DAY - 40, 20), (DAY - 30, 70), (DAY + 400, 5))
    assert story(long_day("32:00", agents=2, at_close="clear"), contacts) == [
        ("agent", 0, 150, 0),
        ("agent", 0, 260, 1),
        ("agent", 0, DAY + 50, 0),
        ("agent", 0, DAY - 20, 1),
        ("agent", 10, DAY + 50, 1),
        ("agent", 0, DAY + 405, 0),
    ]
    log = simulated(long_day("32:00", agents=2), contacts)
    assert len(spans_of(log, SpanKind.DUTY)) == 2
    assert interval_labels(log.facts)[47:49] == ("monday 31:30-32:00", "tuesday 08:00-08:30")


def test_chats_in_hand_through_the_night_keep_their_speed_and_their_agent():
    # Speed 1 and 0.5. Two chats from DAY - 700 on: together until the first, with 400 s of work, is through at
    # DAY + 100; the second has 600 - 400 = 200 s left and ends at DAY + 300. At DAY + 150 a third begins beside it:
    # then 150 s are left of it, which take 300 s; the third, with 100 s, takes 200 s: until DAY + 350. After that 50 s
    # are left of the second: DAY + 400.
    scenario = center(
        groups={"front": {"agents": 1, "serves": {"chats": {}}}},
        types={"chats": {"channel": "chat"}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}},
        days=2,
        weekday="monday",
        hours={"monday": {"to": "31:50"}},
    ).model_copy()
    contacts = day((DAY - 700, 400), (DAY - 700, 600), (DAY + 150, 100))
    assert story(scenario, contacts) == [
        ("agent", 0, DAY + 100, 0),
        ("agent", 0, DAY + 400, 0),
        ("agent", 0, DAY + 350, 0),
    ]
    log = simulated(scenario, contacts)
    time = agent_time(log)
    night = time["interval"] == len(log.facts.open_s)
    assert time["slot_seconds"][night].tolist() == [1200]


def test_the_days_of_a_result_add_up_to_the_whole():
    contacts = day((10, 60), (CLOSE - 100, 150), (CLOSE - 90, 10, 20), (DAY + 10, 30), (DAY + CLOSE - 5, 50))
    log = simulated(days(interval="1h"), contacts)
    summary = measure(log)

    def of(measure_name: str, when: str | None) -> float:
        return float(summary.sums[MEASURES.index(measure_name), summary.cells.index(Cell("all", when))])

    assert [cell.interval for cell in summary.cells if cell.of == "all"] == [
        None, "monday", "tuesday",
        "monday 08:00-09:00", "monday 09:00-10:00", "tuesday 08:00-09:00", "tuesday 09:00-10:00",
    ]  # fmt: skip
    assert [of("arrived", when) for when in (None, "monday", "tuesday")] == [5, 3, 2]
    # The call that ends after closing is closed on Monday, in none of its intervals.
    assert [of("closed", when) for when in ("monday", "monday 08:00-09:00", "monday 09:00-10:00")] == [2, 1, 0]
    assert [of("logged_in_s", when) for when in (None, "monday", "tuesday")] == [14400 + 50 + 45, 7250, 7245]
    assert of("staffed_s", "monday") == 7200
    assert of("open_s", None) == 14400
    for name in MEASURES:
        if not np.isnan(of(name, None)):
            assert of(name, None) == of(name, "monday") + of(name, "tuesday"), name


def test_a_log_of_several_days_says_when_each_of_them_began():
    log = simulated(days(3, hours={"tuesday": "closed"}, number=3, interval="2h"), day((2 * DAY, 60)))
    assert [(one.name, one.start_s, one.first_interval) for one in log.facts.days] == [
        ("monday", 0, 0),
        ("wednesday", 2 * DAY, 1),
    ]
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT]
    assert log.facts.closes_s == 2 * DAY + OPENS_S + CLOSE
