"""Terms of parts of shifts: what a running day asks of a part that somebody works, and of the time off in it."""

from math import inf

from simulator.demand.attendance import AwayRate, LateRate
from simulator.engine.tables.by_person import PlannedShift
from simulator.scenario.days.breaks_placed import Begins

# To a running loop a plain number is several times as fast as a member of an enum.
FIXED, STAGGERED, BY_CHOICE, WHEN_FREE, AGAIN = map(int, Begins)
BY_CLOCK = len(Begins)
"""A short absence begins when so much time on duty is over."""

BREAK_FIRST, OFF_PHONE_NEXT, AWAY_LAST = range(3)
"""What goes first of what is due at one instant."""


class OffTerms:
    """What takes somebody off the phone: a break, work, short absences."""

    __slots__ = (
        "at_once", "at_s", "begins", "from_s", "kind", "lasts_s", "latest_s", "long", "long_kind", "name", "paid",
        "rank", "share", "together",
    )  # fmt: skip

    def __init__(self, begins: int, rank: int, kind: int, long_kind: int) -> None:
        self.begins, self.rank = begins, rank
        self.kind, self.long_kind = kind, long_kind
        """The kind of its spans, and of what is longer than planned."""
        self.name, self.share, self.paid = "", 1.0, True
        self.at_s = self.from_s = self.latest_s = self.lasts_s = 0.0
        """As in `TimeOff`."""
        self.long: LateRate | None = None
        """How much longer than planned it is."""
        self.together, self.at_once = -1, 0
        """The number of the count of those who have it at once, one for each group and name; and how many may, as long
        as it need not begin."""


class PartTerms:
    """A part of a shift that somebody works."""

    __slots__ = (
        "agent", "at_closing", "at_least_s", "at_most_s", "away", "away_terms", "from_s", "late", "no_new_from_s",
        "number", "offs", "on_call", "planned", "shut_from_s", "skill", "to_s",
    )  # fmt: skip

    def __init__(self, planned: PlannedShift, number: int, closings_s: frozenset[float]) -> None:
        shift = planned.shift
        self.planned, self.agent, self.skill = planned, planned.agent, planned.skill
        self.from_s, self.to_s = shift.parts[number]
        self.at_closing = self.to_s in closings_s
        """Whether the center closes at its end, which ends it."""
        self.on_call = shift.on_call is not None
        """Whether the person comes only when called."""
        self.number = shift.first_part + number
        """Which of the parts that the person has that day."""
        self.at_least_s, self.at_most_s = shift.at_least_s, shift.at_most_s
        """How long to go between breaks."""
        self.no_new_from_s = max(self.from_s, self.to_s - shift.no_new_s) if shift.no_new_s else inf
        """From when on nothing new is taken."""
        self.shut_from_s: tuple[tuple[float, int], ...] = ()
        """From when on nothing new of which channel is taken, the earliest first."""
        self.offs: tuple[OffTerms, ...] = ()
        self.late: LateRate | None = None
        """How late the person comes."""
        self.away: AwayRate | None = None
        self.away_terms: OffTerms | None = None
        """How often the person is away for a moment, and what that is."""
