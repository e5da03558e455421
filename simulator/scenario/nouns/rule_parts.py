"""What the nouns of rules have in common: of whom a rule is, and how often it acts, perhaps by its number of times.

A rule is `{of, when, share, …}` and a verb with what it does. Who is meant by `of` needs the scenario as a whole and is
said in `scenario/rules/whom.py`.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from simulator.scenario.nouns.basics import Share
from simulator.scenario.text import forms
from simulator.units import shown

Context = Literal["kept", "lost"]
"""Whether the next agent knows what the customer told the last one."""


def one_or_list(value: Any) -> Any:
    """Return a value that may stand alone as a list of one; a list may not be empty."""
    if not isinstance(value, list | tuple):
        return (value,)
    if not value:
        raise ValueError("the list is empty; expected at least one.")
    return tuple(value)


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((one for number, one in enumerate(values) if one in values[:number]), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is there twice.")
    return values


def _whom(value: Any) -> Any:
    if not isinstance(value, str):
        wanted = f"expected the name of a contact type, channel, group or segment, got {shown(value)}."
        raise ValueError(f"{wanted} Write it as orders or channel:chat.")
    return value.strip()


EachOnce = AfterValidator(_each_once)

Whom = Annotated[
    tuple[Annotated[str, BeforeValidator(_whom), forms.WHOM_FORM], ...],
    BeforeValidator(one_or_list),
    EachOnce,
    forms.OrOne(),
]
"""Names of contact types, channels, groups and segments, as they are written; whom they mean, any of them."""

Shares = Annotated[tuple[Share, ...], BeforeValidator(one_or_list), forms.OrOne()]
"""A share, or one for each time it is asked, of which the last one holds on."""


def share_at(shares: tuple[float, ...], number: int) -> float:
    """Return which of the ``shares`` counts the ``number``-th time, 0 being the first; the last one holds on.

    >>> share_at((0.6, 0.5), 0), share_at((0.6, 0.5), 7)
    (0.6, 0.5)
    """
    return shares[min(number, len(shares) - 1)]
