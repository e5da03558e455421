"""What all nouns are made of: their base, and the types of their fields, which read what a file says."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    StringConstraints,
    model_validator,
)

from simulator.scenario.text import forms
from simulator.scenario.text.spelling import wrong_note, wrong_title
from simulator.units import (
    SHARE,
    parse_date,
    parse_day,
    parse_duration,
    parse_rate_per_hour,
    parse_share,
    parse_time_of_day,
    shown,
)


class Noun(BaseModel):
    """Base of all nouns: unknown keys are refused, a text is no number, nothing can be changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    example: ClassVar[str]
    """YAML for the reference, from the file's top key on; it fits the reference's small center."""

    exactly_one: ClassVar[tuple[str, ...]] = ()
    """The keys of which a file gives exactly one."""

    alike: ClassVar[tuple[str, ...]] = ()
    """The keys that a bare value in the noun's place stands for, each of them."""

    beside: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Keys that stand only beside some of those: which."""

    at_most_one: ClassVar[tuple[str, ...]] = ()
    """The keys of which a file gives one or none."""

    stands_for: ClassVar[dict[str, str]] = {}
    """Keys that may be given without another one, which they go with: what cannot stand beside that one goes."""

    at_least_one: ClassVar[tuple[str, ...]] = ()
    """The keys of which a file gives one or more."""

    ways: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The sets of keys of which a file gives exactly one, whole and with none of the others."""
    ways_said: ClassVar[str] = ""
    """The same in words."""

    scaled: ClassVar[tuple[str, ...] | None] = None
    """The keys whose numbers `{times: …}` of the whole multiplies; None: all, and they must be of one kind."""
    moved: ClassVar[tuple[str, ...] | None] = None
    """The keys whose numbers `{add: …}` of the whole adds to; None: as before."""
    named_days: ClassVar[dict[str, str]] = {}
    """Keys of usual numbers, and the key that has those of named days in their place: both are changed together."""
    factor_key: ClassVar[str] = ""
    """The key that multiplies all of it, where the numbers themselves are in a file."""
    unchangeable: ClassVar[dict[str, str]] = {}
    """By operation: why there is nothing that it could change, and what to write instead."""
    named: ClassVar[Any] = None
    """Where names that the analyst chooses stand beside the keys: what stands under them."""
    named_said: ClassVar[str] = ""
    """What these names are, in words."""

    @classmethod
    def parts_of(cls, text: str) -> dict[str, str]:
        """Return the keys that a ``text`` in the noun's place stands for, each with its part of it; mostly none."""
        return {}

    def value_of(self, key: str) -> Any:
        """Return what stands under a key, which may be a word of Python and have a field with another name."""
        fields = type(self).model_fields
        if key in fields:
            return getattr(self, key)
        return getattr(self, next(name for name, field in fields.items() if field.alias == key))


class WithShortForm(Noun):
    """Base of nouns of which a bare value means the key ``bare``; or of two keys, a text means ``bare_text``."""

    bare: ClassVar[str]
    bare_text: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, str) and cls.bare_text is not None:
            return {cls.bare_text: value}
        return {cls.bare: value} if isinstance(value, str | int | float) and not isinstance(value, bool) else value


class ExactlyOne(Noun):
    """Base of nouns of which a file gives one key of ``exactly_one``, and perhaps others."""

    @model_validator(mode="after")
    def _one_form(self) -> "ExactlyOne":
        names = self.exactly_one
        given = [name for name in names if self.value_of(name) is not None]
        if len(given) != 1:
            got = "none" if not given else " and ".join(given)
            raise ValueError(f"expected exactly one of {', '.join(names)}, got {got}.")
        return self


class OneOf(ExactlyOne, WithShortForm):
    """Base of nouns that are one of several forms; a bare value means the form ``bare``."""


WHOLE_DAY = "00:00"
"""From when a single value goes that is written without a time."""


def by_time(value: object) -> object:
    """Read a step function of the day: one value, or ``{"08:00": value, …}``, each valid until the next."""
    if not isinstance(value, Mapping):
        return {WHOLE_DAY: value}
    if not value:
        raise ValueError('expected at least one time, as {"08:00": …}.')
    times: set[float] = set()
    for key in value:
        try:
            time_s = parse_time_of_day(key)
        except ValueError:
            continue  # The key's own validation says so, at the key.
        if time_s in times:
            raise ValueError(f"the time '{key}' is given twice.")
        times.add(time_s)
    return value


def in_order(steps: dict[float, Any]) -> dict[float, Any]:
    """Return steps sorted by their times."""
    return dict(sorted(steps.items()))


def _contacts(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    raise ValueError(f"expected a number of contacts, 0 or more, got {shown(value)}.")


def _people(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError(f"expected a whole number of agents, got {shown(value)}.")


def _ratio(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    if isinstance(value, str) and (match := SHARE.fullmatch(value.strip())):
        return float(match[1]) / 100
    raise ValueError(f"expected a number or a percentage, 0 or more, got {shown(value)}. Write it as 0.9 or 90%.")


def _title(text: str) -> str:
    """Return the words of a title in one line."""
    what, hint = wrong_title(text)
    if what:
        raise ValueError(f"{what} {hint}".strip())
    return " ".join(text.split())


def _note(text: str) -> str:
    what, hint = wrong_note(text)
    if what:
        raise ValueError(f"{what} {hint}".strip())
    return text


Duration = Annotated[float, BeforeValidator(parse_duration), forms.DURATION_FORM]
Share = Annotated[float, BeforeValidator(parse_share), forms.SHARE_FORM]
Ratio = Annotated[float, BeforeValidator(_ratio), forms.RATIO_FORM]
RatePerHour = Annotated[float, BeforeValidator(parse_rate_per_hour), forms.RATE_FORM]
TimeOfDay = Annotated[float, BeforeValidator(parse_time_of_day), forms.TIME_FORM]
Date = Annotated[datetime.date, BeforeValidator(parse_date), forms.DATE_FORM]
NamedDay = Annotated[int, BeforeValidator(parse_day), forms.DAY_FORM]
Whole = Annotated[NonNegativeInt, forms.WHOLE_FORM]
Count = Annotated[PositiveInt, forms.COUNT_FORM]
Text = Annotated[str, forms.TEXT_FORM]
Note = Annotated[str, AfterValidator(_note), forms.NOTE_FORM]
Title = Annotated[str, StringConstraints(min_length=1), AfterValidator(_title), forms.TITLE_FORM]
Name = Annotated[str, forms.NAME_FORM]
File = Annotated[str, forms.FILE_FORM]
Cell = Annotated[str | int | float | bool, forms.CELL_FORM]
Contacts = Annotated[float, BeforeValidator(_contacts), forms.NUMBER_FORM]
_People = Annotated[int, BeforeValidator(_people), forms.WHOLE_FORM]
StepsPerHour = Annotated[dict[TimeOfDay, Contacts], BeforeValidator(by_time), AfterValidator(in_order), forms.ByTime()]
StepsOfRate = Annotated[
    dict[TimeOfDay, RatePerHour], BeforeValidator(by_time), AfterValidator(in_order), forms.ByTime()
]
StepsOfAgents = Annotated[dict[TimeOfDay, _People], BeforeValidator(by_time), AfterValidator(in_order), forms.ByTime()]
StepsOfShare = Annotated[dict[TimeOfDay, Share], BeforeValidator(by_time), AfterValidator(in_order), forms.ByTime()]


def title_of(what: str) -> Any:
    """Return the field of a title of ``what``."""
    return Field(
        None,
        description=f"The title of {what} in reports instead of its name, one line of any text. It changes no "
        "results. Left out: the name.",
        examples=["Orders by phone"],
    )


def note_of(what: str) -> Any:
    """Return the field of a note about ``what``."""
    return Field(
        None,
        description=f"A remark on {what}, shown by `list`, `describe` and in reports. It changes no results. Left out: "
        "nothing.",
        examples=["12 people 09–13 and 16–20"],
    )
