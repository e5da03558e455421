"""What may stand where: the nouns' fields by the words of the file.

Messages list the keys that are known at a place, and the command line's settings are walked along them.
"""

from collections.abc import Iterator
from copy import copy
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.language.around import APART
from simulator.scenario.nouns import Family, Noun, Scenario, family_of, is_family
from simulator.scenario.text.forms import DURATION_FORM, TIME_FORM
from simulator.scenario.text.nodes import Mapping, Node, Scalar, is_nothing

_Kind = TypeVar("_Kind", bound=BaseModel)

INTERNAL = ("folder", "plan_files")
"""Fields of `Scenario` that the reader sets, no file."""


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a noun by the word a file uses for them; of a family, those that all its members have."""
    return _fields_of_family(model) if is_family(model) else _fields_of(model)


def _fields_of_family(family: type[Family]) -> dict[str, FieldInfo]:
    """Return the fields of a family, the key that chooses with the words of all members, as they are now."""
    fields = _fields_of(family)
    means = [_fields_of(one)[family.by].description for one in family.members.values()]
    chooses = copy(fields[family.by])
    chooses.annotation = Literal[tuple(family.members)]  # type: ignore[assignment]
    chooses.default = family.usual()
    chooses.description = " ".join(filter(None, (chooses.description, *means)))
    return {**fields, family.by: chooses}


@cache
def _fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    return {word: info for word, info in fields.items() if not (model is Scenario and word in INTERNAL)}


def known_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys a file may write in a noun; of a family, all of which one of its members has."""
    members = model.members.values() if is_family(model) else ()
    own = [word for one in members for word in fields_of(one)]
    return [*dict.fromkeys((*fields_of(model), *own, *(APART if model is Scenario else ())))]


def chosen(shape: Any, node: Node | None) -> Any:
    """Return ``shape``, or where it is a family, the member that ``node`` chooses; the family when there is none."""
    noun = noun_of(shape)
    if noun is None or not is_family(noun):
        return shape
    return noun.member_of(_word_in(node, noun)) or noun


def outgrown(old: Mapping, change: Mapping, shape: Any, in_part: bool = False) -> set[str]:
    """Return the keys of ``old`` that another member's are, when a ``change`` chooses a new member of a family.

    ``old`` states everything, or (``in_part``) is itself a change of what is not known here.
    """
    noun = noun_of(shape)
    family = family_of(noun) if noun is not None else None
    if family is None or family.by not in change.entries:
        return set()
    # To remove the word is to choose the usual one.
    is_removed = is_nothing(change.entries[family.by].value)
    new = family.member_of(family.usual() if is_removed else _word_in(change, family))
    is_known = family.by in old.entries or not in_part
    if new is None or (is_known and new is family.member_of(_word_in(old, family))):
        return set()
    others = {word for one in family.members.values() for word in fields_of(one)}
    return {word for word in old.entries if word in others.difference(fields_of(new)) and word not in change.entries}


def _word_in(node: Node | None, family: type[Family]) -> object:
    """Return what chooses a member in ``node``, the usual word where there is none."""
    word = node.get(family.by) if isinstance(node, Mapping) else None
    if word is None:
        return family.usual()
    return word.value if isinstance(word, Scalar) else None


def inside(shape: Any, part: str) -> Any:
    """Return the shape of what stands under the key ``part``, None when nothing is known about it."""
    for one in alternatives(shape):
        # What a family's members have alone is looked up where it is not known which of them it is.
        nouns = (one, *one.members.values()) if isinstance(one, type) and is_family(one) else (one,)
        for noun in nouns:
            if isinstance(noun, type) and issubclass(noun, BaseModel) and part in fields_of(noun):
                info = fields_of(noun)[part]
                return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            if isinstance(noun, type) and issubclass(noun, Noun) and noun.named is not None:
                return noun.named
        if get_origin(one) is dict:
            return get_args(one)[1]
    return None


def noun_of(shape: Any) -> type[BaseModel] | None:
    """Return the noun among what ``shape`` allows."""
    for one in alternatives(shape):
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
        return frozenset(noun.exactly_one) - {word} | _lost(noun, word)
    if word in noun.at_most_one:
        return frozenset(noun.at_most_one) - {word} | _lost(noun, word)
    if word in noun.stands_for:
        return rivals(noun, noun.stands_for[word])
    every = {key for way in noun.ways for key in way}
    return frozenset(every.difference(*(way for way in noun.ways if word in way))) if word in every else frozenset()


def _lost(noun: type[Noun], word: str) -> frozenset[str]:
    """Return the keys of a noun that do not stand beside ``word``."""
    return frozenset(key for key, forms in noun.beside.items() if word not in forms)


def item_of(shape: Any) -> Any:
    """Return the shape of what is in a list, None where no list may stand."""
    return next((get_args(one)[0] for one in alternatives(shape) if get_origin(one) is tuple), None)


def is_by_name(shape: Any) -> bool:
    """Return whether ``shape`` is a mapping whose keys the analyst chooses."""
    return any(get_origin(one) is dict for one in alternatives(shape))


def words_of(shape: Any) -> tuple[str, ...]:
    """Return the words a value may be, empty when it is not one of a few."""
    return tuple(_spelt(word) for one in alternatives(shape) if get_origin(one) is Literal for word in get_args(one))


def is_duration(shape: Any) -> bool:
    """Return whether a value may be a duration, perhaps among others.

    >>> from simulator.scenario.nouns.when_looked import GateLook
    >>> is_duration(GateLook), words_of(GateLook)
    (True, ('change',))
    """
    if get_origin(shape) is Annotated:
        inner, *marks = get_args(shape)
        return DURATION_FORM in marks or is_duration(inner)
    return get_origin(shape) in (Union, UnionType) and any(map(is_duration, get_args(shape)))


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


def alternatives(shape: Any) -> list[Any]:
    """Return the ways in which a value may be written, without the marks around them."""
    if get_origin(shape) is Annotated:
        return alternatives(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return [one for arg in get_args(shape) for one in alternatives(arg)]
    if _steps_of_a_noun(shape):
        return [*alternatives(get_args(shape)[1]), shape]
    return [shape]


def is_through_the_day(shape: Any) -> bool:
    """Return whether ``shape`` is a noun or several by time of day, so that its keys are words or times."""
    return any(map(_steps_of_a_noun, alternatives(shape)))


def _steps_of_a_noun(shape: Any) -> bool:
    """Return whether ``shape`` is a mapping from times of day to nouns, of which one may stand alone."""
    if get_origin(shape) is not dict:
        return False
    key, value = get_args(shape)
    return TIME_FORM in getattr(key, "__metadata__", ()) and noun_of(value) is not None
