"""What is kept of a day for pictures, against sums made another way."""

import numpy as np
import pytest
from building import OPENS_S, center, day, simulated
from hand_log import NAN, Contact, log_of
from hotline import study

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.details import details, together
from simulator.metrics.measure import measure
from simulator.metrics.queue_length import queue_length, steps_of
from simulator.metrics.wait_counts import BUCKETS, EDGES_S, ENDINGS, bucket_ends_s, wait_counts
from simulator.metrics.wait_rows import seconds_in


def hotline_log(replication=0, strategy="two_lines"):
    scenario = study().resolve(strategy, "busy")
    return simulate(scenario, draw(scenario, 5, replication))


def test_the_steps_of_an_interval_are_equal_and_about_five_minutes():
    steps = steps_of(log_of([], starts_s=(0.0, 1800.0), closes_s=2220.0).facts)
    assert np.diff(steps.edges_s).tolist() == [300.0] * 6 + [420.0]
    assert steps.open.all()


def test_a_night_between_intervals_is_no_step_of_the_day():
    log = log_of([], starts_s=(0.0, 86400.0), closes_s=87000.0)
    log.facts.open_s[0] = 600.0
    steps = steps_of(log.facts)
    assert (steps.from_s.tolist(), steps.to_s.tolist()) == ([0, 300, 86400, 86700], [300, 600, 86700, 87000])


def test_the_queue_is_the_mean_number_waiting_in_each_step():
    log = hotline_log(strategy="as_today")
    steps = steps_of(log.facts)
    queue = queue_length(log, steps)
    waits = [
        (int(log.contacts["type"][row]), start, end)
        for row, kind, start, end in zip(
            *(log.spans[key] for key in ("contact", "kind", "from_s", "to_s")), strict=True
        )
        if kind == SpanKind.QUEUE
    ]
    assert len(waits) > 30
    for step, (low, high) in enumerate(zip(steps.from_s, steps.to_s, strict=True)):
        for row, types in enumerate(({0, 1}, {0}, {1})):
            seconds = sum(max(0.0, min(end, high) - max(start, low)) for kind, start, end in waits if kind in types)
            assert queue[row, step] == pytest.approx(seconds / (high - low), abs=1e-12)


def test_seconds_before_and_after_the_day_are_in_no_step():
    edges_s = np.array([0.0, 10.0, 20.0])
    seconds = seconds_in(np.array([0, 0, 0]), np.array([-5.0, 15.0, 30.0]), np.array([5.0, 99.0, 40.0]), 1, edges_s)
    assert seconds.tolist() == [[5.0, 5.0]]


def test_waits_are_counted_by_type_and_by_how_they_ended():
    contacts = [
        Contact(0.0, 0.0),
        Contact(1.0, 20.0),
        Contact(2.0, 20.5, EndedBy.ABANDONED),
        Contact(3.0, 40.0, EndedBy.CLEARED, type=1),
        Contact(4.0, NAN, EndedBy.BLOCKED),
        Contact(5.0, 4e6, type=1),
    ]
    counts = wait_counts(log_of(contacts))
    found = {
        (kind, ENDINGS[ending], *bucket_ends_s(bucket)): int(counts[kind, ending, bucket])
        for kind, ending, bucket in np.argwhere(counts).tolist()
    }
    assert found == {
        (0, "answered", -np.inf, 0.0): 1,
        (0, "answered", 19.0, 20.0): 1,
        (0, "abandoned", 20.0, 21.0): 1,
        (1, "otherwise", 35.0, 40.0): 1,
        (1, "answered", EDGES_S[-1], np.inf): 1,
    }
    assert len(EDGES_S) + 1 == BUCKETS


def test_as_many_waited_at_most_t_as_the_service_level_says():
    log = hotline_log()
    summary = measure(log)
    counts = wait_counts(log)
    within = counts[:, ENDINGS.index("answered"), : int(np.flatnonzero(EDGES_S == 20.0)[0]) + 1].sum()
    from simulator.metrics.measure import MEASURES

    assert within == summary.sums[MEASURES.index("answered_in_time"), 0] > 0


def test_spans_of_agents_add_up_to_the_agent_time_of_the_log():
    log = hotline_log()
    spans = agent_spans(log)
    time = agent_time(log)
    for agent in set(time["agent"].tolist()):
        for state in State:
            for late in (False, True):
                mine = (spans["agent"] == agent) & (spans["state"] == state) & (spans["overtime"] == late)
                theirs = (time["agent"] == agent) & (time["state"] == state) & (time["overtime"] == late)
                assert (spans["to_s"] - spans["from_s"])[mine].sum() == time["seconds"][theirs].sum()


def test_spans_of_agents_with_slots_say_how_many_are_in_hand():
    scenario = center(types={"chats": {"channel": "chat"}}, channels={"chat": {"slots": 2}})
    log = simulated(scenario, day((10, 100), (50, 100), (60, 100)))
    spans = agent_spans(log)
    told = [
        (State(state).name.lower(), hand, start - OPENS_S, end - OPENS_S)
        for state, hand, start, end in zip(
            *(spans[key].tolist() for key in ("state", "in_hand", "from_s", "to_s")), strict=True
        )
    ]
    # The third chat waits until the first ends at 110.
    assert told == [
        ("available", 0, 0, 10),
        ("talk", 1, 10, 50),
        ("talk", 2, 50, 110),
        ("talk", 2, 110, 150),
        ("talk", 1, 150, 210),
        ("available", 0, 210, 7200),
    ]


def test_only_the_first_agents_of_each_group_have_spans():
    scenario = center(groups={name: {"agents": 3, "serves": {"calls": {}}} for name in ("front", "back")})
    log = simulated(scenario, day((0, 60)))
    assert sorted(set(agent_spans(log, agents_max=2)["agent"].tolist())) == [0, 1, 3, 4]


def test_a_log_without_stays_has_no_spans():
    assert {len(column) for column in agent_spans(log_of([Contact(0.0, 1.0, talk_s=5.0)])).values()} == {0}


def test_details_of_replications_together_are_in_their_order_and_counts_add_up():
    parts = [details(hotline_log(number)) for number in range(3)]
    all_of_them = together(parts)
    assert all_of_them.queue.shape[0] == 3
    assert (all_of_them.queue[2] == parts[2].queue[0]).all()
    assert (all_of_them.waits == sum(part.waits for part in parts)).all()
    assert all_of_them.agents is parts[0].agents
    assert parts[1].agents is None
