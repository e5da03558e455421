"""Scenarios as plain trees: what one has that another has not, so that many similar ones take little room.

A change is a path with the value that stands there, or with ``removed``. A mapping is entered; anything else is a
value.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

Tree = dict[str, Any]
Change = dict[str, Any]


def plain_tree(tree: Any) -> Any:
    """Return ``tree`` as JSON can hold it: an endless number becomes a text."""
    if isinstance(tree, dict):
        return {key: plain_tree(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain_tree(value) for value in tree]
    return repr(tree) if isinstance(tree, float) and not math.isfinite(tree) else tree


def changes_between(base: Tree, other: Tree, path: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield what turns ``base`` into ``other``; the order of keys in a mapping that both have counts too.

    >>> list(changes_between({"a": 1, "b": {"c": 2}}, {"b": {"c": 3, "d": 4}}))
    [{'path': ['a'], 'removed': True}, {'path': ['b', 'c'], 'value': 3}, {'path': ['b', 'd'], 'value': 4}]
    """
    kept = [key for key in base if key in other]
    if [*kept, *(key for key in other if key not in base)] != list(other):
        # Laid over the base, the keys would stand in another order.
        yield {"path": list(path), "value": other}
        return
    for key in base:
        if key not in other:
            yield {"path": [*path, key], "removed": True}
    for key, value in other.items():
        mine = base.get(key)
        if isinstance(value, dict) and isinstance(mine, dict):
            yield from changes_between(mine, value, (*path, key))
        elif key not in base or not _same(mine, value):
            yield {"path": [*path, key], "value": value}


def with_changes(base: Tree, changes: Sequence[Change]) -> Tree:
    """Return ``base`` with ``changes`` made; the base stays as it was."""
    tree: Tree = base
    for change in changes:
        tree = _changed(tree, change["path"], change)
    return tree


def _changed(tree: Tree, path: Sequence[str], change: Change) -> Tree:
    if not path:
        value: Tree = change["value"]
        return value
    key, *rest = path
    if not rest and change.get("removed"):
        return {name: value for name, value in tree.items() if name != key}
    return {**tree, key: _changed(tree[key], rest, change) if rest else change["value"]}


def _same(one: Any, other: Any) -> bool:
    # To Python 1 is 1.0 is True; to a scenario they are not the same text.
    return type(one) is type(other) and bool(one == other)
