"""The nouns of help: agents who talk with one contact for long call somebody, who stays until the talk ends."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from simulator.scenario.nouns.basics import Duration, Name, Noun, Ratio, Share
from simulator.scenario.nouns.rule_parts import EachOnce, Whom, one_or_list
from simulator.scenario.text import forms

Groups = Annotated[tuple[Name, ...], BeforeValidator(one_or_list), EachOnce, forms.OrOne()]
"""Groups by name, the first of which is asked first."""


class GivenHelp(Noun):
    """Who helps, and what help changes from the moment the helper has joined the talk."""

    example: ClassVar[str] = """\
agent_groups:
  leaders: {agents: 1, serves: {orders: {priority: 2, while: {waiting: 5}}}}    # customers only while five wait
helps:
  stuck: {of: orders, after: 8m, help: {by: leaders, talk: 50%, solved: 95%, ready: 30s}}
"""

    by: Groups = Field(
        description="The groups whose agents help. The first that has an agent with nothing in hand sends the one idle "
        "for the longest time; if none has, the call waits.",
        examples=["leaders", ["leaders", "experts"]],
    )
    talk: Ratio = Field(
        1.0, description="What is left of the talk takes this many times as long with help.", examples=["50%"]
    )
    wrap_up: Ratio = Field(
        1.0, description="The agent's wrap-up takes this many times as long after help.", examples=["80%"]
    )
    solved: Share | None = Field(
        None,
        description="The share of contacts solved if the agent who was helped closes them. Left out: as without help.",
        examples=["95%"],
    )
    ready_s: Duration = Field(
        0.0,
        alias="ready",
        description="How long a helper needs before help changes anything, busy all the while.",
        examples=["30s"],
    )


class HelpRule(Noun):
    """Agents who have talked with a contact for some time call for help.

    A helper stays until the talk ends and has no wrap-up. In wrap-up nobody calls. A talk has one helper at most.
    """

    example: ClassVar[str] = """\
agent_groups:
  leaders: {agents: 1, serves: {}}
helps:
  stuck: {of: orders, after: 8m, share: 60%, help: {by: leaders, talk: 50%}}
"""

    of: Whom = Field(
        description="Which talks the rule covers: contact types, channels, segments, or groups whose agent talks; one, "
        "or a list of which any may match. A name with several meanings needs `type:`, `channel:`, `group:` or "
        "`segment:` before it. A mapping of these keys covers contacts that match all of them. Only contacts of "
        "channels without `slots` are covered.",
        examples=["orders", ["orders", "group:front"], {"type": "orders", "group": "front"}],
    )
    after_s: Duration = Field(
        alias="after",
        description="How long the agent has talked with the customer when they call; shorter talks need no help.",
        examples=["8m"],
    )
    share: Share = Field(
        1.0, description="The share of such talks in which the agent calls for help.", examples=["60%"]
    )
    help: GivenHelp = Field(
        description="Who helps, and what help changes.", examples=[{"by": "leaders", "talk": "50%"}]
    )
