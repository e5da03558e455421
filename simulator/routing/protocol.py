"""What a routing rule sees and answers.

A rule is asked after eligibility and ranks have been applied: all candidates are allowed and equally ranked. It answers
with one of them, or None. It never acts, and it never searches everybody: groups keep their agents in idle order,
queues their contacts in the order of their places.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class FreeAgent(Protocol):
    """An agent without a contact."""

    id: int
    idle_since_s: float


AgentT = TypeVar("AgentT", bound=FreeAgent)
AgentT_co = TypeVar("AgentT_co", bound=FreeAgent, covariant=True)


class FreeGroup(Protocol[AgentT_co]):
    """The free agents of one group."""

    @property
    def idle(self) -> Sequence[AgentT_co]:
        """Return them, longest idle first."""


class KeepingGroup(FreeGroup[AgentT_co], Protocol[AgentT_co]):
    """The free agents of a group that keeps some of them free."""

    number: int


class WaitingQueue(Protocol):
    """The waiting contacts of one type, as far as they stand in one order and the same groups may take them."""

    length: int
    head: int
    """The contact that stands first; nobody while ``length`` is 0."""

    @property
    def head_start_s(self) -> float:
        """Return what is taken off a place when contacts of different queues are compared."""

    @property
    def places_s(self) -> Sequence[float]:
        """Return by contact what its place in line goes by: mostly its arrival."""


class WaitingLane(Protocol):
    """A queue as one group sees it."""

    @property
    def queue(self) -> WaitingQueue:
        """Return the queue."""
