"""Lines: how many contacts may wait and talk at once, as a number or by how many agents are there."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from simulator.scenario.nouns.basics import Count
from simulator.scenario.nouns.per_agent import PerAgent, is_per_agent


def _number_or_formula(value: object) -> str:
    return "staff[lines]" if is_per_agent(value) else "number[lines]"


TrunkLines = Annotated[
    Annotated[Count, Tag("number[lines]")] | Annotated[PerAgent, Tag("staff[lines]")],
    Discriminator(_number_or_formula),
]
"""A number, or one for each agent on duty."""


def lines_of(what: str) -> Any:
    """Return the field of lines; ``what`` says which contacts hold one, and which of them are blocked."""
    return Field(
        None,
        description=f"{what} A number, or `{{per_agent: 1.2}}` for so many for each agent on duty. Left out: no limit.",
        examples=[60, {"per_agent": 1.2}],
    )
