"""How the rules for channels with slots look: by how full hands are, then for whom the last contact is longest ago."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentT, FreeAgent, FreeGroup


def first_by_load(
    groups: Sequence[FreeGroup[AgentT]], channel: int, keeps: Sequence[int], fullest: bool
) -> AgentT | None:
    """Return the agent with the least in hand, or the most (``fullest``), in which a contact of ``channel`` fits.

    Of those alike, for whom it is the longest since the last assignment, ties by number. With nothing in hand nobody is
    taken from a group that would have fewer such agents left than it ``keeps``. None if there is nobody.
    """
    first: AgentT | None = None
    best = 0
    for group in groups:
        for hands in group.hands:
            is_kept = not hands.used and not group.is_closed and len(group.idle) <= keeps[group.number]
            if hands.agents and channel in hands.takes and not is_kept:
                other, used = hands.agents[0], -hands.used if fullest else hands.used
                if first is None or used < best or (used == best and _is_before(other, first)):
                    first, best = other, used
    return first


def _is_before(agent: FreeAgent, other: FreeAgent) -> bool:
    """Return whether it is longer since an agent's last assignment than since another one's; ties by number."""
    return agent.assigned_s < other.assigned_s or (agent.assigned_s == other.assigned_s and agent.id < other.id)
