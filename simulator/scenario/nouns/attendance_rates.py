"""The nouns of the chain from paid to available: absence, adherence, and shrinkage for whoever has only that.

Of the time that is paid, people are absent for some; of the rest, breaks and work off the phone take some; and of what
is left they are not there for some. Each share is of what the stages before it leave. A plan that counts only those
whom some of the stages leave says so by `agents_are`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from simulator.scenario.nouns.basics import Duration, Noun, Share, WithShortForm
from simulator.scenario.nouns.durations import Distribution

_ALL_BUT_SOME = Annotated[Share, Field(gt=0)]
_SOME = Annotated[Share, Field(lt=1)]
_LASTS = Annotated[Duration, Field(gt=0)]


class Absence(WithShortForm):
    """How many of those on the plan do not come: the whole shift, drawn for each person and day."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}
    absence: {share: 6%, common: 30%}   # `absence: 6%` draws everybody's absence by itself
    serves: {orders: {}}
"""
    bare: ClassVar[str] = "share"

    share: _SOME = Field(description="The share of shifts that are not worked.", examples=["6%"])
    common: Share = Field(
        0.0,
        description="How much the absences of a day have in common, as when the flu goes round: the correlation of the "
        "normal distributions behind them. It is shared by all groups.",
        examples=["30%"],
    )
    paid: Literal[True, False] = Field(
        True, description="Whether absence is paid, as if people had come: without unpaid breaks.", examples=[False]
    )


class Late(Noun):
    """How often something lasts longer than planned, and by how much."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}
    adherence: {share: 95%, late: {share: 20%, by: {exponential: {mean: 4m}}}}
    serves: {orders: {}}
"""

    share: Share = Field(description="How often it happens.", examples=["20%"])
    by: Distribution = Field(description="How long it takes then.", examples=["4m", {"exponential": {"mean": "4m"}}])


class Adherence(WithShortForm):
    """How much of the time in which they should be on the phone people are there.

    They are away for short times, which begin when nothing is in hand; they come late, or back late from breaks.
    """

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 5, from: "08:00", to: "18:00"}}
    adherence: {share: 92%, each: 4m}   # `adherence: 92%` means 5 minutes each
    serves: {orders: {}}
"""
    bare: ClassVar[str] = "share"

    share: _ALL_BUT_SOME = Field(
        1.0,
        description="The share of that time in which they are there; the rest are short absences. What `late` and "
        "`long_breaks` take comes in addition.",
        examples=["92%"],
    )
    each_s: _LASTS = Field(
        300.0, alias="each", description="How long a short absence is in the mean; exponential.", examples=["4m"]
    )
    late: Late | None = Field(
        None,
        description="How often people log in late, at the beginning of each part of a shift. Left out: never.",
        examples=[{"share": "20%", "by": "4m"}],
    )
    long_breaks: Late | None = Field(
        None,
        description="How often a break is longer than it should be. Left out: never.",
        examples=[{"share": "25%", "by": "3m"}],
    )


class Shrinkage(WithShortForm):
    """How much of the time they are paid for people are not available, if only that is known."""

    example: ClassVar[str] = """\
agent_groups:
  front: {agents: 6, shrinkage: {share: 30%, each: 1h}, serves: {orders: {}}}   # `shrinkage: 30%` means 30 minutes
"""
    bare: ClassVar[str] = "share"

    share: _SOME = Field(description="The share of paid time in which they are not available.", examples=["30%"])
    each_s: _LASTS = Field(
        1800.0, alias="each", description="How long they are away at a time, in the mean; exponential.", examples=["1h"]
    )
