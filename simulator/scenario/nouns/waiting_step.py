"""The noun of steps: who else may take a contact that has waited so long, or who alone, or in which order no more."""

from typing import ClassVar, Literal

from pydantic import Field

from simulator.scenario.nouns.basics import Count, Duration, ExactlyOne, Name


class WaitingStep(ExactlyOne):
    """What changes about who may take a contact when it has waited so long; it keeps its place in line.

    A group that only steps name takes no contact of the type before; all other groups that serve it may take one from
    the beginning.
    """

    example: ClassVar[str] = """\
contact_types:
  orders:
    steps:
      ring_2:   {after: 20s, also: {experts: 2}}   # experts may take it now, their own work first
      all_same: {after: 60s, flatten: true}        # from now on it is their own work, too
  advice: {from: shoppers, share: 0%, channel: voice, talk: 7m, patience: 5m}
agent_groups:
  experts: {agents: 1, serves: {advice: {priority: 1}, orders: {priority: 2}}}
"""
    exactly_one: ClassVar[tuple[str, ...]] = ("also", "only", "flatten")

    after_s: Duration = Field(
        alias="after", gt=0, description="The wait after which the step applies.", examples=["20s"]
    )
    also: dict[Name, Count] | None = Field(
        None,
        min_length=1,
        description="Groups that may take the contact from now on as well, each with its rank: 1 is tried first. A "
        "group that may already take it gets this rank instead. Left out: nobody joins.",
        examples=[{"experts": 2}],
    )
    only: dict[Name, Count] | None = Field(
        None,
        min_length=1,
        description="The only groups that may take the contact from now on, each with its rank; no other group may any "
        "more. Left out: whoever could before still may.",
        examples=[{"anyone": 1}],
    )
    flatten: Literal[True] | None = Field(
        None,
        description="From now on all groups that may take the contact are alike: they have equal ranks, and agents who "
        "become free take it as if their group's `priority` for the type was 1. Groups that join later are alike as "
        "well, until a step with `only`. Left out: ranks and priorities stay as they are.",
        examples=[True],
    )

    @property
    def groups_named(self) -> dict[str, int]:
        """Return the groups that the step names, with their ranks; none where it flattens."""
        return self.also or self.only or {}
