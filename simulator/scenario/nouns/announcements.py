"""The nouns of announcements: which wait a caller is told to expect, and what they make of it."""

from typing import Any, ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Count, Duration, Noun, Ratio, Share
from simulator.scenario.nouns.conditions import Predictor


class ReactionToLong(Noun):
    """What customers do who are told to expect a longer wait than they would wait."""

    example: ClassVar[str] = """\
contact_types:
  orders: {announcement: {by: last_wait, longer: {leave: 30%, patience: 80%}}}
"""

    leave: Share = Field(0.0, description="The share who hang up at once.", examples=["30%"])
    patience: Ratio = Field(1.0, gt=0, description="How many times as patient the others are then.", examples=["80%"])


class ReactionToShort(Noun):
    """What customers do who are told to expect a wait that they would wait anyway."""

    example: ClassVar[str] = """\
contact_types:
  orders: {announcement: {by: last_wait, shorter: {patience: 120%}}}
"""

    patience: Ratio = Field(1.0, gt=0, description="How many times as patient they are then.", examples=["120%"])


class Announcement(Noun):
    """The wait that customers hear when they begin to wait, and what it changes about their patience."""

    example: ClassVar[str] = """\
contact_types:
  orders:
    announcement: {by: queue, rounded_up_to: 1m, longer: {leave: 30%, patience: 80%}, shorter: {patience: 120%}}
"""

    by: Predictor = Field(
        "last_wait",
        description="How the wait is predicted, as `by` of the condition `expected_wait`.",
        examples=["queue"],
    )
    last: Count = Field(10, description="Of `mean_of_last`: of how many contacts.", examples=[20])
    rounded_up_to_s: Duration | None = Field(
        None,
        alias="rounded_up_to",
        gt=0,
        description="What is announced is rounded up to a multiple of this. Left out: it is announced to the second.",
        examples=["1m"],
    )
    longer: ReactionToLong = Field(
        default_factory=ReactionToLong,
        description="What customers do who hear of a wait longer than their patience. Left out: nothing.",
        examples=[{"leave": "30%", "patience": "80%"}],
    )
    shorter: ReactionToShort = Field(
        default_factory=ReactionToShort,
        description="What customers do who hear of a wait no longer than their patience. Left out: nothing.",
        examples=[{"patience": "120%"}],
    )


def announcement_of(whom: str) -> Any:
    """Return the field of what is announced to ``whom``."""
    return Field(
        None,
        description=f"Which wait {whom} hear when they begin to wait, and how they react. Left out: none.",
        examples=[{"by": "last_wait", "longer": {"leave": "30%"}}],
    )
