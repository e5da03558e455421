"""Kinds of contacts and channels as the engine sees them: lines, queue, who may serve, and how an agent is found."""

from collections.abc import Callable
from typing import Protocol

from simulator.engine.floor import Agent, Group
from simulator.engine.plan import Slots
from simulator.engine.queues import Queue

Tier = tuple[Group, ...]
Stage = tuple[float, tuple[Tier, ...]]


class Channel:
    """A channel's lines: held from arrival to the end of the talk."""

    __slots__ = ("in_use", "lines")

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.in_use = 0


class Service(Protocol):
    """How agents serve contacts of one kind: one at a time, or several."""

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was chosen among those who may take it."""

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""


class Kind:
    """Contacts of one type and one queue: their groups, their channel where lines are counted, their service."""

    __slots__ = (
        "assign", "beside", "channel", "choose", "factors", "later", "limit", "message_after_s", "queue", "slots",
        "take", "tiers",
    )  # fmt: skip

    def __init__(
        self,
        queue: Queue,
        beside: list[Queue],
        limit: int | None,
        channel: Channel | None,
        slots: Slots | None,
        stages: list[Stage],
        factors: dict[Group, float],
        choose: Callable[[Tier], Agent | None],
        service: Service,
        message_after_s: float,
    ) -> None:
        self.queue = queue
        self.beside = beside
        """All queues of the type, this one among them."""
        self.limit = limit
        """How many may wait in them together; None is no limit."""
        self.channel = channel
        self.slots = slots
        """None for an exclusive contact."""
        self.tiers = stages[0][1]
        """The groups that may serve it at once, by rank."""
        self.later = tuple(stages[1:])
        """(wait in s, the groups that may serve it from then on, by rank)."""
        self.factors = factors
        """How many times as long talk and wrap-up take with a group; only where it is not once."""
        self.choose = choose
        """Which agent of groups of one rank takes a contact that looks for one."""
        self.message_after_s = message_after_s
        """Who still waits then leaves a message; infinite when nobody is asked for one."""
        # Looked up once: two steps less for every contact.
        self.take, self.assign = service.take, service.assign
