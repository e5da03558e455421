"""How the rules for channels with slots look: by how full hands are, then for whom the last contact is longest ago."""

from collections.abc import Sequence

from simulator.routing.protocol import AgentT, FreeGroup


def first_by_load(
    groups: Sequence[FreeGroup[AgentT]], channel: int, keeps: Sequence[int], fullest: bool
) -> AgentT | None:
    """Return the agent with the least in hand, or the most (``fullest``), in which a contact of ``channel`` fits.

    Of those alike, for whom it is the longest since the last assignment, ties by number. With nothing in hand nobody is
    taken from a group that would have fewer such agents left than it ``keeps``. None if there is nobody.
    """
    first: tuple[float, int, AgentT] | None = None
    best = 0
    for group in groups:
        for hands in group.hands:
            if hands.agents and channel in hands.takes and (hands.used or len(hands.agents) > keeps[group.number]):
                other, used = hands.agents[0], -hands.used if fullest else hands.used
                # Numbers differ, so the agents themselves are never compared.
                if first is None or used < best or (used == best and other < first):
                    first, best = other, used
    return None if first is None else first[2]
