"""The book: what the engine knows and writes down of every contact, while it runs.

A contact is a row, first contacts in the order of their cases, then whoever is born meanwhile. What becomes of a
contact is written by whoever decides it, once: answered, ended, closed, by whom. Spans are written beside it, when they
end, and are only evidence: how long it waited, who talked. Nothing of a fate is ever worked out from them. What is
usual is written once: a closing tells the first answer as well, an answer when who did not wait was taken.

How columns and records are kept is said in `columns.py`.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload
from simulator.engine.columns import Columns, empty, service_record, services, wait_record, waits
from simulator.engine.firsts import Firsts
from simulator.engine.heard import Heard
from simulator.log import Context, EndedBy

Integers = NDArray[np.int64]

# To a running loop a plain number is several times as fast as a member of an enum.
_AGENT, _PASSED_ON = int(EndedBy.AGENT), int(EndedBy.PASSED_ON)
_NO_CONTEXT = int(Context.NONE)
_CONTAINED = int(EndedBy.CONTAINED)


class Birth:
    """Where a contact comes from that is not the first of its case."""

    __slots__ = ("attempt", "case", "cause", "context", "hop", "parent", "segment", "type")

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


def birth(case: int, parent: int, cause: int, attempt: int, hop: int, type: int, segment: int, context: int) -> Birth:
    """Return a birth that says so."""
    # Field by field: compiled, an object that is made with arguments takes several times as long.
    made = Birth()
    made.case, made.parent, made.cause = case, parent, cause
    made.attempt, made.hop = attempt, hop
    made.type, made.segment, made.context = type, segment, context
    return made


class Book(Columns):
    """The columns of one run. Times are seconds; first contacts have their rows from the beginning."""

    __slots__ = (
        "again_s", "announced_s", "born_later", "changed", "closings", "conversations", "first_patience_s",
        "first_place_s", "firsts", "further_answers", "heard", "interventions", "laid", "looks",
        "overflow", "passes", "passings", "replies", "services", "skills", "solved_with_help", "spans", "stories",
        "talked_to_end", "to_tell", "unasked", "unfinished", "waits", "workload",
    )  # fmt: skip

    def __init__(self, workload: Workload, of_segment: Integers | None) -> None:
        queue = workload.type if of_segment is None else of_segment[workload.type, workload.segment]
        Columns.__init__(self, workload.arrived_s, queue, workload.talk_s, workload.wrap_up_s, workload.patience_s)
        self.workload = workload
        self.firsts = Firsts(workload)
        self.born_later: list[Birth] = []
        """Of the rows after those of the cases."""
        self.closings = services()
        self.waits = waits()
        self.services = services()
        """Talks that closed nothing."""
        self.conversations = services()
        """Those that an agent closed: from when it was in hand until the last reply, and until wrap-up was done."""
        self.unfinished = services()
        """Those that ended otherwise, or did not end: from when until when they were in hand."""
        self.replies = services()
        """Messages of customers to whom an agent was assigned, each when its fate is known: row, agent, when it came,
        when the reply was begun and sent; NaN: not."""
        self.laid = services()
        """Conversations that an agent who left laid down: row, agent, when, whether parked, whether one is owed."""
        self.unasked: set[int] = set()
        """Of whom overflow rules are not asked any more: conversations that were handed over while a reply was owed,
        and contacts whose customers have left silently."""
        self.spans = services()
        self.talked_to_end: list[tuple[int, int, float, float]] = []
        """(Row, agent) of talks that were over when the run was stopped, their wrap-up not."""
        self.skills: list[tuple[int, float, int]] = []
        """(Agent, when, skill) of agents who can do something else from then on than what is usual in their group."""
        self.solved_with_help: dict[int, float] = {}
        """The share solved of those whose last agent was helped, where help changes it."""
        self.again_s: dict[int, float] = {}
        """When the customer comes again; of those who do, be it after the end of the run."""
        self.overflow = services()
        """Of whom overflow rules were asked: records of row, rule, when, what it did, and nothing."""
        self.interventions: list[tuple[int, float, int]] = []
        """Rule, when it was carried out, how many people or types it concerned."""
        self.passes: dict[int, int] = {}
        """How often it was passed on and stayed the same contact; of those that were."""
        self.passings = waits()
        self.further_answers = waits()
        """Which of them the next agent answered, and when."""
        self.first_place_s: dict[int, float] = {}
        """Of those that wait again: the place of the first wait."""
        self.first_patience_s: dict[int, float] = {}
        """The same of patience."""
        self.changed: dict[int, list[tuple[int, ...]]] = {}
        """Into which queue, from each, what overflow rules changed leads; of those that may wait again."""
        self.to_tell: dict[int, float] = {}
        """How much longer the next talk takes of a customer of whom nobody knows what was told before."""
        self.stories: dict[int, list[float]] = {}
        """How often, and for how long, the customer told everything again; of those who did."""

        self.announced_s: dict[int, float] = {}
        """Which wait was announced; of those who heard one."""
        self.heard = Heard(len(workload))
        self.looks: dict[tuple[int, int], int] = {}
        """See `Looks`."""

    def born(
        self, birth: Birth, queue: int, arrived_s: float, talk_s: float, wrap_up_s: float, patience_s: float
    ) -> int:
        """Write down a contact that is not the first of its case, whose place goes by its arrival; return its row."""
        self.born_later.append(birth)
        return self.add_row(queue, arrived_s, talk_s, wrap_up_s, patience_s)

    def case_of(self, row: int) -> int:
        """Return the case of a contact."""
        cases = self.cases
        if row < cases:
            return row
        born = self.born_later[row - cases]
        return born.case

    def key_of(self, row: int) -> int:
        """Return the key of a contact's case."""
        return self.firsts.key(self.case_of(row))

    def type_of(self, row: int) -> int:
        """Return the type of a contact."""
        cases = self.cases
        if row < cases:
            return self.firsts.type(row)
        born = self.born_later[row - cases]
        return born.type

    def hops_of(self, row: int) -> int:
        """Return how often the customer was moved or given to somebody else in this attempt, up to now."""
        return self.hop_of(row) + self.passes.get(row, 0)

    def attempt_of(self, row: int) -> int:
        """Return which attempt of its case a contact belongs to."""
        cases = self.cases
        if row < cases:
            return 1
        born = self.born_later[row - cases]
        return born.attempt

    def hop_of(self, row: int) -> int:
        """Return how often a contact was moved or given to somebody else within its attempt."""
        cases = self.cases
        if row < cases:
            return 0
        born = self.born_later[row - cases]
        return born.hop

    def context_of(self, row: int) -> int:
        """Return what the agent who answers a contact first knows of what was said before."""
        cases = self.cases
        if row < cases:
            return _NO_CONTEXT
        born = self.born_later[row - cases]
        return born.context

    def segment_of(self, row: int) -> int:
        """Return the segment of a contact, which is the customer's."""
        cases = self.cases
        if row < cases:
            return self.firsts.segment(row)
        born = self.born_later[row - cases]
        return born.segment

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

    def conversed(self, row: int, agent: int, from_s: float, talk_to_s: float, now_s: float) -> None:
        """Write that ``agent``, who had ``row`` in hand since ``from_s``, sent its last reply and wrapped up."""
        self.conversations.frombytes(service_record(row, agent, from_s, talk_to_s, now_s))

    def left_hand(self, row: int, agent: int, from_s: float, talk_to_s: float, now_s: float) -> None:
        """Write that ``agent`` had ``row`` in hand since ``from_s`` and has not any more, or that the run is stopped.

        Nothing of its fate is said. ``talk_to_s`` is when wrap-up began, ``now_s`` where it did not.
        """
        self.unfinished.frombytes(service_record(row, agent, from_s, talk_to_s, now_s))

    def replied(self, row: int, agent: int, asked_s: float, begun_s: float, sent_s: float) -> None:
        """Write what became of a customer's message; NaN is what did not happen."""
        self.replies.frombytes(service_record(row, agent, asked_s, begun_s, sent_s))

    def laid_down(self, row: int, agent: int, now_s: float, is_parked: bool, is_owed: bool) -> None:
        """Write that ``agent``, who leaves, handed ``row`` over or parked it."""
        self.laid.frombytes(service_record(row, agent, now_s, is_parked, is_owed))

    def talk_over(self, row: int, agent: int, from_s: float, talk_to_s: float) -> None:
        """Write that ``row`` ended with its talk with ``agent``, begun at ``from_s``, and that wrap-up is not done."""
        self.talked_to_end.append((row, agent, from_s, talk_to_s))
        self.ended_s[row] = talk_to_s
        self.ended_by[row] = _AGENT
        self.solved[row] = 1

    def passed_on(self, row: int, now_s: float) -> None:
        """Write that the agent who had ``row`` gave the matter to somebody else, as another contact."""
        self.ended(row, _PASSED_ON, now_s)

    def waits_again(self, row: int, group: int, now_s: float) -> None:
        """Write that ``row`` was passed on and stays the same contact, for ``group`` alone; NOBODY: in its own line."""
        self.passes[row] = self.passes.get(row, 0) + 1
        self.passings.frombytes(wait_record(row, group, now_s))

    def answered_again(self, row: int, now_s: float) -> None:
        """Write that an agent answers ``row``, where it was passed on and stays the same contact; else nothing."""
        passes = self.passes.get(row)
        if passes is not None:
            self.further_answers.frombytes(wait_record(row, passes, now_s))

    def ended(self, row: int, how: int, now_s: float) -> None:
        """Write that ``row`` ended without being closed by an agent; ``how`` is the number of an `EndedBy`."""
        self.ended_s[row] = now_s
        self.ended_by[row] = how
        # All other endings without an agent leave the matter open.
        self.solved[row] = 1 if how == _CONTAINED else 0

    def span(self, row: int, kind: int, agent: int, from_s: float, to_s: float) -> None:
        """Write down a span of any kind; with no row (NOBODY), one of an agent alone."""
        self.spans.frombytes(service_record(row, kind, agent, from_s, to_s))

    def forget(self) -> None:
        """Let go of everything, when the log is made.

        Agents and their groups know each other, so Python would keep the day, and every number in it, until it next
        looks for reference cycles: days after days of it.
        """
        self.let_go()
        self.born_later.clear()
        # In place: queues and services hold on to them.
        for some in (
            self.again_s, self.announced_s, self.changed, self.first_patience_s, self.first_place_s, self.passes,
            self.solved_with_help, self.stories, self.to_tell,
        ):  # fmt: skip
            some.clear()
        self.looks.clear()
        self.unasked.clear()
        self.interventions.clear()
        for more in (self.firsts, self.heard):
            more.forget()
        for kept in (
            self.closings, self.conversations, self.unfinished, self.replies, self.laid, self.services, self.waits,
            self.spans, self.overflow, self.passings, self.further_answers,
        ):  # fmt: skip
            empty(kept)
