"""The noun of people: agents with a name, who stay themselves whatever shift or group they are in."""

from typing import ClassVar

from pydantic import Field

from simulator.scenario.nouns.agents import HandleTime, HandleTimes
from simulator.scenario.nouns.basics import Name, Note, Noun, Share, Title, note_of, title_of
from simulator.scenario.nouns.costs import Cost
from simulator.scenario.nouns.decided import FromDay
from simulator.scenario.nouns.learning import Learning
from simulator.scenario.nouns.own_skills import Skills


class PersonServes(Noun):
    """How a person serves a contact type, compared with the group."""

    example: ClassVar[str] = """\
people: {ana: {serves: {orders: {handle_time: 90%, solved: 95%}}}, ben: {}}
agent_groups:
  front: {shifts: {day: {people: [ana, ben], from: "08:00", to: "18:00"}}, serves: {orders: {solved: 80%}}}
"""

    handle_time: HandleTimes = Field(
        1.0,
        description="Talk and wrap-up take this many times as long as with others of the group; one number for both, "
        "or one for each.",
        examples=["90%", {"talk": 1.1, "wrap_up": 0.8}],
    )
    solved: Share | None = Field(
        None,
        description="The share of these contacts that are solved when the person closes them. Left out: as in the "
        "group.",
        examples=["95%"],
    )

    @property
    def talk_times(self) -> float:
        """Return how many times as long the talk takes."""
        return self.handle_time.talk if isinstance(self.handle_time, HandleTime) else self.handle_time

    @property
    def wrap_up_times(self) -> float:
        """Return how many times as long wrap-up takes."""
        return self.handle_time.wrap_up if isinstance(self.handle_time, HandleTime) else self.handle_time


class Person(Noun):
    """Somebody who works in shifts: the same person in all of them, absent on the same days in every strategy."""

    example: ClassVar[str] = """\
people: {ana: {}, ben: {title: Ben B., serves: {orders: {handle_time: 90%}}}}
agent_groups:
  front:
    shifts:
      early: {people: ana, from: "08:00", to: "13:00"}
      late:  {people: [ana, ben], from: "14:00", to: "18:00"}
    cost: 14 EUR/h
    serves: {orders: {}}
"""

    serves: dict[Name, PersonServes] = Field(
        default_factory=dict,
        description="How the person serves some of the contact types of their groups. Left out: like all others.",
        examples=[{"orders": {"handle_time": "90%"}}],
    )
    skills: Skills | None = Field(
        None,
        description="The contact types that the person serves, in every group in which they work, instead of what the "
        "group serves: each with their priority, 1 first, or `true` for that of the group; a name or a list means "
        "`true`. Left out: what the group serves.",
        examples=[{"orders": 1, "advice": 2}, "orders", ["orders", "advice"]],
    )
    since: FromDay | None = Field(
        None,
        description="The first day of work, or when it is decided and how long it takes until then. Left out: from the "
        "beginning.",
        examples=["2026-11-30", {"decided": "2026-10-05", "lead": "8w"}],
    )
    learning: Learning | None = Field(
        None,
        description="How somebody who is new becomes as fast as the others. Left out: they are.",
        examples=[{"from": "2026-11-02", "over": "8w", "handle_time": "150%"}],
    )
    team: Name | None = Field(
        None,
        description="The team in which they are reported, whatever shift and group they work in. Left out: that of "
        "their shifts, else that of their groups.",
        examples=["north"],
    )
    cost: Cost | None = Field(
        None,
        description="What an hour of theirs costs, in whatever group they work. Overtime and supplements are those of "
        "their team, else of the group, unless they are stated here. Left out: what the team says, else the group.",
        examples=["16 EUR/h", {"hour": "16 EUR/h", "overtime": "125%"}],
    )
    title: Title | None = title_of("the person")
    note: Note | None = note_of("the person")
