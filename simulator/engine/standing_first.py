"""Where agents stand among others: who was assigned to longest ago, who is idle longest; ties by roster number."""

from collections.abc import Sequence

from simulator.routing.protocol import FreeAgent


def place_by_assigned(agents: Sequence[FreeAgent], agent: FreeAgent) -> int:
    """Return where ``agent`` stands or would: behind whoever was assigned to before, of one instant by number."""
    assigned_s, number = agent.assigned_s, agent.id
    low, high = 0, len(agents)
    while low < high:
        middle = (low + high) >> 1
        other = agents[middle]
        if other.assigned_s < assigned_s or (other.assigned_s == assigned_s and other.id < number):
            low = middle + 1
        else:
            high = middle
    return low


def place_by_idle(idle: Sequence[FreeAgent], agent: FreeAgent) -> int:
    """Return where ``agent`` stands among the idle: mostly last, of one instant by number."""
    place = len(idle)
    while place:
        other = idle[place - 1]
        if other.idle_since_s < agent.idle_since_s or (
            other.idle_since_s == agent.idle_since_s and other.id < agent.id
        ):
            return place
        place -= 1
    return 0
