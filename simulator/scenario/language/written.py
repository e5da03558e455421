"""The nouns' types, read as what may stand in a file; the JSON Schema and the reference are made from this.

The validator's types say how a value is checked and kept; here is only what an analyst can write.
"""

import re
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from simulator.scenario.nouns import Noun, WithShortForm
from simulator.scenario.text.forms import COUNT_FORM, WHOLE_FORM, ByTime, Form, Instead, OrEveryDay, OrNames, OrOne
from simulator.scenario.text.yaml_write import yaml_value


@dataclass(frozen=True)
class Words:
    """One of a few words (or numbers, or true)."""

    words: tuple[Any, ...]


@dataclass(frozen=True)
class DaySteps:
    """A value for the whole day, or values by time of day."""

    key: Form
    value: "Written"


@dataclass(frozen=True)
class ByName:
    """A mapping whose keys the analyst chooses."""

    key: Form
    value: "Written"
    bare: type[Noun] | None = None
    """A noun whose keys may stand there as well: what is for every name."""


@dataclass(frozen=True)
class ListOf:
    """A list of values of one kind."""

    value: "Written"


@dataclass(frozen=True)
class AnyOf:
    """One of several ways."""

    ways: tuple["Written", ...]


@dataclass(frozen=True)
class Nothing:
    """``null``, which means the same as leaving the key out."""


Written = Form | Words | DaySteps | ByName | ListOf | AnyOf | Nothing | type[Noun]


def name_of(noun: type[Noun]) -> str:
    """Return what a noun is called.

    >>> from simulator.scenario.nouns import ContactType
    >>> name_of(ContactType)
    'contact type'
    """
    return re.sub(r"(?<=.)([A-Z])", r" \1", noun.__name__).lower()


def written(field: FieldInfo) -> Written:
    """Return how the values of a noun's ``field`` are written."""
    return _written(field.annotation, tuple(field.metadata))


def shape_written(shape: Any) -> Written:
    """Return how what has a ``shape`` is written."""
    return _written(shape, ())


def is_whole(shape: Any) -> bool:
    """Return whether numbers that may stand where ``shape`` is, by time of day too, are whole ones."""
    return any(one in (WHOLE_FORM, COUNT_FORM) for one in _ways(shape))


def words_instead(shape: Any) -> tuple[Any, ...]:
    """Return the words that may stand where ``shape`` is in place of a number or a noun, as ``endless``."""
    ways = _ways(shape)
    return tuple(word for one in ways if isinstance(one, Words) for word in one.words) if len(ways) > 1 else ()


def _ways(shape: Any) -> list[Written]:
    """Return all in which a value of ``shape`` may be written; none where nothing is known about it."""
    found: list[Written] = [] if shape is None else [_written(shape, ())]
    ways: list[Written] = []
    while found:
        way = found.pop()
        if isinstance(way, AnyOf):
            found += way.ways
        elif isinstance(way, DaySteps):
            found.append(way.value)
        else:
            ways.append(way)
    return ways


def default_of(field: FieldInfo) -> Any:
    """Return the default of ``field`` as a file would say it; None when it has none that can be written."""
    if field.is_required():
        return None
    return _said(field.get_default(call_default_factory=True), written(field))


def meaning_of(field: FieldInfo) -> str:
    """Return what ``field`` means, without what happens when it is left out."""
    return (field.description or "").partition(" Left out: ")[0]


def example_of(field: FieldInfo) -> Any:
    """Return the first example of what may stand in ``field``."""
    assert field.examples, f"the field that means {field.description} has no example"
    return field.examples[0]


def as_yaml(value: Any) -> str:
    """Return a value as a scenario would write it on one line.

    >>> as_yaml({"08:00": "4/min", "share": "80%", "on": True})
    '{"08:00": 4/min, share: 80%, "on": true}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(one) for one in value) + "]"
    text = yaml_value(value)
    return f'"{text}"' if "," in text and not text.startswith('"') else text


def _written(shape: Any, marks: tuple[Any, ...]) -> Written:
    if get_origin(shape) is Annotated:
        inner, *more = get_args(shape)
        return _written(inner, (*more, *marks))
    form = next((mark for mark in marks if isinstance(mark, Form)), None)
    if form is not None:
        return form
    instead = next((mark.word for mark in marks if isinstance(mark, Instead)), None)
    if get_origin(shape) in (Union, UnionType):
        nothing = Nothing() if instead is None else Words((instead,))
        return AnyOf(tuple(nothing if one is NoneType else _written(one, ()) for one in get_args(shape)))
    if get_origin(shape) is Literal:
        return Words(get_args(shape))
    if get_origin(shape) is dict:
        key, value = (_written(one, ()) for one in get_args(shape))
        assert isinstance(key, Form), f"the keys of {shape} have no form"
        if any(isinstance(mark, OrEveryDay) for mark in marks):
            return _or_every_day(key, value)
        if any(isinstance(mark, OrNames) for mark in marks):
            return AnyOf((ByName(key, value), key, ListOf(key)))
        return DaySteps(key, value) if any(isinstance(mark, ByTime) for mark in marks) else ByName(key, value)
    if get_origin(shape) is tuple:
        one = _written(get_args(shape)[0], ())
        return AnyOf((one, ListOf(one))) if any(isinstance(mark, OrOne) for mark in marks) else ListOf(one)
    assert isinstance(shape, type), f"{shape} has no form"
    assert issubclass(shape, Noun), f"{shape} has no form"
    return shape


def _or_every_day(key: Form, value: Written) -> Written:
    """Return a mapping by day, into which the keys of every day may be written, or a list for every day."""
    ways = value.ways if isinstance(value, AnyOf) else (value,)
    bare = next(way for way in ways if isinstance(way, type))
    return AnyOf((ByName(key, value, bare), *(way for way in ways if isinstance(way, ListOf))))


def _said(value: Any, way: Written) -> Any:
    if isinstance(value, WithShortForm):
        bare = getattr(value, value.bare)
        return None if bare is None else _said(bare, written(type(value).model_fields[value.bare]))
    if isinstance(way, AnyOf):
        forms = [one for one in way.ways if isinstance(one, Form | Words)]
        if isinstance(value, tuple) and len(value) == 1:
            # What may be a list is written without one.
            (value,) = value
        return None if value is None or not forms else _said(value, forms[0])
    if isinstance(way, Form):
        return way.write(value)
    if isinstance(way, DaySteps):
        # One value for the whole day may stand alone.
        return _said(value[0.0], way.value) if list(value) == [0.0] else None
    return value if isinstance(way, Words) else None
