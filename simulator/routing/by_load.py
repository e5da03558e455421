"""What the rules for slots see: agents by how many contacts they have in hand."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

AgentT = TypeVar("AgentT")
AgentT_co = TypeVar("AgentT_co", covariant=True)


class LoadedGroup(Protocol[AgentT_co]):
    """The agents of one group who may take another contact."""

    @property
    def by_load(self) -> Sequence[Sequence[tuple[float, int, AgentT_co]]]:
        """Return them by the number in hand, each as (when last assigned in s, number, agent), longest since first."""


def first_of(groups: Iterable[LoadedGroup[AgentT]], load: int, keep_empty: int) -> AgentT | None:
    """Return the agent with ``load`` in hand for whom it is the longest since the last assignment; ties by number.

    With nothing in hand nobody is taken from a group that would have fewer than ``keep_empty`` such agents left.
    """
    heads = [
        group.by_load[load][0]
        for group in groups
        if group.by_load[load] and (load or len(group.by_load[0]) > keep_empty)
    ]
    return min(heads)[2] if heads else None
