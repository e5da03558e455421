"""Least loaded: the agent with the fewest contacts in hand. Work is shared, and goes on as fast as it can."""

from collections.abc import Iterable

from simulator.routing.by_load import AgentT, LoadedGroup, first_of


def least_loaded(groups: Iterable[LoadedGroup[AgentT]], slots: int, keep_empty: int) -> AgentT | None:
    """Return the agent with the fewest in hand, fewer than ``slots``, or None; see `first_of` for ties."""
    return next((agent for load in range(slots) if (agent := first_of(groups, load, keep_empty)) is not None), None)
