"""Titles in traces: people read them in place of names, programs keep the names."""

import json

import pytest
from printing import in_one_line, printed

from simulator.report.traces.trace_blocks import trace_blocks
from simulator.report.traces.trace_document import trace_document
from simulator.scenario.reader import load_text
from simulator.tracing.traces import Trace, trace

PLAIN = """\
version: 1
name: Titles
horizon: {from: "08:00", to: "09:00"}
channels: {voice: {queue_limit: 1}, chat: {}}
sources: {shoppers: {arrivals: 60/h}, writers: {arrivals: 2/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 20m, patience: endless, queue_limit: 1}
  advice: {from: writers, share: 50%, channel: voice, talk: 4m, patience: endless}
  chats: {from: writers, share: 50%, channel: chat, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 2, serves: {orders: {}}}
  back: {agents: 1, serves: {advice: {}, chats: {}, orders: {after: 30s}}}
transfers:
  wrong_desk: {of: {type: orders}, share: 60%, at: 30%, pass: {type: advice}}
strategies: {as_today: {}, other: {agent_groups: {front: {agents: 3}}}}
futures: {busy: {sources: {shoppers: {arrivals: 90/h}}}}
"""
TITLES = {
    "voice: {": ("voice: {title: The telephone, ", "voice"),
    "orders: {from": ("orders: {title: Orders by phone, note: From the shop, from", "orders"),
    "advice: {from": ("advice: {title: Advice by phone, from", "advice"),
    "front: {agents: 2": ("front: {title: The reception, agents: 2", "front"),
    "back: {agents: 1": ("back: {title: The office, agents: 1", "back"),
    "as_today: {}": ("as_today: {title: As it is}", "as_today"),
    "busy: {": ("busy: {title: More customers, ", "busy"),
}
TITLED = PLAIN
for old, (new, _) in TITLES.items():
    TITLED = TITLED.replace(old, new)


def traced(text: str, **asked: object) -> Trace:
    return trace(load_text(text), **asked)


def said(text: str, **asked: object) -> str:
    return in_one_line(printed(trace_blocks(traced(text, **asked)), 200))


QUESTIONS = [
    {"contact": 1}, {"worst": 2}, {"agent": "front 1"}, {"at": "08:30"},
    {"contact": 1, "strategies": ["as_today", "other"]}, {"contact": 3, "future": "busy"},
]  # fmt: skip


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_people_are_told_titles_and_what_they_stand_for(asked):
    told, _, names = said(TITLED, **asked).partition("what names stand for")
    plain = said(PLAIN, **asked)
    for one in ("orders", "front", "back", "voice"):
        assert f" {one} " not in told
    assert any(one in told for one in ("Orders by phone", "The reception", "The office"))
    assert "agent group front The reception" in names
    assert "From the shop" in names
    assert "what names stand for" not in plain


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_programs_get_the_names(asked):
    def document(text: str) -> dict:
        return json.loads("\n".join(trace_document(traced(text, **asked))))

    assert document(TITLED) == document(PLAIN)
    assert traced(TITLED, **asked).to_frame().equals(traced(PLAIN, **asked).to_frame())


def test_agents_are_called_by_the_title_of_their_group_and_are_asked_for_by_its_name():
    told = said(TITLED, agent="front 1")
    assert "The reception 1 (The reception) is on duty" in told
    assert "One replication (number 0, seed 1), strategy 'As it is'" in told


def test_queues_that_are_full_and_where_a_contact_is_passed_to_are_called_by_titles():
    cases = [said(TITLED, contact=number) for number in range(12)]
    blocked = next(one for one in cases if "Blocked" in one)
    assert "the queue of Orders by phone or the queue of The telephone is at its limit" in blocked
    to_group = PLAIN.replace("pass: {type: advice}", "pass: {group: back}").replace(
        "back: {", "back: {title: The back, "
    )
    assert any("passes it on to The back." in said(to_group, contact=number) for number in range(3))


def test_two_of_one_title_are_told_apart_by_their_names():
    same = PLAIN.replace("front: {", "front: {title: Agents, ").replace("back: {", "back: {title: Agents, ")
    same = same.replace("agent_groups: {front: {title: Agents, ", "agent_groups: {front: {")
    assert "Agents (front) 1" in said(same, at="08:30")
    assert "Agents (back) 1" in said(same, at="08:30")


def test_a_future_is_called_by_its_title():
    assert ", future 'More customers'" in said(TITLED, contact=0, future="busy")
