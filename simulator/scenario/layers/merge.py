"""Overriding: what a strategy, a future or the command line changes in a scenario's tree.

Mappings merge by key, ``null`` removes, anything else replaces; ``{times: 1.2}`` and ``{add: 2}`` change the number
that is there. A key of which a mapping has only one, or one set, takes the place of those that cannot stand beside it:
``exponential`` that of ``lognormal``, ``cv`` that of ``sd``; and a new ``behaviour`` that of the keys it does not have.
What is changed has the position of the change, so that a message points to the line to be mended.
"""

from typing import Any

from simulator.errors import Problem
from simulator.scenario.language.defaults import usual_value
from simulator.scenario.language.shape import (
    chosen,
    inside,
    is_by_name,
    is_through_the_day,
    known_keys,
    noun_of,
    outgrown,
    rivals,
)
from simulator.scenario.language.written import as_yaml, name_of
from simulator.scenario.layers.changed_numbers import is_operation, operated
from simulator.scenario.layers.named_days import with_named_days
from simulator.scenario.nouns import Noun, Scenario
from simulator.scenario.text.nodes import Entry, Mapping, Node, Scalar, dotted, is_nothing, problem
from simulator.scenario.text.quantities import quantity
from simulator.scenario.text.suggest import did_you_mean, nearest
from simulator.units import parse_time_of_day

Path = tuple[str, ...]


def override(base: Mapping, change: Mapping, wrong: list[Problem]) -> Mapping:
    """Return ``base`` with ``change`` applied; what cannot be applied is left as it was and told to ``wrong``."""
    return _merged(base, with_named_days(base, change, wrong), (), wrong, Scenario)


def displaced(base: Mapping, change: Mapping, key: str, shape: Any) -> set[str]:
    """Return the keys of ``base`` whose place the new ``key`` of a ``change`` takes; ``shape`` is what both are of."""
    others = rivals(shape, key)
    if is_through_the_day(shape):
        # One for the whole day takes the place of some by time, and the other way round.
        others |= {one for one in base.entries if is_time(one) is not is_time(key)}
    return {one for one in others if one in base.entries and not _gives(change, one)}


def same_time(key: str, keys: "dict[str, Entry]") -> str:
    """Return the one of ``keys`` that means ``key``: itself or the same time of day (9:00, 09:00); else ``key``."""
    if key in keys or (time_s := _time_s(key)) is None:
        return key
    return next((one for one in keys if _time_s(one) == time_s), key)


def spelt_out(node: Node, shape: Any) -> Node:
    """Return ``node``, or where a bare value stands for several keys, those: a change of one leaves the others."""
    noun = noun_of(shape)
    if noun is None or not issubclass(noun, Noun) or not isinstance(node, Scalar) or is_nothing(node):
        return node
    parts: dict[str, Node] = dict.fromkeys(noun.alike, node)
    if isinstance(node.value, str):
        parts |= {word: Scalar(text, node.mark) for word, text in noun.parts_of(node.value).items()}
    return Mapping({word: Entry(node.mark, one) for word, one in parts.items()}, node.mark) if parts else node


def is_time(key: str) -> bool:
    """Return whether a key is a time of day."""
    return _time_s(key) is not None


def _time_s(key: str) -> float | None:
    try:
        return parse_time_of_day(key)
    except ValueError:
        return None


def _gives(change: Mapping, key: str) -> bool:
    entry = change.entries.get(key)
    return entry is not None and not is_nothing(entry.value)


def _merged(base: Mapping, change: Mapping, at: Path, wrong: list[Problem], shape: Any) -> Mapping:
    gone = outgrown(base, change, shape)
    shape = chosen(shape, _over(base, change))
    entries = dict(base.entries)
    for given, new in change.entries.items():
        key = same_time(given, base.entries)
        old = base.entries.get(key)
        here = (*at, key)
        if is_nothing(new.value):
            if old is None:
                hint = did_you_mean(given, base.entries)
                wrong.append(problem(new.key, dotted(*at), f"there is no '{given}' to remove.", hint))
            else:
                entries.pop(key, None)
        elif old is None:
            missed = _missed(given, new, base, at, shape)
            wrong += missed
            usual = None if missed else usual_value(shape, key, new.key)
            fresh = None if missed else _of_usual(usual, new.value, base, here, wrong, inside(shape, key))
            if fresh is not None:
                entries[key] = Entry(new.key, fresh)
                for rival in displaced(base, change, key, shape):
                    entries.pop(rival, None)
        else:
            entries[key] = Entry(old.key, _changed(old.value, new.value, here, wrong, inside(shape, key)))
    return Mapping({key: entry for key, entry in entries.items() if key not in gone}, base.mark)


def _over(base: Mapping, change: Mapping) -> Mapping:
    """Return what stands where: a value of the ``change``, else one of the ``base``."""
    return Mapping({**base.entries, **change.entries}, base.mark)


def _changed(old: Node, new: Node, at: Path, wrong: list[Problem], shape: Any) -> Node:
    if not isinstance(new, Mapping):
        return new
    if is_operation(new):
        return operated(old, new, at, wrong, shape)
    old = spelt_out(old, shape)
    if isinstance(old, Mapping):
        return _merged(old, new, at, wrong, shape)
    return _fresh(new, None, at, wrong) or old


def _of_usual(
    usual: Node | None, new: Node, beside: Mapping, at: Path, wrong: list[Problem], shape: Any
) -> Node | None:
    """Return ``new``, where nothing was written: what it changes is the ``usual`` value, if there is one."""
    if usual is None or not isinstance(new, Mapping) or not _changes_numbers(new):
        return _fresh(new, beside, at, wrong)
    if isinstance(usual, Scalar) and is_operation(new):
        said, found = as_yaml(usual.value), quantity(usual.value)
        if found is None or (found.amount == 0 and "times" in new.entries):
            what = f"it is {said} by default, which '{next(iter(new.entries))}' cannot change."
            wrong.append(problem(new.mark, dotted(*at), what, "Write the value itself."))
            return None
    return _changed(usual, new, at, wrong, shape)


def _changes_numbers(new: Mapping) -> bool:
    """Return whether an operation is or stands in ``new``."""
    return is_operation(new) or any(_changes_numbers(one) for _, one in new.items() if isinstance(one, Mapping))


def _missed(key: str, new: Entry, base: Mapping, at: Path, shape: Any) -> list[Problem]:
    """Return that there is nothing called ``key``, where ``new`` would change something in it."""
    noun = noun_of(shape)
    if not _changes_something(new.value) or is_time(key):
        return []
    if noun is not None and (not is_by_name(shape) or is_through_the_day(shape)):
        known = known_keys(noun)
        if key in known:
            return []
        return [problem(new.key, dotted(*at), f"unknown key '{key}'.", did_you_mean(key, known))]
    thing = noun_of(inside(shape, key)) if is_by_name(shape) else None
    if thing is None or not issubclass(thing, Noun):
        return []
    what = f"there is no {name_of(thing)} '{key}' to change."
    return [problem(new.key, dotted(*at), what, did_you_mean(key, base.entries))]


def _changes_something(new: Node) -> bool:
    """Return whether ``new`` would change or remove what is there, instead of saying what is to be there."""
    if not isinstance(new, Mapping):
        return False
    return is_operation(new) or any(is_nothing(one) or _changes_something(one) for _, one in new.items())


def _fresh(new: Node, beside: Mapping | None, at: Path, wrong: list[Problem]) -> Node | None:
    """Return ``new``, which stands where nothing was; None when it would remove or change something there."""
    if not isinstance(new, Mapping):
        return new
    if is_operation(new):
        operation = next(iter(new.entries))
        what = f"there is no number here for '{operation}' to change."
        wrong.append(problem(new.mark, dotted(*at), what, _instead(at[-1], beside)))
        return None
    entries: dict[str, Entry] = {}
    for key, entry in new.entries.items():
        fresh = None
        if is_nothing(entry.value):
            what = f"there is no '{key}' to remove: '{at[-1]}' is new here."
            wrong.append(problem(entry.key, dotted(*at), what, _instead(at[-1], beside)))
        else:
            fresh = _fresh(entry.value, None, (*at, key), wrong)
        if fresh is not None:
            entries[key] = Entry(entry.key, fresh)
    # What lost something would only be reported once more, as incomplete.
    return Mapping(entries, new.mark) if len(entries) == len(new.entries) else None


def _instead(key: str, beside: Mapping | None) -> str:
    """Return the hint for a change of ``key``, which is not among those ``beside`` it."""
    if beside is not None and is_time(key):
        return did_you_mean(key, beside.entries)
    near = nearest(key, beside.entries) if beside is not None else None
    return f"Did you mean '{near}'?" if near else "Write the value itself."
