"""What came into play, on days worked out by hand: who waited, who took whom from a queue, who stayed after closing."""

from dataclasses import replace

import numpy as np
import pytest
from building import center, day, simulated
from hand_log import NAN, Contact, log_of

from simulator.demand.source_cases import cases_of_campaigns
from simulator.log import Cause, EndedBy, LoggedDay, Names, SpanKind
from simulator.metrics.used import added, used
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.reader import load_text

HOUR = 3600.0
NAMES = Names(("orders", "returns"), ("voice",), ("front", "back"), segments=("vip",))


def with_stays(log, *stays):
    """Return the log with (agent, group, from, to) as stays of agents."""
    return replace(log, spans=log_of([], stays=stays).spans)


def test_who_waited_is_counted_by_type_and_segment_and_by_who_took_them():
    contacts = [
        Contact(0, 0.0, segment=0),
        Contact(1, 5.0, segment=0),
        Contact(2, 7.0, group=1),
        Contact(3, 9.0, EndedBy.ABANDONED, type=1),
        Contact(4, NAN, EndedBy.BLOCKED, type=1),
        Contact(5, NAN, EndedBy.STILL_OPEN, type=1, segment=0),
    ]
    found = used(log_of(contacts, names=NAMES))
    assert found.queued_by.tolist() == [[1, 1], [0, 0]]
    # Who is still open waits, who was blocked did not; the last column is of those in no segment.
    assert found.queued_in.tolist() == [[1, 1], [1, 1]]
    assert found.arrived_in.tolist() == [[2, 1], [1, 2]]


def test_work_after_closing_is_late_when_it_goes_on_for_more_than_an_hour():
    log = with_stays(
        log_of([], names=NAMES, starts_s=[8 * HOUR], closes_s=20 * HOUR),
        (0, 0, 8 * HOUR, 20 * HOUR), (1, 0, 9 * HOUR, 21 * HOUR),
        (2, 1, 8 * HOUR, 22 * HOUR), (3, 1, 8 * HOUR, 25 * HOUR),
    )  # fmt: skip
    found = used(log)
    assert found.late.tolist() == [0, 1]
    assert found.late_agents.tolist() == [0, 2]
    assert found.latest_s.tolist() == [HOUR, 5 * HOUR]
    assert found.latest_at_s.tolist() == [21 * HOUR, 25 * HOUR]
    assert found.closings.tolist() == [1]


def test_whoever_takes_a_contact_from_a_queue_again_took_it_from_a_queue_too():
    # Taken at once by the front, passed on within its type, taken by the back from a queue after 20 s.
    again = Contact(
        0, 0.0, answered_s=0, ended_s=120, group=0, closed_group=1,
        spans=[
            (SpanKind.TALK, 0, 0, 60), (SpanKind.QUEUE, 0, 60, 80),
            (SpanKind.RING, 1, 80, 85), (SpanKind.TALK, 1, 85, 120),
        ],
    )  # fmt: skip
    # Waits again, and nobody comes.
    left = Contact(
        5, 10.0, EndedBy.ABANDONED, answered_s=15, ended_s=90,
        spans=[(SpanKind.QUEUE, 0, 5, 15), (SpanKind.TALK, 0, 15, 50), (SpanKind.QUEUE, 0, 50, 90)],
    )  # fmt: skip
    found = used(log_of([again, left, Contact(400, 3.0)], names=NAMES))
    assert found.queued_by.tolist() == [[2, 1], [0, 0]]
    assert found.queued_in.tolist() == [[0, 3], [0, 0]]


def test_what_came_and_stayed_in_the_warm_up_did_not_come_into_play():
    contacts = [Contact(-500, 5.0), Contact(100, 5.0), Contact(200, 0.0)]
    stays = [(0, 0, -9 * HOUR, -HOUR), (1, 0, -HOUR, 3 * HOUR)]
    found = used(log_of(contacts, names=NAMES, reports_from_s=0.0, stays=stays))
    assert (found.queued_by.tolist(), found.arrived_in.tolist()) == ([[1, 0], [0, 0]], [[0, 2], [0, 0]])
    assert (found.late.tolist(), found.latest_s.tolist(), found.closings.tolist()) == ([1, 0], [2 * HOUR, 0], [1])


def two_days(second_opens_s):
    log = log_of([], names=NAMES, starts_s=[8 * HOUR, second_opens_s], closes_s=44 * HOUR)
    log.facts.open_s[0] = 12 * HOUR
    return replace(
        log, facts=replace(log.facts, days=(LoggedDay("monday", 0.0, 0), LoggedDay("tuesday", 24 * HOUR, 1)))
    )


def test_each_day_has_its_closing_and_times_of_its_own():
    found = used(
        with_stays(
            two_days(32 * HOUR), (0, 0, 8 * HOUR, 22 * HOUR), (0, 0, 32 * HOUR, 47 * HOUR), (1, 0, 33 * HOUR, 46 * HOUR)
        )
    )
    assert (found.late.tolist(), found.late_agents.tolist()) == ([2, 0], [3, 0])
    assert found.latest_at_s.tolist() == [23 * HOUR, 0]
    assert found.closings.tolist() == [2]


def test_where_a_day_opens_when_the_one_before_closes_the_center_does_not_close():
    found = used(with_stays(two_days(20 * HOUR), (0, 0, 8 * HOUR, 44 * HOUR)))
    assert found.closings.tolist() == [1]
    assert found.late.tolist() == [0, 0]
    assert found.latest_s.tolist() == [0, 0]


def test_replications_add_up_and_the_latest_is_the_latest_of_all():
    one, other = (
        used(
            log_of(
                [Contact(1, 5.0)], names=NAMES, starts_s=[8 * HOUR], closes_s=20 * HOUR, stays=[(0, 0, 8 * HOUR, to_s)]
            )
        )
        for to_s in (22 * HOUR, 25 * HOUR)
    )
    both = added([one, other])
    assert both.queued_by.tolist() == [[2, 0], [0, 0]]
    assert (both.late.tolist(), both.closings.tolist()) == ([2, 0], [2])
    assert (both.latest_s[0], both.latest_at_s[0]) == (5 * HOUR, 25 * HOUR)
    assert added([one]) is one


def test_a_log_without_stays_knows_no_work_after_closing():
    assert used(log_of([])).late.tolist() == [0, 0]


def test_a_simulated_queue_is_served_out_by_whoever_took_it():
    # One agent; three calls of half an hour at closing, 09:00: the last is over at 10:30.
    log = simulated(center(1, to="09:00"), day(*[(3599, 1800)] * 3))
    found = used(log)
    assert found.queued_by.tolist() == [[2]]
    assert (found.late.tolist(), found.latest_at_s.tolist()) == ([1], [pytest.approx(10.5 * HOUR, abs=1)])


CAMPAIGNS = """\
version: 1
name: Campaigns
horizon: {from: "08:00", to: "20:00", days: 2, weekday: monday}
channels: {voice: {}}
sources:
  callers:
    arrivals: 60/h
    keep: 50%
    campaigns:
      daily: {at: "10:00", lift: 30/h, for: 2h}
      on_tuesday: {at: "10:00", lift_of_source: 50%, for: 1h, on: tuesday}
contact_types:
  calls: {from: callers, channel: voice, talk: 3m, patience: 3m}
agent_groups:
  front: {agents: 8, serves: {calls: {}}}
"""


def test_what_a_campaign_brings_is_expected_on_all_its_days():
    # 30 an hour for two hours on two days, 30 more in one hour of Tuesday; half of them come.
    scenario = load_text(CAMPAIGNS).resolve()
    assert cases_of_campaigns(scenario, "callers") == pytest.approx({"daily": 60.0, "on_tuesday": 15.0})


def test_a_kept_run_has_it(tmp_path):
    from hotline import study

    from simulator.comparing import compare

    stack = compare(study(), ["as_today"], replications=2, jobs=1).first.stacks["as_today"]
    write_replications([stack], tmp_path / "kept.npz")
    (read,) = read_replications(tmp_path / "kept.npz")
    for name, column in vars(stack.details.used).items():
        np.testing.assert_array_equal(getattr(read.details.used, name), column)


def test_who_passes_a_contact_on_takes_nobody_from_the_queue():
    kinds = SpanKind
    # Blind: the front does its wrap-up while the customer waits for the back.
    blind = Contact(
        0, 0.0, answered_s=0, ended_s=120, group=0, closed_group=1, passes=1,
        spans=[(kinds.TALK, 0, 0, 60), (kinds.QUEUE, 0, 60, 80), (kinds.WRAP_UP, 0, 60, 70), (kinds.TALK, 1, 80, 120)],
    )  # fmt: skip
    # Warm: the front stays, then tells the back, whichever of their talks stands first.
    told = [(kinds.TALK, 0, 80, 90), (kinds.TALK, 1, 80, 120)]
    for first, second in (told, told[::-1]):
        warm = Contact(
            0, 0.0, answered_s=0, ended_s=120, group=0, closed_group=1, passes=1,
            spans=[
                (kinds.TALK, 0, 0, 60), (kinds.QUEUE, 0, 60, 80), (kinds.HOLD, 0, 60, 80), first, second,
                (kinds.WRAP_UP, 0, 90, 95),
            ],
        )  # fmt: skip
        # Warm, and the customer gives up: the front does its wrap-up, and nobody took them.
        gone = Contact(
            0, 0.0, EndedBy.ABANDONED, answered_s=0, ended_s=80, group=0, passes=1,
            spans=[
                (kinds.TALK, 0, 0, 60), (kinds.QUEUE, 0, 60, 80), (kinds.HOLD, 0, 60, 80), (kinds.WRAP_UP, 0, 80, 95)
            ],
        )  # fmt: skip
        found = used(log_of([blind, warm, gone], names=NAMES))
        assert found.queued_by.tolist() == [[0, 2], [0, 0]]
        # Two of them both groups served.
        assert found.served_by.tolist() == [[3, 2], [0, 0]]


def test_who_takes_up_a_contact_again_that_they_passed_on_themselves_took_it_from_the_queue():
    again = Contact(
        0, 0.0, answered_s=0, ended_s=120, passes=1,
        spans=[(SpanKind.TALK, 0, 0, 60), (SpanKind.QUEUE, 0, 60, 80), (SpanKind.TALK, 0, 80, 120)],
    )  # fmt: skip
    found = used(log_of([again], names=NAMES))
    assert (found.queued_by.tolist(), found.served_by.tolist()) == ([[1, 0], [0, 0]], [[1, 0], [0, 0]])


def test_a_group_serves_what_a_contact_was_when_it_had_it():
    first = Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, solved=0)
    second = Contact(65, 5, case=0, parent=0, cause=Cause.TRANSFER, type=1, group=1, talk_s=60)
    found = used(log_of([first, second], names=NAMES))
    assert found.served_by.tolist() == [[1, 0], [0, 1]]
    assert found.arrived_in.tolist() == [[0, 1], [0, 1]]
    late = used(log_of([first, second], names=NAMES, reports_from_s=30.0))
    assert late.served_by.tolist() == [[0, 0], [0, 1]]
