"""What may stand where: the nouns' fields by the words of the file.

Messages list the keys that are known at a place, and the command line's settings are walked along them.
"""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.nouns import Scenario
from simulator.scenario.strategies import APART

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


def is_by_name(shape: Any) -> bool:
    """Return whether ``shape`` is a mapping whose keys the analyst chooses."""
    return any(get_origin(one) is dict for one in _alternatives(shape))


def words_of(shape: Any) -> tuple[str, ...]:
    """Return the words a value may be, empty when it is not one of a few."""
    return tuple(_spelt(word) for one in _alternatives(shape) if get_origin(one) is Literal for word in get_args(one))


def _spelt(word: object) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def _alternatives(shape: Any) -> list[Any]:
    if get_origin(shape) is Annotated:
        return _alternatives(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return [one for arg in get_args(shape) for one in _alternatives(arg)]
    return [shape]
