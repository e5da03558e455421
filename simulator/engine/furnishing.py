"""What a center is furnished with: queues, pools and flows, of the watched kind where something is read of them."""

from simulator.engine.agenda import Agenda
from simulator.engine.assignments import Assignments
from simulator.engine.at_random import Looks
from simulator.engine.barriers import Barriers
from simulator.engine.book import Book
from simulator.engine.choosing import LONGEST_IDLE, agent_rule, at_random
from simulator.engine.conversing import Conversing
from simulator.engine.duty import Duty
from simulator.engine.floor import Agent, AgentPool, Lane, Lanes, Service
from simulator.engine.flows import Flow
from simulator.engine.full import limits_of, trunk_of
from simulator.engine.gates import Gated
from simulator.engine.joining import Joining
from simulator.engine.joins import WatchedQueue
from simulator.engine.lending_pool import LendingPool
from simulator.engine.mixed_pool import KeptTogether, MixedPool, Together
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.queues import Queue, Room
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.signals import Signals
from simulator.engine.silences import Silences
from simulator.engine.slots import DispatchesAgain
from simulator.engine.tables import Tables
from simulator.engine.tables.eligibility import AS_DRAWN, LaneTerms, QueueTerms
from simulator.engine.threads import Threads
from simulator.routing.protocol import AgentRule


def conversing_of(
    tables: Tables,
    agenda: Agenda,
    book: Book,
    flows: list[Flow],
    agents: list[Agent],
    duty: Duty,
    center: DispatchesAgain,
    silences: Silences | None,
) -> Conversing | None:
    """Return the service of conversations; None where there are none."""
    if not any(slots is not None and slots.by_replies is not None for slots in tables.channels.slots):
        return None
    return Conversing(tables.later, agenda, book, flows, agents, duty, center, Joining(tables.eligibility), silences)


def furnish_desks(pools: list[AgentPool], conversing: Conversing) -> None:
    """Give a desk to everybody of a pool that takes conversations."""
    for pool in pools:
        taken = [lane.slots.by_replies for tier in pool.lanes for lane in tier if lane.slots is not None]
        orders = [terms.order for terms in taken if terms is not None]
        if orders:
            for agent in pool.members:
                agent.desk = Threads(agent, conversing, orders[0])


def queue_of(terms: QueueTerms, tables: Tables, room: Room, signals: Signals | None) -> Queue:
    """Return the queue of ``terms``; by due time they stand where their target time ends, credit taken off."""
    _, credit_s, rate, cap_s = terms.order
    target_s = tables.targets_s[terms.type]
    due_s = target_s if tables.contact_rule == "due_time" else 0.0
    joins = None if signals is None else signals.joins[terms.type]
    if joins is not None:
        return WatchedQueue(credit_s - due_s, room, rate, cap_s, target_s, joins)
    return Queue(credit_s - due_s, room, rate, cap_s, target_s)


def lanes_of(
    tables: Tables, tiers: tuple[tuple[LaneTerms, ...], ...], queues: list[Queue], services: list[Service]
) -> tuple[tuple[Lane, ...], ...]:
    """Return what a pool takes, by the queues' types."""
    types = [one.type for one in tables.eligibility.queues]
    return tuple(
        tuple(
            Lane(
                queues[lane.queue],
                services[types[lane.queue]],
                tables.admission[types[lane.queue]],
                tables.channels.slots[tables.channels.of_type[types[lane.queue]]],
                lane.keep,
            )
            for lane in tier
        )
        for tier in tiers
    )


def flows_of(
    tables: Tables,
    queues: list[Queue],
    services: list[Service],
    pools: list[AgentPool],
    rules: list[AgentRule],
    looks: Looks,
    signals: Signals | None,
) -> list[Flow]:
    """Return the flow of each queue."""
    eligibility, mixed = tables.eligibility, tables.staff.mixed
    of_type = [trunk_of(lines, pools) for lines in tables.limits.lines_of_type]
    of_channel = [trunk_of(lines, pools) for lines in tables.limits.lines_of_channel]
    flows = []
    for number, (terms, queue) in enumerate(zip(eligibility.queues, queues, strict=True)):
        type_, channel = terms.type, tables.channels.of_type[terms.type]
        tiers, rule, factors = eligibility.tiers_of(number), rules[number], eligibility.factors[terms.type]
        able = tuple(tuple(_pools_in(tier, type_, tables, pools, mixed)) for tier in tiers)
        flows.append(
            Flow(
                type=type_,
                terms=tables.admission[type_],
                queue=queue,
                beside=[queues[at] for at, other in enumerate(eligibility.queues) if other.type == type_],
                limits=limits_of(tables, type_, able, queues, pools),
                type_trunk=of_type[type_],
                channel_trunk=of_channel[channel],
                slots=tables.channels.slots[channel],
                ranks=able,
                factors=factors if any(factor != AS_DRAWN for factor in factors) else (),
                rule=rule,
                idle=able[0][0].idle if rule is LONGEST_IDLE and sum(map(len, able)) == 1 else None,
                service=services[type_],
                voicemail_after_s=eligibility.voicemail_after_s[type_],
                looking=looks if at_random(tables, channel) else None,
            )
        )
    if any(tables.silent):
        for flow in flows:
            flow.silent = tables.silent[flow.type]
    if signals is not None:
        for flow in flows:
            flow.announcing = signals.announcing(flow.type)
    for number, flow in enumerate(flows):
        following = eligibility.next_of(number)
        if following is not None:
            flow.goes_on(*following)
    return flows


def _pools_in(
    tier: tuple[int, ...], type_: int, tables: Tables, pools: list[AgentPool], mixed: frozenset[int]
) -> list[AgentPool]:
    """Return the pools that serve a type in the groups of a ``tier``."""
    if mixed.isdisjoint(tier):
        return [pools[group] for group in tier]
    terms = tables.staff.pools
    return [pools[number] for number in tables.staff.pools_in(tier) if type_ in terms[number].types]


def rules_of(
    tables: Tables,
    keeps: list[list[int]],
    looks: Looks,
    taken: Assignments | None,
    barriers: Barriers | None,
    agenda: Agenda,
    together: list[Together],
) -> list[AgentRule]:
    """Return how contacts choose an agent, by queue; those of one type mostly alike."""

    def choosing(type_: int, kept: list[int], reserved: bool = False) -> AgentRule:
        if not together:
            return agent_rule(tables, type_, kept, looks, taken, reserved)
        # What is kept of a group by several pools together differs for each with who is idle in the others.
        apart = list(kept)
        return KeptTogether(agent_rule(tables, type_, apart, looks, taken, reserved), kept, apart, together)

    usual = [choosing(type_, keeps[type_]) for type_ in range(len(tables.admission))]
    rules = []
    for number, terms in enumerate(tables.eligibility.queues):
        rule = usual[terms.type]
        if barriers is not None:
            reserved, gates = barriers.keeps_for(number), barriers.gates_for(number)
            if reserved is not None:
                rule = barriers.seen_anew(number, choosing(terms.type, reserved, reserved=True))
            if gates is not None:
                rule = Gated(rule, agenda, gates)
        rules.append(rule)
    return rules


def pool_of(
    number: int, tables: Tables, queues: list[Queue], services: list[Service], signals: Signals | None
) -> AgentPool:
    """Return a pool, with the lanes of all that it takes."""
    group = tables.staff.pools[number].group
    roster, terms = tables.staff.pools[number].agents, tables.staff.hands[group]
    lanes: Lanes = lanes_of(tables, tables.eligibility.lanes[number], queues, services)
    idles_on = tables.agent_rule == "longest_since_contact"
    if number in tables.staff.pools_by_person:
        read = None if signals is None else signals.read
        gated, reserved = (False, False) if read is None else (any(read.gates[group]), bool(read.reserves[group]))
        if group in tables.staff.mixed:
            return MixedPool(number, roster, terms, lanes, idles_on, gated, reserved, group)
        return ShiftPool(number, roster, terms, lanes, idles_on, gated, reserved)
    if signals is not None:
        gated, reserved = any(signals.read.gates[number]), bool(signals.read.reserves[number])
        if number in signals.read.lends:
            return LendingPool(number, roster, terms, lanes, idles_on, gated, reserved)
        if gated or reserved or number in signals.read.staff:
            return WatchedPool(number, roster, terms, lanes, idles_on, gated, reserved)
    return AgentPool(number, roster, terms, lanes, idles_on)
