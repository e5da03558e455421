"""Of whom a rule is: what stands under `of` are names of contact types, channels, agent groups or segments.

A bare name is looked up among all four; one that is several things says which by a prefix, as ``channel:chat``. Several
names are a union: a contact is meant when any of them means it. A mapping names them by what they are, and a contact is
meant when every key means it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.rule_parts import AllOfThese

KINDS = {"type": "contact type", "channel": "channel", "group": "agent group", "segment": "segment"}
"""What a name may be, by the prefix that says so."""

Known = Mapping[str, Collection[str]]
"""The names that there are of each kind."""


Whom = Iterable[str] | AllOfThese
"""What stands under `of`: names of which any means a contact, or keys that all do."""


class AtOnce(NamedTuple):
    """Contacts of one of these types, channels and segments, and of an agent of one of these groups; None: of any."""

    types: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    segments: frozenset[str] | None = None

    def means(self, type_name: str, channel: str, segment: str | None, group: str | None) -> bool:
        """Return whether a contact is meant; ``group`` is that of its agent, None where no agent has answered."""
        return (
            (self.types is None or type_name in self.types)
            and (self.channels is None or channel in self.channels)
            and (self.groups is None or group in self.groups)
            and (self.segments is None or segment in self.segments)
        )


class Meant(NamedTuple):
    """The contacts that a rule is of: those that are meant in any of some ways."""

    ways: tuple[AtOnce, ...]

    def means(self, type_name: str, channel: str, segment: str | None, group: str | None) -> bool:
        """Return whether a contact is meant; ``group`` is that of its agent, None where no agent has answered."""
        return any(way.means(type_name, channel, segment, group) for way in self.ways)

    @property
    def groups(self) -> frozenset[str]:
        """Return the groups that are named; all others are meant alike, as who was answered by nobody."""
        return frozenset(name for way in self.ways for name in way.groups or ())

    @property
    def segments(self) -> frozenset[str]:
        """Return the segments that are named; all others are meant alike, as who is in none."""
        return frozenset(name for way in self.ways for name in way.segments or ())


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


def meant_by(of: Whom, scenario: Scenario) -> Meant:
    """Return whom a rule means; a name that is nothing means nobody, and one that is several things all of them."""
    if isinstance(of, AllOfThese):
        return Meant((_at_once(of.given),))
    known = known_names(scenario)
    named = [(kind, prefix_and_name(text)[1]) for text in of for kind in kinds_meant(text, known)]
    by_kind = {kind: tuple(name for one, name in named if one == kind) for kind in KINDS}
    return Meant(tuple(_at_once({kind: names}) for kind, names in by_kind.items() if names))


def touched_by(of: Whom, scenario: Scenario) -> list[str]:
    """Return the contact types of which a rule may mean some contacts, in the order of the scenario.

    Of a segment that is any type: customers bring theirs along wherever they are redirected or passed on.
    """
    return _types_of(of, scenario, lambda way, name: True)


def listed_by(of: Whom, scenario: Scenario) -> list[str]:
    """Return the contact types that a rule is of, in the order of the scenario; of a segment those that list it."""
    types = scenario.contact_types
    return _types_of(
        of, scenario, lambda way, name: way.segments is None or not way.segments.isdisjoint(types[name].segments)
    )


def _types_of(of: Whom, scenario: Scenario, has_segment: Callable[[AtOnce, str], bool]) -> list[str]:
    ways = meant_by(of, scenario).ways
    return [
        name
        for name in scenario.contact_types
        if any(_is_of(way, name, scenario) and has_segment(way, name) for way in ways)
    ]


def _is_of(way: AtOnce, name: str, scenario: Scenario) -> bool:
    """Return whether contacts of a type may be meant, segments aside."""
    groups = None if way.groups is None else [scenario.agent_groups[one] for one in way.groups]
    return (
        (way.types is None or name in way.types)
        and (way.channels is None or scenario.contact_types[name].channel in way.channels)
        and (groups is None or any(name in one.serves for one in groups))
    )


def _at_once(given: Mapping[str, Iterable[str]]) -> AtOnce:
    names = {kind: frozenset(given[kind]) if kind in given else None for kind in KINDS}
    return AtOnce(names["type"], names["channel"], names["group"], names["segment"])
