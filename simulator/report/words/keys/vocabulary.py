"""A vocabulary: keys with their words and what stands below them, walked along a path."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Path = tuple[str, ...]
Area = Callable[[Path], list[str] | None]
"""From a path below a section, its name not among it, to the words of each part; None where a key is unknown."""

ANY = "*"
"""Any key that the analyst chooses, a name, a time or a day; said as it is written."""


class KeySaid(NamedTuple):
    """A key: how it is said, and the vocabulary below it."""

    said: str
    below: "Callable[[], Vocabulary]"
    """Asked when it is needed: a duration may be made of durations."""


Vocabulary = Mapping[str, KeySaid]


def key(said: str, below: "Vocabulary | Callable[[], Vocabulary] | None" = None) -> KeySaid:
    """Return a key with its words and, if anything stands below it, that."""
    if below is None:
        return KeySaid(said, dict)
    if callable(below):
        return KeySaid(said, below)
    return KeySaid(said, lambda: below)


def by_name(below: "Vocabulary | Callable[[], Vocabulary] | None" = None) -> dict[str, KeySaid]:
    """Return the vocabulary of a mapping by names, times or days."""
    return {ANY: key("", below)}


def words(*keys: str) -> dict[str, KeySaid]:
    """Return keys that are said as they are written, with spaces, and have nothing below them."""
    return {one: key(one.replace("_", " ")) for one in keys}


def told(path: Path, vocabulary: Vocabulary) -> list[str] | None:
    """Return the words of each part of a path; None where one of them is in no vocabulary.

    >>> told(("a_b", "08:00"), {"a_b": key("a and b", by_name())})
    ['a and b', '08:00']
    >>> told(("c",), words("a_b")) is None
    True
    """
    said = []
    for part in path:
        found = vocabulary.get(part) or vocabulary.get(ANY)
        if found is None:
            return None
        said.append(found.said or part)
        vocabulary = found.below()
    return said
