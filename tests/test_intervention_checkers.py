"""Every checker of interventions can fail, each on a good log in which one thing was spoiled."""

import intervention_checkers
import numpy as np
import pytest
from building import center, day
from checkers import check
from spoiled_logs import Spoil, are_tried, each, is_found
from test_checkers import C, at, put, span, swapped, without

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, SpanKind

HELD = intervention_checkers
GROUPS = {"front": {"agents": 1, "serves": {"orders": {}}}, "back": {"agents": 3, "serves": {"letters": {}}}}
TYPES = {"orders": {"at_close": "clear"}, "letters": {}}
THREE = day((0, 100), (10, 50), (20, 50), (40, 50))


def moving():
    """At 10 agents 5 and 4 leave the back and are 1 and 2 of the front from 40 on."""
    rule = {"when": {"waiting": 1}, "move_people": {"number": 2, "from": "back", "to": "front", "ready": "30s"}}
    return center(types=TYPES, groups=GROUPS, interventions={"rule": rule}), THREE


def calling():
    """One is called in at 0, 1800, 3600 and 5400."""
    rule = {"when": {"waiting": 0}, "look": "5m", "again": "30m", "call_in": {"number": 1, "to": "front"}}
    return center(types=TYPES, groups=GROUPS, interventions={"rule": rule}), THREE


def closing():
    """At 20 orders are closed: 1 and 2 are sent away, and 3 at the door."""
    rule = {"when": {"waiting": 2}, "close": "orders"}
    return center(types=TYPES, groups=GROUPS, interventions={"rule": rule}), THREE


def staying():
    """Agent 1 of the front stays until 2400 instead of 1800."""
    groups = {"front": {"agents": {"08:00": 2, "08:30": 1}, "serves": {"orders": {}, "letters": {}}}}
    rule = {"when": {"hour": {"from": "08:15", "to": "08:16"}}, "extend": {"of": "front", "by": "10m"}}
    return center(types=TYPES, groups=groups, interventions={"rule": rule}), THREE


CENTERS = {one.__name__: one for one in (moving, calling, closing, staying)}


def made(name):
    scenario, workload = CENTERS[name]()
    return scenario, workload, simulate(scenario, workload)


def stay(agent: int, column: str, value: float) -> Spoil:
    """Return what writes ``value`` into the first stay of an agent."""

    def spoil(log: RunLog) -> None:
        row = np.flatnonzero((log.spans["kind"] == SpanKind.DUTY) & (log.spans["agent"] == agent))[0]
        log.spans[column][row] = value

    return spoil


def twice(log: RunLog) -> None:
    """Let the first rule act once more, a minute later."""
    for name, column in log.interventions.items():
        log.interventions[name] = np.append(column, column[0] + (60 if name == "at_s" else 0))


W = "interventions"
AWAY = SpanKind.OFF_PHONE
SPOILED = [
    (HELD.rules_act_while_it_is_open, "calling", put(W, "at_s", 0, at(-5)), "while it is closed"),
    (HELD.rules_act_while_it_is_open, "calling", swapped(W, 0, 1), "order of time"),
    (HELD.rules_act_as_often_as_they_may, "calling", put(W, "at_s", 1, at(1500)), "before it may"),
    (HELD.rules_act_as_often_as_they_may, "moving", twice, "twice on a day"),
    (HELD.rules_act_when_they_look, "calling", put(W, "at_s", 1, at(1801)), "nobody looks"),
    (HELD.rules_do_no_more_than_they_say, "moving", put(W, "did", 0, 0), "changed nothing"),
    (HELD.rules_do_no_more_than_they_say, "moving", put(W, "did", 0, 3), "more people are moved"),
    (HELD.rules_do_no_more_than_they_say, "calling", put(W, "did", 0, 2), "not as many are called in"),
    (HELD.rules_do_no_more_than_they_say, "closing", put(W, "did", 0, 2), "does not change as many"),
    (HELD.rules_do_no_more_than_they_say, "staying", put(W, "did", 0, 2), "does not change as many"),
    (HELD.who_is_on_the_way_is_ready_in_time, "moving", span(AWAY, "to_s", at(39)), "another time"),
    (HELD.who_is_on_the_way_is_ready_in_time, "moving", span(AWAY, "to_s", at(10)), "for no time"),
    (HELD.who_is_on_the_way_is_ready_in_time, "moving", span(AWAY, "from_s", at(11)), "not paid"),
    (HELD.who_is_on_the_way_is_ready_in_time, "moving", put(W, "at_s", 0, at(11)), "nobody was moved"),
    (HELD.nobody_is_gained, "moving", stay(4, "to_s", at(200)), "more in the center than there may be"),
    (HELD.nobody_is_gained, "staying", stay(1, "to_s", at(2401)), "more in the center than there may be"),
    (HELD.nobody_is_gained, "staying", stay(1, "to_s", at(1800)), "fewer people than on the plan"),
    (HELD.no_group_is_larger_than_it_may_be, "moving", without(AWAY), "more in front than there may be"),
    (HELD.no_group_is_larger_than_it_may_be, "calling", stay(2, "from_s", at(60)), "more in front than there may be"),
    (HELD.who_is_sent_away_met_a_closed_type, "moving", put(C, "ended_by", 1, EndedBy.SENT_AWAY), "no rule closes"),
    (HELD.who_is_sent_away_met_a_closed_type, "closing", put(C, "ended_s", 1, at(15)), "not closed"),
]


@pytest.mark.parametrize("name", CENTERS)
def test_a_good_log_passes(name):
    check(*made(name))


@each(SPOILED)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


def test_who_is_sent_away_at_the_door_meets_a_closed_type():
    # The hours' own checker: whoever is refused where a rule closed was sent away.
    scenario, workload, log = made("closing")
    assert log.contacts["ended_by"].tolist()[1:] == [EndedBy.SENT_AWAY] * 3
    log.contacts["ended_by"][3] = EndedBy.REFUSED
    with pytest.raises(AssertionError, match="does not end as said"):
        check(scenario, workload, log)


def test_every_checker_is_tried():
    are_tried(HELD.interventions_hold, SPOILED)
