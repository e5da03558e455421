"""The naive engine for help: agents who talk for long call somebody, who stays with them until the talk ends.

It adds to `standing_by.py` who calls, who comes, and what help changes. Before anybody looks for a contact at an
instant, all calls of that instant are made, then whoever was freed takes what still waits.
"""

from dataclasses import dataclass, field

from coming_again import Agent, Service, Visit
from reference import Person, grid
from standing_by import StandingBy

from simulator.demand.draws import purpose_of, u
from simulator.demand.later import ordinal_of
from simulator.scenario.nouns import HelpRule


@dataclass(eq=False)
class Call:
    """A call for help by a rule, from when on it is made."""

    service: Service
    rule: str
    called_s: float
    is_made: bool = False
    helper: Agent | None = None
    begun_s: float | None = None
    ready_s: float | None = None
    joined_s: float | None = None
    until_s: float | None = None


@dataclass
class Helped(StandingBy):
    calls: list[Call] = field(default_factory=list)
    """Of talks that go on those to come as well, and all that were made, in that order."""
    made: list[Call] = field(default_factory=list)
    better: dict[int, float] = field(default_factory=dict)
    """Which share is solved of contacts whose agent was helped."""

    def services(self) -> list[Service]:
        return [service for service in super().services() if service is not None]

    def next_times(self) -> list[float]:
        times = [call.called_s for call in self.calls if not call.is_made]
        times += [call.ready_s for call in self.calls if call.ready_s is not None and call.joined_s is None]
        return super().next_times() + [time_s for time_s in times if time_s > self.now]

    # Who calls

    def serve(self, row: int, person: Agent) -> None:
        super().serve(row, person)
        if self.channel(row).slots is not None:
            return
        visit, service = self.book[row], person.service
        began_s = person.talk_ends - service.talk_s
        for name, rule in self.scenario.helps.items():
            after_s = grid(rule.after_s)
            if after_s < service.talk_s and self.is_about(rule.of, visit, person.group) and self.calls_by(name, visit):
                self.calls.append(Call(service, name, began_s + after_s))

    def calls_by(self, name: str, visit: Visit) -> bool:
        ordinal = ordinal_of(visit.attempt, visit.hop + visit.passes)
        return u(self.key(visit), purpose_of("helps", name, "share"), ordinal) < self.rule(name).share

    def rule(self, name: str) -> HelpRule:
        return self.scenario.helps[name]

    # The order of an instant

    def ending(self) -> bool:
        return super().ending() or bool(self.due())

    def due(self) -> list[Call]:
        """Return the calls that are made now, and those whose helper is ready now: by agent, then by place."""
        ready = [call for call in self.calls if call.ready_s == self.now and call.joined_s is None]
        now = [call for call in self.calls if call.called_s == self.now and not call.is_made]
        return sorted(ready + now, key=lambda call: call.service.person.number)

    def before_they_look(self) -> None:
        while due := self.due():
            if due[0].is_made:
                self.joins(due[0])
            else:
                self.is_called(due[0])
            self.ends()
        for person in self.people:
            if self.can_help(person) and person.freed == self.now:
                call = next((call for call in self.made if self.waits_for(call, person)), None)
                if call is not None:
                    self.comes_to_help(call, person)

    def is_called(self, call: Call) -> None:
        call.is_made = True
        self.made.append(call)
        for group in self.rule(call.rule).help.by:
            able = [p for p in self.people if p.group == group and self.can_help(p) and p.freed != self.now]
            if able:
                self.comes_to_help(call, min(able, key=lambda p: (self.idle_since(p), p.number)))
                return

    def can_help(self, person: Person) -> bool:
        return self.closed_since is None and person.here and person.told is None and not person.in_hand()

    def waits_for(self, call: Call, person: Person) -> bool:
        return call.until_s is None and call.helper is None and person.group in self.rule(call.rule).help.by

    def idle_since(self, person: Person) -> float:
        if self.scenario.routing.agent == "longest_since_contact":
            return person.first_came if person.last_end is None else person.last_end
        return person.idle_since

    # Help

    def comes_to_help(self, call: Call, person: Agent) -> None:
        call.helper, call.begun_s = person, self.now
        call.ready_s = self.now + grid(self.rule(call.rule).help.ready_s)
        person.row, person.service, person.assigned = call.service.row, None, self.now
        for other in [other for other in self.calls if other.service is call.service and other is not call]:
            self.calls.remove(other)
            if other.is_made:
                other.until_s = self.now
        if call.ready_s == self.now:
            self.joins(call)

    def joins(self, call: Call) -> None:
        call.joined_s = self.now
        given, service = self.rule(call.rule).help, call.service
        service.person.talk_ends = self.now + grid((service.person.talk_ends - self.now) * given.talk)
        service.wrap_up_s = grid(service.wrap_up_s * given.wrap_up)
        if service.rule is None and given.solved is not None:
            self.better[service.row] = given.solved

    def talk_over(self, person: Agent) -> None:
        for call in [call for call in self.calls if call.service is person.service]:
            self.calls.remove(call)
            if call.is_made:
                self.is_over(call)
                if call.helper is not None:
                    call.helper.row = None
                    self.released(call.helper)
        super().talk_over(person)

    def is_over(self, call: Call) -> None:
        call.until_s = self.now
        if call.helper is not None and call.begun_s < self.now:
            self.own.append(("helping", call.helper.number, call.begun_s, self.now))

    def share_solved(self, visit: Visit) -> float:
        return self.better.get(visit.row, super().share_solved(visit))

    def stop(self) -> None:
        for call in self.calls:
            if call.is_made:
                self.is_over(call)
        super().stop()
