"""What a routing rule sees and answers.

A rule is asked after eligibility and ranks have been applied: all candidates are allowed and equally ranked. It answers
with one of them, or None. It never acts, and it never searches everybody: groups keep their agents in idle order,
queues their contacts in the order of their places.

What the floor hands to a rule inherits from the classes here, so that compiled rules read its fields where they lie and
know nothing else of it. A rule of one's own is a subclass of `AgentRule` in plain Python, compiled or not.
"""

from collections.abc import Sequence, Set
from typing import Protocol, TypeVar


class FreeAgent:
    """An agent without a contact."""

    __slots__ = ("id", "idle_since_s")

    id: int
    idle_since_s: float


class Group:
    """Agents who can do the same, as far as they may take another contact."""

    __slots__ = ("hands", "idle", "number")

    number: int


class AlikeHands:
    """Agents of one group whose hands are filled alike."""

    __slots__ = ("agents", "takes", "used")

    used: int
    """Units in hand; 0: nothing."""
    takes: Set[int]
    """The channels of which another contact fits."""


class WaitingQueue:
    """The waiting contacts of one type, as far as they stand in one order and the same groups may take them."""

    __slots__ = ("head", "head_start_s", "length")

    length: int
    head: int
    """The contact that stands first; nobody while ``length`` is 0."""
    head_start_s: float
    """What is taken off a place when contacts of different queues are compared."""

    def head_place_s(self) -> float:
        """Return what the place of the first contact goes by, mostly its arrival, less the head start."""
        raise NotImplementedError


class WaitingLane:
    """A queue as one group sees it."""

    __slots__ = ("queue",)

    queue: WaitingQueue


AgentT = TypeVar("AgentT", bound=FreeAgent)
AgentT_co = TypeVar("AgentT_co", bound=FreeAgent, covariant=True)


class HandsOf(Protocol[AgentT_co]):
    """`AlikeHands`, and of whom."""

    used: int

    @property
    def takes(self) -> Set[int]:
        """Return the channels of which another contact fits."""

    @property
    def agents(self) -> Sequence[tuple[float, int, AgentT_co]]:
        """Return each as (when last assigned in s, number, agent), longest since first."""


class FreeGroup(Protocol[AgentT_co]):
    """A `Group`, and of whom."""

    number: int

    @property
    def idle(self) -> Sequence[AgentT_co]:
        """Return the free agents, longest idle first."""

    @property
    def hands(self) -> Sequence[HandsOf[AgentT_co]]:
        """Return who may take another contact of a channel with slots by how full their hands are, emptiest first."""


class AgentRule:
    """Which agent takes a contact that looks for one."""

    __slots__ = ()

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return an agent of ``groups``, which are equally ranked, or None."""
        raise NotImplementedError
