"""A voicemail after a limit of waiting, worked out by hand."""

import numpy as np
from building import center, day, simulated, story

from simulator.catalogue import METRICS
from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import SpanKind
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.values import metric_values, stack


def asked(agents: int = 1, limit: str = "30s", **more):
    """Return a center of calls in which who waits for ``limit`` leaves a voicemail."""
    return center(agents, types={"calls": {"voicemail_after": limit}}, **more)


def test_who_still_waits_at_the_limit_leaves_a_voicemail_and_is_gone():
    # The agent talks until 100. The second call leaves its voicemail at 10 + 30, the third has no patience for that;
    # the fourth comes at 80, waits 20 s and is answered: nobody is in its way.
    assert story(asked(), day((0, 100), (10, 50), (20, 50, 25), (80, 5))) == [
        ("agent", 0, 100, 0),
        ("voicemail", 30, 40, None),
        ("abandoned", 25, 45, None),
        ("agent", 20, 105, 0),
    ]


def test_an_agent_who_becomes_free_at_the_limit_answers():
    assert story(asked(), day((0, 40), (10, 50)))[1] == ("agent", 30, 90, 0)
    assert story(asked(), day((0, 40.001), (10, 50)))[1] == ("voicemail", 30, 40, None)


def test_a_voicemail_comes_before_a_patience_that_ends_at_the_same_instant():
    assert story(asked(), day((0, 100), (10, 50, 30)))[1] == ("voicemail", 30, 40, None)
    assert story(asked(), day((0, 100), (10, 50, 29.5)))[1] == ("abandoned", 29.5, 39.5, None)


def test_a_group_that_may_take_it_from_the_limit_on_answers():
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
    }
    scenario = center(types={"calls": {"voicemail_after": "30s"}}, groups=groups)
    # At 40 helper 1 may take the second call: answered. At 45 he is busy: the third leaves a voicemail.
    assert story(scenario, day((0, 100), (10, 50), (15, 50)))[1:] == [("agent", 30, 90, 1), ("voicemail", 30, 45, None)]


def test_a_limit_of_nothing_is_a_voicemail_from_everybody_who_would_have_to_wait():
    assert story(asked(limit="0s"), day((0, 50), (20, 5), (50, 5))) == [
        ("agent", 0, 50, 0),
        ("voicemail", 0, 20, None),
        ("agent", 0, 55, 0),
    ]


def test_a_voicemail_gives_the_line_back():
    # Two lines. At 40 the third call comes before the voicemail is left and finds no line; at 41 there is one.
    assert story(asked(lines=2), day((0, 100), (10, 50), (40, 5), (41, 5))) == [
        ("agent", 0, 100, 0),
        ("voicemail", 30, 40, None),
        ("blocked", None, 40, None),
        ("voicemail", 30, 71, None),
    ]


def test_who_waits_at_closing_is_cleared_before_a_voicemail_that_is_due_then():
    close_s = 2 * 3600
    contacts = day((close_s - 100, 200), (close_s - 30, 50), (close_s - 20, 50))
    assert [how for how, *_ in story(asked(at_close="clear"), contacts)] == ["agent", "cleared", "cleared"]
    assert [how for how, *_ in story(asked(), contacts)] == ["agent", "voicemail", "voicemail"]


def test_voicemail_counts_as_offered_and_as_not_served_and_not_in_the_service_level():
    # T is 20 s. The agent talks until 35, then with the second until 40 (waited 25, late), then with the fourth until
    # 110; the third leaves at 16, the fifth leaves a voicemail at 69.
    log = simulated(asked(), day((0, 35), (10, 5), (11, 50, 5), (36, 70), (39, 5)))
    summary = measure(log)
    place = summary.cells.index(Cell("all", None))
    sums = {name: float(summary.sums[row, place]) for row, name in enumerate(MEASURES)}
    assert [sums[name] for name in ("arrived", "offered", "answered", "abandoned", "voicemail", "cleared")] == [
        5, 5, 3, 1, 1, 0,
    ]  # fmt: skip
    assert sums["waited"] == 5
    assert sums["wait_s"] == 0 + 25 + 5 + 4 + 30
    assert log.spans["kind"].tolist().count(SpanKind.QUEUE) == 4
    values = {name: float(metric_values(METRICS[name], stack([summary]), np.array([place]))[0, 0]) for name in METRICS}
    assert values["service_level"] == 2 / 4
    assert values["served_in_time"] == 2 / 5
    assert values["abandonment_rate"] == 1 / 5


def test_the_recorder_is_told_of_a_voicemail():
    decisions = Decisions()
    simulate(asked(), day((0, 100), (10, 50)), record=decisions)
    assert [one.rule for one in decisions.rows] == [Rule.FREE_AGENT, Rule.QUEUED, Rule.VOICEMAIL]
