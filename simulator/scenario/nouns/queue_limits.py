"""Queue limits: how many contacts may wait, as a number or by how many agents are there."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from simulator.scenario.nouns.basics import Whole
from simulator.scenario.nouns.per_agent import PerAgent, is_per_agent


def _number_or_formula(value: object) -> str:
    return "staff[limit]" if is_per_agent(value) else "number[limit]"


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
