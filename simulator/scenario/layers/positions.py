"""Where in a tree something stands: the places of what a validated scenario has turned into numbers."""

from simulator.scenario.layers.merge import same_time
from simulator.scenario.text.nodes import Mapping, Mark, Node, Sequence
from simulator.units import format_time_of_day


def key_mark(tree: Mapping, *path: str) -> Mark:
    """Return where the last key of ``path`` was written, or of as much of it as the file has."""
    return walked(tree, path)[0]


def value_mark(tree: Mapping, *path: str) -> Mark:
    """Return where the value at ``path`` was written; a mapping's place is its key's."""
    mark, node = walked(tree, path)
    return mark if isinstance(node, Mapping) else node.mark


def step_mark(tree: Mapping, path: tuple[str, ...], time_s: float) -> Mark:
    """Return where the step at ``time_s`` of the step function at ``path`` was written."""
    mark, node = walked(tree, path)
    if isinstance(node, Mapping):
        return walked(node, (format_time_of_day(time_s),), mark)[0]
    return mark


def step_value_mark(tree: Mapping, path: tuple[str, ...], time_s: float) -> Mark:
    """Return where the value of the step at ``time_s`` was written."""
    mark, node = walked(tree, path)
    if isinstance(node, Mapping):
        mark, node = walked(node, (format_time_of_day(time_s),), mark)
    return mark if isinstance(node, Mapping) else node.mark


def item_mark(tree: Mapping, path: tuple[str, ...], number: int) -> Mark:
    """Return where one of several values was written, or the only one, which may stand there by itself."""
    _, node = walked(tree, path)
    return node.items[number].mark if isinstance(node, Sequence) else value_mark(tree, *path)


def walked(tree: Mapping, path: tuple[str, ...], mark: Mark | None = None) -> tuple[Mark, Node]:
    """Return the place and the value at ``path``, or at as much of it as the file has (short forms end early)."""
    node: Node = tree
    mark = mark or tree.mark
    for part in path:
        if not isinstance(node, Mapping) or (key := same_time(part, node.entries)) not in node.entries:
            break
        mark, node = node.entries[key]
    return mark, node
