"""Changing the numbers that are there: ``{times: 1.2}`` multiplies them, ``{add: 2}`` adds to them.

Which numbers of a whole are meant says its noun (`scaled`, `moved`): a talk that takes 1.1 times as long has another
mean and another sd, and the same coefficient of variation. Arithmetic is decimal and exact; where a whole number is
expected and the result is none, ``round`` says which one it becomes, of each number by itself.
"""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from simulator.errors import Problem
from simulator.scenario.language.shape import chosen, inside, is_through_the_day, item_of, noun_of
from simulator.scenario.language.written import is_whole, words_instead
from simulator.scenario.nouns import Noun
from simulator.scenario.text.forms import ROUNDINGS
from simulator.scenario.text.nodes import Entry, Mapping, Node, Scalar, Sequence, dotted, problem
from simulator.scenario.text.quantities import QuantityKind, factor, increased, multiplied, quantity
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import TIME_OF_DAY, shown

OPERATIONS = ("times", "add")
ROUND = "round"
_HOW = dict(zip(ROUNDINGS, (ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP), strict=True))
"""To the nearest, a half goes up."""
Path = tuple[str, ...]


def is_operation(change: Mapping) -> bool:
    """Return whether ``change`` changes numbers and is no mapping that is laid over another."""
    return any(isinstance(change.get(name), Scalar) for name in OPERATIONS)


def operated(old: Node, change: Mapping, at: Path, wrong: list[Problem], shape: Any) -> Node:
    """Return ``old``, which is of ``shape``, with its numbers changed as ``change`` says.

    What cannot be changed is left as it was and told to ``wrong``.
    """
    try:
        return _Operation(change).on(old, shape)
    except ValueError as error:
        wrong.append(problem(change.mark, dotted(*at), str(error)))
        return old


@dataclass
class _Operation:
    """One operation at work: what it says, and what it has met."""

    change: Mapping
    name: str = ""
    by: Scalar = field(init=False)
    times: Decimal = Decimal(1)
    """What is multiplied by; of no use where something is added."""
    rounding: str = ""
    kinds: dict[QuantityKind, str] = field(default_factory=dict)
    """What is changed where no noun says which numbers are meant, and the first place of each."""
    changed: int = 0
    whole: int = 0
    """How many of the numbers are whole ones."""

    def __post_init__(self) -> None:
        given = list(self.change.entries)
        self.name = next(name for name in OPERATIONS if name in given)
        if any(key not in (self.name, ROUND if self.name == "times" else "") for key in given):
            near = did_you_mean(given[-1], [ROUND]) if len(given) == 2 and self.name == "times" else ""
            hint = near if near.startswith("Did") else ""
            raise ValueError(
                f"expected 'times' or 'add' alone, or 'times' with 'round', got {', '.join(given)}. {hint}".strip()
            )
        by = self.change.get(self.name)
        assert isinstance(by, Scalar)
        self.by = by
        if self.name == "times":
            self.times = factor(by.value)
        rounding = self.change.get(ROUND)
        if rounding is not None:
            word = rounding.value if isinstance(rounding, Scalar) else None
            if word not in ROUNDINGS:
                raise ValueError(f"expected up, down or nearest for 'round', got {shown(word)}.")
            self.rounding = str(word)

    def on(self, old: Node, shape: Any) -> Node:
        """Return ``old`` changed. Raises ValueError in the analyst's words."""
        new = self._each(old, shape, (), is_meant=isinstance(old, Scalar))
        if not self.changed:
            raise ValueError(f"there is no number here for '{self.name}' to change.")
        if len(self.kinds) > 1:
            got = " and ".join(f"{kind} ({path})" for kind, path in self.kinds.items())
            raise ValueError(
                f"'{self.name}' can only change numbers of one kind together, but these are {got}. Change each by its "
                "name."
            )
        if self.rounding and not self.whole:
            raise ValueError("'round' is for whole numbers, but there are none here.")
        return new

    def _each(self, node: Node, shape: Any, at: Path, is_meant: bool) -> Node:
        """Return ``node`` changed; ``is_meant`` where a noun around it says that its numbers are."""
        if isinstance(node, Scalar):
            return self._number(node, shape, at, is_meant)
        if isinstance(node, Sequence):
            items = (self._each(item, item_of(shape), at, is_meant) for item in node.items)
            return Sequence(tuple(items), self.change.mark)
        shape = chosen(shape, node)
        noun = _noun_of(shape, node)
        if noun is None:
            return self._all(node, shape, at, is_meant, tuple(node.entries))
        if self.name in noun.unchangeable:
            if self.name == "times" and self.times == 1:
                self.changed += 1
                return node
            raise ValueError(noun.unchangeable[self.name])
        if noun.factor_key:
            return self._in_a_file(node, noun.factor_key)
        said = noun.scaled if self.name == "times" else noun.moved
        keys = tuple(node.entries) if said is None else said
        return self._all(node, shape, at, is_meant or said is not None, keys)

    def _all(self, node: Mapping, shape: Any, at: Path, is_meant: bool, keys: Path) -> Mapping:
        def changed(key: str, value: Node) -> Node:
            return self._each(value, inside(shape, key), (*at, key), is_meant) if key in keys else value

        entries = {key: Entry(entry.key, changed(key, entry.value)) for key, entry in node.entries.items()}
        return Mapping(entries, node.mark)

    def _in_a_file(self, node: Mapping, key: str) -> Mapping:
        """Return ``node``, whose numbers are in a file, with the factor that they are multiplied by changed."""
        self.changed += 1
        entry = node.entries.get(key, Entry(self.change.mark, Scalar(1, self.change.mark)))
        if not isinstance(entry.value, Scalar) or (self.times == 1 and key not in node.entries):
            return node
        new = Scalar(multiplied(entry.value.value, self.times), self.change.mark)
        return Mapping({**node.entries, key: Entry(entry.key, new)}, node.mark)

    def _number(self, node: Scalar, shape: Any, at: Path, is_meant: bool) -> Scalar:
        if at and not self._is_a_number(node, shape, at, is_meant):
            return node
        self.changed += 1
        if self.name == "add":
            return Scalar(increased(node.value, self.by.value), self.change.mark)
        new = multiplied(node.value, self.times)
        if is_whole(shape) and isinstance(node.value, int):
            self.whole += 1
            new = self._rounded(node.value, new, at)
        return Scalar(new, self.change.mark)

    def _is_a_number(self, node: Scalar, shape: Any, at: Path, is_meant: bool) -> bool:
        found = quantity(node.value)
        if found is None and (is_meant or node.value in words_instead(shape)):
            return False
        if found is None:
            what = f"'{self.name}' changes numbers, but '{dotted(*at)}' is not a number."
            raise ValueError(f"{what} Change the number by its name.")
        if not is_meant:
            self.kinds.setdefault(found.kind, dotted(*at))
        return True

    def _rounded(self, old: int, new: Any, at: Path) -> Any:
        """Return ``new`` as a whole number, as ``round`` says."""
        if isinstance(new, int):
            return new
        exact = Decimal(old) * self.times
        whole = {word: int(exact.to_integral_value(how)) for word, how in _HOW.items()}
        if self.rounding:
            return whole[self.rounding]
        where, by = f"{dotted(*at)}: " if at else "", self.by.value
        raise ValueError(
            f"{where}{old} × {by} is {new}, which is not a whole number. Say how to round it: {{times: {by}, "
            f"round: up}} gives {whole['up']}, down {whole['down']}, nearest {whole['nearest']}."
        )


def _noun_of(shape: Any, node: Mapping) -> type[Noun] | None:
    """Return the noun that ``node`` is; None where it is a mapping by name or by time of day."""
    noun = noun_of(shape)
    if noun is None or not issubclass(noun, Noun):
        return None
    by_time = is_through_the_day(shape) and any(TIME_OF_DAY.fullmatch(key.strip()) for key in node.entries)
    return None if by_time else noun
