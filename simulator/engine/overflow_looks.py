"""Looks: from every opening on, so often, some overflow rules are asked of all who wait.

An opening is a turn as well: whoever has waited over night is asked again.
"""

from collections import deque
from collections.abc import Sequence

from simulator.engine.agenda import CONDITIONS, Agenda, Moment
from simulator.engine.overflow_turns import OverflowTurns
from simulator.engine.tables import Tables
from simulator.engine.tables.overflow_terms import OverflowTerms

_OPENING = -1
"""The entity of an opening; that of a look is the number of its rule."""


class OverflowLooks(Moment):
    """The openings and looks of one run."""

    __slots__ = ("_agenda", "_number", "_rules", "_stretches", "_turns")

    def __init__(self, tables: Tables, agenda: Agenda, turns: OverflowTurns) -> None:
        self._agenda, self._turns = agenda, turns
        self._rules: Sequence[OverflowTerms] = tables.overflow.rules
        self._stretches = deque((one.from_s, one.to_s) for one in tables.staff.stretches)
        self._number = agenda.enroll(self)

    def plan(self) -> None:
        """Plan all openings."""
        for from_s, _ in self._stretches:
            self._agenda.plan(from_s, CONDITIONS, _OPENING, self._number)

    def happen(self, entity: int) -> None:
        """Let the center have opened, or a rule be asked of all who wait."""
        now_s = self._agenda.now_s
        if entity == _OPENING:
            _, self._turns.closes_s = self._stretches.popleft()
            self._turns.plan(now_s)
            looking = [rule for rule in self._rules if rule.looks()]
        else:
            self._turns.look(entity)
            looking = [self._rules[entity]]
        for rule in looking:
            if now_s + rule.every_s < self._turns.closes_s:
                self._agenda.plan(now_s + rule.every_s, CONDITIONS, rule.number, self._number)
