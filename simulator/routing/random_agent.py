"""Random: any of the free agents, each as likely as the others. What a center does whose switch knows no better.

Chance comes as the uniform of a named draw, of the contact and of how often it looked before: another strategy asks for
the same one, and nobody's choice moves anybody else's. Agents are counted by number, groups as they stand.
"""

from collections.abc import Iterable, Sequence

from simulator.routing.protocol import AgentT, FreeGroup


def random_agent(groups: Sequence[FreeGroup[AgentT]], uniform: float) -> AgentT | None:
    """Return the idle agent of all ``groups`` whom ``uniform``, in (0, 1), falls on; None where nobody is idle."""
    return random_of((agent for group in groups for agent in group.idle), uniform)


def random_group(groups: Sequence[FreeGroup[AgentT]], uniform: float) -> AgentT | None:
    """Return the agent idle longest of the group that ``uniform`` falls on, of those with an idle one; or None."""
    there = [group for group in groups if group.idle]
    return there[int(uniform * len(there))].idle[0] if there else None


def random_of(able: Iterable[AgentT], uniform: float) -> AgentT | None:
    """Return the agent of those ``able`` whom ``uniform`` falls on, in whatever order they come; None of none."""
    by_number = sorted(able, key=lambda agent: agent.id)
    # Less than 1 even after rounding, as long as there are less than 2⁵² of them.
    return by_number[int(uniform * len(by_number))] if by_number else None
