"""Plans in sheets that are of other days than those simulated: last week's sheet, or a horizon that stayed behind.

It is an error where nobody is on duty because of it, and a warning where others are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.nouns import Horizon, Scenario
from simulator.scenario.nouns.day_names import in_order_of_days, is_a_date, name_on
from simulator.scenario.text.csv_lines import beside
from simulator.scenario.text.nodes import Entry, Mapping, problem
from simulator.units import DAY_S

_HINT = "Give the horizon the date of the plan, or take the plan of these days."


class OtherDays(NamedTuple):
    """A sheet of other days, and the groups that it fills."""

    told: Problem
    groups: frozenset[str]


def is_from_a_sheet(scenario: Scenario, file: str) -> bool:
    """Return whether what stands in a ``file`` is from a plan's sheet."""
    paths = [beside(scenario.folder, name) for name in scenario.plan_files]
    return any(file == path or file.startswith(f"{path}, ") for path in paths)


def plans_of_other_days(scenario: Scenario, tree: Mapping) -> list[OtherDays]:
    """Return the sheets of which no day is simulated; places come from the scenario's ``tree``."""
    if scenario.horizon.first_weekday is None:
        return []
    days: dict[str, dict[str, Entry]] = {}
    groups: dict[str, set[str]] = {}
    simulated = set[str]()
    for group, shift, by_day in _by_day(tree):
        for day, entry in by_day.items():
            file = entry.key.file
            if is_from_a_sheet(scenario, file):
                days.setdefault(file, {}).setdefault(day, entry)
                groups.setdefault(file, set()).add(group)
                if _is_simulated(scenario, group, shift, day):
                    simulated.add(file)
    horizon, found = scenario.horizon, []
    for file, named in days.items():
        if file in simulated:
            continue
        first = min((one.key for one in named.values()), key=lambda mark: (mark.line, mark.column))
        simulates = _of_horizon(horizon, list(named))
        what = f"the days of the sheet are {_in_words(list(named))}, those of the horizon {simulates}."
        found.append(OtherDays(problem(first, "", what, _HINT), frozenset(groups[file])))
    return found


def _by_day(tree: Mapping) -> Iterator[tuple[str, str, dict[str, Entry]]]:
    """Yield the group, the shift (none where it is a headcount), and what is stated of single days."""
    for group in tree.section("agent_groups").entries:
        node = tree.section("agent_groups").section(group)
        yield group, "", node.section("agents_on").entries
        for shift in node.section("shifts").entries:
            yield group, shift, node.section("shifts").section(shift).section("people_on").entries


def _is_simulated(scenario: Scenario, group: str, shift: str, day: str) -> bool:
    horizon = scenario.horizon
    numbers = [one.number for one in horizon.simulated_days]
    shifts = scenario.agent_groups[group].shifts or {}
    if shift in shifts and any(to_s > DAY_S for _, to_s in shifts[shift].parts):
        # That of the day before goes on into the first one.
        numbers.append(numbers[0] - 1)
    return any(name_on((day,), horizon.weekday_of(number), horizon.date_of(number)) for number in numbers)


def _in_words(names: list[str]) -> str:
    """Return days in words: dates from the first to the last, days of the week each by itself."""
    ordered = list(in_order_of_days(dict.fromkeys(names)))
    weekdays, dates = ([one for one in ordered if is_a_date(one) is dated] for dated in (False, True))
    return " and ".join([*weekdays, *([_from_to(dates[0], dates[-1])] if dates else [])])


def _of_horizon(horizon: Horizon, names: list[str]) -> str:
    """Return the reported days as the sheet calls its own, by date or by the day of the week."""
    by_date = horizon.date is not None and any(map(is_a_date, names))
    day_of = horizon.date_of if by_date else horizon.weekday_of
    return _from_to(str(day_of(0)), str(day_of(horizon.days - 1)))


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
