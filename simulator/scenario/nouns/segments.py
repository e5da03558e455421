"""Segments: customers of a contact type who differ from the others."""

from typing import ClassVar

from pydantic import Field, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Noun, Ratio, Share
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.nouns.customer_kinds import USUAL_PRIORITY
from simulator.scenario.nouns.through_the_day import DurationThroughDay, PatienceThroughDay

RATE_MAX = 1000
"""Of ages: beyond it only the rate would count, for which there are priorities."""


class Segment(Noun):
    """Some of the customers of a contact type, who differ from the others in what is written here.

    Who belongs to it is decided by each case's own chance, the same for all its types; who has one of the name in two
    types is the same kind of customer.
    """

    example: ClassVar[str] = """\
contact_types:
  orders:
    segments:
      vip:     {share: 10%, priority: 1, patience: {exponential: {mean: 6m}}}   # taken before the others
      foreign: {share: 5%, talk: 7m}     # the other 85% are as the contact type says
"""

    at_most_one: ClassVar[tuple[str, ...]] = ("talk", "replies")

    share: Share = Field(description="The share of the type's cases that belong to it.", examples=["10%"])
    talk: DurationThroughDay | None = Field(
        None,
        description="How long agent and customer talk, all day or by the time of arrival. Left out: as the contact "
        "type says.",
        examples=[{"lognormal": {"mean": "6m", "sd": "4m"}}],
    )
    replies: Replies | None = Field(
        None,
        description="How their conversations go, in place of what the contact type says. Left out: as the contact type "
        "says.",
        examples=[{"number": 2, "work": "1m"}],
    )
    wrap_up: DurationThroughDay | None = Field(
        None,
        description="How long the agent works on the contact after the talk, all day or by the time of arrival. Left "
        "out: as the contact type says.",
        examples=["1m"],
    )
    patience: PatienceThroughDay | None = Field(
        None,
        description="How long customers wait before they leave, or `endless`, all day or by the time of arrival. "
        "Left out: as the contact type says.",
        examples=[{"exponential": {"mean": "6m"}}, "endless"],
    )
    priority: Count = Field(
        USUAL_PRIORITY,
        description="Which waiting customers an agent takes first when their types have equal priority: 1 first, "
        "then 2, …; among equals the contact rule decides. Customers in no segment have 2.",
        examples=[1],
    )
    age_credit_s: Duration | None = Field(
        None,
        alias="age_credit",
        description="Waiting time credited on arrival when waiting contacts are compared. Left out: as the contact "
        "type says.",
        examples=["90s"],
    )
    age_rate: Ratio | None = Field(
        None,
        gt=0,
        lt=RATE_MAX,
        description="How fast these customers age when waiting contacts are compared; 2 counts every minute waited as "
        "two. Left out: as the contact type says.",
        examples=[2],
    )
    age_cap_s: Duration | None = Field(
        None,
        alias="age_cap",
        description="The most that their age counts when waiting contacts are compared, credit and rate included. Left "
        "out: as the contact type says.",
        examples=["10m"],
    )

    @model_validator(mode="after")
    def _talks_or_writes(self) -> "Segment":
        if self.talk is not None and self.replies is not None:
            raise ValueError("give either 'talk' or 'replies': agent and customer talk, or write in turn.")
        return self
