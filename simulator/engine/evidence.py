"""What a choice is made from, for a recorder that wants to know: who has room, who stands first in which line.

Never asked unless somebody listens, so it looks at everybody and is not compiled.
"""

from simulator.engine.floor import Agent, AgentPool, Lanes
from simulator.engine.flows import Flow
from simulator.engine.record import SeenAgent, SeenContact
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.log import NOBODY


def with_room(pool: AgentPool, slots: SlotTerms | None) -> list[Agent]:
    """Return who of a pool may take a contact of a channel with these ``slots``; None for exclusive ones."""
    if slots is None:
        return list(pool.idle)
    return [agent for hands in pool.hands if slots.channel in hands.takes for agent in hands.agents]


def agents_with_room(flow: Flow, now_s: float) -> list[SeenAgent]:
    """Return who has room for a contact of ``flow`` that may look for an agent, best rank first."""
    ranks = enumerate(flow.ranks, 1)
    return [one for rank, ranked in ranks for pool in ranked for one in _of_pool(pool, rank, flow, now_s)]


def _of_pool(pool: AgentPool, rank: int, flow: Flow, now_s: float) -> list[SeenAgent]:
    able, lanes = (
        with_room(pool, flow.slots),
        [lane for tier in pool.lanes for lane in tier if lane.queue is flow.queue],
    )
    keep = max((lane.keep for lane in lanes), default=0)
    shut = any(lane.gate is not None and not lane.gate.holds(now_s) for lane in lanes)
    is_kept = pool.idle_in_group() <= keep
    return [seen_agent(agent, rank, shut or (not agent.used and is_kept), shut) for agent in able]


def seen_agent(agent: Agent, rank: int = 1, is_kept: bool = False, is_shut_out: bool = False) -> SeenAgent:
    """Return what is known of an agent."""
    in_hand = len(agent.hand) + (agent.contact != NOBODY)
    idle_since_s = None if agent.used or agent.contact != NOBODY else agent.idle_since_s
    return SeenAgent(agent.id, rank, idle_since_s, agent.assigned_s, in_hand, agent.used, bool(is_kept), is_shut_out)


def heads_of(lanes: Lanes) -> list[SeenContact]:
    """Return who stands first in each of the ``lanes`` that an agent may take from, best priority first."""
    return [
        SeenContact(lane.queue.head, place, lane.queue.head_place_s())
        for place, tier in enumerate(lanes, 1)
        for lane in tier
        if lane.queue.length
    ]
