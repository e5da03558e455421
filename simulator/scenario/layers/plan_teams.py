"""Teams as sheets call them: each has one name in the scenario, and the sheet's as title."""

from collections.abc import Iterable, Iterator

from simulator.errors import Problem
from simulator.scenario.layers.called import Called
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.nodes import Entry, Mapping, Scalar
from simulator.scenario.text.sheets import PlanSheet
from simulator.scenario.text.spelling import as_name, wrong_title
from simulator.units import shown


class PlannedTeams:
    """The teams of a scenario, and the titles that its sheets add."""

    def __init__(self, teams: Mapping, named: Iterable[str] = ()) -> None:
        self.entries = dict(teams.entries)
        self._mark = teams.mark
        self._called = Called(teams, "team", named)

    @property
    def node(self) -> Mapping:
        """Return all teams that are stated."""
        return Mapping(self.entries, self._mark)

    def name_of(self, text: str, cell: SheetCell, sheet: PlanSheet, problems: list[Problem]) -> str:
        """Return the name of the team that a cell calls ``text``; a title that is no name is kept."""
        if known := self._called.name_of(text, cell, sheet, problems):
            return known
        name = as_name(text, "team")
        other = next((called for called, known in self._called.by_text.items() if known == name), None)
        what, hint = wrong_title(text)
        self._called.add(text, name)
        self._called.name_of(text, cell, sheet, problems)
        if what:
            problems.append(sheet.problem(cell, "", what, hint))
        elif other is not None:
            what = f"{shown(text)} and {shown(other)} would both be team {name}."
            hint = f"Give one of them another name, with a title: teams: {{{name}_2: {{title: {shown(text)}}}}}."
            problems.append(sheet.problem(cell, "", what, hint))
        elif name != text:
            mark = sheet.mark_of(cell)
            self.entries[name] = Entry(mark, Mapping({"title": Entry(mark, Scalar(text, mark))}, mark))
        return name


def teams_named(people: Mapping, groups: Mapping) -> Iterator[str]:
    """Yield the teams that people, groups and shifts of the scenario name: they need not be stated."""
    shifts = [groups.section(name).section("shifts") for name in groups.entries]
    for section in (people, groups, *shifts):
        for entry in section.entries.values():
            team = entry.value.get("team") if isinstance(entry.value, Mapping) else None
            if isinstance(team, Scalar) and isinstance(team.value, str):
                yield team.value.strip()
