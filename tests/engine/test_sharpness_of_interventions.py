"""The swarm is sharp about interventions: a naive engine that keeps one rule less of them is told apart.

The engine's log is compared with a naive engine that leaves one thing out, in random centers with interventions.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from building import center, day
from hours_changed import ChangedHours
from intervening import Intervening
from lending import Lending, Loan
from overflowing import Overflowing
from reference import Order, Person, Reference
from swarm import random_center
from twins import differences

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.nouns import Intervention, Scenario

CENTERS = 60
"""Within so many, of which some have interventions, it must show."""
CASES = 100
"""Larger centers take the naive engine long."""


# When rules act


class LooksAreAlways(Intervening):
    """Rules that look every so often look always."""

    def is_asked(self, name: str, rule: Intervention) -> bool:
        return self.may_act(name, rule)


class OncePerDay(Intervening):
    """Nothing is done again on a day."""

    def may_act(self, name: str, rule: Intervention) -> bool:
        return super().may_act(name, rule.model_copy(update={"again_s": None}))


class DaysAreOne(Intervening):
    """What was done on a day is not done on the next."""

    def may_act(self, name: str, rule: Intervention) -> bool:
        return name not in self.last_done_s or (rule.again_s is not None and super().may_act(name, rule))


class OneTurn(Intervening):
    """Rules are asked once in an instant."""

    def intervenes(self) -> bool:
        return not (self.done and self.done[-1][1] == self.now) and super().intervenes()


class OneAtATime(Intervening):
    """What a rule does has its consequences before the next one is asked."""

    def intervenes(self) -> bool:
        rules = self.scenario.interventions
        for name in rules:
            self.scenario = self.scenario.model_copy(update={"interventions": {name: rules[name]}})
            acted = super().intervenes()
            self.scenario = self.scenario.model_copy(update={"interventions": rules})
            if acted:
                return True
        return False


class RulesComeBeforeOverflow(Intervening):
    def rules_apply(self) -> bool:
        return self.intervenes() or Overflowing.rules_apply(self)


# People


class MovedWorkOvertime(Intervening):
    """Who leaves for another group after an order has worked overtime."""

    def leave(self, person: Person, overtime_since: float) -> None:
        loan, before = self.errand_of(person), len(self.stays)
        super().leave(person, overtime_since)
        if loan is not None:
            self.stays[before] = (*self.stays[before][:3], overtime_since)


class LateOnesHoldThem(Intervening):
    """Who is to go elsewhere serves first who waits for a type that has closed."""

    def closed_ones_for(self, person: Person) -> list[int]:
        return Reference.closed_ones_for(self, person)


class NobodyIsTakenHome(Intervening):
    """Who is lent stays when the headcount falls."""

    def take_home(self, loan: Loan) -> None:
        return


class OnlyWhoIsThereIsTakenHome(Intervening):
    """Who is told to go, or on the way, is not taken when the headcount falls."""

    def take_home(self, loan: Loan) -> None:
        if loan.seat is not None and loan.seat.here:
            super().take_home(loan)


class NobodyGoesInstead(Intervening):
    """An order to go elsewhere that is taken back is forgotten."""

    def one_more(self, name: str) -> Order | None:
        return Overflowing.one_more(self, name) if self.surplus[name] or self.off_duty(name) else None


class NobodyComesBack(Intervening):
    """Who is lent for a while stays until the center closes."""

    def tell_to_come_back(self, loan: Loan) -> None:
        return


class TheWayIsWork(Intervening):
    """Whoever is on the way may be called in where they go."""

    def off_duty(self, name: str) -> list[Person]:
        return Overflowing.off_duty(self, name)


class NobodyGoesHomeAtMidnight(Intervening):
    """Who comes without an end stays over the next day as well."""

    def until(self, for_s: float | None) -> float:
        return super().until(1e9 if for_s is None else for_s)


class ErrandsEndAtTheClosing(Intervening):
    """Orders to go elsewhere are forgotten at the closing, and not orders to go home."""

    def close(self) -> None:
        for name, orders in self.surplus.items():
            self.surplus[name] = [one for one in orders if getattr(one, "loan", None) is None]
        super().close()


class FallsCannotBePutOff(Intervening):
    """Who was to leave leaves."""

    def stay_longer(self, group: str, by_s: float) -> bool:
        return super().stay_longer(group, 0.0)


# Hours


class HoursDoNotCount(ChangedHours):
    """What was said of a type holds until the day is over, whatever its hours say."""

    def _worked_out(self, name: str) -> list[tuple[float, bool]]:
        if not self._words[name]:
            return super()._worked_out(name)
        first_s = min(self.said_at(name))
        ends = [to_s for _, to_s in self.open if to_s > first_s][:1]
        words = [(at_s, is_open) for at_s, is_open in self._words[name]] + [(to_s, False) for to_s in ends]
        found = [one for one in super()._worked_out(name) if one[0] < first_s or one[0] > min(ends)]
        for at_s, is_open in words:
            if is_open != bool([one for one in found if one[0] <= at_s] and found[-1][1]):
                found.append((at_s, is_open))
        return sorted(found)


class WordsHold(Intervening):
    a_calendar = HoursDoNotCount


class ClosedIsRefused(Intervening):
    """Who meets a type that was closed is refused as ever."""

    def refuse(self, row: int) -> None:
        Overflowing.refuse(self, row)


class ClosedIsCleared(Intervening):
    """Who waits for a type that is closed is cleared as ever."""

    def hours_are_over(self, name: str) -> None:
        if self.calendar.at_close(name) == "clear":
            self.clear(name)


class NobodyIsClearedByRules(Intervening):
    def hours_are_over(self, name: str) -> None:
        return


class NobodyGoesInAtOnce(Intervening):
    """Who waits outside a type that a rule opens goes in when something else happens."""

    def intervenes(self) -> bool:
        outside, self.outside = self.outside, []
        acted = super().intervenes()
        self.outside += outside
        return acted


class EndsStay(ChangedHours):
    def extend(self, name: str, time_s: float, by_s: float) -> bool:
        return super().extend(name, time_s, 0.0)


class HoursEndAsPlanned(Intervening):
    a_calendar = EndsStay


TWINS: list[type[Lending]] = [
    LooksAreAlways,
    OncePerDay,
    DaysAreOne,
    OneTurn,
    MovedWorkOvertime,
    NobodyIsTakenHome,
    OnlyWhoIsThereIsTakenHome,
    NobodyGoesInstead,
    NobodyComesBack,
    TheWayIsWork,
    FallsCannotBePutOff,
    WordsHold,
    ClosedIsRefused,
    ClosedIsCleared,
    NobodyIsClearedByRules,
]
GROUPS: dict[str, dict[str, Any]] = {
    "front": {"agents": 1, "serves": {"orders": {}}},
    "back": {"agents": 1, "serves": {"letters": {}}},
}
MOVE = {"number": 1, "from": "back", "to": "front"}
LATER = {"hour": {"from": "08:11", "to": "08:12"}}


def hotline(*rules: dict[str, Any], types: dict[str, Any] | None = None, **more: Any) -> Scenario:
    kinds = {"orders": {"talk": "50s"}, "letters": {"talk": "50s"}, **(types or {})}
    named = {f"rule{number}": rule for number, rule in enumerate(rules)}
    return center(types=kinds, groups=GROUPS, interventions=named, **more)


def one_waits() -> tuple[Scenario, Workload]:
    """An order that waits is sent away before anybody is moved for it."""
    overflow = {"away": {"of": "orders", "when": {"waiting": 1}, "end": True}}
    return hotline({"when": {"waiting": 1}, "move_people": MOVE}, overflow=overflow), day((0, 100), (10, 50))


def one_moves_and_one_comes() -> tuple[Scenario, Workload]:
    """At 10 an order waits, for whom one is moved, and as they are not there yet one is called in as well."""
    call = {"when": {"waiting": 1}, "call_in": {"number": 1, "to": "front"}}
    return hotline({"when": {"waiting": 1}, "move_people": MOVE}, call), day((0, 100), (10, 50))


def told_at_the_closing() -> tuple[Scenario, Workload]:
    """Who is told to go to the front, and is busy at the closing, goes home then; nobody is there for the letter."""
    move = {"when": {"waiting": {"of": "letters", "at_least": 1}}, "move_people": MOVE}
    return hotline(move), day((7000, 300), (7100, 50), types=[1, 1])


def late_letters() -> tuple[Scenario, Workload]:
    """At 900 the back goes to the front, though a letter waits whose hours are over."""
    letters = {"hours": {"from": "08:00", "to": "08:10"}, "at_close": "serve_out"}
    move = {"when": LATER, "move_people": MOVE}
    return hotline(move, types={"letters": letters}), day((0, 900), (100, 50), types=[1, 1])


def around_the_clock() -> tuple[Scenario, Workload]:
    """Who is called in on the first evening goes home at midnight."""
    call = {"when": {"hour": {"from": "23:00", "to": "23:01"}}, "call_in": {"number": 1, "to": "front"}}
    return hotline(call, to="24:00", days=2, run_on="0s", **{"from": "00:00"}), day((0, 50))


def who_waits_outside() -> tuple[Scenario, Workload]:
    """Orders are opened before their hours, and nothing else happens then."""
    orders = {"hours": {"from": "08:30", "to": "09:00"}, "when_closed": "wait"}
    return hotline({"when": LATER, "open": "orders"}, types={"orders": orders}), day((0, 50))


def longer_hours() -> tuple[Scenario, Workload]:
    orders = {"hours": {"from": "08:00", "to": "08:30"}}
    return hotline({"when": LATER, "extend": {"of": "orders", "by": "10m"}}, types={"orders": orders}), day((1900, 50))


BY_HAND = {
    RulesComeBeforeOverflow: one_waits,
    OneAtATime: one_moves_and_one_comes,
    ErrandsEndAtTheClosing: told_at_the_closing,
    LateOnesHoldThem: late_letters,
    NobodyGoesHomeAtMidnight: around_the_clock,
    NobodyGoesInAtOnce: who_waits_outside,
    HoursEndAsPlanned: longer_hours,
}
"""What random centers meet too rarely, or late."""


@cache
def _center(seed: int) -> tuple[Scenario, Workload, RunLog]:
    scenario, workload = random_center(seed, coming_again=seed % 2 == 1)
    return scenario, workload, simulate(scenario, workload)


def _centers() -> Iterator[tuple[Scenario, Workload, RunLog]]:
    for seed in range(CENTERS):
        scenario, workload, log = _center(seed)
        if scenario.interventions and len(workload) <= CASES:
            yield scenario, workload, log


@pytest.mark.parametrize("twin", TWINS)
def test_a_rule_less_is_found(twin):
    assert any(differences(*one, twin) for one in _centers()), f"{CENTERS} random centers miss {twin.__name__}"


@pytest.mark.parametrize("twin", BY_HAND)
def test_a_rule_less_is_found_by_hand(twin):
    scenario, workload = BY_HAND[twin]()
    log = simulate(scenario, workload)
    assert not differences(scenario, workload, log)
    assert differences(scenario, workload, log, twin)
