"""How long who is sent on waits: days that a pencil can follow, through the engine, and what a comparison tells of it.

Seconds are counted from 08:00. Shares are none or all, so that nothing is left to chance.
"""

import math

import numpy as np
import pytest
from building import center, day
from hand_log import NOBODY, Contact, log_of
from test_measure import value

from simulator.comparing import compare
from simulator.engine.simulate import simulate
from simulator.errors import UsageError
from simulator.log import Cause, EndedBy, SpanKind
from simulator.metrics.measure import measure
from simulator.metrics.sent_on import further_waits
from simulator.report.tables.lines import FURTHER, line_blocks
from simulator.scenario.reader import load_text

NAMES = ("further_waits", "further_service_level", "further_abandonment_rate", "further_wait_s_mean")
FIXED = {"calls": {"talk": "100s", "wrap_up": "10s", "patience": "50s", "service_level": "80% in 20s"}}


def told(summary, of, names=NAMES):
    return [value(summary, name, of, None) for name in names]


def test_a_wait_for_one_group_counts_by_type_and_by_that_group():
    # 0 and 1 talk to the front until 40 and 60 and are passed to `back`, whose only agent has 2 until 85. 0 waits from
    # 40 to 85, 45 s; 1 from 60 on, gives up at 110 after 50 s, when the agent still has 0.
    groups = {
        "front": {"agents": 2, "serves": {"calls": {}}},
        "back": {"agents": 1, "serves": {"calls": {"after": "10m"}, "mails": {}}},
    }
    passing = {"on": {"of": "calls", "share": ["100%", "0%"], "at": "40%", "pass": {"group": "back"}}}
    scenario = center(types=FIXED | {"mails": {}}, groups=groups, transfers=passing)
    workload = day((0, 100), (20, 100), (20, 65), types=[0, 0, 1])
    log = simulate(scenario, workload)
    assert [log.passed[name].tolist() for name in ("contact", "group")] == [[0, 1], [1, 1]]
    assert (log.passed["passed_s"] - log.facts.interval_starts_s[0]).tolist() == [40, 60]
    answered_s = log.passed["answered_s"] - log.facts.interval_starts_s[0]
    assert answered_s[0] == 85
    assert math.isnan(answered_s[1])
    summary = measure(log)
    for of in ("all", "type:calls", "group:back"):
        assert told(summary, of) == [2, 0, 1 / 2, (45 + 50) / 2], of
    assert told(summary, "group:front")[0] == told(summary, "type:mails")[0] == 0
    # The first waits are what they were: nobody waited.
    assert told(summary, "type:calls", ("service_level", "abandonment_rate", "abandoned_later")) == [1, 0, 1]


def test_whoever_goes_to_the_next_agent_at_once_waits_for_no_time():
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("front", "back")}
    passing = {"on": {"of": "calls", "share": ["100%", "0%"], "at": "40%", "pass": {"group": "back"}}}
    summary = measure(simulate(center(types=FIXED, groups=groups, transfers=passing), day((0, 100))))
    assert told(summary, "group:back") == [1, 1, 0, 0]
    assert value(summary, "further_wait_s_p90", "type:calls", None) == 0


def test_a_contact_of_another_type_is_judged_by_its_own_target_and_a_redirected_one_by_both():
    # T is 20 s for orders and 60 s for returns. Both wait 30 s; one was passed on, one redirected.
    passed = [
        Contact(0, 0, EndedBy.PASSED_ON, answered_s=0, ended_s=40, closed_s=math.nan),
        Contact(40, 30, type=1, parent=0, cause=Cause.TRANSFER, case=0),
        Contact(100, math.nan, EndedBy.MOVED, queued_s=math.nan, ended_s=100),
        Contact(100, 30, type=1, parent=2, cause=Cause.REDIRECT, case=2),
    ]
    summary = measure(log_of(passed))
    assert told(summary, "type:returns") == [2, 1, 0, 30]
    assert told(summary, "type:orders")[0] == 0
    assert told(summary, "type:orders", ("service_level", "answered")) == [1 / 2, 2]
    assert math.isnan(value(summary, "service_level", "type:returns", None))


def test_who_is_turned_away_does_not_wait_and_who_still_waits_is_late_after_the_target_time():
    def sent(arrived_s, how, **more):
        return [
            Contact(
                arrived_s - 9, 0, EndedBy.PASSED_ON, answered_s=arrived_s - 9, ended_s=arrived_s, closed_s=math.nan
            ),
            Contact(arrived_s, math.nan, how, type=1, cause=Cause.TRANSFER, **more),
        ]

    rows = sent(100, EndedBy.BLOCKED, queued_s=math.nan, parent=0)
    rows += sent(3500, EndedBy.STILL_OPEN, queued_s=3500, parent=2)
    rows += sent(3590, EndedBy.STILL_OPEN, queued_s=3590, parent=4)
    assert told(measure(log_of(rows)), "type:returns")[:2] == [2, 0]


def test_a_wait_within_the_type_counts_where_it_begins():
    # Comes in the first half-hour, is passed back into line in the second and waits there for 30 s.
    contact = Contact(
        1700, 0, answered_s=1700, ended_s=2000,
        spans=[(SpanKind.TALK, 0, 1700, 1900), (SpanKind.QUEUE, 0, 1900, 1930), (SpanKind.TALK, 1, 1930, 2000)],
    )  # fmt: skip
    log = log_of([contact], passed=[(0, NOBODY, 1900, 1930)])
    log.contacts["passes"] = np.ones(1, dtype=int)
    summary = measure(log)
    found = [value(summary, "further_waits", "type:orders", label) for label in ("00:00-00:30", "00:30-01:00")]
    assert found == [0, 1]
    assert told(summary, "group:front")[0] == told(summary, "group:back")[0] == 0


def test_who_is_passed_on_twice_at_an_instant_waits_for_an_answer_that_never_comes():
    # Waits from 100 to 130, talks for no time, and waits again: spans are the same as if it talked at 130 at last.
    spans = [(SpanKind.TALK, 0, 0, 100), (SpanKind.QUEUE, 0, 100, 130)]
    spans += [(SpanKind.TALK, 0, 130, 130), (SpanKind.QUEUE, 0, 130, 130)]
    contact = Contact(0, 0, EndedBy.STILL_OPEN, answered_s=0, passes=2, spans=spans)
    summary = measure(log_of([contact], passed=[(0, NOBODY, 100, 130), (0, NOBODY, 130, math.nan)]))
    assert told(summary, "type:orders") == [2, 0, 0, 30]
    answered = measure(log_of([contact], passed=[(0, NOBODY, 100, 130), (0, NOBODY, 130, 130)]))
    assert told(answered, "type:orders") == [2, 1 / 2, 0, 15]


def test_a_table_of_who_was_passed_on_has_to_say_who_was_answered():
    log = log_of([Contact(0, 0, answered_s=0, passes=1)], passed=[(0, NOBODY, 100, 130)])
    known = further_waits(log.contacts, log.passed)
    assert known.wait_s.tolist() == [30]
    without = {name: column for name, column in log.passed.items() if name != "answered_s"}
    with pytest.raises(UsageError, match="the table has no column 'answered_s'"):
        further_waits(log.contacts, without)


NIGHT = """\
version: 1
name: Night line
horizon: {from: "00:00", to: "24:00", interval: 2h}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: 4m, patience: 3m, hours: {from: "08:00", to: "20:00"}, when_closed: {redirect: night}}
  night: {channel: voice, talk: 3m, patience: 9m, service_level: 80% in 60s}
agent_groups:
  front: {agents: 6, serves: {orders: {}}}
  late: {agents: 3, serves: {night: {}}}
checks:
  - further_service_level(night) >= 80%
"""  # noqa: E501


def test_whoever_asks_for_further_waits_is_not_warned_of_the_target():
    study = load_text(NIGHT)
    assert not [one.what for one in study.warnings() if "judges nobody" in one.what]
    without = load_text(NIGHT.partition("checks:")[0])
    assert [one.what for one in without.warnings() if "only redirected to 'night'" in one.what]


def test_tables_tell_of_them_with_their_percentiles():
    run = compare(load_text(NIGHT), replications=4).first
    block = line_blocks(run)[-1]
    assert block.title == "sent on: night (voice), target 80 % in 1m"
    assert [line.metric for line in block.lines] == list(FURTHER)
    rows = [run.row(run.baseline, line.metric, line.of) for line in block.lines]
    assert all(row.low <= row.value <= row.high for row in rows)
    assert run.row(run.baseline, "further_wait_s_p90", "type:night").value > 0


def test_where_nobody_is_sent_on_nothing_is_kept_of_it():
    summary = measure(log_of([Contact(0, 9)]))
    assert not summary.beside
    assert told(summary, "all")[0] == 0
