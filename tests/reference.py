"""The engine once more, written to be read: slow, without SimPy, without tricks. An oracle for random scenarios.

It follows the rules literally. At every instant it walks through the classes in order and searches lists. It
shares no code with the engine; where the two differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import ClassVar

from hours_read import Calendar

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.scenario.nouns import Channel, ContactType, Scenario, Segment

Stay = tuple[int, float, float, float]
"""An agent's: number, from, to, overtime since (beyond the end: none)."""

Wait = tuple[int, float, float]
"""A time in a queue: contact, from, to."""


def grid(seconds: float) -> float:
    return round(float(seconds) * 2**20) / 2**20


@dataclass
class Contact:
    """A row of the book: who it is, and what became of it so far."""

    row: int
    case: int
    type: str
    segment: int
    arrived_s: float
    talk_s: float
    wrap_up_s: float
    patience_s: float
    parent: int | None = None
    hop: int = 0
    attempt: int = 1
    cause: str = "first"
    context: str = "none"
    queued_s: float | None = None
    assigned_s: float | None = None
    answered_s: float | None = None
    ended_s: float | None = None
    closed_s: float | None = None
    ended_by: str = "still_open"
    answered_by: int | None = None
    closed_by: int | None = None
    solved: bool | None = None
    again_s: float | None = None
    """When the customer comes again, be it after the end of the run."""
    passes: int = 0
    stories: int = 0
    repeated_s: float = 0.0

    def end(self, how: str, now: float) -> None:
        self.ended_by, self.ended_s = how, now


@dataclass
class Work:
    """A contact in a slot; what is left of its budget is worked out from the beginning each time."""

    row: int
    budget: float
    pieces: list[tuple[float, float, float]]
    """(from, to, speed) of what went on so far; the last one goes on."""
    talks: bool = True

    def left(self) -> float:
        return max(0.0, self.budget - sum(grid((until - since) * speed) for since, until, speed in self.pieces))

    def due(self) -> float:
        *before, (since, _, speed) = self.pieces
        return since + grid(Work(self.row, self.budget, before).left() / speed)

    def change(self, now: float, speed: float) -> None:
        since, _, old = self.pieces.pop()
        self.pieces += [(since, now, old), (now, now, speed)]


@dataclass(eq=False)
class Order:
    """One is to leave: whoever ends something next, or an agent who is told."""

    since: float


@dataclass(eq=False)
class Person:
    number: int
    group: str
    here: bool = False
    came: float = 0.0
    row: int | None = None
    talk_ends: float = inf
    all_ends: float = inf
    idle_since: float = 0.0
    hand: list[Work] = field(default_factory=list)
    freed: float = 0.0
    """When he last became free for one more contact."""
    assigned: float = 0.0
    told: Order | None = None
    """By which he is to leave when his hand is empty and nobody of a closed type waits for him."""
    first_came: float | None = None
    last_end: float | None = None
    """When his last contact ended, on whatever day."""

    def in_hand(self) -> int:
        return len(self.hand) + (self.row is not None)

    def is_through(self) -> bool:
        """Return whether there is nothing to stay for, of what was begun."""
        return not self.in_hand()

    def may_pause(self) -> bool:
        """Return whether what is done may be left for a while."""
        return self.is_through()

    def has_nothing_to_do(self) -> bool:
        return self.is_through()

    def come(self, now: float) -> None:
        self.here = True
        self.first_came = now if self.first_came is None else self.first_came
        self.came = self.idle_since = self.freed = self.assigned = now


@dataclass
class Reference:
    a_contact: ClassVar[type[Contact]] = Contact
    a_person: ClassVar[type[Person]] = Person
    a_calendar: ClassVar[type[Calendar]] = Calendar

    scenario: Scenario
    workload: Workload
    people: list[Person] = field(default_factory=list)
    book: list[Contact] = field(default_factory=list)
    coming: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    """Who came while the type was closed and waits for its opening."""
    surplus: dict[str, list[Order]] = field(default_factory=dict)
    """Per group: so many are too many, whoever will be the next to end something."""
    marked: list[Person] = field(default_factory=list)
    """Who is told to leave, in the order of being told."""
    stays: list[Stay] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    changed: set[tuple[str, float]] = field(default_factory=set)
    """Where the headcount changed already: an instant comes again when a talk of no length ends in it."""
    wide: set[tuple[int, float]] = field(default_factory=set)
    """Who has looked for an agent of one more group, and when."""
    assignments: list[tuple[float, Person, str]] = field(default_factory=list)
    """When who was assigned a contact of which type."""
    waits_of: dict[tuple[object, ...], list[float]] = field(default_factory=dict)
    """After which waits more groups may take contacts that are alike; the same at any time."""
    takes: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Which groups may take contacts of which types after any wait; the same at any time."""
    closed_since: float | None = -inf
    now: float = -inf
    stopped_s: float = inf

    def run(self) -> list[Contact]:
        """Return what became of every contact; ``stays``, ``waits`` and ``stopped_s`` are filled, too."""
        self.calendar = self.a_calendar(self.scenario)
        self.later = Later(self.scenario)
        self.begin()
        while (now := min(self.next_times(), default=inf)) < inf:
            self.now = now
            self.ends()
            self.end_of_hours()
            self.ends()
            self.staff()
            if now in self.openings() and self.closed_since is not None:
                self.open()
            if now in self.closings() and self.closed_since is None:
                self.close()
                self.ends()
            if now == self.calendar.stops_s:
                self.stop()
                break
            self.dispatch()
            self.beginning_of_hours()
            while self.something_happens():
                # A contact of no length ends, and its agent is dispatched, before anything else of this instant.
                self.follow_up()
        for row in list(self.waiting):
            self.waits_no_more(row, max(self.last_seen(), self.queued(row)))
        return self.book

    def begin(self) -> None:
        load, types = self.workload, list(self.scenario.contact_types)
        columns = (load.type, load.segment, load.arrived_s, load.talk_s, load.wrap_up_s, load.patience_s)
        for row, (kind, segment, *numbers) in enumerate(zip(*(one.tolist() for one in columns), strict=True)):
            self.book.append(self.a_contact(row, row, types[kind], segment, *numbers))
        self.coming = [one.row for one in self.book]
        for name in self.scenario.agent_groups:
            self.people += [self.a_person(len(self.people) + k, name) for k in range(self.roster(name))]
            self.surplus[name] = []

    def roster(self, name: str) -> int:
        """Return how many agents a group has, whether they are there or not."""
        return max(people for _, people in self.calendar.agents(name))

    def something_happens(self) -> bool:
        """Do the first thing that is to be done after the dispatch of an instant; return whether there was one."""
        now = self.now
        if due := self.due_to_arrive():
            self.take_in(due[0])
        elif due := [
            row for row in self.waiting if now in self.widening_times(row)[1:] and (row, now) not in self.wide
        ]:
            row = min(due, key=lambda row: (self.stands(row), row))
            self.wide.add((row, now))
            self.look_again(row)
        elif due := [row for row in self.waiting if self.voicemail_time(row) == now]:
            self.leave_queue(min(due), "voicemail")
        elif due := self.who_has_no_more_patience():
            self.loses_patience(min(due))
        else:
            return False
        return True

    def who_has_no_more_patience(self) -> list[int]:
        return [row for row in self.waiting if self.queued(row) + self.patience(row) == self.now]

    def loses_patience(self, row: int) -> None:
        self.leave_queue(row, "abandoned")

    def due_to_arrive(self) -> list[int]:
        """Return who arrives now, in order."""
        return sorted(row for row in self.coming if self.book[row].arrived_s == self.now)

    def take_in(self, row: int) -> None:
        self.coming.remove(row)
        self.arrive(row)

    def next_times(self) -> list[float]:
        """Return all instants to come at which something may happen."""
        times = [p.all_ends for p in self.people] + [p.talk_ends for p in self.people]
        times += [work.due() for p in self.people for work in p.hand]
        times += [self.book[row].arrived_s for row in self.coming]
        times += [self.queued(row) + self.patience(row) for row in self.waiting]
        times += [self.voicemail_time(row) for row in self.waiting]
        later = [t for row in self.waiting for t in self.widening_times(row)]
        later += [t for name in self.surplus for t, _ in self.calendar.agents(name)]
        later += [t for name in self.scenario.contact_types for one in self.calendar.of_type(name) for t in one]
        later += self.times_of_keeping()
        later += self.openings() + self.closings() + [self.calendar.stops_s]
        return [t for t in times if t < inf] + [t for t in later if self.now < t < inf]

    # What ends

    def follow_up(self) -> None:
        """Do at once what ends at this very instant although the ends of it were over."""
        while self.ending():
            self.ends()
            self.dispatch()

    def ending(self) -> bool:
        now = self.now
        return any(now in (p.talk_ends, p.all_ends) or any(work.due() <= now for work in p.hand) for p in self.people)

    def ends(self) -> None:
        for person in self.people:
            if person.talk_ends <= self.now:
                person.talk_ends = inf
                self.talk_over(person)
            if person.all_ends <= self.now:
                self.close_contact(person.row, person)
                person.all_ends, person.row = inf, None
                self.released(person)
        while due := [(p, w) for p in self.people for w in p.hand if w.due() <= self.now]:
            self.end_of_budget(*min(due, key=lambda one: self.turn(one[1])))

    def turn(self, work: Work) -> tuple[int, ...]:
        """Return what the order of ends in slots goes by."""
        return (work.row,)

    def talk_over(self, person: Person) -> None:
        self.end(person.row, "agent")

    def end(self, row: int, how: str) -> None:
        self.book[row].end(how, self.now)

    def close_contact(self, row: int, person: Person) -> None:
        self.book[row].closed_s, self.book[row].closed_by = self.now, person.number

    def end_of_budget(self, person: Person, work: Work) -> None:
        if work.talks:
            self.end(work.row, "agent")
            work.talks = False
            work.budget = grid(self.book[work.row].wrap_up_s * self.factors(person, work.row)[1])
            work.pieces = [(self.now, self.now, work.pieces[-1][2])]
            if work.budget:
                return
        self.close_contact(work.row, person)
        person.hand.remove(work)
        self.change_speed(person)
        self.released(person)

    def released(self, person: Person) -> None:
        """A contact left a hand: whoever ends something next is the one too many.

        With an empty hand whoever is told to leave goes, unless somebody of a closed type waits for him.
        """
        person.freed = person.last_end = self.now
        if person.told is None and self.surplus[person.group]:
            person.told = self.surplus[person.group].pop(0)
            self.marked.append(person)
        if not person.in_hand():
            person.idle_since = self.now
        if person.is_through() and person.told is not None and not self.closed_ones_for(person):
            self.leave(person, person.told.since)

    def leave(self, person: Person, overtime_since: float) -> None:
        self.stays.append((person.number, person.came, self.now, overtime_since))
        person.here = False
        if person.told is not None:
            person.told = None
            self.marked.remove(person)

    def closed_ones_for(self, person: Person) -> list[int]:
        """Return who waits for ``person`` although the hours of the type are over, so that he stays for them."""
        return [
            row
            for row in self.waiting
            if self.type_has_closed(row) and self.may(person, row) and self.fits(person, row)
        ]

    def type_has_closed(self, row: int) -> bool:
        """Return whether the type's hours are over and its queue is served on; not whether the center has closed."""
        name = self.book[row].type
        if self.calendar.at_close(name) != "serve_out" or self.calendar.is_open(name, self.now):
            return False
        return any(from_s <= self.now < to_s for from_s, to_s in self.calendar.open)

    def change_speed(self, person: Person) -> None:
        going_on = self.going_on(person)
        for work in going_on:
            work.change(self.now, self.speed(work.row, len(going_on)))

    def going_on(self, person: Person) -> list[Work]:
        """Return what is worked on, of what is in the hand."""
        return person.hand

    def speed(self, row: int, in_hand: int) -> float:
        channel = self.channel(row)
        speeds = channel.speed or [1.0] * channel.slots
        return speeds[in_hand - 1] if in_hand <= len(speeds) else speeds[-1]

    # Who is there

    def staff(self) -> None:
        changes = self.changes_of_plan()
        self.fewer(changes)
        self.more(changes)
        self.keep_fewer()

    def changes_of_plan(self) -> dict[str, int]:
        """Return by how many the headcount of each group changes now."""
        found = {}
        for name in self.surplus:
            steps = self.calendar.agents(name)
            at = [number for number, (time_s, _) in enumerate(steps) if time_s == self.now and number]
            if at and self.now not in self.openings() and (name, self.now) not in self.changed:
                self.changed.add((name, self.now))
                found[name] = steps[at[0]][1] - steps[at[0] - 1][1]
        return found

    def fewer(self, changes: dict[str, int]) -> None:
        for name, change in changes.items():
            self.change_headcount(name, min(change, 0))

    def more(self, changes: dict[str, int]) -> None:
        for name, change in changes.items():
            self.change_headcount(name, max(change, 0))

    def keep_fewer(self) -> None:
        """Let whoever was kept until now look once more."""
        for name in self.surplus:
            served = self.scenario.agent_groups[name].serves
            fewer = any(self.kept(name, one) < self.kept(name, one, just_before=True) for one in served)
            if fewer and ("kept of " + name, self.now) not in self.changed:
                self.changed.add(("kept of " + name, self.now))
                for person in self.people:
                    if person.group == name and person.here and person.told is None and not person.in_hand():
                        person.freed = self.now

    def change_headcount(self, name: str, change: int) -> None:
        late = self.called_late(name)
        for _ in range(-change):
            self.fall(name, late)
        for _ in range(change):
            self.one_more(name)

    def called_late(self, name: str) -> list[Person]:
        """Return who of a group would stay for somebody of a closed type, before anybody is told to leave."""
        return [p for p in self.people if p.group == name and p.here and self.closed_ones_for(p)]

    def fall(self, name: str, late: list[Person]) -> None:
        self.one_fewer(name, Order(self.now), late)

    def one_fewer(self, name: str, order: Order, late: list[Person]) -> None:
        """Let one go: the highest number with an empty hand, else whoever ends something next; some stay a while."""
        mine = [p for p in self.people if p.group == name]
        empty = [p for p in mine if p.here and p.told is None and p.is_through()]
        if not empty:
            self.surplus[name].append(order)
            return
        person = max(empty, key=lambda p: p.number)
        person.told = order
        self.marked.append(person)
        if person in late:
            person.freed = self.now
        else:
            self.leave(person, self.now)

    def one_more(self, name: str) -> Order | None:
        """Take back the order that was given last, or call in the lowest number; return the order."""
        if self.surplus[name]:
            return self.surplus[name].pop()
        if told := [p for p in self.marked if p.group == name]:
            person, order = told[-1], told[-1].told
            person.told, person.freed = None, self.now
            self.marked.remove(person)
            return order
        self.off_duty(name)[0].come(self.now)
        return None

    def off_duty(self, name: str) -> list[Person]:
        return [p for p in self.people if p.group == name and not p.here]

    def open(self) -> None:
        """Let a day begin: who is still busy stays, and the others come by their numbers."""
        for person in self.over_the_opening():
            order = self.order_of(person)
            overtime_since = self.closed_since if order is None else order.since
            self.stays.append((person.number, person.came, self.now, overtime_since))
            # Whoever has room looks at who kept a place over night.
            person.came = person.freed = self.now
            if person.told is not None:
                person.told = None
                self.marked.remove(person)
        self.closed_since = None
        for name in self.surplus:
            mine = [p for p in self.people if p.group == name]
            self.surplus[name] = []
            wanted = next(people for time_s, people in self.calendar.agents(name) if time_s == self.now)
            self.change_headcount(name, wanted - sum(p.here for p in mine))

    def over_the_opening(self) -> list[Person]:
        """Return who is still busy as a day begins."""
        return [p for p in self.people if p.here]

    def close(self) -> None:
        """Let the center close: who waits is sent away, is served by those who are there, or keeps the place."""
        for name in self.scenario.contact_types:
            if self.calendar.at_close(name) == "clear":
                self.clear(name)
        self.closed_since = self.now
        for person in self.people:
            # Who was kept empty looks once more.
            if (self.shares(person.group) or self.keeps(person.group)) and person.here and not person.in_hand():
                person.freed = self.now

    def stop(self) -> None:
        """Leave everything as it is: what goes on is still open."""
        busy = any(not p.is_through() for p in self.people)
        if busy or self.waiting or self.outside:
            self.stopped_s = self.now
        for person in [p for p in self.people if p.here]:
            self.cut_short(person)

    def cut_short(self, person: Person) -> None:
        order = self.order_of(person)
        closed_since = self.now if self.closed_since is None else self.closed_since
        since = closed_since if order is None else order.since
        self.stays.append((person.number, person.came, self.now, since))

    def order_of(self, person: Person) -> Order | None:
        """Return by which order an agent is to leave who is told, or would be next."""
        if person.told is None and self.surplus[person.group]:
            return self.surplus[person.group].pop(0)
        return person.told

    # Hours

    def end_of_hours(self) -> None:
        for name in self.scenario.contact_types:
            over = any(to_s == self.now for _, to_s in self.calendar.of_type(name))
            if over and self.calendar.at_close(name) == "clear":
                self.clear(name)

    def clear(self, name: str) -> None:
        for row in [row for row in self.waiting if self.book[row].type == name]:
            self.leave_queue(row, "cleared")

    def beginning_of_hours(self) -> None:
        opening = [row for row in self.outside if self.calendar.is_open(self.book[row].type, self.now)]
        for row in sorted(opening, key=lambda row: (self.book[row].arrived_s, row)):
            self.outside.remove(row)
            self.enter(row)
            self.follow_up()

    # Who takes whom

    def dispatch(self) -> None:
        while True:
            self.before_they_look()
            looking = self.people
            while looking := [person for person in looking if self.look(person)]:
                pass
            for person in self.people:
                # Whoever found nobody is idle, and looks no more because somebody else becomes free.
                person.freed = -inf
            if not self.ending():
                break
            self.ends()
        for person in self.people:
            if person.here and person.is_through():
                if person.told is not None:
                    self.leave(person, person.told.since)
                elif self.closed_since is not None:
                    self.leave(person, self.closed_since)

    def before_they_look(self) -> None:
        """Do what comes before anybody looks for a contact, whoever comes or goes at this instant."""

    def look(self, person: Person) -> bool:
        """Let a person who became free at this instant take one contact; return whether there was one."""
        free = person.here and person.row is None and person.freed == self.now
        row = self.choice_of(person) if free else None
        if row is not None:
            self.waits_no_more(row, self.now)
            self.serve(row, person)
        return row is not None

    def choice_of(self, person: Person) -> int | None:
        if person.told is not None:
            able = self.closed_ones_for(person) if person.is_through() else []
        else:
            # What is quickly seen comes first.
            able = [row for row in self.waiting if self.fits(person, row)]
            able = [row for row in able if self.may(person, row) and self.has_room(person, row)]
        return min(
            able,
            key=lambda row: (self.priority(person, row), self.standing(row), self.place(row), row),
            default=None,
        )

    def priority(self, person: Person, row: int) -> int:
        """Return how urgent a contact is to an agent's group; all are alike once a step has flattened that."""
        waited = self.now - self.queued(row)
        flat = self.flat(self.book[row].type, waited)
        return 1 if flat else self.own_priority(person, row)

    def own_priority(self, person: Person, row: int) -> int:
        return self.scenario.agent_groups[person.group].serves[self.book[row].type].priority

    def kind(self, row: int) -> ContactType:
        return self.scenario.contact_types[self.book[row].type]

    def segment(self, row: int) -> Segment | None:
        number = self.book[row].segment
        name = None if number < 0 else self.scenario.segment_names[number]
        return self.kind(row).segments.get(name)

    def standing(self, row: int) -> int:
        """Return the priority of the customer's segment; who is in none has 2."""
        segment = self.segment(row)
        return 2 if segment is None else segment.priority

    def place(self, row: int) -> tuple[float, ...]:
        """Return where a contact stands among others, the smallest first.

        By age with its credit, or when its target time ends; where anybody ages in a way of their own, or by what part
        of the target time is over, it is what counts now, and then the place.
        """
        target, rule = self.kind(row).service_level.within_s, self.scenario.routing.contact
        stands, credit = self.stands(row), self.of_segment(row, "age_credit_s")
        if rule == "due_time":
            return (stands - (credit - target),)
        age = self.now - stands
        if rule == "ratio_to_target":
            return (-((age + credit) / target), stands)
        if not self.anybody_ages_otherwise():
            return (stands - credit,)
        cap = self.of_segment(row, "age_cap_s")
        return (-min(inf if cap is None else cap, credit + grid(self.of_segment(row, "age_rate") * age)), stands)

    def of_segment(self, row: int, key: str) -> float | None:
        """Return what is said of a contact's segment, or else of its type."""
        own = getattr(self.segment(row), key, None)
        return getattr(self.kind(row), key) if own is None else own

    def anybody_ages_otherwise(self) -> bool:
        types = self.scenario.contact_types.values()
        nouns = [*types, *(segment for kind in types for segment in kind.segments.values())]
        return any(noun.age_rate not in (None, 1.0) or noun.age_cap_s is not None for noun in nouns)

    def look_again(self, row: int) -> None:
        # After closing nobody stays for who keeps the place.
        kept = self.closed_since is not None and self.calendar.at_close(self.book[row].type) == "keep"
        free = [] if kept else self.free_for(row)
        if free:
            self.waits_no_more(row, self.now)
            self.serve_one_who_looked(row, free[0])
            self.follow_up()

    def free_for(self, row: int) -> list[Person]:
        """Return the free agents who may take ``row`` now, the best first."""
        free = [p for p in self.people if p.here and self.may(p, row) and self.has_room(p, row)]
        ranks = self.ranks(row) if free else {}
        return sorted(free, key=lambda p: (ranks[p.group], *self.turn_of(p, row), p.number))

    def turn_of(self, person: Person, row: int) -> tuple[float, ...]:
        """Return what decides among those of one rank, the smallest first; ties by number."""
        channel = self.channel(row)
        rule = self.scenario.routing.agent if channel.slots is None else channel.agent
        waits_since = person.idle_since if channel.slots is None else person.assigned
        if rule == "longest_since_contact":
            return (person.first_came if person.last_end is None else person.last_end,)
        if rule == "fewest_contacts":
            today = self.today(self.now)
            return (sum(who is person and self.today(at) == today for at, who, _ in self.assignments), waits_since)
        if rule == "round_robin":
            alike = self.groups_alike(person.group, row)
            last = [who for _, who, name in self.assignments if name == self.book[row].type and who.group in alike]
            return (not last or person.number <= last[-1].number,)
        if channel.slots is not None:
            return ((-1 if rule == "pack" else 1) * self.filled(person), waits_since)
        return (waits_since,)

    def today(self, time: float) -> float:
        """Return the number of the day on which an instant is."""
        return time // 86400

    def groups_alike(self, group: str, row: int) -> set[str]:
        """Return the groups that may take a contact now and have the rank of a ``group``."""
        ranks = self.ranks(row)
        return {name for name in ranks if ranks[name] == ranks[group]}

    def has_room(self, person: Person, row: int) -> bool:
        """Return whether one more contact fits in the person's hand, and nobody is kept empty for others."""
        if person.told is not None or not self.fits(person, row):
            return False
        if person.in_hand() or self.closed_since is not None:
            return True
        others = [p for p in self.people if p.group == person.group and p is not person]
        empty = [p for p in others if p.here and p.told is None and not p.in_hand()]
        return len(empty) >= self.kept(person.group, self.book[row].type)

    def kept(self, group: str, name: str, just_before: bool = False) -> int:
        """Return how many of a group are kept from a type now: for its channel or for itself, whichever is more."""
        return max(self.by_clock(steps, just_before) for steps in self.said_to_keep(group, name))

    def said_to_keep(self, group: str, name: str) -> list[dict[float, int]]:
        channel = self.scenario.channels[self.scenario.contact_types[name].channel]
        return [channel.keep_empty, self.scenario.agent_groups[group].serves[name].keep_free]

    def by_clock(self, steps: dict[float, int], just_before: bool) -> int:
        """Return the number whose time of day was the last to come, or the last before this very instant."""
        if len(steps) == 1:
            return next(iter(steps.values()))
        clock = self.now % 86400
        # How long ago each began, today or yesterday.
        ago = {(clock - time) % 86400: number for time, number in steps.items()}
        if just_before and 0.0 in ago:
            ago[86400.0] = ago.pop(0.0)
        return ago[min(ago)]

    def times_of_keeping(self) -> list[float]:
        """Return when another number may be kept."""
        groups = self.scenario.agent_groups.items()
        clocks = {
            time
            for group, noun in groups
            for name in noun.serves
            for one in self.said_to_keep(group, name)
            for time in one
        }
        days = range(int(self.openings()[0] // 86400), int(self.closings()[-1] // 86400) + 1)
        return [day * 86400 + time for day in days for time in clocks]

    def fits(self, person: Person, row: int) -> bool:
        """Return whether there is room: a contact with k slots fills one k-th of a hand, an exclusive one all of it."""
        channel, group = self.channel(row), self.scenario.agent_groups[person.group]
        if person.row is not None or channel.slots is None:
            return not person.in_hand()
        alike = sum(self.kind(work.row).channel == self.kind(row).channel for work in person.hand)
        if alike >= group.at_most.get(self.kind(row).channel, inf):
            return False
        return self.filled(person) + Fraction(1, channel.slots) <= Fraction(str(group.capacity))

    def filled(self, person: Person) -> Fraction:
        return sum((Fraction(1, self.channel(work.row).slots) for work in person.hand), Fraction(0))

    def widening_times(self, row: int) -> list[float]:
        """Return when which more groups may take ``row``, its joining the queue first."""
        alike = self.who_widen_alike(row)
        if alike not in self.waits_of:
            self.waits_of[alike] = self.widening_waits(row)
        return [self.queued(row) + wait for wait in self.waits_of[alike]]

    def who_widen_alike(self, row: int) -> tuple[object, ...]:
        """Return what all contacts have in common to which the same groups come after the same waits."""
        return (self.book[row].type,)

    def widening_waits(self, row: int) -> list[float]:
        """Return after which waits more groups may take ``row``; 0 first."""
        name, steps = self.book[row].type, self.kind(row).steps
        able = [group.serves.get(name) for group in self.scenario.agent_groups.values()]
        waits = {0.0, *(serves.after_s for serves in able if serves), *(step.after_s for step in steps.values())}
        found: list[tuple[float, object]] = []
        for wait in sorted(waits):
            alike = (self.ranked(name, wait), self.flat(name, wait))
            if not found or alike != found[-1][1]:
                found.append((wait, alike))
        return [wait for wait, _ in found]

    def ranked(self, name: str, waited: float) -> dict[str, int]:
        """Return the rank of each group that may take a contact of a type after a wait; 1 is tried first."""
        kind, groups = self.scenario.contact_types[name], self.scenario.agent_groups
        able = {group for group, noun in groups.items() if name in noun.serves}
        steps = sorted(kind.steps.values(), key=lambda step: step.after_s)
        # Whom a step brings in, and no rank names, is not there from the beginning.
        late = {group for step in steps for group in [*(step.also or {}), *(step.only or {})]} - set(kind.ranks)
        ranks = {group: kind.ranks.get(group, 10**9) for group in able - late}
        flat = False
        for step in steps:
            if step.after_s > waited:
                break
            if step.only:
                ranks, flat = dict(step.only), False
            for group in step.also or {}:
                ranks[group] = 1 if flat else step.also[group]
            if step.flatten:
                ranks, flat = dict.fromkeys(ranks, 1), True
        return {group: rank for group, rank in ranks.items() if groups[group].serves[name].after_s <= waited}

    def flat(self, name: str, waited: float) -> bool:
        """Return whether all groups are alike after a wait: a step said so, and none after it began anew with some."""
        steps = sorted(self.scenario.contact_types[name].steps.values(), key=lambda step: step.after_s)
        said = [bool(step.flatten) for step in steps if step.after_s <= waited and not step.also]
        return bool(said) and said[-1]

    def ranks(self, row: int) -> dict[str, int]:
        """Return the same of a contact now."""
        return self.ranked(self.book[row].type, self.now - self.queued(row))

    def voicemail_time(self, row: int) -> float:
        limit = self.kind(row).voicemail_after_s
        return inf if limit is None else self.queued(row) + limit

    def stands(self, row: int) -> float:
        """Return the place in line, credits left out."""
        return self.book[row].arrived_s

    def patience(self, row: int) -> float:
        return self.book[row].patience_s

    def queued(self, row: int) -> float:
        queued_s = self.book[row].queued_s
        assert queued_s is not None
        return queued_s

    def arrive(self, row: int) -> None:
        """Let a contact come: in the hours it enters, outside them it meets what is said for then."""
        name = self.book[row].type
        if self.lets_in(row):
            self.enter(row)
            return
        said, to = self.calendar.when_closed(name)
        if said == "wait":
            self.outside.append(row)
        elif said == "redirect":
            self.end(row, "moved")
            self.move(self.book[row], to)
        elif said == "refuse":
            self.refuse(row)
        else:
            self.end(row, "voicemail")

    def refuse(self, row: int) -> None:
        self.end(row, "refused")

    def lets_in(self, row: int) -> bool:
        return self.calendar.is_open(self.book[row].type, self.now)

    def move(self, parent: Contact, to: str) -> None:
        """Let a child of ``parent`` come at this instant, after all that were born before."""
        number = list(self.scenario.contact_types).index(to)
        key = self.workload.key[parent.case]
        drawn = self.later.drawn(key, parent.segment, number, attempt=1, hop=parent.hop + 1, arrived_s=self.now)
        child = Contact(len(self.book), parent.case, to, parent.segment, self.now, *drawn, parent.row, parent.hop + 1)
        self.book.append(child)
        self.coming.append(child.row)

    def enter(self, row: int) -> None:
        if self.finds_no_line(row):
            self.end(row, "blocked")
            return
        self.book[row].queued_s = self.now
        free = self.free_for(row)
        if free:
            self.serve_one_who_looked(row, free[0])
        elif self.too_many_wait(row):
            self.book[row].queued_s = None
            self.end(row, "blocked")
        else:
            self.waiting.append(row)

    def finds_no_line(self, row: int, has_one_of_the_channel: bool = False) -> bool:
        """Return whether a line is missing that ``row`` needs: one of its type, and one of its channel."""
        name, kind = self.book[row].type, self.kind(row)
        if self.is_full(kind.lines, self.on_type(name), self.serving([name])):
            return True
        alike = self.types_on(kind.channel)
        return not has_one_of_the_channel and self.is_full(
            self.channel(row).lines, self.on_channel(kind.channel), self.serving(alike)
        )

    def is_full(self, limit: object, there: int, able: list[str]) -> bool:
        """Return whether so many are as many as there may be: a number, or one for each agent of some groups."""
        if limit is None:
            return False
        if isinstance(limit, int):
            return there >= limit
        agents = sum(self.counts(p) and p.group in able for p in self.people)
        agents -= sum(self.too_many(group) for group in able)
        return there >= int(Fraction(str(limit.per_agent)) * agents)

    def serving(self, names: list[str]) -> list[str]:
        """Return the groups that serve any of these types."""
        groups = self.scenario.agent_groups.items()
        return [group for group, noun in groups if any(name in noun.serves for name in names)]

    def types_on(self, channel: str) -> list[str]:
        return [name for name, kind in self.scenario.contact_types.items() if kind.channel == channel]

    def too_many_wait(self, row: int) -> bool:
        """Return whether one more contact like ``row`` could not wait: of its type, its channel, or for its groups."""
        name, kind = self.book[row].type, self.kind(row)
        alike = self.types_on(kind.channel)
        on_channel = sum(self.book[other].type in alike for other in self.waiting)
        if self.is_full(kind.queue_limit, self.length(name), self.serving([name])):
            return True
        if self.is_full(self.channel(row).queue_limit, on_channel, self.serving(alike)):
            return True
        able = list(self.ranked(name, 0.0))
        for_group = {group: sum(group in self.ranks(other) for other in self.waiting) for group in able}
        return bool(able) and all(self.is_full(self.limit_of_group(group), for_group[group], [group]) for group in able)

    def limit_of_group(self, group: str) -> object:
        return self.scenario.agent_groups[group].queue_limit

    def too_many(self, group: str) -> int:
        """Return how many of a group leave as soon as they can, whoever that will be."""
        return len(self.surplus[group])

    def counts(self, person: Person) -> bool:
        """Return whether an agent counts for a limit per agent: whoever is told to leave takes nobody more."""
        return person.here and person.told is None

    def waits_no_more(self, row: int, until: float) -> None:
        self.waiting.remove(row)
        self.waits.append((row, self.queued(row), until))

    def last_seen(self) -> float:
        """Return until when a wait is told that nothing ends: the stop of the run, or else the last closing."""
        return self.closings()[-1] if self.stopped_s == inf else self.stopped_s

    def leave_queue(self, row: int, how: str) -> None:
        self.waits_no_more(row, self.now)
        self.end(row, how)

    def serve_one_who_looked(self, row: int, person: Person) -> None:
        was_kept = not person.in_hand() and self.keeps(person.group)
        self.serve(row, person)
        # Who was kept empty and is not any more takes what waited for that.
        if was_kept and self.channel(row).slots:
            person.freed = self.now
            while self.look(person):
                pass

    def keeps(self, group: str) -> bool:
        serves = self.scenario.agent_groups[group].serves
        return any(self.kept(group, name) and self.ever_takes(group, name) for name in serves)

    def ever_takes(self, group: str, name: str) -> bool:
        """Return whether a group may take contacts of a type after any wait; steps may leave it out before its time."""
        if (group, name) not in self.takes:
            steps = self.scenario.contact_types[name].steps.values()
            waits = {0.0, self.scenario.agent_groups[group].serves[name].after_s, *(step.after_s for step in steps)}
            self.takes[group, name] = any(group in self.ranked(name, wait) for wait in waits)
        return self.takes[group, name]

    def serve(self, row: int, person: Person) -> None:
        contact, (talk, wrap_up) = self.book[row], self.factors(person, row)
        contact.assigned_s = contact.answered_s = self.now
        contact.answered_by = person.number
        person.assigned = self.now
        self.assignments.append((self.now, person, contact.type))
        if self.channel(row).slots is not None:
            person.hand.append(Work(row, grid(contact.talk_s * talk), [(self.now, self.now, 1.0)]))
            self.change_speed(person)
            return
        person.row = row
        person.talk_ends = self.now + grid(contact.talk_s * talk)
        person.all_ends = person.talk_ends + grid(contact.wrap_up_s * wrap_up)

    def factors(self, person: Person, row: int) -> tuple[float, float]:
        """Return how many times as long talk and wrap-up take with this person: one number, or one for each."""
        said = self.scenario.agent_groups[person.group].serves[self.book[row].type].handle_time
        return (said, said) if isinstance(said, float) else (said.talk, said.wrap_up)

    def channel(self, row: int) -> Channel:
        return self.scenario.channels[self.kind(row).channel]

    def shares(self, group: str) -> bool:
        """Return whether agents of the group may have several contacts in hand."""
        types = self.scenario.agent_groups[group].serves
        return any(self.scenario.channels[self.scenario.contact_types[name].channel].slots for name in types)

    def may(self, person: Person, row: int) -> bool:
        if self.closed_since is not None and self.calendar.at_close(self.book[row].type) == "keep":
            return False
        return person.group in self.ranks(row)

    def talking(self) -> list[int]:
        exclusive = [p.row for p in self.people if p.row is not None and self.now < p.talk_ends < inf]
        return exclusive + [work.row for p in self.people for work in p.hand if work.talks]

    def on_channel(self, channel: str) -> int:
        """Return how many lines of a channel are in use."""
        return sum(self.kind(row).channel == channel for row in {*self.waiting, *self.talking()})

    def on_type(self, name: str) -> int:
        """Return how many lines of a type are in use."""
        return sum(self.book[row].type == name for row in {*self.waiting, *self.talking()})

    def length(self, name: str) -> int:
        return sum(self.book[row].type == name for row in self.waiting)

    def openings(self) -> list[float]:
        return [from_s for from_s, _ in self.calendar.open]

    def closings(self) -> list[float]:
        return [to_s for _, to_s in self.calendar.open]
