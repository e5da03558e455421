"""What is said of conversations, read for the naive engine: of channels, and of the replies of a contact.

The draws are those of `simulator/demand/later.py`; when a customer writes is worked out in `awake_read.py`.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

from awake_read import written_at
from coming_again import Visit
from reference import grid

from simulator.demand.later import Later, ordinal_of
from simulator.demand.replies_drawn import RepliesDrawn
from simulator.demand.workload import Workload
from simulator.scenario.nouns import Scenario


@dataclass(frozen=True)
class Terms:
    """What a channel says of its conversations."""

    slots: int
    order: str
    after_s: float
    """From the agent's last reply until a conversation falls asleep; infinite where none does."""
    asleep: Fraction
    """What one that is asleep fills of a hand."""
    at_most: float
    """How many of the channel may be asleep in one hand."""
    over: bool
    """Whether a message wakes it whatever the hand holds."""
    auto_close_s: float
    at_the_end: str
    """What becomes of them when an agent's shift ends: `finish`, `hand_over` or `park`."""
    place: str
    """Where one waits that was handed over."""
    reading_s: float
    """How long the next agent reads in it."""


def terms_of(scenario: Scenario) -> dict[str, Terms]:
    """Return the terms of each channel of conversations."""
    return {name: _terms(noun) for name, noun in scenario.channels.items() if noun.behaviour == "conversation"}


def _terms(noun: object) -> Terms:
    said, closes_s = noun.inactive, noun.auto_close_s
    return Terms(
        slots=noun.slots,
        order=noun.order,
        after_s=inf if said is None else grid(said.after_s),
        asleep=Fraction(0) if said is None or said.slots is None else Fraction(1, said.slots),
        at_most=inf if said is None or said.at_most is None else said.at_most,
        over=said is None or said.on_waking == "over",
        auto_close_s=inf if closes_s is None else grid(closes_s),
        at_the_end=_at_the_end(noun),
        place=noun.handed_over.place,
        reading_s=noun.handed_over.reading_s,
    )


def _at_the_end(noun: object) -> str:
    if noun.at_shift_end is not None:
        return noun.at_shift_end
    return "hand_over" if "handed_over" in noun.model_fields_set else "finish"


@dataclass
class Spoken:
    """How many replies contacts need, how long each takes, how long customers think and wait."""

    scenario: Scenario
    workload: Workload
    later: Later

    def replies(self, visit: Visit) -> int:
        script = self._script(visit)
        return self._drawn(visit).replies(*self._which(visit)) if script is None else len(script)

    def work_s(self, visit: Visit, number: int) -> float:
        """Return the work of a reply, the first being 1, before it is an agent's."""
        if number == 1:
            return visit.talk_s
        script = self._script(visit)
        return self._drawn(visit).work_s(*self._which(visit), number) if script is None else script[number - 1][0]

    def thinking_s(self, visit: Visit, number: int) -> float:
        """Return the budget of thinking before a message; before the first there is none."""
        script = self._script(visit)
        return self._drawn(visit).thinking_s(*self._which(visit), number) if script is None else script[number - 1][1]

    def patience_s(self, visit: Visit, number: int) -> float:
        """Return how long the customer waits for a reply but the first."""
        script = self._script(visit)
        return self._drawn(visit).patience_s(*self._which(visit), number) if script is None else script[number - 1][2]

    def writes_at(self, visit: Visit, number: int, sent_s: float) -> float:
        """Return when a message comes after the reply before it, which is sent at ``sent_s``."""
        return written_at(self.awake(visit), sent_s, self.thinking_s(visit, number))

    def awake(self, visit: Visit) -> dict[float, float]:
        """Return by time of day how fast thinking passes."""
        kind = self.scenario.contact_types[visit.type]
        own = None
        if visit.segment >= 0:
            own = getattr(kind.segments.get(self.scenario.segment_names[visit.segment]), "replies", None)
        return dict((own or kind.replies).awake)

    def _script(self, visit: Visit) -> tuple[tuple[float, float, float], ...] | None:
        scripts = self.workload.replies
        return scripts[visit.case] if scripts and visit.cause == "first" else None

    def _drawn(self, visit: Visit) -> RepliesDrawn:
        number = list(self.scenario.contact_types).index(visit.type)
        return self.later.replies_of(number, visit.segment, visit.arrived_s)

    def _which(self, visit: Visit) -> tuple[int, int]:
        return int(self.workload.key[visit.case]), ordinal_of(visit.attempt, visit.hop)
