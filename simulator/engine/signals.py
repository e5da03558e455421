"""Signals: what of a run is watched because something reads it, and the readings that are made of it.

Made before the queues, services and pools of a center, which are of the watched kind only where something is read.
"""

from math import inf

from simulator.engine.agenda import STAFF_STARTS, Agenda, Moment
from simulator.engine.announcing import Announcing
from simulator.engine.answered_after import AnsweredAfter, Window
from simulator.engine.book import Book
from simulator.engine.floor import AgentPool, Service
from simulator.engine.flows import FirstReplies, Flow
from simulator.engine.full import in_groups
from simulator.engine.holding import (
    AllHold,
    AnyHolds,
    HasWaited,
    Holding,
    HowManyFree,
    HowManyHaveRoom,
    HowManyOnDuty,
    HowManyWait,
    LongestWait,
    Opposite,
    ShareInTime,
    ShareInUse,
    WaitToExpect,
    WithinHours,
)
from simulator.engine.joins import Joins
from simulator.engine.noticing import NoticesEnds, NoticesReplies, Noticing
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.predicted import AverageWait, LastWait, MeanWait, Predicted, WaitOfHead, WaitOfQueue
from simulator.engine.reading import Reading
from simulator.engine.tables import Tables
from simulator.engine.tables.condition_terms import ConditionTerms, MeasureTerms
from simulator.engine.tables.read import ReadTable
from simulator.engine.watched import Listener, Watched
from simulator.units import GRID_PER_S

_STEP_S = 1 / GRID_PER_S
_AFTER_REOPENING = 1
_AFTER_CHANGES = 1 << 19
"""The entity of what happens when all headcounts have changed."""


class Signals:
    """Of one run."""

    __slots__ = ("_agenda", "_book", "_staff", "_tables", "_windows", "answers", "joins", "pools", "read")

    def __init__(self, tables: Tables, read: ReadTable, book: Book, agenda: Agenda) -> None:
        self._tables, self.read, self._book, self._agenda = tables, read, book, agenda
        types = range(len(tables.admission))
        counted = read.queues | read.answers
        self.joins: list[Joins | None] = [Joins(book) if number in counted else None for number in types]
        self.answers: list[AnsweredAfter | None] = [
            AnsweredAfter(tables.targets_s[number]) if number in read.answers else None for number in types
        ]
        """By type; None where nobody reads it."""
        self._staff: list[Watched | None] = [None] * len(tables.staff.pools)
        """By pool."""
        self._windows: list[Window] = []
        self.pools: list[AgentPool] = []
        """Of the center, when there are any."""

    def noticed(self, service: Service, type_: int) -> Service:
        """Return what serves a type: ``service``, or one before it that tells of whom agents take."""
        pools = self._tables.staff.pools
        serving = {
            pools[pool].group for pool, mine in enumerate(self._tables.eligibility.lanes) if self._serves(mine, type_)
        }
        if self.answers[type_] is None and not serving & self.read.staff:
            return service
        by_replies = self._tables.channels.is_by_replies(type_)
        return Noticing(
            service, self._agenda, self._book, self.joins[type_], self.answers[type_], self._staff, by_replies
        )

    def first_replies(self, type_: int) -> FirstReplies | None:
        """Return who has to know of first replies to conversations of a type; None where nobody has."""
        answers = self.answers[type_]
        if answers is None or not self._tables.channels.is_by_replies(type_):
            return None
        return NoticesReplies(self._agenda, self._book, answers)

    def _serves(self, tiers: object, type_: int) -> bool:
        queues = self._tables.eligibility.queues
        return any(queues[lane.queue].type == type_ for tier in tiers for lane in tier)  # type: ignore[attr-defined]

    def meets(self, pools: list[AgentPool]) -> None:
        """Take note of the pools of the center."""
        self.pools = pools
        for pool in pools:
            if pool.group in self.read.staff:
                assert isinstance(pool, WatchedPool)
                self._staff[pool.number] = pool.staff

    def plan(self) -> None:
        """Plan what begins anew at openings, and where headcount changes."""
        stretches = self._tables.staff.stretches
        anew, look = self._agenda.enroll(_BeginsAnew(self)), self._agenda.enroll(_StaffChanges(self))
        for stretch in stretches[1:]:
            self._agenda.plan(stretch.from_s, STAFF_STARTS, _AFTER_REOPENING, anew)
        times_s = {time_s for stretch in stretches for changes in stretch.changes for time_s, _ in changes}
        for time_s in sorted(times_s | {stretch.from_s for stretch in stretches[1:]}):
            self._agenda.plan(time_s, STAFF_STARTS, _AFTER_CHANGES, look)

    def hear_endings(self, flows: list[Flow]) -> None:
        """Listen to how contacts end whose service level is read; call it when all others listen."""
        for flow in flows:
            answers = self.answers[flow.type]
            if answers is not None and answers.windows:
                flow.endings = NoticesEnds(flow.endings, self._book, answers)

    def begin_anew(self) -> None:
        """Forget what was answered before the opening."""
        for answers in self.answers:
            if answers is not None:
                answers.begin_anew()

    def tell_of_staff(self) -> None:
        """Tell whoever reads what agents do that it may be otherwise."""
        for staff in self._staff:
            if staff is not None:
                staff.tell()

    def listen_to_staff(self, number: int, listener: Listener) -> None:
        """Tell ``listener`` when it may be otherwise what agents of a pool do, of which something is read."""
        staff = self._staff[number]
        assert staff is not None, "who reads is asked before"
        staff.listen(listener)

    def reading(self, terms: ConditionTerms, listener: Listener) -> Reading:
        """Return what can be asked of ``terms``; ``listener`` is told when anything they read may have changed."""
        until_s = self._tables.staff.stretches[-1].to_s
        waits_s: set[float] = set()
        check = self._check_of(terms, listener, waits_s)
        return Reading(check, sorted(waits_s), until_s)

    def _check_of(self, terms: ConditionTerms | MeasureTerms, listener: Listener, waits_s: set[float]) -> Holding:
        if isinstance(terms, MeasureTerms):
            return self._measure(terms, listener, waits_s)
        parts = [self._check_of(part, listener, waits_s) for part in terms.parts]
        if terms.way == "not":
            return Opposite(parts[0])
        if len(parts) == 1:
            return parts[0]
        return AnyHolds(parts) if terms.way == "any" else AllHold(parts)

    def _measure(self, terms: MeasureTerms, listener: Listener, waits_s: set[float]) -> Holding:
        least, most = terms.least, terms.most
        if terms.measure == "hour":
            return WithinHours(least, most)
        if terms.measure == "waited":
            waits_s |= {least} if least > 0.0 else set()
            waits_s |= {most + _STEP_S} if most < inf else set()
            return HasWaited(least, most)
        if terms.measure in ("waiting", "oldest_wait"):
            joins = [self._joins_of(number, listener) for number in terms.types]
            if terms.measure == "oldest_wait":
                for one in joins:
                    one.is_ordered = True
            return (HowManyWait if terms.measure == "waiting" else LongestWait)(least, most, joins)
        if terms.measure == "expected_wait":
            return WaitToExpect(least, most, self.predicted(terms, listener))
        if terms.measure == "service_level":
            return ShareInTime(least, most, self._window(terms, listener))
        return self._of_staff(terms, listener)

    def _of_staff(self, terms: MeasureTerms, listener: Listener) -> Holding:
        least, most, pools = terms.least, terms.most, self._pools_of(terms, listener)
        if terms.measure == "logged_in":
            return HowManyOnDuty(least, most, pools)
        if terms.measure == "busy_share":
            return ShareInUse(least, most, pools)
        slots = None
        if terms.measure == "with_room":
            slots = self._tables.channels.slots[self._tables.channels.of_type[terms.types[0]]]
        # What is exclusive needs an empty hand.
        return (
            HowManyFree(least, most, pools)
            if slots is None
            else (HowManyHaveRoom(least, most, pools, slots.channel, slots.weight))
        )

    def predicted(self, terms: MeasureTerms, listener: Listener | None) -> Predicted:
        """Return what predicts the wait of a type."""
        (type_,) = terms.types
        if terms.by == "head":
            ordered = self._joins_of(type_, listener)
            ordered.is_ordered = True
            return WaitOfHead(ordered)
        if terms.by == "queue":
            return WaitOfQueue(
                self._joins_of(type_, listener), self._pools_of(terms, listener), self.read.handle_s[type_]
            )
        answers = self._answers_of(type_, listener)
        if terms.by == "mean_of_last":
            return MeanWait(answers.mean_of_last(terms.last))
        return AverageWait(answers) if terms.by == "average" else LastWait(answers)

    def announcing(self, type_: int) -> Announcing | None:
        """Return what is announced to contacts of a type; None where nothing is."""
        terms = self.read.announcements[type_]
        return None if terms is None else Announcing(terms, self.predicted(terms.predictor, None), self._book)

    def joins_of(self, type_: int) -> Joins:
        """Return who waits of a type that is read."""
        joins = self.joins[type_]
        assert joins is not None
        return joins

    def _joins_of(self, type_: int, listener: Listener | None) -> Joins:
        joins = self.joins_of(type_)
        if listener is not None:
            joins.listen(listener)
        return joins

    def _answers_of(self, type_: int, listener: Listener | None) -> AnsweredAfter:
        answers = self.answers[type_]
        assert answers is not None
        if listener is not None:
            answers.listen(listener)
        return answers

    def _pools_of(self, terms: MeasureTerms, listener: Listener | None) -> list[AgentPool]:
        pools = in_groups(terms.groups, self.pools)
        for pool in pools:
            staff = self._staff[pool.number]
            if staff is not None and listener is not None:
                staff.listen(listener)
        return pools

    def _window(self, terms: MeasureTerms, listener: Listener) -> Window:
        answers = [self._answers_of(number, listener) for number in terms.types]
        for window in self._windows:
            if window.types == terms.types and window.over_s == terms.over_s:
                return window
        window = Window(terms.types, terms.over_s)
        self._windows.append(window)
        for one in answers:
            one.windows.append(window)
        return window


class _BeginsAnew(Moment):
    """An opening but the first, after agents have come."""

    __slots__ = ("_signals",)

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._signals.begin_anew()


class _StaffChanges(Moment):
    """The headcount has changed at this instant."""

    __slots__ = ("_signals",)

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._signals.tell_of_staff()
