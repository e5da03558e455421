"""What may be full for the contacts of a flow: lines; the queues of the type, its channel, and its groups together."""

from simulator.engine.floor import AgentPool
from simulator.engine.flows import Ranked
from simulator.engine.limits import GroupsLimit, WaitingLimit
from simulator.engine.queues import Queue
from simulator.engine.tables import Tables
from simulator.engine.tables.limit_terms import LimitTerms
from simulator.engine.trunks import PlainTrunk, StaffedTrunk, Trunk


def limits_of(
    tables: Tables, type_: int, able: tuple[Ranked, ...], queues: list[Queue], pools: list[AgentPool]
) -> tuple[WaitingLimit, ...]:
    """Return the limits that a contact of a type meets which pools of ``able`` may take when it arrives."""
    table, joined = tables.limits, tables.eligibility.queues

    def limit(terms: LimitTerms, mine: list[Queue]) -> WaitingLimit:
        return WaitingLimit(mine, terms.most, terms.per, in_groups(terms.groups, pools))

    found = [
        limit(terms, [queue for queue, one in zip(queues, joined, strict=True) if one.type in terms.types])
        for terms in (table.of_type[type_], table.of_channel[tables.channels.of_type[type_]])
        if terms is not None
    ]
    groups = [(table.of_group[group], group) for group in dict.fromkeys(pool.group for tier in able for pool in tier)]
    if groups and all(terms is not None for terms, _ in groups):
        mine = [limit(terms, _queues_of(group, pools)) for terms, group in groups if terms]
        found.append(GroupsLimit(mine))
    return tuple(found)


def in_groups(groups: tuple[int, ...], pools: list[AgentPool]) -> list[AgentPool]:
    """Return all pools of some groups."""
    return [pool for pool in pools if pool.group in groups]


def _queues_of(group: int, pools: list[AgentPool]) -> list[Queue]:
    """Return the queues from which anybody in a group takes contacts, each once."""
    found = [lane.queue for pool in pools if pool.group == group for tier in pool.lanes for lane in tier]
    return list({id(queue): queue for queue in found}.values())


def trunk_of(terms: LimitTerms | None, pools: list[AgentPool]) -> Trunk | None:
    """Return the lines of a type or a channel; None where they are not counted."""
    if terms is None:
        return None
    if not terms.groups:
        return PlainTrunk(terms.most)
    return StaffedTrunk(terms.most, terms.per, in_groups(terms.groups, pools))
