"""The nouns of the center: the channels, the agents and whom they serve."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Name, Noun, Ratio, StepsOfAgents, Whole
from simulator.scenario.nouns.horizon import DayOfWeek
from simulator.scenario.text import forms
from simulator.units import parse_money_per_hour, shown

SLOTS_MAX = 100
"""Far above what anybody can do at once."""


def _listed(value: object) -> object:
    # A file has lists; what is kept cannot be changed.
    if isinstance(value, list | tuple):
        return tuple(value)
    raise ValueError(f"a list with one number per slot is wanted, got {shown(value)}. Write it as [1, 0.85, 0.7].")


class Channel(Noun):
    """A way to reach the center: data and one of a few behaviours."""

    example: ClassVar[str] = """\
channels:
  voice:
    behaviour: live
    lines: 40     # the 41st caller at once hears the engaged tone
  # chat: {behaviour: live, slots: 3, speed: [1, 0.85, 0.7], keep_empty: 2}   up to three at once, each slower
"""

    behaviour: Literal["live"] = Field(
        "live", description="`live`: customer and agent are there at the same time.", examples=["live"]
    )
    exclusive: Literal[True] | None = Field(
        None,
        description="An agent with such a contact in hand has no other. Left out: so it is, unless `slots` is given.",
        examples=[True],
    )
    slots: Count | None = Field(
        None,
        description="So many contacts an agent may have in hand at once, as in chat. Left out: the channel is "
        "exclusive.",
        examples=[3],
    )
    speed: Annotated[tuple[Ratio, ...], BeforeValidator(_listed)] | None = Field(
        None,
        description="How fast work goes on each contact when the agent has 1, 2, … in hand, one number per slot, at "
        "most 1; with more in hand, because another channel has more slots, the last. Left out: 1 for each slot.",
        examples=[[1, 0.85, 0.7]],
    )
    agent: Literal["least_loaded", "pack"] | None = Field(
        None,
        description="Which of the agents of the best rank with a free slot: `least_loaded`, who has the fewest in "
        "hand; `pack`, who has the most, which keeps others empty for exclusive contacts. Ties by the longest time "
        "since a contact was last assigned. Left out: `least_loaded`, where there are slots.",
        examples=["pack"],
    )
    keep_empty: Whole = Field(
        0,
        description="So many agents of a group are kept without anything in hand: an empty agent takes no contact of "
        "this channel when fewer would be left, even if it has to wait.",
        examples=[2],
    )
    lines: Count | None = Field(
        None,
        description="Contacts that fit at once, waiting and talking; the next is blocked. Left out: no limit.",
        examples=[60],
    )

    @model_validator(mode="after")
    def _check(self) -> "Channel":
        if self.slots is None:
            for key in ("speed", "agent", "keep_empty"):
                if getattr(self, key):
                    raise ValueError(f"'{key}' is for channels with slots. Write slots: 3 as well.")
        elif self.exclusive:
            raise ValueError(
                "either 'exclusive' or 'slots' is given, not both: beside an exclusive contact there is none."
            )
        elif self.slots > SLOTS_MAX:
            raise ValueError(f"at most {SLOTS_MAX} 'slots' are possible, got {self.slots}.")
        elif self.speed is not None:
            if len(self.speed) != self.slots:
                raise ValueError(f"'speed' has one number per slot, that is {self.slots}, got {len(self.speed)}.")
            wrong = [one for one in self.speed if not 0 < one <= 1]
            if wrong:
                raise ValueError(f"each 'speed' is more than 0 and at most 1, as 0.85 or 85%, got {wrong[0]:g}.")
        return self

    def speed_at(self, in_hand: int) -> float:
        """Return how fast work goes on a contact of a channel with slots, so many being in hand."""
        assert self.slots is not None
        return self.speed[min(in_hand, self.slots) - 1] if self.speed else 1.0


class Serves(Noun):
    """How a group serves a contact type; `{}` for what is usual."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: 4
    serves:
      orders: {priority: 1}   # `orders: {}` means the same
      # advice: {priority: 2, after: 30s, handle_time: 1.2}   helps out with advice nobody took for 30 s, and is slower
"""

    priority: Count = Field(
        1,
        description="What an agent who becomes free takes first: 1 first; equal ones by the priority of their "
        "segments, then by the contact rule.",
        examples=[2],
    )
    after_s: Duration = Field(
        0.0,
        alias="after",
        description="The contact must have waited this long before the group may take it.",
        examples=["30s"],
    )
    handle_time: Ratio = Field(
        1.0,
        gt=0,
        description="Talk and wrap-up take this many times as long with this group.",
        examples=[1.1],
    )


@dataclass(frozen=True)
class Wage:
    """What an hour of one agent costs."""

    per_hour: float
    currency: str

    def __str__(self) -> str:
        return f"{self.per_hour:.10g} {self.currency}/h"


def _wage(value: object) -> Wage:
    return Wage(*parse_money_per_hour(value))


class AgentGroup(Noun):
    """People who can do the same."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    agents: {"08:00": 3, "10:00": 5, "17:00": 3}   # each holds until the next
    cost: 14 EUR/h
    serves:
      orders: {}
"""

    agents: StepsOfAgents = Field(
        description="Agents on duty: a number for the whole day, or numbers by time of day, each until the next; "
        "before the first nobody is there.",
        examples=[12, {"08:00": 4, "12:00": 6}],
    )
    agents_on: dict[DayOfWeek, StepsOfAgents] = Field(
        default_factory=dict,
        description="Agents on duty on a day of the week, in place of `agents`, written as there. Left out: every day "
        "is as `agents` says, and so is a day that is not named.",
        examples=[{"friday": 10, "saturday": {"09:00": 2, "12:00": 1}}],
    )
    cost: Annotated[Wage, BeforeValidator(_wage), forms.MONEY_FORM] | None = Field(
        None,
        description="What an hour of one agent costs; all groups in one currency. Left out: not known, and then so "
        "is the cost of the center.",
        examples=["14 EUR/h"],
    )
    serves: dict[Name, Serves] = Field(
        min_length=1,
        description="The contact types they serve, at least one, each with its priority.",
        examples=[{"orders": {}}, {"advice": {"priority": 1}, "orders": {"priority": 2}}],
    )

    def agents_of(self, weekday: str | None) -> dict[float, int]:
        """Return the agents on duty by time of day on a day of the week; None is no particular one."""
        return {str(day): steps for day, steps in self.agents_on.items()}.get(weekday or "", self.agents)


class Routing(Noun):
    """Which agent, which contact."""

    example: ClassVar[str] = """\
routing: {agent: longest_idle, contact: longest_wait}   # the defaults
"""

    agent: Literal["longest_idle"] = Field(
        "longest_idle",
        description="Which of the free agents of the best rank: `longest_idle`, who has been without a contact for "
        "the longest time.",
        examples=["longest_idle"],
    )
    contact: Literal["longest_wait", "due_time"] = Field(
        "longest_wait",
        description="Which of the waiting contacts of the best priority: `longest_wait`, who has waited for the "
        "longest time, credits included; `due_time`, whose target time ends first, credits taken off.",
        examples=["due_time"],
    )
