"""The naive engine for conversations whose agent leaves: handed over to others, or parked until the agent is back.

It adds to `conversing.py` conversations that are in nobody's hand. Those that were handed over wait in the queue where
the customer waits for a reply, and are nobody's where not; those that are parked wait for their agent's seat. When
somebody may lay down what, and who takes nothing new of a channel, is asked anew whenever it matters.
"""

from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from conversing import Conversing, Thread, Writer
from orders_of_shifts import NothingNew, Pause, Worker
from reference import Contact, Person, grid
from shifts_read import Part


class HandOver(NamedTuple):
    """A conversation that was laid down."""

    row: int
    agent: int
    group: str
    at_s: float
    is_parked: bool
    is_owed: bool


@dataclass
class LayingDown(Conversing):
    hand_overs: list[HandOver] = field(default_factory=list)
    handed: list[Thread] = field(default_factory=list)
    """What was handed over and nobody has taken: in the queue where a reply is owed, else nobody's."""
    parked: list[tuple[Thread, float]] = field(default_factory=list)
    """What waits for its agent, and since when."""
    looking: list[int] = field(default_factory=list)
    """Who was handed over at this instant and looks for an agent when all who were freed have looked."""
    to_read: set[int] = field(default_factory=set)
    """In which conversations whoever answers next reads before."""
    read_now: set[int] = field(default_factory=set)
    closes: bool = False
    """Whether the center is about to close."""

    def run(self) -> list[Contact]:
        book = super().run()
        for one, since_s in self.parked:
            self.was_parked(one, since_s, max(since_s, self.last_seen()))
        return book

    def stop(self) -> None:
        super().stop()
        if self.parked or self.handed:
            self.stopped_s = self.now

    # In nobody's hand

    def all_threads(self) -> list[Thread]:
        return sorted([*self.threads(), *self.handed, *self.are_parked()], key=lambda one: one.row)

    def are_parked(self) -> list[Thread]:
        return [one for one, _ in self.parked]

    def is_handed(self, row: int) -> bool:
        return any(one.row == row for one in self.handed)

    def what_ends_now(self, one: Thread) -> int | None:
        if one in self.handed or one in self.are_parked():
            # Nothing falls asleep that is in no hand.
            return 1 if one.closes_s <= self.now else None
        return super().what_ends_now(one)

    def patience(self, row: int) -> float:
        left = [one.gives_up_s - self.queued(row) for one in self.handed if one.row == row]
        return left[0] if left else super().patience(row)

    def message_comes(self, one: Thread) -> None:
        if one in self.are_parked():
            self.is_written(one)
        elif one in self.handed:
            self.is_written(one)
            self.stands_again(one)
            # After closing nobody stays for who keeps the place.
            kept = self.closed_since is not None and self.calendar.at_close(self.book[one.row].type) == "keep"
            if free := [] if kept else self.free_for(one.row):
                self.serve_one_who_looked(one.row, free[0])
            else:
                self.waiting.append(one.row)
        else:
            super().message_comes(one)

    def leaves_the_hand(self, one: Thread) -> None:
        self.read_now.discard(one.row)
        if one in self.handed:
            self.is_handed_no_more(one)
            if one.row in self.waiting:
                self.waits_no_more(one.row, self.now)
        elif one in self.are_parked():
            self.is_parked_no_more(one)
        else:
            super().leaves_the_hand(one)

    def is_handed_no_more(self, one: Thread) -> None:
        self.handed.remove(one)

    def is_parked_no_more(self, one: Thread) -> None:
        [(_, since_s)] = [each for each in self.parked if each[0] is one]
        self.parked.remove((one, since_s))
        self.was_parked(one, since_s, self.now)

    def was_parked(self, one: Thread, since_s: float, until_s: float) -> None:
        if since_s < until_s:
            self.spans.append((one.row, "parked", one.person.number, since_s, until_s))

    # Who lays down what

    def lays_down(self, person: Writer) -> bool:
        if not self.is_leaving(person) or not person.is_at_it() or person.focus is not None:
            return False
        return self.lay_down_all(person)

    def is_leaving(self, person: Writer) -> bool:
        """Return whether somebody goes as soon as they can, and does not go on in the same seat at this instant."""
        worker = self.worker_of.get(person.number)
        if worker is None or self.goes_on_here(worker, person):
            return False
        if person.told is not None:
            return not isinstance(person.told, Pause | NothingNew)
        return self.closed_since is not None and worker.part is None

    def goes_on_here(self, worker: Worker, person: Writer) -> bool:
        """Return whether the next part of somebody is in this seat and begins now."""
        following = worker.parts[0] if worker.parts else None
        return following is not None and following.seat == person.number and following.from_s <= self.now

    def lay_down_all(self, person: Writer) -> bool:
        """Take out of a hand all that does not stay in it; return whether there is anything."""
        laid = [one for one in person.threads if self.is_laid_down(one)]
        had_some = person.in_hand() > 0
        for one in sorted(laid, key=lambda one: one.row):
            self.lay_down(one)
        if laid and had_some:
            person.last_end = self.now
        return bool(laid)

    def is_laid_down(self, one: Thread) -> bool:
        return one.terms.at_the_end != "finish" and not (one.owed and self.is_served_on(one.row))

    def is_served_on(self, row: int) -> bool:
        """Return whether somebody who leaves answers a message first because nobody else is to."""
        name = self.book[row].type
        is_over = self.closed_since is not None or self.closes or not self.calendar.is_open(name, self.now)
        return is_over and self.calendar.at_close(name) != "keep"

    def lay_down(self, one: Thread) -> None:
        person, is_parked = one.person, one.terms.at_the_end == "park"
        self.hand_overs.append(HandOver(one.row, person.number, person.group, self.now, is_parked, one.owed))
        person.threads.remove(one)
        one.noted = None
        if is_parked:
            self.parked.append((one, self.now))
            return
        one.awake, one.sleeps_s = True, inf
        self.to_read.add(one.row)
        self.handed.append(one)
        if one.owed:
            self.waits_again(one)

    def waits_again(self, one: Thread) -> None:
        """Let who was handed over wait in the queue from now on."""
        self.stands_again(one)
        self.waiting.append(one.row)
        self.looking.append(one.row)

    def stands_again(self, one: Thread) -> None:
        visit = self.book[one.row]
        visit.place_rule, visit.kept_s = one.terms.place, visit.first_place_s
        self.take_a_place(visit, self.now)

    # When somebody is told

    def end_of_part(self, worker: Worker) -> None:
        seat: Writer = self.seat(worker)
        is_there = worker.off is None and worker.elsewhere is None and seat.is_at_it() and seat.focus is None
        has_laid = is_there and not self.goes_on_here(worker, seat) and self.lay_down_all(seat)
        super().end_of_part(worker)
        if has_laid and seat.threads:
            # As when something ends in a hand.
            self.settle(seat)
            seat.chooses = True

    def close(self) -> None:
        bound = [p for p in self.people if any(self.takes_none_of(p, name) for name in self.scenario.channels)]
        self.closes = True
        super().close()
        self.closes = False
        for person in bound:
            # As no part goes on, who took nothing new looks.
            person.freed = self.now
        for person in self.people:
            if self.lays_down(person):
                self.released(person)

    def end_of_time_off(self, worker: Worker, is_back: bool) -> None:
        seat: Writer = self.seat(worker)
        if not is_back and not self.goes_on_here(worker, seat):
            self.lay_down_all(seat)
        super().end_of_time_off(worker, is_back)
        if is_back:
            self.takes_up(seat)

    # In the queue

    def follow_up(self) -> None:
        super().follow_up()
        while self.looking:
            row = min(self.looking)
            self.looking.remove(row)
            if row in self.waiting:
                self.look_again(row)
                super().follow_up()

    def anybody_finds_one(self, people: list[Person]) -> bool:
        """Return whether anybody was kept for somebody; whoever is about to look was kept from nobody."""
        others = [row for row in self.waiting if row not in self.looking]
        able = ((person, row) for person in people for row in others if self.fits(person, row))
        return any(self.may(person, row) and self.has_room(person, row) for person, row in able)

    def leave_queue(self, row: int, how: str) -> None:
        mine = [one for one in self.handed if one.row == row]
        if mine and self.book[row].answered_s is not None:
            # Whoever was answered is not sent away.
            return
        for one in mine:
            self.is_handed_no_more(one)
        super().leave_queue(row, how)

    def voicemail_time(self, row: int) -> float:
        return inf if self.is_handed(row) else super().voicemail_time(row)

    def due_for(self, name: str, rule: object) -> list[int]:
        return [row for row in super().due_for(name, rule) if not self.is_handed(row)]

    def serve(self, row: int, person: Writer) -> None:
        mine = [one for one in self.handed if one.row == row]
        if not mine:
            super().serve(row, person)
            return
        one, visit = mine[0], self.book[row]
        self.is_handed_no_more(one)
        self.answered.append((visit.type, self.now - visit.since_s))
        person.assigned = self.now
        self.assignments.append((self.now, person, visit.type))
        one.person, one.message.agent, one.message.group = person, person.number, person.group
        person.threads.append(one)
        self.may_choose(person)

    # Reading

    def begins(self, one: Thread) -> None:
        reading_s = grid(one.terms.reading_s * self.factors(one.person, one.row)[0]) if one.row in self.to_read else 0.0
        self.to_read.discard(one.row)
        if not reading_s:
            super().begins(one)
            return
        self.read_now.add(one.row)
        one.person.focus, one.person.focus_ends = one, self.now + reading_s

    def thread_ends(self, how: int, one: Thread) -> None:
        if how == 0 and one.row in self.read_now:
            self.read_now.remove(one.row)
            super().begins(one)
        else:
            super().thread_ends(how, one)

    def kind_of_span(self, one: Thread) -> str:
        kind = super().kind_of_span(one)
        return "reading" if kind == "reply" and one.row in self.read_now else kind

    # Back in the hand

    def comes_on_duty(self, worker: Worker) -> None:
        super().comes_on_duty(worker)
        self.takes_up(self.seat(worker))

    def begin_part(self, worker: Worker, part: Part) -> None:
        super().begin_part(worker, part)
        if self.is_on_duty(worker):
            # Whoever has not left yet does not come.
            self.takes_up(self.seat(worker))

    def takes_up(self, person: Writer) -> None:
        """Let somebody who is there again have in hand what they parked."""
        mine = [one for one in self.are_parked() if one.person is person]
        for one in sorted(mine, key=lambda one: one.row):
            self.is_parked_no_more(one)
            # Whose message waits for room goes on to.
            one.awake = one.awake or one.is_quiet() or one.terms.over
            person.threads.append(one)
        for one in sorted(mine, key=lambda one: (one.sleeps_s, one.row)):
            if one.sleeps_s <= self.now and self.may_sleep(one):
                one.awake = False
        if mine:
            self.settle(person)
            person.freed, person.chooses = self.now, True

    # Nothing new of a channel

    def next_times(self) -> list[float]:
        parts = [worker.part for worker in self.workers if worker.part is not None]
        times = [part.to_s - grid(noun.nothing_new_s) for part in parts for noun in self.scenario.channels.values()]
        return super().next_times() + [time_s for time_s in times if time_s > self.now]

    def takes_none_of(self, person: Person, channel: str) -> bool:
        """Return whether the end of somebody's part is too near for new contacts of a channel."""
        said_s = grid(self.scenario.channels[channel].nothing_new_s)
        worker = self.worker_of.get(person.number)
        part = worker.part if worker is not None else None
        return bool(said_s) and part is not None and part.seat == person.number and self.now >= part.to_s - said_s

    def has_room(self, person: Person, row: int) -> bool:
        return not self.takes_none_of(person, self.kind(row).channel) and super().has_room(person, row)

    def has_room_for(self, person: Writer, name: str) -> bool:
        channel = self.scenario.contact_types[name].channel
        return not self.takes_none_of(person, channel) and super().has_room_for(person, name)
