"""A change of a noun's usual numbers reaches its named days, too: ``agents: {times: 1.2}`` is 20 % more on Fridays.

An analyst who wants a fifth more agents means every day, also those under ``agents_on``. So the change is written out
for the days that it does not state itself, before anything is laid over anything. A day of zeros is a day off: more
agents do not work on it.
"""

from typing import Any, NamedTuple

from simulator.errors import Problem
from simulator.scenario.language.shape import inside, noun_of
from simulator.scenario.layers.changed_numbers import is_operation, operated
from simulator.scenario.nouns import Noun, Scenario
from simulator.scenario.text.nodes import Entry, Mapping, Node, Scalar
from simulator.scenario.text.quantities import quantity

Path = tuple[str, ...]


class _Shaped(NamedTuple):
    """What is changed, and what may stand there."""

    node: Node
    shape: Any


def with_named_days(
    base: Mapping, change: Mapping, wrong: list[Problem], at: Path = (), shape: Any = Scenario
) -> Mapping:
    """Return ``change`` of ``base`` with what it says of usual numbers said of the named days, too.

    Days that cannot be changed like that are told to ``wrong``.
    """
    entries = {key: _inside(base, key, entry, wrong, (*at, key), shape) for key, entry in change.entries.items()}
    noun = noun_of(shape)
    for usual, by_day in (noun.named_days if noun is not None and issubclass(noun, Noun) else {}).items():
        days = _days(base, change, usual, by_day, wrong, at, shape)
        if days:
            stated = change.section(by_day).entries
            entries[by_day] = Entry(change.entries[usual].key, Mapping({**days, **stated}, change.mark))
    return Mapping(entries, change.mark) if entries != change.entries else change


def parts_of_days(path: Path) -> Path:
    """Return the path of the noun whose usual numbers, or those of named days, are at ``path``; () where none are.

    >>> parts_of_days(("agent_groups", "front", "agents_on", "friday"))
    ('agent_groups', 'front')
    """
    shape: Any = Scenario
    for place, part in enumerate(path):
        noun = noun_of(shape)
        pairs = noun.named_days if noun is not None and issubclass(noun, Noun) else {}
        if part in (*pairs, *pairs.values()):
            return path[:place]
        shape = inside(shape, part)
    return ()


def _inside(base: Mapping, key: str, entry: Entry, wrong: list[Problem], at: Path, shape: Any) -> Entry:
    below, above = base.get(key), entry.value
    if not isinstance(below, Mapping) or not isinstance(above, Mapping) or is_operation(above):
        return entry
    return Entry(entry.key, with_named_days(below, above, wrong, at, inside(shape, key)))


def _days(
    base: Mapping, change: Mapping, usual: str, by_day: str, wrong: list[Problem], at: Path, shape: Any
) -> dict[str, Entry]:
    """Return the operation on the ``usual`` numbers for each day that ``base`` names and the ``change`` does not."""
    operation, old = _operation_on(change.get(usual), base.get(usual), inside(shape, usual))
    named, stated = base.get(by_day), change.get(by_day)
    if operation is None or not isinstance(named, Mapping):
        return {}
    if stated is not None and (not isinstance(stated, Mapping) or is_operation(stated)):
        return {}
    if old is None or not _works(old, operation):
        return {}  # What is wrong with the change itself is told once.
    others = [day for day in named.entries if stated is None or day not in stated.entries]
    found: dict[str, Entry] = {}
    for day in others:
        node, mine = named.entries[day].value, inside(inside(shape, by_day), day)
        failed: list[Problem] = []
        if _is_a_day_off(node):
            continue
        operated(node, operation, (*at, by_day, day), failed, mine)
        if failed:
            hint = f"'{usual}' changes '{by_day}', too. To leave this day: {by_day}: {{{day}: {{times: 1}}}}."
            wrong += [_with_hint(one, hint) for one in failed]
        else:
            found[day] = Entry(named.entries[day].key, operation)
    return found


def _operation_on(change: Node | None, old: Node | None, shape: Any) -> tuple[Mapping | None, _Shaped | None]:
    """Return the operation on all numbers of a noun, and what it changes: the noun, or the key that has them all."""
    if not isinstance(change, Mapping):
        return None, None
    if is_operation(change):
        return change, _Shaped(old, shape) if old is not None else None
    noun = noun_of(shape)
    whole = noun.scaled or () if noun is not None and issubclass(noun, Noun) else ()
    for key, one in change.items():
        if key in whole and isinstance(one, Mapping) and is_operation(one) and isinstance(old, Mapping):
            there = old.get(key)
            return one, _Shaped(there, inside(shape, key)) if there is not None else None
    return None, None


def _works(old: _Shaped, operation: Mapping) -> bool:
    failed: list[Problem] = []
    operated(old.node, operation, (), failed, old.shape)
    return not failed


def _with_hint(one: Problem, hint: str) -> Problem:
    return Problem(one.file, one.line, one.column, one.where, one.what, f"{one.hint} {hint}".strip(), one.kind)


def _is_a_day_off(node: Node) -> bool:
    """Return whether all numbers of a day are 0."""
    if isinstance(node, Mapping):
        return bool(node.entries) and all(_is_a_day_off(one) for _, one in node.items())
    found = quantity(node.value) if isinstance(node, Scalar) else None
    return found is not None and found.amount == 0
