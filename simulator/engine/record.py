"""The hook for decisions: why a contact went where it went.

``simulate(…, record=…)`` calls it at every decision; without one the engine does not even build the arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Rule(StrEnum):
    """What decided."""

    NO_LINE = "no line left"
    QUEUE_FULL = "queue at its limit"
    FREE_AGENT = "a free agent on arrival"
    WAITED = "waited long enough for a free agent's group"
    QUEUED = "no free agent"
    KEPT_FREE = "free agents are kept for other contacts"
    FREED_AGENT = "taken by a freed agent"
    VOICEMAIL = "waited until the limit and left a voicemail"
    PATIENCE = "patience ended"
    CLEARED = "cleared when the hours, or the day, ended"
    LATE = "taken by an agent about to leave, its hours being over"
    REFUSED = "refused outside its hours"
    CLOSED_VOICEMAIL = "left a voicemail outside its hours"
    OUTSIDE = "waits outside until its hours begin"
    OPENED = "its hours begin"
    REDIRECTED = "became a contact of another type outside its hours"
    PASSED_ON = "passed on by the agent"
    HELD = "passed on by the agent, who stays until the next one answers"
    BRIEFED = "answered by the next agent, whom the first one briefs"
    COMES_AGAIN = "comes again later"
    STILL_OPEN = "still open when the run was stopped"


@dataclass(frozen=True)
class Decision:
    """One decision: at ``time_s`` contact ``contact`` went to ``agent`` (None: to nobody) because of ``rule``.

    ``candidates`` are the agents or contacts the rule chose among.
    """

    time_s: float
    rule: Rule
    contact: int
    agent: int | None = None
    candidates: tuple[int, ...] = ()


class Recorder(Protocol):
    """Who wants to know."""

    def decided(
        self, time_s: float, rule: Rule, contact: int, agent: int | None, candidates: Sequence[int] = ()
    ) -> None:
        """Take one decision."""


@dataclass
class Decisions:
    """A recorder that keeps everything in ``rows``, in order."""

    rows: list[Decision] = field(default_factory=list)

    def decided(
        self, time_s: float, rule: Rule, contact: int, agent: int | None, candidates: Sequence[int] = ()
    ) -> None:
        """Keep the decision."""
        self.rows.append(Decision(time_s, rule, contact, agent, tuple(candidates)))
