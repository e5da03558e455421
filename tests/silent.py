"""The naive engine for customers who leave without a sign: their contacts stay where they are, as if they were there.

It adds to `laying_down.py` what is done in vain. What became of such a contact is written when its customer leaves;
from then on a `Silence` says where it is, and nothing that happens to it changes what was written.
"""

from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple

from coming_again import Agent, Chat, Service, Visit
from conversing import Message, Thread, Writer
from laying_down import LayingDown
from reference import Person, grid

from simulator.demand.draws import Purpose, u
from simulator.demand.later import ordinal_of
from simulator.log import NOBODY
from simulator.scenario.nouns import ContactType

GREETS, WAITS_FOR_THEM = "greet", "notice"
"""What an agent does for a chat in a slot whose customer has left, one after the other."""
AS_SPANS = {GREETS: "in_vain", WAITS_FOR_THEM: "in_hand"}


class Manners(NamedTuple):
    """What a contact type says of customers who leave silently."""

    share: float
    noticed_s: float
    greeting_s: float | None
    """None: agents do not begin with one."""


def manners_of(kind: ContactType) -> Manners | None:
    """Return the manners of the type's customers; None where everybody is seen to leave."""
    said = kind.silent
    return None if said is None else Manners(said.share, grid(said.noticed_s), said.greeting_s)


@dataclass(eq=False)
class Silence:
    """A contact whose customer has left silently."""

    row: int
    left_s: float
    agent: int | None
    taken_s: float | None
    told_s: float | None = None
    over_s: float | None = None
    how: str = "not_yet"


@dataclass
class Told(Chat):
    """A chat in a slot with nobody at the other end: the agent greets, and waits by the clock."""

    def due(self) -> float:
        return self.until if self.service.stage == WAITS_FOR_THEM else super().due()


@dataclass
class Silent(LayingDown):
    silences: dict[int, Silence] = field(default_factory=dict)
    gone_before: set[int] = field(default_factory=set)
    """To whom a reply was begun when they had left."""
    """By contact, in the order of leaving."""

    def manners(self, row: int) -> Manners | None:
        return manners_of(self.kind(row))

    def has_left(self, row: int) -> bool:
        return row in self.silences

    # Who leaves

    def would_leave_silently(self, row: int) -> bool:
        """Return whether the center would not notice it if the patience of a customer ended now."""
        said, visit = self.manners(row), self.book[row]
        if said is None or visit.holder is not None:
            return False
        if not self.converses(row) and (self.channel(row).slots is None or visit.answered_s is not None):
            return False
        return u(self.key(visit), Purpose.SILENT, ordinal_of(visit.attempt, visit.hop)) < said.share

    def loses_patience(self, row: int) -> None:
        if self.would_leave_silently(row):
            self.leaves_silently(row)
        else:
            super().loses_patience(row)

    def leaves_silently(self, row: int) -> None:
        """Write that a customer has left, and let the contact stay where it is."""
        visit, one = self.book[row], self.thread_of(row)
        agent = None if one is None else one.person.number
        self.silences[row] = Silence(row, self.now, agent, visit.assigned_s)
        if row in self.waiting:
            self.waits.append((row, self.queued(row), self.now))
        if one is not None:
            # Of what is done from now on nothing is written.
            one.gives_up_s, one.message = inf, replace(one.message)
        self.end(row, "abandoned" if visit.answered_s is None else "customer")

    def thread_of(self, row: int) -> Thread | None:
        return next((one for one in self.all_threads() if one.row == row), None)

    def end(self, row: int, how: str) -> None:
        if not self.has_left(row) or self.book[row].ended_s is None:
            super().end(row, how)

    def is_seen_to_leave(self, row: int) -> bool:
        return not self.has_left(row)

    def is_through_with(self, row: int, how: str) -> None:
        self.silences[row].over_s, self.silences[row].how = self.now, how

    # In the queue

    def patience(self, row: int) -> float:
        return inf if self.has_left(row) else super().patience(row)

    def voicemail_time(self, row: int) -> float:
        # Nobody is there to leave one.
        return inf if self.has_left(row) else super().voicemail_time(row)

    def waits_no_more(self, row: int, until: float) -> None:
        if not self.has_left(row):
            super().waits_no_more(row, until)
            return
        self.waiting.remove(row)
        since_s = max(self.silences[row].left_s, self.queued(row))
        self.spans.append((row, "unnoticed", NOBODY, since_s, max(since_s, until)))

    def leave_queue(self, row: int, how: str) -> None:
        """Send away who waits; whoever has left is sent away as well, unless they were answered."""
        super().leave_queue(row, how)
        if self.has_left(row) and row not in self.waiting:
            self.is_through_with(row, "sent_away")

    def was_parked(self, one: Thread, since_s: float, until_s: float) -> None:
        # After the last closing nobody comes back, and the customer may have been there for longer.
        left_s = self.silences[one.row].left_s if self.has_left(one.row) else since_s
        super().was_parked(one, since_s, max(until_s, left_s))

    def due_for(self, name: str, rule: object) -> list[int]:
        return [row for row in super().due_for(name, rule) if not self.has_left(row)]

    # In a hand

    def serve(self, row: int, person: Writer) -> None:
        if not self.has_left(row):
            super().serve(row, person)
            return
        silence = self.silences[row]
        silence.agent = person.number
        silence.taken_s = self.now if silence.taken_s is None else silence.taken_s
        if self.is_handed(row):
            super().serve(row, person)
            return
        visit = self.book[row]
        self.answered.append((visit.type, self.now - visit.since_s))
        person.assigned = self.now
        self.assignments.append((self.now, person, visit.type))
        if self.converses(row):
            self.is_taken_in_vain(visit, person)
        else:
            self.is_greeted_in_vain(visit, person)

    def is_taken_in_vain(self, visit: Visit, person: Writer) -> None:
        row, channel = visit.row, self.kind(visit.row).channel
        message = Message(row, 1, person.number, person.group, visit.arrived_s)
        replies = self.spoken.replies(visit)
        person.threads.append(Thread(row, person, self.terms[channel], channel, replies, message, inf))
        self.may_choose(person)

    def kind_of_span(self, one: Thread) -> str:
        kind = super().kind_of_span(one)
        return "in_vain" if kind == "reply" and self.has_left(one.row) else kind

    # Greeting

    def next_times(self) -> list[float]:
        times = [self.greeted_at(one) for one in self.threads()]
        return super().next_times() + [time_s for time_s in times if self.now < time_s < inf]

    def greeted_at(self, one: Thread) -> float:
        """Return when the agent has greeted who writes a first reply that takes longer; infinite where none does."""
        said, begun_s = self.manners(one.row), one.message.begun_s
        if said is None or said.greeting_s is None or begun_s is None or one.message.number > 1:
            return inf
        if one.person.focus is not one or one.wraps or one.row in self.read_now:
            return inf
        greeting_s = grid(said.greeting_s * self.factors(one.person, one.row)[0])
        return begun_s + greeting_s if greeting_s < self.takes_s(one) else inf

    def begins(self, one: Thread) -> None:
        super().begins(one)
        if self.has_left(one.row):
            self.gone_before.add(one.row)

    def what_ends_now(self, one: Thread) -> int | None:
        # Who leaves at the very end of the greeting was there for it.
        is_gone = one.row in self.gone_before or (self.has_left(one.row) and self.silences[one.row].left_s < self.now)
        if is_gone and self.greeted_at(one) == self.now:
            return 0
        return super().what_ends_now(one)

    def thread_ends(self, how: int, one: Thread) -> None:
        if how == 0 and self.greeted_at(one) == self.now:
            # Whatever was to be the last reply was not written.
            one.replies = max(one.replies, 2)
            self.is_sent(one)
        else:
            super().thread_ends(how, one)

    # What was in vain

    def is_told(self, one: Thread) -> None:
        if not self.has_left(one.row):
            super().is_told(one)
            return
        self.silences[one.row].told_s = self.now
        if self.book[one.row].answered_s is None:
            self.is_answered(self.book[one.row])

    def expects_a_message(self, one: Thread) -> None:
        if not self.has_left(one.row):
            super().expects_a_message(one)
            return
        one.sleeps_s = self.now + one.terms.after_s
        one.closes_s = self.now + min(one.terms.auto_close_s, self.manners(one.row).noticed_s)

    def is_closed(self, one: Thread) -> None:
        if self.has_left(one.row):
            self.is_through_with(one.row, "closed_in_vain")
            self.leaves_the_hand(one)
        else:
            super().is_closed(one)

    def breaks_off(self, one: Thread, how: str) -> None:
        if self.has_left(one.row):
            self.is_through_with(one.row, "noticed")
        super().breaks_off(one, how)

    # Chats in slots

    def talking(self) -> list[int]:
        return super().talking() + [one.row for one in self.services() if one.stage in AS_SPANS]

    def is_greeted_in_vain(self, visit: Visit, person: Agent) -> None:
        self.is_answered(visit)
        greeting_s = grid((self.manners(visit.row).greeting_s or 0.0) * self.factors(person, visit.row)[0])
        service = Service(visit.row, person, greeting_s, 0.0, None, 0.0, GREETS, self.now, self.answers)
        self.answers += 1
        service.chat = Told(visit.row, greeting_s, [(self.now, self.now, 1.0)], True, service)
        person.hand.append(service.chat)
        if greeting_s:
            self.change_speed(person)
        else:
            self.waits_for_them(service)

    def waits_for_them(self, service: Service) -> None:
        self.silences[service.row].told_s = self.now
        self.goes_to(service, WAITS_FOR_THEM)
        service.chat.until = self.now + self.manners(service.row).noticed_s

    def going_on(self, person: Person) -> list[Chat]:
        return [chat for chat in super().going_on(person) if chat.service.stage != WAITS_FOR_THEM]

    def tell(self, service: Service) -> None:
        if service.stage not in AS_SPANS:
            super().tell(service)
        elif service.since < self.now:
            number = service.person.number
            self.spans.append((service.row, AS_SPANS[service.stage], number, service.since, self.now))

    def end_of_budget(self, person: Agent, work: Chat) -> None:
        if work.service.stage == GREETS:
            self.waits_for_them(work.service)
            self.change_speed(person)
        elif work.service.stage == WAITS_FOR_THEM:
            self.tell(work.service)
            person.hand.remove(work)
            self.is_through_with(work.row, "noticed")
            # As whenever something leaves a hand, what goes on is worked out anew.
            self.change_speed(person)
            self.released(person)
        else:
            super().end_of_budget(person, work)
