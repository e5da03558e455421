"""The noun of interventions: what the people who run the center change during the day when something holds."""

from typing import ClassVar

from pydantic import Field

from simulator.scenario.nouns.basics import Count, Duration, ExactlyOne, Name, Noun, Whole
from simulator.scenario.nouns.conditions import Conditions
from simulator.scenario.nouns.rule_parts import Names
from simulator.scenario.nouns.when_looked import Every, GateLook

_BACK = """\
agent_groups:
  back: {agents: 6, serves: {orders: {priority: 2}}}
"""

AT_ONCE_S = 60.0
"""How soon types may be opened or closed again, where nothing else is said."""


class MovedPeople(Noun):
    """Which agents work in another group.

    Those with nothing in hand go first, the others as soon as they have finished what they have in hand.
    """

    example: ClassVar[str] = f"""\
interventions:
  help: {{when: {{oldest_wait: 3m}}, look: 5m, move_people: {{number: 4, from: back, to: front, ready: 20m, for: 2h}}}}
{_BACK}"""

    number: Count = Field(description="How many agents are moved; fewer when fewer can be.", examples=[4])
    from_: Name = Field(alias="from", description="The group they leave.", examples=["back"])
    to: Name = Field(description="The group in which they work then.", examples=["front"])
    ready_s: Duration = Field(
        0.0,
        alias="ready",
        description="How long it takes until they can take contacts; they are paid meanwhile. Left out: at once.",
        examples=["20m"],
    )
    for_s: Every | None = Field(
        None,
        alias="for",
        description="How long they work there before they go back, finishing what they have in hand. Left out: until "
        "the center closes or the next day begins.",
        examples=["2h"],
    )
    leave: Whole = Field(0, description="How many agents of the group stay at least.", examples=[2])


class CalledIn(Noun):
    """Which agents come in addition to those on the plan; of a group with shifts, those who are on call."""

    example: ClassVar[str] = """\
interventions:
  extra: {when: {waiting: 20}, look: 5m, call_in: {number: 6, to: front, ready: 35m, for: 4h}}
"""

    number: Count = Field(
        description="How many agents come; of those on call, as many as there are at most.", examples=[6]
    )
    to: Name = Field(description="The group in which they work.", examples=["front"])
    ready_s: Duration = Field(
        0.0,
        alias="ready",
        description="How long it takes until they are there; they are paid from then on. Left out: at once.",
        examples=["35m"],
    )
    for_s: Every | None = Field(
        None,
        alias="for",
        description="How long they stay, finishing what they have in hand. Left out: until the center "
        "closes or the next day begins; whoever is on call, until their shift ends.",
        examples=["4h"],
    )


class Extended(Noun):
    """Which hours end later today, and which groups stay longer."""

    example: ClassVar[str] = """\
interventions:
  longer: {when: {waiting: 10, hour: {from: "16:30", to: "17:00"}}, extend: {of: [voice, front], by: 1h}}
channels:
  voice: {hours: {from: "08:00", to: "17:00"}}
agent_groups:
  front: {agents: {"08:00": 4, "17:00": 0}}
"""

    of: Names = Field(
        description="Contact types and channels, whose hours of today end later, and groups: the agents who go home "
        "next, all at once, stay that much longer. One, or a list.",
        examples=["voice", ["channel:voice", "group:front"]],
    )
    by_s: Every = Field(
        alias="by", description="How much longer; until the center closes at most.", examples=["1h", "30m"]
    )


class Intervention(ExactlyOne):
    """What changes in the center during the day when something holds.

    People are moved or called in, and hours extended, once a day; with `again`, again as soon as that time has passed.
    Types are opened and closed as often as it holds, once a minute at most. While the center is closed nothing is done.
    """

    example: ClassVar[str] = """\
interventions:
  help:     {when: {service_level: {at_most: 60%, over: 15m}}, move_people: {number: 2, from: back, to: front}}
  no_chat:  {when: {logged_in: {of: back, at_most: 3}}, close: chat}
  chat_too: {when: {logged_in: {of: back, at_least: 5}}, again: 30m, open: chat}
channels:
  chat: {slots: 3}
contact_types:
  chat_orders: {from: shoppers, share: 0%, channel: chat, talk: 7m, patience: 5m}
agent_groups:
  back: {agents: 6, serves: {orders: {priority: 2}, chat_orders: {}}}
"""
    exactly_one: ClassVar[tuple[str, ...]] = ("move_people", "call_in", "open", "close", "extend")

    when: Conditions = Field(
        description="What has to hold. `waiting`, `oldest_wait` and `service_level` without `of` mean all contact "
        "types, `logged_in`, `free` and `busy_share` all groups.",
        examples=[{"service_level": {"of": "channel:voice", "at_most": "60%", "over": "15m"}}],
    )
    look: GateLook = Field(
        "change",
        description="When the conditions are checked: `change`, whenever something changes; or a duration, so often "
        "from each opening on.",
        examples=["5m"],
    )
    again_s: Every | None = Field(
        None,
        alias="again",
        description="How long after it was carried out it may be carried out again. Left out: once a day; for `open` "
        "and `close`, a minute.",
        examples=["30m"],
    )
    move_people: MovedPeople | None = Field(
        None,
        description="Agents work in another group. Left out: nobody is moved.",
        examples=[{"number": 4, "from": "back", "to": "front", "ready": "20m"}],
    )
    call_in: CalledIn | None = Field(
        None,
        description="Agents come in addition to those on the plan. Left out: nobody comes.",
        examples=[{"number": 6, "to": "front", "ready": "35m", "for": "4h"}],
    )
    open: Names | None = Field(
        None,
        description="Contact types and channels that are open from now on, until their hours begin next; one, or a "
        "list. Left out: none.",
        examples=["chat", ["channel:chat", "type:advice"]],
    )
    close: Names | None = Field(
        None,
        description="Contact types and channels that are closed from now on, until their hours begin next or an "
        "intervention opens them; one, or a list. Left out: none.",
        examples=["chat"],
    )
    extend: Extended | None = Field(
        None,
        description="Hours end later today, or agents stay longer. Left out: everything ends as planned.",
        examples=[{"of": ["channel:voice", "group:front"], "by": "1h"}],
    )

    @property
    def verb(self) -> str:
        """Return what it does, as the scenario calls it."""
        return next(name for name in self.exactly_one if self.value_of(name) is not None)

    @property
    def leads_to(self) -> str | None:
        """Return the group into which people come by it; None where nobody does."""
        people = self.move_people or self.call_in
        return None if people is None else people.to
