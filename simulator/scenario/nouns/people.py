"""The noun of people: agents with a name, who stay themselves whatever shift or group they are in."""

from typing import ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Note, Noun, Title, note_of, title_of
from simulator.scenario.nouns.costs import Cost


class Person(Noun):
    """Somebody who works in shifts: the same person in all of them, absent on the same days in every strategy."""

    example: ClassVar[str] = """\
people: {ana: {cost: 16 EUR/h}, ben: {title: Ben B.}}
agent_groups:
  front:
    shifts:
      early: {people: ana, from: "08:00", to: "13:00"}
      late:  {people: [ana, ben], from: "14:00", to: "18:00"}
    cost: 14 EUR/h
    serves: {orders: {}}
"""

    cost: Cost | None = Field(
        None,
        description="What an hour of theirs costs, in whatever group they work. Overtime and supplements are those of "
        "the group unless they are stated here. Left out: what the group says.",
        examples=["16 EUR/h", {"hour": "16 EUR/h", "overtime": "125%"}],
    )
    title: Title | None = title_of("the person")
    note: Note | None = note_of("the person")
