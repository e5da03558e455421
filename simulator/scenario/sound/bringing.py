"""What brings contacts to a type beside its own source: one list, to which a feature adds its file.

Whether a type is forgotten (`nobody_comes.py`), whether somebody has to be on duty for it, and which types contacts
only become is all asked here, so that it cannot be answered in several ways.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Protocol

from simulator.scenario.days.course import mix
from simulator.scenario.nouns import Scenario
from simulator.scenario.sound.brought_by_rules import ByFollowUp, ByOverflow, ByTransfer
from simulator.scenario.sound.redirected import Redirected
from simulator.scenario.text.nodes import Mapping


class Brings(Protocol):
    """A feature that brings contacts to types."""

    nobody: str
    """What is said where it brings nobody to a type."""

    def would_bring(self, name: str) -> str:
        """Return what somebody could write so that contacts of the type ``name`` come."""
        ...

    def named_in(self, tree: Mapping) -> Iterator[str]:
        """Yield the names of types to which contacts are brought by a tree, which may be wrong; so may the names."""
        ...

    def brought_to(self, scenario: Scenario) -> Iterator[str]:
        """Yield the types to which contacts are brought in a valid scenario."""
        ...


BRINGS: tuple[Brings, ...] = (Redirected(), ByOverflow(), ByTransfer(), ByFollowUp())
"""All features that bring contacts to a type to which nobody may come by themselves."""

_KEPT: OrderedDict[int, tuple[Scenario, frozenset[str]]] = OrderedDict()
_KEPT_MAX = 64


def brought_to(scenario: Scenario) -> frozenset[str]:
    """Return the types to which contacts come otherwise than from their source; kept, because every table asks."""
    # The scenario is kept as well: as long as it is there, no other one has its number.
    name = id(scenario)
    if name not in _KEPT:
        _KEPT[name] = (scenario, frozenset(to for each in BRINGS for to in each.brought_to(scenario)))
        while len(_KEPT) > _KEPT_MAX:
            _KEPT.popitem(last=False)
    return _KEPT[name][1]


def only_become(scenario: Scenario) -> frozenset[str]:
    """Return the types that others become and that nobody comes to by themselves, nor again."""
    # Without a source nobody comes by themselves, even where a strategy redirects nobody.
    some = {name for name, one in scenario.contact_types.items() if one.from_ is None}
    again = {one.come.type for one in scenario.follow_ups.values()}
    return frozenset(name for name in (some | brought_to(scenario)) - again if not _comes(scenario, name))


def _comes(scenario: Scenario, name: str) -> bool:
    source = scenario.contact_types[name].from_
    return source is not None and any(share > 0.0 for share in mix(scenario, source)[name].values())
