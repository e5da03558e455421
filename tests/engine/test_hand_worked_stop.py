"""Where a run begins and where it stops, worked out by hand: the warm-up before it, and what is still open at the end.

The center is open from 08:00 to 10:00, seconds 0 to 7200, unless a test says otherwise.
"""

import pickle
from dataclasses import replace

import numpy as np
from building import OPENS_S, center, day, simulated, spans_of, story, told

from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.engine.tables import tables_of
from simulator.log import NOBODY, EndedBy, SpanKind, State
from simulator.log.agent_time import agent_time, group_time
from simulator.metrics.measure import measure
from simulator.metrics.queue_length import queue_length, steps_of
from simulator.metrics.used import used
from simulator.metrics.wait_counts import wait_counts

CLOSE = 7200
DAY = 86400


def test_what_waits_talks_or_is_wrapped_up_at_the_stop_is_still_open():
    # Stop at 7260. Agent 0 talks until 7400; agent 1 talked until 7230 and wraps up until 7300; one waits since 7150.
    log = simulated(center(2, run_on="1m"), day((7000, 400), (7100, 130, 999, 70), (7150, 30)))
    assert log.facts.stops_s - OPENS_S == 7260
    contacts = log.contacts
    assert contacts["ended_by"].tolist() == [EndedBy.STILL_OPEN, EndedBy.AGENT, EndedBy.STILL_OPEN]
    assert np.array_equal(contacts["ended_s"] - OPENS_S, [np.nan, 7230, np.nan], equal_nan=True)
    assert np.isnan(contacts["closed_s"]).all()
    assert contacts["answered_by"].tolist() == [0, 1, NOBODY]
    assert contacts["closed_by"].tolist() == [NOBODY] * 3
    assert contacts["solved"].tolist() == [NOBODY, 1, NOBODY]
    assert np.array_equal(contacts["wait_s"], [0, 0, np.nan], equal_nan=True)
    assert spans_of(log) == [
        (0, SpanKind.TALK, 0, 7000, 7260),
        (1, SpanKind.TALK, 1, 7100, 7230),
        (1, SpanKind.WRAP_UP, 1, 7230, 7260),
        (2, SpanKind.QUEUE, None, 7150, 7260),
        (None, SpanKind.DUTY, 0, 0, 7260),
        (None, SpanKind.OVERTIME, 0, 7200, 7260),
        (None, SpanKind.DUTY, 1, 0, 7260),
        (None, SpanKind.OVERTIME, 1, 7200, 7260),
    ]


def test_without_a_stop_all_of_it_is_finished():
    log = simulated(center(2), day((7000, 400), (7100, 130, 999, 70), (7150, 30)))
    assert log.facts.stops_s == np.inf
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT] * 3


def test_a_run_that_is_over_before_the_stop_was_not_stopped():
    log = simulated(center(1, run_on="1h"), day((7000, 400)))
    assert log.facts.stops_s == np.inf
    assert spans_of(log, SpanKind.DUTY) == [(None, SpanKind.DUTY, 0, 0, 7400)]


def test_what_ends_at_the_stop_has_ended_and_what_would_begin_then_has_not():
    # Both talks end at 7260, the stop: they are closed. The one who waits is not answered any more, nor does it lose
    # its patience, which ends then.
    log = simulated(center(2, run_on="1m"), day((7000, 260), (7100, 160), (7200 - 10, 30, 70)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.AGENT, EndedBy.STILL_OPEN]
    assert (log.contacts["closed_s"][:2] - OPENS_S).tolist() == [7260, 7260]


def test_a_wrap_up_that_begins_at_the_stop_has_no_length():
    log = simulated(center(1, run_on="1m"), day((7000, 260, 999, 40)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT]
    assert np.isnan(log.contacts["closed_s"][0])
    assert spans_of(log, SpanKind.TALK, SpanKind.WRAP_UP) == [(0, SpanKind.TALK, 0, 7000, 7260)]


def test_a_stop_at_closing_clears_first():
    contacts = day((7000, 400), (7100, 30))
    how = simulated(center(1, run_on="0s", at_close="clear"), contacts).contacts["ended_by"].tolist()
    assert how == [EndedBy.STILL_OPEN, EndedBy.CLEARED]
    how = simulated(center(1, run_on="0s"), contacts).contacts["ended_by"].tolist()
    assert how == [EndedBy.STILL_OPEN, EndedBy.STILL_OPEN]


def test_chats_at_the_stop_are_cut_where_they_are():
    # Two slots at speed 1 and 0.5. From 7100 on both go at half speed: the talk of the second, 40 s, is over at 7180,
    # and its wrap-up, 30 s, would be at 7240. The stop is at 7200.
    scenario = center(
        types={"chats": {"channel": "chat"}}, channels={"chat": {"slots": 2, "speed": [1, 0.5]}}, run_on="0s"
    )
    log = simulated(scenario, day((7000, 250), (7100, 40, 999, 30)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.STILL_OPEN, EndedBy.AGENT]
    assert spans_of(log, SpanKind.TALK, SpanKind.WRAP_UP) == [
        (0, SpanKind.TALK, 0, 7000, 7200),
        (1, SpanKind.TALK, 0, 7100, 7180),
        (1, SpanKind.WRAP_UP, 0, 7180, 7200),
    ]


def test_who_waits_outside_at_the_stop_is_still_open():
    types = {"calls": {"hours": {"from": "08:10", "to": "08:20"}, "when_closed": "wait"}}
    log = simulated(center(1, types=types, run_on="5m"), day((1500, 30)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.STILL_OPEN]
    assert np.isnan(log.contacts["queued_s"]).all()
    assert log.facts.stops_s - OPENS_S == CLOSE + 300


def test_the_stop_is_told_of_everybody_who_is_in_a_queue_or_outside():
    types = {"calls": {"hours": {"from": "08:10", "to": "08:20"}, "when_closed": "wait"}}
    told = Decisions()
    simulate(center(1, types=types, run_on="5m"), day((1500, 30)), record=told)
    assert [(one.rule, one.contact) for one in told.rows] == [(Rule.OUTSIDE, 0), (Rule.STILL_OPEN, 0)]


def test_who_talks_at_the_stop_or_stands_outside_did_not_wait_in_a_queue():
    log = simulated(center(2, run_on="1m"), day((7000, 400), (7100, 130, 999, 70), (7150, 30)))
    assert used(log).queued_in.tolist() == [[1.0]]
    types = {"calls": {"hours": {"from": "08:10", "to": "08:20"}, "when_closed": "wait"}}
    log = simulated(center(1, types=types, run_on="5m"), day((1500, 30)))
    assert used(log).queued_in.tolist() == [[0.0]]


def test_a_center_around_the_clock_stops_at_the_end_of_its_last_day():
    # Open from 08:00 on for two days that touch. On the second evening nothing is cut but the end.
    scenario = center(1, to="32:00", days=2, weekday="monday", run_on="0s")
    log = simulated(scenario, day((DAY - 50, 100), (2 * DAY - 50, 100), (2 * DAY - 20, 5)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.STILL_OPEN, EndedBy.STILL_OPEN]
    assert spans_of(log, SpanKind.DUTY, SpanKind.OVERTIME) == [(None, SpanKind.DUTY, 0, 0, 2 * DAY)]


# Who still waits when nothing happens any more


def test_who_waits_in_vain_waits_until_the_last_closing():
    # The agent talks until 7300, stays for nobody who keeps the place, and leaves. The second call waits since 7150,
    # with endless patience: in the log until 7200, however long anybody works after that.
    log = simulated(center(1, at_close="keep"), day((7000, 300), (7150, 30)))
    assert log.facts.stops_s == np.inf
    assert told(log) == [("agent", 0, 7300, 0), ("still_open", None, None, None)]
    assert spans_of(log) == [
        (0, SpanKind.TALK, 0, 7000, 7300),
        (1, SpanKind.QUEUE, None, 7150, 7200),
        (None, SpanKind.DUTY, 0, 0, 7300),
        (None, SpanKind.OVERTIME, 0, 7200, 7300),
    ]


def test_the_queue_is_as_long_after_the_last_agent_has_left():
    # From 09:00, second 3600, nobody is on duty; one comes at 3630, one at 5400, and neither gives up. In steps of five
    # minutes: 0.9 waiting in the first after 09:00, one until 5400, two until closing.
    log = simulated(center({"08:00": 1, "09:00": 0}), day((10, 20), (3630, 30), (5400, 30)))
    assert spans_of(log, SpanKind.QUEUE) == [
        (1, SpanKind.QUEUE, None, 3630, 7200),
        (2, SpanKind.QUEUE, None, 5400, 7200),
    ]
    assert queue_length(log, steps_of(log.facts))[0].tolist() == [0.0] * 12 + [0.9] + [1.0] * 5 + [2.0] * 6


def test_a_wait_in_vain_goes_on_over_nights_until_the_last_day_closes():
    # The only agent talks from the first day on until after the second has closed. The day after is closed, and no end.
    hours = {"wednesday": "closed"}
    scenario = center(1, at_close="keep", days=3, weekday="monday", hours=hours)
    log = simulated(scenario, day((7000, 2 * DAY), (7150, 30), (DAY + 50, 30, 20), (DAY + 100, 10)))
    assert [how for how, *_ in told(log)] == ["agent", "still_open", "abandoned", "still_open"]
    assert spans_of(log, SpanKind.QUEUE) == [
        (1, SpanKind.QUEUE, None, 7150, DAY + CLOSE),
        (2, SpanKind.QUEUE, None, DAY + 50, DAY + 70),
        (3, SpanKind.QUEUE, None, DAY + 100, DAY + CLOSE),
    ]


def test_who_waits_in_vain_since_the_warm_up_waits_through_the_reported_day():
    log = simulated(center(1, warm_up="24h", at_close="keep"), day((-DAY + 7100, 3 * DAY), (-DAY + 7150, 30)))
    assert spans_of(log, SpanKind.QUEUE) == [(1, SpanKind.QUEUE, None, -DAY + 7150, CLOSE)]
    assert set(queue_length(log, steps_of(log.facts))[0].tolist()) == {1.0}


def test_who_stands_outside_for_ever_waits_in_no_queue():
    types = {"calls": {"hours": {"from": "08:10", "to": "08:20"}, "when_closed": "wait"}}
    log = simulated(center(1, types=types), day((1500, 30)))
    assert log.contacts["ended_by"].tolist() == [EndedBy.STILL_OPEN]
    assert spans_of(log, SpanKind.QUEUE) == []


def test_who_joins_the_queue_after_the_last_closing_has_waited_for_no_time():
    # Nobody does so today; who calls again or is passed on after closing will.
    tables = tables_of(center(1))
    clock = Clock(OPENS_S + 7300)
    book = Book(day((10, 30), (10, 30)), tables.eligibility.of_segment)
    empty = Center(tables, book, clock.agenda, None)
    empty.arrive(0)
    empty.cut_waits(tables.staff.stretches[-1].to_s)
    assert book.waits.tolist() == [0, OPENS_S + 7300, OPENS_S + 7300]


def test_of_all_that_is_counted_only_the_queue_reads_a_wait_in_vain():
    # Contact 2 waits over the night and is served at DAY. Then the agent talks until after closing, and two are left:
    # 4, who is late, and 5, of whom nobody knows yet.
    groups = {"front": {"agents": {"08:00": 1, "09:00": 0}, "serves": {"calls": {}, "mails": {"after": "10s"}}}}
    scenario = center(types={"calls": {}, "mails": {}}, groups=groups, at_close="keep", days=2, weekday="monday")
    rows = ((10, 20), (15, 30), (3650, 30), (DAY + 10, 9000), (DAY + 20, 30), (DAY + 7190, 30))
    log = simulated(scenario, day(*rows, types=[0, 1, 1, 0, 1, 0]))
    in_vain = np.isin(log.spans["contact"], np.flatnonzero(log.contacts["ended_by"] == EndedBy.STILL_OPEN))
    assert log.spans["contact"][in_vain].tolist() == [4, 5]
    spans = {name: column[~in_vain] for name, column in log.spans.items()}
    without = replace(log, spans=spans)
    one, other = measure(log), measure(without)
    for name, values in vars(one).items():
        assert pickle.dumps(values) == pickle.dumps(getattr(other, name)), name
    for table in (lambda log: vars(used(log)), agent_time, lambda log: {"waits": wait_counts(log)}):
        assert all(np.array_equal(column, table(without)[name]) for name, column in table(log).items())
    assert (queue_length(log, steps_of(log.facts)) != queue_length(without, steps_of(log.facts))).any()


# The warm-up


def test_a_warm_up_is_simulated_before_and_not_reported():
    # On the day before, from -86400 on: a call of 100 s, and one that waits for it. Both are in the log, with times
    # below 0; agents' time is only that of the reported day.
    scenario = center(1, warm_up="24h", interval="2h")
    contacts = day((-DAY + 10, 100), (-DAY + 20, 30), (50, 60))
    assert story(scenario, contacts) == [
        ("agent", 0, -DAY + 110, 0),
        ("agent", 90, -DAY + 140, 0),
        ("agent", 0, 110, 0),
    ]
    log = simulated(scenario, contacts)
    assert log.facts.reports_from_s == OPENS_S
    assert log.facts.closes_s == OPENS_S + CLOSE
    assert len(log.facts.open_s) == len(log.facts.days) == 1
    assert (log.facts.scheduled_s == CLOSE).all()
    assert spans_of(log, SpanKind.DUTY) == [
        (None, SpanKind.DUTY, 0, -DAY, -DAY + CLOSE),
        (None, SpanKind.DUTY, 0, 0, CLOSE),
    ]
    time = agent_time(log)
    assert list(zip(time["state"].tolist(), time["seconds"].tolist(), strict=True)) == [
        (State.AVAILABLE, CLOSE - 60),
        (State.TALK, 60),
    ]


def test_who_talks_through_the_night_before_the_first_reported_day_is_cut_there():
    # Yesterday closes at 10:00; its last call takes until 300 s after today's opening. Then the one of 10 is served.
    log = simulated(center(1, warm_up="24h", interval="2h"), day((-DAY + 7100, DAY - 7100 + 300), (10, 20)))
    assert log.contacts["wait_s"].tolist() == [0, 290]
    assert spans_of(log, SpanKind.OVERTIME) == [(None, SpanKind.OVERTIME, 0, -DAY + CLOSE, 0)]
    seconds, slot_s = group_time(log)
    assert seconds[0, 0].tolist() == [CLOSE - 320, 320, 0, 0, 0, 0, 0, 0]
    assert slot_s[:, 0].tolist() == [320, 0]


def test_who_waits_since_the_warm_up_is_served_in_the_reported_day():
    log = simulated(center(1, warm_up="24h", at_close="keep"), day((-DAY + 7100, 200), (-DAY + 7150, 30), (0, 10)))
    assert (log.contacts["answered_s"] - OPENS_S).tolist() == [-DAY + 7100, 0, 30]


def test_a_warm_up_may_begin_in_the_middle_of_a_day():
    # An hour and a day before the opening: yesterday alone is open, from 08:00 on; 25 hours before is night.
    log = simulated(center(1, warm_up="23h"), day((-DAY + 3600, 10), (5, 10)))
    assert spans_of(log, SpanKind.DUTY)[0] == (None, SpanKind.DUTY, 0, -DAY + 3600, -DAY + CLOSE)


def test_chats_in_the_warm_up_keep_their_time():
    # Times below 0 are times like others: a chat planned for -1 s is one of them.
    types = {"chats": {"channel": "chat"}}
    scenario = center(1, types=types, channels={"chat": {"slots": 2, "speed": [1, 0.5]}}, to="32:00", warm_up="24h")
    log = simulated(scenario, day((-OPENS_S - 101, 100), (-OPENS_S - 51, 50)))
    # Alone for 50 s, then both at half speed: 50 s of work each, through at +49 s after midnight.
    assert log.contacts["ended_s"].tolist() == [49, 49]
