"""What is seen of a situation while its instant goes on: the agents of the test, and the contacts by their names."""

from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from simulator.tracing.contact_keys import PlaceInLine
from simulator.tracing.place_in_line import place_in_line
from simulator.tracing.playback import Playback


class TakenNow(NamedTuple):
    """A contact that an agent has taken at the instant."""

    name: str
    place: int
    """Of the decision."""
    instead_of: frozenset[int]
    """Where the agent chose: the rows of the others that waited then."""


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

    @property
    def last_s(self) -> float:
        """Return when they were given a contact last, as far as a test says: never, or just now (later than all)."""
        return inf if self.took else self.free_since_s

    def take(self, channel: str, taken: TakenNow) -> None:
        """Note that the agent has one more in hand."""
        self.in_hand[channel] = self.in_hand.get(channel, 0) + 1
        self.took.append(taken)


@dataclass(frozen=True)
class SeenNow:
    """The situation as it is played, its instant, and who is there."""

    play: Playback
    at_s: float
    agents: list[AgentThere]
    names: dict[int, str]
    """Of the test's contacts, by row."""


class Meeting(NamedTuple):
    """An agent and a contact, as one of them looks at the other; whether they met."""

    look: SeenNow
    agent: AgentThere
    row: int
    met: bool

    @property
    def group(self) -> int:
        """Return the number of the agent's group."""
        return self.look.play.group_of(self.agent.number)

    @property
    def contact(self) -> str:
        """Return the name of the contact."""
        return self.look.names[self.row]

    @property
    def type(self) -> str:
        """Return the type of the contact."""
        return self.look.play.type_of(self.row)

    @property
    def waited_s(self) -> float:
        """Return for how long the contact waits."""
        since_s = self.look.play.wait_of(self.row, self.look.at_s)
        return 0.0 if since_s is None else self.look.at_s - since_s

    @property
    def in_line(self) -> PlaceInLine:
        """Return where the contact stands."""
        return place_in_line(self.look.play, self.row, self.look.at_s)
