"""The noun of overflow rules: what becomes of contacts that begin to wait, or wait, when something holds."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, ExactlyOne, Name, Noun, Share
from simulator.scenario.nouns.conditions import Conditions
from simulator.scenario.nouns.rule_parts import Context, Shares, Whom, share_at
from simulator.scenario.nouns.when_looked import Look

_CENTER = """\
channels:
  chat: {slots: 3}
contact_types:
  chat_orders: {channel: chat, talk: 7m, patience: 5m}   # without `from`: only by the rule
agent_groups:
  front: {serves: {orders: {}, chat_orders: {priority: 2}}}
"""


class MovedTo(Noun):
    """Which contact type a waiting contact becomes, whether or not its customer wants it.

    It is a new contact with its own talk and wrap-up; its patience ends when it would have ended. It stays until the
    new type is open and has a line and a place in the queue for it.
    """

    example: ClassVar[str] = f"""\
overflow:
  long_queue: {{of: orders, when: {{waiting: 10}}, move: {{type: chat_orders, place: back}}}}
{_CENTER}"""

    type: Name = Field(description="The contact type it becomes.", examples=["overflow_orders"])
    place: Literal["kept", "back"] = Field(
        description="The place in the new queue: `kept`, as if it had waited there since it first arrived; `back`, "
        "behind all others.",
        examples=["kept"],
    )


class Offered(Noun):
    """Which contact type, on another channel, a waiting customer is offered instead.

    Whoever accepts is a new contact with its own talk, wrap-up and patience, behind all others. It is offered once,
    and not before the type is open and has a line and a place in the queue.
    """

    example: ClassVar[str] = f"""\
overflow:
  to_chat:
    of: orders
    when: {{expected_wait: 3m}}
    look: entering
    offer: {{type: chat_orders, accept: 40%, context: lost, repeat_story: 75s}}
{_CENTER}"""

    type: Name = Field(description="The contact type it becomes.", examples=["chat_orders"])
    accept: Share = Field(description="The share of the customers who accept.", examples=["40%"])
    context: Context = Field(
        "kept",
        description="Whether the agent knows what the customer has told so far, to a menu or a bot: `kept` or `lost`.",
        examples=["lost"],
    )
    repeat_story_s: Duration = Field(
        0.0,
        alias="repeat_story",
        description="How much longer the talk takes because the customer has to explain everything again; for "
        "`context: lost`.",
        examples=["75s"],
    )

    @model_validator(mode="after")
    def _lost_or_not(self) -> "Offered":
        if self.context == "kept" and self.repeat_story_s:
            raise ValueError("'repeat_story' is for context: lost. Write context: lost as well.")
        return self


class Raised(Noun):
    """How a waiting contact is preferred from now on, as if its segment said so."""

    example: ClassVar[str] = """\
overflow:
  waited_long: {of: orders, when: {waited: 2m}, raise: {priority: 1}}
"""
    at_least_one: ClassVar[tuple[str, ...]] = ("priority", "age_credit")

    priority: Count | None = Field(
        None,
        description="Its priority where those of the agent's group are equal: 1 first. Left out: as before.",
        examples=[1],
    )
    age_credit_s: Duration | None = Field(
        None,
        alias="age_credit",
        description="Its credit in place of the one it had: how much longer it counts as having waited. Left out: as "
        "before.",
        examples=["5m"],
    )

    @model_validator(mode="after")
    def _says_something(self) -> "Raised":
        if self.priority is None and self.age_credit_s is None:
            raise ValueError("expected at least one of priority, age_credit, got none.")
        return self


class Overflow(ExactlyOne):
    """What becomes of contacts that find no agent, or wait, when something holds.

    Rules are checked in the order of the file, each for its contacts in the order in which they stand in line;
    whatever one changes, the next check sees. A rule applies to a contact once, and not to one that an agent
    stays with. While the center is closed no rule applies.
    """

    example: ClassVar[str] = """\
overflow:
  help:   {of: orders, when: {waiting: 4}, also: {experts: 2}}
  urgent: {of: orders, when: {waited: 3m}, raise: {priority: 1}}
  enough: {of: orders, when: {expected_wait: {at_least: 10m, by: queue}}, look: entering, end: true}
contact_types:
  advice: {from: shoppers, share: 0%, channel: voice, talk: 7m, patience: 5m}
agent_groups:
  experts: {agents: 1, serves: {advice: {priority: 1}, orders: {priority: 2}}}
"""
    exactly_one: ClassVar[tuple[str, ...]] = (
        "also", "only", "flatten", "move", "offer", "message", "raise", "end",
    )  # fmt: skip

    of: Whom = Field(
        description="Which contacts the rule covers: contact types, channels, segments, or groups, which stand for "
        "the types they serve; one, or a list of which any may match. A name with several meanings needs `type:`, "
        "`channel:`, `group:` or `segment:` before it. A mapping of these keys covers contacts that match all of them.",
        examples=["orders", ["orders", "advice"], {"type": "orders", "segment": "vip"}],
    )
    when: Conditions | None = Field(
        None, description="What has to hold. Left out: it always holds.", examples=[{"waiting": 5, "waited": "30s"}]
    )
    look: Look = Field(
        "change",
        description="When the conditions are checked: `change`, while the contact waits, whenever something changes; "
        "`entering`, once, when it has found no agent and before it joins the queue; `{waited: [30s, 60s]}`, at these "
        "waits and no others; or a duration, for all who wait, so often from each opening on.",
        examples=["entering", "5m", {"waited": ["30s", "60s"]}],
    )
    share: Shares = Field(
        (1.0,),
        description="The share of the customers to whom the rule applies when its conditions hold; drawn once, "
        "whoever it does not apply to is not asked again. A list gives one share for each attempt, and its last share "
        "holds for all further ones.",
        examples=["50%", ["50%", "0%"]],
    )
    also: dict[Name, Count] | None = Field(
        None,
        min_length=1,
        description="Groups that may take the contact from now on as well, each with its rank: 1 is tried first; as "
        "in `steps` of a contact type. A group that only rules and steps name takes no contact that the rule "
        "covers before. Left out: nobody joins.",
        examples=[{"experts": 2}],
    )
    only: dict[Name, Count] | None = Field(
        None,
        min_length=1,
        description="The only groups that may take the contact from now on, each with its rank. Left out: whoever "
        "could before still may.",
        examples=[{"anyone": 1}],
    )
    flatten: Literal[True] | None = Field(
        None,
        description="From now on all groups that may take the contact are alike, as in `steps` of a contact type. "
        "Left out: ranks and priorities stay as they are.",
        examples=[True],
    )
    move: MovedTo | None = Field(
        None,
        description="The contact becomes one of another type. Left out: it stays what it is.",
        examples=[{"type": "overflow_orders", "place": "kept"}],
    )
    offer: Offered | None = Field(
        None,
        description="Its customer is offered another channel. Left out: nothing is offered.",
        examples=[{"type": "chat_orders", "accept": "40%"}],
    )
    message: Literal[True] | None = Field(
        None, description="Its customer leaves a voicemail and is gone. Left out: no voicemail.", examples=[True]
    )
    raise_: Raised | None = Field(
        None,
        alias="raise",
        description="It is preferred to others from now on. Left out: as before.",
        examples=[{"priority": 1}, {"age_credit": "5m"}],
    )
    end: Literal[True] | None = Field(
        None,
        description="Its customer hears a message and is sent away. Left out: it goes on.",
        examples=[True],
    )

    @property
    def verb(self) -> str:
        """Return what the rule does, as the scenario calls it."""
        return next(name for name in self.exactly_one if self.value_of(name) is not None)

    @property
    def groups_named(self) -> dict[str, int]:
        """Return the groups that the rule names, with their ranks; none where it does something else."""
        return self.also or self.only or {}

    @property
    def leads_to(self) -> str | None:
        """Return the contact type that a contact becomes, None where it stays what it is."""
        to = self.move or self.offer
        return None if to is None else to.type

    def share_at_attempt(self, attempt: int) -> float:
        """Return the share of customers in their ``attempt``-th attempt, 1 being the first."""
        return share_at(self.share, attempt - 1)
