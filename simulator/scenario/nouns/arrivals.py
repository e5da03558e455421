"""The nouns of arrivals: how many come, and when, in one of several forms."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import (
    Cell,
    Contacts,
    Duration,
    File,
    Noun,
    OneOf,
    Ratio,
    StepsOfRate,
    StepsOfShare,
    StepsPerHour,
    Text,
    Whole,
)
from simulator.scenario.nouns.day_names import CertainDay, InOrderOfDays
from simulator.units import TIME_OF_DAY, shown

FROM_FILES = ("recorded", "counts")
"""The forms whose numbers are in a file beside the scenario."""

_TOLERANCE = 1e-9


class Recorded(Noun):
    """Arrival times replayed from a CSV file, the same in every replication."""

    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals:
      recorded:
        file: bank_day/calls.csv    # in the scenario's folder
        time: offered_s             # the column with the arrival times
        where: {contact_type: PS}   # only the rows with this in that column
"""
    unchangeable: ClassVar[dict[str, str]] = {
        "times": "recorded arrivals are replayed as they happened, so 'times' cannot change their number. For fewer, "
        "write keep: 80% in the source; for more, give their numbers by interval, as counts with drawn: "
        "on_average.",
        "add": "recorded arrivals are replayed as they happened, so 'add' cannot change their number. For more, add "
        "another source.",
    }

    file: File = Field(description="A CSV file in the scenario's folder.", examples=["day/calls.csv"])
    time: Text = Field(
        "time",
        description='The column with the arrival time: seconds since 00:00, or a time of day as "09:30:15".',
        examples=["offered_s"],
    )
    day: Text | None = Field(
        None,
        description="The column with the day: a weekday, a date, or the number of the day, 1 being the first. Left "
        "out: the file applies to every day.",
        examples=["date"],
    )
    where: dict[Text, Cell] = Field(
        default_factory=dict,
        description="Which rows are used: those whose columns have these values. Left out: all rows.",
        examples=[{"contact_type": "PS"}],
    )


class Counts(Noun):
    """How many contacts arrived in each interval of a day, from a CSV file: the history that most centers keep."""

    example: ClassVar[str] = """\
sources:
  shoppers:
    arrivals:
      counts:
        file: bank_day/calls_by_half_hour.csv
        time: from              # the column with the interval's beginning
        count: offered          # the column with the number
        interval: 30m
        drawn: on_average       # that many are expected; chance decides how many come
        where: {contact_type: PS}
"""
    factor_key: ClassVar[str] = "factor"
    unchangeable: ClassVar[dict[str, str]] = {
        "add": "'add' changes numbers in the scenario, but these are in another file. Multiply them with {times: 1.2}, "
        "or add another source."
    }

    file: File = Field(description="A CSV file in the scenario's folder.", examples=["day/calls_by_half_hour.csv"])
    time: Text = Field(
        "time",
        description="The column with the start of the interval: seconds since 00:00, or a time of day. Rows with the "
        "same time are added together; where there is no row, no contacts arrive.",
        examples=["from"],
    )
    day: Text | None = Field(
        None,
        description="The column with the day: a weekday, a date, or the number of the day, 1 being the first. Left "
        "out: the file applies to every day.",
        examples=["weekday"],
    )
    count: Text = Field(
        "count", description="The column with the number of arrivals in the interval.", examples=["offered"]
    )
    interval_s: Duration = Field(
        alias="interval", gt=0, description="The length of an interval, the same for all rows.", examples=["30m"]
    )
    drawn: Literal["exactly", "on_average"] = Field(
        description="What a number means: `exactly`, this many arrive in the interval every day, at random times; "
        "`on_average`, this many are expected, and chance decides how many arrive (Poisson).",
        examples=["on_average"],
    )
    where: dict[Text, Cell] = Field(
        default_factory=dict,
        description="Which rows are used: those whose columns have these values. Left out: all rows.",
        examples=[{"queue": "orders"}],
    )
    factor: Ratio = Field(
        1.0,
        description="The factor for every number in the file; a whole number where they are drawn `exactly`. "
        "`{times: …}` on the arrivals changes it.",
        examples=["120%", 1.2],
    )

    @model_validator(mode="after")
    def _stays_whole(self) -> "Counts":
        if self.drawn == "exactly" and self.factor % 1:
            raise ValueError(
                f"with drawn: exactly, counts must be whole numbers, and {self.factor * 100:.10g}% of them may "
                "not be. Write drawn: on_average, or use a whole 'factor'."
            )
        return self


def _adds_up(profile: dict[float, float]) -> dict[float, float]:
    total = sum(profile.values())
    if abs(total - 1.0) > _TOLERANCE:
        raise ValueError(f"expected the shares of a profile to add up to 100%, got {total * 100:.10g}%.")
    return profile


def _is_a_line(points: dict[float, float]) -> dict[float, float]:
    if len(points) < 2:
        raise ValueError('expected two points or more, as {"08:00": 40, "10:00": 95}.')
    return points


Profile = Annotated[StepsOfShare, AfterValidator(_adds_up)]
Points = Annotated[StepsPerHour, AfterValidator(_is_a_line)]


ByWeekday = Annotated[dict[CertainDay, Ratio], InOrderOfDays]


def _no_bare_profile(value: Any) -> Any:
    if value is not None and not isinstance(value, Mapping):
        raise ValueError(f'expected shares by time of day, as {{"08:00": 60%, "13:00": 40%}}, got {shown(value)}.')
    return value


class Arrivals(OneOf):
    """How many contacts arrive, and when: exactly one of the forms. A rate alone means `rate`, all day."""

    bare: ClassVar[str] = "rate"
    exactly_one: ClassVar[tuple[str, ...]] = (
        "rate",
        "per_hour",
        "linear",
        "smooth",
        "per_day",
        "count",
        "counts",
        "recorded",
    )
    beside: ClassVar[dict[str, tuple[str, ...]]] = {
        "profile": ("per_day", "count"),
        "curve": ("per_day", "count"),
        "weekday": ("rate", "per_hour", "linear", "smooth", "per_day", "count"),
    }
    example: ClassVar[str] = """\
horizon: {weekday: monday}
sources:
  shoppers:
    arrivals:                       # `arrivals: 40/h` is 40 an hour all day
      per_day: 1200                 # expected between opening and closing
      profile: {"08:00": 20%, "10:00": 50%, "13:00": 30%}   # each share is spread until the next
      curve: smooth                 # not in steps
      weekday: {monday: 120%, saturday: 40%}
"""
    scaled: ClassVar[tuple[str, ...] | None] = exactly_one
    moved: ClassVar[tuple[str, ...] | None] = exactly_one

    rate: StepsOfRate | None = Field(
        None,
        description="A rate, or rates by time of day. The arrival times are random (Poisson). Left out: another form.",
        examples=["240/h", {"08:00": "4/min", "12:00": "6/min"}],
    )
    per_hour: StepsPerHour | None = Field(
        None,
        description="The same as numbers per hour. Left out: another form.",
        examples=[{"08:00": 40, "12:00": 95}],
    )
    linear: Points | None = Field(
        None,
        description="Numbers per hour at two or more times, joined by straight lines. Before the first time no "
        "contacts arrive; after the last the rate stays the same. Left out: another form.",
        examples=[{"08:00": 40, "10:00": 95, "18:00": 20}],
    )
    smooth: Points | None = Field(
        None,
        description="Like `linear`, but with a smooth curve that never goes above or below the neighbouring points. "
        "Left out: another form.",
        examples=[{"08:00": 40, "10:00": 95, "18:00": 20}],
    )
    per_day: Contacts | None = Field(
        None,
        description="The expected number per day, spread over the day by `profile`. Left out: another form.",
        examples=[1200],
    )
    count: Whole | None = Field(
        None,
        description="The exact number on every day, at random times spread over the day by `profile`. Left out: "
        "another form.",
        examples=[1200],
    )
    counts: Counts | None = Field(
        None,
        description="Numbers by interval from a file. Left out: another form.",
        examples=[{"file": "day/calls_by_half_hour.csv", "interval": "30m", "drawn": "on_average"}],
    )
    recorded: Recorded | None = Field(
        None,
        description="Arrival times replayed from a file. Left out: another form.",
        examples=[{"file": "day/calls.csv"}],
    )
    profile: Annotated[Profile | None, BeforeValidator(_no_bare_profile)] = Field(
        None,
        description="With `per_day` or `count`: the share of the day's number that arrives from each time until the "
        "next, the last until closing. The shares add up to 100%, and none lies outside the opening hours. A last "
        "share of 0% marks the end of the day. Left out: evenly over the opening hours.",
        examples=[{"08:00": "20%", "10:00": "50%", "13:00": "30%"}],
    )
    curve: Literal["steps", "smooth"] = Field(
        "steps",
        description="How each share of `profile` is spread: `steps`, evenly from each time until the next; `smooth`, "
        "along a curve without jumps that keeps the share of each span.",
        examples=["smooth"],
    )
    weekday: ByWeekday = Field(
        default_factory=dict,
        description="The factor for the numbers on a day of the week or a date; the horizon gives the day, and a "
        "date takes precedence over its weekday. Days that are not named have 100%. Left out: 100% on every day.",
        examples=[{"monday": "120%", "saturday": "40%", "2026-12-24": "60%"}],
    )

    @model_validator(mode="before")
    @classmethod
    def _times_need_a_form(cls, value: Any) -> Any:
        # A rate may stand here alone, so who has several tries the same with times.
        times = [key for key in value if TIME_OF_DAY.fullmatch(str(key))] if isinstance(value, Mapping) else []
        if times:
            raise ValueError(f'times of day must stand under a form, as {{rate: {{"{times[0]}": 40/h}}}}.')
        return value

    @model_validator(mode="after")
    def _what_goes_together(self) -> "Arrivals":
        if self.profile is not None and self.form not in self.beside["profile"]:
            raise ValueError(f"'profile' needs per_day or count, got {self.form}.")
        if self.curve == "smooth" and self.profile is None:
            raise ValueError("'curve' needs a 'profile', and there is none.")
        if self.weekday and self.form not in self.beside["weekday"]:
            raise ValueError(
                f"'weekday' multiplies numbers in the scenario, but those of '{self.form}' are in another file."
            )
        return self

    @property
    def form(self) -> str:
        """Return the form that is given."""
        return next((name for name in self.exactly_one if getattr(self, name) is not None), "")

    @property
    def in_a_file(self) -> bool:
        """Return whether who comes is in a file, and so not known from the scenario alone."""
        return self.recorded is not None or self.counts is not None

    @property
    def fixed(self) -> bool:
        """Return whether the number of arrivals is the same on every day, so that no rate could be raised."""
        exact = self.counts is not None and self.counts.drawn == "exactly"
        return exact or self.count is not None or self.recorded is not None

    def rate_per_hour_steps(self) -> dict[float, float]:
        """Return {time of day in s: contacts per hour from then on}; empty in other forms than `rate`, `per_hour`."""
        return self.rate or self.per_hour or {}
