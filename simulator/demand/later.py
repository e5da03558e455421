"""What chance decides of a contact that is born inside the run: how long it takes, how long its customer would wait.

Who is redirected, and later who calls again or is passed on, is the same person as before, with another talk to come
and another patience. So the draw's key is the case's, and its place among the case's draws says which contact it is:
the attempt, and the hop within it. It never is a running count, so strategies have this chance in common as well.

These draws come one by one while the day runs, so they go through tables (`inverses.py`), which are made when the first
of a kind is asked for: a center where nobody is born inside has none.
"""

from bisect import bisect_right

from simulator.demand.distributions import duration_s
from simulator.demand.draws import Purpose
from simulator.demand.inverses import inverse_of
from simulator.demand.look_up import Inverse
from simulator.demand.replies_drawn import RepliesDrawn
from simulator.demand.workload import NO_SEGMENT
from simulator.scenario.nouns import CustomerKind, Scenario, in_force
from simulator.units import DAY_S

_HOP = 20
"""Bits for the attempts of a case: a hop is a step of more than a million of them, so the two never meet."""
_LOOK = 40
"""The same for hops."""

Brought = tuple[float, float, float]
"""What a contact brings: talk, wrap-up and patience in seconds on the grid; an endless patience is infinite."""


class Later:
    """Draws contacts that are born inside, by the durations of a scenario's contact types."""

    __slots__ = ("_kinds", "_made", "_replies", "_steps_s")

    def __init__(self, scenario: Scenario) -> None:
        numbers = {name: number for number, name in enumerate(scenario.segment_names)}
        self._kinds: list[dict[int, CustomerKind]] = [
            {NO_SEGMENT: one.usual} | {numbers[kind.segment]: kind for kind in one.kinds if kind.segment is not None}
            for one in scenario.contact_types.values()
        ]
        self._steps_s = [one.steps_s for one in scenario.contact_types.values()]
        self._made: list[list[_Inverses | None]] = [[None] * ((len(numbers) + 1) * len(one)) for one in self._steps_s]
        """By type, then by segment, those in none first, and step."""
        self._replies: list[list[RepliesDrawn | None]] = [[None] * len(one) for one in self._made]
        """The same of replies."""

    def drawn(self, key: int, segment: int, type_: int, attempt: int, hop: int, arrived_s: float) -> Brought:
        """Return what the contact of a case brings: ``attempt`` counts from 1, ``hop`` from 0 within the attempt.

        ``segment`` is the case's own; where the contact's type does not know it, its customers in no segment say how
        long. ``arrived_s`` is when the contact itself arrives, since 00:00 of day 0: durations may go by the clock. The
        first attempt without a hop is the draw that the workload has. Raises ScenarioError when a file of durations
        cannot be used.
        """
        ordinal = ordinal_of(attempt, hop)
        if not ordinal:
            return self._as_first(key, self._kind(type_, segment), arrived_s)
        made = self._inverses(type_, segment, arrived_s)
        talk, wrap_up, patience = made.talk, made.wrap_up, made.patience
        return (
            talk.drawn(key, _TALK, ordinal),
            wrap_up.drawn(key, _WRAP_UP, ordinal),
            patience.drawn(key, _PATIENCE, ordinal),
        )

    def replies_of(self, type_: int, segment: int, arrived_s: float) -> RepliesDrawn:
        """Return what is drawn of the replies of a conversation that arrives at a time; arguments as in `drawn`.

        Of the first reply nothing: its work and the patience with it are talk and patience of the contact.
        """
        place, of_type = self._place(type_, segment, arrived_s), self._replies[type_]
        found = of_type[place]
        if found is None:
            found = of_type[place] = RepliesDrawn(self._kind(type_, segment), arrived_s)
        return found

    def _place(self, type_: int, segment: int, arrived_s: float) -> int:
        # Which step it is, not the time: a few of them stand for all times; before the first it is the last.
        steps_s = self._steps_s[type_]
        steps = len(steps_s)
        step = bisect_right(steps_s, arrived_s % DAY_S) - 1 if steps > 1 else 0
        return (segment + 1) * steps + (step if step >= 0 else steps - 1)

    def _kind(self, type_: int, segment: int) -> CustomerKind:
        of_segment = self._kinds[type_]
        return of_segment.get(segment, of_segment[NO_SEGMENT])

    def _as_first(self, key: int, kind: CustomerKind, arrived_s: float) -> Brought:
        return (
            duration_s(in_force(kind.talk, arrived_s), key, Purpose.TALK),
            duration_s(in_force(kind.wrap_up, arrived_s), key, Purpose.WRAP_UP),
            duration_s(in_force(kind.patience, arrived_s), key, Purpose.PATIENCE),
        )

    def _inverses(self, type_: int, segment: int, arrived_s: float) -> "_Inverses":
        """Return the inverses of talk, wrap-up and patience that go at a time; made once."""
        place, of_type = self._place(type_, segment, arrived_s), self._made[type_]
        found = of_type[place]
        if found is None:
            kind = self._kind(type_, segment)
            found = of_type[place] = _Inverses(
                inverse_of(in_force(kind.talk, arrived_s)),
                inverse_of(in_force(kind.wrap_up, arrived_s)),
                inverse_of(in_force(kind.patience, arrived_s)),
            )
        return found


class _Inverses:
    """Of talk, wrap-up and patience."""

    __slots__ = ("patience", "talk", "wrap_up")

    def __init__(self, talk: Inverse, wrap_up: Inverse, patience: Inverse) -> None:
        self.talk, self.wrap_up, self.patience = talk, wrap_up, patience


# To a running loop a plain number is several times as fast as a member of an enum.
_TALK, _WRAP_UP, _PATIENCE = int(Purpose.TALK), int(Purpose.WRAP_UP), int(Purpose.PATIENCE)


def ordinal_of(attempt: int, hop: int, look: int = 0) -> int:
    """Return which of a case's draws for one purpose belong to a contact: 0 for the first attempt, before any hop.

    What is drawn several times for one contact, as the agent each time one is looked for, says how often it was
    before: ``look``.

    >>> ordinal_of(1, 0), ordinal_of(3, 0), ordinal_of(1, 2)
    (0, 2, 2097152)
    """
    assert 1 <= attempt <= 1 << _HOP, f"attempt {attempt}"
    assert 0 <= hop < 1 << _LOOK - _HOP, f"hop {hop}"
    assert look >= 0, f"look {look}"
    return attempt - 1 + (hop << _HOP) + (look << _LOOK)
