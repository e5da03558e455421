"""Skills of single people as they are written: contact types with priorities, one name, or a list of names."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Protocol

from pydantic import BeforeValidator

from simulator.scenario.nouns.basics import Count, Name
from simulator.scenario.text import forms
from simulator.units import shown

_WRITTEN = "Write it as {orders: 1, advice: 2}, orders, or [orders, advice]."


def _by_type(value: Any) -> Any:
    """Return a name or a list of names as a mapping: each has the priority of the group."""
    if isinstance(value, Mapping):
        if not value:
            raise ValueError(f"expected at least one contact type, got {{}}. {_WRITTEN}")
        return value
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not names or not all(isinstance(one, str) for one in names):
        raise ValueError(f"expected contact types, got {shown(value)}. {_WRITTEN}")
    names = [one.strip() for one in names]
    twice = next((one for number, one in enumerate(names) if one in names[:number]), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is given twice.")
    return dict.fromkeys(names, True)


def _priority(value: Any) -> Any:
    if value is not True and (not isinstance(value, int) or value < 1):
        raise ValueError(f"expected a priority from 1, or true for that of the group, got {shown(value)}.")
    return value


_Priority = Annotated[Count | Literal[True], BeforeValidator(_priority)]
Skills = Annotated[dict[Name, _Priority], BeforeValidator(_by_type), forms.OrNames()]
"""By contact type: the priority, 1 first, or true for that of the group."""


class HasSkills(Protocol):
    """A person."""

    @property
    def skills(self) -> dict[str, Any] | None:
        """Return what they serve; None: what their group serves."""


def skills_in(names: Iterable[str], people: Mapping[str, HasSkills]) -> dict[str, None]:
    """Return the contact types that some of the people called ``names`` serve by skills of their own, each once."""
    found = (people[name].skills or {} for name in names if name in people)
    return dict.fromkeys(type_ for mine in found for type_ in mine)
