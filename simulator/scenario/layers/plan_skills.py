"""A matrix of skills: which contact types each person serves, and with which priority."""

from typing import NamedTuple

from simulator.scenario.layers.plan_rows import SheetProblems, rows_used
from simulator.scenario.layers.plan_totals import hint_of_totals, is_skipped
from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import CellError, skill_in, text_in
from simulator.scenario.text.sheets import PlanSheet, SheetTable, places_called, sheet_of, table_of


class SkilledPerson(NamedTuple):
    """A row of the matrix."""

    person: SheetCell
    skills: dict[str, tuple[int | bool, SheetCell]]
    """By contact type: the priority, or true for that of the group, and where that stands."""


def skilled_people(plan: Plan, folder: str, types: tuple[str, ...]) -> tuple[PlanSheet, list[SkilledPerson]]:
    """Return the sheet of a matrix of skills, and who serves which of ``types``. Raises FileError."""
    sheet = sheet_of(folder, plan.file, plan.sheet)
    table = table_of(sheet, [plan.columns.person, *plan.where, *plan.types])
    problems = SheetProblems(sheet)
    columns = _columns(plan, table, types, problems)
    all_known = not problems.found
    person_at = table.columns[plan.columns.person]
    found, first = list[SkilledPerson](), dict[str, SheetCell]()
    for cells in rows_used(plan, table, plan.columns.person, problems):
        person = cells[person_at]
        name = _name(person, plan, problems)
        skills = _skills(cells, columns, table, problems)
        if not name:
            if skills and name is not None:
                problems.tell(person, plan.columns.person, "the name of the person is missing.")
            continue
        if name in first:
            what = f"{name} has another row, {first[name].row}."
            problems.tell(person, plan.columns.person, what, "Write each person once.")
        elif not skills and all_known:
            what = f"{name} serves no contact type."
            problems.tell(person, plan.columns.person, what, "Write 1, 2 or x into a cell, or remove the row.")
        first.setdefault(name, person)
        read = {type_: skill for type_, skill in skills.items() if skill is not None}
        found.append(SkilledPerson(person, _by_grade(read) if plan.first == "highest" else read))
    problems.raise_if_any(len(table.rows))
    return sheet, found


def _columns(plan: Plan, table: SheetTable, types: tuple[str, ...], problems: SheetProblems) -> dict[int, str]:
    """Return the contact type of each column that has one."""
    if plan.types:
        return {table.columns[name]: type_ for name, type_ in plan.types.items()}
    others = {table.columns[one] for one in (plan.columns.person, *plan.where)}
    found, unknown = dict[int, str](), dict[str, SheetCell]()
    for at, heading in enumerate(table.headings):
        if at in others or heading.value is None or is_skipped(plan, str(heading.value)):
            continue
        called = places_called(str(heading.value), types)
        if len(called) != 1:
            unknown.setdefault(str(heading.value), heading)
        elif (type_ := types[called[0]]) in found.values():
            problems.tell(heading, "", f"{type_} has another column.", "Rename all but one.")
        else:
            found[at] = type_
    hint = "Say which columns are contact types: types: {Orders: orders}; the others do not count then."
    hint = f"{hint} {hint_of_totals(plan, unknown)}".strip()
    problems.names(unknown, "", "columns that are no contact types", hint, types)
    if not found and not unknown:
        problems.tell(table.headings[0], "", "no column is a contact type.", hint)
    return found


def _by_grade(skills: dict[str, tuple[int | bool, SheetCell]]) -> dict[str, tuple[int | bool, SheetCell]]:
    """Return grades of a person, of which the highest is the best, as priorities without gaps."""
    grades = sorted({grade for grade, _ in skills.values() if grade is not True}, reverse=True)
    return {
        type_: (grade if grade is True else grades.index(grade) + 1, cell) for type_, (grade, cell) in skills.items()
    }


def _name(cell: SheetCell, plan: Plan, problems: SheetProblems) -> str | None:
    """Return the name of a person, empty where there is none; None where it cannot be read, which is told."""
    try:
        return text_in(cell.value)
    except CellError as error:
        problems.tell(cell, plan.columns.person, error.what, error.hint)
        return None


def _skills(
    cells: tuple[SheetCell, ...], columns: dict[int, str], table: SheetTable, problems: SheetProblems
) -> dict[str, tuple[int | bool, SheetCell] | None]:
    """Return what a row says of each type that it serves; None where that cannot be read, which is told."""
    found: dict[str, tuple[int | bool, SheetCell] | None] = {}
    for at, type_ in columns.items():
        try:
            skill = skill_in(cells[at].value)
        except CellError as error:
            problems.tell(cells[at], str(table.headings[at].value), error.what, error.hint)
            found[type_] = None
            continue
        if skill:
            found[type_] = (skill, cells[at])
    return found
