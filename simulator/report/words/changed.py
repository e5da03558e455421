"""What one variant of a scenario has otherwise than another, a line for each place: *front: agents 24 → 26*."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from simulator.report.words.keys.key_words import key_in_words, path_in_words
from simulator.report.words.keys.vocabulary import Path
from simulator.scenario.layers.changes import Change, changes_between
from simulator.scenario.text.nodes import Mapping, Node, Scalar, dotted
from simulator.scenario.text.yaml_write import yaml_value


class PathsSaid(NamedTuple):
    """How a place is told: as a whole, and by its last key, where several stand side by side."""

    path: Callable[[Path], str]
    key: Callable[[Path], str]


AS_WRITTEN = PathsSaid(lambda path: dotted(*path), lambda path: path[-1])
IN_WORDS = PathsSaid(path_in_words, key_in_words)


def changed_lines(old: Mapping, new: Mapping, at_most: int, how: PathsSaid = AS_WRITTEN) -> Iterator[str]:
    """Yield what ``new`` has otherwise than ``old``; of more than ``at_most`` lines the others are counted."""
    found = changes_between(old, new)
    # What stands side by side, as the steps of a day, is one line.
    lines = [list(group) for _, group in groupby(found, key=lambda change: change.path[:-1])]
    yield from (_said(group, how) for group in lines[:at_most])
    if len(lines) > at_most:
        yield f"and {len(lines) - at_most} more"


def _said(group: list[Change], how: PathsSaid) -> str:
    if len(group) == 1:
        return f"{how.path(group[0].path)}: {_became(group[0])}"
    return f"{how.path(group[0].path[:-1])}: {', '.join(f'{how.key(one.path)} {_became(one)}' for one in group)}"


def _became(change: Change) -> str:
    if change.new is None:
        usual = isinstance(change.old, Mapping) and not change.old.entries
        return "removed" if usual else f"{_short(change.old)} removed"
    if change.old is None:
        return f"{_short(change.new)} (new)"
    return f"{_short(change.old)} → {_short(change.new)}"


def _short(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return yaml_value(node.value)
    if isinstance(node, Mapping):
        return f"{{{', '.join(f'{key}: {_short(value)}' for key, value in node.items())}}}"
    return f"[{', '.join(_short(item) for item in node.items)}]" if node is not None else ""
