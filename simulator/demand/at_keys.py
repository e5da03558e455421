"""Where the problems of a file stand: what is asked of it at the scenario's key that asks, cells in the file itself."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from simulator.errors import Problem, ScenarioError
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Counts, Empirical, Recorded
from simulator.scenario.text.csv_lines import FileError
from simulator.scenario.text.nodes import Mapping, dotted, problem


class ReadBy(NamedTuple):
    """A key of a scenario that reads a file."""

    tree: Mapping
    path: tuple[str, ...]
    noun: Recorded | Counts | Empirical

    @property
    def name(self) -> str:
        """Return the key as an analyst writes it."""
        return dotted(*self.path)

    def at(self, *key: str) -> tuple[str, ...]:
        """Return the path of a key below."""
        return (*self.path, *key)

    def asks(self, column: str) -> tuple[str, ...]:
        """Return the key below that asks for a column; ``file`` for none of them."""
        for key in ("time", "count", "day", "column"):
            if column and getattr(self.noun, key, None) == column:
                return self.at(key)
        return self.at("where", column) if column in self.noun.where else self.at("file")

    def said(self, key: tuple[str, ...], what: str, hint: str = "") -> Problem:
        """Return what is to be said at a key."""
        return problem(value_mark(self.tree, *key), dotted(*key), what, hint)


class Wrong:
    """What is wrong in files, each cause once however many keys read the file."""

    def __init__(self) -> None:
        self._cells: dict[Problem, dict[str, ReadBy]] = {}
        self._files: dict[Problem, dict[str, ReadBy]] = {}
        self._columns: dict[Problem, None] = {}

    def add(self, error: ScenarioError, by: ReadBy) -> None:
        """Take what one key's file is wrong in."""
        asked = {one.problem: one for one in error.asked} if isinstance(error, FileError) else {}
        for each in error.problems:
            if each not in asked:
                self._cells.setdefault(each, {})[by.name] = by
            elif asked[each].column:
                self._columns[_at_key(each, by, by.asks(asked[each].column))] = None
            else:
                self._files.setdefault(each, {})[by.name] = by

    @property
    def problems(self) -> Iterator[Problem]:
        """Yield all of it."""
        yield from self._columns
        for each, readers in self._files.items():
            first = next(iter(readers.values()))
            yield _at_key(each, first, first.at("file"), _and_others(readers))
        for each, readers in self._cells.items():
            first = next(iter(readers.values()))
            key = dotted(*first.asks(each.where)) if each.where else first.name
            by = f"read by {key}{_and_others(readers)}"
            yield replace(each, where=f"{each.where} ({by})" if each.where else by)


def _at_key(each: Problem, by: ReadBy, key: tuple[str, ...], others: str = "") -> Problem:
    line = f", line {each.line}" if each.line else ""
    said = by.said(key, f"{by.noun.file}{line}: {each.what}", each.hint)
    return replace(said, where=f"{said.where}{others}")


def _and_others(readers: dict[str, ReadBy]) -> str:
    rest = len(readers) - 1
    return f" and {rest} more" if rest else ""
