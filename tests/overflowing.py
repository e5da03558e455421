"""The naive engine for what depends on how things stand: overflow rules, gates, reservation, announcements.

It adds to `coming_again.py` what the rules say, literally: in every instant, after arrivals and steps, agents look who
were kept; then rules are asked one after the other, each of its contacts in line, and everything is read anew after
each of them that applies.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, inf
from typing import ClassVar

from coming_again import GRID_S, Visit
from measured import Measuring
from reference import Contact, Person, grid

from simulator.demand.draws import purpose_of, u
from simulator.demand.later import ordinal_of
from simulator.scenario.nouns import Overflow
from simulator.scenario.nouns.when_looked import AtWaits

CHANGES = ("also", "only", "flatten")


@dataclass
class Overflown(Visit):
    """A contact of which rules may change what it waits for."""

    changes: list[tuple[float, Overflow]] = field(default_factory=list)
    """After which wait a rule changed who may take it, of the present wait; those of the one before come first."""
    priority: int | None = None
    credit_s: float | None = None
    """What a rule said of where it stands."""
    announced_s: float | None = None
    came_in: bool = False
    """Of the child of a contact that was moved: whether it has arrived."""


@dataclass
class Overflowing(Measuring):
    a_contact: ClassVar[type[Contact]] = Overflown

    asked: set[tuple[str, int, int]] = field(default_factory=set)
    """By rule, case and attempt."""
    applied: list[tuple[int, str, float, int]] = field(default_factory=list)
    """Contact, rule, when, and whether it was carried out (1), declined (0), or not drawn (−1)."""
    seen: set[tuple[object, ...]] = field(default_factory=set)
    """Looks that were taken already: by rule, contact and instant."""
    ticks: dict[tuple[str, float], list[int]] = field(default_factory=dict)
    """Of rules that are asked every so often: who waited at an instant and has not been asked yet."""
    polled: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Of gates that are looked at every so often: what was seen the last time."""
    polls: set[tuple[str, str, float]] = field(default_factory=set)

    # Who may take a contact

    def state(self, row: int, waited: float, before: bool = False) -> tuple[dict[str, int], bool]:
        """Return who may take a contact by which rank after a wait, groups' `after` aside, and whether all are alike.

        With ``before``: just before that wait is over.
        """
        visit, name = self.book[row], self.book[row].type
        kind, rules = self.kind(row), self.scenario.overflow.values()
        events = [(step.after_s, 0, step) for step in sorted(kind.steps.values(), key=lambda step: step.after_s)]
        events += [(at, 1, rule) for at, rule in visit.changes]
        named = [step for _, _, step in events[: len(kind.steps)]]
        named += [rule for rule in rules if self.keeps_from(rule, visit)]
        late = {group for one in named for group in [*(one.also or {}), *(one.only or {})]} - set(kind.ranks)
        able = {group for group, noun in self.scenario.agent_groups.items() if name in noun.serves}
        ranks, flat = {group: kind.ranks.get(group, 10**9) for group in able - late}, False
        for at, _, one in sorted(events, key=lambda event: event[:2]):
            if at > waited or (before and at == waited):
                continue
            if one.only:
                ranks, flat = {group: rank for group, rank in one.only.items() if group in able}, False
            for group in one.also or {}:
                if group in able:
                    ranks[group] = 1 if flat else one.also[group]
            if one.flatten:
                ranks, flat = dict.fromkeys(ranks, 1), True
        return ranks, flat

    def there(self, row: int, waited: float, before: bool = False) -> tuple[dict[str, int], bool]:
        """Return the same, of groups whose `after` is over."""
        ranks, flat = self.state(row, waited, before)
        groups, name = self.scenario.agent_groups, self.book[row].type

        def is_over(group: str) -> bool:
            after_s = groups[group].serves[name].after_s
            return after_s < waited or (after_s == waited and not before)

        return {group: rank for group, rank in ranks.items() if is_over(group)}, flat

    def waited(self, row: int) -> float:
        """Return for how long a contact has waited; 0 for one that is about to."""
        return self.now - self.queued(row)

    def ranks(self, row: int) -> dict[str, int]:
        only = self.book[row].only
        return {only: 1} if only is not None else self.there(row, self.waited(row))[0]

    def who_widen_alike(self, row: int) -> tuple[object, ...]:
        visit = self.book[row]
        return (visit.type, visit.segment, *((at, id(rule)) for at, rule in visit.changes))

    def widening_waits(self, row: int) -> list[float]:
        name = self.book[row].type
        waits = {group.serves[name].after_s for group in self.scenario.agent_groups.values() if name in group.serves}
        waits |= {step.after_s for step in self.kind(row).steps.values()}
        found = [wait for wait in sorted(waits) if wait > 0 and self.there(row, wait) != self.there(row, wait, True)]
        return [0.0, *found]

    def priority(self, person: Person, row: int) -> int:
        flat = self.book[row].only is None and self.state(row, self.waited(row))[1]
        return 1 if flat else self.own_priority(person, row)

    def standing(self, row: int) -> int:
        raised = self.book[row].priority
        return super().standing(row) if raised is None else raised

    def of_segment(self, row: int, key: str) -> float | None:
        if key == "age_credit_s" and self.book[row].credit_s is not None:
            return self.book[row].credit_s
        return super().of_segment(row, key)

    def take_a_place(self, visit: Overflown, came_s: float) -> None:
        # What rules changed stays so, as if they had applied at the beginning of this wait.
        visit.changes = [(0.0, rule) for _, rule in visit.changes]
        super().take_a_place(visit, came_s)

    def too_many_wait(self, row: int) -> bool:
        # What entering rules changed counts as well: asked is for whom it would wait.
        self.ranked = lambda name, waited: self.there(row, 0.0)[0]  # type: ignore[method-assign]
        try:
            return super().too_many_wait(row)
        finally:
            del self.ranked

    # Gates and reservation

    def may(self, person: Person, row: int) -> bool:
        return super().may(person, row) and (
            self.book[row].only is not None or self.is_open(person.group, self.book[row].type)
        )

    def is_open(self, group: str, name: str) -> bool:
        """Return whether a group may take contacts of a type, as its gate says."""
        gate = self.scenario.agent_groups[group].serves[name].while_
        if gate is None or self.closed_since is not None:
            return True
        return self.polled[group, name] if gate.look != "change" else self.holds(gate, name, group)

    def has_room(self, person: Person, row: int) -> bool:
        if not super().has_room(person, row):
            return False
        if person.in_hand() or self.closed_since is not None:
            return True
        others = [p for p in self.people if p.group == person.group and p is not person]
        empty = [p for p in others if p.here and p.told is None and not p.in_hand()]
        return len(empty) >= self.reserved(person, row)

    def reserved(self, person: Person, row: int) -> int:
        """Return how many of a group waiting contacts of better priority than ``row`` keep for themselves."""
        serves = self.scenario.agent_groups[person.group].serves
        before = [name for name, one in serves.items() if one.reserves and one.priority < self.priority(person, row)]
        return sum(self.book[other].type in before and self.may_come(other, person.group) for other in self.waiting)

    def may_come(self, row: int, group: str) -> bool:
        """Return whether a group may take a waiting contact, or could after a longer wait, if its gate is open."""
        visit = self.book[row]
        if visit.only is not None:
            return visit.only == group
        if not self.is_open(group, visit.type):
            return False
        waits = {self.waited(row), *(step.after_s for step in self.kind(row).steps.values())}
        waits.add(self.scenario.agent_groups[group].serves[visit.type].after_s)
        return any(group in self.there(row, wait)[0] for wait in waits if wait >= self.waited(row))

    def ever_takes(self, group: str, name: str) -> bool:
        # A rule may bring it in at any time.
        rules = self.scenario.overflow.values()
        return super().ever_takes(group, name) or any(group in rule.groups_named for rule in rules)

    def keeps(self, group: str) -> bool:
        return super().keeps(group) or any(
            one.reserves or one.while_ for one in self.scenario.agent_groups[group].serves.values()
        )

    def wake(self) -> bool:
        """Let those look who were kept and are not any more; return whether anybody finds something."""
        if not self.waiting:
            return False
        awake = [
            person
            for person in self.people
            if self.keeps(person.group) and person.here and person.told is None and person.row is None
        ]
        # Who looks at this instant for an agent of one more group does so before.
        if any(self.now in self.widening_times(row)[1:] and (row, self.now) not in self.wide for row in self.waiting):
            return False
        if not self.anybody_finds_one(awake):
            return False
        for person in awake:
            person.freed = self.now
        self.dispatch()
        return True

    def anybody_finds_one(self, people: list[Person]) -> bool:
        return any(self.choice_of(person) is not None for person in people)

    @cached_property
    def gates(self) -> list[tuple[str, str, float]]:
        """Return group, type and interval of the gates that are looked at every so often."""
        return [
            (group, name, grid(one.while_.look))
            for group, noun in self.scenario.agent_groups.items()
            for name, one in noun.serves.items()
            if one.while_ is not None and one.while_.look != "change"
        ]

    def poll(self, at_opening: bool = False) -> None:
        for group, name, every in self.gates:
            now_due = self.is_time_of(every) or at_opening
            if now_due and (group, name, self.now) not in self.polls:
                self.polls.add((group, name, self.now))
                self.polled[group, name] = self.holds(
                    self.scenario.agent_groups[group].serves[name].while_, name, group
                )

    def is_time_of(self, every: float) -> bool:
        """Return whether it is looked now what is done every so often; openings are left out."""
        return any(from_s < self.now < to_s and (self.now - from_s) % every == 0 for from_s, to_s in self.calendar.open)

    def next_time_of(self, every: float) -> list[float]:
        """Return when it is looked next."""
        here = [(from_s, to_s) for from_s, to_s in self.calendar.open if from_s <= self.now < to_s]
        times = [from_s + ((self.now - from_s) // every + 1) * every for from_s, _ in here]
        return [time for time, (_, to_s) in zip(times, here, strict=True) if time < to_s]

    def open(self) -> None:
        super().open()
        self.poll(at_opening=True)

    def next_times(self) -> list[float]:
        rules = [rule.look for rule in self.scenario.overflow.values()]
        everies = [every for _, _, every in self.gates] + [grid(one) for one in rules if isinstance(one, float)]
        times = [time for every in everies for time in self.next_time_of(every)]
        waits = {grid(wait) for one in rules if isinstance(one, AtWaits) for wait in one.waited_s}
        times += [self.queued(row) + wait for row in self.waiting for wait in waits]
        # A step may change what a rule would, even where no group comes with it yet.
        times += [self.queued(row) + step.after_s for row in self.waiting for step in self.kind(row).steps.values()]
        last = self.closings()[-1]
        return super().next_times() + [time for time in times if self.now < time < last]

    # The order of an instant

    def dispatch(self) -> None:
        # Whoever comes or goes at this instant has, and nobody has looked yet.
        self.poll()
        super().dispatch()

    def follow_up(self) -> None:
        self.let_all_end()
        while self.wake():
            self.let_all_end()

    def let_all_end(self) -> None:
        """Do at once what ends at this very instant, before those look who were kept."""
        super().follow_up()

    def beginning_of_hours(self) -> None:
        self.follow_up()
        super().beginning_of_hours()

    def something_happens(self) -> bool:
        arriving = self.due_to_arrive() or any(one[0] == self.now for one in self.again)
        if arriving:
            return super().something_happens()
        widening = [
            row for row in self.waiting if self.now in self.widening_times(row)[1:] and (row, self.now) not in self.wide
        ]
        if widening:
            return super().something_happens()
        if self.closed_since is None and self.rules_apply():
            return True
        return super().something_happens()

    # Rules

    def keeps_from(self, rule: Overflow, visit: Visit) -> bool:
        """Return whether the groups that a rule names take a contact in no other way."""
        return rule.verb in CHANGES and self.means(rule, visit)

    def means(self, rule: Overflow, visit: Visit) -> bool:
        kind, groups = self.scenario.contact_types[visit.type], self.scenario.agent_groups
        segment = set() if visit.segment < 0 else {self.scenario.segment_names[visit.segment]}
        mine = {"type": {visit.type}, "channel": {kind.channel}, "segment": segment}
        mine["group"] = {group for group, noun in groups.items() if visit.type in noun.serves}
        return self.fits_of(rule, mine) and rule.leads_to != visit.type

    def fits_of(self, rule: Overflow, mine: dict[str, set[str]]) -> bool:
        if not isinstance(rule.of, tuple):
            keys = {
                "type": rule.of.type,
                "channel": rule.of.channel,
                "group": rule.of.group,
                "segment": rule.of.segment,
            }
            return all(mine[key] & set(names) for key, names in keys.items() if names is not None)
        for text in rule.of:
            kind, colon, name = (one.strip() for one in text.partition(":"))
            if (colon and name in mine[kind]) or (not colon and any(text in names for names in mine.values())):
                return True
        return False

    def rules_apply(self) -> bool:
        """Let the first rule apply that does, to the first in line; return whether there is one."""
        for name, rule in self.scenario.overflow.items():
            if isinstance(rule.look, float) and self.is_time_of(grid(rule.look)):
                self.ticks.setdefault((name, self.now), list(self.waiting))
        for name, rule in self.scenario.overflow.items():
            if rule.look == "entering":
                continue
            for row in sorted(self.due_for(name, rule), key=self.place_in_line):
                if isinstance(rule.look, float):
                    self.ticks[name, self.now].remove(row)
                elif isinstance(rule.look, AtWaits):
                    self.seen.add((name, row, self.now))
                if self.applies(name, rule, row, self.waited(row)):
                    return True
        return False

    def place_in_line(self, row: int) -> tuple[float, int]:
        """Return what those who may be asked are asked in order of."""
        return self.stands(row), row

    def due_for(self, name: str, rule: Overflow) -> list[int]:
        """Return who waits and may be asked now."""
        if isinstance(rule.look, float):
            if not self.is_time_of(grid(rule.look)):
                return []
            due = self.ticks[name, self.now]
            due[:] = [row for row in due if row in self.waiting]
            return list(due)
        if isinstance(rule.look, AtWaits):
            since = self.not_looked_since()
            return [
                row
                for row in self.waiting
                if any(since < self.queued(row) + grid(wait) <= self.now for wait in rule.look.waited_s)
                and (name, row, self.now) not in self.seen
            ]
        return list(self.waiting)

    def not_looked_since(self) -> float:
        """Return after which instant waits ended of whom nobody was asked yet; at an opening, since it was shut."""
        before = [to_s for _, to_s in self.calendar.open if to_s <= self.now]
        if self.now in self.openings():
            # Whoever has waited so long at the closing itself was not asked either.
            return max(before) - GRID_S if before else -inf
        return self.now - GRID_S

    def applies(self, name: str, rule: Overflow, row: int, waited: float) -> bool:
        """Ask a rule of a contact; return whether it was carried out, or what it offers declined."""
        visit: Overflown = self.book[row]
        mark = (name, visit.case, visit.attempt)
        if not self.means(rule, visit) or mark in self.asked or not self.holds(rule.when, visit.type, waited=waited):
            return False
        if not self.is_able(rule, visit, waited):
            return False
        self.asked.add(mark)
        share = rule.share[min(visit.attempt, len(rule.share)) - 1]
        if u(self.key(visit), purpose_of("overflow", name, "share"), visit.attempt - 1) >= share:
            self.applied.append((row, name, self.now, -1))
            return False
        if rule.offer is not None:
            chance = u(self.key(visit), purpose_of("overflow", name, "accept"), visit.attempt - 1)
            if chance >= rule.offer.accept:
                self.applied.append((row, name, self.now, 0))
                return True
        self.applied.append((row, name, self.now, 1))
        self.carry_out(rule, row, waited)
        return True

    def is_able(self, rule: Overflow, visit: Overflown, waited: float) -> bool:
        if visit.holder is not None:
            return False
        if rule.leads_to is not None:
            return self.has_a_place(visit, rule.leads_to)
        if rule.verb in CHANGES or rule.raise_ is not None:
            return visit.only is None and self.would_change(rule, visit, waited)
        return True

    def would_change(self, rule: Overflow, visit: Overflown, waited: float) -> bool:
        before = (self.state(visit.row, waited), self.standing(visit.row), self.of_segment(visit.row, "age_credit_s"))
        kept = (list(visit.changes), visit.priority, visit.credit_s)
        self.change(rule, visit, waited)
        after = (self.state(visit.row, waited), self.standing(visit.row), self.of_segment(visit.row, "age_credit_s"))
        visit.changes, visit.priority, visit.credit_s = kept
        return before != after

    def change(self, rule: Overflow, visit: Overflown, waited: float) -> None:
        if rule.raise_ is None:
            visit.changes.append((waited, rule))
            return
        visit.priority = visit.priority if rule.raise_.priority is None else rule.raise_.priority
        visit.credit_s = visit.credit_s if rule.raise_.age_credit_s is None else rule.raise_.age_credit_s

    def has_a_place(self, visit: Overflown, to: str) -> bool:
        """Return whether a type is open and has a line and a place in the queue for who would be moved to it."""
        there = self.scenario.contact_types[to]
        if not self.calendar.is_open(to, self.now):
            return False
        # As if somebody came.
        would = Overflown(len(self.book), visit.case, to, visit.segment, self.now, 0.0, 0.0, 0.0, since_s=self.now)
        self.book.append(would)
        keeps_line = there.channel == self.kind(visit.row).channel
        is_full = self.finds_no_line(would.row, keeps_line) or self.too_many_wait(would.row)
        self.book.pop()
        return not is_full

    def carry_out(self, rule: Overflow, row: int, waited: float) -> None:
        """Do what a rule says with a contact, which waits or is about to."""
        visit: Overflown = self.book[row]
        if rule.message or rule.end:
            self.goes(row, "voicemail" if rule.message else "sent_away")
        elif rule.leads_to is not None:
            self.become(rule, visit)
        else:
            self.change(rule, visit, waited)
            if rule.raise_ is None and row in self.waiting:
                self.look_again(row)

    def goes(self, row: int, how: str) -> None:
        if row in self.waiting:
            self.waits_no_more(row, self.now)
        else:
            self.never_waited(row)
        self.end(row, how)

    def never_waited(self, row: int) -> None:
        self.book[row].queued_s = self.book[row].first_place_s = None

    def become(self, rule: Overflow, visit: Overflown) -> None:
        """Let a contact become one of another type, which comes within the instant."""
        place_s, left_s = visit.stands_s, visit.patient_s
        if visit.row in self.waiting:
            left_s -= self.waited(visit.row)
        self.goes(visit.row, "moved")
        child = self.child(visit, rule.leads_to, "overflow", visit.attempt, visit.hop + visit.passes + 1)
        if rule.move is not None:
            child.patience_s = child.patient_s = left_s
            child.place_rule, child.kept_s = rule.move.place, place_s
            child.context, child.lost, child.repeat_s = visit.context, visit.lost, visit.repeat_s
        else:
            child.context, child.lost = rule.offer.context, rule.offer.context == "lost"
            child.repeat_s = max(rule.offer.repeat_story_s, visit.repeat_s) if child.lost else 0.0
        self.between.add(child.row)
        self.coming.append(child.row)

    def child(self, parent: Visit, kind: str, cause: str, attempt: int, hop: int) -> Overflown:
        drawn = self.drawn(parent, kind, attempt, hop, self.now)
        who = (len(self.book), parent.case, kind, parent.segment, self.now)
        child = Overflown(*who, *drawn, parent.row, hop, attempt=attempt, cause=cause)
        self.book.append(child)
        return child

    # Arrivals

    def arrive(self, row: int) -> None:
        visit: Overflown = self.book[row]
        if visit.cause != "overflow" or visit.came_in:
            super().arrive(row)
            return
        visit.came_in = True
        self.between.discard(row)
        self.take_a_place(visit, visit.arrived_s)
        visit.queued_s, visit.first_place_s = self.now, visit.stands_s
        if free := self.free_for(row):
            self.serve_one_who_looked(row, free[0])
        elif not self.entering_rules(row):
            self.join(row)

    def enter(self, row: int, inside: bool = False) -> None:
        visit: Overflown = self.book[row]
        if self.finds_no_line(row, inside):
            self.end(row, "blocked")
            return
        self.take_a_place(visit, visit.arrived_s)
        visit.queued_s, visit.first_place_s = self.now, visit.stands_s
        if free := self.free_for(row):
            self.serve_one_who_looked(row, free[0])
        elif self.entering_rules(row):
            pass
        elif not inside and self.too_many_wait(row):
            self.never_waited(row)
            self.end(row, "blocked")
        elif not visit.passed and self.hears_and_leaves(visit):
            self.end(row, "abandoned")
        else:
            self.join(row)

    def entering_rules(self, row: int) -> bool:
        """Ask the rules for who enters; return whether the contact does not go on to wait."""
        if self.closed_since is not None:
            return False
        for name, rule in self.scenario.overflow.items():
            if rule.look != "entering" or not self.applies(name, rule, row, 0.0):
                continue
            if self.book[row].ended_by != "still_open":
                return True
            if rule.verb in CHANGES and (free := self.free_for(row)):
                self.serve_one_who_looked(row, free[0])
                return True
        return False

    def hears_and_leaves(self, visit: Overflown) -> bool:
        """Announce the wait to be expected, and return whether the customer leaves at once."""
        said = self.kind(visit.row).announcement
        if said is None:
            return False
        wait_s = self.expected(visit.type, said.by, said.last)
        if said.rounded_up_to_s and wait_s < inf:
            step = grid(said.rounded_up_to_s)
            wait_s = ceil(wait_s / step) * step
        visit.announced_s = wait_s
        is_longer = wait_s > visit.patient_s
        if is_longer:
            chance = u(
                self.key(visit),
                purpose_of("announcement", visit.type, "leave"),
                ordinal_of(visit.attempt, visit.hop),
            )
            if chance < said.longer.leave:
                return True
        times = said.longer.patience if is_longer else said.shorter.patience
        if times != 1.0 and visit.patient_s < inf:
            visit.patience_s = visit.patient_s = grid(visit.patient_s * times)
        return False
