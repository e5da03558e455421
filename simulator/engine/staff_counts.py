"""Counts of agents, as things stand: on duty, free, with room, in use. Whoever leaves next does not count."""

from simulator.engine.floor import Agent, AgentPool
from simulator.engine.states import AWAY, NONE, OFF


def on_duty(pools: list[AgentPool]) -> int:
    """Return how many agents are on duty and stay."""
    count = 0
    for pool in pools:
        count += pool.staying()
    return count


def with_nothing_in_hand(pools: list[AgentPool]) -> int:
    """Return how many of them have nothing in hand."""
    count = 0
    for pool in pools:
        for agent in pool.members:
            if OFF < agent.duty < AWAY and not agent.used and agent.contact < 0 and agent.order == NONE:
                count += 1
    return count


def with_room(pools: list[AgentPool], channel: int, weight: int) -> int:
    """Return how many have room for a contact of a channel that fills ``weight`` units of a hand."""
    count = 0
    for pool in pools:
        for agent in pool.members:
            if OFF < agent.duty < AWAY and agent.order == NONE and agent.contact < 0 and _fits(agent, channel, weight):
                count += 1
    return count


def _fits(agent: Agent, channel: int, weight: int) -> bool:
    pool: AgentPool = agent.pool
    return agent.used + weight <= pool.capacity and channel not in agent.hands.full


def share_in_use(pools: list[AgentPool]) -> float:
    """Return the share of their capacity that is in hand; 1 where there is nobody."""
    used = there = 0
    for pool in pools:
        for agent in pool.members:
            if OFF < agent.duty < AWAY and agent.order == NONE:
                there += pool.capacity
                used += agent.used if agent.contact < 0 else pool.capacity
    return used / there if there else 1.0
