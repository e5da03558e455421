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
