"""YAML text to a tree of nodes: strict, with a position for everything, and without YAML 1.1's surprises.

PyYAML's parser gives events; the tree is built here, from the events, because building is where strictness belongs:
repeated keys, keys that are numbers, references that multiply, nesting without end. Plain values are read by the
YAML 1.2 core rules, so ``no`` and ``9:30`` stay texts. Nothing here recurses, so no text can exhaust the stack.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from simulator.errors import Problem, ScenarioError
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, Value, dotted, problem
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.yaml_words import DEPTH_MAX, TOO_DEEP, syntax_problem
from simulator.units import shown

BYTES_MAX = 5_000_000
"""A scenario is written by people; recorded data belongs into files beside it."""
NODES_MAX = 200_000
"""Values in a file, those reached through references (``*name``) counted each time."""
TEXT_MAX = 20_000
"""Signs in one text: more is no question or check that anybody reads."""
KEY_MAX = 1_000
KEYS_MAX = 10_000
"""Of one mapping."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DIGITS_MAX = 300
_AS_THEY_ARE = ("file", "extends")
"""Keys of names of files: the file system decides how those are spelt."""


def read_mapping(text: str, file: str) -> Mapping:
    """Return the tree of a scenario's ``text``; ``file`` is its name in messages.

    Raises ScenarioError with all that is wrong, up to the first place where the text stops being YAML.
    """
    node = read_nodes(text, file)
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and node.value is None:
        raise ScenarioError((Problem(file, 1, 1, "", "the file is empty.", "A scenario begins with version: 1."),))
    what = f"expected a mapping that begins with version: 1, got {shown(_rough(node))}."
    raise ScenarioError((problem(node.mark, "", what),))


def read_nodes(text: str, file: str, place: Mark | None = None) -> Node:
    """Return the tree of a YAML ``text``; with ``place``, all of it is said to stand there.

    An empty text is the scalar None. Raises ScenarioError.
    """
    builder = _Builder(file, place)
    if len(text) > BYTES_MAX:
        raise ScenarioError((builder.too_large(len(text)),))
    try:
        _feed(builder, text)
    except _Stop:
        pass
    except (yaml.YAMLError, UnicodeError) as error:
        builder.problems.append(syntax_problem(error, text, file, place, builder.in_brackets))
    if builder.problems:
        raise ScenarioError(tuple(builder.problems))
    return builder.root or Scalar(None, place or Mark(file, 1, 1))


def _feed(builder: "_Builder", text: str) -> None:
    parser = _LOADER(text)
    try:
        while parser.check_event():
            builder.take(parser.get_event())
    finally:
        parser.dispose()


def _rough(node: Node) -> object:
    return node.value if isinstance(node, Scalar) else [] if isinstance(node, Sequence) else {}


class _Stop(Exception):
    """Reading on would only repeat what is wrong, or never end."""


class _Anchored(NamedTuple):
    """What a reference stands for, how many values that is and how many levels."""

    node: Node
    nodes: int
    levels: int


@dataclass
class _Frame:
    """A mapping or a list that is being read."""

    mark: Mark
    anchor: str | None
    is_mapping: bool
    in_brackets: bool
    count_before: int
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: str | None = None
    key_mark: Mark | None = None
    levels: int = 1

    def node(self) -> Node:
        return Mapping(self.entries, self.mark) if self.is_mapping else Sequence(tuple(self.items), self.mark)


class _Builder:
    """Grows the tree event by event; what is wrong is collected in ``problems``."""

    def __init__(self, file: str, place: Mark | None) -> None:
        self.file, self.place = file, place
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._count = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the parser's next event. Raises _Stop when it makes no sense to read on."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    @property
    def in_brackets(self) -> bool:
        """Whether the innermost list or mapping that is open is one in brackets."""
        return bool(self._open) and self._open[-1].in_brackets

    def too_large(self, size: int) -> Problem:
        what = f"the text is too large: {size / 1e6:.1f} MB; at most {BYTES_MAX / 1e6:.0f} MB are read."
        return problem(self.place or Mark(self.file, 1, 1), "", what, "Recorded data belongs into a file beside it.")

    def _mark(self, event: yaml.Event) -> Mark:
        assert event.start_mark is not None
        return self.place or Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _wrong(self, mark: Mark, what: str, hint: str = "") -> None:
        where = dotted(*(frame.key for frame in self._open if frame.key))
        self.problems.append(problem(mark, where, what, hint))

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._wrong(
                self._mark(event), "a second document begins here; a file holds one scenario.", "Remove the ---."
            )
            raise _Stop

    def _counted(self, nodes: int, mark: Mark) -> None:
        self._count += nodes
        if self._count > NODES_MAX:
            self._wrong(mark, f"the file holds more than {NODES_MAX} values, with references (*name) counted.")
            raise _Stop

    def _limit_levels(self, levels: int, mark: Mark) -> None:
        if len(self._open) + levels > DEPTH_MAX:
            self._wrong(mark, TOO_DEEP)
            raise _Stop

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        mark, is_mapping = self._mark(event), isinstance(event, yaml.MappingStartEvent)
        self._refuse_tag(event, mark)
        self._limit_levels(1, mark)
        if self._wants_key():
            self._wrong(mark, f"expected a text as key, got {'a mapping' if is_mapping else 'a list'}.")
            raise _Stop
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Frame(mark, event.anchor, is_mapping, bool(event.flow_style), self._count))
        self._counted(1, mark)

    def _end(self) -> None:
        frame = self._open.pop()
        node = frame.node()
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchored(node, self._count - frame.count_before, frame.levels)
        self._put(node, frame.levels)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark, name = self._mark(event), str(event.anchor)
        known = self._anchors.get(name)
        if known is None:
            reason = "contains itself" if name in self._anchors else "is not defined before"
            self._wrong(mark, f"the reference {shown(f'*{name}')} {reason}.", "A text that begins with * needs quotes.")
            raise _Stop
        self._counted(known.nodes, mark)
        self._limit_levels(known.levels, mark)
        if self._wants_key():
            self._wrong(mark, f"expected a text as key, got the reference {shown(f'*{name}')}.", "Write the key out.")
            raise _Stop
        self._put(known.node, known.levels)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self._mark(event)
        self._counted(1, mark)
        self._refuse_tag(event, mark)
        if self._too_long(str(event.value), mark):
            raise _Stop
        value = self._resolved(event, mark)
        if self._wants_key():
            self._take_key(value, event, mark)
            return
        node = Scalar(value, mark)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node, 1, 0)
        self._put(node, 0)

    def _too_long(self, text: str, mark: Mark) -> bool:
        """Tell of a text that is too long to be meant, and return whether it is; messages repeat what they speak of."""
        most, what = (KEY_MAX, "key") if self._wants_key() else (TEXT_MAX, "text")
        if len(text) > most:
            self._wrong(mark, f"a {what} of {len(text):,} characters: at most {most:,} are read.")
        return len(text) > most

    def _resolved(self, event: yaml.ScalarEvent, mark: Mark) -> Value:
        text = str(event.value)
        if not self._is_a_file():
            text = one_spelling(text)
        if not event.implicit[0]:
            return text
        value = plain_value(text)
        if isinstance(value, float) and not math.isfinite(value):
            self._wrong(mark, f"expected a number of ordinary size, got {shown(text)}.")
            return 0
        return value

    def _is_a_file(self) -> bool:
        return any(frame.key in _AS_THEY_ARE for frame in self._open[-2:])

    def _refuse_tag(self, event: Any, mark: Mark) -> None:
        if event.tag:
            self._wrong(
                mark,
                f"the tag {shown(str(event.tag))} is not used in a scenario.",
                "A text that begins with ! needs quotes.",
            )

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].key is None

    def _take_key(self, value: object, event: yaml.ScalarEvent, mark: Mark) -> None:
        frame, text = self._open[-1], one_spelling(str(event.value))
        if text == "<<" and event.implicit[0]:
            hint = "Repeat the values, or let a strategy change them (based_on names another strategy)."
            self._wrong(mark, "the merge key '<<' is not used in a scenario.", hint)
        elif value is None:
            self._wrong(mark, "a key is missing before the colon.")
        elif not isinstance(value, str):
            self._wrong(mark, f"expected a text as key, got {text}.", f'Write "{text}" with quotes.')
        elif len(frame.entries) == KEYS_MAX:
            self._wrong(mark, f"a mapping has at most {KEYS_MAX:,} keys.")
            raise _Stop
        elif text in frame.entries:
            first = frame.entries[text].key
            self._wrong(
                mark,
                f"the key {shown(text)} is given twice.",
                f"First given in line {first.line}." if first.line else "",
            )
        frame.key, frame.key_mark = text, mark

    def _put(self, node: Node, levels: int) -> None:
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        frame.levels = max(frame.levels, levels + 1)
        if not frame.is_mapping:
            frame.items.append(node)
            return
        assert frame.key is not None
        assert frame.key_mark is not None
        frame.entries[frame.key] = Entry(frame.key_mark, node)
        frame.key = None


def plain_value(text: str) -> Value:
    """Return the value of an unquoted ``text`` by the core schema of YAML 1.2 (section 10.3.2 of its specification).

    >>> plain_value("no"), plain_value("9:30"), plain_value("0x10"), plain_value("1e3")
    ('no', '9:30', 16, 1000.0)
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.fullmatch(text):
        return _whole(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return math.inf if _ENDLESS.fullmatch(text) else text


def _whole(text: str) -> float:
    # More digits than Python converts are no number anybody means; infinity is refused with its position.
    if len(text) > _DIGITS_MAX:
        return math.inf
    if text.startswith("0o"):
        return int(text[2:], 8)
    return int(text[2:], 16) if text.startswith("0x") else int(text)
