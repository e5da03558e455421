"""Shifts, breaks and people that change nothing, and shifts of which some days have less than is planned."""

from collections.abc import Iterator
from dataclasses import replace

from simulator.errors import Problem
from simulator.scenario.days.breaks_placed import fits
from simulator.scenario.days.roster import cut_shifts, roster_of
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.shift_plans import breaks_of
from simulator.scenario.rules.pools import served_by_nobody, serves_of
from simulator.scenario.sound.plans_of_other_days import is_from_a_sheet, plans_of_other_days
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_duration
from simulator.units import format_time_of_day as clock


def shifts_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of shifts has no effect; places come from the scenario's ``tree``."""
    finds = (_never_worked, _breaks_in_no_shift, _people_in_no_shift, _skills_in_vain, _served_in_vain, _never_called)
    return [one for find in finds for one in find(scenario, tree)]


def shifts_cut(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the shifts that are cut on some days, because the center is closed then."""
    found = []
    for (group, name), days in cut_shifts(scenario).items():
        path = ("agent_groups", group, "shifts", name)
        day, opens_s, closes_s = days[0]
        more = f" and {len(days) - 1} more days" if len(days) > 1 else ""
        what = f"on {day}{more} the shift is shorter than it says: the center is open {clock(opens_s)} to"
        found.append(
            problem(
                key_mark(tree, *path),
                dotted(*path),
                f"{what} {clock(closes_s)}.",
                "What lies outside is not worked and not paid.",
            )
        )
    return found


def _never_worked(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    worked = {(one.group, one.shift) for one in roster_of(scenario).shifts}
    in_sheets: dict[str, list[Problem]] = {}
    for group, noun in scenario.agent_groups.items():
        for name, shift in (noun.shifts or {}).items():
            if (group, name) not in worked and shift.most:
                path = ("agent_groups", group, "shifts", name)
                what = "the shift has no effect: it is worked on no simulated day."
                found = problem(key_mark(tree, *path), dotted(*path), what)
                if is_from_a_sheet(scenario, found.file):
                    in_sheets.setdefault(found.file, []).append(found)
                else:
                    yield found
    of_other_days = plans_of_other_days(scenario, tree)
    yield from (one.told for one in of_other_days)
    for one in of_other_days:
        in_sheets.pop(one.told.file, None)
    for first, *others in in_sheets.values():
        # Plans of a year are read for a week.
        yield replace(first, hint=f"So are {len(others)} more shifts of this sheet." if others else "")


def _breaks_in_no_shift(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for group, noun in scenario.agent_groups.items():
        shifts = (noun.shifts or {}).values()
        for name, one in noun.breaks.items():
            having = [shift for shift in shifts if breaks_of(shift, noun.breaks)[name] is one]
            path = ("agent_groups", group, "breaks", name)
            if not having and not any(
                _has_from_a_sheet(scenario, tree, group, shift, name) for shift in noun.shifts or {}
            ):
                what = "the break has no effect: every shift has one of its own with this name."
                yield problem(key_mark(tree, *path), dotted(*path), what)
            elif having and not any(fits(one, shift) for shift in having):
                yield problem(key_mark(tree, *path), dotted(*path), "the break has no effect: it fits into no shift.")


def _has_from_a_sheet(scenario: Scenario, tree: Mapping, group: str, shift: str, name: str) -> bool:
    """Return whether a sheet says when a break is had: it knows better, and the group's is of other plans."""
    mark = key_mark(tree, "agent_groups", group, "shifts", shift, "breaks", name)
    return is_from_a_sheet(scenario, mark.file)


def _people_in_no_shift(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    working = {
        person
        for noun in scenario.agent_groups.values()
        for shift in (noun.shifts or {}).values()
        for person in shift.everybody
    }
    in_sheets: dict[str, list[Problem]] = {}
    for person in scenario.people:
        if person not in working:
            path = ("people", person)
            found = problem(key_mark(tree, *path), dotted(*path), "the person has no effect: they are in no shift.")
            if is_from_a_sheet(scenario, found.file):
                in_sheets.setdefault(found.file, []).append(found)
            else:
                yield found
    for first, *others in in_sheets.values():
        # A matrix of skills has all who are employed.
        yield replace(first, hint=f"So are {len(others)} more people of this sheet." if others else "")


def _skills_in_vain(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find what people do in their own way although none of their groups does it."""
    served = dict[str, set[str]]()
    for group, noun in scenario.agent_groups.items():
        for person in noun.everybody:
            served.setdefault(person, set()).update(serves_of(scenario, group, person))
    for person, one in scenario.people.items():
        for name in one.serves:
            if person in served and name not in served[person]:
                path = ("people", person, "serves", name)
                what = f"this has no effect: no group of {person} serves {name}."
                if one.skills is not None:
                    what = f"this has no effect: {name} is not among the skills of {person}."
                yield problem(key_mark(tree, *path), dotted(*path), what)


def _served_in_vain(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find what groups serve although everybody who works in them has skills of their own without it."""
    for group, name in served_by_nobody(scenario):
        path = ("agent_groups", group, "serves", name)
        what = f"this has no effect: nobody in {group} has {name} among their skills."
        yield problem(key_mark(tree, *path), dotted(*path), what)


def _never_called(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find shifts on call of which nobody ever comes: no intervention calls them, or none early enough."""
    for group, noun in scenario.agent_groups.items():
        ready_s = [
            one.call_in.ready_s for one in scenario.interventions.values() if one.call_in and one.call_in.to == group
        ]
        for name, shift in (noun.shifts or {}).items():
            if shift.on_call is None:
                continue
            path = ("agent_groups", group, "shifts", name, "on_call")
            longest_s = max(to_s - from_s for from_s, to_s in shift.parts)
            if not ready_s:
                what = f"nobody ever comes: no intervention calls people into {group}."
                hint = f"Add one, as {{when: {{oldest_wait: 3m}}, call_in: {{number: 1, to: {group}, ready: 30m}}}}."
                yield problem(key_mark(tree, *path), dotted(*path), what, hint)
            elif min(ready_s) >= longest_s:
                what = (
                    f"nobody ever comes: it takes them {format_duration(min(ready_s))}, and the shift is over by then."
                )
                yield problem(key_mark(tree, *path), dotted(*path), what)
