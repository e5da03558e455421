"""A channel on which customer and agent are there at the same time, one contact at once or several in slots."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Ratio
from simulator.scenario.nouns.channel import Channel, no_new_of
from simulator.scenario.nouns.through_the_day import Numbers, WholeThroughDay, none_kept
from simulator.units import shown

SLOTS_MAX = 100
"""Far above what anybody can do at once."""


def _listed(value: object) -> object:
    # A file has lists; what is kept cannot be changed.
    if isinstance(value, list | tuple):
        return tuple(value)
    raise ValueError(f"expected a list with one number per slot, got {shown(value)}. Write it as [1, 0.85, 0.7].")


class LiveChannel(Channel):
    """Customer and agent are there at the same time: calls, and chats, of which an agent may have several in hand."""

    example: ClassVar[str] = """\
channels:
  voice: {behaviour: live, exclusive: true}   # `{}` means the same
  # chat: {slots: 3, speed: [1, 0.85, 0.7], keep_empty: 2}   up to three at once, each slower
"""

    behaviour: Literal["live"] = Field(
        "live", description="`live`: customer and agent are connected at the same time.", examples=["live"]
    )
    exclusive: Literal[True] | None = Field(
        None,
        description="An agent with such a contact in hand has no other. Left out: true, unless `slots` is given.",
        examples=[True],
    )
    slots: Count | None = Field(
        None,
        description="How many contacts an agent may have in hand at once, as in chat. Left out: the channel is "
        "exclusive.",
        examples=[3],
    )
    speed: Annotated[tuple[Ratio, ...], BeforeValidator(_listed)] | None = Field(
        None,
        description="The speed of work on each contact when the agent has 1, 2, … in hand, one number per slot, at "
        "most 1; with more in hand, because another channel has more slots, the last number holds. Left out: 1 for "
        "each slot.",
        examples=[[1, 0.85, 0.7]],
    )
    no_new_s: Duration = no_new_of("contacts")
    agent: Literal["least_loaded", "pack", "fewest_contacts", "round_robin", "random"] | None = Field(
        None,
        description="Which of the agents of the best rank with a free slot takes a contact: `least_loaded`, the one "
        "with the fewest in hand; `pack`, the one with the most, which keeps others empty for exclusive contacts; "
        "`fewest_contacts`, the one with the fewest contacts today; for all three, ties go to the agent who was "
        "assigned a contact longest ago; `round_robin`, the next one after the agent who took the last contact of "
        "the type, by number; `random`, any of them, all equally likely. Left out: `least_loaded`, where there are "
        "slots.",
        examples=["pack"],
    )
    keep_empty: WholeThroughDay = Field(
        default_factory=none_kept,
        description="How many agents of a group are kept with nothing in hand, all day or by time of day: an empty "
        "agent takes no contact of this channel when fewer would be left, even if the contact has to wait.",
        examples=[2, {"08:00": 2, "12:00": 0}],
    )

    @model_validator(mode="after")
    def _check(self) -> "LiveChannel":
        if self.slots is None:
            if self.no_new_s:
                raise ValueError(
                    "'no_new' is for channels with slots. Where each contact needs the whole agent, write 'no_new' "
                    "under the shift."
                )
            given = {"speed": self.speed, "agent": self.agent, "keep_empty": any(self.keep_empty.values())}
            for key, value in given.items():
                if value:
                    raise ValueError(f"'{key}' is for channels with slots. Write slots: 3 as well.")
        elif self.exclusive:
            raise ValueError("give either 'exclusive' or 'slots': an agent with an exclusive contact has no other.")
        elif self.slots > SLOTS_MAX:
            raise ValueError(f"at most {SLOTS_MAX} 'slots' are possible, got {self.slots}.")
        elif self.speed is not None:
            if len(self.speed) != self.slots:
                raise ValueError(f"'speed' needs one number per slot, here {self.slots}, got {len(self.speed)}.")
            wrong = [one for one in self.speed if not 0 < one <= 1]
            if wrong:
                raise ValueError(f"each 'speed' must be more than 0 and at most 1, as 0.85 or 85%, got {wrong[0]:g}.")
        return self

    def speed_at(self, in_hand: int) -> float:
        """Return how fast work goes on a contact of a channel with slots, so many being in hand."""
        assert self.slots is not None
        return self.speed[min(in_hand, self.slots) - 1] if self.speed else 1.0

    @property
    def in_hand_max(self) -> int | None:
        """Return how many contacts an agent may have in hand at once; None where each has an agent to itself."""
        return self.slots

    @property
    def nothing_new_s(self) -> float:
        """Return how long before the end of their shift agents take no contact of the channel."""
        return self.no_new_s

    @property
    def agents_kept_empty(self) -> Numbers:
        """Return how many agents of a group are kept without anything in hand, by time of day."""
        return self.keep_empty

    @property
    def work_at_once(self) -> float:
        """Return how many contacts' work an agent gets done in the time of one, at best, with that many in hand."""
        return max((number * self.speed_at(number) for number in range(1, (self.slots or 0) + 1)), default=1.0)
