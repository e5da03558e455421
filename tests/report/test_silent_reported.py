"""What reports say of customers who leave silently: in words before a run, in tables after it."""

import json

import pytest
from printing import printed

from simulator import compare, describe
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_document import description_document
from simulator.report.files.conversation_rules import conversation_rules_said
from simulator.report.tables.lines import labels
from simulator.report.tables.part_sheets import totals
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Silent
horizon: {from: "08:00", to: "10:00"}
channels: {messaging: {behaviour: conversation, slots: 3}, chat: {slots: 3}, voice: {}}
sources: {writers: {arrivals: 40/h}, chatters: {arrivals: 30/h}, callers: {arrivals: 20/h}}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: 3m
    silent: {share: 50%, noticed: 3m, greeting: 10s}
    replies: {number: 2, work: 80s, thinking: 2m}
  chats: {from: chatters, channel: chat, talk: 8m, patience: 2m, silent: {share: 100%, noticed: 4m}}
  calls: {from: callers, channel: voice, talk: 3m, patience: 3m}
agent_groups:
  front: {agents: 2, serves: {messages: {}}}
  back: {agents: 1, serves: {chats: {}}}
  phone: {agents: 2, serves: {calls: {}}}
strategies:
  as_is: {}
  open: {contact_types: {messages: {silent: null}, chats: {silent: null}}}
"""
MESSAGES = (
    "50% of the customers who lose patience leave without the center noticing it, and the contact stays. The first "
    "reply begins with a greeting of 10s; to somebody who is gone, agents write no more than that. An agent who has "
    "written in vain waits 3m for an answer and closes the conversation."
)
CHATS = (
    "100% of the customers who lose patience leave without the center noticing it, and the contact stays. An agent "
    "who takes it waits 4m for an answer and closes the contact."
)


@pytest.fixture(scope="module")
def study():
    return load_text(TEXT)


def test_rules_and_descriptions_say_who_leaves_silently(study):
    said = dict(conversation_rules_said(study.resolve("as_is")))
    assert (said["silent customers, messages"], said["silent customers, chats"]) == (MESSAGES, CHATS)
    assert not [one for one in dict(conversation_rules_said(study.resolve("open"))) if "silent" in one]
    told = describe(study, "as_is", days=1)
    shown = " ".join(printed(description_blocks(told), 200).split())
    assert f"messages: {MESSAGES}" in shown
    assert f"chats: {CHATS}" in shown
    assert "What agents do in vain for customers who have left silently comes on top" in shown
    found = json.loads("\n".join(description_document(told)))["silent"]
    assert found["chats"] == {"share": 1.0, "noticed_s": 240.0, "greeting_s": None}
    assert "silent" not in json.loads("\n".join(description_document(describe(study, "open", days=1))))


def test_a_greeting_of_a_chat_is_said():
    study = load_text(TEXT.replace("noticed: 4m}", "noticed: 4m, greeting: 20s}"))
    said = dict(conversation_rules_said(study.resolve("as_is")))
    assert said["silent customers, chats"].endswith(
        "An agent who takes it greets for 20s, waits 4m for an answer and closes the contact."
    )


def test_a_table_says_who_left_silently_in_which_part(study):
    found = compare(study, ["as_is"], replications=3)
    shown = printed(totals(found.comparisons[0]), 120)
    head, _, rest = shown.partition("left silently, and what the center sees")
    assert head
    rows = [line.split()[0] for line in rest.splitlines() if line and not line.startswith("─")]
    assert rows[2:4] == ["messaging", "chat"]
    assert "voice" not in rest.split("whole center")[0]
    silent = found.comparisons[0].row("as_is", "silent", "channel:chat").value
    assert f"{silent:.1f}" in rest.split("chat", 1)[1].splitlines()[0]


def test_without_any_nothing_is_said_of_it():
    open_alone = load_text(TEXT.replace("  as_is: {}\n", ""))
    shown = printed(totals(compare(open_alone, ["open"], replications=2).comparisons[0]), 120)
    assert "silent" not in shown
    assert "in vain" not in shown


def test_a_comparison_of_one_part_has_the_apparent_values_below_the_true_ones():
    alone = TEXT.replace(", chat: {slots: 3}, voice: {}", "").replace(
        ", chatters: {arrivals: 30/h}, callers: {arrivals: 20/h}", ""
    )
    lines = [one for one in alone.splitlines() if not one.strip().startswith(("chats:", "calls:", "back:", "phone:"))]
    text = "\n".join(lines).replace(", chats: {silent: null}", "") + "\n"
    found = compare(load_text(text), replications=2)
    shown = list(labels(found.comparisons[0]))
    place = shown.index("abandonment_rate")
    apparent = ["silent_share", "apparent_service_level", "apparent_abandonment_rate"]
    assert shown[place + 1 : place + 4] == apparent
    assert {"in_vain_hours", "silent_slot_share"} <= set(shown)
