"""From the rows of a list to shifts: the rows of one person and day in one group are a shift, and gaps are its splits.

What is no contact work is a break of the shift that it lies in, or beside: planners write a shift as one row with lunch
over it, or cut into rows one after the other. Both are the same.
"""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from simulator.scenario.layers.plan_rows import PlanRow, SheetProblems, plan_rows
from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import text_in
from simulator.scenario.text.csv_lines import beside, stamp_of
from simulator.scenario.text.sheets import PlanSheet, sheet_of
from simulator.scenario.text.spelling import as_spoken
from simulator.units import DATE, DAY_S, WEEKDAYS, format_time_of_day, parse_date, shown

Span = tuple[float, float]


class BreakRow(NamedTuple):
    """A break of a shift, in seconds since 00:00 of its day."""

    activity: str
    from_s: float
    to_s: float


class SheetShift(NamedTuple):
    """A shift that one person works on one day, as the sheet has it."""

    person: SheetCell
    day: str
    group: str
    group_cell: SheetCell
    shift: str
    """As the sheet calls it; empty where it does not."""
    parts: tuple[Span, ...]
    breaks: tuple[BreakRow, ...]
    cell: SheetCell
    """Where it begins."""
    team: str
    """Of the person, as the sheet calls it; empty where it does not."""
    team_cell: SheetCell


def planned_shifts(plan: Plan, folder: str, groups: tuple[str, ...]) -> tuple[PlanSheet, tuple[SheetShift, ...]]:
    """Return the sheet of a list and its shifts, in the order of their first rows; kept until the file changes.

    ``groups`` are those that there are. Raises FileError.
    """
    return _planned(plan.model_dump_json(by_alias=True), folder, stamp_of(beside(folder, plan.file)), groups)


@lru_cache(maxsize=16)
def _planned(
    plan_text: str, folder: str, _stamp: tuple[int, int], groups: tuple[str, ...]
) -> tuple[PlanSheet, tuple[SheetShift, ...]]:
    # Every strategy asks for the same sheet.
    plan = Plan.model_validate_json(plan_text, strict=False)
    sheet = sheet_of(folder, plan.file, plan.sheet)
    problems = SheetProblems(sheet)
    found: list[tuple[int, SheetShift]] = []
    rows = _with_one_team(plan_rows(plan, sheet, groups), problems, plan)
    for mine in _by_person_and_day(rows):
        if not _overlap(mine, problems, plan):
            found += _shifts(mine, problems, plan)
    problems.raise_if_any(-1)
    return sheet, tuple(one for _, one in sorted(found, key=lambda each: each[0]))


def _with_one_team(rows: list[PlanRow], problems: SheetProblems, plan: Plan) -> list[PlanRow]:
    """Return ``rows`` with the team of the person in all of them; tell where a person has another one."""
    stated: dict[str, PlanRow] = {}
    for one in rows:
        person = text_in(one.person.value)
        first = stated.setdefault(person, one) if one.team else one
        if as_spoken(first.team) != as_spoken(one.team):
            what = (
                f"{person} is in team {shown(one.team)} here and in {shown(first.team)} in row {first.team_cell.row}."
            )
            problems.tell(one.team_cell, plan.columns.team or "team", what, "Somebody has one team all day.")
    firsts = [one if one.team else stated.get(text_in(one.person.value), one) for one in rows]
    return [one._replace(team=each.team, team_cell=each.team_cell) for one, each in zip(rows, firsts, strict=True)]


def _by_person_and_day(rows: list[PlanRow]) -> Iterator[list[PlanRow]]:
    """Yield the rows of each person and day; what is done after midnight goes with the shift that it belongs to."""
    days: dict[tuple[str, str], list[PlanRow]] = {}
    for one in rows:
        days.setdefault((text_in(one.person.value), one.day), []).append(one)
    for (person, day), mine in list(days.items()):
        before = days.get((person, _day_before(day)), []) if day else []
        moved = [one for one in mine if _belongs_to(one, before, mine)]
        for one in moved:
            before.append(one._replace(day=before[0].day, from_s=one.from_s + DAY_S, to_s=one.to_s + DAY_S))
        days[person, day] = [one for one in mine if one not in moved]
    for mine in days.values():
        if mine:
            yield [_after_midnight(one, mine) for one in mine]


def _belongs_to(one: PlanRow, before: list[PlanRow], same_day: list[PlanRow]) -> bool:
    """Return whether a row is a part of the shift of the day before, and of none on its own day."""
    if one.is_contact_work or _lies_in(one, same_day, 0.0):
        return False
    return _lies_in(one, before, DAY_S)


def _after_midnight(one: PlanRow, same_day: list[PlanRow]) -> PlanRow:
    """Return a row with the time of the next day, where the shift of its day goes on after midnight."""
    if one.is_contact_work or _lies_in(one, same_day, 0.0) or not _lies_in(one, same_day, DAY_S):
        return one
    return one._replace(from_s=one.from_s + DAY_S, to_s=one.to_s + DAY_S)


def _lies_in(one: PlanRow, others: list[PlanRow], later_s: float) -> bool:
    """Return whether a row, so much later, lies within contact work or touches it."""
    return any(
        each.from_s <= one.to_s + later_s and one.from_s + later_s <= each.to_s
        for each in others
        if each.is_contact_work
    )


def _day_before(day: str) -> str:
    if DATE.fullmatch(day):
        return (parse_date(day) - datetime.timedelta(days=1)).isoformat()
    return WEEKDAYS[WEEKDAYS.index(day) - 1]


def _overlap(rows: list[PlanRow], problems: SheetProblems, plan: Plan) -> bool:
    """Tell which rows are at the same time; a break may lie within work, as a whole."""
    found = False
    for kind in (True, False):
        mine = sorted((one for one in rows if one.is_contact_work is kind), key=lambda one: (one.from_s, one.to_s))
        for before, after in pairwise(mine):
            if after.from_s < before.to_s:
                found = True
                _tell_overlap(before, after, problems, plan)
    for one in rows:
        for other in rows:
            apart = other.to_s <= one.from_s or one.to_s <= other.from_s
            if one.is_contact_work or not other.is_contact_work or apart:
                continue
            if not (other.from_s <= one.from_s and one.to_s <= other.to_s):
                found = True
                _tell_overlap(other, one, problems, plan)
    return found


def _tell_overlap(before: PlanRow, after: PlanRow, problems: SheetProblems, plan: Plan) -> None:
    when = f"{_span(before)}, in row {before.from_cell.row}"
    who = text_in(after.person.value)
    what = f"{who} has {_span(after)} and {when}, at the same time{f' on {after.day}' if after.day else ''}."
    problems.tell(after.from_cell, plan.columns.from_, what, "Rows of a person may not overlap.")


def _span(row: PlanRow) -> str:
    return f"{row.activity or 'work'} {format_time_of_day(row.from_s)} to {format_time_of_day(row.to_s)}"


def _shifts(rows: list[PlanRow], problems: SheetProblems, plan: Plan) -> list[tuple[int, SheetShift]]:
    """Return the shifts of a person and day, each with the number of its first row."""
    belongs = _belonging(rows)
    found = []
    for (group, shift), mine in belongs.items():
        first = min(mine, key=lambda one: (not one.is_contact_work, one.from_s))
        if not group:
            what, hint = "nothing says in which group this is.", "Give the plan `group`, or a column with the group."
            problems.tell(first.from_cell, plan.columns.from_, what, hint)
            continue
        parts = _joined(sorted((one.from_s, one.to_s) for one in mine))
        for at in range(0, len(parts), 2):
            two = tuple(parts[at : at + 2])
            inside = [one for one in mine if two[0][0] <= one.from_s and one.to_s <= two[-1][1]]
            begins = min(inside, key=lambda one: one.from_s)
            breaks = sorted((one.from_s, one.activity, one.to_s) for one in inside if not one.is_contact_work)
            rests = tuple(BreakRow(activity, from_s, to_s) for from_s, activity, to_s in breaks)
            number = min(one.from_cell.row for one in inside)
            one = SheetShift(
                first.person,
                first.day,
                group,
                first.group_cell,
                shift,
                two,
                rests,
                begins.from_cell,
                first.team,
                first.team_cell,
            )
            found.append((number, one))
    return found


def _belonging(rows: list[PlanRow]) -> dict[tuple[str, str], list[PlanRow]]:
    """Return the rows of each group and shift; what is no contact work goes with the work around or before it."""
    work = sorted((one for one in rows if one.is_contact_work), key=lambda one: one.from_s)
    rest = sorted((one for one in rows if not one.is_contact_work), key=lambda one: one.from_s)
    found: dict[tuple[str, str], list[PlanRow]] = {}
    for one in work:
        found.setdefault((one.group, one.shift), []).append(one)
    for one in rest:
        home = _home(one, [each for mine in found.values() for each in mine])
        if home is None or (one.group and one.group != home.group and one.group_cell is not one.person):
            key = (one.group, one.shift)
        else:
            key = (home.group, one.shift or home.shift)
        found.setdefault(key, []).append(one._replace(group=key[0], shift=key[1]))
    return found


def _home(one: PlanRow, placed: list[PlanRow]) -> PlanRow | None:
    """Return the row that another one lies in; else that which it follows at once, else that which follows it."""
    around = [each for each in placed if each.is_contact_work and each.from_s <= one.from_s and one.to_s <= each.to_s]
    before = [each for each in placed if each.to_s == one.from_s]
    behind = [each for each in placed if each.from_s == one.to_s]
    return next(iter((*around, *before, *behind)), None)


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for from_s, to_s in spans:
        if found and from_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], to_s))
        else:
            found.append((from_s, to_s))
    return found
