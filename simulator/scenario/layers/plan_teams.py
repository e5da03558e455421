"""Teams as sheets call them: each has one name in the scenario, and the sheet's as title."""

from simulator.errors import Problem
from simulator.scenario.layers.called import names_by_text
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.nodes import Entry, Mapping, Scalar
from simulator.scenario.text.sheets import PlanSheet
from simulator.scenario.text.spelling import as_name, wrong_title
from simulator.units import shown


class PlannedTeams:
    """The teams of a scenario, and the titles that its sheets add."""

    def __init__(self, teams: Mapping) -> None:
        self.entries = dict(teams.entries)
        self._mark = teams.mark
        self._called = names_by_text(teams)

    @property
    def node(self) -> Mapping:
        """Return all teams that are stated."""
        return Mapping(self.entries, self._mark)

    def name_of(self, text: str, cell: SheetCell, sheet: PlanSheet, problems: list[Problem]) -> str:
        """Return the name of the team that a cell calls ``text``; a title that is no name is kept."""
        if text in self._called:
            return self._called[text]
        name = as_name(text, "team")
        other = next((called for called, known in self._called.items() if known == name), None)
        what, hint = wrong_title(text)
        self._called[text] = name
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
