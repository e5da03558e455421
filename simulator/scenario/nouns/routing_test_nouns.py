"""Routing tests: who waits, who is free, and who has to get whom, by which rule."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from simulator.scenario.nouns.basics import Count, Duration, Name, NamedDay, Noun, TimeOfDay, WithShortForm
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.nouns.rule_parts import EachOnce, one_or_list
from simulator.scenario.text import forms
from simulator.units import shown

Outcome = Literal["waits", "blocked", "refused", "voicemail", "redirected", "abandoned", "cleared"]
"""What becomes of a contact that nobody takes."""
NOTHING = "nothing"
"""What an agent takes who takes no contact."""


def _name(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(f"expected a name, or a list of names, got {shown(value)}.")
    return value.strip()


_Names = Annotated[
    tuple[Annotated[str, BeforeValidator(_name), forms.NAME_FORM], ...],
    BeforeValidator(one_or_list),
    EachOnce,
    forms.OrOne(),
]


def _by_agent(value: Any) -> str:
    return "by_agent[takes]" if isinstance(value, dict) else "names[takes]"


Takes = Annotated[
    Annotated[_Names, Tag("names[takes]")] | Annotated[dict[Name, _Names], Tag("by_agent[takes]")],
    Discriminator(_by_agent),
]
"""The contacts that are taken, or by whom which are."""


class GivenContact(WithShortForm):
    """A contact in a routing test: what it is, and how long it has waited; a bare name is its type."""

    bare: ClassVar[str] = "type"
    example: ClassVar[str] = """\
routing_tests:
  in_order:
    given: {a: {type: orders, waited: 20s}, b: orders}   # b arrives at this instant
    free: {front: 1}
    expect: {takes: a}
"""

    type: Name = Field(description="The contact type.", examples=["orders"])
    segment: Name | None = Field(None, description="The segment of the customer. Left out: none.", examples=["vip"])
    waited_s: Duration = Field(
        0.0,
        alias="waited",
        description="How long it has waited; `0s` arrives at this instant, after the agents who become free then "
        "have looked for a contact.",
        examples=["20s"],
    )
    patience_s: Duration | None = Field(
        None,
        alias="patience",
        description="How long the customer waits before they leave. Left out: without end.",
        examples=["30s"],
    )


class FreeAgents(WithShortForm):
    """Agents in a routing test who are there with nothing in hand, or with what is said.

    A bare number is how many there are, a bare name the group of one.
    """

    bare: ClassVar[str] = "agents"
    bare_text: ClassVar[str | None] = "group"
    example: ClassVar[str] = """\
routing_tests:
  longest_idle:
    given: {a: orders}
    free: {ana: {group: front, idle: 2m}, ben: {group: front, idle: 10s}}
    expect: {a: ana, by: longest_idle}
"""

    group: Name | None = Field(
        None, description="Their agent group. Left out: the group of this name.", examples=["front"]
    )
    agents: Count = Field(1, description="How many there are, all alike.", examples=[2])
    idle_s: Duration = Field(
        0.0,
        alias="idle",
        description="Since when they could take another contact; `0s` become free at this instant.",
        examples=["2m"],
    )
    in_hand: dict[Name, Count] = Field(
        default_factory=dict,
        description="How many contacts each of them has in hand, by channel. Left out: none.",
        examples=[{"chat": 2}],
    )


class ExpectedOutcome(WithShortForm):
    """What becomes of one contact of a routing test; a bare name is where it goes."""

    bare: ClassVar[str] = "to"
    example: ClassVar[str] = """\
routing_tests:
  taken_at_once:
    given: {a: orders}
    free: {front: 1}
    expect: {a: {to: front, by: only_one}}
"""

    to: _Names = Field(
        description="Who takes it, a name under `free` or an agent group; or what happens instead: `waits`, "
        "`blocked`, `refused`, `voicemail`, `redirected`, `abandoned`, `cleared`. Of a list, any of these.",
        examples=["front", ["front", "experts"], "waits"],
    )
    as_: Name | None = Field(
        None,
        alias="as",
        description="The contact type that it is then, where it is redirected. Left out: any.",
        examples=["urgent"],
    )
    by: By | None = Field(None, description="The rule that decides it. Left out: any.", examples=["rank"])

    @model_validator(mode="before")
    @classmethod
    def _list_form(cls, value: Any) -> Any:
        return {cls.bare: value} if isinstance(value, list | tuple) else value


class Expectation(Noun):
    """What a routing test expects: what is taken, or what becomes of each contact, and by which rule."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, ExpectedOutcome]
    named: ClassVar[Any] = ExpectedOutcome
    named_said: ClassVar[str] = "The name of a contact under `given`: what becomes of it."
    example: ClassVar[str] = """\
routing_tests:
  second_waits:
    given: {a: {type: orders, waited: 30s}, b: {type: orders, waited: 10s}}
    free: {front: 1}
    expect: {a: front, b: waits, by: longest_wait}   # or {takes: a, by: longest_wait}
"""

    takes: Takes | None = Field(
        None,
        description="The contacts that the free agents take at this instant, these and no other; or by the names "
        "under `free`, what each takes. `nothing` is none. Left out: not judged.",
        examples=["a", ["a", "b"], {"front": "a", "experts": "nothing"}],
    )
    by: By | None = Field(
        None,
        description="The rule that decides it, for each contact named in the expectation; with `takes: nothing`, for "
        "each contact. Left out: any.",
        examples=["priority"],
    )

    @model_validator(mode="after")
    def _expects_something(self) -> "Expectation":
        if self.takes is None and not self.contacts:
            raise ValueError("expected 'takes' or the name of a given contact. Write it as {takes: a} or {a: waits}.")
        return self

    @property
    def contacts(self) -> dict[str, ExpectedOutcome]:
        """Return what is expected of contacts, by name."""
        return self.__pydantic_extra__ or {}


class RoutingTest(Noun):
    """A situation at one instant, and who gets whom in it."""

    example: ClassVar[str] = """\
agent_groups:
  second_line: {agents: 2, serves: {orders: {after: 30s}}}
routing_tests:
  second_line_waits:
    given: {a: {type: orders, waited: 10s}}
    free: {second_line: 1}
    expect: {a: waits, by: after}
"""

    given: dict[Name, GivenContact] = Field(
        min_length=1,
        description="The contacts that wait or arrive, by names of their own.",
        examples=[{"a": {"type": "orders", "waited": "20s"}, "b": "orders"}],
    )
    free: dict[Name, FreeAgents] = Field(
        default_factory=dict,
        description="The agents who can take a contact, by the name of their group or by names of their own; those "
        "above have the lower agent numbers. Left out: nobody.",
        examples=[{"front": 1}, {"f1": "front"}, {"ana": {"group": "front", "idle": "2m"}}],
    )
    expect: Expectation = Field(
        description="Who takes whom, and by which rule.", examples=[{"takes": "a", "by": "priority"}, {"a": "waits"}]
    )
    at_s: TimeOfDay | None = Field(
        None,
        alias="at",
        description="The time of day. Left out: a time at which all types that are given are open.",
        examples=["10:00"],
    )
    day: NamedDay | None = Field(
        None,
        description="The day, where several are simulated. Left out: the first on which they are open.",
        examples=["friday"],
    )
    strategies: (
        Annotated[
            tuple[Annotated[str, BeforeValidator(_name), forms.TEXT_FORM], ...],
            BeforeValidator(one_or_list),
            EachOnce,
            forms.OrOne(),
        ]
        | None
    ) = Field(
        None,
        description="The strategies that it is a test of. Left out: all.",
        examples=[["two_more"]],
    )

    def is_of(self, strategy: str) -> bool:
        """Return whether it is a test of a strategy."""
        return self.strategies is None or strategy in self.strategies
