"""What may stand where: the nouns' fields by the words of the file.

Messages list the keys that are known at a place, and the command line's settings are walked along them.
"""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.language.around import APART
from simulator.scenario.nouns import Noun, Scenario

_Kind = TypeVar("_Kind", bound=BaseModel)

INTERNAL = ("folder",)
"""Fields of `Scenario` that the reader sets, no file."""


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a noun by the word a file uses for them."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    return {word: info for word, info in fields.items() if not (model is Scenario and word in INTERNAL)}


def known_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys a file may write in a noun."""
    return [*fields_of(model), *(APART if model is Scenario else ())]


def inside(shape: Any, part: str) -> Any:
    """Return the shape of what stands under the key ``part``, None when nothing is known about it."""
    for one in _alternatives(shape):
        if isinstance(one, type) and issubclass(one, BaseModel) and part in fields_of(one):
            return fields_of(one)[part].annotation
        if get_origin(one) is dict:
            return get_args(one)[1]
    return None


def noun_of(shape: Any) -> type[BaseModel] | None:
    """Return the noun among what ``shape`` allows."""
    for one in _alternatives(shape):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def rivals(shape: Any, word: str) -> frozenset[str]:
    """Return the keys that cannot stand beside the key ``word``: other forms of the same thing.

    >>> from simulator.scenario.nouns import Lognormal
    >>> sorted(rivals(Lognormal, "sd"))
    ['cv', 'p25', 'p50', 'p75', 'p90', 'p95']
    """
    noun = noun_of(shape)
    if noun is None or not issubclass(noun, Noun):
        return frozenset()
    if word in noun.exactly_one:
        lost = {key for key, forms in noun.beside.items() if word not in forms}
        return frozenset(noun.exactly_one) - {word} | lost
    every = {key for way in noun.ways for key in way}
    return frozenset(every.difference(*(way for way in noun.ways if word in way))) if word in every else frozenset()


def is_by_name(shape: Any) -> bool:
    """Return whether ``shape`` is a mapping whose keys the analyst chooses."""
    return any(get_origin(one) is dict for one in _alternatives(shape))


def words_of(shape: Any) -> tuple[str, ...]:
    """Return the words a value may be, empty when it is not one of a few."""
    return tuple(_spelt(word) for one in _alternatives(shape) if get_origin(one) is Literal for word in get_args(one))


def nouns_in(noun: BaseModel, kind: type[_Kind]) -> Iterator[_Kind]:
    """Yield the nouns of a ``kind`` in a noun, itself included, in the order of their keys."""
    if isinstance(noun, kind):
        yield noun
    for word in type(noun).model_fields:
        value = getattr(noun, word)
        for one in value.values() if isinstance(value, dict) else (value,):
            if isinstance(one, BaseModel):
                yield from nouns_in(one, kind)


def _spelt(word: object) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def _alternatives(shape: Any) -> list[Any]:
    if get_origin(shape) is Annotated:
        return _alternatives(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return [one for arg in get_args(shape) for one in _alternatives(arg)]
    return [shape]
