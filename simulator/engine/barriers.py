"""Barriers: what keeps agents from contacts by how things stand, on both sides: gates, and reservation."""

from simulator.engine.agenda import Agenda
from simulator.engine.duty import Duty
from simulator.engine.floor import AgentPool, Lane
from simulator.engine.gates import LooksAtGate, PoolGate
from simulator.engine.reserving import KeptLane, Reserving
from simulator.engine.signals import Signals
from simulator.engine.tables import Tables
from simulator.engine.waking import Waking
from simulator.engine.while_waiting import StepsOfWaits


class Barriers:
    """All of a center."""

    __slots__ = ("_agenda", "_arriving", "_gates", "_keeps", "_reserving", "_tables")

    def __init__(
        self,
        tables: Tables,
        signals: Signals,
        pools: list[AgentPool],
        keeps: list[list[int]],
        agenda: Agenda,
        duty: Duty,
        steps: StepsOfWaits,
    ) -> None:
        self._tables, self._agenda = tables, agenda
        self._keeps = keeps
        """By type and pool: how many are kept free whoever waits, as things stand."""
        waking, read = Waking(agenda, duty, steps), signals.read
        self._gates: list[list[PoolGate | None]] = [[None] * len(pools) for _ in tables.admission]
        """By type and pool."""
        for pool in pools:
            for type_, terms in enumerate(read.gates[pool.number]):
                if terms is not None:
                    gate = PoolGate(pool, signals.joins_of(type_), terms.every_s, agenda, waking)
                    gate.reading = signals.reading(terms.conditions, gate)
                    signals.joins_of(type_).listen(gate)
                    self._gates[type_][pool.number] = gate
        queues = tables.eligibility.queues
        self._arriving = [list(keeps[terms.type]) for terms in queues]
        """By queue and pool: how many are kept from contacts that look for an agent, where some are reserved."""
        self._reserving: list[Reserving] = []
        for pool in pools:
            lanes = self._lanes_of(pool)
            for lane, number in lanes:
                if queues[number].to is None:
                    lane.gate = self._gates[queues[number].type][pool.number]
            if read.reserves[pool.number]:
                reserves = [(signals.joins_of(type_), priority) for type_, priority in read.reserves[pool.number]]
                kept = [
                    KeptLane(lane, self._priority(pool.number, at), keeps[queues[at].type], self._arriving[at])
                    for lane, at in lanes
                ]
                self._reserving.append(Reserving(pool, reserves, kept, waking))

    def _lanes_of(self, pool: AgentPool) -> list[tuple[Lane, int]]:
        """Return each lane of a pool with the number of its queue."""
        terms = self._tables.eligibility.lanes[pool.number]
        return [
            (lane, one.queue)
            for tier, ones in zip(pool.lanes, terms, strict=True)
            for lane, one in zip(tier, ones, strict=True)
        ]

    def _priority(self, pool: int, queue: int) -> int:
        """Return the priority that contacts of a queue have with a pool."""
        terms, read = self._tables.eligibility.queues[queue], self._tables.read
        assert read is not None
        if terms.to is None and self._tables.eligibility.states[terms.type][terms.step].reach.flat:
            return 1
        return read.priorities[pool][terms.type]

    def keeps_for(self, queue: int) -> list[int] | None:
        """Return how many agents are kept from contacts of a queue, by pool; None where nobody reserves any of them."""
        tiers = self._tables.eligibility.tiers_of(queue)
        read = self._tables.read
        assert read is not None
        is_reserved = any(read.reserves[pool] for tier in tiers for pool in tier)
        return self._arriving[queue] if is_reserved else None

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

    def keep_anew(self) -> None:
        """See how many are kept, because another number is kept free from now on."""
        for terms, arriving in zip(self._tables.eligibility.queues, self._arriving, strict=True):
            arriving[:] = self._keeps[terms.type]
        for one in self._reserving:
            one.refresh()
