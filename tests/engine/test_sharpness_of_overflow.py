"""The swarm is sharp about how things stand: who keeps one rule less of overflow, gates, or announcements is found.

The engine's log is compared with a naive engine that leaves one thing out, in random centers that may meet it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

import pytest
from building import center, day
from coming_again import GRID_S, ComingAgain, Visit
from overflowing import Overflowing, Overflown
from reference import Person
from swarm import random_center
from twins import differences

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.nouns import Overflow, Scenario, Serves
from simulator.scenario.nouns.conditions import Conditions, Measure
from simulator.scenario.nouns.when_looked import AtWaits

CENTERS = 350
"""Within so many, of which a few can meet what is left out, it must show."""
CASES = 130
"""Larger centers take the naive engine long."""

Concerns = Callable[[Scenario], bool]


def rules(of: Callable[[Overflow], object]) -> Concerns:
    return lambda scenario: any(of(rule) for rule in scenario.overflow.values())


def serving(of: Callable[[Serves], object]) -> Concerns:
    return lambda scenario: any(of(one) for group in scenario.agent_groups.values() for one in group.serves.values())


def told(scenario: Scenario) -> bool:
    return any(kind.announcement for kind in scenario.contact_types.values())


# Gates and reservation


class MovesNeedNoLineOfTheirType(Overflowing):
    """Who keeps the line of the channel may be moved to a type that has none."""

    def finds_no_line(self, row: int, has_one_of_the_channel: bool = False) -> bool:
        return not has_one_of_the_channel and super().finds_no_line(row)


class GatesAreOpen(Overflowing):
    """Every group takes what it serves, however things stand."""

    def is_open(self, group: str, name: str) -> bool:
        return True


class GatesAreAlwaysRead(Overflowing):
    """Gates that are looked at every so often are read whenever somebody asks."""

    def is_open(self, group: str, name: str) -> bool:
        gate = self.scenario.agent_groups[group].serves[name].while_
        return gate is None or self.closed_since is not None or self.holds(gate, name, group)


class GatesAreForAll(Overflowing):
    """Who was passed on to one group meets its gates."""

    def may(self, person: Person, row: int) -> bool:
        return super().may(person, row) and self.is_open(person.group, self.book[row].type)


class NothingIsReserved(Overflowing):
    """No agent is kept for contacts that wait."""

    def reserved(self, person: Person, row: int) -> int:
        return 0


class OneIsReserved(Overflowing):
    """However many wait, one agent is kept for them."""

    def reserved(self, person: Person, row: int) -> int:
        return min(super().reserved(person, row), 1)


class AllReserve(Overflowing):
    """Whoever waits reserves, whether or not the group may ever take them."""

    def may_come(self, row: int, group: str) -> bool:
        return True


class OnlyWhoMayBeTakenReserves(Overflowing):
    """Who is to wait longer before the group may take them reserves nobody."""

    def may_come(self, row: int, group: str) -> bool:
        return super().may_come(row, group) and group in self.ranks(row)


class NobodyLooksAnew(Overflowing):
    """When a gate opens or fewer are reserved, whoever was kept waits for the next contact."""

    def keeps(self, group: str) -> bool:
        return ComingAgain.keeps(self, group)


# Whom rules mean


class GroupsAreKeptFromAll(Overflowing):
    """A group that a rule names takes no contact of the type before it applies, whomever the rule means."""

    def keeps_from(self, rule: Overflow, visit: Overflown) -> bool:
        segments = range(-1, len(self.scenario.segment_names))
        return any(self.means(rule, replace(visit, segment=one)) for one in segments)


class ChangesEndWithTheWait(Overflowing):
    """What a rule changed is over when an agent passes the contact back into its line."""

    def take_a_place(self, visit: Overflown, came_s: float) -> None:
        super().take_a_place(visit, came_s)
        visit.changes, visit.priority, visit.credit_s = [], None, None


class OnlyTheLastTypeIsFollowedUp(Overflowing):
    """Who was moved comes again by the rules of what they are at the end."""

    def before_it_was_moved(self, visit: Visit) -> Visit:
        return visit


# Looks and turns


class WaitsThatEndAtNightAreForgotten(Overflowing):
    """At an opening nobody is asked whose wait has ended while the center was closed."""

    def not_looked_since(self) -> float:
        return self.now - GRID_S


class NobodyIsAskedOnEntering(Overflowing):
    """Rules are for who waits."""

    def entering_rules(self, row: int) -> bool:
        return False


class LimitsComeFirst(Overflowing):
    """Who finds the queue full is not asked on entering."""

    def entering_rules(self, row: int) -> bool:
        return not self.too_many_wait(row) and super().entering_rules(row)


class WaitsAreForAnyTime(Overflowing):
    """A look at certain waits is one at every change."""

    def due_for(self, name: str, rule: Overflow) -> list[int]:
        return list(self.waiting) if isinstance(rule.look, AtWaits) else super().due_for(name, rule)


class WaitsAreNeverLookedAt(Overflowing):
    """There is no look at certain waits."""

    def due_for(self, name: str, rule: Overflow) -> list[int]:
        return [] if isinstance(rule.look, AtWaits) else super().due_for(name, rule)


class NobodyLooksEverySoOften(Overflowing):
    """There is no look every so often."""

    def due_for(self, name: str, rule: Overflow) -> list[int]:
        return [] if isinstance(rule.look, float) else super().due_for(name, rule)


class ChangesAreNotSeen(Overflowing):
    """There is no look at every change."""

    def due_for(self, name: str, rule: Overflow) -> list[int]:
        return [] if rule.look == "change" else super().due_for(name, rule)


class EachContactIsAsked(Overflowing):
    """A rule that one contact of an attempt met is asked of those that follow from it as well."""

    def applies(self, name: str, rule: Overflow, row: int, waited: float) -> bool:
        all_asked, visit = self.asked, self.book[row]
        was = any(one == name and other == row for other, one, _, _ in self.applied)
        self.asked = all_asked if was else all_asked - {(name, visit.case, visit.attempt)}
        try:
            return super().applies(name, rule, row, waited)
        finally:
            self.asked |= all_asked


class AttemptsAreOne(Overflowing):
    """Who was asked in an attempt is not asked in the next."""

    def applies(self, name: str, rule: Overflow, row: int, waited: float) -> bool:
        case = self.book[row].case
        asked = any(one == name and other == case for one, other, _ in self.asked)
        return not asked and super().applies(name, rule, row, waited)


class TheLastAreAskedFirst(Overflowing):
    """Whoever stands last is asked first."""

    def place_in_line(self, row: int) -> tuple[float, int]:
        return -self.stands(row), -row


class AllAreAskedAtOnce(Overflowing):
    """What a rule causes happens after all rules were asked."""

    def rules_apply(self) -> bool:
        found = False
        while super().rules_apply():
            found = True
        return found


class ConditionsAreReadOnce(Overflowing):
    """What was found in an instant holds until it is over."""

    def holds(self, said: Conditions | None, own: str, group: str | None = None, waited: float = 0.0) -> bool:
        if group is not None:
            return super().holds(said, own, group, waited)
        known = self.__dict__.setdefault("known", {})
        mark = (self.now, id(said), own, waited)
        if mark not in known:
            known[mark] = super().holds(said, own, group, waited)
        return bool(known[mark])


class WhoIsHeldIsAsked(Overflowing):
    """Rules are asked also of whom an agent stays with."""

    def is_able(self, rule: Overflow, visit: Overflown, waited: float) -> bool:
        holder, visit.holder = visit.holder, None
        able = super().is_able(rule, visit, waited)
        visit.holder = holder
        return able


# What rules do


class NothingIsDone(Overflowing):
    """A rule of one verb is asked, and does nothing."""

    verb = ""

    def carry_out(self, rule: Overflow, row: int, waited: float) -> None:
        if rule.verb != self.verb:
            super().carry_out(rule, row, waited)


VERBS = [
    type(f"Nothing{verb.title()}", (NothingIsDone,), {"verb": verb})
    for verb in ("also", "only", "flatten", "move", "offer", "raise", "message", "end")
]


RARE_VERBS: dict[str, dict[str, object]] = {"flatten": {"flatten": True}, "raise": {"raise": {"priority": 1}}}
"""What they change decides only where two are compared, which random centers meet too rarely."""


class WhoIsChangedDoesNotLook(Overflowing):
    """Who gets further groups while waiting looks for no free agent of them."""

    def look_again(self, row: int) -> None:
        return None


class PatienceBeginsAnew(Overflowing):
    """Who is moved waits as long as they would have from the beginning."""

    def become(self, rule: Overflow, visit: Overflown) -> None:
        super().become(rule, visit)
        if rule.move is not None:
            self.book[-1].patience_s = self.book[-1].patient_s = visit.patient_s


class PlacesAreLost(Overflowing):
    """Who is moved stands at the back."""

    def become(self, rule: Overflow, visit: Overflown) -> None:
        super().become(rule, visit)
        if rule.move is not None:
            self.book[-1].place_rule = "back"


class StoriesAreKept(Overflowing):
    """Who accepts an offer has nothing to tell again."""

    def become(self, rule: Overflow, visit: Overflown) -> None:
        super().become(rule, visit)
        if rule.offer is not None:
            self.book[-1].lost, self.book[-1].repeat_s = visit.lost, visit.repeat_s


class LinesAreNotAskedFor(Overflowing):
    """Who goes to another channel goes whether or not it has a line."""

    def has_a_place(self, visit: Overflown, to: str) -> bool:
        self.on_channel = lambda channel: 0  # type: ignore[method-assign]
        try:
            return super().has_a_place(visit, to)
        finally:
            del self.on_channel


class LimitsAreNotAskedFor(Overflowing):
    """Who goes to another type goes whether or not its queue is full."""

    def has_a_place(self, visit: Overflown, to: str) -> bool:
        self.too_many_wait = lambda row: False  # type: ignore[method-assign]
        try:
            return super().has_a_place(visit, to)
        finally:
            del self.too_many_wait


class ClosedTypesTakeThem(Overflowing):
    """Who goes to another type goes although it is closed."""

    def has_a_place(self, visit: Overflown, to: str) -> bool:
        return not self.calendar.is_open(to, self.now) or super().has_a_place(visit, to)


# Announcements


class NobodyLeavesWhenTold(Overflowing):
    """Who hears of too long a wait stays."""

    def hears_and_leaves(self, visit: Overflown) -> bool:
        super().hears_and_leaves(visit)
        return False


class PatienceIsAsItWas(Overflowing):
    """What is announced changes no patience."""

    def hears_and_leaves(self, visit: Overflown) -> bool:
        before = visit.patience_s
        leaves = super().hears_and_leaves(visit)
        visit.patience_s = visit.patient_s = before
        return leaves


class WhoIsMovedIsTold(Overflowing):
    """Who was moved hears of the wait as well."""

    def join(self, row: int) -> None:
        visit: Overflown = self.book[row]
        if visit.cause == "overflow" and not visit.passed and self.hears_and_leaves(visit):
            self.end(row, "abandoned")
        else:
            super().join(row)


# Measures


class NothingIsMeasured(Overflowing):
    """One measure is always 0."""

    missing = ""

    def measure(self, key: str, one: Measure, own: str, group: str | None, waited: float) -> float:
        return 0.0 if key == self.missing else super().measure(key, one, own, group, waited)


MEASURES = [
    type(f"No{key.title()}", (NothingIsMeasured,), {"missing": key})
    for key in (
        *("waited", "waiting", "oldest_wait", "expected_wait", "logged_in"),
        *("free", "with_room", "busy_share", "service_level"),
    )
]


class NothingIsForgotten(Overflowing):
    """At an opening, what was measured before still counts."""

    def open(self) -> None:
        answered, decided = list(self.answered), list(self.decided)
        super().open()
        self.answered, self.decided = answered, decided


def has_rules(scenario: Scenario) -> bool:
    return bool(scenario.overflow)


def looks(what: Callable[[object], object]) -> Concerns:
    return rules(lambda rule: what(rule.look))


def measures(key: str) -> Concerns:
    def meets(scenario: Scenario) -> bool:
        gates = [one.while_ for group in scenario.agent_groups.values() for one in group.serves.values()]
        said = [one for one in [*gates, *(rule.when for rule in scenario.overflow.values())] if one is not None]
        return any(getattr(one, key) is not None for one in said)

    return meets


CONCERNS: dict[type[Overflowing], Concerns] = {
    GatesAreOpen: serving(lambda one: one.while_),
    GatesAreAlwaysRead: serving(lambda one: one.while_ and one.while_.look != "change"),
    GatesAreForAll: lambda scenario: bool(scenario.transfers) and serving(lambda one: one.while_)(scenario),
    NobodyLooksAnew: serving(lambda one: one.reserves or one.while_),
    NobodyIsAskedOnEntering: looks(lambda look: look == "entering"),
    LimitsComeFirst: looks(lambda look: look == "entering"),
    WaitsAreForAnyTime: looks(lambda look: isinstance(look, AtWaits)),
    WaitsAreNeverLookedAt: looks(lambda look: isinstance(look, AtWaits)),
    NobodyLooksEverySoOften: looks(lambda look: isinstance(look, float)),
    ChangesAreNotSeen: looks(lambda look: look == "change"),
    AttemptsAreOne: has_rules,
    TheLastAreAskedFirst: has_rules,
    ConditionsAreReadOnce: has_rules,
    WhoIsHeldIsAsked: has_rules,
    **{one: rules(lambda rule, one=one: rule.verb == one.verb) for one in VERBS if one.verb not in RARE_VERBS},
    WhoIsChangedDoesNotLook: rules(lambda rule: rule.verb in ("also", "only")),
    PatienceBeginsAnew: rules(lambda rule: rule.move),
    PlacesAreLost: rules(lambda rule: rule.move and rule.move.place == "kept"),
    StoriesAreKept: rules(lambda rule: rule.offer and rule.offer.context == "lost"),
    LinesAreNotAskedFor: rules(lambda rule: rule.leads_to),
    LimitsAreNotAskedFor: rules(lambda rule: rule.leads_to),
    ClosedTypesTakeThem: rules(lambda rule: rule.leads_to),
    NobodyLeavesWhenTold: told,
    PatienceIsAsItWas: told,
    WhoIsMovedIsTold: lambda scenario: told(scenario) and bool(scenario.overflow),
    **{one: measures(one.missing) for one in MEASURES},
    NothingIsForgotten: has_rules,
}


def rarely_reserved() -> tuple[Scenario, Workload]:
    """Of two free agents none takes an order at 10, as two urgent contacts wait whom nobody may take before 100."""
    serves = {"urgent": {"priority": 1, "reserves": True, "after": "100s"}, "orders": {"priority": 2}}
    groups = {"front": {"agents": 2, "serves": serves}}
    return center(types={"urgent": {}, "orders": {}}, groups=groups), day((0, 50), (1, 50), (10, 50), types=[0, 0, 1])


def meant_twice() -> tuple[Scenario, Workload]:
    """Contact 1 is raised at 20 and moved at 30; what it becomes is meant by the first rule too, which was asked."""
    rules = {
        "first": {"of": ["orders", "advice"], "when": {"waited": "10s"}, "raise": {"priority": 1}},
        "on": {"of": "orders", "when": {"waited": "20s"}, "move": {"type": "advice", "place": "kept"}},
    }
    return center(types={"orders": {}, "advice": {}}, overflow=rules), day((0, 500), (10, 50))


def one_expert() -> tuple[Scenario, Workload]:
    """Two have waited for 20 s when one expert is free: the first is moved and taken, so the second is not moved."""
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    when = {"waited": "20s", "free": {"at_least": 1, "of": "experts"}}
    rules = {"on": {"of": "orders", "when": when, "move": {"type": "advice", "place": "kept"}}}
    types: dict[str, dict[str, object]] = {"orders": {}, "advice": {}}
    return center(types=types, groups=groups, overflow=rules), day((0, 500), (10, 50), (10, 60))


def no_line_for_who_is_moved() -> tuple[Scenario, Workload]:
    """Advice has one line, in use until 70: the order of 10, which has waited for 30 s at 40, is moved then."""
    rule = {"of": "orders", "when": {"waited": "30s"}, "move": {"type": "advice", "place": "back"}}
    types: dict[str, dict[str, object]] = {"orders": {}, "advice": {"lines": 1}}
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    workload = day((0, 200), (5, 65), (10, 9), types=[0, 1, 0])
    return center(types=types, groups=groups, overflow={"on": rule}), workload


def the_order_comes_first(verb: dict[str, object]) -> tuple[Scenario, Workload]:
    """Advice goes before orders, until at 25 a rule says that the order that came before it is as good, or better."""
    serves = {"advice": {"priority": 1}, "orders": {"priority": 2 if "flatten" in verb else 1}}
    groups = {"experts": {"agents": 1, "serves": serves}}
    credit = {} if "flatten" in verb else {"age_credit": "1m"}
    types = {"advice": credit, "orders": {}}
    rule = {"of": "orders", "when": {"waited": "20s"}, **verb}
    return center(types=types, groups=groups, overflow={"on": rule}), day((0, 100), (5, 50), (10, 60), types=[0, 1, 0])


def before_a_shut_gate() -> tuple[Scenario, Workload]:
    """The urgent contact of 10 waits before a gate that never opens: the order of 20 is taken."""
    serves = {"urgent": {"priority": 1, "reserves": True, "while": {"waiting": 9}}, "orders": {"priority": 2}}
    groups = {"front": {"agents": 1, "serves": serves}}
    return center(types={"urgent": {}, "orders": {}}, groups=groups), day((10, 50, 500), (20, 50), types=[0, 1])


def covered_in_part() -> tuple[Scenario, Workload]:
    """Expert 1 takes the order of 10 at once, which is of no VIP."""
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"orders": {}}}}
    rules = {"help": {"of": "vip", "when": {"waited": "1h"}, "also": {"experts": 1}}}
    types = {"orders": {"segments": {"vip": {"share": "50%"}}}}
    return center(types=types, groups=groups, overflow=rules), day((0, 300), (10, 50))


def changed_and_passed_back() -> tuple[Scenario, Workload]:
    """Expert 1 may take the order of 10 after 10 s, does so at 50, passes it back at 60, and takes it again."""
    back = {"back": {"of": "orders", "share": ["100%", "0%"], "at": "10s", "pass": {"place": "back"}}}
    groups = {
        "front": {"agents": 1, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "orders": {}}},
    }
    rules = {"help": {"of": "orders", "when": {"waited": "10s"}, "also": {"experts": 1}}}
    types: dict[str, dict[str, object]] = {"orders": {}, "advice": {}}
    work = day((0, 500), (0, 50), (10, 50), types=[0, 1, 0])
    return center(types=types, groups=groups, overflow=rules, transfers=back), work


def moved_and_gone() -> tuple[Scenario, Workload]:
    """The order of 10 is advice at 20, gives up at 60, and is followed up as an order."""
    groups = {"front": {"agents": 1, "serves": {"orders": {}}}, "experts": {"agents": 1, "serves": {"advice": {}}}}
    rules = {"on": {"of": "orders", "when": {"waited": "10s"}, "move": {"type": "advice", "place": "kept"}}}
    again = {"again": {"of": "orders", "when": {"ended": "abandoned"}, "share": "100%", "after": "60s", "attempts": 2}}
    types: dict[str, dict[str, object]] = {"orders": {}, "advice": {}}
    work = day((0, 500), (0, 500), (10, 50, 50), types=[0, 1, 0])
    return center(types=types, groups=groups, overflow=rules, follow_ups=again), work


def waited_over_night() -> tuple[Scenario, Workload]:
    """The order of 08:59:50 waits over night and is sent away when the center opens."""
    rules = {"late": {"of": "calls", "look": {"waited": "20s"}, "end": True}}
    types = {"calls": {"at_close": "keep"}}
    scenario = center(types=types, overflow=rules, to="09:00", days=2, weekday="monday")
    return scenario, day((3500, 200000), (3590, 50))


BY_HAND = {
    **{one: partial(the_order_comes_first, RARE_VERBS[one.verb]) for one in VERBS if one.verb in RARE_VERBS},
    MovesNeedNoLineOfTheirType: no_line_for_who_is_moved,
    NothingIsReserved: rarely_reserved,
    OneIsReserved: rarely_reserved,
    OnlyWhoMayBeTakenReserves: rarely_reserved,
    AllReserve: before_a_shut_gate,
    GroupsAreKeptFromAll: covered_in_part,
    ChangesEndWithTheWait: changed_and_passed_back,
    OnlyTheLastTypeIsFollowedUp: moved_and_gone,
    WaitsThatEndAtNightAreForgotten: waited_over_night,
    EachContactIsAsked: meant_twice,
    AllAreAskedAtOnce: one_expert,
}
"""What random centers meet too rarely."""
SLOW = (AttemptsAreOne, ConditionsAreReadOnce, NothingIsForgotten)
"""Found so late that they are looked for in the long suite."""


@cache
def _center(seed: int) -> tuple[Scenario, Workload]:
    return random_center(seed, coming_again=True, interventions=False)


@cache
def _log(seed: int) -> RunLog:
    return simulate(*_center(seed))


def _centers(concerns: Concerns) -> Iterator[tuple[Scenario, Workload, RunLog]]:
    for seed in range(CENTERS):
        if concerns(_center(seed)[0]) and len(_center(seed)[1]) <= CASES:
            yield *_center(seed), _log(seed)


@pytest.mark.parametrize("twin", [pytest.param(one, marks=[pytest.mark.long] * (one in SLOW)) for one in CONCERNS])
def test_a_rule_less_is_found(twin):
    for scenario, workload, log in _centers(CONCERNS[twin]):
        if differences(scenario, workload, log, twin):
            return
    pytest.fail(f"{CENTERS} random centers do not tell {twin.__name__} from the engine")


@pytest.mark.parametrize("twin", BY_HAND)
def test_a_rule_less_is_found_by_hand(twin):
    scenario, workload = BY_HAND[twin]()
    log = simulate(scenario, workload)
    assert not differences(scenario, workload, log)
    assert differences(scenario, workload, log, twin)
