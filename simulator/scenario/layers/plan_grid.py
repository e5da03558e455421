"""A grid of headcounts: how many agents each group has in each interval, on every day or by day."""

import re
from typing import NamedTuple

from simulator.scenario.layers.plan_rows import SheetProblems, rows_used
from simulator.scenario.layers.plan_totals import hint_of_totals, is_skipped
from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import CellError, day_in, number_in, time_in
from simulator.scenario.text.sheets import PlanSheet, SheetTable, places_called, sheet_of, table_of
from simulator.units import parse_time_of_day

_FROM_TO = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*(?:-|–|to)\s*(\d{1,2}:\d{2}(?::\d{2})?)")


class CountFrom(NamedTuple):
    """How many agents a group has from a time on."""

    time_s: float
    agents: int
    cell: SheetCell


class GridColumn(NamedTuple):
    """The column of a group, and what it says by day; the day is empty where it holds on every day."""

    group: str
    heading: SheetCell
    by_day: dict[str, list[CountFrom]]


class _Interval(NamedTuple):
    day: str
    from_s: float
    to_s: float | None
    """Where the sheet says it."""
    cells: tuple[SheetCell, ...]
    time_cell: SheetCell


def grid_columns(plan: Plan, folder: str, groups: list[str]) -> tuple[PlanSheet, list[GridColumn]]:
    """Return the sheet of a grid, and its columns of ``groups``, or of those that ``plan`` names. Raises FileError."""
    sheet = sheet_of(folder, plan.file, plan.sheet)
    names = plan.columns
    day = names.date or "date"
    needed = [names.time, *([day] if names.date else []), *plan.where, *plan.groups]
    table = table_of(sheet, needed, [day])
    problems = SheetProblems(sheet)
    columns = _columns(plan, table, groups, day, problems)
    intervals = _intervals(plan, table, day, problems)
    found = [_column(group, at, table.headings[at], intervals, problems) for at, group in columns.items()]
    problems.raise_if_any(len(table.rows))
    return sheet, found


def _columns(plan: Plan, table: SheetTable, groups: list[str], day: str, problems: SheetProblems) -> dict[int, str]:
    """Return the group of each column that has one."""
    if plan.groups:
        return {table.columns[name]: group for name, group in plan.groups.items()}
    others = {table.columns[one] for one in (plan.columns.time, day, *plan.where) if one in table.columns}
    found, unknown = dict[int, str](), dict[str, SheetCell]()
    for at, heading in enumerate(table.headings):
        if at in others or heading.value is None or is_skipped(plan, str(heading.value)):
            continue
        called = places_called(str(heading.value), groups)
        if len(called) != 1:
            unknown.setdefault(str(heading.value), heading)
        elif (group := groups[called[0]]) in found.values():
            problems.tell(heading, "", f"{group} has another column.", "Rename all but one.")
        else:
            found[at] = group
    hint = "Say which columns are groups: groups: {Team A: front}; the others do not count then."
    hint = f"{hint} {hint_of_totals(plan, unknown)}".strip()
    problems.names(unknown, "", "columns that are no agent groups", hint, groups)
    return found


def _intervals(plan: Plan, table: SheetTable, day: str, problems: SheetProblems) -> list[_Interval]:
    found: list[_Interval] = []
    seen: dict[tuple[str, float], SheetCell] = {}
    for cells in rows_used(plan, table, plan.columns.time, problems):
        cell = cells[table.columns[plan.columns.time]]
        day_cell = cells[table.columns[day]] if day in table.columns else None
        try:
            from_s, to_s = _times(cell)
        except CellError as error:
            problems.tell(cell, plan.columns.time, error.what, error.hint)
            continue
        try:
            of_day = "" if day_cell is None else day_in(day_cell.value)
        except CellError as error:
            assert day_cell is not None, "it could not be read"
            problems.tell(day_cell, day, error.what, error.hint)
            continue
        before = seen.setdefault((of_day, from_s), cell)
        if before is not cell:
            what = f"row {before.row} has the same time{f' of {of_day}' if of_day else ''}."
            problems.tell(cell, plan.columns.time, what, "Write each interval once.")
        found.append(_Interval(of_day, from_s, to_s, cells, cell))
    return sorted(found, key=lambda one: (one.day, one.from_s))


def _times(cell: SheetCell) -> tuple[float, float | None]:
    """Return when an interval begins, and when it ends where the cell says so."""
    text = cell.value if isinstance(cell.value, str) else ""
    if not (found := _FROM_TO.fullmatch(text)):
        return time_in(cell.value), None
    from_s, to_s = parse_time_of_day(found[1]), parse_time_of_day(found[2])
    return from_s, to_s if to_s > from_s else to_s + 86400.0


def _column(group: str, at: int, heading: SheetCell, intervals: list[_Interval], problems: SheetProblems) -> GridColumn:
    by_day: dict[str, list[CountFrom]] = {}
    for number, one in enumerate(intervals):
        cell = one.cells[at]
        try:
            agents = number_in(cell.value)
        except CellError as error:
            problems.tell(cell, group, error.what, error.hint)
            continue
        mine = by_day.setdefault(one.day, [])
        mine.append(CountFrom(one.from_s, agents, cell))
        after = intervals[number + 1] if number + 1 < len(intervals) else None
        next_s = after.from_s if after is not None and after.day == one.day else None
        # Whose end is stated have nobody after it, unless the next interval begins then.
        if one.to_s is not None and (next_s is None or one.to_s < next_s):
            mine.append(CountFrom(one.to_s, 0, one.time_cell))
    return GridColumn(group, heading, by_day)
