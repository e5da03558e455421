"""What a routing rule sees and answers.

A rule is asked after eligibility and ranks have been applied: all candidates are allowed and equally ranked. It answers
with one of them, or None. It never acts. Groups keep their agents in idle order, queues their contacts in the order of
their places, so the usual rules look at those who stand first; rules that count or draw look at every candidate.

What the floor hands to a rule inherits from the classes here, so that compiled rules read its fields where they lie and
know nothing else of it. A rule of one's own is a subclass of `AgentRule` in plain Python, compiled or not.
"""

from collections.abc import Iterable, Sequence, Set, Sized
from typing import Protocol, TypeVar


class FreeAgent:
    """An agent without a contact, or with room for another one."""

    __slots__ = ("assigned_s", "id", "idle_since_s")

    id: int
    idle_since_s: float
    assigned_s: float
    """When a contact was last assigned; before the first, when logged in."""


class Group:
    """Agents who can do the same, as far as they may take another contact."""

    __slots__ = ("hands", "idle", "is_closed", "number")

    number: int
    idle: Sized
    is_closed: bool
    """Whether the center has closed: then nobody is kept from a contact any more."""

    def idle_in_group(self) -> int:
        """Return how many are idle, with those of other pools of their group."""
        return len(self.idle)


class AlikeHands:
    """Agents of one group whose hands are filled alike."""

    __slots__ = ("agents", "takes", "used")

    used: int
    """Units in hand; 0: nothing."""
    takes: Set[int]
    """The channels of which another contact fits."""


class WaitingQueue:
    """The waiting contacts of one type, as far as they stand in one order and the same groups may take them."""

    __slots__ = ("age_cap_s", "age_rate", "head", "head_start_s", "length", "target_s")

    length: int
    head: int
    """The contact that stands first; nobody while ``length`` is 0."""
    head_start_s: float
    """What is taken off a place when contacts of different queues are compared, or added to an age."""
    age_rate: float
    """How many times an age counts, for rules that compare ages."""
    age_cap_s: float
    """The most that an age counts."""
    target_s: float
    """The target time."""

    def head_place_s(self) -> float:
        """Return what the place of the first contact goes by, mostly its arrival, less the head start."""
        raise NotImplementedError

    def head_age_s(self, now_s: float) -> float:
        """Return for how long the first contact has had its place, the head start left out."""
        raise NotImplementedError


class WaitingLane:
    """A queue as one group sees it."""

    __slots__ = ("queue",)

    queue: WaitingQueue


class Numbered(Protocol):
    """Whatever has the number of a group."""

    number: int


class Taken:
    """What agents have taken so far, for rules that count."""

    __slots__ = ()

    def today(self, number: int) -> int:
        """Return how many contacts the agent of roster number ``number`` was assigned since midnight."""
        raise NotImplementedError

    def last(self, type_: int, groups: Sequence[Numbered]) -> int:
        """Return which agent of ``groups`` was the last to be assigned a contact of a type; below 0: nobody yet."""
        raise NotImplementedError


LaneT = TypeVar("LaneT", bound=WaitingLane)
AgentT = TypeVar("AgentT", bound=FreeAgent)
AgentT_co = TypeVar("AgentT_co", bound=FreeAgent, covariant=True)


class HandsOf(Protocol[AgentT_co]):
    """`AlikeHands`, and of whom."""

    used: int

    @property
    def takes(self) -> Set[int]:
        """Return the channels of which another contact fits."""

    @property
    def agents(self) -> Sequence[AgentT_co]:
        """Return them, longest since the last assignment first."""


class FreeGroup(Protocol[AgentT_co]):
    """A `Group`, and of whom."""

    number: int
    is_closed: bool

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


class ContactRule:
    """Which contact an agent takes who looks for one, where more counts than where it stands."""

    __slots__ = ()

    def choose(self, lanes: Iterable[LaneT], now_s: float) -> LaneT | None:
        """Return a lane of equally ranked ``lanes`` in which somebody waits, or None."""
        raise NotImplementedError
