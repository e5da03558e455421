"""A channel on which agent and customer write in turn, and an agent has several conversations in hand."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Noun
from simulator.scenario.nouns.channel import Channel, no_new_of
from simulator.scenario.nouns.live_channel import SLOTS_MAX
from simulator.scenario.nouns.through_the_day import Numbers, WholeThroughDay, none_kept


class Inactive(Noun):
    """When conversations become inactive because their customers do not write, and what they fill then."""

    example: ClassVar[str] = """\
channels:
  messaging:
    behaviour: conversation
    slots: 5
    inactive: {after: 4m, at_most: 17}   # 5 active and 17 inactive conversations per agent
sources:
  writers: {arrivals: 20/h}
contact_types:
  messages: {from: writers, channel: messaging, patience: 30m, replies: {number: 3, work: 1m, thinking: 10m}}
agent_groups:
  front: {serves: {orders: {}, messages: {}}}
"""

    after_s: Duration = Field(
        alias="after",
        gt=0,
        description="How long after the agent's last reply a conversation becomes inactive if the customer has not "
        "written.",
        examples=["4m"],
    )
    slots: Count | None = Field(
        None,
        le=SLOTS_MAX,
        description="How many inactive conversations alone would fill an agent: each takes up 1/slots of the agent. At "
        "least the channel's `slots`. Left out: they take up nothing.",
        examples=[50],
    )
    at_most: Count | None = Field(
        None,
        description="How many inactive conversations of the channel an agent may have. One more stays active until "
        "there is room. Left out: no limit.",
        examples=[17],
    )
    on_waking: Literal["over", "wait"] = Field(
        "over",
        description="What happens when the customer of an inactive conversation writes and the agent's slots are full: "
        "`over`, it is active at once, beyond the slots; `wait`, its message waits until the agent has a free slot, "
        "and goes before new conversations.",
        examples=["wait"],
    )


class HandedOver(Noun):
    """How conversations go on that an agent who leaves hands over to others."""

    example: ClassVar[str] = """\
channels:
  messaging:
    behaviour: conversation
    slots: 5
    at_shift_end: hand_over
    handed_over: {place: front, reading: 45s}   # before new ones; whoever takes one reads first
sources:
  writers: {arrivals: 20/h}
contact_types:
  messages: {from: writers, channel: messaging, patience: 30m, replies: {number: 3, work: 1m, thinking: 10m}}
agent_groups:
  front: {agents: null, shifts: {early: {agents: 5, from: "08:00", to: "16:00"}}, serves: {orders: {}, messages: {}}}
"""

    place: Literal["front", "kept", "back"] = Field(
        "front",
        description="Where a conversation that was handed over waits: `front`, before all of its type that were not; "
        "`kept`, by when it first came; `back`, by when it was handed over or its customer wrote since.",
        examples=["kept"],
    )
    reading_s: Duration = Field(
        0.0,
        alias="reading",
        description="How long the next agent reads before the first reply. Left out: they know the context.",
        examples=["45s"],
    )


class ConversationChannel(Channel):
    """Customer and agent write in turn: chat, messaging, SMS. An agent works on one message at a time."""

    example: ClassVar[str] = """\
channels:
  messaging: {behaviour: conversation, slots: 5, inactive: {after: 4m}, auto_close: 2d}
sources:
  writers: {arrivals: 20/h}
contact_types:
  messages: {from: writers, channel: messaging, patience: 30m, replies: {number: 3, work: 1m, thinking: 10m}}
agent_groups:
  front: {serves: {orders: {}, messages: {}}}
"""

    behaviour: Literal["conversation"] = Field(
        description="`conversation`: customer and agent write in turn, and an agent has several conversations in hand.",
        examples=["conversation"],
    )
    slots: Count = Field(
        le=SLOTS_MAX,
        description="How many active conversations an agent may have in hand at once. The agent works on one message "
        "at a time; the others wait.",
        examples=[5],
    )
    inactive: Inactive | None = Field(
        None,
        description="When conversations become inactive because their customers do not write, and take up less of an "
        "agent. Left out: all in hand are active.",
        examples=[{"after": "4m", "at_most": 17}],
    )
    order: Literal["oldest_message", "first_replies", "shortest"] = Field(
        "oldest_message",
        description="Which of the messages in hand an agent answers next: `oldest_message`; `first_replies`, new "
        "conversations before others; `shortest`, the one whose reply takes the least work. Ties go to the oldest "
        "message.",
        examples=["first_replies"],
    )
    auto_close_s: Duration | None = Field(
        None,
        alias="auto_close",
        gt=0,
        description="How long after the agent's last reply a conversation is closed if the customer has not written. "
        "It counts as timed out and not as closed. Left out: never.",
        examples=["2d"],
    )
    at_shift_end: Literal["finish", "hand_over", "park"] | None = Field(
        None,
        description="What becomes of the conversations in hand when an agent's shift ends, once the reply in hand is "
        "sent: `finish`, the agent stays until all have ended; `hand_over`, other agents go on with them, now where "
        "the customer waits for a reply, else when the customer writes; `park`, they wait for the agent's next "
        "shift. Left out: `hand_over` where `handed_over` is given, else `finish`.",
        examples=["hand_over"],
    )
    stated_handed_over: HandedOver | None = Field(
        None,
        alias="handed_over",
        description="Where conversations that were handed over wait, and how long the next agent reads. Left out: "
        "before all that were not, and no time for reading.",
        examples=[{"place": "front", "reading": "45s"}],
    )
    no_new_s: Duration = no_new_of("conversations")
    clock: Literal["always", "hours"] = Field(
        "always",
        description="Which time the `targets` of contact types count: `always`, all of it; `hours`, only the time "
        "inside the opening hours of the type, as they are stated.",
        examples=["hours"],
    )
    agent: Literal["least_loaded", "pack", "fewest_contacts", "round_robin", "random"] | None = Field(
        None,
        description="Which of the agents of the best rank with room takes a conversation, as on live channels with "
        "slots. Left out: `least_loaded`.",
        examples=["pack"],
    )
    keep_empty: WholeThroughDay = Field(
        default_factory=none_kept,
        description="How many agents of a group are kept with nothing in hand, all day or by time of day: an empty "
        "agent takes no conversation of this channel when fewer would be left, even if the conversation has to wait.",
        examples=[2, {"08:00": 2, "12:00": 0}],
    )

    @model_validator(mode="before")
    @classmethod
    def _hands_over(cls, value: Any) -> Any:
        # Written down, so that scenarios that do the same are equal and those that do not are not.
        if isinstance(value, Mapping) and value.get("handed_over") is not None and value.get("at_shift_end") is None:
            return {**value, "at_shift_end": "hand_over"}
        return value

    @model_validator(mode="after")
    def _check(self) -> "ConversationChannel":
        least = None if self.inactive is None else self.inactive.slots
        if least is not None and least < self.slots:
            raise ValueError(
                f"'inactive.slots' must be at least 'slots', here {self.slots}, got {least}: an inactive conversation "
                "takes up no more than an active one."
            )
        return self

    @property
    def handed_over(self) -> HandedOver:
        """Return how conversations go on that were handed over."""
        return self.stated_handed_over or HandedOver.model_construct()

    @property
    def at_the_end(self) -> Literal["finish", "hand_over", "park"]:
        """Return what becomes of conversations in hand when an agent's shift ends."""
        return self.at_shift_end or "finish"

    def speed_at(self, in_hand: int) -> float:
        """Return how fast work goes on a reply, so many being in hand: one is worked on at a time."""
        return 1.0

    @property
    def in_hand_max(self) -> int | None:
        """Return how many active conversations an agent may have in hand at once."""
        return self.slots

    @property
    def inactive_slots(self) -> int | None:
        """Return how many inactive conversations would fill an agent; None where they fill nothing."""
        return None if self.inactive is None else self.inactive.slots

    @property
    def nothing_new_s(self) -> float:
        """Return how long before the end of their shift agents take no contact of the channel."""
        return self.no_new_s

    @property
    def agents_kept_empty(self) -> Numbers:
        """Return how many agents of a group are kept without anything in hand, by time of day."""
        return self.keep_empty


def clock_of(channel: Channel) -> Literal["always", "hours"]:
    """Return which time the targets of a channel's types count."""
    return channel.clock if isinstance(channel, ConversationChannel) else "always"
