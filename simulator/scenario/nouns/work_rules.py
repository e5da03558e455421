"""The noun of work rules: limits of law, agreements or contracts, as the user states them, that a plan is checked for.

They change nothing of what is simulated. What they count is said here; where a plan breaks one is a warning.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from simulator.scenario.nouns.basics import Count, Date, Duration, ExactlyOne, Name, Note, Noun, TimeOfDay, note_of
from simulator.scenario.nouns.rule_parts import NamesOfOneKind

_SOME = Annotated[Duration, Field(gt=0)]


class BreakDue(ExactlyOne):
    """Breaks that people must have on a day: one break on a long day, or some minutes for each hour of work."""

    example: ClassVar[str] = """\
agent_groups:
  front:
    shifts: {day: {agents: 4, from: "08:00", to: "16:00"}}
    breaks: {lunch: {for: 30m, from: "11:30", to: "13:30"}, screen: {for: 5m, every: 50m}}
    serves: {orders: {}}
work_rules:
  ours:
    breaks:
      meal:   {longer_than: 6h, at_least: 15m}
      screen: {each_hour: 5m, named: screen}
"""
    exactly_one: ClassVar[tuple[str, ...]] = ("longer_than", "each_hour")
    beside: ClassVar[dict[str, tuple[str, ...]]] = {"at_least": ("longer_than",)}

    longer_than_s: Duration | None = Field(
        None,
        alias="longer_than",
        description="A break is due on days with more working time than this. Left out: another key says.",
        examples=["6h"],
    )
    at_least_s: _SOME | None = Field(
        None,
        alias="at_least",
        description="How long one of the breaks of the day must be. The time off between two parts of a day is a "
        "break, too. Left out: any break will do.",
        examples=["15m"],
    )
    each_hour_s: _SOME | None = Field(
        None,
        alias="each_hour",
        description="How much break there must be for each full hour of work, breaks not counted, all breaks of the "
        "day together. Left out: another key says.",
        examples=["5m"],
    )
    counted: NamesOfOneKind | None = Field(
        None,
        alias="named",
        description="The breaks that count, by name; one, or a list. Left out: all breaks.",
        examples=["screen", ["screen", "coffee"]],
    )

    @model_validator(mode="after")
    def _fits_in(self) -> "BreakDue":
        if self.at_least_s is not None and self.longer_than_s is None:
            raise ValueError("'at_least' stands beside longer_than only, not beside each_hour.")
        return self


def _breaks_in_place(value: Any) -> Any:
    """Refuse one break where several stand by name, which is what many write first."""
    if isinstance(value, dict) and any(key in ("longer_than", "each_hour", "at_least") for key in value):
        raise ValueError("expected breaks by name. Write them as {meal: {longer_than: 6h, at_least: 15m}}.")
    return value


class WorkRules(Noun):
    """Limits that the plans of people keep, from one source: a law, an agreement, a contract.

    They are checked before a run and change no results. A person's day is all the work that begins on it, in all
    groups.
    """

    example: ClassVar[str] = """\
horizon: {from: "08:00", to: "18:00", days: 14, date: "2026-11-30"}
agent_groups:
  front:
    shifts: {day: {agents: 4, from: "09:00", to: "17:00", on: [monday, tuesday, wednesday, friday, saturday]}}
    serves: {orders: {}}
work_rules:
  ours:
    longest_day: 9h
    rest: 12h                  # from one day to the next
    longest_week: 40h
    days_in_a_row: 6
    source: Works agreement, section 4
    as_of: "2026-01-01"
"""
    limits: ClassVar[tuple[str, ...]] = (
        "longest_day",
        "rest",
        "longest_week",
        "longest_average_week",
        "weekly_rest",
        "days_in_a_row",
        "breaks",
        "latest_end",
        "shortest_shift",
        "shortest_part",
        "longest_split",
    )
    at_least_one: ClassVar[tuple[str, ...]] = limits

    of: NamesOfOneKind | None = Field(
        None,
        description="Whom they are for: agent groups, of which they are for everybody who works in one, or people; "
        "one, or a list. Left out: everybody in a group with shifts.",
        examples=["front", ["ana", "ben"]],
    )
    counts: Literal["paid", "worked"] = Field(
        "paid",
        description="What working time is: `paid`, the time in shifts without what is unpaid; `worked`, without any "
        "breaks. Work off the phone counts.",
        examples=["worked"],
    )
    longest_day_s: _SOME | None = Field(
        None,
        alias="longest_day",
        description="The longest working time on a day. Left out: any.",
        examples=["9h"],
    )
    rest_s: _SOME | None = Field(
        None,
        alias="rest",
        description="The shortest time from the end of a day's work to the beginning of the next day's. Left out: any.",
        examples=["11h"],
    )
    longest_week_s: _SOME | None = Field(
        None,
        alias="longest_week",
        description="The longest working time in a week from Monday to Sunday. Left out: any.",
        examples=["40h"],
    )
    longest_average_week_s: _SOME | None = Field(
        None,
        alias="longest_average_week",
        description="The longest working time in a week from Monday to Sunday, on average over all weeks of which each "
        "day is simulated. Left out: any.",
        examples=["48h"],
    )
    weekly_rest_s: _SOME | None = Field(
        None,
        alias="weekly_rest",
        description="How long the longest time off in each week from Monday to Sunday must be. Left out: any.",
        examples=["36h"],
    )
    days_in_a_row: Count | None = Field(
        None, description="The largest number of days in a row with work. Left out: any.", examples=[6]
    )
    breaks: Annotated[dict[Name, BreakDue], BeforeValidator(_breaks_in_place)] = Field(
        default_factory=dict,
        description="Breaks that a day must have, by name. Left out: none.",
        examples=[{"meal": {"longer_than": "6h", "at_least": "15m"}}],
    )
    latest_end_s: TimeOfDay | None = Field(
        None,
        alias="latest_end",
        description="The latest time at which a day's work ends, by the clock of the day on which it begins: "
        '`"25:00"` is 1:00 of the next day. Left out: any.',
        examples=["22:00", "25:00"],
    )
    shortest_shift_s: _SOME | None = Field(
        None,
        alias="shortest_shift",
        description="The shortest time for which people come on a day, with breaks, without the time between two "
        "parts. Left out: any.",
        examples=["4h"],
    )
    shortest_part_s: _SOME | None = Field(
        None,
        alias="shortest_part",
        description="The shortest part of a day with several, as in a split shift. Left out: any.",
        examples=["2h"],
    )
    longest_split_s: _SOME | None = Field(
        None,
        alias="longest_split",
        description="The longest time off between two parts of a day. Left out: any.",
        examples=["3h"],
    )
    source: Note | None = Field(
        None,
        description="Where they are from. It changes nothing. Left out: not stated.",
        examples=["Directive 2003/88/EC"],
    )
    as_of: Date | None = Field(
        None,
        description="The date on which they were looked up. It changes nothing. Left out: not stated.",
        examples=["2026-11-28"],
    )
    note: Note | None = note_of("the rules")

    @model_validator(mode="after")
    def _limits_something(self) -> "WorkRules":
        if not self.given:
            raise ValueError(f"expected at least one of {', '.join(self.limits)}, got none.")
        return self

    @property
    def given(self) -> tuple[str, ...]:
        """Return the keys of the limits that are stated."""
        return tuple(key for key in self.limits if self.value_of(key) not in (None, {}))
