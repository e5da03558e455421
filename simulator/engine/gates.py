"""Gates: a group takes contacts of a type only while something holds.

A gate is read whenever a contact might be taken, so one that opens lets as many through as it may and no more. What is
looked at every so often holds until the next look. While the center is closed all gates are open.
"""

from math import inf

from simulator.engine.agenda import STAFF_STARTS, Agenda, Moment
from simulator.engine.floor import AgentPool
from simulator.engine.joins import Joins
from simulator.engine.reading import Reading
from simulator.engine.tables.staff import OpenStretch
from simulator.engine.waking import Sleeper, Waking
from simulator.engine.watched import Barrier, Listener
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup

_LOOKS = 1 << 20
"""The entity of a look, more than that of any opening or change of headcount: who has come counts."""


class PoolGate(Barrier):
    """Of one pool and one type."""

    __slots__ = (
        "_agenda", "_has_kept", "_is_open", "_joins", "_next_s", "_number", "_sleeper", "_waking", "every_s", "pool",
        "reading", "reserving",
    )  # fmt: skip

    def __init__(self, pool: AgentPool, joins: Joins, every_s: float, agenda: Agenda, waking: Waking) -> None:
        self.pool, self._joins, self._agenda, self._waking = pool, joins, agenda, waking
        self.every_s = every_s
        """How often it is looked at; 0: whenever it matters."""
        self._is_open = True
        self._has_kept = False
        """Whether an agent was kept from a contact since agents looked last: else none has to look again."""
        self._next_s = inf
        self._sleeper = _GateSleeper(self)
        self._number = agenda.enroll(_Opens(self))
        self.reading: Reading
        self.reserving: Listener | None = None
        """Who is to be told that it may be open or shut; None where its contacts reserve nobody."""

    def is_open(self, now_s: float) -> bool:
        """Return whether a contact may be taken now, by whoever asks because they would take it."""
        is_open = self.holds(now_s)
        if not is_open:
            self._has_kept = True
        return is_open

    def holds(self, now_s: float) -> bool:
        """Return whether a contact might be taken now, if anybody asked."""
        if self.pool.closed_s is not None:
            return True
        return self._is_open if self.every_s else self.reading.holds(now_s, 0.0)

    def ask(self) -> None:
        """Let agents look again at this instant, if they were kept and are not any more."""
        self._waking.ask(self.pool, self._sleeper)

    def changed(self) -> None:
        """Look again, at this instant."""
        if not self.every_s:
            self.ask()
            if self.reserving is not None:
                self.reserving.changed()

    def look(self) -> None:
        """See how things stand, where that is done every so often."""
        was_open, now_s = self._is_open, self._agenda.now_s
        self._is_open = self.reading.holds(now_s, 0.0)
        if self._is_open and not was_open:
            self.ask()
        if self._is_open != was_open and self.reserving is not None:
            self.reserving.changed()

    def wakes(self, now_s: float) -> bool:
        """Return whether agents may have to look; plan when to ask again because time has passed."""
        if not self.every_s:
            next_s = self.reading.next_s(now_s)
            if next_s < inf and next_s != self._next_s:
                self._next_s = next_s
                self._agenda.plan(next_s, STAFF_STARTS, _LOOKS, self._number)
        if not self._has_kept or not self._joins.waiting or not self.is_open(now_s):
            return False
        self._has_kept = False
        return True


class _GateSleeper(Sleeper):
    """The gate as what keeps agents from contacts."""

    __slots__ = ("_gate",)

    def __init__(self, gate: PoolGate) -> None:
        self._gate = gate

    def wake(self, now_s: float) -> bool:
        """Return whether agents may have to look again."""
        return self._gate.wakes(now_s)


class _Opens(Moment):
    """Time has passed that may have opened a gate."""

    __slots__ = ("_gate",)

    def __init__(self, gate: PoolGate) -> None:
        self._gate = gate

    def happen(self, _: int) -> None:
        """Look again."""
        self._gate.changed()


class LooksAtGate(Moment):
    """Looks at a gate every so often, from each opening on."""

    __slots__ = ("_agenda", "_gate", "_number", "_stretches")

    def __init__(self, gate: PoolGate, stretches: tuple[OpenStretch, ...], agenda: Agenda) -> None:
        self._gate, self._stretches, self._agenda = gate, stretches, agenda
        self._number = agenda.enroll(self)

    def plan(self) -> None:
        """Plan to look at every opening."""
        for number, stretch in enumerate(self._stretches):
            self._agenda.plan(stretch.from_s, STAFF_STARTS, _LOOKS + number, self._number)

    def happen(self, entity: int) -> None:
        """Look, and plan the next time of this opening."""
        self._gate.look()
        self._plan_next(entity - _LOOKS, self._agenda.now_s)

    def _plan_next(self, stretch: int, now_s: float) -> None:
        next_s = now_s + self._gate.every_s
        if next_s < self._stretches[stretch].to_s:
            # Before anybody looks or arrives, so that they find what was seen.
            self._agenda.plan(next_s, STAFF_STARTS, _LOOKS + stretch, self._number)


class Gated(AgentRule):
    """Another rule, of whose groups those are left out whose gate is shut."""

    __slots__ = ("_agenda", "_gates", "_rule")

    def __init__(self, rule: AgentRule, agenda: Agenda, gates: list[PoolGate | None]) -> None:
        self._rule, self._agenda = rule, agenda
        self._gates = gates
        """Of the type, by pool."""

    def choose(self, groups: "tuple[FreeGroup[AgentT], ...]") -> AgentT | None:  # type: ignore[override]
        """Return an agent of those of ``groups`` whose gate is open, or None."""
        now_s, able = self._agenda.now_s, []
        for group in groups:
            gate = self._gates[group.number]
            if gate is None or gate.is_open(now_s):
                able.append(group)
        return self._rule.choose(able) if able else None
