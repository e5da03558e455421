"""The chain from paid to on duty: which of its stages still take away the agents of a group, and which are in its plan.

A plan stands on a rung, `agents_are`. Stages below it take people away while the plan is worked; those above it are
deducted from the plan already, so for each hour on it more is paid: the hour ÷ what each of these stages leaves. Stages
multiply, for each share is of what those before it leave.
"""

from typing import NamedTuple

from simulator.scenario.nouns import AgentGroup
from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Shrinkage

RUNGS = ("paid", "present", "on_phone", "on_duty")
"""What `agents_are` may say, in the order of the chain."""
ABOVE = {"absence": "present", "off_phone": "on_phone", "adherence": "on_duty", "shrinkage": "on_duty"}
"""The first rung whose plan has deducted a stage already."""


class Chain(NamedTuple):
    """What the rates of a group do."""

    absence: Absence | None
    """What takes people away; None where nothing is stated, or the plan has deducted it."""
    adherence: Adherence | None
    shrinkage: Shrinkage | None
    paid_times: float
    """How many seconds are paid for each that is paid by the plan."""
    heads_times: float
    """How many heads there have to be for each on the plan: the same, where all absence is paid."""

    @property
    def takes_away(self) -> bool:
        """Return whether any rate takes people away."""
        return self.absence is not None or self.adherence is not None or self.shrinkage is not None

    @property
    def stays(self) -> float:
        """Return the share of those who are to be on the phone that is there: absence and short absences taken off."""
        come = 1.0 - self.absence.share if self.absence is not None else 1.0
        adhere = self.adherence.share if self.adherence is not None else 1.0
        return come * adhere * (1.0 - self.shrinkage.share if self.shrinkage is not None else 1.0)


def chain_of(group: AgentGroup) -> Chain:
    """Return what the rates of a group do."""
    left, come = 1.0, 1.0
    if group.absence is not None and is_deducted(group, "absence"):
        come = 1.0 - group.absence.share
    if is_deducted(group, "off_phone"):
        left *= 1.0 - group.off_phone
    if group.adherence is not None and is_deducted(group, "adherence"):
        left *= group.adherence.share
    if group.shrinkage is not None and is_deducted(group, "shrinkage"):
        left *= 1.0 - group.shrinkage.share
    return Chain(
        absence=None if is_deducted(group, "absence") else group.absence,
        adherence=None if is_deducted(group, "adherence") else group.adherence,
        shrinkage=None if is_deducted(group, "shrinkage") else group.shrinkage,
        paid_times=1.0 / (left if group.absence is None or not group.absence.paid else come * left),
        heads_times=1.0 / (come * left),
    )


def is_deducted(group: AgentGroup, stage: str) -> bool:
    """Return whether the plan of a group has deducted a stage of the chain already."""
    return RUNGS.index(group.agents_are) >= RUNGS.index(ABOVE[stage])
