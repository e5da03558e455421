"""Nouns of which there are several kinds: the word under one key says which, and each kind has keys of its own.

A family is a noun with the keys that all its members have; a member is a noun that inherits from it and has, under the
key that chooses, its one word. Whoever reads a family gets a member. Members are looked up when something is read, so
one more is its file and its line where the family is put together; validator, schema, reference and messages follow.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeGuard, get_args

from pydantic import model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from simulator.scenario.nouns.basics import Noun


class Family(Noun):
    """Base of families: ``by`` is the key whose word chooses, ``members`` are by that word, the usual one first."""

    by: ClassVar[str]
    members: ClassVar[dict[str, type["Family"]]]

    @classmethod
    def join(cls, member: type["Family"]) -> None:
        """Make ``member`` one of the family.

        The first to join is meant where the key that chooses is left out, so it alone has a default there.
        """
        chooses = member.model_fields[cls.by]
        (word,) = get_args(chooses.annotation)
        assert chooses.is_required() is bool(cls.members), f"{word} {'has a' if cls.members else 'needs a'} default"
        cls.members[word] = member

    @classmethod
    def usual(cls) -> str:
        """Return the word that is meant where none is given."""
        return next(iter(cls.members))

    @classmethod
    def member_of(cls, word: object) -> "type[Family] | None":
        """Return the member that ``word`` chooses; None when no member is called so."""
        return cls.members.get(word) if isinstance(word, str) else None

    @model_validator(mode="wrap")
    @classmethod
    def _as_member(cls, value: Any, make: "ModelWrapValidatorHandler[Family]") -> "Family":
        if not is_family(cls):
            return make(value)
        if isinstance(value, cls):
            return value
        word = value.get(cls.by, cls.usual()) if isinstance(value, Mapping) else cls.usual()
        member = cls.member_of(word)
        if member is None:
            # The usual one refuses the word, and whatever is wrong with what all have; of the rest nothing is known.
            common = {info.alias or name for name, info in cls.model_fields.items()}
            value = {key: one for key, one in value.items() if key in common}
            member = cls.members[cls.usual()]
        return member.model_validate(value)


def is_family(noun: type[Any]) -> TypeGuard[type[Family]]:
    """Return whether ``noun`` is a family itself, and not one of its members or a noun by itself."""
    return issubclass(noun, Family) and "members" in vars(noun)


def family_of(noun: type[Any]) -> type[Family] | None:
    """Return the family that ``noun`` is, or is a member of; None for a noun by itself."""
    return next((one for one in noun.__mro__ if is_family(one)), None)
