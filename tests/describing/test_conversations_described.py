"""What is told of conversations before a run: work of all replies, thinking, and whether the draws are as stated."""

import json
from dataclasses import replace

import numpy as np
import pytest
from printing import in_one_line, printed

from simulator import describe
from simulator.demand.later import Later
from simulator.demand.workload import draw
from simulator.describing.conversations_found import conversations_found
from simulator.describing.drawn import NUMBER, THINKING, Drawn, drawn
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_document import description_document
from simulator.scenario.reader import load_text
from simulator.work.odd import odd

TEXT = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00"}
channels:
  voice: {}
  messaging: {behaviour: conversation, slots: 5, inactive: {after: 4m}}
sources: {callers: {arrivals: 20/h}, writers: {arrivals: 60/h}}
contact_types:
  calls: {from: callers, channel: voice, talk: 3m, patience: 3m}
  messages:
    from: writers
    channel: messaging
    patience: {exponential: {mean: 30m}}
    wrap_up: 30s
    replies:
      number: {mean: 4}
      work: {"08:00": {exponential: {mean: 60s}}, "13:00": {exponential: {mean: 90s}}}
      thinking: {exponential: {mean: 10m}}
      awake: {"08:00": 100%, "22:00": 10%}
      patience: {exponential: {mean: 1h}}
    segments:
      vip: {share: 10%, replies: {number: 2, work: 45s}}
      once: {share: 10%, replies: {number: 1, work: 2m}}
agent_groups:
  front: {agents: 7, serves: {calls: {}, messages: {}}}
"""


@pytest.fixture(scope="module")
def described():
    return describe(load_text(TEXT), days=60)


def test_the_load_is_the_work_on_all_replies_and_the_wrap_up(described):
    messages = next(one for one in described.types if one.name == "messages")
    # 0.8 × 4 × 1 min + 0.1 × 2 × 45 s + 0.1 × 2 min + 30 s = 243 s, 60 times an hour; 4.05 agents, from 13:00 on 5.65.
    assert messages.agents[0] == pytest.approx(60 * 243 / 3600)
    assert messages.agents[-1] == pytest.approx(60 * (243 + 0.8 * 4 * 30) / 3600)


def test_each_duration_of_a_reply_is_stated_and_drawn(described):
    found = {(one.segment, one.what, one.from_s): one for one in described.durations if one.type == "messages"}
    assert found[None, "replies.work", 13 * 3600.0].stated.mean_s == 90.0
    assert found[None, "replies.thinking", None].stated.mean_s == 600.0
    assert found[None, "replies.patience", None].drawn.mean_s == pytest.approx(3600.0, rel=0.1)
    assert ("once", "replies.thinking", None) not in found
    assert not [what for _, what, _ in found if what == "talk"]
    assert described.doubts == ()


def test_conversations_are_told_in_sentences(described):
    usual = next(one for one in described.conversations if one.segment is None)
    assert usual.replies_drawn == pytest.approx(4.0, rel=0.1)
    shown = in_one_line(printed(description_blocks(described)))
    drawn_said = f"{usual.replies_drawn:.3g}"
    assert (
        f"messages: 4 replies on average ({drawn_said} drawn), 4m00s to 6m00s of work in all; customers think for "
        "30m00s in all, longer where 'awake' is below 100 %."
    ) in shown
    assert "messages: vip: 2 replies in each conversation, 1m30s of work in all." in shown
    assert "messages: once: 1 reply in each conversation, 2m00s of work in all." in shown
    assert "messaging: Agents who are to leave take nothing new and stay until all their conversations" in shown
    assert "voice: " not in shown
    document = json.loads("\n".join(description_document(described)))
    assert [one["segment"] for one in document["conversations"]] == ["vip", "once", None]


def test_what_is_shown_is_what_a_run_draws():
    scenario = load_text(TEXT).resolve("base")
    sample, day = drawn(scenario, 5, days=1), draw(scenario, 5, 0)
    found, rows = Later(scenario), np.flatnonzero((day.type == 1) & (day.segment == -1))
    mine = sample.durations["messages", None]
    for place, row in enumerate(rows[:40]):
        replies = found.replies_of(1, -1, float(day.arrived_s[row]))
        assert mine[NUMBER][place] == replies.replies(int(day.key[row]), 0)
        assert mine[THINKING][place] == replies.thinking_s(int(day.key[row]), 0, 2)


def test_numbers_that_are_not_as_stated_are_doubted():
    scenario = load_text(TEXT).resolve("base")
    honest = drawn(scenario, 5, days=30)
    more = {kind: {what: 1.2 * column for what, column in mine.items()} for kind, mine in honest.durations.items()}
    doubts = [one.doubt for one in conversations_found(scenario, Drawn(honest.cases, more, 30))]
    assert all("replies, the stated mean is" in doubt for doubt in doubts)
    assert [one.doubt for one in conversations_found(scenario, honest)] == ["", "", ""]


def test_a_description_says_where_the_number_is_doubted(described):
    off = replace(described.conversations[0], doubt="the mean is off.")
    doubted = replace(described, conversations=(off, *described.conversations[1:]))
    assert doubted.doubts == ("contact_types.messages.segments.vip.replies.number: the mean is off.",)


def test_too_much_writing_is_an_overload_whatever_the_slots():
    few = TEXT.replace("agents: 7", "agents: 5").replace("slots: 5", "slots: 40")
    (warning,) = (one for one in odd(load_text(few)) if one.kind == "overload")
    assert "messages" in str(warning)
    assert not [one for one in odd(load_text(TEXT)) if one.kind == "overload"]


def test_a_center_without_conversations_has_none_of_it():
    calls = TEXT.partition("  messages:\n")[0].replace(
        "  messaging: {behaviour: conversation, slots: 5, inactive: {after: 4m}}\n", ""
    )
    calls = calls.replace(", writers: {arrivals: 60/h}", "")
    one = describe(load_text(calls + "agent_groups: {front: {agents: 7, serves: {calls: {}}}}\n"), days=3)
    assert one.conversations == ()
    assert "conversations" not in json.loads("\n".join(description_document(one)))
