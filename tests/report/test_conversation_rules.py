"""What `ccsim show --routing` says of conversations: order of messages, what is inactive, when they are closed."""

import pytest

from simulator.report.files.conversation_rules import conversation_rules_said
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Messages
horizon: {{from: "08:00", to: "18:00"}}
channels: {{messaging: {{behaviour: conversation, slots: 5{more}}}}}
sources: {{writers: {{arrivals: 20/h}}}}
contact_types: {{messages: {{from: writers, channel: messaging, patience: 30m, replies: {{number: 3, work: 1m}}}}}}
agent_groups: {{front: {{agents: 5, serves: {{messages: {{}}}}}}}}
"""
BY_SHIFTS = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00", days: 2}
channels:
  voice: {}
  messaging: {behaviour: conversation, slots: 5, at_shift_end: finish, handed_over: {place: back, reading: 45s}}
  chat: {slots: 3}
sources: {writers: {arrivals: 20/h}}
contact_types:
  messages: {from: writers, share: 50%, channel: messaging, patience: 30m, replies: {number: 3, work: 1m}}
  chats: {from: writers, share: 40%, channel: chat, talk: 4m, patience: 3m}
  calls: {from: writers, share: 10%, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  front: {shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}, serves: {messages: {}, calls: {}}}
  chatters: {shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}, serves: {chats: {}}}
strategies:
  finish: {}
  handed_over: {channels: {messaging: {at_shift_end: hand_over}}}
  in_place: {based_on: handed_over, channels: {messaging: {handed_over: {place: kept, reading: {times: 2}}}}}
  first: {based_on: handed_over, channels: {messaging: {handed_over: null, no_new: 1h}}}
  parked: {channels: {messaging: {at_shift_end: park}, chat: {no_new: 20m}}}
"""


FINISH = "Agents who are to leave take nothing new and stay until all their conversations have ended."
LEAVE = "Agents whose shift ends send the reply in hand and leave."
OTHERS = (
    f"{LEAVE} Others go on with their conversations, at once if the customer waits for a reply, else when the customer "
    "writes; they wait"
)


def said(more: str = "") -> dict[str, str]:
    return dict(conversation_rules_said(load_text(TEXT.format(more=more)).resolve("base")))


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("oldest_message", "the oldest; one at a time."),
        ("first_replies", "those of new conversations first, then the oldest; one at a time."),
        ("shortest", "the one whose reply takes the least work; a tie to the oldest; one at a time."),
    ],
)
def test_the_order_of_messages_is_told(order: str, words: str) -> None:
    found = said(f", order: {order}")
    assert found.pop("end of shift, messaging") == FINISH
    assert found == {"message order, messaging": f"An agent answers, of the messages in hand, {words}"}


def test_inactive_conversations_are_told_with_what_they_fill() -> None:
    found = said(", inactive: {after: 4m, slots: 50, at_most: 17, on_waking: wait}, auto_close: 2h")
    assert found["inactive, messaging"] == (
        "A conversation is inactive 4m after the agent's last reply if the customer has not written, and then fills "
        "1/50 of the agent, at most 17 per agent. Its message waits until the agent has a free slot."
    )
    assert found["auto-close, messaging"] == (
        "A conversation is closed 2h after the agent's last reply if the customer does not write."
    )
    light = said(", inactive: {after: 90s}")["inactive, messaging"]
    assert light.endswith("then fills nothing. A message makes it active at once, even beyond the slots.")


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ("finish", FINISH),
        ("handed_over", f"{OTHERS} behind all that wait already. Whoever takes one reads for 45s first."),
        ("in_place", f"{OTHERS} in the place they had when they first came. Whoever takes one reads for 1m30s first."),
        (
            "first",
            f"{OTHERS} before all others of their type. Agents take no new conversations in the last 1h of their own "
            "shift.",
        ),
        ("parked", f"{LEAVE} Their conversations wait for their next shift."),
    ],
)
def test_what_becomes_of_conversations_at_the_end_of_a_shift_is_told(strategy: str, words: str) -> None:
    found = dict(conversation_rules_said(load_text(BY_SHIFTS).resolve(strategy)))
    assert found["end of shift, messaging"] == words
    chats = "Agents take no new contacts in the last 20m of their own shift."
    assert found.get("end of shift, chat", "") == (chats if strategy == "parked" else "")
    assert "end of shift, voice" not in found
