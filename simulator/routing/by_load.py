"""What the rules for channels with slots see: agents by how full their hands are."""

from collections.abc import Iterator, Sequence, Set
from typing import Protocol, TypeVar

AgentT = TypeVar("AgentT")
AgentT_co = TypeVar("AgentT_co", covariant=True)


class AlikeHands(Protocol[AgentT_co]):
    """Agents of one group whose hands are filled alike."""

    used: int
    """Units in hand; 0: nothing."""

    @property
    def takes(self) -> Set[int]:
        """Return the channels of which another contact fits."""

    @property
    def agents(self) -> Sequence[tuple[float, int, AgentT_co]]:
        """Return each as (when last assigned in s, number, agent), longest since first."""


class LoadedGroup(Protocol[AgentT_co]):
    """The agents of one group who may take another contact."""

    number: int

    @property
    def hands(self) -> Sequence[AlikeHands[AgentT_co]]:
        """Return them by how full their hands are, emptiest first."""


def firsts(
    groups: Sequence[LoadedGroup[AgentT]], channel: int, keeps: Sequence[int]
) -> Iterator[tuple[int, tuple[float, int, AgentT]]]:
    """Yield for all hands in which a contact of ``channel`` fits: units in hand, and who of them is first.

    That is for whom it is the longest since the last assignment, ties by number. With nothing in hand nobody is taken
    from a group that would have fewer such agents left than it ``keeps``.
    """
    for group in groups:
        for hands in group.hands:
            if hands.agents and channel in hands.takes and (hands.used or len(hands.agents) > keeps[group.number]):
                yield hands.used, hands.agents[0]
