"""The rows of a list: who does what from when until when. What cannot be read is told with its cell, all at once."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.plan_totals import is_skipped, looks_like_a_total, name_of_row, text_of_row
from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import CellError, day_in, day_of_time, text_in, time_in
from simulator.scenario.text.csv_lines import WRONG_AS_ONE, FileError
from simulator.scenario.text.sheets import PlanSheet, SheetTable, table_of
from simulator.scenario.text.suggest import KNOWN_MAX, nearest
from simulator.scenario.text.wanted import wanted_rows
from simulator.units import DAY_S, shown

CONTACTS = "contacts"
"""What a row counts as that says no activity, or one that is a group."""
NOTHING = "nothing"


class PlanRow(NamedTuple):
    """A row of a list; texts as the sheet has them, times in seconds since 00:00 of its day."""

    person: SheetCell
    day: str
    """A date or a day of the week; empty: every day."""
    day_cell: SheetCell
    from_s: float
    to_s: float
    from_cell: SheetCell
    activity: str
    """Its name, empty where it is work on contacts."""
    group: str
    """As the scenario calls it; empty where nothing is said."""
    group_cell: SheetCell
    shift: str
    team: str
    """As the sheet calls it; empty where it does not."""
    team_cell: SheetCell

    @property
    def is_contact_work(self) -> bool:
        """Return whether contacts are served."""
        return not self.activity


class SheetProblems:
    """What is wrong in a sheet; a column that is wrong in all rows is one problem."""

    def __init__(self, sheet: PlanSheet) -> None:
        self.sheet = sheet
        self.found: list[Problem] = []

    def tell(self, cell: SheetCell, where: str, what: str, hint: str = "") -> None:
        """Take a problem of a cell."""
        self.found.append(self.sheet.problem(cell, where, what, hint))

    def names(self, cells: dict[str, SheetCell], where: str, what: str, hint: str, known: Collection[str] = ()) -> None:
        """Take several names of which nobody knows what they mean, as one problem at the first of them.

        ``known`` are those that may be meant.
        """
        if cells:
            hint = f"{self._meant(cells, known)} {hint}".strip()
            said = ", ".join(f"{shown(name)} ({self.sheet.place_of(cell)})" for name, cell in cells.items())
            self.tell(next(iter(cells.values())), where, f"{what}: {said}.", hint)

    def _meant(self, cells: dict[str, SheetCell], known: Collection[str]) -> str:
        """Return which of the ``known`` names were probably meant, and where; else which there are."""
        near = {cell: one for name, cell in cells.items() if (one := nearest(name, known))}
        if not near:
            return f"Known: {', '.join(known)}." if 0 < len(known) <= KNOWN_MAX else ""
        meant = [shown(one) for one in near.values()]
        if len(cells) > 1:
            meant = [f"{shown(one)} ({self.sheet.place_of(cell)})" for cell, one in near.items()]
        return f"Did you mean {', '.join(meant)}?"

    def raise_if_any(self, rows: int) -> None:
        """Raise FileError where something is wrong in a sheet of so many rows."""
        if not self.found:
            return
        by_column: dict[tuple[str, int], list[Problem]] = {}
        for one in self.found:
            by_column.setdefault((one.where, one.column), []).append(one)
        told = []
        for mine in by_column.values():
            whole = len(mine) == rows > WRONG_AS_ONE
            told += [_for_all(mine[0], rows)] if whole else mine
        raise FileError(tuple(told))


def _for_all(first: Problem, rows: int) -> Problem:
    said = f"{first.hint} So are the other {rows - 1:,} rows.".strip()
    return Problem(first.file, first.line, first.column, first.where, first.what, said, first.kind, first.cell)


def plan_rows(plan: Plan, sheet: PlanSheet, groups: tuple[str, ...]) -> list[PlanRow]:
    """Return the rows of a list that count, each of one of ``groups``. Raises FileError with all that is wrong."""
    names = plan.columns
    needed = [names.person, names.from_, names.to]
    own = {key: getattr(names, key) for key in ("date", "activity", "group", "shift", "team")}
    needed += [name for name in own.values() if name is not None]
    needed += list(plan.where)
    table = table_of(sheet, needed, [key for key, name in own.items() if name is None])
    reading = _RowReading(plan, table, {key: name or key for key, name in own.items()}, groups)
    used = rows_used(plan, table, names.person, reading.problems)
    rows = [row for cells in used if (row := reading.row(cells)) is not None]
    known = "Say what they are: activities: {Lunch: {paid: false}}, or {Phone: {counts_as: contacts}}."
    reading.problems.names(
        reading.unknown, reading.columns["activity"], "unknown activities", known, [*plan.activities]
    )
    known = "Say which groups of the scenario they are: groups: {Team A: front}."
    called = dict.fromkeys((*plan.groups, *groups))
    reading.problems.names(reading.strangers, reading.columns["group"], "unknown agent groups", known, called)
    reading.problems.raise_if_any(len(table.rows))
    return rows


def rows_used(plan: Plan, table: SheetTable, column: str, problems: SheetProblems) -> Iterator[tuple[SheetCell, ...]]:
    """Yield the rows that count; what each is about is in ``column``. Tell which look like totals.

    Raises FileError where no row has what ``where`` asks for.
    """
    at_name = table.columns[column]
    wanted = [(table.columns[one.column], one) for one in wanted_rows(plan.where)]
    some = False
    for cells in table.rows:
        if all(one.is_in("" if cells[at].value is None else _text(cells[at])) for at, one in wanted):
            some = True
            text = text_of_row(cells, at_name)
            if looks_like_a_total(plan, text):
                what = f"the row {shown(text)} looks like a total."
                hint = f"Leave it out with `skip: {shown(text)}`; if it is none, give the plan `skip: []`."
                problems.tell(name_of_row(cells, at_name), "", what, hint)
            elif not is_skipped(plan, text):
                yield cells
    if not some:
        what = (
            "there are no rows below the names of the columns." if not wanted else "no row has what 'where' asks for."
        )
        raise FileError((table.sheet.problem(table.headings[0], "", what),))


def _text(cell: SheetCell) -> str:
    try:
        return text_in(cell.value)
    except CellError:
        return ""


class _RowReading:
    """Rows being read, and what is wrong with them."""

    def __init__(self, plan: Plan, table: SheetTable, columns: dict[str, str], groups: tuple[str, ...]) -> None:
        self.plan, self.table, self.columns, self.known = plan, table, columns, groups
        self.problems = SheetProblems(table.sheet)
        self.unknown: dict[str, SheetCell] = {}
        """Activities, and where they are met first."""
        self.strangers: dict[str, SheetCell] = {}
        """Groups, and where they are met first."""
        self._activities = {" ".join(name.split()): one for name, one in plan.activities.items()}
        self._groups = {" ".join(name.split()): group for name, group in plan.groups.items()}

    def row(self, cells: tuple[SheetCell, ...]) -> PlanRow | None:
        """Return what a row says; None for one that does not count, or is wrong."""
        before = len(self.problems.found)
        activity_cell = self._cell(cells, "activity")
        activity = self._said(activity_cell, "activity")
        counts_as = self._counts_as(activity, activity_cell, cells)
        if counts_as == NOTHING:
            return None
        person = cells[self.table.columns[self.plan.columns.person]]
        if not self._said(person, self.plan.columns.person, told=True) and len(self.problems.found) == before:
            self.problems.tell(person, self.plan.columns.person, "the name of the person is missing.")
        names = self.plan.columns
        from_cell, to_cell = cells[self.table.columns[names.from_]], cells[self.table.columns[names.to]]
        day_cell = self._cell(cells, "date")
        day = self._day(day_cell, from_cell)
        from_s, to_s = self._time(from_cell, names.from_, day), self._time(to_cell, names.to, day)
        if from_s is not None and to_s is not None:
            to_s = self._ends(from_s, to_s, to_cell, names.to)
        group_cell = self._cell(cells, "group")
        group = self._group(group_cell, counts_as)
        if len(self.problems.found) > before or from_s is None or to_s is None:
            return None
        shift = self._said(self._cell(cells, "shift"), "shift")
        where = group_cell or person
        name = "" if counts_as == CONTACTS else activity
        team, team_cell = self._team(cells)
        return PlanRow(
            person,
            day,
            day_cell or from_cell,
            from_s,
            to_s,
            from_cell,
            name,
            group,
            where,
            shift,
            team,
            team_cell or person,
        )

    def _team(self, cells: tuple[SheetCell, ...]) -> tuple[str, SheetCell | None]:
        """Return the team in a row; a column of groups that is called so says none, unless it is named for both."""
        cell = self._cell(cells, "team")
        if self.plan.columns.team is None and cell is not None and cell == self._cell(cells, "group"):
            return "", None
        return self._said(cell, "team"), cell

    def _cell(self, cells: tuple[SheetCell, ...], key: str) -> SheetCell | None:
        at = self.table.columns.get(self.columns[key])
        return None if at is None else cells[at]

    def _said(self, cell: SheetCell | None, key: str, told: bool = False) -> str:
        if cell is None:
            return ""
        try:
            return text_in(cell.value)
        except CellError as error:
            self.problems.tell(cell, key if told else self.columns[key], error.what, error.hint)
            return ""

    def _group(self, cell: SheetCell | None, counts_as: str) -> str:
        """Return the group of a row as the scenario calls it; empty where nothing says it."""
        text = self._said(cell, "group")
        if not text or cell is None:
            return self.plan.group or ""
        if text in self._groups:
            return self._groups[text]
        is_activity = cell.column == self._column("activity")
        if text in self.known or (is_activity and counts_as != CONTACTS):
            return text if text in self.known else ""
        if not is_activity:
            self.strangers.setdefault(text, cell)
        return self.plan.group or ""

    def _column(self, key: str) -> int:
        return self.table.columns.get(self.columns[key], -1) + 1

    def _counts_as(self, activity: str, cell: SheetCell | None, cells: tuple[SheetCell, ...]) -> str:
        if not activity or cell is None:
            return CONTACTS
        if activity in self._activities:
            return self._activities[activity].counts_as
        # Many systems have one column that says the queue of whoever serves contacts, and else the activity.
        if cell == self._cell(cells, "group") and (activity in self._groups or activity in self.known):
            return CONTACTS
        self.unknown.setdefault(activity, cell)
        return CONTACTS

    def _day(self, cell: SheetCell | None, from_cell: SheetCell) -> str:
        if cell is None:
            return day_of_time(from_cell.value) if not _is_wrong(from_cell) else ""
        try:
            return day_in(cell.value)
        except CellError as error:
            self.problems.tell(cell, self.columns["date"], error.what, error.hint)
            return ""

    def _time(self, cell: SheetCell, column: str, day: str) -> float | None:
        try:
            return time_in(cell.value, day)
        except CellError as error:
            self.problems.tell(cell, column, error.what, error.hint)
            return None

    def _ends(self, from_s: float, to_s: float, cell: SheetCell, column: str) -> float:
        """Return the time of an end, which is on the next day where it is not later than the beginning."""
        if to_s == from_s:
            self.problems.tell(cell, column, "the row ends when it begins.", "Write the end of 24 hours as 32:00.")
        if to_s < from_s:
            to_s += DAY_S
        if to_s - from_s > DAY_S:
            self.problems.tell(cell, column, "the row is longer than a day.")
        return to_s


def _is_wrong(cell: SheetCell) -> bool:
    try:
        text_in(cell.value)
    except CellError:
        return True
    return False
