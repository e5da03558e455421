"""Arguments of promised functions: another kind of value than expected is a `UsageError` that names the argument.

Whoever calls a function is told what it expects, what came and, where that can be told, what they probably meant. A
text where names belong is one name, and whole numbers may be of any library.
"""

import operator
from collections.abc import Iterable, Mapping, Set
from numbers import Real
from typing import Any, TypeVar

from simulator.errors import UsageError
from simulator.units import shown

Kind = TypeVar("Kind")

STUDY = "a study, as load() returns it"
SCENARIO = "a scenario, as study.resolve() returns it"
WORKLOAD = "a workload, as draw() returns it"
LOG = "a log, as simulate() returns it"
A_STRATEGY = "the name of a strategy"
COMPARED = "a comparison, as compare() returns it"

_TOO_LARGE = 10**300
"""Larger whole numbers may fit in no float, and Python may refuse to write them."""


def of_kind(argument: str, given: object, kind: type[Kind], expected: str, hint: str = "") -> Kind:
    """Return ``given``, which is of ``kind``. Raises UsageError for anything else."""
    if not isinstance(given, kind):
        raise wrong_kind(argument, expected, given, hint or _hint(given, expected))
    return given


def text(argument: str, given: object, expected: str = "a text") -> str:
    """Return ``given``, which is a text. Raises UsageError for anything else."""
    return str(of_kind(argument, given, str, expected))


def text_or_none(argument: str, given: object, expected: str = "a text") -> str | None:
    """Return ``given``, which is a text or None. Raises UsageError for anything else."""
    return None if given is None else text(argument, given, expected)


def whole_number(argument: str, given: object) -> int:
    """Return ``given`` as an int; True is none. Raises UsageError for anything else.

    >>> whole_number("replications", 3)
    3
    """
    try:
        if isinstance(given, bool) or type(given).__name__ in ("bool", "bool_"):
            raise TypeError
        found = operator.index(given)  # type: ignore[arg-type]
    except TypeError:
        raise wrong_kind(argument, "a whole number", given) from None
    if abs(found) >= _TOO_LARGE:
        raise UsageError(f"{argument}: the number is too large.")
    return found


def whole_number_or_none(argument: str, given: object) -> int | None:
    """Return ``given``, which is a whole number or None, as an int. Raises UsageError for anything else."""
    return None if given is None else whole_number(argument, given)


def number(argument: str, given: object) -> float:
    """Return ``given``, which is a number, as a float; True is none. Raises UsageError for anything else."""
    if not isinstance(given, Real) or isinstance(given, bool):
        raise wrong_kind(argument, "a number", given)
    return float(given)


def yes_or_no(argument: str, given: object) -> bool:
    """Return ``given``, which is True or False. Raises UsageError for anything else."""
    return of_kind(argument, given, bool, "True or False")


def texts(argument: str, given: object, expected: str = "a name or a list of names") -> tuple[str, ...]:
    """Return the texts in ``given``; a text is one. Raises UsageError for anything else.

    >>> texts("strategies", "base"), texts("strategies", ["base", "more"])
    (('base',), ('base', 'more'))
    """
    return tuple(text(argument, one, expected) for one in _listed(argument, given, expected))


def texts_or_none(argument: str, given: object, expected: str = "a name or a list of names") -> tuple[str, ...] | None:
    """Return the texts in ``given``, None where that is None. Raises UsageError for anything else."""
    return None if given is None else texts(argument, given, expected)


def future_names(given: object) -> tuple[str | None, ...] | None:
    """Return the names in ``given``; None among them is the scenario as stated. Raises UsageError."""
    expected = "a name or a list of names, None for the scenario as stated"
    if given is None:
        return None
    return tuple(text_or_none("futures", one, expected) for one in _listed("futures", given, expected))


def with_methods(argument: str, given: object, names: tuple[str, ...], expected: str) -> None:
    """Raise UsageError when ``given`` is neither None nor has all the methods that are called of it."""
    if given is not None and not all(callable(getattr(given, name, None)) for name in names):
        raise wrong_kind(argument, expected, given)


def wrong_kind(argument: str, expected: str, given: object, hint: str = "") -> UsageError:
    """Return the error that says of which kind an argument is to be, and what came."""
    return UsageError(f"{argument}: expected {expected}, got {kind_of(given)}. {hint}".strip())


def kind_of(given: object) -> str:
    """Return what ``given`` is, for a message.

    >>> kind_of("3"), kind_of(3.5), kind_of(None), kind_of(True), kind_of([1]), kind_of(kind_of)
    ("the text '3'", 'the number 3.5', 'None', 'True', 'a list', 'a function')
    """
    if given is None or isinstance(given, bool):
        return str(given)
    if isinstance(given, str):
        return f"the text {shown(given)}"
    if isinstance(given, Real):
        return f"the number {shown(given)}"
    name = type(given).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _listed(argument: str, given: Any, expected: str) -> Iterable[object]:
    if isinstance(given, str):
        return (given,)
    # A set has no order, and what is shown has one.
    if not isinstance(given, Iterable) or isinstance(given, Mapping | Set | bytes):
        raise wrong_kind(argument, expected, given)
    return given


def _hint(given: object, expected: str) -> str:
    if isinstance(given, str) and expected == STUDY:
        return f"Did you mean load({shown(given)})?"
    if type(given).__name__ == "Study" and expected == SCENARIO:
        return "Did you mean study.resolve()?"
    if type(given).__name__ == "module":
        return "It is a module, not the result of one of its functions."
    return ""
