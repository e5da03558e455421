"""Hours of types, worked out by hand: what becomes of who comes outside, and of who waits when they end.

The center is open from 08:00 to 10:00, seconds 0 to 7200. Where nothing else is said, calls are taken from 08:10 to
08:20, seconds 600 to 1200.
"""

from typing import Any

import numpy as np
import pytest
from building import OPENS_S, center, day, simulated, spans_of, story

from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, Cause, EndedBy, SpanKind
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

DAY = 86400
CLOSE = 7200
INF = float("inf")
TEN_MINUTES = {"from": "08:10", "to": "08:20"}


def calls(when_closed: Any = "refuse", agents: Any = 1, hours: Any = None, **more: Any) -> Scenario:
    """Return a center of calls with hours; ``more`` are keys of the type, those of the center in ``center``."""
    of_center = more.pop("center", {})
    noun = {"hours": hours or TEN_MINUTES, "when_closed": when_closed, **more}
    return center(agents, types={"calls": noun}, **of_center)


# Who comes outside


def test_who_comes_outside_is_refused_and_who_comes_at_the_end_comes_too_late():
    assert story(calls(agents=2), day((599, 10), (600, 10), (1199, 10), (1200, 10), (5000, 10))) == [
        ("refused", None, 599, None),
        ("agent", 0, 610, 0),
        ("agent", 0, 1209, 1),
        ("refused", None, 1200, None),
        ("refused", None, 5000, None),
    ]


def test_without_hours_nobody_is_refused():
    assert [how for how, *_ in story(center(2), day((599, 10), (1200, 10)))] == ["agent", "agent"]


def test_who_comes_outside_leaves_a_voicemail_and_never_waited():
    log = simulated(calls("voicemail"), day((10, 10), (700, 10)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.VOICEMAIL, EndedBy.AGENT]
    assert np.isnan(log.contacts["queued_s"][0])
    assert np.isnan(log.contacts["wait_s"][0])
    assert log.contacts["solved"].tolist() == [0, 1]
    assert [row for row, *_ in spans_of(log, SpanKind.QUEUE)] == []


def test_who_waits_outside_goes_in_at_the_opening_before_who_comes_then():
    # At 600 go in those of 100, 200 and 300, in that order; then the one comes who comes at 600. One agent.
    log = simulated(calls("wait"), day((100, 50), (200, 30), (300, 10), (600, 20)))
    assert (log.contacts["queued_s"] - OPENS_S).tolist() == [600, 600, 600, 600]
    assert (log.contacts["place_s"] - OPENS_S).tolist() == [100, 200, 300, 600]
    assert log.contacts["wait_s"].tolist() == [0, 50, 80, 90]
    assert log.contacts["since_arrival_s"].tolist() == [500, 450, 380, 90]
    assert spans_of(log, SpanKind.QUEUE) == [
        (1, SpanKind.QUEUE, None, 600, 650),
        (2, SpanKind.QUEUE, None, 600, 680),
        (3, SpanKind.QUEUE, None, 600, 690),
    ]


def test_patience_outside_begins_with_the_opening():
    # Answered at 650 would be the second: it would wait 49 s from 600 on, no matter that it came at 100.
    assert story(calls("wait"), day((50, 50), (100, 30, 49), (110, 30, 51)))[1:] == [
        ("abandoned", 49, 649, None),
        ("agent", 50, 680, 0),
    ]


def test_a_voicemail_is_asked_for_a_while_after_the_opening():
    assert story(calls("wait", voicemail_after="30s"), day((50, 100), (60, 30)))[1] == ("voicemail", 30, 630, None)


def test_a_group_helps_a_while_after_the_opening():
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "20s"}}},
    }
    scenario = center(types={"calls": {"hours": TEN_MINUTES, "when_closed": "wait"}}, groups=groups)
    assert story(scenario, day((50, 100), (60, 30)))[1] == ("agent", 20, 650, 1)


def test_at_the_opening_lines_and_the_limit_of_the_queue_hold_as_for_an_arrival():
    # Over night nobody holds a line: three wait outside. One line: the second and the third find none.
    three = day((100, 50), (200, 50), (300, 50))
    assert story(calls("wait", center={"lines": 1}), three) == [
        ("agent", 0, 650, 0),
        ("blocked", None, 600, None),
        ("blocked", None, 600, None),
    ]
    assert story(calls("wait", queue_limit=1), three) == [
        ("agent", 0, 650, 0),
        ("agent", 50, 700, 0),
        ("blocked", None, 600, None),
    ]


def test_a_talk_of_no_length_ends_before_the_next_one_goes_in():
    assert story(calls("wait", center={"lines": 1}), day((100, 0), (200, 50))) == [
        ("agent", 0, 600, 0),
        ("agent", 0, 650, 0),
    ]


def test_who_is_freed_at_the_opening_takes_first_who_waited_inside():
    # Two types: letters without hours, calls that go in at 600. At 600 the agent is freed: the letter that waits since
    # 500 is taken, the call of 100 finds nobody free, although it came before.
    types = {"letters": {}, "calls": {"hours": TEN_MINUTES, "when_closed": "wait"}}
    contacts = day((0, 600), (100, 10), (500, 30), types=[0, 1, 0])
    assert story(center(1, types=types), contacts) == [
        ("agent", 0, 600, 0),
        ("agent", 30, 640, 0),
        ("agent", 100, 630, 0),
    ]


def test_between_types_who_waited_outside_stands_where_its_arrival_says():
    # At 600 both wait, the agent talks until 700: first the call of 100, then the letter of 400.
    types = {"letters": {}, "calls": {"hours": TEN_MINUTES, "when_closed": "wait"}}
    contacts = day((0, 700), (100, 10), (400, 30), types=[0, 1, 0])
    assert [ended for _, _, ended, _ in story(center(1, types=types), contacts)] == [700, 710, 740]


def test_who_waits_for_an_opening_that_never_comes_is_still_open_and_never_queued():
    log = simulated(calls("wait"), day((700, 10), (1500, 10)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.STILL_OPEN]
    assert log.contacts["solved"].tolist() == [1, NOBODY]
    assert np.isnan([log.contacts[name][1] for name in ("queued_s", "ended_s", "wait_s", "since_arrival_s")]).all()
    assert [row for row, *_ in spans_of(log)] == [0, None]


def test_several_stretches_on_a_day():
    hours = [{"from": "08:10", "to": "08:20"}, {"from": "08:30", "to": "08:40"}]
    assert story(calls("wait", hours={"every_day": hours}), day((700, 10), (1300, 20), (1790, 5), (1800, 5))) == [
        ("agent", 0, 710, 0),
        ("agent", 0, 1820, 0),
        ("agent", 20, 1825, 0),
        ("agent", 25, 1830, 0),
    ]


# Redirect


def redirected(urgent: dict[str, Any], **more: Any) -> Scenario:
    """Return a center in which orders outside their hours become urgent ones, with a talk of 30 s and 5 s wrap-up."""
    types = {
        "orders": {"hours": TEN_MINUTES, "when_closed": {"redirect": "urgent"}},
        "urgent": {"talk": "30s", "wrap_up": "5s", "patience": "1m", **urgent},
        "last": {"talk": "7s"},
    }
    return center(1, types=types, **more)


def test_a_redirected_contact_is_born_at_the_same_instant_and_counts_in_its_own_row():
    # 100: moved; row 3 is born, talks until 130, wraps up until 135. 110: moved, row 4 waits until 135. 700: open.
    log = simulated(redirected({}), day((100, 999), (110, 999), (700, 10)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.MOVED] * 2 + [EndedBy.AGENT] * 3
    assert (log.contacts["arrived_s"] - OPENS_S).tolist() == [100, 110, 700, 100, 110]
    assert (log.contacts["ended_s"] - OPENS_S).tolist() == [100, 110, 710, 130, 165]
    assert log.contacts["case"].tolist() == [0, 1, 2, 0, 1]
    assert log.contacts["parent"].tolist() == [NOBODY, NOBODY, NOBODY, 0, 1]
    assert log.contacts["cause"].tolist() == [Cause.FIRST] * 3 + [Cause.REDIRECT] * 2
    assert log.contacts["attempt"].tolist() == [1] * 5
    assert log.contacts["hop"].tolist() == [0, 0, 0, 1, 1]
    assert log.contacts["type"].tolist() == [0, 0, 0, 1, 1]
    assert log.contacts["patience_s"].tolist() == [INF, INF, INF, 60, 60]
    assert np.isnan(log.contacts["queued_s"][:2]).all()
    assert log.contacts["wait_s"][3:].tolist() == [0, 25]
    assert log.contacts["solved"].tolist() == [0, 0, 1, 1, 1]


def test_a_redirected_contact_loses_a_patience_of_its_own():
    # The urgent one of 110 waits from 110 on, a minute: the agent talks until 3000.
    log = simulated(redirected({}), day((50, 2950), (110, 999), types=[2, 0]))
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.MOVED, EndedBy.ABANDONED]
    assert log.contacts["ended_s"][2] - OPENS_S == 170


def test_a_redirect_to_a_type_that_is_closed_too_meets_that_types_door():
    shut = {"hours": {"from": "09:00", "to": "09:30"}}
    how = simulated(redirected({**shut, "when_closed": "voicemail"}), day((100, 9))).contacts["ended_by"].tolist()
    assert how == [EndedBy.MOVED, EndedBy.VOICEMAIL]
    # The second type is open from 3600 on: its child waits outside until then.
    log = simulated(redirected({**shut, "when_closed": "wait"}), day((100, 9)))
    assert (log.contacts["queued_s"][1] - OPENS_S, log.contacts["wait_s"][1]) == (3600, 0)


def test_a_chain_of_redirects_is_a_chain_of_rows():
    shut = {"hours": {"from": "09:00", "to": "09:30"}, "when_closed": {"redirect": "last"}}
    log = simulated(redirected(shut), day((100, 9), (100, 9)))
    # At 100 both first ones are moved, then their children, in the order in which they were born.
    assert log.contacts["parent"].tolist() == [NOBODY, NOBODY, 0, 1, 2, 3]
    assert log.contacts["type"].tolist() == [0, 0, 1, 1, 2, 2]
    assert log.contacts["case"].tolist() == [0, 1, 0, 1, 0, 1]
    assert log.contacts["hop"].tolist() == [0, 0, 1, 1, 2, 2]
    assert log.contacts["wait_s"][4:].tolist() == [0, 7]


def test_who_arrives_first_comes_before_who_is_born_at_that_instant():
    # At 100 an order and a "last" call come, in this order; the child of the order is born behind both.
    log = simulated(redirected({}), day((100, 9), (100, 40), types=[0, 2]))
    assert log.contacts["wait_s"][1:].tolist() == [0, 40]


# Who waits when hours end


@pytest.mark.parametrize(
    ("at_close", "outcome"),
    [
        ("serve_out", ("agent", 200, 1330, 0)),
        ("keep", ("agent", 200, 1330, 0)),
        ("clear", ("cleared", 100, 1200, None)),
    ],
)
def test_at_the_end_of_hours_who_waits_is_sent_away_or_served_by_who_is_there(at_close, outcome):
    # The agent talks until 1300; the second waits since 1100, and calls close at 1200. Agents are there until 10:00.
    assert story(calls(at_close=at_close), day((1000, 300), (1100, 30)))[1] == outcome


def test_who_is_cleared_at_the_end_of_hours_gives_the_line_back():
    types = {"calls": {"hours": TEN_MINUTES, "at_close": "clear"}, "orders": {}}
    contacts = day((1000, 300), (1100, 30), (1199, 9), (1200, 10), types=[0, 0, 1, 1])
    assert [how for how, *_ in story(center(1, types=types, lines=2), contacts)] == [
        "agent",
        "cleared",
        "blocked",
        "agent",
    ]


def closing(at_close: str = "serve_out", agents: Any = None, **more: Any) -> Scenario:
    """Return a center of orders and, until 08:20, calls; its only agent is on the plan until then."""
    types = {"calls": {"hours": TEN_MINUTES, "at_close": at_close}, "orders": {}}
    return center(agents or {"08:00": 1, "08:20": 0}, types=types, **more)


def test_who_is_sent_home_serves_first_who_waits_of_a_closed_type_and_nobody_else():
    # The agent talks until 1300 and is one too many since 1200. An order waits since 1050, calls since 1100 and 1150.
    contacts = day((1000, 300), (1050, 20, 999), (1100, 30), (1150, 40), types=[0, 1, 0, 0])
    assert story(closing(), contacts) == [
        ("agent", 0, 1300, 0),
        ("abandoned", 999, 2049, None),
        ("agent", 200, 1330, 0),
        ("agent", 180, 1370, 0),
    ]
    log = simulated(closing(), contacts)
    assert spans_of(log, SpanKind.DUTY, SpanKind.OVERTIME) == [
        (None, SpanKind.DUTY, 0, 0, 1370),
        (None, SpanKind.OVERTIME, 0, 1200, 1370),
    ]


@pytest.mark.parametrize("at_close", ["keep", "clear"])
def test_nobody_stays_where_the_queue_is_not_served_out(at_close):
    log = simulated(closing(at_close), day((1000, 300), (1100, 30, 999)))
    assert spans_of(log, SpanKind.DUTY) == [(None, SpanKind.DUTY, 0, 0, 1300)]
    left = {"keep": EndedBy.ABANDONED, "clear": EndedBy.CLEARED}[at_close]
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, left]


def test_nobody_stays_for_a_type_without_hours():
    assert story(closing(), day((1000, 300), (1100, 30, 500), types=[0, 1]))[1] == ("abandoned", 500, 1600, None)


def test_who_is_freed_at_the_very_instant_of_the_end_serves_on_too():
    contacts = day((1000, 200), (1100, 30))
    assert story(closing(), contacts)[1] == ("agent", 100, 1230, 0)
    log = simulated(closing(), contacts)
    assert spans_of(log, SpanKind.OVERTIME) == [(None, SpanKind.OVERTIME, 0, 1200, 1230)]


def test_who_was_sent_home_before_stays_for_nobody():
    # The headcount falls at 1100, while calls are taken: the agent leaves when the talk is over at 1150.
    assert story(closing(agents={"08:00": 1, "08:18:20": 0}), day((1000, 150), (1050, 30, 900)))[1] == (
        "abandoned",
        900,
        1950,
        None,
    )


def test_who_is_told_to_leave_and_is_needed_again_takes_everything():
    # Too many since 1200, at 1300 told to leave and busy with a late call until 1330. From 1320 on one is wanted again:
    # the agent stays, and takes the order that was nobody's any more.
    scenario = closing(agents={"08:00": 1, "08:20": 0, "08:22": 1})
    contacts = day((1000, 300), (1050, 20), (1100, 30), types=[0, 1, 0])
    assert story(scenario, contacts) == [
        ("agent", 0, 1300, 0),
        ("agent", 280, 1350, 0),
        ("agent", 200, 1330, 0),
    ]
    log = simulated(scenario, contacts)
    assert spans_of(log, SpanKind.DUTY, SpanKind.OVERTIME) == [(None, SpanKind.DUTY, 0, 0, CLOSE)]


def test_at_the_closing_of_the_center_nobody_who_is_told_to_leave_stays():
    # Calls close with the center at 7200. The headcount fell at 7100, the agent talks until 7300 and leaves: the rule
    # of the center's closing is for who is on the plan.
    hours = {"from": "08:10", "to": "10:00"}
    types = {"calls": {"hours": hours}, "orders": {}}
    contacts = day((7000, 300), (7050, 30, 900))
    assert story(center({"08:00": 1, "09:58:20": 0}, types=types), contacts)[1] == ("abandoned", 900, 7950, None)
    assert story(center(1, types=types), contacts)[1] == ("agent", 250, 7330, 0)


def test_an_agent_with_slots_who_is_told_to_leave_takes_late_chats_one_after_the_other():
    # Two slots. Both chats in hand are told over at 1300 and 1310; waiting since 1100 and 1110 are two more. The agent,
    # told to leave at 1200, takes nothing while something is in hand: at 1310 the first, at 1340 the second.
    types = {"chats": {"channel": "chat", "hours": TEN_MINUTES}}
    scenario = center({"08:00": 1, "08:20": 0}, types=types, channels={"chat": {"slots": 2}})
    contacts = day((1000, 300), (1010, 300), (1100, 30), (1110, 40))
    assert story(scenario, contacts) == [
        ("agent", 0, 1300, 0),
        ("agent", 0, 1310, 0),
        ("agent", 210, 1340, 0),
        ("agent", 230, 1380, 0),
    ]
    log = simulated(scenario, contacts)
    assert spans_of(log, SpanKind.DUTY, SpanKind.OVERTIME) == [
        (None, SpanKind.DUTY, 0, 0, 1380),
        (None, SpanKind.OVERTIME, 0, 1200, 1380),
    ]


# The queue that is kept


def test_a_queue_that_is_kept_over_night_is_served_in_the_morning_and_nobody_stays_for_it():
    # The agent talks until 7250, then goes home; the one who waits since 7150 is answered at the opening.
    two = {"days": 2, "weekday": "monday"}
    contacts = day((7100, 150), (7150, 30), (DAY + 5, 10))
    assert story(center(1, at_close="keep", **two), contacts) == [
        ("agent", 0, 7250, 0),
        ("agent", DAY - 7150, DAY + 30, 0),
        ("agent", 25, DAY + 40, 0),
    ]
    assert story(center(1, **two), contacts)[1] == ("agent", 100, 7280, 0)
    assert story(center(1, at_close="clear", **two), contacts)[1] == ("cleared", 50, CLOSE, None)


def test_patience_runs_on_in_a_queue_that_is_kept():
    two = {"days": 2, "weekday": "monday"}
    assert story(center(1, at_close="keep", **two), day((7100, 150), (7150, 30, 3600)))[1] == (
        "abandoned",
        3600,
        10750,
        None,
    )


def test_waiting_for_the_opening_goes_together_with_keeping_the_queue():
    # Calls are taken from 600 to 1200 each day. Waiting at 1200 and coming at 1500: both are served on the next day, in
    # this order, since the only agent leaves at 1300.
    scenario = calls("wait", {"08:00": 1, "08:20": 0}, center={"days": 2, "weekday": "monday"})
    assert story(scenario, day((1000, 300), (1100, 30), (1500, 20))) == [
        ("agent", 0, 1300, 0),
        ("agent", DAY - 1100, DAY + 30, 0),
        ("agent", 0, DAY + 620, 0),
    ]


# Nights


def test_hours_may_go_past_midnight():
    # The center never closes; calls are taken from 22:00 to 02:00: until 18 hours after 08:00.
    scenario = calls("refuse", hours={"from": "22:00", "to": "26:00"}, center={"to": "32:00"})
    hour = 3600
    contacts = day((14 * hour - 1, 9), (14 * hour, 9), (18 * hour - 1, 9), (18 * hour, 9))
    assert [how for how, *_ in story(scenario, contacts)] == ["refused", "agent", "agent", "refused"]


def test_hours_that_touch_never_end():
    scenario = calls(
        "refuse",
        hours={"from": "08:00", "to": "32:00"},
        at_close="clear",
        center={"to": "32:00", "days": 2, "weekday": "monday"},
    )
    # Who waits at 08:00 on Tuesday is not cleared, and who comes at that instant is not refused.
    contacts = day((DAY - 100, 150), (DAY - 50, 20), (DAY, 5))
    assert story(scenario, contacts) == [
        ("agent", 0, DAY + 50, 0),
        ("agent", 100, DAY + 70, 0),
        ("agent", 70, DAY + 75, 0),
    ]


# What is told


def test_the_recorder_is_told_what_closed_doors_decide():
    def rules(scenario: Scenario, *contacts: tuple[float, ...], types: list[int] | None = None) -> list[Rule]:
        decisions = Decisions()
        simulate(scenario, day(*contacts, types=types), record=decisions)
        return [one.rule for one in decisions.rows]

    assert rules(calls("refuse"), (5, 10)) == [Rule.REFUSED]
    assert rules(calls("voicemail"), (5, 10)) == [Rule.CLOSED_VOICEMAIL]
    assert rules(calls("wait"), (5, 10), (6, 10)) == [
        Rule.OUTSIDE,
        Rule.OUTSIDE,
        Rule.OPENED,
        Rule.FREE_AGENT,
        Rule.OPENED,
        Rule.QUEUED,
        Rule.FREED_AGENT,
    ]
    assert rules(redirected({}), (5, 10)) == [Rule.REDIRECTED, Rule.FREE_AGENT]
    assert rules(closing(), (1000, 300), (1100, 30))[-1] == Rule.LATE
    assert rules(center(1, run_on="0s"), (7100, 300), (7150, 30))[-1] == Rule.STILL_OPEN


def test_agent_time_of_a_late_service_is_overtime():
    time = agent_time(simulated(closing(interval="2h"), day((1000, 300), (1100, 30))))
    assert time["seconds"][time["overtime"]].tolist() == [130]
    assert time["seconds"][~time["overtime"]].tolist() == [1000, 200]
