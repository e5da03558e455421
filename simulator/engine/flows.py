"""Contacts as the engine sees them: their lines, their queue, who may serve them, and how an agent is found."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from simulator.engine.floor import Agent, Group, Takes
from simulator.engine.queues import Queue
from simulator.engine.tables.admission import AdmissionTerms
from simulator.engine.tables.channels import SlotTerms
from simulator.engine.tables.eligibility import Factors
from simulator.routing.longest_idle import longest_idle
from simulator.units import on_grid

Ranked = tuple[Group, ...]
"""Groups of one rank."""
Reached = tuple[float, tuple[Ranked, ...]]
"""A wait, and the groups that may serve a contact from then on, by rank."""


def _alone(ranks: tuple[Ranked, ...]) -> deque[Agent] | None:
    """Return the idle agents of the only group that may serve a contact; None where there are several."""
    groups = [group for ranked in ranks for group in ranked]
    return groups[0].idle if len(groups) == 1 else None


class Trunk:
    """A channel's lines: held from arrival to the end of the talk."""

    __slots__ = ("in_use", "lines")

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.in_use = 0


class Service(Takes, Protocol):
    """How agents serve contacts of one flow: one at a time, or several."""

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was chosen among those who may take it."""


class Flow:
    """Contacts of one type and one queue: their groups, their lines where they are counted, their service."""

    __slots__ = (
        "beside", "choose", "factors", "idle", "later", "limit", "queue", "ranks", "slots", "take", "terms", "trunk",
        "type", "voicemail_after_s",
    )  # fmt: skip

    def __init__(
        self,
        type: int,
        terms: AdmissionTerms,
        queue: Queue,
        beside: list[Queue],
        limit: int | None,
        trunk: Trunk | None,
        slots: SlotTerms | None,
        reaches: list[Reached],
        factors: dict[Group, Factors],
        choose: Callable[[Ranked], Agent | None],
        service: Service,
        voicemail_after_s: float,
    ) -> None:
        self.type = type
        self.terms = terms
        """The hours of the type."""
        self.queue = queue
        self.beside = beside
        """All queues of the type, this one among them."""
        self.limit = limit
        """How many may wait in them together; None is no limit."""
        self.trunk = trunk
        self.slots = slots
        """None for an exclusive contact."""
        self.ranks = reaches[0][1]
        """The groups that may serve it at once, by rank."""
        self.later = tuple(reaches[1:])
        self.factors = factors
        """How many times as long talk and wrap-up take with a group; only where it is not once. See `talk_lasts_s`."""
        self.choose = choose
        """Which agent of groups of one rank takes a contact that looks for one."""
        self.voicemail_after_s = voicemail_after_s
        """Who still waits then leaves a voicemail; infinite when nobody is asked for one."""
        # Looked up once: two steps less for every contact.
        self.take = service.take
        self.idle = _alone(self.ranks) if choose is longest_idle else None
        """Of a single group the first of its idle agents is the one idle longest: nobody has to choose."""

    def talk_lasts_s(self, drawn_s: float, group: Group) -> float:
        """Return how long a talk that was drawn as ``drawn_s`` takes with an agent of ``group``.

        Of a contact's own draw each time, so that a second agent's factor does not come on top of the first one's.
        Need not be asked where there are no `factors`.
        """
        factor = self.factors.get(group)
        return drawn_s if factor is None else on_grid(drawn_s * factor.talk)

    def wrap_up_lasts_s(self, drawn_s: float, group: Group) -> float:
        """Return the same of wrap-up."""
        factor = self.factors.get(group)
        return drawn_s if factor is None else on_grid(drawn_s * factor.wrap_up)
