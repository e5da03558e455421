"""The noun of people: agents with a name, who stay themselves whatever shift or group they are in."""

from typing import ClassVar

from simulator.scenario.nouns.basics import Note, Noun, Title, note_of, title_of


class Person(Noun):
    """Somebody who works in shifts: the same person in all of them, absent on the same days in every strategy."""

    example: ClassVar[str] = """\
people: {ana: {}, ben: {title: Ben B.}}
agent_groups:
  front:
    shifts:
      early: {people: ana, from: "08:00", to: "13:00"}
      late:  {people: [ana, ben], from: "14:00", to: "18:00"}
    serves: {orders: {}}
"""

    title: Title | None = title_of("the person")
    note: Note | None = note_of("the person")
