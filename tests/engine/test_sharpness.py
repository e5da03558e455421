"""The swarm is sharp: a naive engine that keeps one rule less is told apart from the engine within a few centers."""

from fractions import Fraction
from math import inf

import pytest
from coming_again import ComingAgain
from reference import Contact, Order, Person
from swarm import random_center
from twins import differences

from simulator.engine.simulate import simulate

CENTERS = 150
"""Within so many a rule less must show."""


class NobodyStays(ComingAgain):
    """Whoever is told to leave goes, although somebody of a closed type waits."""

    def closed_ones_for(self, person: Person) -> list[int]:
        return []


class StaysForWhatIsKept(ComingAgain):
    """After closing whoever is free takes even those who keep their place until the morning."""

    def may(self, person: Person, row: int) -> bool:
        return person.group in self.ranks(row)


class LinesAreHeldOutside(ComingAgain):
    """Who waits for the opening holds a line."""

    def on_channel(self, channel: str) -> int:
        return super().on_channel(channel) + sum(self.kind(row).channel == channel for row in self.outside)


class LaterOnesFirst(ComingAgain):
    """Who waits for the opening enters in the order of the rows from behind."""

    def beginning_of_hours(self) -> None:
        for row in sorted(self.outside, reverse=True):
            if self.calendar.is_open(self.book[row].type, self.now):
                self.outside.remove(row)
                self.enter(row)
                self.follow_up()


class OneDispatchAtAnOpening(ComingAgain):
    """Who has a contact of no length at an opening takes no other before all have entered."""

    def beginning_of_hours(self) -> None:
        opening = [row for row in self.outside if self.calendar.is_open(self.book[row].type, self.now)]
        for row in sorted(opening, key=lambda row: (self.book[row].arrived_s, row)):
            self.outside.remove(row)
            self.enter(row)


class NobodyIsWidened(ComingAgain):
    """Who has waited long enough for one more group does not look for a free agent of it."""

    def widening_times(self, row: int) -> list[float]:
        return super().widening_times(row)[:1]


class AGroupInAStepIsThereFromTheBeginning(ComingAgain):
    """Whoever serves a type may take it before a step names them."""

    def ranked(self, name: str, waited: float) -> dict[str, int]:
        groups = self.scenario.agent_groups.items()
        there = {group: 10**9 for group, noun in groups if name in noun.serves and noun.serves[name].after_s <= waited}
        return there | super().ranked(name, waited)


class NoGroupIsTakenAway(ComingAgain):
    """After a step with `only` the others may still take a contact."""

    def ranked(self, name: str, waited: float) -> dict[str, int]:
        steps = self.scenario.contact_types[name].steps.values()
        waits = sorted({0.0, *(step.after_s for step in steps if step.after_s <= waited)})
        found: dict[str, int] = {}
        for wait in waits:
            found |= super().ranked(name, wait)
        return found | super().ranked(name, waited)


class FlatteningIsForRanksOnly(ComingAgain):
    """Agents who become free go on with their own work first."""

    def flat(self, name: str, waited: float) -> bool:
        return False


class GroupsHaveNoLimit(ComingAgain):
    """How many wait for a group is no matter."""

    def limit_of_group(self, group: str) -> object:
        return None


class LimitsCountWhoIsToLeave(ComingAgain):
    """Of a limit per agent, whoever is there counts."""

    def too_many(self, group: str) -> int:
        return 0


class TypesHaveNoLines(ComingAgain):
    """Only the lines of channels count."""

    def on_type(self, name: str) -> int:
        return -1


class NobodyIsCleared(ComingAgain):
    """Who waits at the end of hours is never sent away."""

    def clear(self, name: str) -> None:
        return None


class WaitsAreLostAtTheEnd(ComingAgain):
    """Of who still waits when nothing happens any more, the log has no wait."""

    def run(self) -> list[Contact]:
        super().run()
        if self.stopped_s == inf:
            self.waits = [one for one in self.waits if self.book[one[0]].ended_s is not None]
        return self.book


class HandsAreAlike(ComingAgain):
    """Every hand holds as much, whatever the capacity of the group."""

    def fits(self, person: Person, row: int) -> bool:
        channel = self.channel(row)
        if person.row is not None or channel.slots is None:
            return not person.in_hand()
        return self.filled(person) + Fraction(1, channel.slots) <= 1


class SlotsAreCounted(ComingAgain):
    """A contact fits beside fewer than its own channel has slots, whatever they are."""

    def fits(self, person: Person, row: int) -> bool:
        return person.row is None and len(person.hand) < (self.channel(row).slots or 1)


class NobodyIsKeptFree(ComingAgain):
    """Agents are kept for channels only."""

    def said_to_keep(self, group: str, name: str) -> list[dict[float, int]]:
        return super().said_to_keep(group, name)[:1]


class NobodyLooksWhenFewerAreKept(ComingAgain):
    """When fewer are kept than before, whoever was kept goes on waiting for the next contact."""

    def times_of_keeping(self) -> list[float]:
        return []


class NobodyIsCapped(ComingAgain):
    """Ages grow for ever."""

    def of_segment(self, row: int, key: str) -> float | None:
        return None if key == "age_cap_s" else super().of_segment(row, key)


class ComingIsAnEnd(ComingAgain):
    """Longest since the last contact begins anew with every duty."""

    def turn_of(self, person: Person, row: int) -> tuple[float, ...]:
        rule = self.scenario.routing.agent
        return (person.idle_since,) if rule == "longest_since_contact" else super().turn_of(person, row)


class RanksGoRoundTogether(ComingAgain):
    """Round robin goes on after whoever took the last of the type, of whatever rank."""

    def groups_alike(self, group: str, row: int) -> set[str]:
        return set(self.scenario.agent_groups)


class CountsAreOfEver(ComingAgain):
    """No midnight forgets what agents have had."""

    def today(self, time: float) -> float:
        return 0.0


class TheEmptiestAreTold(ComingAgain):
    """When the headcount falls, whoever has least in hand is told at once."""

    def one_fewer(self, name: str, order: Order, late: list[Person]) -> None:
        staying = [p for p in self.people if p.group == name and p.here and p.told is None]
        if not self.shares(name) or not staying:
            super().one_fewer(name, order, late)
            return
        person = min(staying, key=lambda p: (p.in_hand(), -p.number))
        if person.in_hand() or person in late:
            person.told, person.freed = order, self.now
            self.marked.append(person)
        else:
            self.leave(person, self.now)


class TheLowestLeave(ComingAgain):
    """When the headcount falls, the lowest numbers leave first."""

    def one_fewer(self, name: str, order: Order, late: list[Person]) -> None:
        mine = [p for p in self.people if p.group == name and p.here]
        empty = [p for p in mine if p.told is None and not p.in_hand()]
        if empty and empty[0] not in late:
            self.leave(empty[0], self.now)
        else:
            super().one_fewer(name, order, late)


class WaitsGoOnWithTheLastTalk(ComingAgain):
    """Who still waits when nothing happens any more is seen as long as somebody works."""

    def last_seen(self) -> float:
        return max(super().last_seen(), self.now)


@pytest.mark.parametrize(
    "twin",
    [
        NobodyStays,
        StaysForWhatIsKept,
        LinesAreHeldOutside,
        LaterOnesFirst,
        OneDispatchAtAnOpening,
        NobodyIsWidened,
        AGroupInAStepIsThereFromTheBeginning,
        NoGroupIsTakenAway,
        FlatteningIsForRanksOnly,
        GroupsHaveNoLimit,
        LimitsCountWhoIsToLeave,
        TypesHaveNoLines,
        NobodyIsCleared,
        WaitsAreLostAtTheEnd,
        WaitsGoOnWithTheLastTalk,
        HandsAreAlike,
        SlotsAreCounted,
        NobodyIsKeptFree,
        NobodyLooksWhenFewerAreKept,
        NobodyIsCapped,
        ComingIsAnEnd,
        RanksGoRoundTogether,
        CountsAreOfEver,
        TheEmptiestAreTold,
        TheLowestLeave,
    ],
)
def test_a_rule_less_is_found(twin):
    for seed in range(CENTERS):
        scenario, workload = random_center(seed, overflow=False)
        if differences(scenario, workload, simulate(scenario, workload), twin):
            return
    pytest.fail(f"{CENTERS} random centers do not tell {twin.__name__} from the engine")
