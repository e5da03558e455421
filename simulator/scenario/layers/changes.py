"""What one variant of a scenario has otherwise than another: the paths, with what stands there in both."""

from typing import NamedTuple

from simulator.scenario.layers.merge import same_time
from simulator.scenario.text.nodes import Mapping, Node, plain


class Change(NamedTuple):
    """A place at which two trees differ; None where one of them has nothing."""

    path: tuple[str, ...]
    old: Node | None
    new: Node | None


def changes_between(old: Mapping, new: Mapping, path: tuple[str, ...] = ()) -> list[Change]:
    """Return where ``new`` differs from ``old``, as deep inside as both are mappings, in the order of ``new``."""
    if old is new:
        return []
    found: list[Change] = []
    for key, value in new.items():
        before = old.get(same_time(key, old.entries))
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            found += changes_between(before, value, (*path, key))
        elif before is None or plain(before) != plain(value):
            found.append(Change((*path, key), before, value))
    gone = [key for key in old.entries if same_time(key, new.entries) not in new.entries]
    return found + [Change((*path, key), old.get(key), None) for key in gone]
