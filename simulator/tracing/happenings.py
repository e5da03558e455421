"""What is told: plain facts of a contact, one after the other, each with what decided it."""

from dataclasses import dataclass
from enum import StrEnum

from simulator.tracing.groups_seen import GroupSeen
from simulator.tracing.reasons import Reason


class What(StrEnum):
    """What happened. The first of them are facts of the log, the others decisions of the engine by their names."""

    CAME = "came"
    WIDER = "wider"
    """It has waited until other groups may take it, or fewer, or in another order, and none of them had room."""
    TALKED = "talked"
    BRIEFING = "briefing"
    """The agent who passed it on has told the next one."""
    NO_LINE = "no_line"
    NO_TYPE_LINE = "no_type_line"
    QUEUE_FULL = "queue_full"
    FREE_AGENT = "free_agent"
    WAITED = "waited"
    QUEUED = "queued"
    KEPT_FREE = "kept_free"
    FREED_AGENT = "freed_agent"
    VOICEMAIL = "voicemail"
    PATIENCE = "patience"
    CLEARED = "cleared"
    LATE = "late"
    REFUSED = "refused"
    CLOSED_VOICEMAIL = "closed_voicemail"
    OUTSIDE = "outside"
    OPENED = "opened"
    REDIRECTED = "redirected"
    PASSED_ON = "passed_on"
    HELD = "held"
    BRIEFED = "briefed"
    COMES_AGAIN = "comes_again"
    ANNOUNCED = "announced"
    """They heard which wait to expect, and left."""
    MOVED_ON = "moved_on"
    DECLINED = "declined"
    WIDENED = "widened"
    RAISED = "raised"
    MESSAGE_LEFT = "message_left"
    SENT_AWAY = "sent_away"
    INTERVENED = "intervened"
    """An intervention was carried out while it waited."""
    CALLED_FOR_HELP = "called_for_help"
    HELP_CAME = "help_came"
    NO_HELP_CAME = "no_help_came"
    MESSAGE = "message"
    """The customer of a conversation writes again."""
    REPLY = "reply"
    LAST_REPLY = "last_reply"
    """The conversation ends with it."""
    INACTIVE = "inactive"
    AWAKE = "awake"
    """It is active again."""
    HANDED_OVER = "handed_over"
    """Its agent has left, and others go on with it: with `number` the message that waits for a reply."""
    PARKED = "parked"
    """It waits for its agent's next shift."""
    WAITS_AGAIN = "waits_again"
    """It waits in the queue until somebody takes it over."""
    TAKEN_OVER = "taken_over"
    READS = "reads"
    """Whoever goes on with it reads first."""
    BACK = "back"
    """It was parked and its agent is there again."""
    LEFT_WAITING = "left_waiting"
    LEFT_SILENTLY = "left_silently"
    """They have left, and nobody notices."""
    SILENT_IN_HAND = "silent_in_hand"
    """The same in a conversation, after the first reply."""
    IN_VAIN = "in_vain"
    """An agent has written to somebody who was gone, or greeted."""
    NOTICED = "noticed"
    CLOSED_IN_VAIN = "closed_in_vain"
    TIMED_OUT = "timed_out"
    STILL_OPEN = "still_open"
    OTHER = "other"
    """A decision that has no line of its own; `said` has the engine's words."""


@dataclass(frozen=True)
class Candidate:
    """An agent with room for a contact that looked for one."""

    agent: str
    group: str
    rank: int
    idle_s: float | None
    """For how long nothing was in hand; None with something in hand."""
    since_contact: bool
    """Whether that counts from the last contact on, over breaks and nights."""
    in_hand: int
    since_assigned_s: float
    contacts_today: int | None
    """How many were assigned since midnight; None where that does not count."""
    why: Reason | None
    """Why another one was chosen; None: this is the one."""


@dataclass(frozen=True)
class Rival:
    """A contact that waited when an agent chose one."""

    contact: str
    type: str
    segment: str | None
    waited_s: float
    priority: int | None
    """The group's priority of the type; None where the group does not serve it."""
    segment_priority: int
    credit_s: float
    counts_as_s: float | None
    """The age that was compared: credit, rate and cap included; None where nobody has a rate or a cap."""
    of_target: float | None
    """Which part of its target time was used up; None where that does not count."""
    why: Reason | None
    """Why another one was chosen; None: this is the one."""


@dataclass(frozen=True)
class LimitedQueue:
    """A queue with a limit: of a type, of a channel, or of a group; of nothing: that of each group."""

    type: str | None = None
    channel: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Happening:
    """Something that happened to a contact."""

    time_s: float
    clock: str
    contact: str
    what: What
    agent: str | None = None
    handed_over_by: str | None = None
    """Where an agent takes a conversation over: who handed it over."""
    why: Reason | None = None
    """What decided; None where there was nothing to decide."""
    waited_s: float | None = None
    """Where a wait ends: how long it was."""
    groups: tuple[GroupSeen, ...] = ()
    """Which groups may take the contact."""
    candidates: tuple[Candidate, ...] = ()
    """The agents who had room, where the contact chose."""
    rivals: tuple[Rival, ...] = ()
    """The contacts that waited, where an agent chose."""
    more: int = 0
    """How many more of them there were."""
    said: str = ""
    """Where it came from or goes: a contact; why an agent looked for a contact; what a step changes; of a decision
    without a line of its own, its words."""
    group: str | None = None
    """The group that it is passed to."""
    rule: str | None = None
    """The overflow rule that applied, or offered something; or the rule by which an agent called for help."""
    intervention: str | None = None
    """The intervention that closed its type, or opened it, or was carried out while it waited."""
    number: int = 0
    """How many agents, types or groups that intervention changed; of a message or a reply, the how many-th it is."""
    verb: str = ""
    """What that rule, or intervention, does, as the scenario calls it."""
    announced_s: float | None = None
    """Which wait they hear to expect; infinite with nobody on duty."""
    queues: tuple[LimitedQueue, ...] = ()
    """Where it is blocked: the queues of which any may be full."""
    helper: str | None = None
    """The agent who came to help."""
    ready: str = ""
    """From when on help changes the talk, where it does not at once."""
    lasts_s: float | None = None
    """How long a talk took that ends, or the writing of a reply."""
    wrap_up_s: float | None = None
    """What follows a talk takes so long: the wrap-up."""
    again_s: float | None = None
    """When the customer comes again."""
    again: str = ""
    """The same as the clock says it."""
    unstaffed: bool = False
    """Whether no line is free, or the queue is full, because there are 0 with nobody on duty."""


@dataclass(frozen=True)
class ContactTold:
    """A contact in short."""

    contact: str
    type: str
    channel: str
    segment: str | None
    cause: str
    attempt: int
    arrived_s: float
    clock: str
    ended_by: str
    waited_s: float
    """All its waits together, those that never ended included."""
    waits: int
    """How many there were."""
    answered_by: str | None
    reported: bool
    """False: it came in the warm-up."""
    by_replies: bool = False
    """Whether it is a conversation that an agent took: its wait ends with the first reply."""
    silent: bool = False
    """Whether its customer left silently."""
    closed_by: str | None = None
    """The agent who wrapped it up; None: nobody has."""


@dataclass(frozen=True)
class CaseTold:
    """A case: its contacts, and what happened to them in order of time."""

    case: int
    contacts: tuple[ContactTold, ...]
    happenings: tuple[Happening, ...]
