"""The noun of limits that follow the staff: so many contacts for each agent who is there."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Noun, Ratio


class PerAgent(Noun):
    """A limit that follows the staff: so many contacts for each agent who is on duty.

    It is rounded down. With nobody on duty it is 0, so contacts that would need it then are blocked.
    """

    example: ClassVar[str] = """\
channels:
  voice: {lines: {per_agent: 1.2}}          # with 10 agents on duty 12 may wait or talk
contact_types:
  orders: {queue_limit: {per_agent: 1.5}}   # with 5 agents on duty 7 may wait
"""

    per_agent: Ratio = Field(
        gt=0,
        description="The most contacts for each agent on duty who serves them: those that wait or talk for `lines`, "
        "those that wait for `queue_limit`. Agents who stay beyond their time to finish do not count.",
        examples=[1.5],
    )

    def __str__(self) -> str:
        return f"{self.per_agent:.10g} per agent"

    @property
    def as_fraction(self) -> Fraction:
        """Return the number as it is written, 1.1 as eleven tenths."""
        return Fraction(repr(self.per_agent))

    def limit_of(self, agents: int) -> int:
        """Return how many there may be with so many agents on duty.

        >>> PerAgent(per_agent=1.1).limit_of(10), PerAgent(per_agent=1.5).limit_of(5)
        (11, 7)
        """
        return int(self.as_fraction * agents)


def is_per_agent(value: object) -> bool:
    """Return whether a limit as it is written, or read already, is one for each agent and not a number."""
    return isinstance(value, Mapping | PerAgent)
