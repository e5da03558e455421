"""A run as warnings look at it: one strategy in one place, with its numbers by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.cells import Cell
from simulator.scenario.days.opening import opening_of
from simulator.scenario.rules.asked import is_exclusive
from simulator.scenario.rules.covered import is_covered
from simulator.scenario.rules.whom import meant_by

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.metrics.used import Used
    from simulator.metrics.values import Stack
    from simulator.scenario.nouns import Scenario


@dataclass(frozen=True)
class RunSeen:
    """One strategy in one place, with its numbers by name."""

    comparison: "Comparison"
    scenario: "Scenario"
    stack: "Stack"
    used: "Used"

    @cached_property
    def types(self) -> list[str]:
        return list(self.scenario.contact_types)

    @cached_property
    def groups(self) -> list[str]:
        return list(self.scenario.agent_groups)

    @cached_property
    def _place(self) -> Mapping[Cell, int]:
        return {cell: place for place, cell in enumerate(self.stack.cells) if cell.interval is None}

    @cached_property
    def _by(self) -> NDArray[np.float64]:
        assert self.stack.answered_by is not None
        by: NDArray[np.float64] = self.stack.answered_by.sum(axis=0)
        return by

    def total(self, measure: str, of: str = "all") -> float:
        """Return a measure summed over the replications."""
        place = np.array([self._place[Cell(of, None)]], dtype=np.intp)
        return float(self.stack.sum_of((measure,), place)[0])

    def by(self, kind: str, group: str) -> float:
        """Return how many contacts that came as a type a group was the first to answer."""
        return float(self._by[self.types.index(kind), self.groups.index(group)])

    def served(self, kind: str, group: str) -> float:
        """Return how many contacts a group served that were of a type then, whoever served them first."""
        return float(self.used.served_by[self.types.index(kind), self.groups.index(group)])

    def answered(self, group: str) -> float:
        """Return how many contacts of any type a group served."""
        return float(self.used.served_by[:, self.groups.index(group)].sum())

    def taken(self, kind: str, group: str) -> float:
        """Return how many of them it took from a queue."""
        return float(self.used.queued_by[self.types.index(kind), self.groups.index(group)])

    def came(self, kind: str) -> float:
        """Return how many contacts of a type there were: who came for it, and who was moved or passed on to it."""
        return float(self.used.arrived_in[self.types.index(kind)].sum())

    def covered(self, rule: str) -> float:
        """Return how many contacts there were that an overflow rule covers."""
        segments = (*self.scenario.segment_names, None)
        noun = self.scenario.overflow[rule]
        return sum(
            float(self.used.arrived_in[number, place])
            for number, kind in enumerate(self.types)
            for place, segment in enumerate(segments)
            if is_covered(self.scenario, noun, kind, segment)
        )

    def did(self, rule: str) -> tuple[float, ...]:
        """Return how often the conditions of an overflow rule held, how often it applied, how often it acted."""
        return tuple(self.used.overflow[list(self.scenario.overflow).index(rule)].tolist())

    def carried_out(self, intervention: str) -> tuple[float, ...]:
        """Return how often an intervention was carried out, on how many days, how many agents or types it changed, and
        the time of day at which it was carried out first, added up over these days."""
        return tuple(self.used.interventions[list(self.scenario.interventions).index(intervention)].tolist())

    def helped(self, rule: str) -> tuple[float, ...]:
        """Return how often agents called for help by a rule, how often somebody came, after how long in all, and how
        long these stayed in all."""
        return tuple(self.used.helps[list(self.scenario.helps).index(rule)].tolist())

    def talked(self, rule: str) -> float:
        """Return how many contacts agents served of which a rule of help covers some."""
        meant = meant_by(self.scenario.helps[rule].of, self.scenario)
        segments = (*self.scenario.segment_names, None)
        return sum(
            self.served(kind, group)
            for kind in self.types
            if is_exclusive(self.scenario, kind)
            for group in self.groups
            if any(meant.means(kind, self.scenario.contact_types[kind].channel, each, group) for each in segments)
        )

    @cached_property
    def days_simulated(self) -> int:
        """Return on how many reported days the center opened, in all replications."""
        return len(self.scenario.horizon.open_days) * self.comparison.replications

    @cached_property
    def closing(self) -> str:
        """Return what closing is called: where types have hours of their own, which closing it is."""
        own = any(opening_of(self.scenario, name).stretches is not None for name in self.types)
        return "the center's closing" if own else "closing"

    @property
    def days(self) -> str:
        count = self.comparison.replications
        return "1 replication" if count == 1 else f"{count:,} replications"
