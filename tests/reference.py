"""The engine once more, written to be read: slow, without SimPy, without tricks. An oracle for random scenarios.

It follows DESIGN's rules literally. At every instant it walks through the classes in order and searches lists. It
shares no code with the engine; where the two differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Any

from simulator.demand.workload import Workload
from simulator.scenario.nouns import Scenario


@dataclass
class Person:
    number: int
    group: str
    here: bool = False
    row: int | None = None
    talk_ends: float = inf
    all_ends: float = inf
    idle_since: float = 0.0


@dataclass
class Reference:
    scenario: Scenario
    workload: Workload
    people: list[Person] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    surplus: dict[str, int] = field(default_factory=dict)
    outcome: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    changed: set[tuple[str, float]] = field(default_factory=set)
    closed: bool = False
    now: float = 0.0

    def run(self) -> list[tuple[Any, ...]]:
        """Return per contact (ended by, answered_s or None, ended_s or None, agent or None)."""
        horizon, load = self.scenario.horizon, self.workload
        for name, group in self.scenario.agent_groups.items():
            most = max([self.wanted(name, t) for t in self.change_times(name)])
            self.people += [Person(len(self.people) + k, name) for k in range(most)]
            self.surplus[name] = 0
            for person in [p for p in self.people if p.group == name][: self.wanted(name, horizon.from_s)]:
                person.here, person.idle_since = True, horizon.from_s
            assert group is not None
        coming = list(range(len(load)))
        while True:
            times = [p.all_ends for p in self.people] + [p.talk_ends for p in self.people]
            times += [load.arrived_s[row] for row in coming[:1]]
            times += [load.arrived_s[row] + load.patience_s[row] for row in self.waiting]
            times += [t for row in self.waiting for t in self.opening_times(row) if t > self.now]
            times += [t for name in self.surplus for t in self.change_times(name) if t > self.now]
            times += [horizon.to_s] if not self.closed else []
            times = [t for t in times if t < inf]
            if not times:
                break
            self.now = min(times)
            self.ends()
            self.staff()
            if self.now == horizon.to_s and not self.closed:
                self.close()
            self.dispatch()
            while coming and load.arrived_s[coming[0]] == self.now:
                self.arrive(coming.pop(0))
                # A contact of no length ends, and its agent is dispatched, before the next arrival of this instant.
                while any(p.all_ends == self.now for p in self.people):
                    self.ends()
                    self.dispatch()
            for row in sorted(self.waiting):
                if row in self.waiting and self.now in self.opening_times(row)[1:]:
                    self.look_again(row)
            for row in sorted(self.waiting):
                if load.arrived_s[row] + load.patience_s[row] == self.now and row in self.waiting:
                    self.waiting.remove(row)
                    self.outcome[row] = ("abandoned", None, self.now, None)
        return [self.outcome.get(row, ("still_open", None, None, None)) for row in range(len(load))]

    def ends(self) -> None:
        for person in self.people:
            if person.talk_ends <= self.now:
                person.talk_ends = inf
            if person.all_ends <= self.now:
                person.all_ends, person.row, person.idle_since = inf, None, self.now
                if self.surplus[person.group]:
                    self.surplus[person.group] -= 1
                    person.here = False

    def staff(self) -> None:
        for name in self.surplus:
            if self.now not in self.change_times(name)[1:] or (name, self.now) in self.changed:
                continue
            self.changed.add((name, self.now))
            before = self.wanted(name, self.now, just_before=True)
            change = self.wanted(name, self.now) - before
            mine = [p for p in self.people if p.group == name]
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
                    person = next(p for p in mine if not p.here)
                    person.here, person.idle_since = True, self.now
                change -= 1

    def close(self) -> None:
        self.closed = True
        if self.scenario.horizon.at_close == "clear":
            for row in self.waiting:
                self.outcome[row] = ("cleared", None, self.now, None)
            self.waiting = []

    def dispatch(self) -> None:
        while True:
            for person in self.people:
                freed = person.here and person.row is None and person.idle_since == self.now
                row = self.choice_of(person) if freed else None
                if row is not None:
                    self.waiting.remove(row)
                    self.serve(row, person)
            ending = any(p.all_ends == self.now for p in self.people)
            if not ending:
                break
            self.ends()
        if self.closed:
            for person in self.people:
                person.here = person.here and person.row is not None

    def choice_of(self, person: Person) -> int | None:
        serves = self.scenario.agent_groups[person.group].serves
        able = [row for row in self.waiting if self.may(person, row)]
        return min(able, key=lambda row: (serves[self.type_name(row)].priority, self.place(row), row), default=None)

    def place(self, row: int) -> float:
        """Return where a contact stands among others: age with its credit, or when its target time ends."""
        kind = self.scenario.contact_types[self.type_name(row)]
        due = kind.service_level.within_s if self.scenario.routing.contact == "due_time" else 0.0
        return self.workload.arrived_s[row] - (kind.age_credit_s - due)

    def look_again(self, row: int) -> None:
        free = self.free_for(row)
        if free:
            self.waiting.remove(row)
            self.serve(row, free[0])
            while any(p.all_ends == self.now for p in self.people):
                self.ends()
                self.dispatch()

    def free_for(self, row: int) -> list[Person]:
        """Return the free agents who may take ``row`` now, the best first."""
        kind = self.scenario.contact_types[self.type_name(row)]
        last = max(kind.ranks.values(), default=0) + 1
        free = [p for p in self.people if p.here and p.row is None and self.may(p, row)]
        return sorted(free, key=lambda p: (kind.ranks.get(p.group, last), p.idle_since, p.number))

    def opening_times(self, row: int) -> list[float]:
        """Return when which more groups may take ``row``, arrival first."""
        able = [group.serves.get(self.type_name(row)) for group in self.scenario.agent_groups.values()]
        waits = {0.0, *(serves.after_s for serves in able if serves)}
        return [self.workload.arrived_s[row] + wait for wait in sorted(waits)]

    def arrive(self, row: int) -> None:
        kind = self.scenario.contact_types[self.type_name(row)]
        lines = self.scenario.channels[kind.channel].lines
        if lines is not None and self.on_channel(kind.channel) >= lines:
            self.outcome[row] = ("blocked", None, self.now, None)
            return
        free = self.free_for(row)
        if free:
            self.serve(row, free[0])
        elif kind.queue_limit is not None and self.length(self.type_name(row)) >= kind.queue_limit:
            self.outcome[row] = ("blocked", None, self.now, None)
        else:
            self.waiting.append(row)

    def serve(self, row: int, person: Person) -> None:
        load = self.workload
        person.row = row
        factor = self.scenario.agent_groups[person.group].serves[self.type_name(row)].handle_time
        person.talk_ends = self.now + round(load.talk_s[row] * factor * 2**20) / 2**20
        person.all_ends = person.talk_ends + round(load.wrap_up_s[row] * factor * 2**20) / 2**20
        self.outcome[row] = ("agent", self.now, person.talk_ends, person.number)

    def may(self, person: Person, row: int) -> bool:
        serves = self.scenario.agent_groups[person.group].serves.get(self.type_name(row))
        return serves is not None and self.now - self.workload.arrived_s[row] >= serves.after_s

    def type_name(self, row: int) -> str:
        return list(self.scenario.contact_types)[self.workload.type[row]]

    def on_channel(self, channel: str) -> int:
        talking = [p.row for p in self.people if p.row is not None and self.now < p.talk_ends < inf]
        rows = [*self.waiting, *talking]
        return sum(self.scenario.contact_types[self.type_name(row)].channel == channel for row in rows)

    def length(self, name: str) -> int:
        return sum(self.type_name(row) == name for row in self.waiting)

    def change_times(self, name: str) -> list[float]:
        horizon = self.scenario.horizon
        steps = self.scenario.agent_groups[name].agents
        return [horizon.from_s, *(t for t in steps if horizon.from_s < t < horizon.to_s)]

    def wanted(self, name: str, time_s: float, just_before: bool = False) -> int:
        steps = self.scenario.agent_groups[name].agents
        past = [people for t, people in steps.items() if (t < time_s if just_before else t <= time_s)]
        return past[-1] if past else 0
