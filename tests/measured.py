"""What conditions measure, worked out from the beginning each time: for the naive engine.

Nothing is kept up to date; everything is counted from lists of who waits, who is there, and what has happened since
the last opening.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import inf, lcm

from coming_again import GRID_S, ComingAgain, Visit
from reference import Person, grid

from simulator.scenario.nouns import Conditions
from simulator.scenario.nouns.conditions import ExpectedWait, HourOfDay, Measure

MOVED_ON = ("transfer", "redirect", "overflow")
"""Causes of contacts that are in no service level of their own."""
WAITS = ("waited", "oldest_wait", "expected_wait")


@dataclass
class Measuring(ComingAgain):
    """The naive engine, which keeps in mind what happened since the last opening."""

    answered: list[tuple[str, float]] = field(default_factory=list)
    """Type and wait of each answer."""
    decided: list[tuple[float, str, bool]] = field(default_factory=list)
    """When, type, whether in time: of contacts answered for the first time, or abandoned."""

    def open(self) -> None:
        super().open()
        self.answered.clear()
        self.decided.clear()

    def serve(self, row: int, person: Person) -> None:
        visit: Visit = self.book[row]
        wait_s = self.now - visit.since_s
        self.answered.append((visit.type, wait_s))
        if not self.converses(row):
            self.is_answered(visit)
        super().serve(row, person)

    def converses(self, row: int) -> bool:
        """Return whether a contact is a conversation, which is answered only when its first reply is sent."""
        return False

    def is_answered(self, visit: Visit) -> None:
        if self.is_counted(visit):
            in_time = self.now - visit.queued_s <= self.kind(visit.row).service_level.within_s
            self.decided.append((self.now, visit.type, in_time))

    def end(self, row: int, how: str) -> None:
        if how == "abandoned" and self.is_seen_to_leave(row) and self.is_counted(self.book[row]):
            self.decided.append((self.now, self.book[row].type, False))
        super().end(row, how)

    def is_seen_to_leave(self, row: int) -> bool:
        """Return whether the center notices that a customer leaves."""
        return True

    def is_counted(self, visit: Visit) -> bool:
        return not visit.passes and visit.cause not in MOVED_ON

    # Conditions

    def holds(self, said: Conditions | None, own: str | None, group: str | None = None, waited: float = 0.0) -> bool:
        """Return whether conditions hold now, asked of a type, perhaps by a group, for who has waited so long.

        Asked of no type, they are of the whole center.
        """
        if said is None:
            return True
        found = []
        for key in Conditions.at_least_one:
            one = getattr(said, "not_" if key == "not" else key)
            if one is None:
                continue
            if isinstance(one, HourOfDay):
                length = (one.to_s - one.from_s) % 86400
                found.append((self.now - one.from_s) % 86400 < length)
            elif isinstance(one, Measure):
                found.append(self.within(key, one, self.measure(key, one, own, group, waited)))
            elif key == "not":
                found.append(not self.holds(one, own, group, waited))
            else:
                each = [self.holds(part, own, group, waited) for part in one.values()]
                found.append(all(each) if key == "all" else any(each))
        return all(found)

    def within(self, key: str, one: Measure, value: float) -> bool:
        least, most = (
            bound if bound is None or key not in WAITS else grid(bound) for bound in (one.at_least, one.at_most)
        )
        return (least is None or value >= least) and (most is None or value <= most)

    def measure(self, key: str, one: Measure, own: str | None, group: str | None, waited: float) -> float:
        if key == "waited":
            return waited
        if key == "expected_wait":
            return self.expected(one.of or self.the_only(own), one.by, one.last)
        if key in ("waiting", "oldest_wait", "service_level"):
            types = self.types_of(one.of, own)
            if key == "service_level":
                recent = [
                    in_time for at, name, in_time in self.decided if name in types and at > self.now - grid(one.over_s)
                ]
                return sum(recent) / len(recent) if recent else 1.0
            since = [self.now - self.queued(row) for row in self.waiting if self.book[row].type in types]
            return float(len(since)) if key == "waiting" else max(since, default=0.0)
        serving = {name for name, noun in self.scenario.agent_groups.items() if own is None or own in noun.serves}
        groups = set(one.of) if one.of is not None else serving if group is None else {group}
        if key == "logged_in":
            return float(self.logged_in(groups))
        mine = [p for p in self.people if p.group in groups and p.here and p.told is None]
        if key == "free":
            return float(sum(not p.in_hand() for p in mine))
        if key == "with_room":
            return float(sum(self.has_room_for(p, one.type or self.the_only(own)) for p in mine))
        assert key == "busy_share"
        there = sum(self.units(p.group) for p in mine)
        used = sum(self.units(p.group) if p.row is not None else int(self.filled(p) * self.whole) for p in mine)
        return used / there if there else 1.0

    def the_only(self, own: str | None) -> str:
        """Return the type that is asked of, or that there is."""
        return next(iter(self.scenario.contact_types)) if own is None else own

    def types_of(self, of: tuple[str, ...] | None, own: str | None) -> set[str]:
        if of is None:
            return set(self.scenario.contact_types) if own is None else {own}
        found, scenario = set(), self.scenario
        for text in of:
            kind, colon, name = (one.strip() for one in text.partition(":"))
            name = name if colon else kind
            if name in scenario.contact_types and (not colon or kind == "type"):
                found.add(name)
            if name in scenario.channels and (not colon or kind == "channel"):
                found |= {each for each, noun in scenario.contact_types.items() if noun.channel == name}
            if name in scenario.agent_groups and (not colon or kind == "group"):
                found |= set(scenario.agent_groups[name].serves)
        return found

    def logged_in(self, groups: set[str]) -> int:
        here = sum(p.group in groups and p.here and p.told is None for p in self.people)
        return here - sum(len(self.surplus[name]) for name in groups)

    def has_room_for(self, person: Person, name: str) -> bool:
        group, kind = self.scenario.agent_groups[person.group], self.scenario.contact_types[name]
        if name not in group.serves:
            return False
        slots = self.scenario.channels[kind.channel].slots
        if person.row is not None or slots is None:
            return not person.in_hand()
        alike = sum(self.kind(work.row).channel == kind.channel for work in person.hand)
        room = self.units(person.group) - int(self.filled(person) * self.whole)
        return alike < group.at_most.get(kind.channel, inf) and self.whole // slots <= room

    @cached_property
    def whole(self) -> int:
        """Return into how many units a hand is divided, so that every contact that anybody serves fills whole ones."""
        names = {name for group in self.scenario.agent_groups.values() for name in group.serves}
        channels = {self.scenario.contact_types[name].channel for name in names}
        return lcm(*(self.scenario.channels[name].slots or 1 for name in channels))

    def units(self, group: str) -> int:
        return int(round(self.scenario.agent_groups[group].capacity * self.whole, 9))

    def expected(self, name: str, by: str, last: int) -> float:
        """Return the wait that a contact of a type has to expect."""
        waits = [wait for one, wait in self.answered if one == name]
        if by == "last_wait":
            return waits[-1] if waits else 0.0
        if by == "mean_of_last":
            return grid(sum(waits[-last:]) / len(waits[-last:])) if waits else 0.0
        if by == "average":
            average = 0.0
            for wait in waits:
                average = grid(0.75 * average + 0.25 * wait)
            return average
        since = [self.now - self.queued(row) for row in self.waiting if self.book[row].type == name]
        if by == "head":
            return max(since, default=0.0)
        agents = self.logged_in({group for group, noun in self.scenario.agent_groups.items() if name in noun.serves})
        if agents <= 0:
            return inf
        kind = self.scenario.contact_types[name].usual
        return grid((len(since) + 1) * grid(kind.talk_s_mean(self.now) + kind.wrap_up_s_mean(self.now)) / agents)

    # When time alone may change any of it

    def next_times(self) -> list[float]:
        bounds, windows, clocks = self.what_time_changes
        times = [self.queued(row) + bound + more for row in self.waiting for bound in bounds for more in (0.0, GRID_S)]
        times += [at + over for at, _, _ in self.decided for over in windows]
        # Before the first opening there is nobody.
        now, last = max(self.now, self.openings()[0]), self.closings()[-1]
        times += [now + ((clock - now) % 86400 or 86400) for clock in clocks]
        return super().next_times() + [time for time in times if self.now < time < last]

    @cached_property
    def what_time_changes(self) -> tuple[set[float], set[float], set[float]]:
        """Return the bounds of waits that are asked about, over how long service levels go, and times of day."""
        conditions = self.all_conditions()
        bounds = {grid(one) for said in conditions for one in bounds_of_waits(said)}
        windows = {grid(one.over_s) for said in conditions for one in measures_of(said, "service_level")}
        clocks = {one for said in conditions for hour in measures_of(said, "hour") for one in (hour.from_s, hour.to_s)}
        if any(one.by == "queue" for said in conditions for one in measures_of(said, "expected_wait")):
            kinds = self.scenario.contact_types.values()
            clocks |= {time for kind in kinds for steps in (kind.talk, kind.wrap_up) for time in steps}
        return bounds, windows, clocks

    def all_conditions(self) -> list[Conditions]:
        serves = [one for group in self.scenario.agent_groups.values() for one in group.serves.values()]
        found = [rule.when for rule in self.scenario.overflow.values()] + [one.while_ for one in serves]
        found += [rule.when for rule in self.scenario.interventions.values()]
        return [one for one in found if one is not None]


def measures_of(said: Conditions, key: str) -> list[Measure]:
    """Return the measures of one kind in conditions, however deep."""
    found = [one] if (one := getattr(said, key)) is not None else []
    inside = [*(said.all or {}).values(), *(said.any or {}).values(), *([said.not_] if said.not_ else [])]
    return found + [one for part in inside for one in measures_of(part, key)]


def bounds_of_waits(said: Conditions) -> list[float]:
    found = [*measures_of(said, "waited"), *measures_of(said, "oldest_wait")]
    found += [one for one in measures_of(said, "expected_wait") if isinstance(one, ExpectedWait)]
    return [bound for one in found for bound in (one.at_least, one.at_most) if bound is not None]
