"""The naive engine for what comes again: who is passed on, who dials again, whose wish is not settled.

It adds to `reference.py` what a contact's second wait and a customer's second attempt need, by the same means: lists
that are searched, at every instant in the order of its classes. Rules, names and shares are read here once more;
nothing is shared with the engine or with what reads rules for it.
"""

from dataclasses import dataclass, field
from math import inf
from typing import ClassVar

from reference import Contact, Person, Reference, Work, grid

from simulator.demand.draws import Purpose, purpose_of, u
from simulator.demand.inverses import inverse_of
from simulator.demand.later import ordinal_of
from simulator.scenario.nouns import Transfer
from simulator.scenario.nouns.rule_parts import AllOfThese

GRID_S = 1 / 2**20
SHORT = {"agent": "answered", "customer": "left_waiting", "time_out": "timed_out"}
"""How a rule calls an end that the log calls otherwise."""
NO_END = ("passed_on", "moved")

Span = tuple[int, str, int, float, float]
"""What an agent did with a contact: row, kind, agent, from, to."""


@dataclass
class Service:
    """What an agent does for a contact, from the answer until the agent has nothing to do with it any more.

    ``stage`` is, one after the other: `briefed` (by who passed it on), `talk`, and where it is passed on warm `hold`
    and `brief`, then `wrap`.
    """

    row: int
    person: "Agent"
    talk_s: float
    wrap_up_s: float
    rule: Transfer | None
    """By which it is passed on, if it is."""
    rest_s: float
    """What is left of the drawn talk for the next agent."""
    stage: str
    since: float
    number: int = 0
    """In the order of answers."""
    chat: "Chat | None" = None
    """Where it is in a slot."""


@dataclass
class Visit(Contact):
    """A contact that may wait several times. What stands here is of the wait, or of the service, that comes next."""

    passed: bool = False
    """Whether an agent sent it here, so that it does not meet the center's closing."""
    first_place_s: float | None = None
    stands_s: float = 0.0
    place_rule: str = "back"
    kept_s: float = 0.0
    in_front: bool = False
    since_s: float | None = None
    patient_s: float = 0.0
    rest_s: float = 0.0
    note_s: float = 0.0
    only: str | None = None
    lost: bool = False
    repeat_s: float = 0.0
    holder: Service | None = None
    """Of the agent who stays with the customer until the next one answers."""

    def __post_init__(self) -> None:
        self.stands_s, self.patient_s = self.arrived_s, self.patience_s
        self.rest_s, self.note_s = self.talk_s, self.wrap_up_s


@dataclass
class Further:
    """A wait of who was passed on and stays the same contact, for ``group`` alone if for any."""

    row: int
    group: str | None
    from_s: float
    to_s: float | None = None
    how: str = "still_open"


@dataclass
class Chat(Work):
    """A contact in a slot, with what is done for it."""

    service: Service = None  # type: ignore[assignment]
    until: float = inf
    """Of a briefing, which goes by the clock."""

    def due(self) -> float:
        if self.service.stage == "hold":
            return inf
        return self.until if self.service.stage in ("brief", "briefed") else super().due()


@dataclass(eq=False)
class Agent(Person):
    service: Service | None = None
    """Of the exclusive contact in hand."""


@dataclass
class ComingAgain(Reference):
    a_contact: ClassVar[type[Contact]] = Visit
    a_person: ClassVar[type[Person]] = Agent

    spans: list[Span] = field(default_factory=list)
    passing: list[int] = field(default_factory=list)
    """Contacts that an agent has just passed on and that wait again from this instant on."""
    between: set[int] = field(default_factory=set)
    """Who is on a line, passed on, and has not arrived yet."""
    again: list[tuple[float, int, str]] = field(default_factory=list)
    """When whose customer comes again, and by which follow-up."""
    last_group: dict[tuple[int, int], str] = field(default_factory=dict)
    """By case and attempt: whose agent answered last."""
    looks: dict[tuple[int, int], int] = field(default_factory=dict)
    """How often somebody was looked for before, by contact and hop, where chance says who it is."""
    answers: int = 0
    further: list[Further] = field(default_factory=list)
    """The waits of whoever was passed on within the type, in the order in which they begin."""
    settled: set[int] = field(default_factory=set)
    """Whose hold nothing would have ended."""

    def run(self) -> list[Contact]:
        super().run()
        if self.stopped_s == inf:
            # What nothing ends is settled when nothing happens any more: somebody holds for whom nobody comes.
            for service in self.services():
                self.tell(service)
            self.settled = {service.person.number for service in self.services()}
            for person in self.people:
                if person.number in self.settled:
                    self.cut_short(person)
        return self.book

    def services(self) -> list[Service]:
        found = [p.service for p in self.people if p.row is not None]
        return found + [chat.service for p in self.people for chat in p.hand]

    def stop(self) -> None:
        for service in self.services():
            self.tell(service)
        super().stop()
        if self.due_to_arrive():
            # Passed on at this very instant, and not there yet.
            self.stopped_s = self.now

    def next_times(self) -> list[float]:
        return super().next_times() + [time_s for time_s, _, _ in self.again]

    # The order of an instant

    def due_to_arrive(self) -> list[int]:
        return sorted([*super().due_to_arrive(), *self.passing])

    def take_in(self, row: int) -> None:
        if row in self.passing:
            self.passing.remove(row)
            self.wait_again(row)
        else:
            super().take_in(row)

    def something_happens(self) -> bool:
        due = [one for one in self.again if one[0] == self.now]
        if due and not self.due_to_arrive():
            one = min(due, key=lambda one: one[1])
            self.again.remove(one)
            self.come_again(self.book[one[1]], one[2])
            return True
        return super().something_happens()

    # Places, waits, lines

    def stands(self, row: int) -> float:
        return self.book[row].stands_s

    def patience(self, row: int) -> float:
        return self.book[row].patient_s

    def queued(self, row: int) -> float:
        return self.book[row].since_s

    def voicemail_time(self, row: int) -> float:
        # What was not offered during a hold is not made up for.
        time_s = super().voicemail_time(row)
        return inf if self.book[row].holder or time_s < self.now else time_s

    def widening_times(self, row: int) -> list[float]:
        return [self.queued(row)] if self.book[row].only else super().widening_times(row)

    def ranks(self, row: int) -> dict[str, int]:
        only = self.book[row].only
        return super().ranks(row) if only is None else {only: 1}

    def priority(self, person: Person, row: int) -> int:
        if self.book[row].only is None:
            return super().priority(person, row)
        return self.own_priority(person, row)

    def may(self, person: Person, row: int) -> bool:
        only = self.book[row].only
        if only is None:
            return super().may(person, row)
        kept = self.closed_since is not None and self.calendar.at_close(self.book[row].type) == "keep"
        return person.group == only and not kept

    def free_for(self, row: int) -> list[Person]:
        """Return the free agents, the best first; by chance it is another one, each time somebody is looked for."""
        free, visit = super().free_for(row), self.book[row]
        channel = self.channel(row)
        rule = self.scenario.routing.agent if channel.slots is None else channel.agent
        if rule not in ("random", "random_group"):
            return free
        hop = visit.hop + visit.passes
        look = self.looks[row, hop] = self.looks.get((row, hop), -1) + 1
        ranks = self.ranks(row)
        able = [p for p in free if ranks[p.group] == min(ranks[one.group] for one in free)]
        chance = u(self.key(visit), Purpose.AGENT, ordinal_of(visit.attempt, hop, look))
        if rule == "random_group":
            groups = [name for name in self.scenario.agent_groups if any(p.group == name for p in able)]
            # Of the group, the longest idle stands first.
            able = [p for p in able if p.group == groups[int(chance * len(groups))]][:1]
        else:
            able.sort(key=lambda p: p.number)
            able = able[int(chance * len(able)) :][:1]
        return able

    def talking(self) -> list[int]:
        return [one.row for one in self.services() if one.stage in ("briefed", "talk")]

    def on_channel(self, channel: str) -> int:
        """Return how many customers are on its lines: whoever waits, talks, or has just been passed on."""
        return sum(self.kind(row).channel == channel for row in {*self.waiting, *self.between, *self.talking()})

    def on_type(self, name: str) -> int:
        """Return the same of a type: whoever has just been passed on to it has a line of the channel alone."""
        there = {*self.waiting, *self.talking(), *(self.between - self.passed_to_a_type())}
        return sum(self.book[row].type == name for row in there)

    def passed_to_a_type(self) -> set[int]:
        """Return who is another contact since an agent passed it on, and has not come in yet."""
        return {row for row in self.coming if self.book[row].cause == "transfer"}

    def take_a_place(self, visit: Visit, came_s: float) -> None:
        """Let a wait begin: where its coming says, where the contact stood before, or in front of all of its type."""
        visit.since_s, visit.in_front = self.now, visit.place_rule == "front"
        if visit.place_rule == "front":
            others = [self.book[row] for row in self.waiting]
            stand = [one.stands_s for one in others if one.type == visit.type and not one.in_front]
            visit.stands_s = min(stand) - GRID_S if stand else self.now
        else:
            visit.stands_s = visit.kept_s if visit.place_rule == "kept" else came_s

    def arrive(self, row: int) -> None:
        visit = self.book[row]
        inside = row in self.between
        self.between.discard(row)
        if inside and self.lets_in(row):
            self.enter(row, inside=True)
            return
        super().arrive(row)
        if row in self.outside and visit.holder:
            self.let_go(visit)

    def lets_in(self, row: int) -> bool:
        visit = self.book[row]
        if visit.passed:
            return self.calendar.is_open_by_itself(visit.type, self.now)
        return super().lets_in(row)

    def enter(self, row: int, inside: bool = False) -> None:
        """Let a contact come in; whoever keeps the line finds no queue too long either."""
        visit = self.book[row]
        if self.finds_no_line(row, inside):
            self.end(row, "blocked")
            return
        self.take_a_place(visit, visit.arrived_s)
        visit.queued_s, visit.first_place_s = self.now, visit.stands_s
        if free := self.free_for(row):
            self.serve_one_who_looked(row, free[0])
        elif not inside and self.too_many_wait(row):
            visit.queued_s = visit.first_place_s = None
            self.end(row, "blocked")
        else:
            self.join(row)

    def wait_again(self, row: int) -> None:
        """Let a contact that was passed on within its type look for an agent, and else wait once more."""
        visit = self.book[row]
        self.between.discard(row)
        if not self.calendar.is_open(visit.type, self.now) and self.calendar.at_close(visit.type) == "clear":
            self.clear_one(row)
            return
        self.take_a_place(visit, self.now)
        if free := self.free_for(row):
            self.serve_one_who_looked(row, free[0])
        else:
            self.join(row)

    def clear_one(self, row: int) -> None:
        self.end(row, "cleared")

    def join(self, row: int) -> None:
        visit = self.book[row]
        self.waiting.append(row)
        if not self.calendar.is_open(visit.type, self.now) and self.calendar.at_close(visit.type) == "keep":
            self.let_go(visit)

    # Services and passing on

    def serve(self, row: int, person: Agent) -> None:
        visit, (talk, wrap_up) = self.book[row], self.factors(person, row)
        self.further_wait_over(row, "agent")
        if visit.answered_s is None:
            visit.assigned_s = visit.answered_s = self.now
            visit.answered_by = person.number
        self.last_group[visit.case, visit.attempt] = person.group
        person.assigned = self.now
        self.assignments.append((self.now, person, visit.type))
        briefing_s = self.taken_over(visit, person)
        rule, part_s = self.passed_by(visit, person.group)
        service = Service(
            row,
            person,
            grid(part_s * talk) + visit.repeat_s,
            grid(visit.note_s * wrap_up),
            rule,
            visit.rest_s - part_s,
            "briefed" if briefing_s else "talk",
            self.now,
            self.answers,
        )
        self.answers += 1
        visit.stories += visit.lost
        visit.repeated_s += visit.repeat_s
        visit.lost, visit.repeat_s = False, 0.0
        if self.channel(row).slots is None:
            person.row, person.service = row, service
            person.talk_ends, person.all_ends = self.now + briefing_s + service.talk_s, inf
            return
        service.chat = Chat(row, service.talk_s, [(self.now, self.now, 1.0)], True, service, self.now + briefing_s)
        person.hand.append(service.chat)
        self.change_speed(person)

    def passed_by(self, visit: Visit, group: str) -> tuple[Transfer | None, float]:
        """Return the transfer by which this service is passed on, and how much of the talk comes before."""
        hop = visit.hop + visit.passes
        for name, rule in self.scenario.transfers.items():
            to = rule.pass_
            # Who is it already, or whom the group does not serve, is not passed on.
            if not self.is_about(rule.of, visit, group) or to.type == visit.type:
                continue
            if to.group is not None and visit.type not in self.scenario.agent_groups[to.group].serves:
                continue
            part_s = visit.rest_s
            if rule.at is not None:
                part_s = rule.at.duration_s if rule.at.share is None else grid(rule.at.share * visit.rest_s)
                if rule.at.share is None and part_s >= visit.rest_s:
                    continue
            drawn = u(self.key(visit), purpose_of("transfers", name, "share"), ordinal_of(visit.attempt, hop))
            if drawn < rule.share[min(hop, len(rule.share) - 1)]:
                return rule, part_s
        return None, visit.rest_s

    def taken_over(self, visit: Visit, person: Person) -> float:
        """End the hold of who passed the contact on; return how long the new agent is briefed."""
        first, visit.holder = visit.holder, None
        if first is None:
            return 0.0
        if first.person is person:
            self.part_over(first)
            return 0.0
        warm_s = first.rule.pass_.warm_s
        self.goes_to(first, "brief")
        if first.chat is None:
            first.person.talk_ends = self.now + warm_s
        else:
            first.chat.until, first.chat.pieces = self.now + warm_s, [(self.now, self.now, 1.0)]
            self.change_speed(first.person)
        return warm_s

    def goes_to(self, service: Service, stage: str) -> None:
        self.tell(service)
        service.stage, service.since = stage, self.now

    def tell(self, service: Service) -> None:
        """Write down what the agent did up to now; whatever but a talk may take no time and leave no trace."""
        kind = {"hold": "hold", "wrap": "wrap_up"}.get(service.stage, "talk")
        if service.since < self.now or service.stage == "talk":
            self.spans.append((service.row, kind, service.person.number, service.since, self.now))

    def talk_over(self, person: Agent) -> None:
        self.stage_over(person.service)

    def stage_over(self, service: Service) -> None:
        """End a talk, or the briefing of the next agent."""
        if service.stage == "brief":
            self.part_over(service)
        elif service.rule is None:
            self.end(service.row, "agent")
            self.wrap_up(service)
        else:
            self.pass_on(service)

    def pass_on(self, service: Service) -> None:
        visit, to = self.book[service.row], service.rule.pass_
        hop = visit.hop + visit.passes + 1
        if to.type is not None:
            heir = self.child(visit, to.type, "transfer", visit.attempt, hop)
            heir.passed = True
            heir.context = to.context
            self.coming.append(heir.row)
        else:
            visit.passes += 1
            heir, visit.rest_s = visit, service.rest_s
            _, visit.note_s, visit.patient_s = self.drawn(visit, visit.type, visit.attempt, hop, visit.arrived_s)
            self.passing.append(visit.row)
            self.further.append(Further(visit.row, to.group, self.now))
        heir.only, heir.place_rule, heir.kept_s = to.group, to.place, visit.stands_s
        heir.lost, heir.repeat_s = to.context == "lost", to.repeat_story_s
        if self.kind(heir.row).channel == self.kind(visit.row).channel:
            self.between.add(heir.row)
        if to.warm_s is None:
            self.part_over(service)
            return
        heir.holder = service
        self.goes_to(service, "hold")
        if service.chat is not None:
            self.change_speed(service.person)

    def further_wait_over(self, row: int, how: str) -> None:
        """Write how a wait after being passed on ended, if there is one."""
        for one in self.further:
            if one.row == row and one.to_s is None:
                one.to_s, one.how = self.now, how

    def let_go(self, visit: Visit) -> None:
        """Let who stays with the customer stay no longer: nobody waits with the customer, or the customer is gone."""
        service, visit.holder = visit.holder, None
        if service is not None:
            self.part_over(service)

    def part_over(self, service: Service) -> None:
        """End what the first agent has to do with the customer."""
        if service.rule.pass_.type is not None:
            self.end(service.row, "passed_on")
        self.wrap_up(service)

    def wrap_up(self, service: Service) -> None:
        paused = service.stage == "hold"
        self.goes_to(service, "wrap")
        if service.chat is None:
            service.person.talk_ends, service.person.all_ends = inf, self.now + service.wrap_up_s
            return
        speed = service.chat.pieces[-1][2]
        service.chat.talks, service.chat.budget = False, service.wrap_up_s
        service.chat.pieces = [(self.now, self.now, speed)]
        if paused:
            self.change_speed(service.person)

    def end_of_budget(self, person: Agent, work: Chat) -> None:
        service, stage = work.service, work.service.stage
        if stage == "briefed":
            service.stage = "talk"
            work.pieces = [(self.now, self.now, work.pieces[-1][2])]
            return
        if stage != "wrap":
            self.stage_over(service)
            if service.stage == "hold" or service.wrap_up_s:
                return
        self.close_part(service)
        person.hand.remove(work)
        self.change_speed(person)
        self.released(person)

    def close_contact(self, row: int, person: Agent) -> None:
        self.close_part(person.service)

    def close_part(self, service: Service) -> None:
        """End an agent's wrap-up; a contact that was passed on is closed by the next one."""
        self.tell(service)
        if service.rule is None:
            super().close_contact(service.row, service.person)

    def turn(self, work: Chat) -> tuple[int, ...]:
        """Of the same contact in several hands, whoever answered first ends first."""
        return work.row, work.service.number

    def going_on(self, person: Person) -> list[Work]:
        return [chat for chat in person.hand if chat.service.stage != "hold"]

    # Ends, and who comes again

    def close(self) -> None:
        super().close()
        for name in self.scenario.contact_types:
            self.nobody_holds_what_is_kept(name)

    def end_of_hours(self) -> None:
        super().end_of_hours()
        for name in self.scenario.contact_types:
            if any(to_s == self.now for _, to_s in self.calendar.of_type(name)):
                self.nobody_holds_what_is_kept(name)

    def nobody_holds_what_is_kept(self, name: str) -> None:
        if self.calendar.at_close(name) == "keep":
            for row in [row for row in sorted(self.waiting) if self.book[row].type == name]:
                self.let_go(self.book[row])

    def end(self, row: int, how: str) -> None:
        super().end(row, how)
        self.further_wait_over(row, how)
        visit = self.book[row]
        visit.solved = False
        if how == "moved":
            return
        self.let_go(visit)
        if how == "agent":
            visit.solved = u(self.key(visit), Purpose.SOLVED, ordinal_of(visit.attempt, 0)) < self.share_solved(visit)
        if how not in NO_END:
            self.plan_again(visit, SHORT.get(how, how))

    def share_solved(self, visit: Visit) -> float:
        """Return the share that whoever answered last solves of contacts like this."""
        group = self.last_group[visit.case, visit.attempt]
        return self.scenario.agent_groups[group].serves[visit.type].solved

    def plan_again(self, visit: Visit, ended: str) -> None:
        """Ask the follow-ups in their order whether this customer comes again."""
        group = self.last_group.get((visit.case, visit.attempt))
        for name, rule in self.scenario.follow_ups.items():
            when, ordinal = rule.when, ordinal_of(visit.attempt, 0)
            about = any(self.is_about(rule.of, one, group) for one in (visit, self.before_it_was_moved(visit)))
            if not about or visit.attempt >= (rule.attempts or inf):
                continue
            if when.ended is not None and ended not in when.ended:
                continue
            if when.solved is not None and (group is None or visit.solved != when.solved):
                continue
            share = rule.share[min(visit.attempt, len(rule.share)) - 1]
            if u(self.key(visit), purpose_of("follow_ups", name, "share"), ordinal) < share:
                drawn = u(self.key(visit), purpose_of("follow_ups", name, "after"), ordinal)
                visit.again_s = self.now + max(inverse_of(rule.after).at(drawn), GRID_S)
                if visit.again_s <= self.last_s():
                    self.again.append((visit.again_s, visit.row, name))
                return

    def before_it_was_moved(self, visit: Visit) -> Visit:
        """Return what a contact was before overflow rules made it what it is."""
        return self.before_it_was_moved(self.book[visit.parent]) if visit.cause == "overflow" else visit

    def last_s(self) -> float:
        """Return until when customers come again: the end of the last day, or the stop."""
        day = self.calendar.days[-1]
        if self.calendar.stops_s < inf:
            return self.calendar.stops_s
        return max((day.number + 1) * 86400.0, day.closes_s)

    def come_again(self, parent: Visit, name: str) -> None:
        come, began = self.scenario.follow_ups[name].come, parent
        while began.parent is not None and began.cause in ("transfer", "redirect", "overflow"):
            began = self.book[began.parent]
        cause = "return" if (parent.case, parent.attempt) in self.last_group else "redial"
        child = self.child(parent, come.type or began.type, cause, parent.attempt + 1, 0)
        if any(case == parent.case for case, _ in self.last_group):
            child.context, child.lost = come.context, come.context == "lost"
            # Of whom nobody answered, what was to be told still is.
            child.repeat_s = max(come.repeat_story_s, parent.repeat_s) if child.lost else 0.0
        self.arrive(child.row)

    def move(self, parent: Visit, to: str) -> None:
        """Let whoever meets a closed door go on as another type: with what they have to tell, and who stays on."""
        child = self.child(parent, to, "redirect", parent.attempt, parent.hop + 1)
        child.passed, child.context, child.lost = parent.passed, parent.context, parent.lost
        child.repeat_s, child.holder, parent.holder = parent.repeat_s, parent.holder, None
        self.coming.append(child.row)

    def child(self, parent: Visit, kind: str, cause: str, attempt: int, hop: int) -> Visit:
        row, segment = len(self.book), parent.segment
        drawn = self.drawn(parent, kind, attempt, hop, self.now)
        child = Visit(row, parent.case, kind, segment, self.now, *drawn, parent.row, hop, attempt=attempt, cause=cause)
        self.book.append(child)
        return child

    def drawn(self, visit: Visit, kind: str, attempt: int, hop: int, arrived_s: float) -> tuple[float, float, float]:
        number = list(self.scenario.contact_types).index(kind)
        return tuple(self.later.drawn(self.key(visit), visit.segment, number, attempt, hop, arrived_s))

    def key(self, visit: Visit) -> int:
        return int(self.workload.key[visit.case])

    def is_about(self, of: tuple[str, ...] | AllOfThese, visit: Visit, group: str | None) -> bool:
        """Return whether one of the names is that of the contact's type, channel, segment, or its agent's group.

        Of a mapping, each key's names are of that kind, and each has to have one that is.
        """
        segment = None if visit.segment < 0 else self.scenario.segment_names[visit.segment]
        mine = {"type": visit.type, "channel": self.kind(visit.row).channel, "group": group, "segment": segment}
        if not isinstance(of, tuple):
            # Every key has to be true.
            keys = {"type": of.type, "channel": of.channel, "group": of.group, "segment": of.segment}
            return all(mine[key] in names for key, names in keys.items() if names is not None)
        for text in of:
            kind, colon, name = (one.strip() for one in text.partition(":"))
            if mine.get(kind) == name if colon else text in mine.values():
                return True
        return False
