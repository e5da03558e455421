"""What a contact brings that is not the first of its case: drawn one at a time, when it is born.

Its draws have the case's key and a number made of its attempt and its hop, never a running count: who is moved to
another type has there the same talk and the same patience in every strategy that moves him.
"""

from simulator.demand.distributions import duration_s
from simulator.demand.draws import Purpose
from simulator.scenario.nouns import CustomerKind, Scenario

_HOP_BITS = 20
"""Attempts are numbered below 2²⁰, so no attempt meets a hop of another one; the first contact has number 0."""


class Later:
    """The durations of contacts that follow from others."""

    def __init__(self, scenario: Scenario) -> None:
        self._kinds: list[dict[int, CustomerKind]] = []
        self._usual: list[CustomerKind] = []
        numbers = {name: number for number, name in enumerate(scenario.segment_names)}
        for one in scenario.contact_types.values():
            self._kinds.append({numbers[kind.segment]: kind for kind in one.kinds if kind.segment is not None})
            self._usual.append(one.usual)

    def drawn(self, key: int, segment: int, type_: int, attempt: int, hop: int) -> tuple[float, float, float]:
        """Return talk, wrap-up and patience of a contact in seconds, patience infinite when it is endless.

        ``attempt`` counts from 1 and ``hop`` from 0 within it; ``segment`` and ``type_`` are positions. Who is in a
        segment that the type does not know is as all others there.
        """
        kind = self._kinds[type_].get(segment, self._usual[type_])
        ordinal = (attempt - 1) + (hop << _HOP_BITS)
        return (
            duration_s(kind.talk, key, Purpose.TALK, ordinal),
            duration_s(kind.wrap_up, key, Purpose.WRAP_UP, ordinal),
            duration_s(kind.patience, key, Purpose.PATIENCE, ordinal),
        )
