"""The noun of teams: who is reported and paid together, whatever group they work in."""

from typing import ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Note, Noun, Title, note_of, title_of
from simulator.scenario.nouns.costs import Cost

TEAMS = "teams"
"""The key under which they stand, by name."""
NO_TEAM = "no team"
"""Those who have none, as results call them: no name can be written so."""


class Team(Noun):
    """A team: people who are reported and paid together; a group is those who can do the same.

    People, shifts and groups say which team they belong to.
    """

    example: ClassVar[str] = """\
teams: {north: {title: North, cost: 15 EUR/h}}
people: {ana: {team: north}}
agent_groups:
  front:
    team: south                 # everybody in the group, unless their shift or they themselves have another one
    shifts:
      early: {people: ana, from: "08:00", to: "13:00"}
      late:  {agents: 3, team: north, from: "13:00", to: "18:00"}
    cost: 14 EUR/h
    serves: {orders: {}}
"""

    cost: Cost | None = Field(
        None,
        description="What an hour costs of everybody in the team who has no cost of their own, in whatever group they "
        "work. Overtime and supplements are those of the group unless they are stated here. Left out: what the group "
        "says.",
        examples=["15 EUR/h"],
    )
    title: Title | None = title_of("the team")
    note: Note | None = note_of("the team")
