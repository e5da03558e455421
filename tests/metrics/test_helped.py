"""Calls for help and what came of them, on a day that a pencil can follow: counts, shares, waits, hours, tables."""

import math

import pytest
from building import OPENS_S, center, day, simulated
from hand_log import log_of

from simulator.catalogue import METRICS
from simulator.log import SpanKind, State
from simulator.log.agent_time import agent_time, group_time
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.cells import Cell
from simulator.metrics.frames import HELP_COLUMNS, agent_time_frame, helps_frame
from simulator.metrics.helped import OF_HELPS, by_help, calls_for_help, helped_share, mean_wait_for_help
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.staff_use import utilisation_of_logged_in_time, utilisation_of_paid_time
from simulator.metrics.used import added, used
from simulator.metrics.work import agent_hours, helping_hours, occupancy


@pytest.fixture(scope="module")
def log():
    """Agent 0 calls at 480 and is helped from 600 to 840; agent 1 calls at 540, and the talk ends at 660 without help.

    The leader, agent 2, has a letter for the first ten minutes.
    """
    groups = {
        "front": {"agents": 2, "serves": {"orders": {}}},
        "leaders": {"agents": 1, "serves": {"letters": {}}},
    }
    rules = {
        "stuck": {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}},
        "never": {"of": "letters", "after": "1h", "help": {"by": "leaders", "talk": "50%"}},
    }
    scenario = center(types={"orders": {}, "letters": {}}, groups=groups, helps=rules)
    return simulated(scenario, day((0, 1080), (0, 600), (60, 600), types=[0, 1, 0]))


def measured(log, name, of="all", interval=None):
    summary = measure(log)
    return summary.sums[MEASURES.index(name), summary.cells.index(Cell(of, interval))]


def test_calls_count_where_and_when_they_were_made_and_time_where_it_was_spent(log):
    for of in ("all", "type:orders", "channel:voice", "group:front"):
        found = [measured(log, name, of) for name in ("calls_for_help", "calls_helped", "help_wait_s")]
        assert found == [2, 1, 120], of
    for of in ("type:letters", "group:leaders"):
        assert measured(log, "calls_for_help", of) == 0
    assert measured(log, "calls_for_help", interval="08:00-08:30") == 2
    assert measured(log, "calls_for_help", interval="08:30-09:00") == 0
    assert [measured(log, "helping_s", of) for of in ("all", "group:leaders", "group:front")] == [240, 240, 0]
    assert math.isnan(measured(log, "helping_s", "type:orders"))


def test_helping_is_part_of_the_occupancy_and_fills_a_hand(log):
    assert measured(log, "busy_s", "group:leaders") == measured(log, "slot_s", "group:leaders") == 600 + 240
    assert measured(log, "logged_in_s", "group:leaders") == 7200
    assert measured(log, "handle_s", "group:leaders") == 600
    time = agent_time_frame(log)
    leaders = time[time["group"] == "leaders"]
    assert helping_hours(leaders) == 240 / 3600
    assert agent_hours(leaders) == 2
    assert occupancy(leaders) == 840 / 7200


def test_helping_is_part_of_the_utilisation(log):
    time = agent_time_frame(log)
    leaders = time[time["group"] == "leaders"]
    for defined in (utilisation_of_paid_time, utilisation_of_logged_in_time):
        one = METRICS[defined.__name__]
        top, bottom = (
            sum(measured(log, name, "group:leaders") for name in names) for names in (one.numerator, one.denominator)
        )
        assert top / bottom == defined(leaders) == 840 / 7200


def test_whoever_has_slots_has_a_whole_hand_full_while_helping():
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "leaders": {"agents": 1, "serves": {"chats": {}}}}
    rule = {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}}
    kinds = {"orders": {}, "chats": {"channel": "chat"}}
    scenario = center(types=kinds, groups=groups, channels={"chat": {"slots": 3}}, helps={"stuck": rule})
    log = simulated(scenario, day((0, 1080), (1000, 60), types=[0, 1]))
    time = agent_time(log)
    helping = time["state"] == State.HELPING
    assert time["seconds"][helping].tolist() == [300]
    assert time["slot_seconds"][helping].tolist() == [900]
    assert group_time(log).slot_s[0].tolist() == [780, 900 + 60]


def test_of_each_rule_there_are_calls_help_waits_and_hours_that_add_up(log):
    assert by_help(log).tolist() == [[2, 1, 120, 240], [0, 0, 0, 0]]
    one = used(log)
    assert added([one, one]).helps.tolist() == (2 * one.helps).tolist()


def test_without_rules_nothing_is_counted():
    plain = log_of([])
    assert [measured(plain, name) for name in ("calls_for_help", "calls_helped", "help_wait_s")] == [0, 0, 0]
    assert by_help(plain).shape == (0, len(OF_HELPS))
    assert list(helps_frame(plain).columns) == list(HELP_COLUMNS)


def test_calls_before_the_reported_time_do_not_count():
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "leaders": {"agents": 1, "serves": {}}}
    rule = {"of": "orders", "after": "8m", "help": {"by": "leaders", "talk": "50%"}}
    scenario = center(types={"orders": {}}, groups=groups, helps={"stuck": rule}, to="09:00", warm_up="1d")
    log = simulated(scenario, day((-86400, 1080), (0, 540)))
    assert len(log.helps["contact"]) == 2
    assert by_help(log).tolist() == [[1, 1, 0, 30]]
    assert measured(log, "helping_s") == 30


def test_the_table_has_words_and_the_functions_read_it(log):
    frame = helps_frame(log)
    assert list(frame.columns) == list(HELP_COLUMNS)
    assert frame["help"].tolist() == ["stuck", "stuck"]
    assert frame["agent"].tolist() == ["front 1", "front 2"]
    assert frame["helper"].iloc[0] == "leaders 1"
    assert frame["helper"].isna().tolist() == [False, True]
    assert calls_for_help(frame) == 2
    assert helped_share(frame) == 0.5
    assert mean_wait_for_help(frame) == 120
    assert math.isnan(helped_share(frame.iloc[:0]))
    assert math.isnan(mean_wait_for_help(frame.iloc[1:]))


def test_the_bars_of_a_day_show_it(log):
    bars = agent_spans(log)
    mine = bars["state"] == State.HELPING
    assert [bars[name][mine].tolist() for name in ("agent", "from_s", "to_s")] == [
        [2], [600 + OPENS_S], [840 + OPENS_S],
    ]  # fmt: skip
    assert (log.spans["kind"] == SpanKind.HELPING).sum() == 1
