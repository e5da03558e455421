"""The engine once more, written to be read: slow, without SimPy, without tricks. An oracle for random scenarios.

It follows the rules literally. At every instant it walks through the classes in order and searches lists. It
shares no code with the engine; where the two differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Any

from simulator.demand.workload import Workload
from simulator.scenario.nouns import Channel, Scenario, Segment


def grid(seconds: float) -> float:
    return round(float(seconds) * 2**20) / 2**20


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
class Person:
    number: int
    group: str
    here: bool = False
    row: int | None = None
    talk_ends: float = inf
    all_ends: float = inf
    idle_since: float = 0.0
    hand: list[Work] = field(default_factory=list)
    freed: float = 0.0
    """When he last became free for one more contact."""
    assigned: float = 0.0
    leaving: bool = False

    def in_hand(self) -> int:
        return len(self.hand) + (self.row is not None)

    def come(self, now: float) -> None:
        self.here = True
        self.idle_since = self.freed = self.assigned = now


@dataclass
class Reference:
    scenario: Scenario
    workload: Workload
    people: list[Person] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    surplus: dict[str, int] = field(default_factory=dict)
    marked: list[Person] = field(default_factory=list)
    """Who is to leave when his hand is empty, in the order of being told; only where several contacts fit in one."""
    outcome: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    changed: set[tuple[str, float]] = field(default_factory=set)
    closed: bool = True
    now: float = -inf

    def run(self) -> list[tuple[Any, ...]]:
        """Return per contact (ended by, answered_s or None, ended_s or None, agent or None)."""
        load = self.workload
        for name in self.scenario.agent_groups:
            most = max([self.wanted(name, t) for t in self.change_times(name)])
            self.people += [Person(len(self.people) + k, name) for k in range(most)]
            self.surplus[name] = 0
        coming = list(range(len(load)))
        while True:
            times = [p.all_ends for p in self.people] + [p.talk_ends for p in self.people]
            times += [work.due() for p in self.people for work in p.hand]
            times += [load.arrived_s[row] for row in coming[:1]]
            times += [load.arrived_s[row] + load.patience_s[row] for row in self.waiting]
            times += [self.message_time(row) for row in self.waiting]
            times += [t for row in self.waiting for t in self.opening_times(row) if t > self.now]
            times += [t for name in self.surplus for t in self.change_times(name) if t > self.now]
            times += [t for t in self.openings() + self.closings() if t > self.now]
            times = [t for t in times if t < inf]
            if not times:
                break
            self.now = min(times)
            self.ends()
            self.staff()
            if self.now in self.openings() and self.closed:
                self.open()
            if self.now in self.closings() and not self.closed:
                self.close()
            self.dispatch()
            while coming and load.arrived_s[coming[0]] == self.now:
                self.arrive(coming.pop(0))
                # A contact of no length ends, and its agent is dispatched, before the next arrival of this instant.
                self.follow_up()
            for row in sorted(self.waiting):
                if row in self.waiting and self.now in self.opening_times(row)[1:]:
                    self.look_again(row)
            for row in sorted(self.waiting):
                if self.message_time(row) == self.now:
                    self.waiting.remove(row)
                    self.outcome[row] = ("message", None, self.now, None)
            for row in sorted(self.waiting):
                if load.arrived_s[row] + load.patience_s[row] == self.now and row in self.waiting:
                    self.waiting.remove(row)
                    self.outcome[row] = ("abandoned", None, self.now, None)
        return [self.outcome.get(row, ("still_open", None, None, None)) for row in range(len(load))]

    def follow_up(self) -> None:
        """Do at once what ends at this very instant although the ends of it were over."""
        while self.ending():
            self.ends()
            self.dispatch()

    def ending(self) -> bool:
        return any(p.all_ends == self.now or any(work.due() <= self.now for work in p.hand) for p in self.people)

    def ends(self) -> None:
        for person in self.people:
            if person.talk_ends <= self.now:
                person.talk_ends = inf
            if person.all_ends <= self.now:
                person.all_ends, person.row = inf, None
                self.emptied(person)
                if self.surplus[person.group]:
                    self.surplus[person.group] -= 1
                    person.here = False
        while due := [(w.row, p, w) for p in self.people for w in p.hand if w.due() <= self.now]:
            _, person, work = min(due, key=lambda one: one[0])
            self.end_of_budget(person, work)

    def end_of_budget(self, person: Person, work: Work) -> None:
        load = self.workload
        if work.talks:
            self.outcome[work.row] = (*self.outcome[work.row][:2], self.now, person.number)
            work.talks = False
            work.budget = grid(load.wrap_up_s[work.row] * self.factor(person, work.row))
            work.pieces = [(self.now, self.now, work.pieces[-1][2])]
            if work.budget:
                return
        person.hand.remove(work)
        self.change_speed(person)
        person.freed = self.now
        if not person.hand:
            self.emptied(person)

    def emptied(self, person: Person) -> None:
        person.idle_since = person.freed = self.now
        if person.leaving:
            person.here = person.leaving = False
            self.marked.remove(person)

    def change_speed(self, person: Person) -> None:
        for work in person.hand:
            work.change(self.now, self.speed(work.row, len(person.hand)))

    def speed(self, row: int, in_hand: int) -> float:
        channel = self.channel(row)
        speeds = channel.speed or [1.0] * channel.slots
        return speeds[in_hand - 1] if in_hand <= len(speeds) else speeds[-1]

    def staff(self) -> None:
        for name in self.surplus:
            inside = [t for t in self.change_times(name) if t not in self.openings()]
            if self.now not in inside or (name, self.now) in self.changed:
                continue
            self.changed.add((name, self.now))
            before = self.wanted(name, self.now, just_before=True)
            self.change_headcount(name, self.wanted(name, self.now) - before)

    def change_headcount(self, name: str, change: int) -> None:
        mine = [p for p in self.people if p.group == name]
        if self.shares(name):
            self.staff_sharing(mine, change)
            return
        while change < 0:
            idle = [p for p in mine if p.here and p.row is None]
            if idle:
                idle[-1].here = False
            else:
                self.surplus[name] += 1
            change += 1
        while change > 0:
            if self.surplus[name]:
                self.surplus[name] -= 1
            else:
                next(p for p in mine if not p.here).come(self.now)
            change -= 1

    def open(self) -> None:
        """Let a day begin: who is still busy stays, and the others come by their numbers."""
        self.closed = False
        for name in self.surplus:
            mine = [p for p in self.people if p.group == name]
            self.surplus[name] = 0
            for person in [p for p in mine if p.leaving]:
                person.leaving, person.freed = False, self.now
                self.marked.remove(person)
            self.change_headcount(name, self.wanted(name, self.now) - sum(p.here for p in mine))

    def staff_sharing(self, mine: list[Person], change: int) -> None:
        for _ in range(-change):
            staying = [p for p in mine if p.here and not p.leaving]
            person = min(staying, key=lambda p: (p.in_hand(), -p.number))
            if person.in_hand():
                person.leaving = True
                self.marked.append(person)
            else:
                person.here = False
        for _ in range(change):
            marked = [p for p in self.marked if p in mine]
            if marked:
                marked[-1].leaving = False
                marked[-1].freed = self.now
                self.marked.remove(marked[-1])
            else:
                next(p for p in mine if not p.here).come(self.now)

    def close(self) -> None:
        self.closed = True
        if self.scenario.horizon.at_close == "clear":
            for row in self.waiting:
                self.outcome[row] = ("cleared", None, self.now, None)
            self.waiting = []
        # Who was kept empty looks once more.
        for person in self.people:
            if self.shares(person.group) and person.here and not person.in_hand():
                person.freed = self.now

    def dispatch(self) -> None:
        while True:
            while sum(self.look(person) for person in self.people):
                pass
            if not self.ending():
                break
            self.ends()
        if self.closed:
            for person in self.people:
                person.here = person.here and person.in_hand() > 0

    def look(self, person: Person) -> bool:
        """Let a person who became free at this instant take one contact; return whether there was one."""
        free = person.here and not person.leaving and person.row is None and person.freed == self.now
        row = self.choice_of(person) if free else None
        if row is not None:
            self.waiting.remove(row)
            self.serve(row, person)
        return row is not None

    def choice_of(self, person: Person) -> int | None:
        serves = self.scenario.agent_groups[person.group].serves
        able = [row for row in self.waiting if self.may(person, row) and self.has_room(person, row)]
        return min(
            able,
            key=lambda row: (serves[self.type_name(row)].priority, self.standing(row), self.place(row), row),
            default=None,
        )

    def segment(self, row: int) -> Segment | None:
        number = self.workload.segment[row]
        name = None if number < 0 else self.scenario.segment_names[number]
        return self.scenario.contact_types[self.type_name(row)].segments.get(name)

    def standing(self, row: int) -> int:
        """Return the priority of the customer's segment; who is in none has 2."""
        segment = self.segment(row)
        return 2 if segment is None else segment.priority

    def place(self, row: int) -> float:
        """Return where a contact stands among others: age with its credit, or when its target time ends."""
        kind = self.scenario.contact_types[self.type_name(row)]
        due = kind.service_level.within_s if self.scenario.routing.contact == "due_time" else 0.0
        segment = self.segment(row)
        own = segment is not None and segment.age_credit_s is not None
        return self.workload.arrived_s[row] - ((segment.age_credit_s if own else kind.age_credit_s) - due)

    def look_again(self, row: int) -> None:
        free = self.free_for(row)
        if free:
            self.waiting.remove(row)
            self.serve_one_who_looked(row, free[0])
            self.follow_up()

    def free_for(self, row: int) -> list[Person]:
        """Return the free agents who may take ``row`` now, the best first."""
        kind = self.scenario.contact_types[self.type_name(row)]
        last = max(kind.ranks.values(), default=0) + 1
        free = [p for p in self.people if p.here and self.may(p, row) and self.has_room(p, row)]
        channel = self.channel(row)
        if channel.slots is None:
            return sorted(free, key=lambda p: (kind.ranks.get(p.group, last), p.idle_since, p.number))
        sign = -1 if channel.agent == "pack" else 1
        return sorted(free, key=lambda p: (kind.ranks.get(p.group, last), sign * len(p.hand), p.assigned, p.number))

    def has_room(self, person: Person, row: int) -> bool:
        """Return whether one more contact fits in the person's hand."""
        channel = self.channel(row)
        if person.leaving or person.row is not None:
            return False
        if channel.slots is None or person.hand or self.closed:
            return len(person.hand) < (channel.slots or 1)
        empty = [p for p in self.people if p.group == person.group and p.here and not p.in_hand()]
        return len(empty) - 1 >= channel.keep_empty

    def opening_times(self, row: int) -> list[float]:
        """Return when which more groups may take ``row``, arrival first."""
        able = [group.serves.get(self.type_name(row)) for group in self.scenario.agent_groups.values()]
        waits = {0.0, *(serves.after_s for serves in able if serves)}
        return [self.workload.arrived_s[row] + wait for wait in sorted(waits)]

    def message_time(self, row: int) -> float:
        limit = self.scenario.contact_types[self.type_name(row)].voicemail_after_s
        return inf if limit is None else self.workload.arrived_s[row] + limit

    def arrive(self, row: int) -> None:
        kind = self.scenario.contact_types[self.type_name(row)]
        lines = self.scenario.channels[kind.channel].lines
        if lines is not None and self.on_channel(kind.channel) >= lines:
            self.outcome[row] = ("blocked", None, self.now, None)
            return
        free = self.free_for(row)
        if free:
            self.serve_one_who_looked(row, free[0])
        elif kind.queue_limit is not None and self.length(self.type_name(row)) >= kind.queue_limit:
            self.outcome[row] = ("blocked", None, self.now, None)
        else:
            self.waiting.append(row)

    def serve_one_who_looked(self, row: int, person: Person) -> None:
        was_kept = not person.in_hand() and self.keeps(person.group)
        self.serve(row, person)
        # Who was kept empty and is not any more takes what waited for that.
        if was_kept and self.channel(row).slots:
            person.freed = self.now
            while self.look(person):
                pass

    def keeps(self, group: str) -> bool:
        types = self.scenario.agent_groups[group].serves
        return any(self.scenario.channels[self.scenario.contact_types[name].channel].keep_empty for name in types)

    def serve(self, row: int, person: Person) -> None:
        load, factor = self.workload, self.factor(person, row)
        person.assigned = self.now
        if self.channel(row).slots is not None:
            self.outcome[row] = ("agent", self.now, None, person.number)
            person.hand.append(Work(row, grid(load.talk_s[row] * factor), [(self.now, self.now, 1.0)]))
            self.change_speed(person)
            return
        person.row = row
        person.talk_ends = self.now + grid(load.talk_s[row] * factor)
        person.all_ends = person.talk_ends + grid(load.wrap_up_s[row] * factor)
        self.outcome[row] = ("agent", self.now, person.talk_ends, person.number)

    def factor(self, person: Person, row: int) -> float:
        return self.scenario.agent_groups[person.group].serves[self.type_name(row)].handle_time

    def channel(self, row: int) -> Channel:
        return self.scenario.channels[self.scenario.contact_types[self.type_name(row)].channel]

    def shares(self, group: str) -> bool:
        """Return whether agents of the group may have several contacts in hand."""
        types = self.scenario.agent_groups[group].serves
        return any(self.scenario.channels[self.scenario.contact_types[name].channel].slots for name in types)

    def may(self, person: Person, row: int) -> bool:
        serves = self.scenario.agent_groups[person.group].serves.get(self.type_name(row))
        return serves is not None and self.now - self.workload.arrived_s[row] >= serves.after_s

    def type_name(self, row: int) -> str:
        return list(self.scenario.contact_types)[self.workload.type[row]]

    def on_channel(self, channel: str) -> int:
        talking = [p.row for p in self.people if p.row is not None and self.now < p.talk_ends < inf]
        talking += [work.row for p in self.people for work in p.hand if work.talks]
        rows = [*self.waiting, *talking]
        return sum(self.scenario.contact_types[self.type_name(row)].channel == channel for row in rows)

    def length(self, name: str) -> int:
        return sum(self.type_name(row) == name for row in self.waiting)

    def days(self) -> list[tuple[int, float, float, str | None]]:
        """Return (number, opens, closes, weekday) of each day on which it opens."""
        horizon, found = self.scenario.horizon, []
        week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] * 30
        week = week[week.index(horizon.weekday) :] if horizon.weekday else []
        for number in range(horizon.days):
            weekday = week[number] if week else None
            hours = horizon.hours.get(weekday)
            if hours != "closed":
                opens = horizon.from_s if hours is None or hours.from_s is None else hours.from_s
                closes = horizon.to_s if hours is None or hours.to_s is None else hours.to_s
                found.append((number, opens + number * 86400, closes + number * 86400, weekday))
        return found

    def openings(self) -> list[float]:
        return [opens for _, opens, _, _ in self.days() if opens not in [closes for _, _, closes, _ in self.days()]]

    def closings(self) -> list[float]:
        return [closes for _, _, closes, _ in self.days() if closes not in [opens for _, opens, _, _ in self.days()]]

    def change_times(self, name: str) -> list[float]:
        """Return when the headcount may change: at openings too."""
        found = []
        for number, opens, closes, weekday in self.days():
            steps = [number * 86400 + t for t in self.steps(name, weekday)]
            found += [opens, *(t for t in steps if opens < t < closes)]
        return found

    def steps(self, name: str, weekday: str | None) -> dict[float, int]:
        group = self.scenario.agent_groups[name]
        return group.agents_on.get(weekday, group.agents)

    def wanted(self, name: str, time_s: float, just_before: bool = False) -> int:
        started = [day for day in self.days() if (day[1] < time_s if just_before else day[1] <= time_s)]
        number, _, _, weekday = started[-1]
        clock_s = time_s - number * 86400
        steps = self.steps(name, weekday).items()
        past = [people for t, people in steps if (t < clock_s if just_before else t <= clock_s)]
        return past[-1] if past else 0
