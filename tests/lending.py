"""The naive engine for people who work elsewhere than the plan says: moved, called in, or staying longer.

It adds to `overflowing.py` orders with an errand: whoever leaves by one goes to another group, or comes back. Who may
come and what is to end stand in lists, in the order in which it was planned, and are looked through at every instant.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, inf
from typing import ClassVar

from hours_changed import ChangedHours, groups_meant
from hours_read import Calendar, of_day
from overflowing import Overflowing
from reference import Order, Person, grid

from simulator.scenario.nouns import Intervention
from simulator.scenario.nouns.intervention_rules import CalledIn, MovedPeople

TOLD, ON_THE_WAY, THERE, TOLD_TO_COME_BACK = range(4)


@dataclass(eq=False)
class Loan:
    """One agent whom a group gives to another, from being told to being back."""

    said: MovedPeople
    stage: int = TOLD
    order: "Errand | None" = None
    """By which somebody is to leave, there or here."""
    seat: Person | None = None
    left_s: float = 0.0


@dataclass(eq=False)
class Errand(Order):
    """An order by which one goes to another group, or comes back; without a loan they go home."""

    loan: Loan | None = None


@dataclass
class ToCome:
    """Who comes at an instant: somebody on the way, some who are called in, or one who is back in a group."""

    time_s: float
    loan: Loan | None = None
    called: CalledIn | None = None
    back_in: str | None = None


@dataclass
class ToEnd:
    """What is over at an instant: a loan, or so many in a group who were called in."""

    time_s: float
    loan: Loan | None = None
    group: str = ""
    people: int = 0


@dataclass
class PlannedFall:
    time_s: float
    group: str
    people: int


@dataclass
class Lending(Overflowing):
    a_calendar: ClassVar[type[Calendar]] = ChangedHours

    lent: list[Loan] = field(default_factory=list)
    """In the order in which they were told."""
    to_come: list[ToCome] = field(default_factory=list)
    to_end: list[ToEnd] = field(default_factory=list)
    falls: list[PlannedFall] = field(default_factory=list)
    """Which falls of the plan are still to come before the center closes."""
    off_phone: list[tuple[int, float, float]] = field(default_factory=list)
    """Agent, from, to."""
    has_staffed_s: float = -inf
    """At which instant those who come have come, so that whoever is ready at once comes at once."""

    # Roster

    def roster(self, name: str) -> int:
        """Return how many numbers a group has: for its plan, and behind them for whoever may come beside it."""
        groups, days = self.scenario.agent_groups, self.calendar.days
        own = {
            group: max(
                people for day in days for people in of_day(noun.agents_on, day.names, noun.agents or {0.0: 0}).values()
            )
            for group, noun in groups.items()
        }
        rules = self.scenario.interventions.values()
        most = {group: people + self.brought(group, own) for group, people in own.items()}
        found = super().roster(name) + self.brought(name, own)
        for rule in rules:
            if rule.move_people is not None and rule.move_people.to == name:
                others = sum(people for group, people in most.items() if group != name)
                said = rule.move_people
                found += min(said.number * self.times(rule, said.ready_s + (said.for_s or 0)), others)
        return found

    def brought(self, name: str, own: dict[str, int]) -> int:
        """Return how many may be in a group who are called in, or who stay longer."""
        found = 0
        for rule in self.scenario.interventions.values():
            if rule.call_in is not None and rule.call_in.to == name:
                said = rule.call_in
                found += said.number * self.times(rule, said.ready_s + (said.for_s or 0))
            if rule.extend is not None and name in groups_meant(rule.extend.of, self.scenario):
                found += own[name] * self.times(rule, rule.extend.by_s * self.times_a_day(rule))
        return found

    def times(self, rule: Intervention, lasts_s: float) -> int:
        """Return how often a rule may have been carried out whose effect lasts for so long."""
        days = self.calendar.days
        touching = [one for one, then in pairwise(days) if one.closes_s == then.opens_s]
        return self.times_a_day(rule) * (1 + min(len(touching), ceil(lasts_s / 86400)))

    def times_a_day(self, rule: Intervention) -> int:
        """Return how often a rule may be carried out on the longest day."""
        longest = max(day.closes_s - day.opens_s for day in self.calendar.days)
        return 1 if rule.again_s is None else 1 + floor(longest / grid(rule.again_s))

    def off_duty(self, name: str) -> list[Person]:
        taken = [loan.seat for loan in self.lent if loan.stage == ON_THE_WAY]
        return [person for person in super().off_duty(name) if person not in taken]

    # Verbs

    def move_people(self, said: MovedPeople) -> int:
        """Tell some to go elsewhere; return how many."""
        if self.now + grid(said.ready_s) >= self.closing():
            return 0
        people = max(0, min(said.number, self.logged_in({said.from_}) - said.leave))
        for _ in range(people):
            loan = Loan(said)
            self.lent.append(loan)
            self.tell_to_leave(loan, said.from_)
        return people

    def call_in(self, said: CalledIn) -> int:
        if self.now + grid(said.ready_s) >= self.closing():
            return 0
        self.to_come.append(ToCome(self.now + grid(said.ready_s), called=said))
        return said.number

    def stay_longer(self, group: str, by_s: float) -> bool:
        """Put off the next fall of a group's headcount; return whether there is one."""
        ends = min((day.opens_s for day in self.calendar.days if day.opens_s > self.now), default=inf)
        times = [fall.time_s for fall in self.falls if fall.group == group and self.now < fall.time_s < ends]
        for fall in self.falls:
            if times and fall.group == group and fall.time_s == min(times):
                fall.time_s += by_s
        # Beyond the closing there is none.
        self.falls = [fall for fall in self.falls if fall.time_s < self.closing()]
        return bool(times)

    # Who leaves

    def tell_to_leave(self, loan: Loan, group: str) -> None:
        loan.order = Errand(self.now, loan)
        # Nobody waits for a contact before going elsewhere.
        self.one_fewer(group, loan.order, [])

    def closed_ones_for(self, person: Person) -> list[int]:
        return [] if self.errand_of(person) else super().closed_ones_for(person)

    def errand_of(self, person: Person) -> Loan | None:
        return person.told.loan if isinstance(person.told, Errand) else None

    def leave(self, person: Person, overtime_since: float) -> None:
        loan = self.errand_of(person)
        super().leave(person, overtime_since if loan is None else self.now)
        # At the closing nobody goes anywhere but home.
        if loan is not None and self.now not in self.closings():
            self.carry_out_loan(loan)

    def fall(self, name: str, late: list[Person]) -> None:
        """Let one of a group leave; where there is nobody, one of those whom it gave to others, the latest first."""
        mine = [loan for loan in self.lent if loan.said.from_ == name]
        if self.logged_in({name}) > 0:
            super().fall(name, late)
        elif mine:
            self.take_home(mine[-1])

    def take_home(self, loan: Loan) -> None:
        self.lent.remove(loan)
        if loan.stage == ON_THE_WAY:
            self.is_gone(loan)
        elif loan.stage == THERE:
            self.change_headcount(loan.said.to, -1)
        else:
            loan.order.loan, loan.order.since = None, self.now

    def is_gone(self, loan: Loan) -> None:
        """End the stay of who is on the way."""
        self.to_come = [one for one in self.to_come if one.loan is not loan]
        if loan.left_s < self.now:
            self.stays.append((loan.seat.number, loan.left_s, self.now, self.now))
            self.off_phone.append((loan.seat.number, loan.left_s, self.now))

    def carry_out_loan(self, loan: Loan) -> None:
        """Let somebody go where a loan leads, or come back from there."""
        if loan.stage == TOLD_TO_COME_BACK:
            self.lent.remove(loan)
            self.to_come.append(ToCome(self.now, back_in=loan.said.from_))
            return
        seats = self.off_duty(loan.said.to)
        if not seats:
            # They stay where they were.
            self.lent.remove(loan)
            self.to_come.append(ToCome(self.now, back_in=loan.said.from_))
            return
        loan.stage, loan.seat, loan.left_s = ON_THE_WAY, seats[0], self.now
        ready_s = self.now + grid(loan.said.ready_s)
        if ready_s < self.closing():
            self.to_come.append(ToCome(ready_s, loan=loan))

    def one_more(self, name: str) -> Order | None:
        """Let one more be there; whoever would have come by an order that is taken back comes all the same."""
        if not self.surplus[name] and not self.off_duty(name) and not any(p.group == name for p in self.marked):
            return None
        order = super().one_more(name)
        if isinstance(order, Errand) and order.loan is not None:
            self.carry_out_loan(order.loan)
        return order

    # The order of an instant

    def next_times(self) -> list[float]:
        times = [one.time_s for one in [*self.to_come, *self.to_end, *self.falls]]
        return super().next_times() + [time_s for time_s in times if time_s > self.now]

    def fewer(self, changes: dict[str, int]) -> None:
        """Let headcounts fall as is left of the plan, and then whoever was there for a while leave."""
        groups = list(self.surplus)
        due = [fall for fall in self.falls if fall.time_s == self.now]
        self.falls = [fall for fall in self.falls if fall.time_s > self.now]
        for fall in sorted(due, key=lambda fall: groups.index(fall.group)):
            self.change_headcount(fall.group, -fall.people)
        over = [one for one in self.to_end if one.time_s == self.now]
        self.to_end = [one for one in self.to_end if one.time_s > self.now]
        for one in over:
            if one.loan is None:
                self.change_headcount(one.group, -one.people)
            elif one.loan in self.lent:
                self.tell_to_come_back(one.loan)

    def tell_to_come_back(self, loan: Loan) -> None:
        if self.logged_in({loan.said.to}) <= 0:
            # Whoever stays after all may still be taken home.
            return
        loan.stage = TOLD_TO_COME_BACK
        self.tell_to_leave(loan, loan.said.to)

    def more(self, changes: dict[str, int]) -> None:
        super().more(changes)
        self.has_staffed_s = self.now
        self.people_come()

    def ends(self) -> None:
        super().ends()
        if self.has_staffed_s == self.now:
            self.people_come()

    def dispatch(self) -> None:
        self.people_come()
        super().dispatch()
        while any(one.time_s == self.now for one in self.to_come):
            self.people_come()
            super().dispatch()

    def people_come(self) -> None:
        """Let those come who are due, in the order in which that was planned."""
        while due := [one for one in self.to_come if one.time_s == self.now]:
            self.to_come.remove(due[0])
            self.comes(due[0])

    def comes(self, one: ToCome) -> None:
        if one.back_in is not None:
            self.one_more(one.back_in)
        elif one.loan is not None:
            self.arrives(one.loan)
        else:
            there = self.off_duty(one.called.to)[: one.called.number]
            for person in there:
                self.begins_anew(person, self.now)
            self.plan_the_end(ToEnd(self.until(one.called.for_s), group=one.called.to, people=len(there)))

    def arrives(self, loan: Loan) -> None:
        loan.stage = THERE
        self.begins_anew(loan.seat, loan.left_s)
        if loan.left_s < self.now:
            self.off_phone.append((loan.seat.number, loan.left_s, self.now))
        self.plan_the_end(ToEnd(self.until(loan.said.for_s), loan))

    def begins_anew(self, person: Person, since_s: float) -> None:
        """Let somebody be there from now on, idle as if they had never had a contact; paid since before."""
        person.first_came = person.last_end = None
        person.come(self.now)
        person.came = since_s

    def until(self, for_s: float | None) -> float:
        """Return until when somebody stays: as was said, or until the next day begins."""
        later = [day.opens_s for day in self.calendar.days if day.opens_s > self.now]
        return min(later, default=inf) if for_s is None else self.now + grid(for_s)

    def plan_the_end(self, end: ToEnd) -> None:
        if end.time_s < self.closing():
            self.to_end.append(end)

    def closing(self) -> float:
        """Return when the center closes that is open now."""
        return self.calendar.closing_after(self.now)

    def open(self) -> None:
        super().open()
        for name in self.surplus:
            steps = [step for step in self.calendar.agents(name) if self.now <= step[0] < self.closing()]
            for (_, before), (time_s, people) in pairwise(steps):
                if people < before:
                    self.falls.append(PlannedFall(time_s, name, before - people))

    def close(self) -> None:
        """Let the center close: whoever is on the way is gone, and whoever has an errand goes home."""
        for loan in self.lent:
            if loan.stage == ON_THE_WAY:
                self.is_gone(loan)
            elif loan.stage != THERE:
                loan.order.loan, loan.order.since = None, self.now
        for listed in (self.lent, self.to_come, self.to_end, self.falls):
            listed.clear()
        super().close()
