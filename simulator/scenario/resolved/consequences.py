"""What is wrong in one variant because it is wrong in another that it builds on: that is reported once, where it is.

A mistake of the base shows again in every strategy that multiplies the wrong value, at the strategy's line and with
other numbers. To mend it there would be no use.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from simulator.errors import Problem
from simulator.scenario.layers.changed_numbers import is_operation
from simulator.scenario.resolved.acknowledged import place_of
from simulator.scenario.text import nodes

_Variant = TypeVar("_Variant")
_Position = tuple[str, int, int]
_NUMBERS = re.compile(r"\([^()]*\)|[\d.,:%]+\w*")


def without_consequences(
    found: Mapping[_Variant, tuple[Problem, ...]],
    changes: Mapping[_Variant, tuple[nodes.Mapping, ...]],
    base: tuple[Problem, ...],
) -> dict[_Variant, tuple[Problem, ...]]:
    """Return the problems ``found`` in each variant without those that it has of the ones it builds on.

    A variant builds on the ``base``, and on those whose ``changes`` its own begin with.
    """
    by_changes = {tuple(map(id, changes[one])): problems for one, problems in found.items()}
    told: dict[_Variant, tuple[Problem, ...]] = {}
    for one, problems in found.items():
        mine = tuple(map(id, changes[one]))
        causes = [*base, *(cause for size in range(1, len(mine)) for cause in by_changes.get(mine[:size], ()))]
        operations = set(_operations(changes[one])) if causes and problems else set()
        told[one] = tuple(each for each in problems if not _follows(each, causes, operations))
    return told


def _follows(one: Problem, causes: list[Problem], operations: set[_Position]) -> bool:
    """Return whether a problem is one of the ``causes`` at an operation on it, or with other numbers."""
    place, is_changed = place_of(one), _position(one) in operations
    for cause in causes:
        if cause == one:
            continue  # The very same is reported once anyway.
        there = place_of(cause)
        if is_changed and (there == place or there.startswith(f"{place}.")):
            return True
        if there == place and _position(cause) == _position(one) and _shape(cause) == _shape(one):
            return True
    return False


def _operations(changes: Iterable[nodes.Mapping]) -> Iterable[_Position]:
    for change in changes:
        if is_operation(change):
            yield change.mark.file, change.mark.line, change.mark.column
        yield from _operations(one for _, one in change.items() if isinstance(one, nodes.Mapping))


def _position(one: Problem) -> _Position:
    return one.file, one.line, one.column


def _shape(one: Problem) -> str:
    """Return what is said without its numbers."""
    return _NUMBERS.sub("…", one.what)
