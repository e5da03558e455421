"""The hook for decisions: why a contact went where it went.

``simulate(…, record=…)`` calls it at every decision; without one the engine does not even build the arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol


class Rule(StrEnum):
    """What decided."""

    NO_LINE = "no line left"
    NO_TYPE_LINE = "no line of its type left"
    QUEUE_FULL = "queue at its limit"
    FREE_AGENT = "a free agent on arrival"
    WAITED = "waited long enough for a free agent's group"
    QUEUED = "no free agent"
    ANNOUNCED = "left when told which wait to expect"
    KEPT_FREE = "free agents are kept for other contacts"
    FREED_AGENT = "taken by a freed agent"
    VOICEMAIL = "waited until the limit and left a voicemail"
    PATIENCE = "patience ended"
    CLEARED = "cleared when the hours, or the day, ended"
    LATE = "taken by an agent about to leave, its hours being over"
    REFUSED = "refused outside its hours"
    CLOSED_VOICEMAIL = "left a voicemail outside its hours"
    OUTSIDE = "waits outside until its hours begin"
    OPENED = "its hours begin"
    REDIRECTED = "became a contact of another type outside its hours"
    PASSED_ON = "passed on by the agent"
    HELD = "passed on by the agent, who stays until the next one answers"
    BRIEFED = "answered by the next agent, whom the first one briefs"
    COMES_AGAIN = "comes again later"
    MOVED_ON = "became a contact of another type by an overflow rule"
    DECLINED = "declined what an overflow rule offered"
    WIDENED = "an overflow rule changed who may take it"
    RAISED = "raised by an overflow rule"
    MESSAGE_LEFT = "left a voicemail by an overflow rule"
    SENT_AWAY = "sent away by an overflow rule"
    LEFT_WAITING = "left in a conversation because a reply took too long"
    LEFT_SILENTLY = "left silently when the patience ended"
    SILENT_IN_HAND = "left silently in a conversation because a reply took too long"
    NOTICED = "closed because nobody answered: the customer had left"
    CLOSED_IN_VAIN = "closed with the last reply, which nobody read"
    TIMED_OUT = "closed because the customer did not write"
    TAKEN_OVER = "a free agent for a conversation that was handed over"
    STILL_OPEN = "still open when the run was stopped"


@dataclass(frozen=True)
class Decision:
    """One decision: at ``time_s`` contact ``contact`` went to ``agent`` (None: to nobody) because of ``rule``.

    ``candidates`` are the agents or contacts the rule chose among; of an overflow rule its number.
    """

    time_s: float
    rule: Rule
    contact: int
    agent: int | None = None
    candidates: tuple[int, ...] = ()


class Recorder(Protocol):
    """Who wants to know."""

    def decided(
        self, time_s: float, rule: Rule, contact: int, agent: int | None, candidates: Sequence[int] = ()
    ) -> None:
        """Take one decision."""


@dataclass
class Decisions:
    """A recorder that keeps everything in ``rows``, in order."""

    rows: list[Decision] = field(default_factory=list)

    def decided(
        self, time_s: float, rule: Rule, contact: int, agent: int | None, candidates: Sequence[int] = ()
    ) -> None:
        """Keep the decision."""
        self.rows.append(Decision(time_s, rule, contact, agent, tuple(candidates)))


class SeenAgent(NamedTuple):
    """An agent with room for a contact, at the instant of a decision."""

    agent: int
    rank: int
    """The place of the group's rank among those that may take the contact now: 1 is the best."""
    idle_since_s: float | None
    """None with something in hand."""
    assigned_s: float
    """When a contact was last assigned; before the first, when logged in."""
    in_hand: int
    """How many contacts."""
    used: int
    """How much of a hand they fill, in the parts that the group's capacity counts."""
    is_kept: bool
    """Whether the group keeps the agent from the contact, free for others or by a `while` that does not hold."""
    is_shut_out: bool = False
    """Whether it does by a `while`."""


class SeenContact(NamedTuple):
    """A contact that waits, at the instant of a decision."""

    contact: int
    priority: int
    """The place of its priority among those that the agent may take now: 1 is the best; 0 where nobody compared it."""
    place_s: float
    """What its place is compared by: credit and target time are in it."""


@dataclass
class Witness(Decisions):
    """Keeps as well what each choice was made from: by the place of its decision in ``rows``."""

    agents: dict[int, tuple[SeenAgent, ...]] = field(default_factory=dict)
    """Who had room for the contact that looked, best rank first; or the one agent who looked for a contact."""
    contacts: dict[int, tuple[SeenContact, ...]] = field(default_factory=dict)
    """The first contact of each line that the agent might take from; or the one contact that begins to wait."""

    def saw_agents(self, seen: Sequence[SeenAgent]) -> None:
        """Keep whom the next decision is made from, or about."""
        self.agents[len(self.rows)] = tuple(seen)

    def saw_contacts(self, seen: Sequence[SeenContact]) -> None:
        """Keep which contacts the next decision is made from, or about."""
        self.contacts[len(self.rows)] = tuple(seen)
