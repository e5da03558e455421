"""A scenario that is given as a Python mapping: its tree, and what is in it that no file could say.

The tree is what a file with the same values would give, so everything that is said of a file is said of it as well,
with the path of a value in place of line and column. Taken are texts, numbers, true and false, None, lists, tuples and
mappings by texts; numbers of numpy and one-dimensional arrays; decimals and fractions, as the number they are nearest
to; dates and times of day as the text a file has (``2026-12-24``, ``08:30``), lengths of time as seconds (``90s``).
"""

import math
from collections.abc import Mapping as Mapped
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from simulator.arguments import kind_of
from simulator.errors import Problem, ScenarioError
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, Value, dotted, problem
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.yaml_text import NODES_MAX
from simulator.scenario.text.yaml_words import DEPTH_MAX, TOO_DEEP
from simulator.units import shown

NAME = "<mapping>"
"""What messages call a scenario that stands in no file."""
_TAKEN = "Expected a text, a number, true or false, None, a list, a mapping, a date or a time of day."


def tree_of(given: Mapped[Any, Any], name: str = NAME) -> Mapping:
    """Return the tree of a scenario that is given as a mapping. Raises ScenarioError with all that no file could say.

    >>> tree_of({"a": (1, Decimal("0.5")), "b": time(8, 30)}).plain
    {'a': [1, 0.5], 'b': '08:30'}
    """
    reading = _Taking(name)
    node = reading.node(given, ())
    if reading.wrong:
        raise ScenarioError(tuple(reading.wrong))
    assert isinstance(node, Mapping)
    if not node.entries:
        raise ScenarioError((problem(node.mark, "", "the mapping is empty.", "A scenario begins with version: 1."),))
    return node


class _Taking:
    """What is read so far."""

    def __init__(self, name: str) -> None:
        self.mark = Mark(name, 0, 0)
        self.wrong: list[Problem] = []
        self.count = 0

    def node(self, given: Any, path: tuple[str, ...]) -> Node:
        self.count += 1
        if self.count > NODES_MAX:
            raise ScenarioError((problem(self.mark, "", f"the mapping holds more than {NODES_MAX} values."),))
        # A list that holds itself ends here as well.
        if len(path) > DEPTH_MAX:
            return self._refused(path[:3], TOO_DEEP)
        if isinstance(given, Mapped):
            return self._mapping(given, path)
        if isinstance(given, list | tuple) or getattr(given, "ndim", None) == 1:
            items = given if isinstance(given, list | tuple) else list(given)
            nodes = (self.node(one, (*path, str(number))) for number, one in enumerate(items, start=1))
            return Sequence(tuple(nodes), self.mark)
        return self._single(given, path)

    def _mapping(self, given: Mapped[Any, Any], path: tuple[str, ...]) -> Node:
        entries: dict[str, Entry] = {}
        for key, value in given.items():
            text = _as_text(key)
            if text is None:
                self._refused(path, f"expected a text as key, got {kind_of(key)}.", _quoted(key))
            elif text in entries:
                self._refused((*path, text), f"the key '{text}' is given twice.")
            else:
                entries[text] = Entry(self.mark, self.node(value, (*path, text)))
        return Mapping(entries, self.mark)

    def _single(self, given: Any, path: tuple[str, ...]) -> Node:
        value = _as_value(given)
        if value is _NOTHING:
            hint = "Write a date, or a time of day." if isinstance(given, datetime) else _TAKEN
            return self._refused(path, f"a scenario cannot hold {kind_of(given)}.", hint)
        if isinstance(value, float) and not math.isfinite(value):
            return self._refused(path, f"expected a number of ordinary size, got {shown(value)}.")
        return Scalar(value, self.mark)

    def _refused(self, path: tuple[str, ...], what: str, hint: str = "") -> Node:
        self.wrong.append(problem(self.mark, dotted(*path), what, hint))
        return Scalar(None, self.mark)


_NOTHING: Any = object()
"""No value that a file could say."""


def _as_value(given: Any) -> Any:
    """Return a single value as a file says it, `_NOTHING` where none does."""
    if given is None or isinstance(given, bool):
        return given
    if (text := _as_text(given)) is not None:
        return text
    if isinstance(given, int):
        return int(given)
    if isinstance(given, float):
        return float(given)
    if isinstance(given, Decimal | Fraction):
        return int(given) if isinstance(given, Fraction) and given.denominator == 1 else _of_decimal(given)
    # A single number of numpy: whole, true or false, or neither.
    if getattr(given, "ndim", None) == 0 and getattr(getattr(given, "dtype", None), "kind", "") in tuple("biuf"):
        return given.item()
    return _NOTHING


def _of_decimal(given: Decimal | Fraction) -> Value:
    if isinstance(given, Decimal) and given.is_finite() and given.as_tuple().exponent == 0:
        return int(given)
    return float(given)


def _as_text(given: Any) -> str | None:
    """Return what is written as a text in a file; None for anything else."""
    if isinstance(given, str):
        return one_spelling(str.__str__(given))
    if isinstance(given, PurePath):
        return given.as_posix()
    if isinstance(given, timedelta):
        return f"{given.total_seconds():.6f}".rstrip("0").rstrip(".") + "s"
    if isinstance(given, time) and given.tzinfo is None and not given.microsecond:
        return given.isoformat("seconds" if given.second else "minutes")
    if isinstance(given, datetime):
        is_a_day = given.time() == time(0) and given.tzinfo is None
        return given.date().isoformat() if is_a_day else None
    return given.isoformat() if isinstance(given, date) else None


def _quoted(key: object) -> str:
    return f'Write "{key}" with quotes.' if isinstance(key, int | float) and not isinstance(key, bool) else ""
