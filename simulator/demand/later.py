"""What chance decides of a contact that is born inside the run: how long it takes, how long its customer would wait.

Who is redirected, and later who calls again or is passed on, is the same person as before, with another talk to come
and another patience. So the draw's key is the case's, and its place among the case's draws says which contact it is:
the attempt, and the hop within it. It never is a running count, so strategies have this chance in common as well.
"""

from typing import NamedTuple

from simulator.demand.distributions import duration_s
from simulator.demand.draws import Purpose
from simulator.demand.workload import NO_SEGMENT
from simulator.scenario.nouns import CustomerKind, Scenario

_HOP = 20
"""Bits for the attempts of a case: a hop is a step of more than a million of them, so the two never meet."""


class DrawnLater(NamedTuple):
    """What a contact brings, in seconds on the grid; an endless patience is infinite."""

    talk_s: float
    wrap_up_s: float
    patience_s: float


class Later:
    """Draws contacts that are born inside, by the durations of a scenario's contact types."""

    def __init__(self, scenario: Scenario) -> None:
        numbers = {name: number for number, name in enumerate(scenario.segment_names)}
        self._kinds: list[dict[int, CustomerKind]] = [
            {NO_SEGMENT: one.usual} | {numbers[kind.segment]: kind for kind in one.kinds if kind.segment is not None}
            for one in scenario.contact_types.values()
        ]

    def drawn(self, key: int, segment: int, type_: int, attempt: int, hop: int) -> DrawnLater:
        """Return what the contact of a case brings: ``attempt`` counts from 1, ``hop`` from 0 within the attempt.

        ``segment`` is the case's own; where the contact's type does not know it, its customers in no segment say how
        long. The first attempt without a hop is the draw that the workload has. Raises ScenarioError when a file of
        durations cannot be used.
        """
        of_segment = self._kinds[type_]
        kind = of_segment.get(segment, of_segment[NO_SEGMENT])
        ordinal = ordinal_of(attempt, hop)
        return DrawnLater(
            duration_s(kind.talk, key, Purpose.TALK, ordinal),
            duration_s(kind.wrap_up, key, Purpose.WRAP_UP, ordinal),
            duration_s(kind.patience, key, Purpose.PATIENCE, ordinal),
        )


def ordinal_of(attempt: int, hop: int) -> int:
    """Return which of a case's draws for one purpose belong to a contact: 0 for the first attempt, before any hop.

    >>> ordinal_of(1, 0), ordinal_of(3, 0), ordinal_of(1, 2)
    (0, 2, 2097152)
    """
    assert 1 <= attempt <= 1 << _HOP, f"attempt {attempt}"
    assert hop >= 0, f"hop {hop}"
    return attempt - 1 + (hop << _HOP)
