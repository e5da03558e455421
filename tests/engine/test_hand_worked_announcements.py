"""Announced waits, worked out by hand: what is announced to whom, and what customers make of it."""

from math import inf

import numpy as np
import pytest
from building import center, day, simulated, story

from simulator.demand.draws import purpose_of, u

NAN = "nothing"


def hotline(announcement, agents=1, types=None, **more):
    """Return a center whose orders take a minute on average; `queue` announces one for each who waits and one more."""
    kinds = {"orders": {"talk": "60s", "announcement": announcement}, **(types or {})}
    return center(agents, types=kinds, **more)


def announced(log):
    """Return what was announced to each contact."""
    return [NAN if np.isnan(said_s) else said_s for said_s in log.contacts["announced_s"].tolist()]


def test_who_waits_hears_a_wait_and_who_does_not_hears_none():
    log = simulated(hotline({"by": "queue"}), day((0, 100), (10, 10), (20, 10), (200, 10)))
    # The one who hears it is not among those who wait.
    assert announced(log) == [NAN, 60, 120, NAN]


@pytest.mark.parametrize(("rounded_up_to", "said"), [("1m", [60, 120]), ("50s", [100, 150]), ("7s", [63, 126])])
def test_what_is_announced_is_rounded_up(rounded_up_to, said):
    scenario = hotline({"by": "queue", "rounded_up_to": rounded_up_to})
    assert announced(simulated(scenario, day((0, 100), (10, 10), (20, 10))))[1:] == said


@pytest.mark.parametrize(
    ("by", "said"),
    [
        # Taken after 0, 40, 80 s, at 0, 50 and 100; the fourth comes at 60, the fifth at 110.
        ({"by": "last_wait"}, [0, 0, 40, 80]),
        ({"by": "mean_of_last", "last": 2}, [0, 0, 20, 60]),
        ({"by": "average"}, [0, 0, 10, 27.5]),
        ({"by": "head"}, [0, 10, 40, 50]),
        ({}, [0, 0, 40, 80]),
    ],
)
def test_every_predictor_can_be_announced(by, said):
    assert announced(simulated(hotline(by), day((0, 50), (10, 50), (20, 500), (60, 10), (110, 10))))[1:] == said


@pytest.mark.parametrize(
    ("patience_s", "found"),
    [
        # 60 s are announced; the agent is free after 90.
        (59, ("abandoned", 0, 10, None)),
        (60, ("abandoned", 60, 70, None)),
        (90.5, ("agent", 90, 110, 0)),
    ],
)
def test_who_hears_of_more_than_they_would_wait_leaves_at_once(patience_s, found):
    scenario = hotline({"by": "queue", "longer": {"leave": "100%"}})
    assert story(scenario, day((0, 100), (10, 10, patience_s)))[1] == found
    # What is heard after rounding counts: more than 90.5 s.
    scenario = hotline({"by": "queue", "rounded_up_to": "91s", "longer": {"leave": "100%"}})
    assert story(scenario, day((0, 100), (10, 10, patience_s)))[1] == ("abandoned", 0, 10, None)


def test_who_leaves_at_once_was_queued_and_waits_no_time():
    log = simulated(hotline({"by": "queue", "longer": {"leave": "100%"}}), day((0, 100), (10, 10, 5)))
    assert log.contacts["queued_s"][1] == log.contacts["ended_s"][1] == log.contacts["arrived_s"][1]
    assert log.contacts["patience_s"][1] == 5
    assert announced(log)[1] == 60
    assert (log.spans["contact"] != 1).all()


@pytest.mark.parametrize(
    ("times", "patience_s", "gives_up_s"),
    [
        # Below the announced 60 s the first factor counts, from there on the second.
        (("50%", "200%"), 40, 20),
        (("50%", "200%"), 59, 29.5),
        (("50%", "200%"), 60, 120),
        (("150%", "100%"), 40, 60),
        (("100%", "50%"), 40, 40),
        (("100%", "50%"), 100, 50),
    ],
)
def test_a_wait_that_is_announced_changes_patience(times, patience_s, gives_up_s):
    reactions = {"longer": {"patience": times[0]}, "shorter": {"patience": times[1]}}
    log = simulated(hotline({"by": "queue", **reactions}), day((0, 900), (10, 10, patience_s)))
    assert log.contacts["wait_s"][1] == log.contacts["patience_s"][1] == gives_up_s


def test_endless_patience_stays_endless():
    scenario = hotline({"by": "queue", "longer": {"leave": "100%", "patience": "50%"}, "shorter": {"patience": "50%"}})
    assert story(scenario, day((0, 900), (10, 10)))[1] == ("agent", 890, 910, 0)


def test_who_leaves_is_drawn_case_by_case():
    """The own draw of the case decides, below the share."""
    count, share = 60, 0.3
    scenario = hotline({"by": "queue", "longer": {"leave": "30%"}})
    log = simulated(scenario, day((0, 7000), *((10 + 20 * k, 10, 20) for k in range(count))))
    purpose = purpose_of("announcement", "orders", "leave")
    drawn = np.array([u(key, purpose) for key in range(1, count + 1)])
    assert (log.contacts["wait_s"][1:] == 0).tolist() == (drawn < share).tolist()
    assert 5 < (drawn < share).sum() < count - 5


def test_where_nobody_is_on_duty_the_announced_wait_has_no_end():
    scenario = hotline({"by": "queue", "longer": {"leave": "100%"}}, agents={"08:00": 0, "08:10": 1})
    log = simulated(scenario, day((10, 10, 500), (20, 10)))
    assert announced(log) == [inf, inf]
    assert log.contacts["wait_s"].tolist() == [0, 580], "whoever has no limit stays"


def test_who_finds_the_queue_full_hears_nothing():
    scenario = hotline(
        {"by": "queue"}, types={"orders": {"announcement": {"by": "queue"}, "queue_limit": 1, "talk": "60s"}}
    )
    log = simulated(scenario, day((0, 100), (10, 10), (20, 10)))
    assert announced(log) == [NAN, 60, NAN]


def test_who_leaves_at_once_frees_the_line():
    # Of two lines the second is free again at 10: the call of 20 has it.
    scenario = hotline({"by": "queue", "longer": {"leave": "100%"}}, lines=2)
    told = story(scenario, day((0, 100), (10, 10, 5), (20, 10), (30, 10)))
    assert [how for how, *_ in told] == ["agent", "abandoned", "agent", "blocked"]
    plain = story(hotline({"by": "queue"}, lines=2), day((0, 100), (10, 10, 50), (20, 10)))
    assert [how for how, *_ in plain] == ["agent", "abandoned", "blocked"]


def test_who_leaves_at_once_says_nothing_about_waits_but_was_not_answered_in_time():
    # What is announced stays 0, and the window of the service level has one of two.
    holds = {"service_level": {"at_most": "50%", "over": "10m"}}
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"orders": {"while": holds}}},
    }
    scenario = hotline({"by": "queue", "longer": {"leave": "100%"}}, groups=groups)
    assert story(scenario, day((0, 100), (10, 10, 5), (20, 10)))[2] == ("agent", 0, 30, 1)
    scenario = hotline({"by": "queue"}, groups=groups)
    assert story(scenario, day((0, 100), (10, 10, 50), (20, 10)))[2] == ("agent", 40, 70, 1)


def test_who_is_moved_or_passed_on_hears_nothing_more():
    types = {"advice": {"talk": "60s", "announcement": {"by": "queue"}, "arrivals": "6/h"}}
    groups = {name: {"agents": 1, "serves": {kind: {}}} for name, kind in (("front", "orders"), ("experts", "advice"))}
    rule = {"of": "orders", "when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}}
    work = day((0, 500), (0, 500), (10, 10), (50, 10), types=[0, 1, 0, 1])
    log = simulated(hotline({"by": "queue"}, types=types, groups=groups, overflow={"rule": rule}), work)
    # The order of 10 heard of its own line, becomes advice at 30; the advice of 50 hears that one waits before it.
    assert announced(log) == [NAN, NAN, 60, 120, NAN]
    passes = {"on": {"of": "orders", "share": "100%", "at": "50%", "pass": {"type": "advice"}}}
    log = simulated(hotline({"by": "queue"}, types=types, groups=groups, transfers=passes), work)
    assert announced(log)[4:] == [NAN] * (len(log.contacts["type"]) - 4)
    assert (log.contacts["wait_s"][4:] > 0).any()


def test_an_announcement_that_changes_nothing_is_none():
    """To the bit, but for what was said."""
    work = day(*((7 * k + k % 5, 31 + 13 * (k % 7), 20 + 31 * (k % 11)) for k in range(90)))
    plain = simulated(center(3, types={"orders": {"talk": "60s"}}), work)
    said = simulated(hotline({"by": "queue"}, agents=3), work)
    for name, column in plain.contacts.items():
        assert column.tobytes() == said.contacts[name].tobytes(), name
    heard = simulated(hotline({"by": "queue", "longer": {"patience": "90%"}}, agents=3), work)
    assert heard.contacts["ended_s"].tobytes() != plain.contacts["ended_s"].tobytes()
