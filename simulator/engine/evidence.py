"""What a choice is made from, for a recorder that wants to know: who has room, who stands first in which line.

Never asked unless somebody listens, so it looks at everybody and is not compiled.
"""

from simulator.engine.floor import Agent, AgentPool, Lanes
from simulator.engine.flows import Flow
from simulator.engine.record import SeenAgent, SeenContact
from simulator.log import NOBODY


def agents_with_room(flow: Flow) -> list[SeenAgent]:
    """Return who has room for a contact of ``flow`` that may look for an agent, best rank first."""
    return [one for rank, ranked in enumerate(flow.ranks, 1) for pool in ranked for one in _of_pool(pool, rank, flow)]


def _of_pool(pool: AgentPool, rank: int, flow: Flow) -> list[SeenAgent]:
    able = pool.with_room(flow.slots)
    keep = max((lane.keep for tier in pool.lanes for lane in tier if lane.queue is flow.queue), default=0)
    empty = sum(not agent.used for agent in able)
    return [seen_agent(agent, rank, not agent.used and empty <= keep) for agent in able]


def seen_agent(agent: Agent, rank: int = 1, is_kept: bool = False) -> SeenAgent:
    """Return what is known of an agent."""
    in_hand = len(agent.hand) + (agent.contact != NOBODY)
    idle_since_s = None if in_hand else agent.idle_since_s
    return SeenAgent(agent.id, rank, idle_since_s, agent.assigned_s, in_hand, agent.used, bool(is_kept))


def heads_of(lanes: Lanes) -> list[SeenContact]:
    """Return who stands first in each of the ``lanes`` that an agent may take from, best priority first."""
    return [
        SeenContact(lane.queue.head, place, lane.queue.head_place_s())
        for place, tier in enumerate(lanes, 1)
        for lane in tier
        if lane.queue.length
    ]
