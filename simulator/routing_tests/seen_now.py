"""What is seen of a situation at its instant: who waits, who is there, and what a scenario says of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from simulator.scenario.nouns import Scenario, Serves
from simulator.scenario.nouns.customers import USUAL_PRIORITY, Order
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.rules.hand_units import capacity_of, slots_served, units_of
from simulator.scenario.rules.kept_from import kept_from
from simulator.scenario.rules.reaching import Reached, reached_by
from simulator.units import format_duration, on_grid


class Waiting(NamedTuple):
    """A contact that waits or looks for an agent."""

    row: int
    name: str
    type: str
    segment: str | None
    since_s: float
    place_s: float


class Choice(NamedTuple):
    """The rules that decided, the first of them most; and in words."""

    by: tuple[By, ...]
    why: str


class TakenNow(NamedTuple):
    """A contact that an agent has taken."""

    contact: Waiting
    instead_of: Mapping[int, Choice]
    """Where the agent chose: by the rows of the others that waited then, why they were not taken."""
    place: int = 0
    """How many contacts had been taken at the instant, by whomever."""


@dataclass
class AgentThere:
    """An agent of a test, and what they have in hand while the instant goes on."""

    number: int
    name: str
    called: str
    """As in messages: the name, with a number where it is the name of several."""
    group: str
    free_since_s: float
    in_hand: dict[str, int]
    """Contacts by channel."""
    before: int = 0
    """How many contacts they had that day before the instant, those in hand among them; as far as agents differ."""
    took: list[TakenNow] = field(default_factory=list)
    """At the instant, in order."""

    def take(self, channel: str, taken: TakenNow) -> None:
        """Note that the agent has one more in hand."""
        self.in_hand[channel] = self.in_hand.get(channel, 0) + 1
        self.took.append(taken)


@dataclass(frozen=True)
class SeenNow:
    """What is looked at: the scenario of the day, the time, the agents who are there."""

    day: Scenario
    at_s: float
    agents: list[AgentThere]

    @cached_property
    def units(self) -> int:
        """Return what a hand is divided into."""
        return units_of(self.day)

    def serves(self, agent: AgentThere, contact: Waiting) -> Serves | None:
        """Return how the agent's group serves the contact's type."""
        return self.day.agent_groups[agent.group].serves.get(contact.type)

    def channel(self, contact: Waiting) -> str:
        """Return the channel of a contact."""
        return self.day.contact_types[contact.type].channel

    def slots(self, contact: Waiting) -> int | None:
        """Return the slots of its channel, None where it is exclusive."""
        return self.day.channels[self.channel(contact)].in_hand_max

    def used(self, agent: AgentThere) -> int:
        """Return the units in a hand."""
        slots = slots_served(self.day.agent_groups[agent.group], self.day)
        return sum(number * (self.units // slots.get(name, 1)) for name, number in agent.in_hand.items())

    def has_room(self, agent: AgentThere, contact: Waiting) -> bool:
        """Return whether one more contact fits."""
        slots, used, group = self.slots(contact), self.used(agent), self.day.agent_groups[agent.group]
        if slots is None or any(self.day.channels[name].in_hand_max is None for name in agent.in_hand):
            return not agent.in_hand
        channel = self.channel(contact)
        is_full = agent.in_hand.get(channel, 0) >= group.at_most.get(channel, used + 1)
        return not is_full and used + self.units // slots <= capacity_of(group, self.units)

    def is_kept(self, agent: AgentThere, contact: Waiting) -> bool:
        """Return whether an agent with nothing in hand is kept from a contact."""
        if self.serves(agent, contact) is None or agent.in_hand:
            return False
        keeps = kept_from(self.day, agent.group, contact.type).at(self.at_s)
        others = sum(one.group == agent.group and not one.in_hand for one in self.agents) - 1
        return others < keeps

    def reached(self, contact: Waiting) -> Reached:
        """Return which groups may take a contact by now, by rank."""
        waited_s = self.at_s - contact.since_s
        return [one for one in reached_by(self.day, contact.type) if one.after_s <= waited_s][-1]

    def waited(self, contact: Waiting) -> str:
        """Return how long a contact has waited, in words."""
        return f"has waited {format_duration(self.at_s - contact.place_s)}"

    def segment_priority(self, contact: Waiting) -> int:
        """Return the priority of the contact's segment."""
        segment = self.day.contact_types[contact.type].segments.get(contact.segment or "")
        return USUAL_PRIORITY if segment is None else segment.priority

    def order(self, contact: Waiting) -> Order:
        """Return where customers like the contact's stand."""
        kinds = self.day.contact_types[contact.type].kinds
        kind = next(
            (one for one in kinds if one.segment == contact.segment), self.day.contact_types[contact.type].usual
        )
        return kind.order

    def credit_s(self, contact: Waiting) -> float:
        """Return what is taken off a contact's place."""
        return self.order(contact).age_credit_s

    def age_s(self, contact: Waiting) -> float:
        """Return as how old a contact counts, which ages at a rate up to a cap."""
        order = self.order(contact)
        return min(order.age_cap_s, order.age_credit_s + on_grid(order.age_rate * (self.at_s - contact.place_s)))

    def share_of_target(self, contact: Waiting) -> float:
        """Return how much of its target time a contact has waited."""
        within_s = self.day.contact_types[contact.type].service_level.within_s
        return (self.at_s - contact.place_s + self.credit_s(contact)) / within_s

    def due_s(self, contact: Waiting) -> float:
        """Return how long after its place a contact's target time ends; 0 where that does not count."""
        if self.day.routing.contact != "due_time":
            return 0.0
        return self.day.contact_types[contact.type].service_level.within_s

    def agent_rule(self, contact: Waiting) -> str:
        """Return the rule by which a contact chooses among agents of the best rank."""
        if self.slots(contact) is None:
            return self.day.routing.agent
        return getattr(self.day.channels[self.channel(contact)], "agent", None) or "least_loaded"
