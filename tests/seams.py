"""A run that can be touched before it goes on: doubles for what will listen to endings and pass contacts on."""

from typing import NamedTuple

from simulator.demand.workload import Workload
from simulator.engine.agenda import ARRIVAL, TIMER, Moment
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.floor import Agent
from simulator.engine.flows import Endings, Passing, Talk
from simulator.engine.headcount import Headcount
from simulator.engine.record import Rule
from simulator.engine.simulate import log_of
from simulator.engine.tables import Tables
from simulator.log import RunLog


class Running:
    """A center at its first opening, with whom a day brings."""

    def __init__(self, tables: Tables, workload: Workload) -> None:
        self.tables = tables
        self.clock = Clock(tables.staff.stretches[0].from_s)
        self.book = Book(workload, tables.eligibility.of_segment)
        self.center = Center(tables, self.book, self.clock.agenda, None)
        Headcount(tables, self.center).open()

    def log(self) -> RunLog:
        """Run the day and return its log."""
        stopped_s = self.clock.run_day(self.book.arrivals_s(), self.center, self.tables.stop_s)
        self.center.cut_waits(self.tables.staff.stretches[-1].to_s)
        return log_of(self.tables, self.book, self.center, stopped_s)


class Part(NamedTuple):
    """One of a contact's talks: after ``talk_s`` it is passed on, with so much talk left, and so much patience."""

    talk_s: float
    left_s: float
    patience_s: float = float("inf")
    place_s: float | None = None
    """Another place in line than before."""
    pool: int | None = None
    """The only pool that may take it from then on."""
    hold_s: float = 0.0
    """So long the agent stays beside the customer, whatever happens."""


class Passes(Passing):
    """Passes contacts on as it is told, and writes down how contacts end."""

    def __init__(self, running: Running, parts: dict[int, list[Part]]) -> None:
        self._running, self._parts = running, parts
        self.endings: list[tuple[int, int, float]] = []
        agenda = running.clock.agenda
        self._arrival, self._held = agenda.enroll(_GoesOn(self)), agenda.enroll(_LetGo(self))
        self.holding: list[tuple[int, Agent]] = []
        self.told = _Endings(self)
        """What is to be attached where only endings are listened to."""
        for flow in running.center.flows:
            flow.attach(self.told, self)

    def answers(self, row: int, agent: Agent) -> Talk:
        """Return how much the agent talks, and whether the contact is passed on then."""
        parts, book = self._parts.get(row), self._running.book
        flow = self._running.center.flows[book.queue[row]]
        talk_s = parts[0].talk_s if parts else book.talk_s[row]
        return Talk(0.0, flow.talk_lasts_s(talk_s, agent) if flow.factors else talk_s, bool(parts))

    def briefed(self, row: int, agent: Agent) -> None:
        """Nobody is briefed here."""

    def holds(self, row: int) -> bool:
        """Nobody is asked whether an agent stays."""
        return False

    def gone(self, row: int, how: int) -> None:
        """Agents stay as long as they are told."""

    def pass_on(self, row: int, agent: Agent, now_s: float) -> bool:
        """Let the contact look for an agent once more, within this instant."""
        part, book, agenda = self._parts[row].pop(0), self._running.book, self._running.clock.agenda
        book.talk_s[row], book.patience_s[row] = part.left_s, part.patience_s
        if part.place_s is not None:
            book.place_s[row] = part.place_s
        if part.pool is not None:
            terms = self._running.tables.eligibility.queues[book.queue[row]]
            book.queue[row] = self._running.tables.eligibility.queue_to(terms.type, book.segment_of(row), part.pool)
        agenda.plan(now_s, ARRIVAL, row, self._arrival)
        if part.hold_s:
            self.holding.append((row, agent))
            agenda.plan(now_s + part.hold_s, TIMER, len(self.holding) - 1, self._held)
        return not part.hold_s

    def goes_on(self, row: int) -> None:
        """Let the contact, passed on at this instant, look for an agent or wait."""
        center = self._running.center
        flow = center.flows[self._running.book.queue[row]]
        if not center.find_agent(row, flow, Rule.FREE_AGENT):
            center.join_queue(row, flow)

    def let_go(self, number: int) -> None:
        """Let the agent go who stayed."""
        row, agent = self.holding[number]
        self._running.center.flows[self._running.book.queue[row]].service.let_go(row, agent)


class _Endings(Endings):
    def __init__(self, passes: Passes) -> None:
        self._passes = passes

    def ended(self, row: int, how: int, now_s: float, pool: int) -> None:
        """Write an ending down."""
        self._passes.endings.append((row, how, now_s))


class _GoesOn(Moment):
    def __init__(self, passes: Passes) -> None:
        self._passes = passes

    def happen(self, row: int) -> None:
        """Let the contact, passed on at this instant, go on."""
        self._passes.goes_on(row)


class _LetGo(Moment):
    def __init__(self, passes: Passes) -> None:
        self._passes = passes

    def happen(self, number: int) -> None:
        """Let the agent go who stayed as number so many."""
        self._passes.let_go(number)
