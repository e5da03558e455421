"""Lending: people who are moved to another group, or called in, in a run.

Groups count heads, so whoever is moved is one fewer in the group he leaves and one more in the other, where he has a
seat: a number of its roster beyond those of the plan. Whoever has to go is told as when headcount falls, with an errand
(`lending_pool.py`); nobody comes within another event, but by one of his own.
"""

from bisect import bisect_right
from collections.abc import Callable
from math import inf

from simulator.engine.agenda import CLOSING, STAFF_ENDS, STAFF_STARTS, Moment
from simulator.engine.center import Center
from simulator.engine.floor import Agent
from simulator.engine.headcount import Headcount
from simulator.engine.lending_pool import Lender, LendingPool
from simulator.engine.tables import Tables
from simulator.engine.tables.interventions import InterventionTerms
from simulator.log import NOBODY, SpanKind

_AFTER_HEADCOUNT = 1 << 20
"""The entity of the first who comes or goes at an instant; headcounts have changed before."""
ORDERED, ON_THE_WAY, THERE, RETURNING, OVER = range(5)


class Loan:
    """Somebody who is moved."""

    __slots__ = ("left_s", "number", "seat", "state", "terms")

    def __init__(self, number: int, terms: InterventionTerms) -> None:
        self.number, self.terms = number, terms
        self.state = ORDERED
        self.left_s = 0.0
        self.seat: Agent | None = None
        """In the other group, while on the way there."""


class Lending(Lender):
    """Of one run."""

    __slots__ = ("_center", "_closes_s", "_days_s", "_headcount", "_later", "_lent", "_loans", "_pools", "_run")

    def __init__(self, tables: Tables, center: Center, headcount: Headcount) -> None:
        self._days_s = tables.staff.days_s
        self._center, self._headcount = center, headcount
        headcount.lending = self
        self._pools: list[LendingPool] = center.pools  # type: ignore[assignment]
        self._loans: list[Loan] = []
        self._lent: list[list[Loan]] = [[] for _ in center.pools]
        """By pool that people have left, or are to leave: the latest last."""
        self._later: list[Callable[[], None]] = []
        """What happens when people come or go, by number."""
        self._run = center.agenda.enroll(_Later(self))
        self._closes_s = inf
        for pool in center.pools:
            if isinstance(pool, LendingPool):
                pool.lender = self

    def plan(self, tables: Tables) -> None:
        """Plan the closings."""
        agenda = self._center.agenda
        gone = agenda.enroll(_Gone(self))
        for stretch in tables.staff.stretches:
            agenda.plan(stretch.to_s, CLOSING, _AFTER_HEADCOUNT, gone)

    def opens(self, closes_s: float) -> None:
        """A day has begun; the center closes at an instant."""
        self._closes_s = closes_s

    def _until_s(self, terms: InterventionTerms) -> float:
        """Return until when those stay who come now: without an end of their own, until the next day begins."""
        now_s, days_s = self._center.agenda.now_s, self._days_s
        if terms.for_s < inf:
            return now_s + terms.for_s
        place = bisect_right(days_s, now_s)
        return days_s[place] if place < len(days_s) else inf

    # Moving

    def move(self, terms: InterventionTerms) -> int:
        """Tell people to go to another group; return how many."""
        pool = self._pools[terms.from_pool]
        if self._center.agenda.now_s + terms.ready_s >= self._closes_s:
            return 0
        people = min(terms.people, pool.staying() - terms.leave)
        for _ in range(people):
            loan = Loan(len(self._loans), terms)
            self._loans.append(loan)
            self._lent[terms.from_pool].append(loan)
            self._send(pool, 2 * loan.number)
        return max(people, 0)

    def _send(self, pool: LendingPool, errand: int) -> None:
        pool.errand = errand
        self._headcount.fall(pool, 1, self._center.agenda.now_s)
        pool.errand = NOBODY

    def left(self, errand: int) -> None:
        """Somebody has left on an errand: to the other group, or (odd) back from there."""
        now_s = self._center.agenda.now_s
        loan = self._loans[errand // 2]
        terms = loan.terms
        if errand % 2:
            self._over(loan)
            self._plan(now_s, STAFF_STARTS, lambda: self._headcount.rise(self._pools[terms.from_pool], 1, now_s))
            return
        loan.seat = self._pools[terms.to_pool].reserve()
        if loan.seat is None:
            # With so many already there, nobody can come: they stay where they were.
            self._over(loan)
            self._plan(now_s, STAFF_STARTS, lambda: self._headcount.rise(self._pools[terms.from_pool], 1, now_s))
            return
        loan.state, loan.left_s = ON_THE_WAY, now_s
        self._plan(now_s + terms.ready_s, STAFF_STARTS, lambda: self._arrives(loan))

    def _arrives(self, loan: Loan) -> None:
        if loan.state != ON_THE_WAY:
            return
        seat, terms, now_s = loan.seat, loan.terms, self._center.agenda.now_s
        assert seat is not None, "whoever is on the way has a seat"
        self._pools[terms.to_pool].come(seat, loan.left_s, now_s)
        self._note_the_way(seat, loan.left_s, now_s)
        self._center.duty.freed.append(seat)
        loan.state, loan.seat = THERE, None
        self._plan(self._until_s(terms), STAFF_ENDS, lambda: self._returns(loan))

    def _returns(self, loan: Loan) -> None:
        if loan.state != THERE:
            return
        pool = self._pools[loan.terms.to_pool]
        if pool.staying() <= 0:
            # All are about to leave. Who may stay after all can still be taken home by a fall of the other group.
            return
        loan.state = RETURNING
        self._send(pool, 2 * loan.number + 1)

    def take_home(self, number: int, people: int) -> None:
        """Let so many more leave pool ``number`` than are there: of those it has lent, the latest first."""
        now_s, lent = self._center.agenda.now_s, self._lent[number]
        for _ in range(people):
            if not lent:
                return
            loan = lent[-1]
            to_pool, state = self._pools[loan.terms.to_pool], loan.state
            if state == ON_THE_WAY:
                self._is_gone(loan, now_s)
            self._over(loan)
            if state == ORDERED:
                self._pools[number].go_home_instead(2 * loan.number, now_s)
            elif state == RETURNING:
                to_pool.go_home_instead(2 * loan.number + 1, now_s)
            elif state == THERE:
                self._headcount.fall(to_pool, 1, now_s)

    def seats_left(self, number: int) -> int:
        """Return how many may still come into pool ``number``."""
        pool = self._center.pools[number]
        return pool.seats_left() if isinstance(pool, LendingPool) else len(pool.members)

    def _over(self, loan: Loan) -> None:
        loan.state = OVER
        self._lent[loan.terms.from_pool].remove(loan)

    def _is_gone(self, loan: Loan, now_s: float) -> None:
        """Let whoever is on the way go home."""
        seat = loan.seat
        assert seat is not None, "whoever is on the way has a seat"
        pool = self._pools[loan.terms.to_pool]
        if loan.left_s < now_s:
            pool.stays.append((seat.id, loan.left_s, now_s, inf))
        self._note_the_way(seat, loan.left_s, now_s)
        pool.release(seat)

    def _note_the_way(self, seat: Agent, from_s: float, to_s: float) -> None:
        if from_s < to_s:
            self._center.book.span(NOBODY, SpanKind.OFF_PHONE, seat.id, from_s, to_s)

    def all_gone(self) -> None:
        """The center has closed: whoever is on the way goes home, and nobody goes back."""
        now_s = self._center.agenda.now_s
        for lent in self._lent:
            for loan in list(lent):
                if loan.state == ON_THE_WAY:
                    self._is_gone(loan, now_s)
                self._over(loan)

    # Calling in

    def call_in(self, terms: InterventionTerms) -> int:
        """Let people come; return how many."""
        comes_s = self._center.agenda.now_s + terms.ready_s
        self._plan(comes_s, STAFF_STARTS, lambda: self._come(terms))
        return terms.people if comes_s < self._closes_s else 0

    def _come(self, terms: InterventionTerms) -> None:
        pool, now_s = self._pools[terms.to_pool], self._center.agenda.now_s
        came = 0
        for _ in range(terms.people):
            seat = pool.reserve()
            if seat is not None:
                pool.come(seat, now_s, now_s)
                self._center.duty.freed.append(seat)
                came += 1
        until_s = self._until_s(terms)
        self._plan(until_s, STAFF_ENDS, lambda: self._headcount.fall(pool, came, until_s))

    # What happens later

    def _plan(self, time_s: float, order: int, what: Callable[[], None]) -> None:
        """Let something happen at an instant, unless the center has closed by then."""
        if time_s < self._closes_s:
            number = len(self._later)
            self._later.append(what)
            self._center.agenda.plan(time_s, order, _AFTER_HEADCOUNT + number, self._run)

    def happens(self, number: int) -> None:
        """Let what was planned under a number happen."""
        self._later[number]()
        assert self._center.signals is not None, "interventions read"
        self._center.signals.tell_of_staff()


class _Later(Moment):
    """People come or go."""

    __slots__ = ("_lending",)

    def __init__(self, lending: Lending) -> None:
        self._lending = lending

    def happen(self, entity: int) -> None:
        """Let it happen."""
        self._lending.happens(entity - _AFTER_HEADCOUNT)


class _Gone(Moment):
    """A closing, after agents were told."""

    __slots__ = ("_lending",)

    def __init__(self, lending: Lending) -> None:
        self._lending = lending

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._lending.all_gone()
