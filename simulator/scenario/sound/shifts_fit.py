"""Shifts that cannot be worked: outside the center's opening, two at once, breaks that do not fit, people who move."""

from collections.abc import Iterator
from itertools import pairwise

from simulator.errors import Problem
from simulator.scenario.days.breaks_placed import fits
from simulator.scenario.days.roster import is_known_one_by_one, roster_of, worked_in_vain
from simulator.scenario.days.worked_shifts import Roster, WorkedShift
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.nouns.intervention_rules import CalledIn
from simulator.scenario.rules.pools import pools_of
from simulator.scenario.rules.seats import groups_kept
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day as clock

Path = tuple[str, ...]


def shift_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the shifts of a valid ``scenario``; places come from its ``tree``."""
    people = roster_of(scenario)
    return [
        *_outside(scenario, tree),
        *_two_at_once(scenario, people, tree),
        *_breaks_that_do_not_fit(scenario, tree),
        *_moved(scenario, tree),
        *_without_a_date(scenario, tree),
        *_trained_in_vain(scenario, tree),
        *_reserved_by_some(scenario, tree),
    ]


def _outside(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find the shifts that go beyond the center's opening on every day on which they are worked."""
    for (group, name), (_, opens_s, closes_s) in worked_in_vain(scenario).items():
        path = ("agent_groups", group, "shifts", name)
        what = f"the shift goes beyond the opening hours of the center, {clock(opens_s)} to {clock(closes_s)}."
        hint = "Give the horizon longer hours, and channels `hours` in which contacts are taken."
        yield problem(key_mark(tree, *path), dotted(*path), what, hint)


def _two_at_once(scenario: Scenario, people: Roster, tree: Mapping) -> Iterator[Problem]:
    """Find people who would be in two shifts at once; each pair of shifts is told once."""
    by_person: dict[object, list[WorkedShift]] = {}
    for one in people.shifts:
        by_person.setdefault(one.who, []).append(one)
    told = set()
    for mine in by_person.values():
        spans = sorted((from_s, to_s, one.group, one.shift, one) for one in mine for from_s, to_s in one.parts)
        for before, after in pairwise(spans):
            pair = (before[2:4], after[2:4])
            if after[0] < before[1] and pair not in told:
                told.add(pair)
                yield _overlap(scenario, tree, before[4], after[4])


def _overlap(scenario: Scenario, tree: Mapping, before: WorkedShift, after: WorkedShift) -> Problem:
    path = ("agent_groups", after.group, "shifts", after.shift)
    day = scenario.horizon.day(after.day)
    when = f" on {day.name}" if day is not None and day.name else ""
    who = after.who.name if after.who.number < 0 else f"the crew {after.who.name}"
    elsewhere = f" of {before.group}" if before.group != after.group else ""
    verb = "works" if after.who.number < 0 else "would work"
    what = f"{who} {verb} in {before.shift or 'another shift'}{elsewhere} at the same time{when}."
    return problem(key_mark(tree, *path), dotted(*path), what, "Shifts of the same people may not overlap.")


def _breaks_that_do_not_fit(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for group, noun in scenario.agent_groups.items():
        for name, shift in (noun.shifts or {}).items():
            for called, one in shift.breaks.items():
                if not fits(one, shift):
                    path = ("agent_groups", group, "shifts", name, "breaks", called)
                    parts = " and ".join(f"{clock(from_s)} to {clock(to_s)}" for from_s, to_s in shift.parts)
                    what = f"the break does not fit into the shift, {parts}."
                    yield problem(key_mark(tree, *path), dotted(*path), what, "Nobody could take all of it.")


def _moved(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find interventions that move people of groups whose agents have times of their own."""
    for name, one in scenario.interventions.items():
        for path, group in _groups_moved(scenario, name, one):
            if group in scenario.agent_groups and is_known_one_by_one(scenario.agent_groups[group]):
                what = f"the agents of '{group}' have times of their own, so interventions cannot move them."
                yield problem(value_mark(tree, *path), dotted(*path), what, "Use a group with `agents` by time of day.")
        if one.call_in is not None and one.call_in.to in scenario.agent_groups:
            yield from _called_in(scenario, tree, ("interventions", name, "call_in"), one.call_in)


def _called_in(scenario: Scenario, tree: Mapping, path: Path, called: CalledIn) -> Iterator[Problem]:
    """Find interventions that call people in where nobody is on call; those who are stay until their shift ends."""
    group = scenario.agent_groups[called.to]
    if not is_known_one_by_one(group):
        return
    if not any(shift.on_call is not None for shift in (group.shifts or {}).values()):
        what = f"the agents of '{called.to}' have times of their own, and none of them is on call."
        hint = 'Give it a shift on call: {people: ana, from: "08:00", to: "16:00", on_call: {paid: 20%}}.'
        yield problem(value_mark(tree, *path, "to"), dotted(*path, "to"), what, hint)
    elif called.for_s is not None:
        what = "whoever is on call stays until the end of their shift."
        yield problem(key_mark(tree, *path, "for"), dotted(*path, "for"), what, "Leave it out.")


def _groups_moved(scenario: Scenario, name: str, one: Intervention) -> Iterator[tuple[Path, str]]:
    at: Path = ("interventions", name, one.verb)
    if one.move_people is not None:
        yield (*at, "from"), one.move_people.from_
        yield (*at, "to"), one.move_people.to
    for group in groups_kept(scenario, one):
        yield (*at, "of"), group


def _without_a_date(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find what begins on a date where the horizon has none."""
    if scenario.horizon.date is not None:
        return
    places: list[tuple[Path, object]] = [(("trainings", name), one) for name, one in scenario.trainings.items()]
    for name, person in scenario.people.items():
        places += [(("people", name, key), getattr(person, key)) for key in ("since", "learning")]
    for group, noun in scenario.agent_groups.items():
        for name, shift in (noun.shifts or {}).items():
            at = ("agent_groups", group, "shifts", name)
            places += [((*at, key), getattr(shift, key)) for key in ("since", "learning")]
    for path, one in places:
        if one is not None:
            what = "this is about a date, but the horizon has none."
            yield problem(key_mark(tree, *path), dotted(*path), what, "Give it a date.")


def _trained_in_vain(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find trainings of groups whose agents are only a number."""
    for name, one in scenario.trainings.items():
        for group in one.of:
            noun = scenario.agent_groups.get(group)
            if noun is not None and not is_known_one_by_one(noun):
                path = ("trainings", name, "of")
                what = f"the agents of '{group}' are only a number, so nobody can be trained."
                yield problem(value_mark(tree, *path), dotted(*path), what, "Write its agents as shifts.")


def _reserved_by_some(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find contacts that reserve agents of a group in which people differ in what they serve."""
    for pool in pools_of(scenario):
        for name, serves in scenario.agent_groups[pool.group].serves.items() if pool.people else ():
            if serves.reserves:
                path = ("agent_groups", pool.group, "serves", name, "reserves")
                who = pool.people[0]
                what = f"'{name}' cannot reserve agents of a group in which {who} has skills of their own."
                hint = f"Let {who} work in a group of their own, or use keep_free."
                yield problem(value_mark(tree, *path), dotted(*path), what, hint)
