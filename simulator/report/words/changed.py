"""What one variant of a scenario has otherwise than another, a line for each place: *front: agents 24 → 26*."""

from collections.abc import Callable, Iterator
from itertools import groupby

from simulator.scenario.layers.changes import Change, changes_between
from simulator.scenario.text.nodes import Mapping, Node, Scalar, dotted, plain
from simulator.scenario.text.yaml_write import yaml_value

Path = tuple[str, ...]


def changed_lines(
    old: Mapping, new: Mapping, at_most: int, path_said: Callable[[Path], str] = lambda path: dotted(*path)
) -> Iterator[str]:
    """Yield what ``new`` has otherwise than ``old``; of more than ``at_most`` lines the others are counted."""
    found = changes_between(old, new)
    # What stands side by side, as the steps of a day, is one line.
    lines = [list(group) for _, group in groupby(found, key=lambda change: change.path[:-1])]
    yield from (_said(group, path_said) for group in lines[:at_most])
    if len(lines) > at_most:
        yield f"and {len(lines) - at_most} more"


def _said(group: list[Change], path_said: Callable[[Path], str]) -> str:
    if len(group) == 1:
        return f"{path_said(group[0].path)}: {_became(group[0])}"
    return f"{path_said(group[0].path[:-1])}: {', '.join(f'{one.path[-1]} {_became(one)}' for one in group)}"


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
    return str(plain(node)) if node is not None else ""
