"""A matrix of codes: who works which shift on which day."""

from typing import NamedTuple

from simulator.scenario.layers.plan_rows import SheetProblems, rows_used
from simulator.scenario.layers.plan_totals import is_skipped
from simulator.scenario.nouns.plan_sheets import Plan, PlanCode
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import HOW_DAYS_ARE_WRITTEN, CellError, day_in, is_like_a_day, text_in
from simulator.scenario.text.sheets import PlanSheet, sheet_of, table_of
from simulator.units import shown


class CodedDay(NamedTuple):
    """A shift that one person works on one day."""

    person: SheetCell
    day: str
    day_cell: SheetCell
    code: PlanCode
    cell: SheetCell


def coded_days(plan: Plan, folder: str) -> tuple[PlanSheet, list[CodedDay]]:
    """Return the sheet of a matrix, and who works what on which day, person after person. Raises FileError."""
    sheet = sheet_of(folder, plan.file, plan.sheet)
    table = table_of(sheet, [plan.columns.person, *plan.where])
    problems = SheetProblems(sheet)
    codes = {" ".join(code.split()): one for code, one in plan.codes.items()}
    off = {" ".join(code.split()) for code in plan.off or ()}
    person_at = table.columns[plan.columns.person]
    days = {at: _day(cell) for at, cell in enumerate(table.headings) if at != person_at and is_like_a_day(cell.value)}
    if not days:
        what = "no column has a date or a day of the week as its heading."
        problems.tell(table.headings[0], "", what, HOW_DAYS_ARE_WRITTEN)
    _days_twice(days, table.headings, problems)
    found, unknown, first = list[CodedDay](), dict[str, SheetCell](), dict[str, SheetCell]()
    for cells in rows_used(plan, table, plan.columns.person, problems):
        person = cells[person_at]
        name = _text(person, plan.columns.person, problems)
        said = {at: text for at, cell in enumerate(cells) if (text := _text(cell, "", problems, at in days))}
        if not name:
            if any(at in days for at in said):
                problems.tell(person, plan.columns.person, "the name of the person is missing.")
            continue
        if name in first:
            what = f"{name} has another row, {first[name].row}."
            problems.tell(person, plan.columns.person, what, "Write each person once.")
        first.setdefault(name, person)
        for at, text in said.items():
            if at == person_at or text in off:
                continue
            if at in days and text not in codes:
                unknown.setdefault(text, cells[at])
            elif at in days:
                found.append(CodedDay(person, days[at], table.headings[at], codes[text], cells[at]))
            elif text in codes and at < len(table.headings) and text not in plan.where.values():
                heading = table.headings[at]
                if is_skipped(plan, str(heading.value)):
                    continue
                what = (
                    f"the column has codes, such as {shown(text)}, but its heading is no date and no day of the week."
                )
                if not any(one.column == heading.column and one.line == heading.row for one in problems.found):
                    problems.tell(heading, "", what, HOW_DAYS_ARE_WRITTEN)
    problems.names(unknown, "", "unknown codes", "Name them in `codes`, and days off in `off`.", [*codes, *sorted(off)])
    problems.raise_if_any(len(table.rows))
    return sheet, found


def _day(cell: SheetCell) -> str:
    return day_in(cell.value)


def _days_twice(days: dict[int, str], headings: tuple[SheetCell, ...], problems: SheetProblems) -> None:
    named: dict[str, int] = {}
    for at, day in days.items():
        if day in named:
            what = f"{day} has another column, {_column(headings[named[day]], problems)}."
            problems.tell(headings[at], "", what, "Write each day once.")
        named.setdefault(day, at)


def _column(cell: SheetCell, problems: SheetProblems) -> str:
    mark = problems.sheet.mark_of(cell)
    return mark.cell or str(mark.column)


def _text(cell: SheetCell, where: str, problems: SheetProblems, told: bool = True) -> str:
    try:
        return text_in(cell.value)
    except CellError as error:
        if told:
            problems.tell(cell, where, error.what, error.hint)
        return ""
