"""Contacts as the engine sees them: their lines, their queue, who may serve them, and how an agent is found."""

from math import inf

from simulator.engine.columns import Line
from simulator.engine.floor import Agent, AgentPool, Service
from simulator.engine.limits import WaitingLimit
from simulator.engine.queues import Queue
from simulator.engine.tables.admission import AdmissionTerms
from simulator.engine.tables.conversation_terms import HAND_OVER
from simulator.engine.tables.eligibility import Factors
from simulator.engine.tables.silent_terms import SilentTerms
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.engine.trunks import Trunk, both
from simulator.routing.protocol import AgentRule
from simulator.time_grid import on_grid

Ranked = tuple[AgentPool, ...]
"""Pools of one rank."""


class Endings:
    """Who is told how contacts of a flow end."""

    __slots__ = ()

    def ended(self, row: int, how: int, now_s: float, skill: int) -> None:
        """``row`` ended now, as an `EndedBy` of number ``how``: without an agent, or with the end of its talk.

        ``skill`` is that of the agent who talked last, NOBODY where it ended without one.
        """
        raise NotImplementedError

    def ended_unnoticed(self, row: int, how: int, now_s: float, skill: int) -> None:
        """The same where the customer left silently: only they themselves know of it."""
        raise NotImplementedError


class FirstReplies:
    """Who is told of first replies, which are what answers a conversation."""

    __slots__ = ()

    def replied(self, row: int) -> None:
        """An agent has sent ``row`` the first reply now."""
        raise NotImplementedError


class Talk:
    """What an agent who answers has to do before wrap-up."""

    __slots__ = ("briefing_s", "passed_on", "talk_s")

    def __init__(self, briefing_s: float, talk_s: float, passed_on: bool) -> None:
        self.briefing_s = briefing_s
        """First the agent who passed the contact on talks along, which takes its time."""
        self.talk_s = talk_s
        """Then this much talk, as long as it takes with this agent."""
        self.passed_on = passed_on
        """Whether the contact is given to somebody else at its end."""


class Passing:
    """What decides which contacts of a flow an agent gives to somebody else, and carries it out."""

    __slots__ = ()

    def answers(self, row: int, agent: Agent) -> Talk:
        """Return what ``agent``, who answers ``row`` now, has to do."""
        raise NotImplementedError

    def pass_on(self, row: int, agent: Agent, now_s: float) -> bool:
        """Let ``row`` go on elsewhere; return whether ``agent`` is through with it.

        If not, he holds it until he is told to brief somebody (`Service.brief`) or to let it go (`Service.let_go`).
        """
        raise NotImplementedError

    def briefed(self, row: int, agent: Agent) -> None:
        """``agent``, who passed ``row`` on, has briefed the next one, and wraps up from now on."""
        raise NotImplementedError

    def holds(self, row: int) -> bool:
        """Return whether an agent stays with the customer of ``row``, which waits."""
        raise NotImplementedError

    def gone(self, row: int, how: int) -> None:
        """``row`` ended without an agent, as an `EndedBy` of number ``how``."""
        raise NotImplementedError


class Watching:
    """Who sees to talks in which agents may call for help."""

    __slots__ = ()

    def watches(self, row: int, agent: Agent, from_s: float, is_passed_on: bool) -> bool:
        """Return whether ``agent``, who talks with ``row`` from an instant on, may call; the end is planned then."""
        raise NotImplementedError


class Announces:
    """Who tells contacts that are about to wait which wait to expect."""

    __slots__ = ()

    def makes_leave(self, row: int, now_s: float) -> bool:
        """Tell ``row``; return whether it leaves at once."""
        raise NotImplementedError


class Looking:
    """Who has to know that a contact looks for an agent."""

    __slots__ = ()

    def look(self, row: int) -> None:
        """Contact ``row`` looks for an agent once more."""
        raise NotImplementedError


class Entering:
    """Who is asked what becomes of contacts that found no agent, and told of those that wait."""

    __slots__ = ()

    def comes(self, row: int, flow: "Flow") -> "Flow | None":
        """``row``, which arrives, found no agent: return the flow it belongs to now; None: it does not go on here."""
        raise NotImplementedError

    def begins(self, row: int) -> None:
        """``row`` begins to wait at this instant."""
        raise NotImplementedError

    def goes_on(self, row: int) -> None:
        """``row``, which waits, goes on waiting in another queue of its type."""
        raise NotImplementedError


class Flow:
    """Contacts of one type and one queue: who may take them, their lines where they are counted, their service.

    Exclusive ones have no slots; where everybody who leaves is noticed, nobody is silent.
    """

    __slots__ = (
        "_talk_times", "_wrap_up_times", "announcing", "beside", "channel_trunk", "endings", "entering", "factors",
        "following", "idle", "limits", "looking", "looks_then", "passing", "queue", "ranks", "rule", "service",
        "silent", "slots", "step_s", "terms", "trunk", "type", "type_trunk", "voicemail_after_s", "watching", "whole",
    )  # fmt: skip

    def __init__(
        self,
        type: int,
        terms: AdmissionTerms,
        queue: Queue,
        beside: list[Queue],
        limits: tuple[WaitingLimit, ...],
        type_trunk: Trunk | None,
        channel_trunk: Trunk | None,
        slots: SlotTerms | None,
        ranks: tuple[Ranked, ...],
        factors: tuple[Factors, ...],
        rule: AgentRule,
        idle: Line[Agent] | None,
        service: Service,
        voicemail_after_s: float,
        looking: Looking | None = None,
    ) -> None:
        self.type = type
        self.terms = terms
        """The hours of the type."""
        self.queue = queue
        self.beside = beside
        """All queues of the type, this one among them."""
        self.limits = limits
        """How many may wait: of the type, of its channel, for its groups."""
        self.type_trunk, self.channel_trunk = type_trunk, channel_trunk
        self.trunk = both(type_trunk, channel_trunk)
        """The lines that a contact needs which has none: of its type, its channel, or both; None: nobody counts."""
        self.slots = slots
        self.ranks = ranks
        """The pools that may serve it, by rank."""
        self.step_s = inf
        self.following: int | None = None
        """The wait after which a contact goes on into another queue, and which; see `goes_on`."""
        self.looks_then = True
        """Whether it looks for an agent then."""
        self.factors = factors
        """By skill, how many times as long talk and wrap-up take; empty where it is once everywhere."""
        self._talk_times, self._wrap_up_times = [one.talk for one in factors], [one.wrap_up for one in factors]
        self.rule = rule
        """Which agent of pools of one rank takes a contact that looks for one."""
        self.idle = idle
        """Of a single pool of which all are to be had, the idle: the first of them is the one idle longest, and nobody
        has to choose. None where there is more to ask."""
        self.service = service
        self.voicemail_after_s = voicemail_after_s
        """Who still waits then leaves a voicemail; infinite when nobody is asked for one."""
        self.looking = looking
        """None where the choice among agents is not left to chance."""
        self.entering: Entering | None = None
        """None where no overflow rule is of its contacts."""
        self.silent: SilentTerms | None = None
        self.endings: Endings | None = None
        self.passing: Passing | None = None
        self.announcing: Announces | None = None
        self.watching: Watching | None = None
        self.whole = self.trunk is None
        """Whether nobody notices the end of a talk, so that talk and wrap-up are one event."""

    def goes_on(self, step_s: float, following: int, looks: bool = True) -> None:
        """Let contacts that waited ``step_s`` go on into the queue of number ``following``, and look for an agent."""
        self.step_s, self.following, self.looks_then = step_s, following, looks

    def may_wait_again(self) -> bool:
        """Return whether a contact that an agent has had in hand may wait once more: passed on, or handed over."""
        if self.passing is not None:
            return True
        by_replies = None if self.slots is None else self.slots.by_replies
        return by_replies is not None and by_replies.at_end.how == HAND_OVER

    def attach(self, endings: Endings | None, passing: Passing | None = None, talks: bool = True) -> None:
        """Let endings be told, and contacts be passed on; ``talks`` says whether ends of talks are listened to."""
        self.endings, self.passing = endings, passing
        self.whole = self.trunk is None and passing is None and not (endings is not None and talks)

    def watch(self, watching: Watching) -> None:
        """Let somebody see to talks in which agents may call for help, when all else is attached; mostly none is."""
        self.watching = watching
        self.whole = False

    def is_full(self) -> bool:
        """Return whether one more contact that would have to wait is too many."""
        full = False
        for limit in self.limits:
            full = full or limit.is_reached()
        return full

    def talk_lasts_s(self, drawn_s: float, agent: Agent) -> float:
        """Return how long a talk that was drawn as ``drawn_s`` takes with ``agent``.

        Of a contact's own draw each time, so that a second agent's factor does not come on top of the first one's.
        Need not be asked where there are no `factors`.
        """
        times = self._talk_times[agent.skill]
        return on_grid(drawn_s * times)

    def wrap_up_lasts_s(self, drawn_s: float, agent: Agent) -> float:
        """Return the same of wrap-up."""
        times = self._wrap_up_times[agent.skill]
        return on_grid(drawn_s * times)
