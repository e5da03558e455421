"""The noun of customers who leave without a sign, so that the center does not notice."""

from typing import Any, ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Duration, Noun, Share


class SilentCustomers(Noun):
    """Customers who leave silently when their patience ends, and how agents notice."""

    example: ClassVar[str] = """\
channels:
  chat: {slots: 3}
sources:
  visitors: {arrivals: 40/h}
contact_types:
  chats:
    from: visitors
    channel: chat
    talk: {exponential: {mean: 8m}}
    patience: {exponential: {mean: 4m}}
    silent: {share: 40%, noticed: 3m, greeting: 10s}     # of those who leave, four in ten close the tab
agent_groups:
  front: {serves: {orders: {}, chats: {}}}
"""

    share: Share = Field(
        description="The share of the customers who leave when their patience ends without the center noticing it. "
        "They have left all the same; their contact stays in the queue, or in the agent's hand, as if they were there.",
        examples=["30%"],
    )
    noticed_s: Duration = Field(
        alias="noticed",
        description="How long an agent who has written to a customer who is gone waits for an answer. Then the "
        "contact is closed and its slot is free.",
        examples=["5m"],
    )
    greeting_s: Duration | None = Field(
        None,
        alias="greeting",
        description="How long the greeting takes with which agents begin, as part of the work or talk. An agent who "
        "has greeted a customer who is gone writes no more. Left out: in conversations the agent writes the whole "
        "first reply; in other chats the agent waits at once.",
        examples=["15s"],
    )


def silent_of() -> Any:
    """Return the field of customers who leave silently."""
    return Field(
        None,
        description="Which of the customers who lose patience leave without a sign, on channels whose agents have "
        "several contacts at once. Left out: the center notices everybody who leaves.",
        examples=[{"share": "30%", "noticed": "5m"}],
    )
