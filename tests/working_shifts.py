"""The naive engine for people who are known one by one: their shifts, breaks, absence, and what keeps them away.

It adds to `intervening.py` who is there by a plan of their own (`shifts_read.py`). Who is on a break is not there, as
whoever is at home; who is to go on one has an order, as whoever is to leave. At every instant everybody is asked what
is due, and worked out is that from the beginning.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import inf

from coming_again import Visit
from intervening import Intervening
from orders_of_shifts import Elsewhere, LastOnly, NothingNew, Off, Pause, Worker
from paid_absence_read import unpaid_while_absent
from reference import Contact, Order, Person
from shifts_read import Part, Plan, Somebody, TimeOff


@dataclass
class WorkingShifts(Intervening):
    own: list[tuple[str, int, float, float]] = field(default_factory=list)
    """Kind, agent, from, to of what took people off the phone."""
    last_part: dict[int, Part] = field(default_factory=dict)
    """By seat, where a part has begun."""
    last_agent: dict[tuple[int, int], Person] = field(default_factory=dict)
    """By case and attempt: who answered last."""

    def begin(self) -> None:
        self.plan = Plan(self.scenario, self.calendar, self.workload.seed, self.workload.replication)
        super().begin()
        workers: dict[Somebody, Worker] = {}
        for group, parts in self.plan.parts.items():
            first = next((p.number for p in self.people if p.group == group), 0)
            for part in parts:
                part.seat = first + self.plan.seats[group].index(part.who)
                workers.setdefault(part.who, Worker(part.who)).parts.append(part)
        for worker in workers.values():
            worker.parts.sort(key=lambda part: part.from_s)
        self.workers = sorted(workers.values(), key=lambda worker: worker.parts[0].from_s)
        self.worker_of = {part.seat: worker for worker in self.workers for part in worker.parts}
        self.skills_of = {person.number: self.skills(person) for person in self.people}
        self.absent = [(worker, part) for worker in self.workers for part in worker.parts if part.is_absent]
        for worker, part in self.absent:
            worker.parts.remove(part)

    def run(self) -> list[Contact]:
        book = super().run()
        for worker, part in self.absent:
            seats = {one.seat for one in self.plan_of(worker)}
            # Whoever is still busy when it begins is absent from when they are gone on.
            late = [to_s for seat, from_s, to_s, _ in self.stays if seat in seats and from_s < part.from_s < to_s]
            from_s = max([part.from_s, *late])
            if from_s < part.to_s:
                self.is_absent(part, from_s)
        paid = [(kind, *one) for kind, *one in self.own if kind == "absent"]
        self.stays += [(seat, from_s, to_s, to_s) for _, seat, from_s, to_s in paid]
        return book

    def is_absent(self, part: Part, from_s: float) -> None:
        """Note that somebody is absent from then on: with pay, for all of it but their unpaid breaks."""
        if not part.absence.paid:
            self.own.append(("unpaid_absence", part.seat, from_s, part.to_s))
            return
        for begin_s, end_s in [*unpaid_while_absent(part), (part.to_s, part.to_s)]:
            if from_s < begin_s:
                self.own.append(("absent", part.seat, from_s, begin_s))
            if max(from_s, begin_s) < end_s:
                self.own.append(("unpaid_while_absent", part.seat, max(from_s, begin_s), end_s))
            from_s = max(from_s, end_s)

    def plan_of(self, worker: Worker) -> list[Part]:
        return [part for parts in self.plan.parts.values() for part in parts if part.who == worker.who]

    def roster(self, name: str) -> int:
        return len(self.plan.seats[name]) if name in self.plan.groups else super().roster(name)

    def change_headcount(self, name: str, change: int) -> None:
        if name not in self.plan.groups:
            super().change_headcount(name, change)

    # What somebody can do

    def factors(self, person: Person, row: int) -> tuple[float, float]:
        talk, wrap_up = super().factors(person, row)
        part = self.last_part.get(person.number)
        if part is None:
            return talk, wrap_up
        mine = self.plan.known.times(part.who, part.shift, self.book[row].type, part.day)
        return talk * mine[0], wrap_up * mine[1]

    def share_solved(self, visit: Visit) -> float:
        part = self.last_part.get(self.last_agent[visit.case, visit.attempt].number)
        own = None if part is None else self.plan.known.solved(part.who, visit.type, part.day)
        return super().share_solved(visit) if own is None else own

    def serve(self, row: int, person: Person) -> None:
        self.last_agent[self.book[row].case, self.book[row].attempt] = person
        super().serve(row, person)

    # Skills of their own

    def skills(self, person: Person) -> dict[str, int]:
        """Return what somebody serves, with the priority of each type: their own, or the group's."""
        noun, worker = self.scenario.agent_groups[person.group], self.worker_of.get(person.number)
        of_group = {name: noun.serves[name].priority for name in noun.usual}
        named = worker is not None and worker.who.number < 0
        own = self.scenario.people[worker.who.name].skills if named else None
        if own is None:
            return of_group
        return {name: of_group.get(name, 1) if priority is True else priority for name, priority in own.items()}

    def own_priority(self, person: Person, row: int) -> int:
        return self.skills_of[person.number][self.book[row].type]

    def may(self, person: Person, row: int) -> bool:
        return self.book[row].type in self.skills_of[person.number] and super().may(person, row)

    # Instants

    def next_times(self) -> list[float]:
        times = []
        for worker in self.workers:
            times += [worker.parts[0].from_s] if worker.parts else []
            times += [worker.off.until_s] if worker.off else []
            if worker.part is not None:
                times += [worker.part.to_s, self.nothing_new_from(worker.part)]
            if self.is_on_duty(worker):
                times += [self.away_at(worker), *(time for one in worker.left for time in self.limits(worker, one))]
        return super().next_times() + [time_s for time_s in times if self.now < time_s < inf]

    def staff(self) -> None:
        for worker in self.workers:
            self.what_ends(worker)
        super().staff()
        for worker in self.workers:
            self.what_begins(worker)

    def dispatch(self) -> None:
        self.those_who_left_elsewhere_come()
        super().dispatch()
        while self.those_who_left_elsewhere_come():
            super().dispatch()

    def let_all_end(self) -> None:
        super().let_all_end()
        self.breaks_are_chosen()

    def open(self) -> None:
        for worker in self.workers:
            for seat in self.busy_seats(worker):
                if worker.part is None and seat.told is None:
                    self.give_order(seat, Order(self.closed_since))
        super().open()

    def over_the_opening(self) -> list[Person]:
        return [person for person in super().over_the_opening() if person.number not in self.worker_of]

    def close(self) -> None:
        for worker in self.workers:
            if worker.part is not None:
                self.goes_home(worker)
        super().close()

    def goes_home(self, worker: Worker) -> None:
        """Let the closing end a part: of a break, of taking nothing new, of what was to come."""
        seat = self.seat(worker)
        if worker.off is not None:
            self.end_of_time_off(worker, is_back=False)
        elif worker.elsewhere is not None:
            self.give_order(worker.elsewhere, LastOnly(self.now))
        elif seat.told is not None and seat.is_through():
            self.take_order_back(seat)
            self.leave(seat, self.now)
        elif seat.told is not None:
            self.give_order(seat, LastOnly(self.now))
        worker.part = worker.elsewhere = None

    # Orders

    def seat(self, worker: Worker) -> Person:
        return self.people[worker.part.seat]

    def busy_seats(self, worker: Worker) -> list[Person]:
        return [p for p in self.people if p.here and self.worker_of.get(p.number) is worker]

    def is_on_duty(self, worker: Worker) -> bool:
        return worker.part is not None and worker.elsewhere is None and self.seat(worker).here

    def give_order(self, person: Person, order: Order) -> None:
        self.take_order_back(person)
        person.told = order
        self.marked.append(person)

    def take_order_back(self, person: Person) -> None:
        if person.told is not None:
            person.told = None
            self.marked.remove(person)

    def closed_ones_for(self, person: Person) -> list[int]:
        if isinstance(person.told, Pause | NothingNew | Elsewhere | LastOnly):
            return []
        return super().closed_ones_for(person)

    def leave(self, person: Person, overtime_since: float) -> None:
        """Let somebody leave whose hand is empty; or go on a break, or stay, as they were told."""
        worker = self.worker_of.get(person.number)
        if worker is not None and isinstance(person.told, NothingNew):
            return
        if worker is not None and isinstance(person.told, Pause):
            self.take_order_back(person)
            self.what_is_due(worker)
            return
        super().leave(person, min(overtime_since, self.now))
        if worker is not None and worker.elsewhere is person:
            worker.elsewhere = None

    # Parts

    def what_ends(self, worker: Worker) -> None:
        part = worker.part
        if part is not None and part.to_s == self.now:
            if self.now not in self.closings():
                self.end_of_part(worker)
        elif worker.off is not None and worker.off.until_s == self.now:
            self.end_of_time_off(worker, is_back=True)

    def end_of_part(self, worker: Worker) -> None:
        seat = self.seat(worker)
        if worker.off is not None:
            self.end_of_time_off(worker, is_back=False)
        elif worker.elsewhere is not None:
            self.give_order(worker.elsewhere, LastOnly(self.now))
        elif isinstance(seat.told, NothingNew) and seat.is_through():
            self.take_order_back(seat)
            self.leave(seat, self.now)
        elif not seat.is_through():
            self.give_order(seat, LastOnly(self.now) if self.takes_nothing_new(worker) else Order(self.now))
        elif self.closed_ones_for(seat):
            self.give_order(seat, Order(self.now))
            seat.freed = self.now
        else:
            self.leave(seat, self.now)
        worker.part = worker.elsewhere = None

    def what_begins(self, worker: Worker) -> None:
        if any(one is worker and part.from_s == self.now for one, part in self.absent):
            self.leave_before_a_part(worker)
        if worker.parts and worker.parts[0].from_s == self.now:
            self.begin_part(worker, worker.parts.pop(0))
        self.comes_from_elsewhere(worker)
        if self.is_on_duty(worker):
            self.what_is_due(worker)

    def begin_part(self, worker: Worker, part: Part) -> None:
        self.leave_before_a_part(worker)
        busy = self.busy_seats(worker)
        worker.part, worker.left, worker.had = part, list(part.time_off), Counter()
        worker.rested_s = worker.on_duty_since_s = self.now
        worker.on_duty_s, worker.times_away, worker.to_be_there_s = 0.0, 0, 0.0
        seat = self.seat(worker)
        self.last_part[seat.number] = part
        if busy:
            self.stays.append((busy[0].number, busy[0].came, self.now, self.since(busy[0])))
            self.take_order_back(busy[0])
            busy[0].came = self.now
            if busy[0] is seat:
                seat.freed = self.now
            else:
                worker.elsewhere = busy[0]
                self.give_order(busy[0], Elsewhere(inf))
            return
        late_s = self.late_s(part)
        if late_s > 0:
            seat.came = self.now
            worker.off = Off("away", self.now, self.now + late_s, self.now + late_s)
        else:
            self.comes_on_duty(worker)

    def late_s(self, part: Part) -> float:
        late = part.adherence.late if part.adherence is not None else None
        return min(part.chance.late_s(late, part.number), part.to_s - part.from_s)

    def leave_before_a_part(self, worker: Worker) -> None:
        """Let somebody go who is through just now, or about to look for who waits at a closed type."""
        for idle in [seat for seat in self.busy_seats(worker) if seat.is_through()]:
            self.leave(idle, self.since(idle))

    def since(self, seat: Person) -> float:
        """Return since when somebody works overtime who is beyond the last part."""
        return self.closed_since if seat.told is None else seat.told.since

    def comes_on_duty(self, worker: Worker) -> None:
        self.seat(worker).come(self.now)
        worker.rested_s = worker.on_duty_since_s = self.now

    def comes_from_elsewhere(self, worker: Worker) -> bool:
        """Let somebody come who was busy in another group; return whether they do."""
        if worker.part is None or worker.off or worker.elsewhere or self.seat(worker).here:
            return False
        if self.now >= worker.part.to_s:
            return False
        self.comes_on_duty(worker)
        return True

    def those_who_left_elsewhere_come(self) -> bool:
        come = [worker for worker in self.workers if self.comes_from_elsewhere(worker)]
        for worker in come:
            self.what_is_due(worker)
        return bool(come)

    def nothing_new_from(self, part: Part) -> float:
        return max(part.from_s, part.to_s - part.no_new_s) if part.no_new_s else inf

    def takes_nothing_new(self, worker: Worker) -> bool:
        return self.now >= self.nothing_new_from(worker.part)

    # Time off

    def limits(self, worker: Worker, one: TimeOff) -> tuple[float, float]:
        """Return when a time off may begin, and when it must."""
        rested_s, part = worker.rested_s, worker.part
        least_s, most_s = rested_s + part.least_s, rested_s + part.most_s
        if one.form == "fixed":
            return one.wish_s, one.wish_s
        if one.form == "every":
            earliest_s = max(rested_s + one.noun.every_s, least_s)
            return earliest_s, max(earliest_s, min(earliest_s + one.noun.within_s, most_s))
        if one.form == "window":
            earliest_s = max(one.earliest_s, min(least_s, one.latest_s))
            return earliest_s, max(earliest_s, min(one.latest_s, most_s))
        wish_s = max(min(one.wish_s, most_s), least_s)
        time_s = min(max(wish_s, one.earliest_s), one.latest_s)
        return time_s, time_s

    def away_at(self, worker: Worker) -> float:
        """Return when somebody on duty goes away for a moment, if they stay on duty until then."""
        part = worker.part
        if part.rate is None:
            return inf
        present_s = part.chance.away(part.rate, part.number).present_s(worker.times_away)
        return (
            inf if present_s is None else worker.on_duty_since_s + worker.to_be_there_s + present_s - worker.on_duty_s
        )

    def due_now(self, worker: Worker) -> TimeOff | str | None:
        part, found = worker.part, []
        for one in worker.left:
            _, latest_s = self.limits(worker, one)
            if latest_s <= self.now and self.now + one.for_s <= part.to_s:
                found.append((latest_s, int(one.noun.counts_as == "off_phone"), one.place, one))
        away_at = self.away_at(worker)
        if away_at <= self.now < part.to_s:
            found.append((away_at, 2, -1, "away"))
        return min(found, key=lambda each: each[:3], default=(None,))[-1]

    def what_is_due(self, worker: Worker) -> None:
        """Let somebody on duty go for what is due; who is busy is told to."""
        seat, due = self.seat(worker), self.due_now(worker)
        if due is not None and seat.may_pause():
            self.goes_off(worker, due)
        elif due is not None and not isinstance(seat.told, Pause):
            self.give_order(seat, Pause(self.now))
        elif self.takes_nothing_new(worker) and self.now <= worker.part.to_s and seat.told is None:
            self.give_order(seat, NothingNew(inf))

    def goes_off(self, worker: Worker, what: TimeOff | str) -> None:
        seat, part = self.seat(worker), worker.part
        self.take_order_back(seat)
        seat.here = False
        worker.on_duty_s += self.now - worker.on_duty_since_s
        if isinstance(what, str):
            away = part.chance.away(part.rate, part.number)
            until_s = min(self.now + away.away_s(worker.times_away), part.to_s)
            worker.to_be_there_s += away.present_s(worker.times_away)
            worker.times_away += 1
            worker.off = Off("away" if part.shrinkage is None else "off_phone", self.now, until_s, until_s)
            return
        late = None if part.adherence is None else part.adherence.long_breaks
        longer_s = part.chance.longer_s(late, what.name, part.number, worker.had[what.name])
        worker.had[what.name] += 1
        if what.form != "every":
            worker.left.remove(what)
        planned_s = self.now + what.for_s
        noun = what.noun
        worker.off = Off(
            noun.counts_as, self.now, planned_s, min(planned_s + longer_s, part.to_s), noun.paid, what.name
        )
        if not noun.paid:
            self.stays.append((seat.number, seat.came, self.now, self.now))

    def end_of_time_off(self, worker: Worker, is_back: bool) -> None:
        seat, off = self.seat(worker), worker.off
        worker.off = None
        until_s = min(off.planned_s, self.now) if off.paid else self.now
        if off.since_s < until_s:
            self.own.append((off.kind if off.paid else "unpaid_break", seat.number, off.since_s, until_s))
        if until_s < self.now:
            self.own.append(("away", seat.number, until_s, self.now))
        if not is_back:
            if off.paid:
                self.stays.append((seat.number, seat.came, self.now, self.now))
            return
        paid_since_s = seat.came if off.paid else self.now
        seat.come(self.now)
        seat.came = paid_since_s
        worker.on_duty_since_s = self.now
        # A short absence is no rest; who has not been away yet came late.
        if off.name is not None or not worker.times_away:
            worker.rested_s = self.now

    def breaks_are_chosen(self) -> None:
        """Let those go who have found nobody and whose break may begin, as long as not too many are on it."""
        able = []
        for worker in self.workers:
            if self.is_on_duty(worker) and self.seat(worker).has_nothing_to_do() and self.is_free_to_choose(worker):
                for one in worker.left:
                    earliest_s, latest_s = self.limits(worker, one)
                    if one.form in ("window", "every") and earliest_s <= self.now < latest_s:
                        rank = int(one.noun.counts_as == "off_phone")
                        able.append((latest_s, worker.part.seat, rank, one.place, worker, one))
        for *_, worker, one in sorted(able, key=lambda each: each[:4]):
            alike = [
                other
                for other in self.workers
                if other.off is not None and other.off.name == one.name and other.part.group == worker.part.group
            ]
            fits = self.now + one.for_s <= worker.part.to_s
            if worker.off is None and fits and len(alike) < one.together:
                self.goes_off(worker, one)

    def is_free_to_choose(self, worker: Worker) -> bool:
        seat = self.seat(worker)
        return isinstance(seat.told, NothingNew) or (seat.told is None and seat.freed != self.now)
