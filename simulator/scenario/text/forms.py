"""How values are written in a file: what each looks like, in words, by example, and as a pattern.

A form stands in the type of a field, so that the JSON Schema, the reference and the validator speak of the same thing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.scenario.text.spelling import NAME_MAX, NAME_PATTERN, NOTE_MAX, TITLE_MAX
from simulator.units import (
    DATE,
    DURATION,
    MONEY_PER_HOUR,
    PER_S,
    RATE,
    SHARE,
    TIME_OF_DAY,
    WEEKDAYS,
    format_duration,
    format_share,
    format_time_of_day,
)

Json = dict[str, Any]


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Form:
    """How one kind of value is written.

    ``words`` name it in a table, ``says`` explains it in sentences; ``pattern`` is the JSON Schema of the text or
    number; ``add`` shows what a strategy may add to it, empty when it is no number; ``write`` turns the value the
    program knows back into what a file says.
    """

    words: str
    says: str
    examples: tuple[Any, ...]
    pattern: Json = field(hash=False)
    add: tuple[Any, ...] = ()
    write: Callable[[Any], Any] = _same


@dataclass(frozen=True)
class ByTime:
    """A mark in a type: one value for the whole day, or a value by time of day."""


@dataclass(frozen=True)
class OrEveryDay:
    """A mark in a type: a value by day, or what is for every day by itself."""


@dataclass(frozen=True)
class OrOne:
    """A mark in a type: a list, or a single value for a list of one."""


@dataclass(frozen=True)
class OrNames:
    """A mark in a type: a mapping, or its keys alone: one, or a list."""


@dataclass(frozen=True)
class Instead:
    """A mark in a type: nothing (None) is written as this word."""

    word: str


def text_like(pattern: str) -> Json:
    """Return the JSON Schema of a text that is ``pattern`` as a whole, blanks around it aside."""
    return {"type": "string", "pattern": rf"^\s*(?:{pattern})\s*$"}


_UP_TO_ALL = r"0*(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?|\.\d+)\s*%"
_RATE_UNITS = "|".join(sorted(PER_S))
_PERCENT = SHARE.pattern
_NO_NAMES = ("times", "add")
ROUNDINGS = ("up", "down", "nearest")
"""What `round` may say beside `times`, where whole numbers are changed."""

DURATION_FORM = Form(
    "duration",
    "A number with a unit, or several: `ms`, `s`, `m` (or `min`), `h`, `d`, `w`. A number without a unit is "
    "refused, because 20 could be seconds or minutes.",
    ("20s", "3m30s", "1.5h"),
    text_like(DURATION.pattern),
    ("30s", "-1m"),
    format_duration,
)
SHARE_FORM = Form(
    "share", "A percentage, 0% to 100%.", ("80%", "2.5%"), text_like(_UP_TO_ALL), ("5%", "-2.5%"), format_share
)
RATIO_FORM = Form(
    "ratio",
    "A plain number or a percentage, which may be more than 100%.",
    (0.9, "90%"),
    {"anyOf": [{"type": "number", "minimum": 0}, text_like(_PERCENT)]},
    (0.1, "10%"),
)
RATE_FORM = Form(
    "rate",
    "Contacts per `s`, `min`, `h` or `day`.",
    ("240/h", "4/min"),
    text_like(RATE.pattern.replace("([a-z]+)", f"(?:{_RATE_UNITS})")),
    ("20/h", "-1/min"),
)
TIME_FORM = Form(
    "time of day",
    'Hours and minutes, perhaps seconds, in quotation marks. `"26:00"` is 2:00 of the next day.',
    ("09:30", "26:00"),
    text_like(TIME_OF_DAY.pattern),
    ("30m", "-1h"),
    format_time_of_day,
)
MONEY_FORM = Form(
    "money per hour",
    "An amount, the currency in three capital letters, `/h`.",
    ("14 EUR/h", "18.50 USD/h"),
    text_like(MONEY_PER_HOUR.pattern),
    ("1.50 EUR/h",),
    str,
)
DATE_FORM = Form(
    "date", "Year, month, day, in quotation marks.", ("2026-11-30",), text_like(DATE.pattern), (), lambda day: str(day)
)
CERTAIN_DAY_FORM = Form(
    "weekday or date",
    "A day of the week in English, or a date in quotation marks; a date takes precedence over its weekday.",
    ("sunday", "2026-12-25"),
    {"anyOf": [{"enum": list(WEEKDAYS)}, text_like(DATE.pattern)]},
)
SOME_DAY_FORM = Form(
    "day of hours",
    "`every_day`, a day of the week in English, or a date in quotation marks; a date takes precedence over its "
    "weekday, and that over `every_day`.",
    ("every_day", "sunday", "2026-12-25"),
    {"anyOf": [{"enum": ["every_day", *WEEKDAYS]}, text_like(DATE.pattern)]},
)
DAY_FORM = Form(
    "day",
    "A day of the week, a date in quotation marks, or the number of the day, 1 being the first.",
    ("wednesday", "2026-12-02", 3),
    {"anyOf": [{"enum": list(WEEKDAYS)}, text_like(DATE.pattern), {"type": "integer", "minimum": 1}]},
)
TARGET_FORM = Form(
    "target",
    "A share, `in`, and a duration: the share of contacts to be answered within that time.",
    ("80% in 20s",),
    text_like(rf"{_UP_TO_ALL}\s* in \s*{DURATION.pattern}"),
    (),
    str,
)
NUMBER_FORM = Form(
    "number", "A number, 0 or more, without a unit.", (40, 95.5), {"type": "number", "minimum": 0}, (5, -5)
)
WHOLE_FORM = Form("whole number", "A whole number, 0 or more.", (12,), {"type": "integer", "minimum": 0}, (2, -2))
NUMBERED_FORM = Form(
    "number as key", "A whole number from 1 on, in quotation marks.", ("1", "5"), text_like(r"[1-9]\d{0,4}")
)
COUNT_FORM = Form("whole number from 1", "A whole number, 1 or more.", (1,), {"type": "integer", "minimum": 1}, (1, -1))
TEXT_FORM = Form("text", "Any text; with a colon or a `#` in it, in quotation marks.", ("Peak",), {"type": "string"})
NOTE_FORM = Form(
    "text",
    "Any text; with a colon or a `#` in it, in quotation marks.",
    ("Peak",),
    {"type": "string", "maxLength": NOTE_MAX},
)
TITLE_FORM = Form(
    "text, not empty",
    "Any text of one line that is not empty.",
    ("Peak",),
    {"type": "string", "minLength": 1, "maxLength": TITLE_MAX},
)
NAME_FORM = Form(
    "name",
    "Letters of any language, digits, `_` and `-`, beginning with a letter; at most 60; not `times` or `add`.",
    ("front_desk",),
    {
        "type": "string",
        "pattern": f"^{NAME_PATTERN}$",
        "maxLength": NAME_MAX,
        "not": {"enum": list(_NO_NAMES)},
    },
)
WHOM_FORM = Form(
    "of whom",
    "The name of a contact type, a channel, an agent group or a segment; `type:`, `channel:`, `group:` or "
    "`segment:` before it makes clear which is meant.",
    ("orders", "channel:chat"),
    text_like(rf"(?:(?:type|channel|group|segment):\s*)?{NAME_PATTERN}"),
)
PART_FORM = Form(
    "part of the talk",
    "A share of the talk, 0% to 100%, or a duration from its beginning.",
    ("30%", "2m"),
    {"anyOf": [text_like(_UP_TO_ALL), text_like(DURATION.pattern)]},
    ("5%", "30s"),
    str,
)
FILE_FORM = Form(
    "file",
    "A file name relative to the scenario's folder; the file must be inside that folder.",
    ("day/calls.csv",),
    {"type": "string"},
)
CELL_FORM = Form(
    "text or number",
    "A value in a column of a file; true and false in any spelling.",
    ("sales", 7, True),
    {"type": ["string", "number", "boolean"]},
)
