"""What the nouns of rules have in common: of whom a rule is, and how often it acts, perhaps by its number of times.

A rule is `{of, when, share, …}` and a verb with what it does. Who is meant by `of` needs the scenario as a whole and is
said in `scenario/rules/whom.py`.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Noun, Share
from simulator.scenario.text import forms
from simulator.units import shown

Context = Literal["kept", "lost"]
"""Whether the next agent knows what the customer told the last one."""


def one_or_list(value: Any) -> Any:
    """Return a value that may stand alone as a list of one; a list may not be empty."""
    if not isinstance(value, list | tuple):
        return (value,)
    if not value:
        raise ValueError("expected at least one name, got an empty list.")
    return tuple(value)


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((one for number, one in enumerate(values) if one in values[:number]), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is given twice.")
    return values


EachOnce = AfterValidator(_each_once)


def _whom(value: Any) -> Any:
    if isinstance(value, dict):
        raise ValueError("a mapping in 'of' must stand alone, not in a list. Write one rule for each.")
    if not isinstance(value, str):
        wanted = f"expected the name of a contact type, channel, group or segment, got {shown(value)}."
        raise ValueError(f"{wanted} Write it as orders or channel:chat.")
    return value.strip()


def _name(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(f"expected a name, or a list of names, got {shown(value)}.")
    return value.strip()


def _one_or_list_of_names(value: Any) -> Any:
    return value if isinstance(value, dict) else one_or_list(value)


Names = Annotated[
    tuple[Annotated[str, BeforeValidator(_whom), forms.WHOM_FORM], ...],
    BeforeValidator(_one_or_list_of_names),
    EachOnce,
    forms.OrOne(),
]
"""Names of contact types, channels, groups and segments, as they are written; whom they mean, any of them."""

NamesOfOneKind = Annotated[
    tuple[Annotated[str, BeforeValidator(_name), forms.NAME_FORM], ...],
    BeforeValidator(one_or_list),
    EachOnce,
    forms.OrOne(),
]


class AllOfThese(Noun):
    """Contacts that match every given key; for a key with a list, any of its names."""

    at_least_one: ClassVar[tuple[str, ...]] = ("type", "channel", "group", "segment")

    example: ClassVar[str] = """\
agent_groups:
  second_line: {agents: 2, serves: {orders: {priority: 2}}}
transfers:
  to_second_line: {of: {type: orders, group: front}, share: 5%, at: 40%, pass: {group: second_line}}
"""

    type: NamesOfOneKind | None = Field(
        None, description="Contact types. Left out: any.", examples=["orders", ["orders", "advice"]]
    )
    channel: NamesOfOneKind | None = Field(None, description="Channels. Left out: any.", examples=["voice"])
    group: NamesOfOneKind | None = Field(
        None,
        description="Agent groups: for a transfer, the group of the agent who has the contact; for a follow-up, of "
        "the agent who answered last. Left out: any group, or none.",
        examples=["front"],
    )
    segment: NamesOfOneKind | None = Field(
        None, description="Segments of customers. Left out: any segment, or none.", examples=["vip"]
    )

    @model_validator(mode="after")
    def _says_something(self) -> "AllOfThese":
        if not self.given:
            raise ValueError("expected at least one of type, channel, group, segment, got none.")
        return self

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """Return the names under each key that is given."""
        keys = {"type": self.type, "channel": self.channel, "group": self.group, "segment": self.segment}
        return {kind: names for kind, names in keys.items() if names is not None}


Whom = Names | AllOfThese
"""Of whom a rule is: whoever any of some names means, or whoever all keys of a mapping mean."""

Shares = Annotated[tuple[Share, ...], BeforeValidator(one_or_list), forms.OrOne()]
"""A share, or one for each time it is asked, of which the last one holds on."""


def share_at(shares: tuple[float, ...], number: int) -> float:
    """Return which of the ``shares`` counts the ``number``-th time, 0 being the first; the last one holds on.

    >>> share_at((0.6, 0.5), 0), share_at((0.6, 0.5), 7)
    (0.6, 0.5)
    """
    return shares[min(number, len(shares) - 1)]
