"""The tree of a scenario file: plain values that know where they were written.

Positions survive overriding, so that a message can point to the very place an analyst has to change, even when the
value came through a strategy or the command line. Nodes are never changed; merging makes new ones that share what
stayed the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from simulator.errors import Problem


class Mark(NamedTuple):
    """Where something was written; line and column count from 1, 0 when it stands in no file.

    ``via`` says through what it came when that is not the file's own base, as "strategy 'two_more'" or "--set …".
    ``cell`` is how a place in a sheet of a workbook is called there, as C7.
    """

    file: str
    line: int
    column: int
    via: str = ""
    cell: str = ""

    @property
    def with_file(self) -> str:
        """Return the file, and where in it."""
        return f"{self.file}, {self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"


Value = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value."""

    value: Value
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    mark: Mark


class Entry(NamedTuple):
    """What a mapping holds under a key; ``key`` is where the key was written."""

    key: Mark
    value: "Node"


@dataclass(frozen=True)
class Mapping:
    """Values by name, in the order of the file."""

    entries: dict[str, Entry]
    mark: Mark

    @cached_property
    def plain(self) -> dict[str, Any]:
        """Return the values without positions. Kept, because strategies share most of their nodes: do not change it."""
        return {key: plain(entry.value) for key, entry in self.entries.items()}

    def get(self, key: str) -> "Node | None":
        """Return the value under ``key``, None when there is no such key."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def section(self, key: str) -> "Mapping":
        """Return the mapping under ``key``; an empty one when there is none or it is something else."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else Mapping({}, self.mark)

    def items(self) -> "Iterator[tuple[str, Node]]":
        """Return the pairs of key and value."""
        return ((key, entry.value) for key, entry in self.entries.items())

    def without(self, *keys: str) -> "Mapping":
        """Return the mapping with ``keys`` left out."""
        return Mapping({key: entry for key, entry in self.entries.items() if key not in keys}, self.mark)

    def __getstate__(self) -> dict[str, Any]:
        # What was computed from the entries need not travel to another process.
        return {"entries": self.entries, "mark": self.mark}


Node = Scalar | Sequence | Mapping


def is_nothing(node: Node) -> bool:
    """Return whether ``node`` is ``null``, or was left empty."""
    return isinstance(node, Scalar) and node.value is None


def plain(node: Node) -> Any:
    """Return the values of ``node`` as None, bool, int, float, str, list and dict."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.plain


def remarked(node: Node, mark: Callable[[Mark], Mark]) -> Node:
    """Return ``node`` with ``mark`` applied to every position in it."""
    if isinstance(node, Scalar):
        return Scalar(node.value, mark(node.mark))
    if isinstance(node, Sequence):
        return Sequence(tuple(remarked(item, mark) for item in node.items), mark(node.mark))
    entries = {key: Entry(mark(entry.key), remarked(entry.value, mark)) for key, entry in node.entries.items()}
    return Mapping(entries, mark(node.mark))


def came_via(node: Node, via: str) -> Node:
    """Return ``node`` with every position saying that it came through ``via``."""
    return remarked(node, lambda mark: mark._replace(via=via))


def came_later(mark: Mark, base: Mark) -> bool:
    """Return whether ``mark`` was written by what overrides the mapping at ``base``, not in it."""
    return (mark.file, mark.via) != (base.file, base.via)


def problem(mark: Mark, where: str, what: str, hint: str = "", kind: str = "") -> Problem:
    """Return the problem ``what`` of the value ``where`` that was written at ``mark``."""
    if where and mark.via:
        where = f"{where} (from {mark.via})"
    return Problem(mark.file, mark.line, mark.column, where or mark.via, what, hint, kind, mark.cell)


def dotted(*parts: str) -> str:
    """Return a path as an analyst writes it; a part with a dot or a colon is quoted, as in agents."10:00"."""
    return ".".join(f'"{part}"' if any(sign in part for sign in '.:="') else part for part in parts if part)


def as_node(value: Any) -> Node:
    """Return plain values as nodes that stand in no file, the other way round than `plain`."""
    nowhere = Mark("", 0, 0)
    if isinstance(value, dict):
        return Mapping({key: Entry(nowhere, as_node(one)) for key, one in value.items()}, nowhere)
    if isinstance(value, list):
        return Sequence(tuple(as_node(one) for one in value), nowhere)
    return Scalar(value, nowhere)
