"""The noun of training: time off the phone now, and people who are faster or solve more afterwards."""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Count, Duration, Name, Note, Noun, TimeOfDay, Title, note_of, title_of
from simulator.scenario.nouns.day_names import OnDays
from simulator.scenario.nouns.decided import FromDay
from simulator.scenario.nouns.people import PersonServes
from simulator.scenario.nouns.rule_parts import NamesOfOneKind


class Sessions(Noun):
    """When people are in a training: on some days, at a time, off the phone."""

    example: ClassVar[str] = """\
horizon: {date: "2026-11-30", days: 5}
agent_groups:
  front: {shifts: {day: {agents: 4, from: "08:00", to: "18:00"}}, serves: {orders: {}}}
trainings:
  product:
    of: front
    from: "2026-11-30"
    sessions: {number: 2, for: 90m, at: "14:00", on: [tuesday, thursday], waves: 2}
    serves: {orders: {handle_time: 90%}}
"""

    number: Count = Field(1, description="How many sessions each person has.", examples=[5])
    for_s: Annotated[Duration, Field(gt=0)] = Field(alias="for", description="How long one is.", examples=["2h"])
    at_s: TimeOfDay = Field(alias="at", description="When it begins.", examples=["14:00"])
    on: OnDays | None = Field(
        None,
        description="The days of the week and dates on which there are sessions; one, or a list. Left out: every day "
        "on which the center opens.",
        examples=[["tuesday", "thursday"]],
    )
    waves: Count = Field(
        1,
        description="In how many parts people go, in the order of `of` and of the shifts: the first of them on the "
        "first day, the next on the next, and so on, until all have had all sessions.",
        examples=[4],
    )


class Training(Noun):
    """A training of some people: sessions off the phone, and what they can do afterwards.

    From the day after their last session on, people work as `serves` says. Before it they work as before.
    """

    example: ClassVar[str] = """\
horizon: {date: "2026-11-30", days: 5}
agent_groups:
  front: {shifts: {day: {agents: 4, from: "08:00", to: "18:00"}}, serves: {orders: {solved: 80%}}}
trainings:
  product:
    of: front
    from: {decided: "2026-11-16", lead: 2w}
    sessions: {for: 2h, at: "14:00"}
    serves: {orders: {handle_time: 90%, solved: 90%}}
"""

    of: NamesOfOneKind = Field(
        description="Agent groups and people, by name; one, or a list.", examples=["front", ["front", "ana"]]
    )
    from_: FromDay = Field(
        alias="from",
        description="The day on which it begins, or when it is decided and how long it takes until it begins.",
        examples=["2026-11-30", {"decided": "2026-11-16", "lead": "2w"}],
    )
    sessions: Sessions | None = Field(
        None,
        description="The time off the phone that it takes. Left out: none, and people work as `serves` says from its "
        "first day on.",
        examples=[{"number": 2, "for": "2h", "at": "14:00"}],
    )
    serves: dict[Name, PersonServes] = Field(
        min_length=1,
        description="How people who have been trained serve contact types, compared with before: `handle_time` "
        "multiplies, `solved` replaces.",
        examples=[{"orders": {"handle_time": "90%", "solved": "90%"}}],
    )
    title: Title | None = title_of("the training")
    note: Note | None = note_of("the training")
