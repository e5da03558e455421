"""Interventions on days that a pencil can follow: engine and naive twin both say what it says.

Seconds are counted from 08:00, and the center closes at 7200. The front is agent 0, and behind it are seats for whom
interventions bring; then come three agents of the back.
"""

import pytest
from building import OPENS_S, center, day, spans_of, told
from checkers import check
from naive_log import naive_log
from twins import differences

from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind

GROUPS = {
    "front": {"agents": 1, "serves": {"orders": {}}},
    "back": {"agents": 3, "serves": {"letters": {}}},
}
LETTERS = [1, 1, 1, 0, 0, 0]
"""Types of contacts of which the first three keep the back busy."""
MOVE = {"number": 2, "from": "back", "to": "front"}
CALL = {"number": 2, "to": "front"}


def hotline(*rules, groups=GROUPS, types=None, **more):
    """Return a center with interventions."""
    kinds = {"orders": {"talk": "50s"}, "letters": {"talk": "50s"}, **(types or {})}
    named = {f"rule{number}": rule for number, rule in enumerate(rules)}
    return center(types=kinds, groups=groups, interventions=named, **more)


def run(scenario, workload) -> RunLog:
    """Return the log of a day on which the engine and its naive twin agree, and all invariants hold of both."""
    check(scenario, workload, naive_log(scenario, workload))
    log = check(scenario, workload, simulate(scenario, workload))
    assert not differences(scenario, workload, log)
    return log


def acts(log):
    """Return (rule, when, did) of each time at which an intervention was carried out."""
    columns = (log.interventions[name].tolist() for name in ("rule", "at_s", "did"))
    return [(rule, at_s - OPENS_S, did) for rule, at_s, did in zip(*columns, strict=True)]


def stays(log):
    """Return (agent, from, to) of each stay."""
    return sorted((agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, SpanKind.DUTY))


def overtime(log):
    return [(agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, SpanKind.OVERTIME)]


def on_the_way(log):
    return [(agent, from_s, to_s) for _, _, agent, from_s, to_s in spans_of(log, SpanKind.OFF_PHONE)]


def answers(log):
    """Return (wait, agent) of each contact."""
    return [(wait_s, agent) for _, wait_s, _, agent in told(log)]


def ends(log):
    """Return (how it ended, when) of each contact."""
    return [(how, ended_s) for how, _, ended_s, _ in told(log)]


def at(clock: str, **more):
    """Return conditions that hold for a minute from a time of day on."""
    hour, _, minute = clock.partition(":")
    return {"hour": {"from": clock, "to": f"{hour}:{int(minute) + 1:02d}"}, **more}


# People who are moved

THREE = day((0, 100), (10, 50), (20, 50))


def test_idle_people_go_at_once_the_highest_number_first():
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE | {"ready": "30s"}}), THREE)
    # At 10 one waits: 5 and 4 leave, in seats 1 and 2, and are there at 40.
    assert acts(log) == [(0, 10, 2)]
    assert on_the_way(log) == [(1, 10, 40), (2, 10, 40)]
    assert stays(log) == [(0, 0, 7200), (1, 10, 7200), (2, 10, 7200), (3, 0, 7200), (4, 0, 10), (5, 0, 10)]
    assert answers(log) == [(0, 0), (30, 1), (20, 2)]


def test_who_is_ready_at_once_takes_a_contact_in_that_instant():
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE}), THREE)
    assert answers(log) == [(0, 0), (0, 1), (0, 2)]
    assert on_the_way(log) == []


def test_busy_people_go_as_they_finish_and_work_no_overtime():
    work = day((0, 60), (0, 80), (0, 100), (0, 200), (10, 50), (20, 50), types=LETTERS)
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE}), work)
    assert answers(log)[3:] == [(0, 0), (50, 1), (60, 2)]
    assert stays(log)[1:] == [(1, 60, 7200), (2, 80, 7200), (3, 0, 60), (4, 0, 80), (5, 0, 7200)]
    assert overtime(log) == []


def test_some_stay_and_who_is_told_does_not_count():
    move = {"when": {"waiting": {"of": "orders", "at_least": 1}}, "move_people": MOVE | {"number": 3, "leave": 2}}
    assert acts(run(hotline(move), THREE)) == [(0, 10, 1)]
    # Two busy ones are to go: of three on duty one is left.
    work = day((0, 900), (0, 900), (0, 900), (0, 200), (10, 50), types=LETTERS[:5])
    second = {"when": {"logged_in": {"of": "back", "at_most": 1}}, "call_in": CALL}
    log = run(hotline({"when": {"waiting": {"of": "orders", "at_least": 1}}, "move_people": MOVE}, second), work)
    assert acts(log) == [(0, 10, 2), (1, 10, 2)]


def test_who_cannot_be_moved_is_moved_later():
    groups = {**GROUPS, "back": {"agents": {"08:00": 0, "08:10": 1}, "serves": {"letters": {}}}}
    log = run(hotline({"when": {"waiting": 0}, "move_people": MOVE}, groups=groups), THREE)
    assert acts(log) == [(0, 600, 1)]


def test_people_go_back_after_a_while():
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE | {"ready": "30s", "for": "60s"}}), THREE)
    # At 100 the front has nothing in hand: 2 and 1 leave, and the lowest numbers of the back come again.
    assert stays(log) == [
        (0, 0, 7200), (1, 10, 100), (2, 10, 100), (3, 0, 7200), (4, 0, 10), (4, 100, 7200), (5, 0, 10), (5, 100, 7200),
    ]  # fmt: skip
    assert overtime(log) == []


def test_who_is_busy_when_the_time_is_over_goes_back_later():
    # Both in the front are busy at 40: agent 0 is the first to finish, at 100, and goes back.
    move = {"when": {"waiting": 1}, "move_people": MOVE | {"number": 1, "for": "30s"}}
    log = run(hotline(move), day((0, 100), (10, 200)))
    assert stays(log) == [(0, 0, 100), (1, 10, 7200), (2, 0, 7200), (3, 0, 7200), (4, 0, 10), (4, 100, 7200)]
    assert overtime(log) == []


def test_a_headcount_that_falls_below_who_is_there_takes_those_who_were_lent():
    groups = {**GROUPS, "back": {"agents": {"08:00": 3, "08:10": 0}, "serves": {"letters": {}}}}
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE}, groups=groups), THREE)
    assert stays(log) == [(0, 0, 7200), (1, 10, 600), (2, 10, 600), (3, 0, 600), (4, 0, 10), (5, 0, 10)]


def test_who_is_on_the_way_is_gone_when_the_headcount_falls():
    groups = {**GROUPS, "back": {"agents": {"08:00": 3, "08:10": 1}, "serves": {"letters": {}}}}
    move = {"when": {"waiting": 1}, "move_people": MOVE | {"number": 3, "ready": "20m"}}
    log = run(hotline(move, groups=groups), THREE)
    # Nobody is left in the back: the last two to leave are taken, and the first is ready at 1210.
    assert on_the_way(log) == [(1, 10, 1210), (2, 10, 600), (3, 10, 600)]
    assert [one for one in stays(log) if one[0] in (1, 2, 3)] == [(1, 10, 7200), (2, 10, 600), (3, 10, 600)]


def test_an_order_to_move_becomes_one_to_go_home():
    # Both letters last: two orders to move; the plan falls to none at 600, so that they go home, in overtime since.
    groups = {**GROUPS, "back": {"agents": {"08:00": 2, "08:10": 0}, "serves": {"letters": {}}}}
    work = day((0, 900), (0, 1000), (0, 100), (10, 50), types=[1, 1, 0, 0])
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE}, groups=groups), work)
    assert [one for one in stays(log) if one[2] < 7200] == [(3, 0, 900), (4, 0, 1000)]
    assert overtime(log) == [(3, 600, 900), (4, 600, 1000)]


def test_a_headcount_that_rises_takes_an_order_back_and_somebody_goes_instead():
    groups = {**GROUPS, "back": {"agents": {"08:00": 1, "08:10": 2}, "serves": {"letters": {}}}}
    work = day((0, 900), (0, 2000), (10, 50), types=[1, 0, 0])
    move = {"when": {"waiting": 1}, "move_people": MOVE | {"number": 1, "ready": "20s"}}
    log = run(hotline(move, groups=groups), work)
    assert on_the_way(log) == [(1, 600, 620)]
    assert stays(log) == [(0, 0, 7200), (1, 600, 7200), (2, 0, 7200)]


def test_who_would_not_be_ready_before_the_closing_stays():
    move = {"when": {"waiting": 1}, "move_people": MOVE | {"ready": "10m"}}
    assert acts(run(hotline(move), day((6500, 900), (6600, 50)))) == []
    assert acts(run(hotline(move), day((6500, 900), (6599, 50)))) == [(0, 6599, 2)]


def test_who_leaves_too_late_is_on_the_way_until_the_closing():
    work = day((6000, 1150), (6000, 1160), (6000, 3000), (6000, 900), (6500, 50), types=LETTERS[:5])
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE | {"ready": "100s"}}), work)
    assert on_the_way(log) == [(1, 7150, 7200), (2, 7160, 7200)]


def test_the_next_day_is_as_planned():
    log = run(hotline({"when": {"waiting": 1}, "move_people": MOVE}, days=2), THREE)
    tomorrow = [one for one in stays(log) if one[1] >= 86400]
    assert tomorrow == [(0, 86400, 93600), (3, 86400, 93600), (4, 86400, 93600), (5, 86400, 93600)]


def test_people_move_in_a_circle():
    # At 300 one goes to the front, at 600 one of the front to the back: each in a seat behind the others.
    there = {"when": at("08:05"), "move_people": MOVE | {"number": 1}}
    back = {"when": at("08:10"), "move_people": {"number": 1, "from": "front", "to": "back"}}
    log = run(hotline(there, back), day((0, 50)))
    assert stays(log) == [(0, 0, 7200), (1, 300, 600), (2, 0, 7200), (3, 0, 7200), (4, 0, 300), (4, 600, 7200)]


# People who are called in


def test_people_who_are_called_in_come_when_they_are_ready():
    log = run(hotline({"when": {"waiting": 1}, "call_in": CALL | {"ready": "30s"}}), THREE)
    assert acts(log) == [(0, 10, 2)]
    assert answers(log) == [(0, 0), (30, 1), (20, 2)]
    assert stays(log)[:3] == [(0, 0, 7200), (1, 40, 7200), (2, 40, 7200)]
    assert on_the_way(log) == []


def test_people_who_were_called_in_go_as_when_a_headcount_falls():
    # At 90 agent 2 has nothing in hand, and 0 and 1 have: 0 finishes first, at 100.
    call = {"when": {"waiting": 1}, "call_in": CALL | {"ready": "30s", "for": "50s"}}
    log = run(hotline(call), day((0, 100), (10, 70), (20, 50)))
    assert stays(log)[:3] == [(0, 0, 100), (1, 40, 7200), (2, 40, 90)]
    assert overtime(log) == [(0, 90, 100)]


def test_nobody_is_called_in_who_would_come_at_the_closing():
    call = {"when": {"waiting": 1}, "call_in": CALL | {"ready": "10m"}}
    assert acts(run(hotline(call), day((6500, 900), (6600, 50)))) == []


def test_who_comes_is_there_before_patience_ends():
    call = {"when": at("08:05"), "call_in": CALL}
    assert answers(run(hotline(call), day((0, 900), (200, 50, 100)))) == [(0, 0), (100, 1)]


# Types that are closed and opened


@pytest.mark.parametrize(
    ("said", "waiting", "coming"),
    [
        ({"at_close": "clear"}, [("sent_away", 20), ("sent_away", 20)], ("sent_away", 30)),
        ({"at_close": "serve_out"}, [("agent", 150), ("agent", 200)], ("sent_away", 30)),
        ({"at_close": "keep", "when_closed": "voicemail"}, [("agent", 150), ("agent", 200)], ("voicemail", 30)),
        ({"when_closed": "wait"}, [("agent", 150), ("agent", 200)], ("still_open", None)),
        ({"when_closed": {"redirect": "letters"}}, [("agent", 150), ("agent", 200)], ("moved", 30)),
    ],
    ids=["clear", "serve_out", "voicemail", "wait", "redirect"],
)
def test_a_type_is_closed(said, waiting, coming):
    scenario = hotline(
        {"when": {"waiting": {"of": "orders", "at_least": 2}}, "close": "orders"}, types={"orders": said}
    )
    log = run(scenario, day((0, 100), (10, 50), (20, 50), (30, 50)))
    assert acts(log) == [(0, 20, 1)]
    assert ends(log)[1:4] == [*waiting, coming]


def test_who_waits_outside_goes_in_when_a_type_is_opened():
    close = {"when": {"waiting": 2}, "close": "orders"}
    again = {"when": {"free": {"of": "front", "at_least": 1}}, "open": "type:orders"}
    scenario = hotline(close, again, types={"orders": {"when_closed": "wait"}})
    log = run(scenario, day((0, 100), (10, 50), (20, 50), (30, 50), (40, 50)))
    # At 200 the front has served all of them.
    assert acts(log) == [(0, 20, 1), (1, 200, 1)]
    assert [one - OPENS_S for one in log.contacts["queued_s"].tolist()] == [0, 10, 20, 200, 200]


def test_a_type_is_closed_until_its_hours_begin():
    hours = [{"from": "08:00", "to": "08:20"}, {"from": "08:30", "to": "09:00"}]
    scenario = hotline({"when": at("08:05"), "close": "orders"}, types={"orders": {"hours": hours}})
    work = day(*((time, 1) for time in (299, 300, 301, 1199, 1200, 1799, 1800)))
    # Who comes at the instant itself comes before; once the hours are over by themselves they are just closed.
    assert [how for how, _ in ends(run(scenario, work))] == [
        "agent", "agent", "sent_away", "sent_away", "refused", "refused", "agent",
    ]  # fmt: skip


def test_a_type_is_open_until_its_hours_end():
    hours = {"from": "08:10", "to": "08:20"}
    scenario = hotline({"when": at("08:05"), "open": "channel:voice"}, types={"orders": {"hours": hours}})
    work = day(*((time, 1) for time in (299, 300, 301, 600, 1199, 1200)))
    log = run(scenario, work)
    assert acts(log) == [(0, 300, 1)]
    assert [how for how, _ in ends(log)] == ["refused", "refused", "agent", "agent", "agent", "refused"]


def test_a_type_that_is_closed_already_is_left_alone():
    scenario = hotline(
        {"when": at("08:05"), "close": ["orders", "letters"]},
        types={
            "orders": {"hours": {"from": "08:10", "to": "08:20"}},
        },
    )
    assert acts(run(scenario, day((0, 1)))) == [(0, 300, 1)]


def test_closing_and_opening_take_a_minute_from_each_other():
    close = {"when": {"waiting": 0}, "close": "orders"}
    again = {"when": {"waiting": 0}, "open": "orders"}
    log = run(hotline(close, again, to="08:02"), day((0, 1)))
    assert acts(log) == [(0, 0, 1), (1, 0, 1), (0, 60, 1), (1, 60, 1)]


# Hours and groups that are extended


def test_hours_end_later():
    hours = {"from": "08:00", "to": "08:20"}
    types = {"orders": {"hours": hours, "at_close": "clear"}}
    scenario = hotline({"when": at("08:15"), "extend": {"of": "orders", "by": "10m"}}, types=types)
    log = run(scenario, day((1100, 600), (1150, 50, 1e6), (1200, 50, 1e6), (1799, 50), (1800, 50)))
    assert acts(log) == [(0, 900, 1)]
    assert ends(log) == [("agent", 1700), ("agent", 1750), ("agent", 1800), ("cleared", 1800), ("refused", 1800)]


def test_hours_that_begin_in_between_go_on():
    hours = [{"from": "08:00", "to": "08:20"}, {"from": "08:30", "to": "09:00"}]
    rule = {"when": at("08:15"), "extend": {"of": "orders", "by": "15m"}}
    scenario = hotline(rule, types={"orders": {"hours": hours}})
    work = day(*((time, 1) for time in (1300, 2200, 3599, 3600)))
    assert [how for how, _ in ends(run(scenario, work))] == ["agent", "agent", "agent", "refused"]


def test_hours_that_begin_and_end_in_between_go_on_until_the_later_end():
    hours = [{"from": "08:00", "to": "08:20"}, {"from": "08:22", "to": "08:25"}]
    rule = {"when": at("08:15"), "extend": {"of": "orders", "by": "15m"}}
    scenario = hotline(rule, types={"orders": {"hours": hours}})
    # Until 08:35, although hours of their own end at 08:25.
    work = day(*((time, 1) for time in (1300, 1400, 1499, 1500, 2099, 2100)))
    assert [how for how, _ in ends(run(scenario, work))] == ["agent"] * 5 + ["refused"]


def test_hours_end_at_the_closing_at_the_latest_and_then_no_more():
    types = {"orders": {"hours": {"from": "08:00", "to": "09:30"}}}
    rule = {"when": {"waiting": 0}, "look": "30m", "again": "30m", "extend": {"of": "orders", "by": "20m"}}
    log = run(hotline(rule, types=types), day((7199, 1)))
    assert acts(log) == [(0, 0, 1), (0, 1800, 1)]
    assert ends(log) == [("agent", 7200)]


def test_a_type_that_is_open_outside_its_hours_is_extended_when_they_have_begun():
    rules = ({"when": at("08:05"), "open": "orders"}, {"when": {"waiting": 0}, "extend": {"of": "orders", "by": "5m"}})
    scenario = hotline(*rules, types={"orders": {"hours": {"from": "08:10", "to": "08:20"}}})
    assert acts(run(scenario, day((1499, 1)))) == [(0, 300, 1), (1, 600, 1)]


def test_agents_stay_longer():
    groups = {"front": {"agents": {"08:00": 2, "08:30": 1}, "serves": {"orders": {}, "letters": {}}}}
    work = day((0, 1))
    for by, until in (("10m", 2400), ("3h", 7200)):
        rule = {"when": at("08:15"), "extend": {"of": "group:front", "by": by}}
        log = run(hotline(rule, groups=groups), work)
        assert acts(log) == [(0, 900, 1)]
        assert stays(log) == [(0, 0, 7200), (1, 0, until)]


def test_who_stays_longer_and_who_comes_are_there_together():
    groups = {"front": {"agents": {"08:00": 2, "08:30": 1, "08:35": 2}, "serves": {"orders": {}, "letters": {}}}}
    rule = {"when": at("08:15"), "extend": {"of": "front", "by": "10m"}}
    assert stays(run(hotline(rule, groups=groups), day((0, 1)))) == [(0, 0, 7200), (1, 0, 7200), (2, 2100, 2400)]


# When rules act


@pytest.mark.parametrize(("look", "at_s"), [("change", 10), ("5m", 300)], ids=["change", "every"])
def test_rules_act_when_they_look(look, at_s):
    log = run(hotline({"when": {"waiting": 1}, "look": look, "call_in": CALL}), day((0, 400), (10, 50)))
    assert acts(log) == [(0, at_s, 2)]


def test_once_on_each_day_or_again_after_a_while():
    rule = {"when": {"waiting": 0}, "call_in": CALL | {"number": 1}}
    assert acts(run(hotline(rule, days=2), THREE)) == [(0, 0, 1), (0, 86400, 1)]
    assert [at_s for _, at_s, _ in acts(run(hotline(rule | {"again": "30m"}), THREE))] == [0, 1800, 3600, 5400]


def test_each_rule_sees_what_those_before_it_did():
    move = {"when": {"logged_in": {"of": "back", "at_least": 3}}, "move_people": MOVE | {"number": 1}}
    assert acts(run(hotline(move, move), THREE)) == [(0, 0, 1)]


def test_a_rule_is_asked_again_when_one_behind_it_acts():
    call = {"when": {"logged_in": {"of": "front", "at_least": 3}}, "call_in": CALL | {"number": 1}}
    move = {"when": {"logged_in": {"of": "back", "at_least": 3}}, "move_people": MOVE}
    # Once those who are moved are there, at the same instant.
    assert acts(run(hotline(call, move), THREE)) == [(1, 0, 2), (0, 0, 1)]


def test_overflow_rules_come_first_and_once_more():
    # At 10 one waits: nobody to help; then the rule moves people, and the experts' queue is theirs at the same instant.
    overflow = {"help": {"of": "letters", "when": {"free": {"of": "front", "at_least": 1}}, "also": {"front": 2}}}
    groups = {
        "front": {"agents": {"08:00": 0, "09:00": 1}, "serves": {"orders": {}, "letters": {"priority": 2}}},
        "back": {"agents": 1, "serves": {"letters": {}}},
    }
    call = {"when": {"waiting": 1}, "call_in": CALL | {"number": 1}}
    log = run(hotline(call, groups=groups, overflow=overflow), day((0, 100), (10, 50), types=[1, 1]))
    assert acts(log) == [(0, 10, 1)]
    assert answers(log)[1] == (0, 0)


def test_a_day_that_touches_the_one_before_begins_anew():
    # What was closed opens, who was called in goes home, and rules may act once more.
    close = {"when": at("20:00"), "close": "orders"}
    call = {"when": at("23:00"), "call_in": CALL | {"number": 1}}
    scenario = hotline(
        close,
        call,
        groups={"front": GROUPS["front"] | {"serves": {"orders": {}, "letters": {}}}},
        to="24:00",
        days=2,
        **{"from": "00:00", "run_on": "0s"},
    )
    log = run(scenario, day((13 * 3600, 1), (17 * 3600, 1)))
    assert [at_s // 3600 for _, at_s, _ in acts(log)] == [12, 15, 36, 39]
    assert [how for how, _ in ends(log)] == ["sent_away", "agent"]
    assert [one for one in stays(log) if one[0] == 1] == [(1, 15 * 3600, 16 * 3600), (1, 39 * 3600, 40 * 3600)]
