"""The swarm with rules is sharp: whoever keeps one rule less is told apart within a few centers.

The naive engine as it is stands for an engine, so that this says something of the swarm and of the comparison.
"""

from functools import cache

import pytest
from coming_again import ComingAgain, Service, Visit
from naive_log import naive_log
from reference import Person, Work
from swarm import random_center
from twins import differences

from simulator.demand.workload import Workload
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.rule_parts import AllOfThese

CENTERS = 300
"""Within so many a rule less must show."""


class Holds(ComingAgain):
    """Who stays with a customer stays over closings."""

    def nobody_holds_what_is_kept(self, name: str) -> None:
        return None


class AnybodyTakes(ComingAgain):
    """Who is passed to a group is taken by any that serves the type."""

    def may(self, person: Person, row: int) -> bool:
        only, self.book[row].only = self.book[row].only, None
        may = super().may(person, row)
        self.book[row].only = only
        return may

    def ranks(self, row: int) -> dict[str, int]:
        return self.ranked(self.book[row].type, self.now - self.queued(row))


class TheLastInFrontIsFirst(ComingAgain):
    """Who is put in front stands before those who were put there before."""

    def take_a_place(self, visit: Visit, came_s: float) -> None:
        super().take_a_place(visit, came_s)
        visit.in_front = False


class HeldWorkGoesOn(ComingAgain):
    """A contact that is held slows the others in the hand."""

    def going_on(self, person: Person) -> list[Work]:
        return person.hand


class OneLineIsEnough(ComingAgain):
    """Who keeps the line of the channel needs none of the new type."""

    def finds_no_line(self, row: int, has_one_of_the_channel: bool = False) -> bool:
        return not has_one_of_the_channel and super().finds_no_line(row)


class LinesAreFreeBetween(ComingAgain):
    """Who is passed on has no line for an instant."""

    def on_channel(self, channel: str) -> int:
        between, self.between = self.between, set()
        found = super().on_channel(channel)
        self.between = between
        return found


class LimitsAreForAll(ComingAgain):
    """Who is passed on as another contact comes in as from outside."""

    def enter(self, row: int, inside: bool = False) -> None:
        super().enter(row)


class ClosingsAreForAll(ComingAgain):
    """Who is passed on as another contact meets the center's closing."""

    def lets_in(self, row: int) -> bool:
        return self.calendar.is_open(self.book[row].type, self.now)


class MessagesDuringHolds(ComingAgain):
    """Whoever is held may leave a voicemail."""

    def voicemail_time(self, row: int) -> float:
        holder, self.book[row].holder = self.book[row].holder, None
        time_s = super().voicemail_time(row)
        self.book[row].holder = holder
        return time_s


class NobodyIsBriefed(ComingAgain):
    """Who has stayed goes when the next one answers."""

    def taken_over(self, visit: Visit, person: Person) -> float:
        self.let_go(visit)
        return 0.0


class TheyComeFirst(ComingAgain):
    """Who comes again comes before those who come for the first time at that instant."""

    def due_to_arrive(self) -> list[int]:
        return [] if any(time_s == self.now for time_s, *_ in self.again) else super().due_to_arrive()


class NobodyComesAtNight(ComingAgain):
    """Who would come again after the last closing does not."""

    def last_s(self) -> float:
        return self.closings()[-1] - 1 / 2**20


class EachContactIsAsked(ComingAgain):
    """Whoever is passed on as another contact may come again as well."""

    def end(self, row: int, how: str) -> None:
        super().end(row, how)
        if how == "passed_on":
            self.plan_again(self.book[row], "answered")


class EverythingIsForgotten(ComingAgain):
    """Of who answered in an attempt nobody knows when it ends."""

    def plan_again(self, visit: Visit, ended: str) -> None:
        known, self.last_group = self.last_group, {}
        super().plan_again(visit, ended)
        self.last_group = known


class LooksAreAlike(ComingAgain):
    """Each time somebody is looked for, chance says the same."""

    def free_for(self, row: int) -> list[Person]:
        self.looks.clear()
        return super().free_for(row)


class AnyKeyIsEnough(ComingAgain):
    """Of a mapping one key is enough."""

    def is_about(self, of: tuple[str, ...] | AllOfThese, visit: Visit, group: str | None) -> bool:
        if isinstance(of, AllOfThese):
            of = tuple(f"{kind}:{name}" for kind, names in of.given.items() for name in names)
        return super().is_about(of, visit, group)


class WrapUpIsLeftOut(ComingAgain):
    """Who passes a contact on has no wrap-up."""

    def part_over(self, service: Service) -> None:
        service.wrap_up_s = 0.0
        super().part_over(service)


TWINS = [twin for twin in ComingAgain.__subclasses__() if twin.__module__ == __name__]


@cache
def _a_center(seed: int) -> tuple[Scenario, Workload, RunLog]:
    scenario, workload = random_center(seed, coming_again=True, overflow=False)
    return scenario, workload, naive_log(scenario, workload)


def test_the_naive_engine_agrees_with_itself():
    for seed in range(20):
        assert not differences(*_a_center(seed))


# The one that is found last of all is looked for in the long suite.
@pytest.mark.parametrize(
    "twin", [pytest.param(twin, marks=[pytest.mark.long] * (twin is LimitsAreForAll)) for twin in TWINS]
)
def test_a_rule_less_is_found(twin):
    for seed in range(CENTERS):
        if differences(*_a_center(seed), twin):
            return
    pytest.fail(f"{CENTERS} random centers do not tell {twin.__name__} apart")
