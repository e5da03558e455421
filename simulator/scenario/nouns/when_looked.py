"""When conditions are looked at: on entering, at given waits, on every change, or every so often."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from simulator.scenario.nouns.basics import Duration, Noun
from simulator.scenario.nouns.rule_parts import one_or_list
from simulator.scenario.text import forms
from simulator.units import DURATION


def _rising(waits_s: tuple[float, ...]) -> tuple[float, ...]:
    if any(wait_s <= 0 for wait_s in waits_s):
        raise ValueError("a wait must be longer than 0s; for contacts that begin to wait, write look: entering.")
    if len(set(waits_s)) < len(waits_s):
        raise ValueError("a wait is given twice.")
    return tuple(sorted(waits_s))


class AtWaits(Noun):
    """At which waits of a contact a rule is checked, and at no other time."""

    example: ClassVar[str] = """\
overflow:
  to_experts: {of: orders, look: {waited: [30s, 60s]}, when: {waiting: 5}, also: {experts: 2}}
contact_types:
  advice: {from: shoppers, share: 0%, channel: voice, talk: 7m, patience: 5m}
agent_groups:
  experts: {agents: 1, serves: {advice: {priority: 1}, orders: {priority: 2}}}
"""

    waited_s: Annotated[tuple[Duration, ...], BeforeValidator(one_or_list), AfterValidator(_rising), forms.OrOne()] = (
        Field(alias="waited", description="The waits, one or a list.", examples=["30s", ["20s", "60s"]])
    )


def _word_or_duration(value: object) -> str:
    if isinstance(value, Mapping | AtWaits):
        return "waits[look]"
    is_duration = not isinstance(value, str) or DURATION.fullmatch(value.strip()) is not None
    return "every[look]" if is_duration else "word[look]"


Every = Annotated[Duration, Field(gt=0)]

Look = Annotated[
    Annotated[Literal["entering", "change"], Tag("word[look]")]
    | Annotated[Every, Tag("every[look]")]
    | Annotated[AtWaits, Tag("waits[look]")],
    Discriminator(_word_or_duration),
]
"""Of a contact."""

GateLook = Annotated[
    Annotated[Literal["change"], Tag("word[look]")] | Annotated[Every, Tag("every[look]")],
    Discriminator(_word_or_duration),
]
"""Of a group."""
