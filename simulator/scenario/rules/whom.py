"""Of whom a rule is: what stands under `of` is the name of a contact type, a channel, an agent group or a segment.

A name is looked up among all four; one that is several things says which by a prefix, as ``channel:chat``. Several
names are a union: a contact is meant when any of them means it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from simulator.scenario.nouns import Scenario

KINDS = {"type": "contact type", "channel": "channel", "group": "agent group", "segment": "segment"}
"""What a name may be, by the prefix that says so."""

Known = Mapping[str, Collection[str]]
"""The names that there are of each kind."""


class Meant(NamedTuple):
    """The contacts that a rule is of: those of one of these types, channels, segments, or of an agent of a group."""

    types: frozenset[str]
    channels: frozenset[str]
    groups: frozenset[str]
    segments: frozenset[str]

    def means(self, type_name: str, channel: str, segment: str | None, group: str | None) -> bool:
        """Return whether a contact is meant; ``group`` is that of its agent, None where no agent has answered."""
        return type_name in self.types or channel in self.channels or segment in self.segments or group in self.groups


def prefix_and_name(text: str) -> tuple[str, str]:
    """Return what stands before the colon, empty where there is none, and the name.

    >>> prefix_and_name("channel:chat"), prefix_and_name("orders")
    (('channel', 'chat'), ('', 'orders'))
    """
    prefix, colon, name = text.partition(":")
    return (prefix.strip(), name.strip()) if colon else ("", text.strip())


def kinds_meant(text: str, known: Known) -> list[str]:
    """Return the kinds of things that a text may mean: one where all is well, none where nothing is called so."""
    prefix, name = prefix_and_name(text)
    return [kind for kind in KINDS if prefix in ("", kind) and name in known[kind]]


def known_names(scenario: Scenario) -> Known:
    """Return the names in a scenario, by what they are of."""
    return {
        "type": scenario.contact_types,
        "channel": scenario.channels,
        "group": scenario.agent_groups,
        "segment": scenario.segment_names,
    }


def meant_by(of: Iterable[str], scenario: Scenario) -> Meant:
    """Return whom a rule means; a name that is nothing means nobody, and one that is several things all of them."""
    known = known_names(scenario)
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for text in of:
        for kind in kinds_meant(text, known):
            names[kind].add(prefix_and_name(text)[1])
    return Meant(*(frozenset(names[kind]) for kind in KINDS))


def touched_by(of: Iterable[str], scenario: Scenario) -> list[str]:
    """Return the contact types of which a rule may mean some contacts, in the order of the scenario.

    Of a segment that is any type: customers bring theirs along wherever they are redirected or passed on.
    """
    return list(scenario.contact_types) if meant_by(of, scenario).segments else listed_by(of, scenario)


def listed_by(of: Iterable[str], scenario: Scenario) -> list[str]:
    """Return the contact types that a rule is of, in the order of the scenario; of a segment those that list it."""
    meant = meant_by(of, scenario)
    served = {name for group in meant.groups for name in scenario.agent_groups[group].serves}
    return [
        name
        for name, one in scenario.contact_types.items()
        if name in meant.types
        or one.channel in meant.channels
        or name in served
        or not meant.segments.isdisjoint(one.segments)
    ]
