"""Barriers: what keeps agents from contacts by how things stand, on both sides: gates, and reservation."""

from simulator.engine.agenda import Agenda
from simulator.engine.floor import AgentPool, Lane
from simulator.engine.gates import LooksAtGate, PoolGate
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.queues import Queue
from simulator.engine.reserving import KeptAnew, KeptLane, Reserving, ReservingQueues
from simulator.engine.signals import Signals
from simulator.engine.tables import Tables
from simulator.engine.waking import Waking
from simulator.routing.protocol import AgentRule


class Barriers:
    """All of a center."""

    __slots__ = ("_agenda", "_arriving", "_gates", "_keeps", "_reserving", "_tables")

    def __init__(
        self,
        tables: Tables,
        signals: Signals,
        pools: list[AgentPool],
        waiting: list[Queue],
        keeps: list[list[int]],
        agenda: Agenda,
        waking: Waking,
    ) -> None:
        self._tables, self._agenda = tables, agenda
        self._keeps = keeps
        """By type and pool: how many are kept free whoever waits, as things stand."""
        read = signals.read
        self._gates: list[list[PoolGate | None]] = [[None] * len(pools) for _ in tables.admission]
        """By type and pool."""
        for pool in pools:
            serves = tables.staff.pools[pool.number].types
            for type_, terms in enumerate(read.gates[pool.group]):
                if terms is not None and type_ in serves:
                    gate = PoolGate(pool, signals.joins_of(type_), terms.every_s, agenda, waking)
                    gate.reading = signals.reading(terms.conditions, gate)
                    signals.joins_of(type_).listen(gate)
                    self._gates[type_][pool.number] = gate
        queues = tables.eligibility.queues
        self._arriving = [list(keeps[terms.type]) for terms in queues]
        """By queue and pool: how many are kept from contacts that look for an agent, where some are reserved."""
        self._reserving: dict[int, Reserving] = {}
        """By pool."""
        for pool in pools:
            lanes = self._lanes_of(pool)
            for lane, number in lanes:
                if queues[number].to is None:
                    lane.gate = self._gates[queues[number].type][pool.number]
            if read.reserves[pool.group]:
                kept = [
                    KeptLane(lane, self._priority(pool.group, at), keeps[queues[at].type], self._arriving[at])
                    for lane, at in lanes
                ]
                self._reserve(pool, kept, signals, waiting, waking)

    def _reserve(
        self, pool: AgentPool, kept: list[KeptLane], signals: Signals, waiting: list[Queue], waking: Waking
    ) -> None:
        """Let agents of a pool be reserved by the contacts that it may take."""
        eligibility, number, reserves = self._tables.eligibility, pool.number, []
        for type_, priority in signals.read.reserves[number]:
            mine = [at for at, one in enumerate(eligibility.queues) if one.type == type_]
            behind = [
                waiting[at] for at in mine if eligibility.queues[at].to is None and eligibility.may_come(at, number)
            ]
            alone = [waiting[at] for at in mine if eligibility.queues[at].to == number]
            reserves.append(ReservingQueues(priority, behind, alone, self._gates[type_][number]))
        one = Reserving(pool, reserves, kept, self._agenda, waking)
        self._reserving[number] = one
        for type_, _ in signals.read.reserves[number]:
            joins, gate = signals.joins_of(type_), self._gates[type_][number]
            joins.listen(one)
            joins.moved.listen(one)
            if gate is not None:
                gate.reserving = one
        if one.is_gated:
            assert isinstance(pool, WatchedPool), "its contacts reserve agents"
            pool.reserving = one

    def _lanes_of(self, pool: AgentPool) -> list[tuple[Lane, int]]:
        """Return each lane of a pool with the number of its queue."""
        terms = self._tables.eligibility.lanes[pool.number]
        return [
            (lane, one.queue)
            for tier, ones in zip(pool.lanes, terms, strict=True)
            for lane, one in zip(tier, ones, strict=True)
        ]

    def _priority(self, group: int, queue: int) -> int:
        """Return the priority that contacts of a queue have with a group."""
        terms, read = self._tables.eligibility.queues[queue], self._tables.read
        assert read is not None
        if terms.to is None and self._tables.eligibility.states[terms.type][terms.step].reach.flat:
            return 1
        return read.priorities[group][terms.type]

    def keeps_for(self, queue: int) -> list[int] | None:
        """Return how many agents are kept from contacts of a queue, by pool; None where nobody reserves any of them."""
        tiers = self._tables.eligibility.tiers_of(queue)
        read = self._tables.read
        assert read is not None
        is_reserved = any(read.reserves[group] for tier in tiers for group in tier)
        return self._arriving[queue] if is_reserved else None

    def seen_anew(self, queue: int, rule: AgentRule) -> AgentRule:
        """Return ``rule`` by which contacts of a queue choose, which sees first how many are reserved if it must."""
        pools = [pool for tier in self._tables.eligibility.tiers_of(queue) for pool in tier]
        gated = [self._reserving[pool] for pool in pools if pool in self._reserving and self._reserving[pool].is_gated]
        return KeptAnew(rule, gated) if gated else rule

    def gates_for(self, queue: int) -> list[PoolGate | None] | None:
        """Return the gates before contacts of a queue, by pool; None where there is none."""
        terms = self._tables.eligibility.queues[queue]
        gates = self._gates[terms.type]
        return gates if terms.to is None and any(gate is not None for gate in gates) else None

    def plan(self) -> None:
        """Look at all gates, and plan when to do so again."""
        for gates in self._gates:
            for gate in gates:
                if gate is not None:
                    gate.changed()
                    if gate.every_s:
                        LooksAtGate(gate, self._tables.staff.stretches, self._agenda).plan()

    def close(self) -> None:
        """Open all gates, because the center has closed: whoever has room beside a contact looks at what waits."""
        for gates in self._gates:
            for gate in gates:
                if gate is not None:
                    gate.ask()

    def keep_anew(self) -> None:
        """See how many are kept, because another number is kept free from now on."""
        for terms, arriving in zip(self._tables.eligibility.queues, self._arriving, strict=True):
            arriving[:] = self._keeps[terms.type]
        for one in self._reserving.values():
            one.refresh()
