"""The nouns of contacts that an agent passes on: to another type, to another group, or back into their own line."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Duration, Name, Noun
from simulator.scenario.nouns.rule_parts import Context, Shares, Whom, share_at
from simulator.scenario.text import forms
from simulator.units import DURATION, format_duration, on_grid, parse_duration, parse_share, shown


@dataclass(frozen=True)
class PartOfTalk:
    """How much of a talk: a share of it, or (``share`` None) so long."""

    share: float | None
    duration_s: float = 0.0

    def __str__(self) -> str:
        return format_duration(self.duration_s) if self.share is None else f"{self.share * 100:.10g}%"

    def first_part_s(self, talk_s: float) -> float | None:
        """Return how long the first part of a talk is, on the grid; None where the talk is over before the duration is.

        >>> PartOfTalk(0.25).first_part_s(200.0), PartOfTalk(None, 60.0).first_part_s(60.0)
        (50.0, None)
        """
        if self.share is not None:
            return on_grid(self.share * talk_s)
        duration_s = on_grid(self.duration_s)
        return duration_s if duration_s < talk_s else None


WHOLE_TALK = PartOfTalk(1.0)


def _part_of_talk(value: Any) -> Any:
    if isinstance(value, PartOfTalk):
        return value
    if isinstance(value, str) and DURATION.fullmatch(value.strip()):
        return PartOfTalk(None, parse_duration(value))
    if isinstance(value, str) and "%" in value:
        return PartOfTalk(parse_share(value))
    raise ValueError(f"expected a share of the talk or a duration, got {shown(value)}. Write it as 30% or 2m.")


class PassedTo(Noun):
    """Where a contact is passed on to, and how. Without `type` and `group`, back into its own queue."""

    at_most_one: ClassVar[tuple[str, ...]] = ("type", "group")

    example: ClassVar[str] = """\
agent_groups:
  second_line: {agents: 2, serves: {orders: {priority: 2}}}
transfers:
  to_second_line:
    of: group:front
    share: 5%
    at: 40%                   # the first agent has 40 % of the talk, the second the rest
    pass: {group: second_line, place: front, context: lost, repeat_story: 45s}
"""

    type: Name | None = Field(
        None,
        description="The contact type it becomes: a new contact with its own talk, patience and queue. Left out: the "
        "contact stays the same.",
        examples=["advice"],
    )
    group: Name | None = Field(
        None,
        description="The group that takes over: the same contact waits a second time, for this group alone, and "
        "continues with the rest of its talk. Left out: any group that serves it.",
        examples=["second_line"],
    )
    warm_s: Duration | None = Field(
        None,
        alias="warm",
        description="A warm transfer: the first agent stays until the second answers, and then all three talk for "
        "this long. Left out: a blind transfer, which frees the first agent at once.",
        examples=["45s"],
    )
    place: Literal["back", "kept", "front"] = Field(
        "back",
        description="The place in the queue: `back`, behind all others; `kept`, as if it had waited since it first "
        "arrived; `front`, ahead of all others.",
        examples=["kept"],
    )
    context: Context = Field(
        "kept",
        description="Whether the second agent knows what the customer told the first: `kept` or `lost`.",
        examples=["lost"],
    )
    repeat_story_s: Duration = Field(
        0.0,
        alias="repeat_story",
        description="How much longer the second talk takes because the customer has to explain everything again; for "
        "`context: lost`.",
        examples=["45s"],
    )

    @model_validator(mode="after")
    def _one_way(self) -> "PassedTo":
        if self.type is not None and self.group is not None:
            raise ValueError("give either 'type' or 'group': another contact, or the same one at another group.")
        if self.context == "kept" and self.repeat_story_s:
            raise ValueError("'repeat_story' is for context: lost. Write context: lost as well.")
        return self

    @property
    def is_the_same_contact(self) -> bool:
        """Return whether the contact stays the one it is and waits a second time."""
        return self.type is None


class Transfer(Noun):
    """An agent passes some contacts on.

    Transfers are asked in the order of the file when an agent answers; the first that says so is the one. The next
    agent's service is asked again.
    """

    example: ClassVar[str] = """\
contact_types:
  advice: {channel: voice, talk: 7m, patience: 4m}    # without `from`: nobody comes to it but who is passed on to it
agent_groups:
  experts: {agents: 2, serves: {advice: {}}}
transfers:
  expert: {of: orders, share: 8%, at: 30%, pass: {type: advice, warm: 45s, place: kept}}
  again:  {of: advice, share: 2%, at: 80%, pass: {}}  # back into its own line
"""

    of: Whom = Field(
        description="Which contacts the rule covers: contact types, channels, segments, or groups whose agent has the "
        "contact; one, or a list of which any may match. A name with several meanings needs `type:`, `channel:`, "
        "`group:` or `segment:` before it. A mapping of these keys covers contacts that match all of them.",
        examples=["orders", ["orders", "group:front"], {"type": "orders", "group": "front"}],
    )
    share: Shares = Field(
        description="The share of contacts passed on; a list gives one share for each time the contact was moved "
        "before, beginning with never, and its last share holds for all further times.",
        examples=["8%", ["8%", "2%"]],
    )
    at: Annotated[PartOfTalk, BeforeValidator(_part_of_talk), forms.PART_FORM] | None = Field(
        None,
        description="How much of the talk the first agent handles before passing it on: a share, less than 100% "
        "where the same contact continues, or a duration; a shorter talk is not passed on. Required where `pass` has "
        "no `type`. Left out: 100%.",
        examples=["30%", "2m"],
    )
    pass_: PassedTo = Field(
        alias="pass",
        description="Where the contact is passed on to; `{}` for back into its own queue.",
        examples=[{"type": "advice", "warm": "45s"}, {"group": "second_line", "place": "front"}],
    )

    @model_validator(mode="after")
    def _leaves_something(self) -> "Transfer":
        if self.pass_.is_the_same_contact:
            if self.at is None:
                raise ValueError("'at' is missing: the second agent takes what is left of the talk. Write at: 30%.")
            if self.at.share == 1.0:
                raise ValueError("'at' must be less than 100%: the second agent takes what is left of the talk.")
        return self

    @property
    def passes_at(self) -> PartOfTalk:
        """Return how much of the talk the first agent has."""
        return WHOLE_TALK if self.at is None else self.at

    def share_at_hop(self, hop: int) -> float:
        """Return the share that is passed on of contacts that were moved ``hop`` times before."""
        return share_at(self.share, hop)
