"""The noun of queue limits: how many contacts may wait, as a number or by how many agents are there."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, Tag

from simulator.scenario.nouns.basics import Noun, Ratio, Whole


class PerAgent(Noun):
    """A queue limit that follows the staff: so many contacts for each agent who is on duty.

    The limit is rounded down. With nobody on duty it is 0, so whoever finds nobody is blocked.
    """

    example: ClassVar[str] = """\
contact_types:
  orders: {queue_limit: {per_agent: 1.5}}   # with 5 agents on duty 7 may wait
"""

    per_agent: Ratio = Field(
        gt=0,
        description="The most contacts that may wait for each agent on duty who serves them; agents who stay "
        "beyond their time to finish do not count.",
        examples=[1.5],
    )

    def __str__(self) -> str:
        return f"{self.per_agent:.10g} per agent"

    @property
    def as_fraction(self) -> Fraction:
        """Return the number as it is written, 1.1 as eleven tenths."""
        return Fraction(repr(self.per_agent))

    def limit_of(self, agents: int) -> int:
        """Return how many may wait with so many agents on duty.

        >>> PerAgent(per_agent=1.1).limit_of(10), PerAgent(per_agent=1.5).limit_of(5)
        (11, 7)
        """
        return int(self.as_fraction * agents)


def _number_or_formula(value: object) -> str:
    return "staff[limit]" if isinstance(value, Mapping | PerAgent) else "number[limit]"


QueueLimit = Annotated[
    Annotated[Whole, Tag("number[limit]")] | Annotated[PerAgent, Tag("staff[limit]")],
    Discriminator(_number_or_formula),
]
"""A number, or one for each agent on duty."""


def queue_limit_of(what: str) -> Any:
    """Return the field of a queue limit; ``what`` says which contacts it counts, and which of them are blocked."""
    return Field(
        None,
        description=f"{what} A number, or `{{per_agent: 1.5}}` for so many for each agent on duty. Left out: no limit.",
        examples=[20, {"per_agent": 1.5}],
    )
