"""The validator's errors in an analyst's words, each at the place that has to be mended.

The validator knows models and types; who writes a scenario knows keys, texts, numbers and the file's own words.
A sentence raised by a noun is already written for the analyst and is shown as it is.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import Problem
from simulator.scenario.language.shape import (
    chosen,
    fields_of,
    inside,
    is_by_name,
    is_duration,
    is_through_the_day,
    item_of,
    known_keys,
    noun_of,
    words_of,
)
from simulator.scenario.language.written import as_yaml, example_of, meaning_of, name_of
from simulator.scenario.layers.merge import same_time
from simulator.scenario.nouns import Family, Hours, Noun, Scenario, family_of, is_family
from simulator.scenario.nouns.basics import WHOLE_DAY
from simulator.scenario.nouns.closed_doors import Redirect
from simulator.scenario.nouns.hours import EVERY_DAY
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.sound.misspelt import meant_by
from simulator.scenario.text.nodes import Mapping, Mark, Node, Scalar, Sequence, came_later, dotted, plain, problem
from simulator.scenario.text.quoted import quoted
from simulator.scenario.text.suggest import did_you_mean, nearest
from simulator.scenario.text.trade_words import key_hint
from simulator.units import shown

_READABLE = 100
"""Signs of examples for missing keys; more would bury what is missing."""


class TreePlace(NamedTuple):
    """A place in the tree: the path in the file's words, the key, what stands there, what may stand there."""

    path: tuple[str, ...]
    key: Mark
    node: Node
    shape: Any

    @property
    def where(self) -> str:
        """Return the dotted path."""
        return dotted(*self.path)


def translated(error: ValidationError, tree: Mapping) -> list[Problem]:
    """Return the problems that ``error`` found in ``tree``, one for each thing to mend."""
    details = [detail for detail in error.errors(include_url=False) if not _of_another_form(detail)]
    misspelt = _misspelt(details, tree)
    details = [detail for detail in details if not _waits_for_the_choice(detail, tree)]
    problems: dict[tuple[str, ...], Problem] = {}
    missing: dict[tuple[str, ...], tuple[TreePlace, list[str]]] = {}
    for detail in _sentences_first(details):
        place, rest = locate(tree, detail["loc"])
        if detail["type"] != "missing":
            # The alternatives of a union each complain about the same value; one complaint is enough.
            problems.setdefault(place.path, _problem(detail, place, rest, tree))
        elif (place.path, rest[:1]) not in misspelt:
            missing.setdefault(place.path, (place, []))[1].extend(rest[:1])
    return [*problems.values(), *(_missing(place, keys, tree) for place, keys in missing.values())]


def locate(tree: Mapping, loc: tuple[int | str, ...]) -> tuple[TreePlace, tuple[str, ...]]:
    """Return the deepest place of ``tree`` on the way ``loc``, and the parts of the way that are not in the file.

    What is not in the file: keys that are missing, the inside of short forms, the validator's names of alternatives.
    """
    place = TreePlace((), tree.mark, tree, Scenario)
    parts = [str(part) for part in loc]
    while parts:
        node, part = place.node, parts[0]
        if isinstance(node, Mapping) and (key := same_time(part, node.entries)) in node.entries:
            entry = node.entries[key]
            shape = chosen(inside(place.shape, part), entry.value)
            place = TreePlace((*place.path, key), entry.key, entry.value, shape)
        elif isinstance(node, Sequence) and part.isdigit():
            item = node.items[int(part)]
            place = TreePlace(place.path, item.mark, item, item_of(place.shape))
        elif isinstance(node, Scalar) and part == "0" and item_of(place.shape) is not None:
            # A single value that stands for a list of one.
            place = place._replace(shape=item_of(place.shape))
        elif not (_names_a_form(part) or (part == WHOLE_DAY and is_through_the_day(place.shape))):
            break
        parts.pop(0)
    return place, tuple(parts)


def _names_a_form(part: str) -> bool:
    """Return whether a part of a way is the validator's name of an alternative, and no key."""
    return "[" in part[1:] or part in (EVERY_DAY, Hours.__name__, Redirect.__name__, AllOfThese.__name__)


def _of_another_form(detail: ErrorDetails) -> bool:
    """Return whether a mapping or a list is told that it is none of the other: what is wrong inside of it says more."""
    no_word = str(detail["loc"][-1]).startswith("literal[") and isinstance(detail["input"], dict | tuple)
    no_list = detail["type"] == "tuple_type" and isinstance(detail["input"], dict)
    return no_word or no_list or (detail["type"] == "model_type" and isinstance(detail["input"], tuple))


def unknown_key(place: TreePlace, model: type[BaseModel] = Scenario) -> Problem:
    """Return the problem of a key that its mapping does not know."""
    name = place.path[-1]
    known = known_keys(model)
    hint = key_hint(name, known) or did_you_mean(name, known)
    return problem(place.key, dotted(*place.path[:-1]), f"unknown key {shown(name)}.", hint)


def _sentences_first(details: list[ErrorDetails]) -> list[ErrorDetails]:
    return sorted(details, key=lambda detail: detail["type"] != "value_error")


def _misspelt(details: list[ErrorDetails], tree: Mapping) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the missing keys that are there, but spelt in a way that is reported already."""
    found: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            place, _ = locate(tree, detail["loc"])
            meant = nearest(place.path[-1], known_keys(_model_around(tree, detail)))
            if meant is not None:
                found.add((place.path[:-1], (meant,)))
    return found


def _waits_for_the_choice(detail: ErrorDetails, tree: Mapping) -> bool:
    """Return whether a key may well be right, once the key that chooses a member of a family is spelt as it is."""
    if detail["type"] != "extra_forbidden":
        return False
    place, _ = locate(tree, detail["loc"])
    around, _ = locate(tree, detail["loc"][:-1])
    noun = noun_of(around.shape)
    family = family_of(noun) if noun is not None else None
    if noun is None or family is None or not isinstance(around.node, Mapping) or family.by in around.node.entries:
        return False
    # Asked first, because hundreds of wrong keys would each be asked what all of them are near to.
    if not _members_with(family, place.path[-1]):
        return False
    return any(nearest(key, known_keys(noun)) == family.by for key in around.node.entries)


def _model_around(tree: Mapping, detail: ErrorDetails) -> type[BaseModel]:
    place, _ = locate(tree, detail["loc"][:-1])
    return noun_of(place.shape) or Scenario


def _problem(detail: ErrorDetails, place: TreePlace, rest: tuple[str, ...], tree: Mapping) -> Problem:
    kind = detail["type"]
    if kind == "extra_forbidden":
        around, _ = locate(tree, place.path[:-1])
        noun = noun_of(around.shape) or Scenario
        return _of_another_member(place, around, noun) or unknown_key(place, noun)
    if kind == "value_error":
        return _sentence(detail, place, rest)
    words = _WORDS.get(kind, _otherwise)
    what, hint = words(detail, place)
    return problem(place.node.mark, place.where, what, hint)


def _of_another_member(place: TreePlace, around: TreePlace, noun: type[BaseModel]) -> Problem | None:
    """Return the problem of a key that only other members of its noun's family have; None when none of them has it."""
    family = family_of(noun)
    if family is None or is_family(noun) or not isinstance(around.node, Mapping):
        return None
    word = place.path[-1]
    if not (has := _members_with(family, word)):
        near = nearest(word, known_keys(noun)) or nearest(word, known_keys(family)) or ""
        if near in fields_of(noun) or not (has := _members_with(family, near)):
            return None
        hint = f"Did you mean '{near}', which is for {family.by} {' or '.join(has)}?"
        return problem(place.key, around.where, f"unknown key '{word}'.", hint)
    mine = next(one for one, member in family.members.items() if member is noun)
    what = f"'{word}' is for {family.by} {' or '.join(has)}; this {name_of(family)} is {mine}."
    # Where it is not said which it is, that was probably forgotten; else the key is wrong, or what is said.
    if family.by not in around.node.entries:
        return problem(place.key, around.where, what, f"Write {family.by}: {has[0]} as well.")
    own = [key for key in fields_of(noun) if key not in fields_of(family)]
    return problem(place.key, around.where, what, f"Keys for {family.by} {mine}: {', '.join(own)}." if own else "")


def _members_with(family: type[Family], key: str) -> list[str]:
    """Return the words of the members of a family that have a ``key``."""
    return [word for word, member in family.members.items() if key in fields_of(member)]


def _chosen_later(place: TreePlace) -> Mark | None:
    """Return where an override chose another member of a family: what is missing is so because of that."""
    noun = noun_of(place.shape)
    family = family_of(noun) if noun is not None else None
    word = place.node.get(family.by) if family is not None and isinstance(place.node, Mapping) else None
    return word.mark if word is not None and came_later(word.mark, place.node.mark) else None


def _missing(place: TreePlace, keys: list[str], tree: Mapping) -> Problem:
    model = noun_of(place.shape)
    named = quoted(keys)
    # The key that holds the mapping is easier to find than the mapping's first line.
    mark = _chosen_later(place) or (place.key if place.path else place.node.mark)
    around, _ = locate(tree, place.path[:-1])
    meant = meant_by(place.path[-1], around.node) if place.path and is_by_name(around.shape) else ""
    if meant and model is not None and issubclass(model, Noun):
        what = f"there is no {name_of(model)} '{place.path[-1]}' to change."
        return problem(place.key, around.where, what, f"Did you mean '{meant}'? A new one needs {named}.")
    what = f"{named} {'is' if len(keys) == 1 else 'are'} missing."
    return problem(mark, place.where, what, _wanted(model, keys) if model else "")


def _wanted(model: type[BaseModel], keys: list[str]) -> str:
    """Return what the missing ``keys`` are for and how they are written; of several, as much as can be read."""
    fields = [fields_of(model)[key] for key in keys]
    meaning = f"{meaning_of(fields[0])} " if len(keys) == 1 else ""
    examples = ", ".join(f"{key}: {as_yaml(example_of(info))}" for key, info in zip(keys, fields, strict=True))
    return f"{meaning}Write {examples}." if len(keys) == 1 or len(examples) <= _READABLE else ""


def _sentence(detail: ErrorDetails, place: TreePlace, rest: tuple[str, ...]) -> Problem:
    """A noun's own sentence; when it names a key of its mapping, that key's value is the place.

    Else, when something came later than the mapping (through a strategy, or a file that extends another), that is it.
    """
    text = str(detail["ctx"]["error"])
    if "[key]" in rest:
        return problem(place.key, place.where, text)
    mark = place.node.mark
    if isinstance(place.node, Mapping):
        named = list(filter(None, (_named(place, name) for name in re.findall(r"'([^']+)'", text))))
        later = [entry.key for entry in place.node.entries.values() if came_later(entry.key, place.node.mark)]
        mark = named[0] if named else (*later, place.node.mark)[0]
    return problem(mark, place.where, text)


def _named(place: TreePlace, name: str) -> Mark | None:
    """Return where the value of a key stands that a sentence names, or of one inside of it, as *hours.friday*."""
    node: Node | None = place.node
    for key in name.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    return node.mark if node is not None else None


Words = tuple[str, str]


def _got(place: TreePlace) -> str:
    return shown(plain(place.node))


def _otherwise(detail: ErrorDetails, place: TreePlace) -> Words:
    return f"expected another kind of value, got {_got(place)}.", ""


def _one_of(detail: ErrorDetails, place: TreePlace) -> Words:
    words = words_of(place.shape)
    forms = (*words, "a duration") if is_duration(place.shape) else words
    known = " or ".join(filter(None, (", ".join(forms[:-1]), *forms[-1:]))) or "another value"
    near = nearest(str(place.node.value), words) if isinstance(place.node, Scalar) else None
    return f"expected {known}, got {_got(place)}.", f"Did you mean '{near}'?" if near else ""


def _text(detail: ErrorDetails, place: TreePlace) -> Words:
    hint = "Put it in quotes." if isinstance(place.node, Scalar) and place.node.value is not None else ""
    return f"expected a text, got {_got(place)}.", hint


def _mapping(detail: ErrorDetails, place: TreePlace) -> Words:
    model = noun_of(place.shape)
    if model is not None:
        at_least_one = issubclass(model, Noun) and bool(model.at_least_one)
        needs = at_least_one or any(info.is_required() for info in model.model_fields.values())
        hint = "" if needs else "Write {} for the defaults. "
        return f"expected a mapping, got {_got(place)}.", f"{hint}Its keys: {', '.join(known_keys(model))}."
    if is_by_name(place.shape):
        return f"expected a mapping by name, got {_got(place)}.", "Write it as {some_name: …}."
    return f"expected a mapping, got {_got(place)}.", ""


def _limit(words: str, name: str) -> Callable[[ErrorDetails, TreePlace], Words]:
    def say(detail: ErrorDetails, place: TreePlace) -> Words:
        bound = detail.get("ctx", {}).get(name)
        value = plain(place.node)
        limit = f"{bound * 100:g}%" if isinstance(value, str) and "%" in value and bound is not None else f"{bound:g}"
        return f"expected {words} {limit}, got {_got(place)}.", ""

    return say


def _fixed(what: str) -> Callable[[ErrorDetails, TreePlace], Words]:
    return lambda detail, place: (f"{what}, got {_got(place)}.", "")


_WORDS: dict[str, Callable[[ErrorDetails, TreePlace], Words]] = {
    "literal_error": _one_of,
    "string_type": _text,
    "model_type": _mapping,
    "dict_type": _mapping,
    "int_type": _fixed("expected a whole number"),
    "float_type": _fixed("expected a number"),
    "too_short": lambda detail, place: ("expected at least one, got none.", ""),
    "string_too_short": lambda detail, place: ("expected a text, got an empty one.", ""),
    "greater_than": _limit("more than", "gt"),
    "greater_than_equal": _limit("at least", "ge"),
    "less_than": _limit("less than", "lt"),
    "less_than_equal": _limit("at most", "le"),
}
