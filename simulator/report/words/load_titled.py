"""Work against staff as people read it: contact types, groups and channels are called by their titles.

What is made here is a view of the same numbers, as `titled` makes one of a result; without titles it is the load.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from simulator.describing.description import Description
from simulator.report.words.titled import called
from simulator.scenario.resolved.titles import TITLED, Titles
from simulator.work.load_against_staff import Load
from simulator.work.load_nouns import Gap, GroupLoad, Pool, TypeLoad

_Shared = TypeVar("_Shared", Pool, Gap)


class _Names(NamedTuple):
    """What each thing is called, by its name."""

    channels: Mapping[str, str]
    types: Mapping[str, str]
    groups: Mapping[str, str]


def load_for_people(load: Load, titles: Titles) -> Load:
    """Return the work of one day with titles for names."""
    if not any(titles.get(section) for section in TITLED):
        return load
    return load._replace(**_loads(load, _names(load, titles)))


def described_for_people(one: Description) -> Description:
    """Return a description with titles for names; durations, and the titles themselves, still go by name."""
    if not any(one.titles.get(section) for section in TITLED):
        return one
    names = _names(one, one.titles)
    erlang = [
        replace(
            each,
            types=_all(each.types, names.types),
            groups=_all(each.groups, names.groups),
            sets=tuple(_all(some, names.types) for some in each.sets),
            target_of=_all(each.target_of, names.types),
        )
        for each in one.erlang
    ]
    return replace(
        one,
        **_loads(one, names),
        slots=tuple(
            replace(each, channel=names.channels.get(each.channel, each.channel), types=_all(each.types, names.types))
            for each in one.slots
        ),
        slot_gaps=tuple(replace(each, types=_all(each.types, names.types)) for each in one.slot_gaps),
        said=tuple(each._replace(type=names.types.get(each.type, each.type)) for each in one.said),
        without_people=tuple(each._replace(type=names.types[each.type]) for each in one.without_people),
        without_work=tuple(each._replace(group=names.groups[each.group]) for each in one.without_work),
        erlang=tuple(erlang),
    )


def variant_of(one: Description) -> str:
    """Return which strategy is described, in which future, by their titles; empty where the file has none."""
    strategy, future = (
        called(one.titles, section, [name])[name] if name else ""
        for section, name in (("strategies", one.strategy), ("futures", one.future))
    )
    return f"{strategy}{f' in the future {future}' if future else ''}" if strategy else ""


def _names(one: Description | Load, titles: Titles) -> _Names:
    channels = list(dict.fromkeys(kind.channel for kind in one.types))
    return _Names(
        called(titles, "channels", channels),
        called(titles, "contact_types", [kind.name for kind in one.types]),
        called(titles, "agent_groups", [group.name for group in one.groups]),
    )


def _all(names: Sequence[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(titles.get(name, name) for name in names)


def _loads(one: Description | Load, names: _Names) -> dict[str, Any]:
    """Return the fields that descriptions and loads have in common, with titles."""
    return {
        "types": tuple(_type(kind, names) for kind in one.types),
        "groups": tuple(_group(group, names) for group in one.groups),
        "pools": tuple(_shared(pool, names) for pool in one.pools),
        "gaps": tuple(_shared(gap, names) for gap in one.gaps),
    }


def _type(kind: TypeLoad, names: _Names) -> TypeLoad:
    groups = _all(kind.groups, names.groups)
    return replace(kind, name=names.types[kind.name], channel=names.channels[kind.channel], groups=groups)


def _group(group: GroupLoad, names: _Names) -> GroupLoad:
    return replace(group, name=names.groups[group.name], types=_all(group.types, names.types))


def _shared(one: _Shared, names: _Names) -> _Shared:
    return replace(one, types=_all(one.types, names.types), groups=_all(one.groups, names.groups))
