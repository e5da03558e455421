"""The book: what the engine knows and writes down of every contact, while it runs.

A contact is a row, first contacts in the order of their cases, then whoever is born meanwhile. What becomes of a
contact is written by whoever decides it, once: answered, ended, closed, by whom. Spans are written beside it, when they
end, and are only evidence: how long it waited, who talked. Nothing of a fate is ever worked out from them. What is
usual is written once: a closing tells the first answer as well, an answer when who did not wait was taken.

Columns that the running day reads are lists, those it only writes are arrays that become the log's without a copy, and
what is the same for every first contact is no column at all. Where several numbers are written at once, they are a
record in a flat array: one ``frombytes`` costs a running loop a quarter of five entries in five columns.
"""

from array import array
from math import nan
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import u, u_column
from simulator.demand.workload import Workload
from simulator.log import NOBODY, Context, EndedBy, SpanKind

Integers = NDArray[np.int64]
Uniforms = NDArray[np.float64]

WAIT = 3
"""Numbers of a span in a queue: row, from, to."""
SERVICE = 5
"""Numbers of a talk and the wrap-up that followed: row, agent, from, end of talk, end of wrap-up. So are those of a
closing: with its last talk a contact ended, and with the wrap-up it was closed."""
SPAN = 5
"""Numbers of any other span: row, kind, agent, from, to."""
PASSING = 3
"""Numbers of a time at which a contact was passed on and stayed the same: row, pool that alone may take it, when."""
wait_record = Struct(f"{WAIT}d").pack
service_record = Struct(f"{SERVICE}d").pack
"""What such an array takes with ``frombytes``: `array` itself is slow to read a list of numbers."""

# To a running loop a plain number is several times as fast as a member of an enum.
_AGENT, _PASSED_ON = int(EndedBy.AGENT), int(EndedBy.PASSED_ON)
_NO_CONTEXT = int(Context.NONE)
_SOLVED = {int(EndedBy.CONTAINED): 1}
"""Of endings without an agent; all others leave the matter open."""


class Birth(NamedTuple):
    """Where a contact comes from that is not the first of its case."""

    case: int
    parent: int
    cause: int
    """The number of a `Cause`, as `context` is that of a `Context`."""
    attempt: int
    """Of the case, the first contact included."""
    hop: int
    """How often it was moved or given to somebody else within the attempt."""
    type: int
    segment: int
    context: int


class Book:
    """The columns of one run. Times are seconds; first contacts have their rows from the beginning."""

    __slots__ = (
        "again_s", "ahead", "answered_by", "answered_s", "arrived_s", "behind", "born_later", "cases", "closings",
        "ended_by", "ended_s", "first_patience_s", "first_place_s", "heard", "looks", "passes", "passings",
        "patience_s", "place_s", "queue", "queued_s", "services", "since_s", "solved", "spans", "stories", "talk_s",
        "talked_to_end", "to_tell", "uniforms", "waiting", "waits", "workload", "wrap_up_s",
    )  # fmt: skip

    def __init__(self, workload: Workload, of_segment: Integers | None) -> None:
        self.cases = cases = len(workload)
        self.workload = workload
        self.born_later: list[Birth] = []
        """Of the rows after those of the cases."""
        self.arrived_s: list[float] = workload.arrived_s.tolist()
        self.place_s = array("d", workload.arrived_s.tobytes())
        """What its place in line goes by."""
        self.since_s = [0.0] * cases
        """Since when it waits, while it does."""
        self.waiting = bytearray(cases)
        """Whether it waits in a queue."""
        self.ahead, self.behind = [NOBODY] * cases, [NOBODY] * cases
        """Who stands next to it there, see `Queue`."""
        queue = workload.type if of_segment is None else of_segment[workload.type, workload.segment]
        self.queue: list[int] = queue.tolist()
        """See `Eligibility.queues`."""
        self.talk_s: list[float] = workload.talk_s.tolist()
        """As drawn, as `wrap_up_s`; how long it takes with an agent say `Flow.talk_lasts_s` and its like."""
        self.wrap_up_s: list[float] = workload.wrap_up_s.tolist()
        self.patience_s: list[float] = workload.patience_s.tolist()
        unknown, nobody = array("d", [nan]) * cases, array("i", [NOBODY]) * cases
        self.queued_s = unknown[:]
        """When it first entered a queue; of who was taken at once the answer tells."""
        self.answered_s, self.answered_by = unknown[:], nobody[:]
        """By the first who answered; of who was closed by the first talk the closing tells."""
        self.ended_s, self.ended_by = unknown[:], bytearray(cases)
        """Of who ended without being closed by an agent; of the others `closings` tell."""
        self.solved = array("b", [NOBODY]) * cases
        self.closings = array("d")
        self.waits = array("d")
        self.services = array("d")
        """Talks that closed nothing."""
        self.spans = array("d")
        self.talked_to_end: list[tuple[int, int]] = []
        """(Row, agent) of talks that were over when the run was stopped, their wrap-up not."""
        self.again_s: dict[int, float] = {}
        """When the customer comes again; of those who do, be it after the end of the run."""
        self.passes: dict[int, int] = {}
        """How often it was passed on and stayed the same contact; of those that were."""
        self.passings = array("d")
        self.first_place_s: dict[int, float] = {}
        """Of those that wait again: the place of the first wait."""
        self.first_patience_s: dict[int, float] = {}
        """The same of patience."""
        self.to_tell: dict[int, float] = {}
        """How much longer the next talk takes of a customer of whom nobody knows what was told before."""
        self.stories: dict[int, list[float]] = {}
        """How often, and for how long, the customer told everything again; of those who did."""

        self.heard: dict[int, tuple[int, int]] = {}
        """See `Heard`."""
        self.looks: dict[tuple[int, int], int] = {}
        """See `Looks`."""
        self.uniforms: dict[int, Uniforms] = {}
        """By purpose: what all cases draw for it the first time; of purposes that somebody asked for."""

    def __len__(self) -> int:
        return len(self.ended_by)

    def born(
        self, birth: Birth, queue: int, arrived_s: float, talk_s: float, wrap_up_s: float, patience_s: float
    ) -> int:
        """Write down a contact that is not the first of its case, whose place goes by its arrival; return its row."""
        row = len(self.ended_by)
        self.born_later.append(birth)
        self.arrived_s.append(arrived_s)
        self.place_s.append(arrived_s)
        self.since_s.append(0.0)
        self.queue.append(queue)
        # One after the other: loops over columns would take as long again.
        self.talk_s.append(talk_s)
        self.wrap_up_s.append(wrap_up_s)
        self.patience_s.append(patience_s)
        self.queued_s.append(nan)
        self.answered_s.append(nan)
        self.ended_s.append(nan)
        self.answered_by.append(NOBODY)
        self.solved.append(NOBODY)
        self.ahead.append(NOBODY)
        self.behind.append(NOBODY)
        self.waiting.append(0)
        self.ended_by.append(0)
        return row

    def case_of(self, row: int) -> int:
        """Return the case of a contact."""
        cases = self.cases
        return row if row < cases else self.born_later[row - cases].case

    def key_of(self, row: int) -> int:
        """Return the key of a contact's case."""
        return int(self.workload.key[self.case_of(row)])

    def uniform(self, case: int, purpose: int, ordinal: int) -> float:
        """Return the uniform of a case for a purpose: `u` of its key, to the bit."""
        if ordinal:
            return u(int(self.workload.key[case]), purpose, ordinal)
        # Mostly it is the first time, and where a few are asked, all drawn at once are cheaper than those few alone.
        column = self.uniforms.get(purpose)
        if column is None:
            column = self.uniforms[purpose] = u_column(self.workload.key, purpose)
        return column.item(case)

    def type_of(self, row: int) -> int:
        """Return the type of a contact."""
        cases = self.cases
        return int(self.workload.type[row]) if row < cases else self.born_later[row - cases].type

    def hops_of(self, row: int) -> int:
        """Return how often the customer was moved or given to somebody else in this attempt, up to now."""
        return self.hop_of(row) + self.passes.get(row, 0)

    def attempt_of(self, row: int) -> int:
        """Return which attempt of its case a contact belongs to."""
        cases = self.cases
        return 1 if row < cases else self.born_later[row - cases].attempt

    def hop_of(self, row: int) -> int:
        """Return how often a contact was moved or given to somebody else within its attempt."""
        cases = self.cases
        return 0 if row < cases else self.born_later[row - cases].hop

    def context_of(self, row: int) -> int:
        """Return what the agent who answers a contact first knows of what was said before."""
        cases = self.cases
        return _NO_CONTEXT if row < cases else self.born_later[row - cases].context

    def segment_of(self, row: int) -> int:
        """Return the segment of a contact, which is the customer's."""
        cases = self.cases
        return int(self.workload.segment[row]) if row < cases else self.born_later[row - cases].segment

    def queued(self, row: int, now_s: float) -> None:
        """Write that ``row`` enters a queue, or would have, had nobody been free; once more changes nothing."""
        if self.queued_s[row] != self.queued_s[row]:
            self.queued_s[row] = now_s

    def waited(self, row: int, to_s: float) -> None:
        """Write that a wait of ``row`` is over."""
        self.waits.frombytes(wait_record(row, self.since_s[row], to_s))

    def answered(self, row: int, agent: int, now_s: float) -> None:
        """Write that ``agent`` answers ``row``; only the first answer counts. Mostly the closing tells."""
        if self.answered_by[row] < 0:
            self.answered_by[row] = agent
            self.answered_s[row] = now_s
            self.queued(row, now_s)

    def served(self, row: int, agent: int, from_s: float, talk_to_s: float, to_s: float) -> None:
        """Write down a talk and the wrap-up after it, which decide nothing but who answered, if it is the first."""
        self.answered(row, agent, from_s)
        self.services.frombytes(service_record(row, agent, from_s, talk_to_s, to_s))

    def closed(self, row: int, agent: int, from_s: float, talk_to_s: float, now_s: float) -> None:
        """Write that ``row`` ended with its talk with ``agent``, begun at ``from_s``, and that wrap-up is done now."""
        self.closings.frombytes(service_record(row, agent, from_s, talk_to_s, now_s))

    def talk_over(self, row: int, agent: int, talk_to_s: float) -> None:
        """Write that ``row`` ended with its talk with ``agent``, whose wrap-up is not done."""
        self.talked_to_end.append((row, agent))
        self.ended_s[row] = talk_to_s
        self.ended_by[row] = _AGENT
        self.solved[row] = 1

    def passed_on(self, row: int, now_s: float) -> None:
        """Write that the agent who had ``row`` gave the matter to somebody else, as another contact."""
        self.ended(row, _PASSED_ON, now_s)

    def waits_again(self, row: int, pool: int, now_s: float) -> None:
        """Write that ``row`` was passed on and stays the same contact, for ``pool`` alone (NOBODY: in its own line)."""
        self.passes[row] = self.passes.get(row, 0) + 1
        self.passings.fromlist([row, pool, now_s])

    def ended(self, row: int, how: int, now_s: float) -> None:
        """Write that ``row`` ended without being closed by an agent; ``how`` is the number of an `EndedBy`."""
        self.ended_s[row] = now_s
        self.ended_by[row] = how
        self.solved[row] = _SOLVED.get(how, 0)

    def span(self, row: int, kind: SpanKind, agent: int, from_s: float, to_s: float) -> None:
        """Write down a span of any kind; with no row (NOBODY), one of an agent alone."""
        self.spans.fromlist([row, kind, agent, from_s, to_s])

    def day_over(self) -> None:
        """Let go of what only a running day needs; the log's tables have the cases' own columns from the workload."""
        cases = len(self.workload)
        for column in (self.since_s, self.queue, self.ahead, self.behind, self.talk_s, self.wrap_up_s):
            column.clear()
        for column in (self.arrived_s, self.patience_s):
            del column[:cases]
        self.waiting.clear()

    def forget(self) -> None:
        """Let go of everything, when the log is made.

        Agents and their groups know each other, so Python would keep the day, and every number in it, until it next
        looks for reference cycles: days after days of it.
        """
        for column in (self.arrived_s, self.patience_s):
            column.clear()
        self.born_later.clear()
        self.queued_s = self.answered_s = self.ended_s = array("d")
        self.answered_by, self.solved, self.ended_by = array("i"), array("b"), bytearray()
        # In place: queues and services hold on to them.
        for some in (self.again_s, self.first_patience_s, self.first_place_s, self.passes, self.stories, self.to_tell):
            some.clear()
        for more in (self.heard, self.looks, self.uniforms):
            more.clear()
        for kept in (self.place_s, self.closings, self.services, self.waits, self.spans, self.passings):
            del kept[:]
