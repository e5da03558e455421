"""The naive engine for conversations: one message is worked on at a time, and between them nobody waits for anybody.

It adds to `helped.py` what an agent has in hand of conversations. When each message comes, when each falls asleep and
is closed stands beside it and is looked at at every instant; what an agent does, and what a conversation is to the log,
is worked out from that at the end of every instant.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf, lcm
from typing import ClassVar

from coming_again import Agent, Span, Visit
from helped import Helped
from orders_of_shifts import LastOnly, Pause, Worker
from reference import Contact, Order, Person, grid
from replies_read import Spoken, Terms, terms_of


@dataclass(eq=False)
class Message:
    """What a customer wrote, and what became of it."""

    row: int
    number: int
    agent: int
    group: str
    asked_s: float
    begun_s: float | None = None
    sent_s: float | None = None


@dataclass(eq=False)
class Thread:
    """A conversation in an agent's hand."""

    row: int
    person: "Writer"
    terms: Terms
    channel: str
    replies: int
    """How many the agent is to give."""
    message: Message
    """The last one that came."""
    gives_up_s: float
    """When the customer leaves who waits for a reply."""
    owed: bool = True
    """Whether the agent is to answer, or answers, the last message."""
    wraps: bool = False
    awake: bool = True
    writes_s: float = inf
    sleeps_s: float = inf
    closes_s: float = inf
    noted: Span | None = None
    """The last of what it was to the log."""

    def weight(self) -> Fraction:
        """Return what it fills of a hand."""
        return Fraction(1, self.terms.slots) if self.awake else self.terms.asleep

    def is_quiet(self) -> bool:
        """Return whether the agent is to do nothing because the customer has not written."""
        return not self.owed and not self.wraps


@dataclass(eq=False)
class Writer(Agent):
    threads: list[Thread] = field(default_factory=list)
    focus: Thread | None = None
    """What is worked on of the conversations."""
    focus_ends: float = inf
    chooses: bool = False
    """Whether to choose what to answer next, once everybody has looked for more."""

    def in_hand(self) -> int:
        return super().in_hand() + sum(one.weight() > 0 for one in self.threads)

    def is_through(self) -> bool:
        return super().is_through() and not self.threads

    def may_pause(self) -> bool:
        return self.row is None and not self.hand and self.focus is None

    def has_nothing_to_do(self) -> bool:
        return self.may_pause() and not self.owed()

    def owed(self) -> list[Thread]:
        """Return what may be answered."""
        return [one for one in self.threads if one.owed and one.awake]

    def is_at_it(self) -> bool:
        """Return whether conversations are worked on at all: not during a call, and not on a break."""
        return self.here and self.row is None


@dataclass
class Conversing(Helped):
    a_person: ClassVar[type[Person]] = Writer

    messages: list[Message] = field(default_factory=list)
    seen_s: float = inf
    """Up to when it was noted what conversations are to the log."""
    anybody_freed: bool = False
    """Whether somebody has room since the last time that all looked."""

    def run(self) -> list[Contact]:
        self.terms = terms_of(self.scenario)
        return super().run()

    def begin(self) -> None:
        super().begin()
        self.spoken = Spoken(self.scenario, self.workload, self.later)

    # Who has room

    def converses(self, row: int) -> bool:
        return self.kind(row).channel in self.terms

    def threads(self) -> list[Thread]:
        """Return what is in agents' hands."""
        return sorted((one for person in self.people for one in person.threads), key=lambda one: one.row)

    def all_threads(self) -> list[Thread]:
        """Return all conversations that somebody has had in hand and that are not over."""
        return self.threads()

    def filled(self, person: Writer) -> Fraction:
        return super().filled(person) + sum((one.weight() for one in person.threads), Fraction(0))

    def fits(self, person: Writer, row: int) -> bool:
        if not self.converses(row):
            return super().fits(person, row)
        return person.row is None and self.has_space(person, self.kind(row).channel, Fraction(0))

    def has_room_for(self, person: Writer, name: str) -> bool:
        channel = self.scenario.contact_types[name].channel
        if channel not in self.terms:
            return super().has_room_for(person, name)
        serves = name in self.scenario.agent_groups[person.group].serves
        return serves and person.row is None and self.has_space(person, channel, Fraction(0))

    def has_space(self, person: Writer, channel: str, instead_of: Fraction) -> bool:
        """Return whether one more conversation of a channel may be active in a hand."""
        group = self.scenario.agent_groups[person.group]
        alike = sum(one.channel == channel and one.awake for one in person.threads)
        if alike >= group.at_most.get(channel, inf):
            return False
        whole = self.filled(person) - instead_of + Fraction(1, self.terms[channel].slots)
        return whole <= Fraction(str(group.capacity))

    @cached_property
    def whole(self) -> int:
        """Return into how many units a hand is divided, so that what is asleep fills whole ones as well."""
        return lcm(super().whole, *(one.asleep.denominator for one in self.terms.values()))

    def shares(self, group: str) -> bool:
        types = self.scenario.agent_groups[group].serves
        return super().shares(group) or any(self.scenario.contact_types[name].channel in self.terms for name in types)

    def talking(self) -> list[int]:
        return super().talking() + [one.row for one in self.all_threads() if not one.wraps]

    # Instants

    def next_times(self) -> list[float]:
        threads = self.all_threads()
        times = [time_s for one in threads for time_s in (one.writes_s, one.sleeps_s, one.closes_s)]
        times += [one.gives_up_s for one in threads if one.owed] + [person.focus_ends for person in self.people]
        return super().next_times() + [time_s for time_s in times if self.now < time_s < inf]

    def ends(self) -> None:
        self.note()
        super().ends()
        while due := [
            (one.row, how, one) for one in self.all_threads() if (how := self.what_ends_now(one)) is not None
        ]:
            row_how_one = min(due, key=lambda each: each[:2])
            self.thread_ends(*row_how_one[1:])

    def what_ends_now(self, one: Thread) -> int | None:
        """Return what is due of a conversation: 0, a reply or wrap-up; 1, it is closed; 2, it may fall asleep."""
        if one.person.focus is one and one.person.focus_ends <= self.now:
            return 0
        if one.closes_s <= self.now:
            return 1
        return 2 if one.sleeps_s == self.now and one.awake and self.may_sleep(one) else None

    def ending(self) -> bool:
        due = any(self.what_ends_now(one) is not None for one in self.all_threads())
        return super().ending() or self.anybody_freed or due

    def before_they_look(self) -> None:
        super().before_they_look()
        self.anybody_freed = False

    def follow_up(self) -> None:
        super().follow_up()
        while choosing := [person for person in self.people if person.chooses]:
            choosing[0].chooses = False
            self.choose(choosing[0])
            super().follow_up()

    def something_happens(self) -> bool:
        due = [one for one in self.all_threads() if one.writes_s == self.now]
        if due and not self.due_to_arrive():
            self.message_comes(due[0])
            return True
        return super().something_happens()

    def who_has_no_more_patience(self) -> list[int]:
        gone = [one.row for one in self.all_threads() if one.owed and one.gives_up_s == self.now]
        return super().who_has_no_more_patience() + gone

    def loses_patience(self, row: int) -> None:
        mine = [one for one in self.all_threads() if one.row == row]
        if not mine:
            super().loses_patience(row)
            return
        is_first = self.book[row].answered_s is None
        self.breaks_off(mine[0], "abandoned" if is_first else "customer")

    def stop(self) -> None:
        self.note()
        super().stop()

    # What the log is told

    def note(self) -> None:
        """Note what every conversation was from the instant before up to this one."""
        for one in self.threads() if self.seen_s < self.now else ():
            kind, from_s = self.kind_of_span(one), self.seen_s
            if one.noted and one.noted[1] == kind:
                self.spans.remove(one.noted)
                from_s = one.noted[3]
            one.noted = (one.row, kind, one.person.number, from_s, self.now)
            self.spans.append(one.noted)
        self.seen_s = self.now

    def kind_of_span(self, one: Thread) -> str:
        if not one.awake:
            return "inactive"
        if not one.person.is_at_it():
            return "paused"
        if one.person.focus is not one:
            return "in_hand"
        return "wrap_up" if one.wraps else "reply"

    # Who takes whom

    def serve(self, row: int, person: Writer) -> None:
        if not self.converses(row):
            super().serve(row, person)
            return
        visit: Visit = self.book[row]
        self.answered.append((visit.type, self.now - visit.since_s))
        visit.assigned_s = person.assigned = self.now
        # Whoever tells what was lost once more does so in the first message.
        visit.stories += visit.lost
        visit.lost = False
        self.assignments.append((self.now, person, visit.type))
        channel = self.kind(row).channel
        gives_up_s = visit.since_s + visit.patient_s
        message = Message(row, 1, person.number, person.group, visit.arrived_s)
        self.messages.append(message)
        replies = self.spoken.replies(visit)
        person.threads.append(Thread(row, person, self.terms[channel], channel, replies, message, gives_up_s))
        self.may_choose(person)

    def may_choose(self, person: Writer) -> None:
        """Let somebody choose at once what to answer, unless they are about to, when all have looked for more."""
        if not person.chooses:
            self.choose(person)

    def choose(self, person: Writer) -> None:
        """Let somebody begin to answer what stands first, if there is anything and nothing else is worked on."""
        if not person.is_at_it() or person.focus is not None or not person.owed():
            return
        self.begins(min(person.owed(), key=self.place_of_message))

    def begins(self, one: Thread) -> None:
        """Let the agent begin the reply that is owed."""
        one.message.begun_s = self.now
        one.person.focus, one.person.focus_ends = one, self.now + self.takes_s(one)

    def place_of_message(self, one: Thread) -> tuple[float, ...]:
        """Return what messages are answered in order of."""
        oldest = (one.message.asked_s, one.row)
        if one.terms.order == "first_replies":
            return (one.message.number > 1, *oldest)
        return (self.takes_s(one), *oldest) if one.terms.order == "shortest" else oldest

    def takes_s(self, one: Thread) -> float:
        """Return how long the agent works on the reply that is owed."""
        work_s = self.spoken.work_s(self.book[one.row], one.message.number)
        return grid(work_s * self.factors(one.person, one.row)[0])

    # What ends

    def thread_ends(self, how: int, one: Thread) -> None:
        if how == 1:
            self.breaks_off(one, "time_out")
        elif how == 2:
            self.falls_asleep(one)
            self.settle(one.person)
        elif one.wraps:
            self.is_closed(one)
        else:
            self.is_sent(one)

    def is_sent(self, one: Thread) -> None:
        person = one.person
        one.message.sent_s, one.owed, one.gives_up_s = self.now, False, inf
        person.focus, person.focus_ends = None, inf
        self.is_told(one)
        if one.message.number == one.replies:
            self.last_is_sent(one)
            return
        self.expects_a_message(one)
        if self.lays_down(person):
            self.released(person)
            return
        self.goes_for_a_break(person)
        self.choose(person)

    def is_told(self, one: Thread) -> None:
        """Note that a customer has a reply."""
        visit, person = self.book[one.row], one.person
        self.last_group[visit.case, visit.attempt] = person.group
        self.last_agent[visit.case, visit.attempt] = person
        if visit.answered_s is None:
            visit.answered_s, visit.answered_by = self.now, person.number
            self.is_answered(visit)

    def expects_a_message(self, one: Thread) -> None:
        """Note when the customer writes again, and what happens before if they do not."""
        one.writes_s = self.spoken.writes_at(self.book[one.row], one.message.number + 1, self.now)
        one.sleeps_s, one.closes_s = self.now + one.terms.after_s, self.now + one.terms.auto_close_s

    def lays_down(self, person: Writer) -> bool:
        """Let somebody who leaves, and works on nothing, lay down what they leave behind; return whether they do."""
        return False

    def last_is_sent(self, one: Thread) -> None:
        """End a conversation after its last reply; what is left to do for it is done at once."""
        self.end(one.row, "agent")
        one.wraps = True
        wrap_up_s = grid(self.book[one.row].wrap_up_s * self.factors(one.person, one.row)[1])
        one.person.focus, one.person.focus_ends = one, self.now + wrap_up_s
        if not wrap_up_s:
            self.is_closed(one)

    def is_closed(self, one: Thread) -> None:
        visit = self.book[one.row]
        visit.closed_s, visit.closed_by = self.now, one.person.number
        self.leaves_the_hand(one)

    def breaks_off(self, one: Thread, how: str) -> None:
        """End a conversation whose customer has left, or has not written for too long."""
        self.end(one.row, how)
        self.leaves_the_hand(one)

    def leaves_the_hand(self, one: Thread) -> None:
        person = one.person
        had_some, idle_since = person.in_hand(), (person.idle_since, person.last_end)
        person.threads.remove(one)
        if person.focus is one:
            person.focus, person.focus_ends = None, inf
        self.lays_down(person)
        self.settle(person)
        # Else what follows, follows when the call is over, or the break.
        if person.is_at_it():
            self.released(person)
            if not had_some:
                person.idle_since, person.last_end = idle_since

    def released(self, person: Writer) -> None:
        self.lays_down(person)
        if person.threads:
            # A call is over: those come first who wait in the hand.
            self.settle(person)
        person.chooses = True
        super().released(person)
        self.anybody_freed = True
        self.goes_for_a_break(person)

    def goes_for_a_break(self, person: Writer) -> None:
        """Let somebody go who was told to, and who works on nothing now, whatever else is in hand."""
        if person.here and isinstance(person.told, Pause) and person.may_pause():
            self.leave(person, self.now)
            if person.here:
                # Nothing fits before the end any more: they go on, and take who waits.
                person.freed, self.anybody_freed = self.now, True

    def end_of_time_off(self, worker: Worker, is_back: bool) -> None:
        seat: Writer = self.seat(worker)
        comes_back = not is_back and bool(seat.threads)
        came_late = worker.off.name is None and not worker.times_away
        super().end_of_time_off(worker, is_back or comes_back)
        if comes_back:
            # To finish what is in hand, as whoever is busy when a part ends.
            nothing_new = self.takes_nothing_new(worker)
            self.give_order(seat, LastOnly(self.now) if nothing_new else Order(self.now))
        if seat.here and not came_late:
            self.settle(seat)
            seat.chooses = True

    # Asleep

    def may_sleep(self, one: Thread) -> bool:
        asleep = [other for other in one.person.threads if not other.awake and other.channel == one.channel]
        return one.is_quiet() and len(asleep) < one.terms.at_most

    def falls_asleep(self, one: Thread) -> None:
        person = one.person
        one.awake = False
        if not person.in_hand():
            person.idle_since = person.last_end = self.now
        if person.is_at_it():
            person.freed, self.anybody_freed = self.now, True

    def is_written(self, one: Thread) -> None:
        """Let a customer write once more."""
        visit, number = self.book[one.row], one.message.number + 1
        one.writes_s = one.sleeps_s = one.closes_s = inf
        one.message = Message(one.row, number, one.person.number, one.person.group, self.now)
        self.messages.append(one.message)
        one.owed, one.gives_up_s = True, self.now + self.spoken.patience_s(visit, number)

    def message_comes(self, one: Thread) -> None:
        self.is_written(one)
        if not one.awake and (one.terms.over or self.may_wake(one)):
            was_empty = not one.person.in_hand()
            one.awake = True
            self.settle(one.person)
            if was_empty and one.person.is_at_it() and self.keeps(one.person.group):
                # Who was kept empty and is not any more takes what waited for that.
                one.person.freed, self.anybody_freed = self.now, True
        self.may_choose(one.person)

    def may_wake(self, one: Thread) -> bool:
        return one.person.is_at_it() and self.has_space(one.person, one.channel, one.weight())

    def settle(self, person: Writer) -> None:
        """Let those wake who wait for room and find some, and those fall asleep who were too many, until none does."""
        while self.somebody_wakes(person) or self.somebody_falls_asleep(person):
            pass

    def somebody_wakes(self, person: Writer) -> bool:
        waiting = [one for one in person.threads if not one.awake and one.owed]
        first = min(waiting, key=lambda one: (one.message.asked_s, one.row), default=None)
        if first is None or not self.may_wake(first):
            return False
        first.awake = person.chooses = True
        return True

    def somebody_falls_asleep(self, person: Writer) -> bool:
        late = [one for one in person.threads if one.awake and one.sleeps_s < self.now and self.may_sleep(one)]
        for one in sorted(late, key=lambda one: (one.sleeps_s, one.row))[:1]:
            self.falls_asleep(one)
            return True
        return False
